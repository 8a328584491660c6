package spreadsheet

import "github.com/tradeshock/tradeshock/trade"

// Row is one row of a sheet as it is read. Its cells hold what the file says,
// unformatted.
type Row struct {
	// Number is the number of the row as programs show it, from 1; in a CSV file
	// it is the number of the record.
	Number int
	// Hidden: the row is hidden or filtered away. It is read like any other.
	Hidden bool
	// Cells are the cells from column A on, without the empty ones at the end.
	// The slice is used again for the next row; the texts in it stay.
	Cells []Value
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
	// Date is set for ValueDate. A time of day is an error for a caller that
	// wants a day; HasTime says that there was one.
	Date    trade.Date
	HasTime bool
	// Formula: the value is the stored result of a formula.
	Formula bool
}
