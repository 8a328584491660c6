// Package schedule reads the base rates of a country from a table: a simple one of one's
// own, or one of the layouts in which the European Union and the United Kingdom publish
// their import duties. No table of theirs is part of the project.
//
//	code,duty,from,to,units
//	0801.31,5%,2026-01-01,,kg
//	0805,10% + 0.22 EUR/kg,2026-01-01,2026-06-01,
//
// The layout is known by its header:
//
//	simple  code, duty and, as wanted, from, to, units; to is the first day on which the
//	        rate holds no more
//	TARIC   Goods code, Start date, End date, Origin code, Meas. type code, Duty: the duties
//	        on third countries (type 103, origin 1011) become lines
//	UK      commodity__code, measure__type__id, measure__geographical_area__id,
//	        measure__duty_expression, measure__effective_start_date,
//	        measure__effective_end_date: the same types
//
// In the two layouts the end date is the last day, and a code of ten digits with zeros at
// its end holds for everything below it, as the nomenclature has it. A code of any table
// may have two to ten digits; the longest that holds goods counts.
//
// A duty is written as duty.Parse reads it, where $ is the unit of the currency of the
// book, or as the layouts do: "12.8 % + 93.1 EUR/100 kg", "9 EUR TNE", "30.70 GBP / 100 kg",
// "10 % MIN 22 EUR DTN MAX 56 EUR DTN", whose amounts are for one unit.
// A text that is not computed (conditions, entry prices, agricultural components, a minimum in
// another unit, a unit that is not known) stands in its line as "not read: …": goods of that
// line get a *tariff.MissingFacts that quotes it, never a rate. Measures of other types and
// origins are no base rates; Table.Left counts them by what they are.
//
// Errors: a *RowError for each row whose code or days cannot be read, or whose days overlap
// those of another row of the code, the first fifty together; an *tariff.ParseError never
// comes through.
package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/records"
)

// Table is what was read.
type Table struct {
	Name, Layout string
	// Lines are sorted and do not overlap.
	Lines []law.Line
	// NotRead are the rows whose duty is not computed.
	NotRead []NotRead
	// Left counts the rows that are no base rates, by what they are.
	Left map[string]int
	Rows int
}

// NotRead is a row whose duty is not computed, and why.
type NotRead struct {
	Row          int
	Code         trade.Product
	Text, Reason string
}

// RowError is a row that cannot be read.
type RowError struct {
	Name   string
	Row    int
	Text   string
	Reason string
}

func (e *RowError) Error() string {
	return fmt.Sprintf("%s, row %d: %q: %s", e.Name, e.Row, e.Text, e.Reason)
}

// ErrorCode names the class of the error.
func (e *RowError) ErrorCode() string { return "bad_row" }

// Bounds of a table.
const (
	mostBytes  = 512 << 20
	mostRows   = 2_000_000
	mostErrors = 50
)

// Read reads a CSV table. Its duties must be in the currency.
func Read(r io.Reader, name string, currency trade.Currency) (*Table, error) {
	// Descriptions are not read: their quotes and bytes may be what they like.
	in := records.NewReader(r, records.Options{Ragged: true, Loose: true, AnyText: true, MaxBytes: mostBytes})
	head, err := in.Read()
	if err != nil {
		return nil, &RowError{name, 1, "", "a header was expected: " + err.Error()}
	}
	l, reason := layoutOf(head)
	if reason != "" {
		return nil, &RowError{name, 1, strings.Join(head, ","), reason}
	}
	t := &reading{Table: &Table{Name: name, Layout: l.name, Left: map[string]int{}}, layout: l, currency: currency}
	for row := 2; ; row++ {
		f, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, &RowError{name, row, "", err.Error()}
		}
		if row > mostRows {
			return nil, &RowError{name, row, "", "more rows than a schedule has"}
		}
		t.row(row, f)
	}
	t.overlaps()
	if len(t.errs) > 0 {
		return nil, errors.Join(t.errs...)
	}
	return t.Table, nil
}

// reading is a table while it is read.
type reading struct {
	*Table
	layout   *layout
	currency trade.Currency
	rows     []numbered
	errs     []error
	failed   int
}

// numbered is a line and its row.
type numbered struct {
	law.Line
	row int
}

func (t *reading) fail(row int, text, reason string) {
	if t.failed++; len(t.errs) < mostErrors {
		t.errs = append(t.errs, &RowError{t.Name, row, text, reason})
	}
}

// row reads one row.
func (t *reading) row(row int, f []string) {
	l := t.layout
	if strings.TrimSpace(strings.Join(f, "")) == "" {
		return
	}
	t.Rows++
	if kind := l.other(f); kind != "" {
		t.Left[kind]++
		return
	}
	code, reason := l.code(l.field(f, l.at.code))
	if reason != "" {
		t.fail(row, l.field(f, l.at.code), reason)
		return
	}
	days, reason := l.days(l.field(f, l.at.from), l.field(f, l.at.to))
	if reason != "" {
		t.fail(row, l.field(f, l.at.from)+" to "+l.field(f, l.at.to), reason)
		return
	}
	text := l.field(f, l.at.duty)
	general, reason := dutyOf(text, t.currency)
	if reason != "" {
		t.NotRead = append(t.NotRead, NotRead{row, code, text, reason})
		general = duty.NotRead(text + " (" + reason + ")")
	}
	line := law.Line{Code: code, During: days, General: general}
	if units := l.field(f, l.at.units); units != "" {
		line.Units = strings.FieldsFunc(units, func(r rune) bool { return r == ';' || r == ',' })
	}
	t.rows = append(t.rows, numbered{line, row})
}

// overlaps sorts the lines and finds rows of one code on one day.
func (t *reading) overlaps() {
	slices.SortStableFunc(t.rows, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.During.From.Compare(b.During.From))
	})
	for i, r := range t.rows {
		if i > 0 && t.rows[i-1].Code == r.Code && t.rows[i-1].During.Overlaps(r.During) {
			t.fail(r.row, r.Code.String(), fmt.Sprintf("holds on days on which row %d holds too", t.rows[i-1].row))
		}
		t.Lines = append(t.Lines, r.Line)
	}
	if t.failed > len(t.errs) {
		t.errs = append(t.errs, fmt.Errorf("and %d more rows", t.failed-len(t.errs)))
	}
}
