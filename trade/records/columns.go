package records

import (
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
)

// Row is a record below the header.
type Row struct {
	Line  int // of the file, from 1
	Cells []string
}

// Columns reads a table whose first record names its columns, and gives of each record below
// it the cells of the columns that are asked for, in their order; other columns are not read.
// A column that is missing or there twice is an *Error of the code header. An error is the last.
func Columns(in io.Reader, o Options, names ...string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r := NewReader(in, o)
		head, err := r.Read()
		if errors.Is(err, io.EOF) {
			err = &Error{1, "header", "the table is empty; its first record names the columns " + strings.Join(names, ", ")}
		}
		if err != nil {
			yield(Row{}, err)
			return
		}
		head = slices.Clone(head)
		at := make([]int, len(names))
		for k, name := range names {
			at[k] = slices.Index(head, name)
			if at[k] < 0 || slices.Index(head[at[k]+1:], name) >= 0 {
				yield(Row{}, &Error{r.Line(0), "header", "want one column " + name + "; there are " + strings.Join(head, ", ")})
				return
			}
		}
		for {
			fields, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			row := Row{r.Line(0), make([]string, len(at))}
			for k, i := range at {
				if i < len(fields) { // Ragged: a cell that is not there is empty
					row.Cells[k] = strings.Clone(fields[i])
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
