// Package spreadsheet reads workbooks (.xlsx) and CSV files that it need not trust.
// Package workbook writes them; a program that only reads needs nothing of it.
//
// [Open] reads .xlsx files, with macros or without, as Excel, LibreOffice, Google
// Sheets and libraries write them, and CSV files; what a file is decides its
// content. Any other kind of file is an error that names it and says how to
// convert it. [Document.Rows] gives the rows one by one, in memory that does not
// grow with them; only the shared strings of a workbook are kept.
//
//	cell in the file                   [Value]
//	number                             ValueNumber, the digits as they stand there
//	number in a date format            ValueDate, by the calendar of 1900 or 1904
//	TRUE, FALSE, #N/A                  ValueBool, ValueError
//	text, shared or inline, rich       ValueText, its runs joined, without phonetic hints
//	formula with a stored result       the result, with Formula set
//	formula without one                ValueNoResult, never 0 and never empty
//	field of a CSV file                ValueText
//
// Numbers are never floats. [CellNumber] turns the digits of a number cell into
// the decimal that programs show, [ParseNumber] those of a text in a stated
// format; neither guesses.
//
// A file whose structure is damaged is refused as a whole, although spreadsheet
// programs and libraries may read on: XML that is not well-formed, cells twice or out of
// order, references that lead nowhere, content that is not of its cell's type,
// packages that contradict themselves or have a wrong checksum. Damage can stand
// behind sound rows, so rows count only once the last one came without an error;
// [Document.Verify] makes sure of every sheet. Parts that are not read (themes,
// pictures) are held to the [Limits] and not looked into. Every error but that of
// a context is an [*ImportError] with file, sheet, cell, text, code and hint.
//
// Size is bounded by [Limits] before anything is inflated and while it is. With
// the default ones, reading takes less than 256 MiB whatever the file, and ends
// within a tenth of a second after its context.
//
// [ReadTables] reads a workbook or a folder of CSV files that workbook.WriteTables wrote,
// every cell with its kind.
//
// No function panics on any input, and none reads or changes anything but its arguments and
// the named file.
package spreadsheet
