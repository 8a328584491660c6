package source

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// UnknownValue is what stands in the native layout for a value that is not known.
const UnknownValue = "unknown"

// allProducts is what stands there for all products together.
const allProducts = "all"

// notePrefix stands before a note whose name would not come back as a header.
const notePrefix = "note:"

// FlowError reports a row of a Dataset that the native layout cannot hold.
type FlowError struct {
	Row    int // from 0
	Column string
	Text   string
	Hint   string
}

func (e *FlowError) Error() string {
	return fmt.Sprintf("flow %d, %s %q: %s", e.Row, e.Column, clipped(e.Text), e.Hint)
}

// native is a Dataset as a table.
type native struct {
	d      *trade.Dataset
	header []string
	basis  bool
	counts bool // rows that could be read as sums of others: each says that it counts
	notes  []string
}

func newNative(d *trade.Dataset) (*native, error) {
	n := &native{d: d}
	currency := d.Currency
	if currency == "" {
		currency = "USD"
	}
	if !currency.Valid() {
		return nil, &FlowError{Column: "value", Text: string(currency), Hint: "no such currency"}
	}
	n.header = []string{
		"period", "origin", "destination", "hs", "value_" + strings.ToLower(string(currency)), "quantity",
		"unit",
	}
	keys := map[string]bool{}
	for i := range d.Len() {
		n.basis = n.basis || (i < len(d.Basis) && d.Basis[i] != "")
		if i < len(d.Notes) {
			for k := range d.Notes[i] {
				keys[k] = true
			}
		}
	}
	if n.basis {
		n.header = append(n.header, "basis")
	}
	if n.counts = nested(d); n.counts {
		n.header = append(n.header, "counts")
	}
	n.notes = slices.Sorted(maps.Keys(keys))
	l, _ := LayoutNamed("native")
	taken := map[string]bool{}
	for _, key := range n.notes {
		if !utf8.ValidString(key) || strings.IndexByte(key, 0) >= 0 {
			return nil, &FlowError{Column: "note", Text: key, Hint: "the name of the note is not text"}
		}
		header := key
		if h := normalize(key); !plainKey(key) || l.knows(h) || taken[h] {
			header = notePrefix + key
		} else {
			taken[h] = true
		}
		n.header = append(n.header, header)
	}
	return n, nil
}

// nested reports whether rows could be read as sums of others: a code above another, or
// periods of different lengths.
func nested(d *trade.Dataset) bool {
	codes := map[trade.Product]bool{}
	for _, p := range d.Products {
		codes[p] = true
	}
	for _, p := range d.Products {
		for n := len(p) - 1; n >= 0; n-- {
			if codes[p[:n]] {
				return true
			}
		}
	}
	shortest, longest := 1<<30, 0
	for _, p := range d.Periods {
		if days := p.To.Sub(p.From); days >= shortestMonth {
			shortest, longest = min(shortest, days), max(longest, days)
		}
	}
	return longest > 31 && longest != shortest
}

// plainKey tells a name that is a header as it stands.
func plainKey(key string) bool {
	for i := range len(key) {
		c := key[i]
		letter := (c|0x20 >= 'a' && c|0x20 <= 'z') || c == '_'
		if !letter && (i == 0 || ((c < '0' || c > '9') && c != '-' && (c != ' ' || i == len(key)-1 || key[i-1] == ' '))) {
			return false
		}
	}
	return key != "" && len(key) <= 255
}

// noteKey is the name of the note under a header.
func noteKey(header string) string {
	if key, ok := strings.CutPrefix(header, notePrefix); ok {
		return key
	}
	return strings.TrimSpace(header)
}

// row checks a flow and returns it; every error names what the layout cannot hold.
func (n *native) row(i int) (trade.Flow, error) {
	f := n.d.Row(i)
	fail := func(column, text, hint string) (trade.Flow, error) {
		return f, &FlowError{Row: i, Column: column, Text: text, Hint: hint}
	}
	if periodText(f.Period) == "" {
		return fail("period", f.Period.String(), "a period needs a first and a last day between 1800 and 2199")
	}
	if !f.Origin.Valid() {
		return fail("origin", string(f.Origin), "no such country")
	}
	if !f.Destination.Valid() {
		return fail("destination", string(f.Destination), "no such country")
	}
	if f.Product != "" {
		if p, err := trade.ParseProduct(string(f.Product)); err != nil || p != f.Product {
			return fail("hs", string(f.Product), "not a product code of digits alone")
		}
	}
	if f.Value != nil && !writable(f.Value.Amount) {
		return fail("value", f.Value.Amount.Coefficient().String(),
			"the layout holds amounts from 0 on, of at most 30 digits and 30 places on either side of the point")
	}
	if f.Quantity != nil {
		if !writable(f.Quantity.Amount) {
			return fail("quantity", f.Quantity.Amount.Coefficient().String(),
				"the layout holds quantities from 0 on, of at most 30 digits and 30 places on either side of the point")
		}
		if u, err := trade.ParseUnit(string(f.Quantity.Unit)); err != nil || u != f.Quantity.Unit {
			return fail("unit", string(f.Quantity.Unit), "no such unit")
		}
	}
	if f.Basis != "" && !f.Basis.Valid() {
		return fail("basis", string(f.Basis), "no such price basis")
	}
	for k, v := range f.Notes {
		if !utf8.ValidString(v) || strings.IndexByte(v, 0) >= 0 {
			return fail("note "+k, v, "the note is not text")
		}
	}
	return f, nil
}

// writable tells an amount that will be read again as it is.
func writable(d decimal.Decimal) bool {
	if d.IsNegative() || d.Exponent() > 30 || d.Exponent() < -60 || d.NumDigits() > 60 {
		return false
	}
	_, err := spreadsheet.ParseNumber(d.String(), spreadsheet.NumberFormat{})
	return err == nil
}

// periodText writes a period so that it is read again: a year, a month, a day, or
// the first and the last day.
func periodText(p trade.Interval) string {
	if p.From.IsZero() || p.To.IsZero() || p.IsEmpty() {
		return ""
	}
	y, m, _ := p.From.Parts()
	if last, _, _ := p.LastDay().Parts(); y < minYear || last > maxYear {
		return ""
	}
	switch p {
	case trade.Year(p.From).Interval():
		return fmt.Sprintf("%04d", y)
	case trade.NewMonth(y, m).Interval():
		return trade.MonthOf(p.From).String()
	case trade.Interval{From: p.From, To: p.From.AddDays(1)}:
		return p.From.String()
	}
	return p.From.String() + periodJoin + p.LastDay().String()
}

const periodJoin = ".."

func productText(p trade.Product) string {
	if p == "" {
		return allProducts
	}
	return string(p)
}

// WriteCSV writes a Dataset in the native layout, as UTF-8 with commas. What it
// writes reads back as the same flows, to the last digit. Text from data that a
// spreadsheet program would run as a formula has an apostrophe before it, which
// reading takes away. A row that the layout cannot hold is a *FlowError.
func WriteCSV(w io.Writer, d *trade.Dataset) error {
	n, err := newNative(d)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(n.header); err != nil {
		return err
	}
	var record []string
	for row, err := range n.rows() {
		if err != nil {
			return err
		}
		value, quantity := UnknownValue, ""
		if row.Value != nil {
			value = row.Value.String()
		}
		if row.Quantity != nil {
			quantity = row.Quantity.String()
		}
		record = append(record[:0], row.Period, row.Origin, row.Destination, row.HS, value, quantity, row.Unit)
		notes := len(row.More) - len(n.notes)
		record = append(record, row.More[:notes]...)
		for _, text := range row.More[notes:] {
			record = append(record, grid.Inert(text))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// NativeRow is a flow as a row of the native layout.
type NativeRow struct {
	Period, Origin, Destination, HS string
	Value, Quantity                 *decimal.Decimal // nil where it is not known, or there is none
	Unit                            string
	More                            []string // what the columns after the unit hold, until the next row is asked for
}

// Native is a Dataset in the native layout: the header, and a row for each flow, made while
// they are asked for. A row that the layout cannot hold is a *FlowError, and the last.
func Native(d *trade.Dataset) (header []string, rows iter.Seq2[NativeRow, error], err error) {
	n, err := newNative(d)
	if err != nil {
		return nil, nil, err
	}
	return n.header, n.rows(), nil
}

func (n *native) rows() iter.Seq2[NativeRow, error] {
	return func(yield func(NativeRow, error) bool) {
		var more []string
		for i := range n.d.Len() {
			f, err := n.row(i)
			if err != nil {
				yield(NativeRow{}, err)
				return
			}
			r := NativeRow{
				Period: periodText(f.Period), Origin: string(f.Origin), Destination: string(f.Destination),
				HS: productText(f.Product),
			}
			if f.Value != nil {
				r.Value = &f.Value.Amount
			}
			if f.Quantity != nil {
				r.Quantity, r.Unit = &f.Quantity.Amount, string(f.Quantity.Unit)
			}
			more = more[:0]
			if n.basis {
				more = append(more, string(f.Basis))
			}
			if n.counts {
				more = append(more, countsWord)
			}
			for _, key := range n.notes {
				more = append(more, f.Notes[key])
			}
			if r.More = more; !yield(r, nil) {
				return
			}
		}
	}
}

// noteText takes away the apostrophe that keeps the text of a CSV file from running.
func (r *reader) noteText(s string) string {
	if r.binary {
		return s
	}
	return grid.FromInert(s)
}
