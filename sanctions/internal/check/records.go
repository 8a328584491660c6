package check

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// Records reads a table of CSV of at most MaxTable bytes, in which lines that begin with #
// are comments and a byte order mark is passed over. head takes the first record, and an error
// of it ends the reading; row takes each later one that has as many cells as the first, wrong
// each that has not. What is no CSV is added to all. A table without a record calls neither.
func Records(r io.Reader, what string, all *Problems, head func(line int, cells []string) error, row, wrong func(line int, cells []string)) error {
	text, err := io.ReadAll(io.LimitReader(r, MaxTable+1))
	if err != nil {
		return err
	}
	if len(text) > MaxTable {
		return fmt.Errorf("%s: larger than %d bytes", what, MaxTable)
	}
	c := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	c.Comment = '#'
	c.FieldsPerRecord = -1
	width := 0
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			all.Add(err)
			return nil
		}
		line, _ := c.FieldPos(0)
		switch {
		case width == 0:
			width = len(cells)
			if err := head(line, cells); err != nil {
				return err
			}
		case len(cells) != width:
			wrong(line, cells)
		default:
			row(line, cells)
		}
	}
}
