// Package spreadsheet writes workbooks that people can trust: numbers exact to the
// digit, texts that can never run, the same bytes for the same input, and never half
// a file. It is the only package of the module that imports excelize.
//
// # What is written
//
// A Workbook is plain data: sheets of columns and rows. A number is a decimal; up to
// 15 significant digits, which is what a spreadsheet holds, it is written digit for
// digit as a number. One with more is written as text, whole, in a style that marks
// it, so that no digit is lost in silence. A text is always a text, whatever sign it
// begins with; product codes keep their leading zeros. A date is a day of the 1900
// system, from 1900-03-01 on.
//
// # Limits and errors
//
// 1,048,576 rows, 16,384 columns, 32,767 characters a cell, 31 characters a sheet
// name without []:*?/\ and not the same as another in any case. What is outside is
// an *Error with sheet and cell; all of them are found before anything is written
// and come together in an Errors, capped at 100 with the full count.
package spreadsheet
