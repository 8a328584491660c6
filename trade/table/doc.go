// Package table holds tables of facts as plain data, so that the same table can
// live as a sheet of a workbook (package spreadsheet) or as a CSV file in a folder.
//
// A [Table] has a name, columns with headings, and rows of cells. A [Cell] is a
// text and what kind of cell it stood in; nothing is formatted or rounded. The
// number of a [Row] is the one that programs show, so that a message can name the
// cell: Terms!D17. A table that was read holds what the file says, also cells to
// the right of the last heading; whoever knows what the columns mean refuses them.
//
// # A folder of CSV files
//
// [WriteFolder] writes one file for each table, NAME.csv, RFC 4180 in UTF-8 with
// the headings in the first record. The folder appears whole or not at all, and a
// folder that already holds something is left alone. [ReadFolder] reads every file
// of that form, of at most [maxFile] bytes; a byte order mark is accepted, rows
// without any text are skipped. CSV does not know kinds: every cell is read as text.
// A program that opens a CSV file may turn codes into numbers and text that begins
// with "=" into formulas; to edit by hand, a workbook is the better form.
//
// # Errors
//
// What is wrong with tables comes back together as [*Errors], each an [*Error] with
// table, cell, text, code and what to do: the first [maxErrors] of them and the full
// count. Errors of the disk are those of the operating system, with the name.
package table
