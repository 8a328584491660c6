package workbook

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// cellKind says what a cell holds.
type cellKind uint8

// The kinds of cell.
const (
	kindEmpty cellKind = iota
	kindText
	kindNumber
	kindDate
	kindFormula
)

// Format says how a column, or one cell, shows what it holds. It never changes
// the value.
type Format uint8

// The formats. Text and empty cells may stand in any column; a number belongs
// into General, Money, Percent, Number or Integer, a date into General or Date.
const (
	FormatGeneral Format = iota // what the cell is: text, a plain number, a date
	FormatText                  // text
	FormatCode                  // text such as a product code; no warning about digits kept as text
	FormatMoney                 // 1,234.50
	FormatPercent               // a fraction: 0.0290 is shown as 2.90%, 0.02905 as 2.905%
	FormatNumber                // 1,234.50, up to 6 places
	FormatInteger               // 1,234; a number that is not whole shows its places
	FormatDate                  // 2025-08-27
	formatCount
)

// isText tells the formats that hold text only.
func (f Format) isText() bool { return f == FormatText || f == FormatCode }

// Mark gives a cell a colour that says what it is for. It never changes the value.
type Mark uint8

// The marks.
const (
	markNone  Mark = iota
	MarkInput      // blue on yellow: a cell that a person may change
	MarkBad        // red: a cell that cannot be right
	markCount
)

// Cell is one cell. The zero Cell is empty. Cells are made by [Text], [Number],
// [Int], [Day] and [Formula].
type Cell struct {
	text   string // text, or the formula without "="
	number decimal.Decimal
	date   trade.Date
	kind   cellKind
	format Format // FormatGeneral means: as the column
	mark   Mark   // markNone means: as the column
}

// Text returns a cell that holds s as it is; the empty text is an empty cell.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: kindText, text: s}
}

// Number returns a cell that holds d exactly.
func Number(d decimal.Decimal) Cell { return Cell{kind: kindNumber, number: d} }

// Int returns a cell that holds a whole number exactly.
func Int(n int64) Cell { return Number(decimal.NewFromInt(n)) }

// Day returns a cell that holds a date; the zero date is an empty cell.
func Day(d trade.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: kindDate, date: d}
}

// Formula returns a cell that holds a formula, without the leading "=", and its
// result, which programs show until they calculate anew. The formula must come
// from the program, never from data. It may use references inside the workbook,
// operators, texts, numbers and the functions ABS, AND, AVERAGE, COUNT, COUNTA,
// COUNTIF, COUNTIFS, IF, IFERROR, INDEX, MATCH, MAX, MIN, NOT, OR, ROUND, SUM,
// SUMIF, SUMIFS, SUMPRODUCT and VLOOKUP; writing refuses anything else.
func Formula(expression string, result decimal.Decimal) Cell {
	return Cell{kind: kindFormula, text: expression, number: result}
}

// As returns the cell with a format of its own in place of the column's, for
// tables in which one column mixes money, rates and dates. FormatGeneral takes
// the column's format again.
func (c Cell) As(f Format) Cell {
	c.format = f
	return c
}

// Marked returns the cell with a mark of its own in place of the column's. An
// empty cell can be marked too.
func (c Cell) Marked(m Mark) Cell {
	c.mark = m
	return c
}

// String returns the text, the digits of the number, the date as yyyy-mm-dd,
// "=" and the formula, or "" when empty.
func (c Cell) String() string {
	switch c.kind {
	case kindText:
		return c.text
	case kindNumber:
		text, _ := numberText(c.number)
		return text
	case kindDate:
		return c.date.String()
	case kindFormula:
		return "=" + c.text
	}
	return ""
}

// formatIn is the format that the cell has in a column.
func (c Cell) formatIn(column Format) Format {
	if c.format != FormatGeneral {
		return c.format
	}
	return column
}

// markIn is the mark that the cell has in a column.
func (c Cell) markIn(column Mark) Mark {
	if c.mark != markNone {
		return c.mark
	}
	return column
}

// fits tells whether a format is meant for the kind of this cell.
func (c Cell) fits(f Format) bool {
	switch c.kind {
	case kindNumber, kindFormula:
		return !f.isText() && f != FormatDate
	case kindDate:
		return f == FormatGeneral || f == FormatDate
	}
	return true
}

// content is a cell as it stands in the file: the text of <v> for a number, or
// a string.
type content struct {
	value    string
	isNumber bool
	inexact  bool // a number or a date that only fits as text
}

// content says how the cell is stored.
func (c Cell) content() content {
	switch c.kind {
	case kindText:
		return content{value: c.text}
	case kindNumber, kindFormula:
		text, fits := numberText(c.number)
		return content{value: text, isNumber: fits, inexact: !fits}
	case kindDate:
		serial := c.date.Sub(trade.NewDate(1899, 12, 30))
		if serial < grid.FirstSerial {
			return content{value: c.date.String(), inexact: true}
		}
		return content{value: strconv.Itoa(serial), isNumber: true}
	}
	return content{}
}
