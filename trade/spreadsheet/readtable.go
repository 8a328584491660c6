package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/tradeshock/tradeshock/trade/table"
)

// maxTableCells bounds the cells of all tables of a workbook.
const maxTableCells = 20_000_000

// ReadTables reads the tables of a workbook, or those of a folder of CSV files as
// [table.ReadFolder] does. Every sheet is a table, hidden ones and hidden rows too,
// with the headings in row 1; sheets whose names begin with # are left out. Cells keep
// their kind, so that a number where text is meant can be told.
//
// A file that cannot be trusted gives an [*ImportError]; sheets that are no tables
// give [*table.Errors].
func ReadTables(ctx context.Context, path string) ([]table.Table, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return table.ReadFolder(path)
	}
	d, err := Open(path, ReadOptions{Limits: Limits{Columns: table.MaxColumns, Cells: maxTableCells}})
	if err != nil {
		return nil, err
	}
	tables, err := d.Tables(ctx)
	return tables, errors.Join(err, d.Close())
}

// Tables reads the tables of a workbook that is open, as [ReadTables] does.
func (d *Document) Tables(ctx context.Context) ([]table.Table, error) {
	if d.Format() != formatXLSX {
		return nil, d.placed(refuse(codeFileType,
			"a CSV file holds one table; name the folder in which the files of all tables are, or a workbook"), "")
	}
	var out []table.Table
	var errs table.Errors
	room := maxTableCells
	for _, sheet := range d.Sheets() {
		if strings.HasPrefix(strings.TrimSpace(sheet.Name), "#") {
			continue
		}
		t, err := d.table(ctx, sheet.Name, &room, &errs)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// table reads one sheet.
func (d *Document) table(ctx context.Context, sheet string, room *int, errs *table.Errors) (table.Table, error) {
	t := table.Table{Name: sheet}
	for row, err := range d.Rows(ctx, sheet) {
		if err != nil {
			return t, err
		}
		r := table.Row{Number: row.Number, Cells: make([]table.Cell, len(row.Cells))}
		for i := range row.Cells {
			r.Cells[i] = tableCell(&row.Cells[i])
		}
		if r.IsEmpty() {
			continue
		}
		if *room -= len(r.Cells); *room < 0 {
			return t, d.placed(refuse(codeLimit, fmt.Sprintf("more than %d cells in the tables of the workbook", maxTableCells)),
				sheet)
		}
		switch {
		case t.Columns != nil:
			t.Rows = append(t.Rows, r)
		case r.Number != 1:
			errs.Add(table.Error{
				Table: sheet, Row: r.Number, Code: "no-headings",
				Hint: "row 1 is empty; the headings of a table stand there",
			})
			return t, nil
		default:
			t.Columns = make([]table.Column, len(r.Cells))
			for i, c := range r.Cells {
				t.Columns[i].Name = c.Text
			}
		}
	}
	merges, err := d.Merges(ctx, sheet)
	for _, m := range merges {
		errs.Add(table.Error{
			Table: sheet, Cell: m.String(), Code: "merged",
			Hint: "merged cells hold one text for several; unmerge them and fill each in",
		})
	}
	return t, err
}

// tableCell keeps the kind of a cell.
func tableCell(v *Value) table.Cell {
	switch v.Kind {
	case ValueEmpty:
		return table.Cell{}
	case ValueText:
		return table.Cell{Text: v.Text}
	case ValueNumber:
		return table.Cell{Kind: table.Number, Text: v.Text}
	case ValueDate:
		if !v.Date.IsZero() && !v.HasTime {
			return table.Cell{Kind: table.Date, Text: v.Date.String()}
		}
	}
	return table.Cell{Kind: table.Other, Text: v.Text}
}
