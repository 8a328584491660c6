package check

import (
	"errors"
	"io"

	"github.com/tradeshock/tradeshock/trade/records"
)

// Records reads a table of CSV of at most MaxTable bytes, in which lines that begin with # are
// comments, as package records does. head takes the first record, and an error of it ends the
// reading; row takes each later one that has as many cells as the first, wrong each that has
// not. What cannot be read is added to all. A table without a record calls neither.
func Records(
	r io.Reader, all *Problems, head func(line int, cells []string) error, row, wrong func(line int, cells []string),
) error {
	in := records.NewReader(r, records.Options{Comment: '#', MaxBytes: MaxTable, MaxRecord: MaxTable})
	for first := true; ; first = false {
		cells, err := in.Read()
		var e *records.Error
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &e) && e.Code == "fields":
			wrong(in.Line(0), cells)
		case errors.As(err, &e) && e.Code != "size":
			all.Add(err)
			if first {
				return nil // without a header the rows mean nothing
			}
		case err != nil:
			return err
		case first:
			if err := head(in.Line(0), cells); err != nil {
				return err
			}
		default:
			row(in.Line(0), cells)
		}
	}
}
