// Package workbook writes workbooks (.xlsx) from plain data: a [Workbook] holds sheets, a
// [Sheet] is one table of cells with a header, title lines above it, notes below it and at
// most one chart. The rows of a table may come from a stream, so that its length takes no
// memory. Package spreadsheet reads them, and those of others.
//
// # What a cell holds
//
// A cell is empty, text, an exact decimal number, a date, or a formula with its
// result. The zero [Cell] is empty.
//
//	cell      written as                     when it does not fit
//	text      text, never a formula          refused above 32,767 UTF-16 units
//	number    the decimal's own digits       text when more than 15 significant digits
//	                                         or a size outside 1E-307 .. 1E+307
//	date      a day of the 1900 calendar     text yyyy-mm-dd before 1900-03-01
//	formula   formula and stored result      the result alone, as text, when it is
//	                                         a number that does not fit
//
// Spreadsheet programs keep 15 significant digits of a number. A number with more
// is therefore written as text with every digit, on a marked background, and a
// note below the table says how many such cells a column has and where the first
// one stands. No number is ever rounded here. How a number is shown (two places
// for money) is a matter of its [Format] and changes nothing in the cell.
// Programs that add up such a column skip the text, which is why it is marked.
//
// Text from data cannot run: it is stored as string cells in text format, so
// "=1+1", "+1", "-1" and "@x" stay those characters, also after somebody edits
// the cell. Codes such as 0101.21 are text and keep their zeros. Characters that
// XML cannot carry are escaped as _xHHHH_; a NUL or text that is not UTF-8 is
// refused.
//
// # What a person fills in
//
// A [Mark] colours the cells to change (blue on yellow) and those that are wrong
// (red); a [Validation] says what may be typed into a column and offers lists to
// choose from; spare rows wait below the data; a [Comment] explains one cell; a
// [Name] gives formulas a word for a range.
//
// # Tables
//
// [WriteTables] puts tables of package table into a workbook that a person can edit,
// or into a folder of CSV files; spreadsheet.ReadTables reads them back, every cell with its
// kind.
//
// # What is refused in writing
//
// Everything is checked before a byte is written; only the rows of a stream are
// checked as they come. All problems come back
// together in one [*WorkbookError], each a [*Problem] with the sheet, the cell,
// the offending text, a code and what to do: the name of a sheet, the limits
// of 1,048,576 rows, 16,384 columns and 32,767 characters, a number in a text
// column, a row longer than the header, a formula outside the small set of
// functions that every spreadsheet program knows, a chart that points outside
// its table. A [*FileError] reports what the disk refused.
//
// # What is guaranteed
//
// The same workbook gives the same bytes, whatever the day, the time zone and
// the number of processors, for one version of Go. [Workbook.WriteFile] is
// atomic: after a failure, a full disk or a kill at any moment the old file is
// there unchanged, or the new one is there complete, and the next writing removes
// what a killed process left behind. No function panics on any input, and none reads or
// changes anything but its arguments and the named file, so that workbooks can
// be written from several goroutines.
package workbook
