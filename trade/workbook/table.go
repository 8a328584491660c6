package workbook

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
	"github.com/tradeshock/tradeshock/trade/table"
)

// choicesName is the sheet with the lists that are too long for a validation. The
// sign before it tells readers of tables to leave it alone.
const choicesName = "#Choices"

// spareRows stand below every table, ready to be filled in.
const spareRows = 200

// The widths of columns that have nothing to fit.
const (
	dateWidth  = 12
	emptyWidth = 16
)

// ofTables makes a workbook of tables that a person can edit and [ReadTables] reads
// back: one sheet each, headings in the first row, frozen and with filters, what a
// column holds as a comment on its heading, lists to choose from, and some empty rows
// below. Text stays text whatever it looks like.
func ofTables(tables []table.Table, properties Properties) *Workbook {
	w := &Workbook{Properties: properties}
	lists := &choiceLists{place: map[string]string{}}
	for i := range tables {
		w.Sheets = append(w.Sheets, sheetOf(&tables[i], tables, lists))
	}
	if len(lists.columns) > 0 {
		w.Sheets = append(w.Sheets, lists.sheet())
	}
	return w
}

// WriteTables writes tables into a workbook, when the path ends in .xlsx, or into a
// new folder of CSV files, when it has no ending. Either appears whole or not at all.
func WriteTables(path string, tables []table.Table, properties Properties) error {
	switch ending := strings.ToLower(filepath.Ext(path)); ending {
	case ".xlsx":
		return ofTables(tables, properties).WriteFile(path)
	case "":
		return table.WriteFolder(path, tables)
	default:
		return fmt.Errorf("%s: tables are written into a workbook FILE.xlsx or a folder of CSV files, not into a file *%s",
			path, ending)
	}
}

func sheetOf(t *table.Table, all []table.Table, lists *choiceLists) Sheet {
	s := Sheet{Name: t.Name, FreezeHeader: true, Filter: true, Spare: spareRows}
	isForm := slices.ContainsFunc(t.Columns, func(c table.Column) bool { return c.About != "" })
	if !isForm { // a table to look things up in
		s.Spare = 0
	}
	for i, c := range t.Columns {
		if c.Key && i == s.FreezeColumns && i < len(t.Columns)-1 {
			s.FreezeColumns++
		}
		column := Column{Header: c.Name, Format: formatOf(c.Kind), Valid: lists.validation(c, all)}
		switch {
		case c.Kind == table.Date:
			column.Width = dateWidth
		case len(t.Rows) == 0:
			column.Width = min(max(emptyWidth, utf16Len(c.Name)+2), maxWidth)
		}
		s.Columns = append(s.Columns, column)
		if c.About != "" {
			s.Comments = append(s.Comments, Comment{Row: -1, Column: i, Text: c.About})
		}
	}
	cells := make([]Cell, len(t.Rows)*len(t.Columns))
	s.Rows = make([][]Cell, len(t.Rows))
	for i := range t.Rows {
		row := t.Rows[i].Cells
		s.Rows[i] = cells[:len(row):len(row)]
		cells = cells[min(len(row), len(cells)):]
		for j, c := range row {
			s.Rows[i][j] = cellOf(c)
		}
	}
	return s
}

func formatOf(k table.Kind) Format {
	switch k {
	case table.Text, table.Other:
		return FormatText
	case table.Code:
		return FormatCode
	case table.Date:
		return FormatDate
	}
	return FormatGeneral
}

// cellOf keeps what does not fit as a number or a date as text, which reads back.
func cellOf(c table.Cell) Cell {
	switch c.Kind {
	case table.Number:
		if d, err := decimal.NewFromString(c.Text); err == nil {
			if text, fits := numberText(d); fits && text == c.Text {
				return Number(d)
			}
		}
	case table.Date:
		if d, err := trade.ParseDate(c.Text); err == nil {
			if day := Day(d); day.content().isNumber {
				return day
			}
		}
	}
	return Text(c.Text)
}

// choiceLists are lists that several columns offer, by what is in them.
type choiceLists struct {
	place   map[string]string // the reference of a list
	columns [][]string
}

// validation offers what a column has to choose from.
func (l *choiceLists) validation(c table.Column, all []table.Table) Validation {
	var v Validation
	switch name, heading, _ := strings.Cut(c.From, "."); {
	case c.From != "":
		i := slices.IndexFunc(all, func(t table.Table) bool { return t.Name == name })
		if i < 0 {
			return v
		}
		j := slices.IndexFunc(all[i].Columns, func(c table.Column) bool { return c.Name == heading })
		if j < 0 {
			return v
		}
		v = OneOfRange(grid.QuoteSheet(name) + "!" + grid.Absolute(1, j) + ":" + grid.Absolute(len(all[i].Rows)+spareRows, j))
	case len(c.Choices) == 0:
		return v
	default:
		if v = OneOf(c.Choices...); v.mistaken != "" {
			v = OneOfRange(l.reference(c.Choices))
		}
	}
	hint := c.About
	if utf16Len(hint) > maxHint || checkHint(hint) {
		hint = ""
	}
	if c.Open {
		v = v.Advisory()
	}
	return v.WithHint(hint)
}

// checkHint reports a text that a validation cannot show.
func checkHint(text string) bool {
	code, _ := checkLabel(text)
	return code != ""
}

// reference puts a list on the sheet of lists, once.
func (l *choiceLists) reference(choices []string) string {
	id := strings.Join(choices, "\x00")
	if l.place[id] == "" {
		l.place[id] = grid.QuoteSheet(choicesName) + "!" + grid.Absolute(1, len(l.columns)) + ":" +
			grid.Absolute(len(choices), len(l.columns))
		l.columns = append(l.columns, choices)
	}
	return l.place[id]
}

func (l *choiceLists) sheet() Sheet {
	s := Sheet{Name: choicesName, FreezeHeader: true}
	rows := 0
	for i, c := range l.columns {
		s.Columns = append(s.Columns, Column{Header: fmt.Sprintf("list %d", i+1), Format: FormatText})
		rows = max(rows, len(c))
	}
	for i := range rows {
		row := make([]Cell, len(l.columns))
		for j, c := range l.columns {
			if i < len(c) {
				row[j] = Text(c[i])
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
