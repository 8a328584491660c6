package spreadsheet

import (
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Row is one row of a sheet as it is read. Its cells hold what the file says,
// unformatted.
type Row struct {
	// Number is the number of the row as programs show it, from 1; in a CSV file
	// it is the number of the record.
	Number int
	// Line is the line of a CSV file on which the record begins, from 1; 0 in a
	// workbook.
	Line int
	// Hidden: the row is hidden or filtered away. It is read like any other.
	Hidden bool
	// Cells are the cells from column A on, without the empty ones at the end.
	// The slice is used again for the next row; the texts in it stay.
	Cells []Value
	// Width is the number of fields of the record in a CSV file, the empty ones at
	// the end too; in a workbook, the number of Cells.
	Width int
}

// Address returns where a cell of the row stands, such as "D17"; columns count
// from 0.
func (r *Row) Address(column int) string {
	if r.Number < 1 || column < 0 {
		return ""
	}
	return grid.Address(r.Number-1, column)
}

// ValueKind says what a cell that was read holds.
type ValueKind uint8

// The kinds of value.
const (
	ValueEmpty  ValueKind = iota
	ValueText             // text; in a CSV file every cell that is not empty
	ValueNumber           // a number; Text has its digits as the file has them
	ValueDate             // a number in a date format; Date is the day
	ValueBool             // Text is "TRUE" or "FALSE"
	ValueError            // Text is the error as programs show it, "#N/A"
	// ValueNoResult is a formula without a stored result: what it would give is
	// not known, which is not the same as empty.
	ValueNoResult
)

// Value is a cell that was read.
type Value struct {
	Kind ValueKind
	// Text is the text of the cell, or the raw digits of a number or a date.
	Text string
	// Date is the day of a ValueDate. It is zero when there is none that programs
	// agree about: before 1900-03-01 (serial 60 is a day that never was) unless
	// the workbook counts from 1904, after 9999-12-31, or a time of day alone.
	// A time of day is an error for a caller that wants a day; HasTime says that
	// there was one.
	Date    trade.Date
	HasTime bool
	// Percent: programs show the number a hundred times as large, with a percent sign.
	Percent bool
	// Formula: the value is the stored result of a formula.
	Formula bool
}
