package spreadsheet

import "github.com/tradeshock/tradeshock/trade"

// Workbook is what one file holds. It needs at least one sheet.
type Workbook struct {
	Properties Properties
	Sheets     []Sheet
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
}

// Sheet is one table:
//
//	title lines      the first one large; then an empty row
//	header           one row, from Columns
//	rows             the data
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
	Notes   []string

	FreezeHeader  bool // keeps title lines and header in sight
	FreezeColumns int  // keeps that many columns in sight, counted from the left
	Filter        bool // puts a filter button into each header cell

	Chart *Chart // nil for none; stands to the right of the table
}

// Column is the head of a column and how its cells are shown.
type Column struct {
	Header string
	Width  int // in characters, 1 to MaxWidth; 0 chooses from the contents
	Format Format
}

// Row numbers of a sheet, counted from 0.
type layout struct {
	header   int // -1 without columns
	firstRow int
	endRow   int // the row after the data
	notes    int // the row of the word "Notes"; -1 without notes
	end      int // the row after everything
}

// layout places the parts of the sheet. notes is the number of lines below.
func (s *Sheet) layout(notes int) layout {
	l := layout{header: -1, firstRow: len(s.Title), notes: -1}
	if len(s.Columns) > 0 {
		if len(s.Title) > 0 {
			l.firstRow++
		}
		l.header = l.firstRow
		l.firstRow++
	}
	l.endRow = l.firstRow + len(s.Rows)
	l.end = l.endRow
	if notes > 0 {
		l.notes = l.endRow
		if l.endRow > 0 {
			l.notes++
		}
		l.end = l.notes + 1 + notes
	}
	return l
}

// Address returns where a cell of Rows stands, such as "C7", for formulas and
// for messages. Rows and columns count from 0; row -1 is the header. It is ""
// outside the table.
func (s *Sheet) Address(row, column int) string {
	if row < -1 || row >= len(s.Rows) || column < 0 || column >= min(len(s.Columns), MaxColumns) {
		return ""
	}
	return address(s.layout(0).firstRow+row, column)
}
