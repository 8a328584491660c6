// Package tables states a book or a scenario of package tariff as tables of facts,
// and reads them back with the same meaning, so that a person can edit the law in a
// workbook or in CSV files. Package table has the tables and the folder of CSV files,
// package spreadsheet the workbook.
//
//	FromBook, ToBook            law.Book and its tables, BookTables
//	FromScenario, ToScenario    law.Scenario and its tables, ScenarioTables
//	ScenarioTemplate            an empty scenario to fill in
//
// # Form
//
// A row is one fact; a term or an exception names its measure by the heading, a
// listed code its list. Columns are called as in the JSON of a scenario. Sets are
// text: "IN; CN", "*; !CA", "7208 7209 !721090". Days are dates, or text yyyy-mm-dd.
// Codes, headings and duties are text: a number or a date in their place is refused
// with its cell, also where it looks harmless, because 0.25 may have been 25% and 101
// may have been 0101. Order columns carry the order of measures, exceptions and
// edits, so that a sheet may be sorted. The README that comes first says all this for
// every column.
//
// # Guarantees
//
// ToBook(FromBook(b)) means the same as b: every field of every measure, term,
// exception, list, group, program, rate, edition, choice and source is there again.
// What could not come back is an error of FromBook. A book from ToBook compiles.
//
// # Errors
//
// Reading is strict: unknown tables and columns, headings that stand twice, cells
// under no heading, values that are not known, names without their list, group or
// measure, terms that overlap. All come back together as *table.Errors with the cell
// and what to do. Tables and columns whose names begin with # are notes.
package tables
