// Package records reads tables of CSV, one record after another, as RFC 4180 has them in
// UTF-8: fields between commas, in quotes or without any, doubled quotes inside quotes. A byte
// order mark is passed over, and so are empty lines.
//
//	r := records.NewReader(file, records.Options{})
//	head, err := r.Read()
//	for {
//		row, err := r.Read() // io.EOF after the last
//	}
//
// It is strict: a record of another number of fields than the first, a quote that does not
// match, bytes that are not UTF-8 and a NUL are each an [*Error], which names the line of the
// file, from 1, on which the record begins. [Options] loosen that for tables of others, and
// bound the bytes of the table and of a record, so that a quote without its counterpart can't
// fill the memory. What is too large is refused and never cut off. Errors of the io.Reader come
// back as they are.
//
// After an error of the codes "fields", "encoding" and "quotes" reading may go on with the next
// record, so that all that is wrong can be said together; with "fields" and "encoding" the
// record comes with the error.
//
// [Columns] reads a whole table by the names of its columns.
//
// Two readers stand beside this one by need: package tariff/lines splits blocks of bytes on
// several processors, at some nanoseconds a row, and package spreadsheet gives every field an
// address, finds the delimiter and reads other encodings.
package records
