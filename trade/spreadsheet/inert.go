package spreadsheet

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

// active are the first characters by which spreadsheet programs take the text of a
// CSV file for a formula or something else to run.
const active = "=+-@\t\r\n＝＋－＠"

// isActive tells a text that begins with such a character, behind any apostrophes.
func isActive(s string) bool {
	rest := strings.TrimLeft(s, "'")
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && strings.ContainsRune(active, r)
}

// Inert returns text for a CSV file that no spreadsheet program runs: with an
// apostrophe before it when it begins with = + - @, a tab, a line end or one of their
// wide forms, or with apostrophes before one of these. Quotes around a field do not
// help against that. It is for text from data; numbers such as -5 stay as they are.
func Inert(s string) string {
	if isActive(s) {
		return "'" + s
	}
	return s
}

// FromInert returns the text that Inert was given.
func FromInert(s string) string {
	if strings.HasPrefix(s, "'") && isActive(s) {
		return s[1:]
	}
	return s
}

// WriteCSV writes the header and the rows as CSV in UTF-8, without title lines, notes
// and spare rows: numbers with all their digits, days as yyyy-mm-dd, of a formula
// its result, and text as Inert gives it. ReadOptions.Inert reads it back. An error
// of w or of a stream is returned as it is.
func (s *Sheet) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	record := make([]string, len(s.Columns))
	for i, column := range s.Columns {
		record[i] = Inert(column.Header)
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
	case KindText:
		return Inert(c.text)
	case KindDate:
		return c.date.String()
	}
	return c.content().value
}

// fromInert takes the apostrophes of Inert away before visit sees the row.
func fromInert(visit func(*Row) bool) func(*Row) bool {
	return func(row *Row) bool {
		for i := range row.Cells {
			row.Cells[i].Text = FromInert(row.Cells[i].Text)
		}
		return visit(row)
	}
}
