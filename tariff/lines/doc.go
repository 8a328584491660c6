// Package lines assesses files of entries: CSV in, totals or CSV out, as a stream.
//
// The first row names the columns, in any order and case: hts, origin, date and value,
// and optionally quantity and unit (both or neither filled), and claims ("usmca;
// us_content=0.25"), currency and importer, which must be those of the book where a cell
// is filled. Other columns are carried through. Fields may be quoted as RFC 4180
// says; a row ends with a line feed, with or without a carriage return.
//
// Products are 8 or 10 digits with or without dots, origins what trade.ParseCountry
// reads, dates yyyy-mm-dd, and amounts plain decimal numbers with a point: "1,234" is
// refused, not guessed. What is wrong with a row rejects the row, with the line, the
// cell and the text; what is wrong with the header refuses the file. read = answered +
// rejected, blank lines aside.
//
// Memory does not grow with the file: it is read in blocks, which as many goroutines as
// asked parse, assess and write, in the order of the rows. The results do not depend on
// their number.
package lines
