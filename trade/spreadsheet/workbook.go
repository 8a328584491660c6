package spreadsheet

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// Workbook is what is to be written.
type Workbook struct {
	Title, Subject, Creator string
	Sheets                  []Sheet
}

// Sheet is one table with an optional title above and notes below it.
type Sheet struct {
	Name    string
	Title   []string // lines above the header
	Columns []Column
	Rows    [][]Cell
	Notes   []string // lines below the table
	// FreezeColumns keeps the first columns in view; the header always stays.
	FreezeColumns int
	Chart         *Chart
}

// Column is a header with the way in which its cells are shown.
type Column struct {
	Header string
	Format Format
	// Width is in characters; 0 fits the content, within bounds.
	Width int
}

// Format says how the numbers of a column are shown. It does not change them.
type Format int

// The formats.
const (
	Text    Format = iota
	Integer        // 1,234
	Money          // 1,234.50
	Percent        // a fraction as 66.5%
	Number         // as many decimals as there are
	Date           // 2025-08-27
)

// Cell is one value. The zero Cell is empty.
type Cell struct {
	kind   cellKind
	text   string
	number decimal.Decimal
	day    trade.Date
}

type cellKind uint8

const (
	empty cellKind = iota
	textCell
	numberCell
	dateCell
)

// Str is a text.
func Str(s string) Cell { return Cell{kind: textCell, text: s} }

// Num is an exact number.
func Num(d decimal.Decimal) Cell { return Cell{kind: numberCell, number: d} }

// Day is a date; the zero Date is an empty cell.
func Day(d trade.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: dateCell, day: d}
}

// Chart is a picture of columns of the sheet, beside the table.
type Chart struct {
	Title string
	Kind  ChartKind
	// Category and Values are columns by index from 0.
	Category int
	Values   []int
	XTitle   string
	YTitle   string
}

// ChartKind is the form of a chart.
type ChartKind int

// The kinds of charts.
const (
	Columns ChartKind = iota // upright
	Bars                     // lying, for long names
)

// Error is one thing that cannot be written.
type Error struct {
	Sheet, Cell string
	Reason      string
}

func (e *Error) Error() string {
	at := fmt.Sprintf("sheet %q", e.Sheet)
	if e.Cell != "" {
		at += "!" + e.Cell
	}
	return at + ": " + e.Reason
}

// Errors are all things that cannot be written; Count says how many there are when
// List holds only the first 100.
type Errors struct {
	List  []*Error
	Count int
}

func (e *Errors) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the workbook has %d errors", e.Count)
	for _, x := range e.List {
		b.WriteString("\n" + x.Error())
	}
	return b.String()
}

// Unwrap gives the single errors to errors.As.
func (e *Errors) Unwrap() []error {
	out := make([]error, len(e.List))
	for i, x := range e.List {
		out[i] = x
	}
	return out
}

func (e *Errors) add(sheet, cell, reason string) {
	const most = 100
	if e.Count++; len(e.List) < most {
		e.List = append(e.List, &Error{sheet, cell, reason})
	}
}

const (
	maxRows    = 1048576
	maxColumns = 16384
	maxText    = 32767
	maxName    = 31
	// significant is the number of digits that a spreadsheet holds in a number.
	significant = 15
)

// check finds everything that cannot be written.
func (w *Workbook) check() error {
	var errs Errors
	if len(w.Sheets) == 0 {
		errs.add("", "", "a workbook needs a sheet")
	}
	names := map[string]bool{}
	for i := range w.Sheets {
		s := &w.Sheets[i]
		folded := strings.ToLower(s.Name)
		switch {
		case s.Name == "":
			errs.add(s.Name, "", fmt.Sprintf("sheet %d has no name", i+1))
		case utf8.RuneCountInString(s.Name) > maxName:
			errs.add(s.Name, "", "the name has more than 31 characters")
		case strings.ContainsAny(s.Name, `[]:*?/\`) || strings.HasPrefix(s.Name, "'") || strings.HasSuffix(s.Name, "'") || !writable(s.Name):
			errs.add(s.Name, "", `the name holds one of []:*?/\, begins or ends with ', or holds a control character`)
		case names[folded]:
			errs.add(s.Name, "", "the name stands twice; upper and lower case are the same")
		}
		names[folded] = true
		s.check(&errs)
	}
	if errs.Count > 0 {
		return &errs
	}
	return nil
}

func (s *Sheet) check(errs *Errors) {
	if len(s.Title)+len(s.Rows)+len(s.Notes)+4 > maxRows {
		errs.add(s.Name, "", fmt.Sprintf("%d rows; a sheet holds 1,048,576 with its title and notes", len(s.Rows)))
		return
	}
	if len(s.Columns) == 0 || len(s.Columns) > maxColumns {
		errs.add(s.Name, "", fmt.Sprintf("%d columns; a sheet holds from 1 to 16,384", len(s.Columns)))
		return
	}
	text := func(column, row int, t string) {
		switch {
		case utf8.RuneCountInString(t) > maxText:
			errs.add(s.Name, cellName(column, row), "the text has more than 32,767 characters")
		case !writable(t):
			errs.add(s.Name, cellName(column, row), "the text holds a control character, which a workbook cannot")
		}
	}
	for i, t := range s.Title {
		text(0, i, t)
	}
	head := s.headerRow()
	for i, c := range s.Columns {
		text(i, head, c.Header)
	}
	for r, row := range s.Rows {
		if len(row) > len(s.Columns) {
			errs.add(s.Name, cellName(len(s.Columns), head+1+r), fmt.Sprintf("the row has %d cells, the table %d columns", len(row), len(s.Columns)))
			continue
		}
		for c, cell := range row {
			switch cell.kind {
			case textCell:
				text(c, head+1+r, cell.text)
			case numberCell:
				if e := cell.number.Exponent(); e > 300 || e < -300 || cell.number.NumDigits() > 1000 {
					errs.add(s.Name, cellName(c, head+1+r), "the number is out of all range")
				}
			case dateCell:
				if cell.day.Before(trade.NewDate(1900, 3, 1)) {
					errs.add(s.Name, cellName(c, head+1+r), "a workbook knows days from 1900-03-01 on")
				}
			}
		}
	}
	for i, t := range s.Notes {
		text(0, head+len(s.Rows)+2+i, t)
	}
	if ch := s.Chart; ch != nil {
		for _, c := range append([]int{ch.Category}, ch.Values...) {
			if c < 0 || c >= len(s.Columns) {
				errs.add(s.Name, "", fmt.Sprintf("the chart names column %d, the table has %d", c, len(s.Columns)))
			}
		}
	}
}

// headerRow is the row of the header, from 0: below the title and a blank row.
func (s *Sheet) headerRow() int {
	if len(s.Title) == 0 {
		return 0
	}
	return len(s.Title) + 1
}

// writable reports whether a text can stand in XML: valid UTF-8 without control
// characters but tab and line feed, and without the two code points that XML bars.
func writable(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if (r < 0x20 && r != '\t' && r != '\n') || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return true
}

// cellName is the address of a cell, given from 0.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return fmt.Sprintf("column %d, row %d", column+1, row+1)
	}
	return name
}

// digits is the number of significant digits of a number.
func digits(d decimal.Decimal) int {
	text := strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(d.String(), "-"), ".", ""), "0")
	if d.IsInteger() {
		text = strings.TrimRight(text, "0")
	}
	return len(text)
}
