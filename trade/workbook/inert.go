package workbook

import (
	"encoding/csv"
	"io"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// WriteCSV writes the header and the rows as CSV in UTF-8, without title lines, notes
// and spare rows: numbers with all their digits, days as yyyy-mm-dd, of a formula
// its result, and text as Inert gives it. ReadOptions.Inert reads it back. An error
// of w or of a stream is returned as it is.
func (s *Sheet) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	record := make([]string, len(s.Columns))
	for i, column := range s.Columns {
		record[i] = grid.Inert(column.Header)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	rows := s.Stream
	if rows == nil {
		rows = func(yield func([]Cell, error) bool) {
			for _, row := range s.Rows {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
	i := 0
	for row, err := range rows {
		if err != nil {
			return err
		}
		if len(row) > len(s.Columns) {
			var e WorkbookError
			p := plan{sheet: s, layout: layout{firstRow: 1}}
			p.checkRow(i, row, &e)
			return &e
		}
		clear(record)
		for j := range row {
			record[j] = row[j].csvText()
		}
		if err := out.Write(record); err != nil {
			return err
		}
		i++
	}
	out.Flush()
	return out.Error()
}

// csvText is the cell as a field.
func (c *Cell) csvText() string {
	switch c.kind {
	case kindText:
		return grid.Inert(c.text)
	case kindDate:
		return c.date.String()
	}
	return c.content().value
}
