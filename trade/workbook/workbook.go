package workbook

import (
	"iter"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Workbook is what one file holds. It needs at least one sheet.
type Workbook struct {
	Properties Properties
	Sheets     []Sheet
	Names      []Name
}

// Name is a word that formulas use in place of a range, such as "Rate" for
// "Inputs!$B$4". It begins with a letter or "_", goes on with letters, digits,
// "." and "_", does not look like a cell (A1, R1C1), and stands once in the
// workbook, whatever its case.
type Name struct {
	Name     string
	RefersTo string // a reference or an expression, as in a formula, without "="
}

// Properties are shown by file managers and by the "Info" page of a spreadsheet
// program. Empty ones are left out; nothing is filled in from the clock or the
// user's name.
type Properties struct {
	Title       string
	Subject     string
	Creator     string
	Description string
	Keywords    string
	Created     trade.Date // also written as the day of the last change
	Custom      []Property // shown on the page of custom properties, in this order
}

// Property is a custom property; its name stands once in the workbook.
type Property struct{ Name, Value string }

// Sheet is one table:
//
//	title lines      the first one large; then an empty row
//	header           one row, from Columns
//	rows             the data
//	spare rows       empty, for somebody to fill in
//	notes            an empty row, the word "Notes", one row each
//
// A sheet without columns holds title lines and notes only. Whoever reads the
// table back stops at the first empty row.
type Sheet struct {
	// Name is what the tab shows: 1 to 31 UTF-16 units, none of \ / ? * : [ ],
	// no apostrophe at either end, not "History", and no other sheet of that
	// name in any mixture of upper and lower case.
	Name string

	Title   []string
	Columns []Column
	Rows    [][]Cell // a row may be shorter than Columns, not longer
	Spare   int      // empty rows below the data, in the style of their columns and under their validation
	Notes   []string

	// Stream gives the rows in place of Rows, one after the other, so that a long
	// table need not be in memory. It is gone through once; a row may be used again
	// by the stream as soon as it asks for the next. A problem in a row is found
	// only when the row is written: [Workbook.WriteTo] has then written something,
	// [Workbook.WriteFile] has changed nothing. An error of the stream ends the
	// writing and is returned as it is.
	Stream iter.Seq2[[]Cell, error]

	Comments []Comment // shown beside a cell, at most maxComments

	FreezeHeader  bool // keeps title lines and header in sight
	FreezeColumns int  // keeps that many columns in sight, counted from the left
	Filter        bool // puts a filter button into each header cell

	Charts []Chart // to the right of the table, one below the other
	// ChartsBelow puts the charts below the table and its notes, for a sheet that is printed
	// on a page. It is not for a stream, whose end nobody knows.
	ChartsBelow bool
	// OnePage prints the sheet on one page, as small as it must be; else it is as long as it
	// is, and as wide as a page or several.
	OnePage bool
}

// Column is the head of a column and how its cells are shown.
type Column struct {
	Header string
	Width  int // in characters, 1 to maxWidth; 0 chooses from the contents
	Format Format
	Mark   Mark       // of the cells that have none of their own
	Valid  Validation // what a person may type; what is written is not held against it
}

// Comment is a remark on a cell, which programs show when the pointer is there.
// Rows and columns count from 0, in Sheet.Rows and Sheet.Columns; row -1 is the
// header.
type Comment struct {
	Row, Column int
	Text        string
}

// Row numbers of a sheet, counted from 0.
type layout struct {
	header   int // -1 without columns
	firstRow int
	endRow   int // the row after the data
	endSpare int // the row after the spare rows
	notes    int // the row of the word "Notes"; -1 without notes
	end      int // the row after everything
}

// layout places the parts of the sheet, with the number of its rows and of the
// lines below.
func (s *Sheet) layout(rows, notes int) layout {
	l := layout{header: -1, firstRow: len(s.Title), notes: -1}
	if len(s.Columns) > 0 {
		if len(s.Title) > 0 {
			l.firstRow++
		}
		l.header = l.firstRow
		l.firstRow++
	}
	l.endRow = l.firstRow + rows
	l.endSpare = l.endRow + s.Spare
	l.end = l.endSpare
	if notes > 0 {
		l.notes = l.endSpare
		if l.endSpare > 0 {
			l.notes++
		}
		l.end = l.notes + 1 + notes
	}
	return l
}

// Address returns where a cell of Rows stands, such as "C7", for formulas and
// for messages. Rows and columns count from 0; row -1 is the header. It is ""
// outside the table. Of a stream every row has an address.
func (s *Sheet) Address(row, column int) string {
	first := s.layout(0, 0).firstRow
	if row < -1 || row >= len(s.Rows) && (s.Stream == nil || row >= maxRows-first) || column < 0 ||
		column >= min(len(s.Columns), maxColumns) {
		return ""
	}
	return grid.Address(first+row, column)
}
