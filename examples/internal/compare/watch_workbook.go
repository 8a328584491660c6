package compare

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// watchSubject is what the properties of the workbook say that it is about.
const watchSubject = "What changed for a list of products, and what is coming"

// output is the workbook of -out.
func (w *watcher) output() *program.Output {
	return &program.Output{
		Path: w.out, Flag: "-out", Inputs: append(w.law.Inputs(), w.list), Force: w.force,
		Made: program.MadeWorkbook(watchSubject),
	}
}

// workbook is the answer as sheets: a row for each change, a row for each product with what
// changes cost together, and what the rows rest on.
func (w *watcher) workbook(items []item) *sheet.Workbook {
	return &sheet.Workbook{
		Properties: sheet.Properties{Title: "Watched products", Subject: watchSubject, Creator: "tradeshock"},
		Sheets:     []sheet.Sheet{w.changes(items), w.products(items)},
	}
}

func (w *watcher) changes(items []item) sheet.Sheet {
	s := sheet.Sheet{
		Name:         "Changes",
		Title:        []string{fmt.Sprintf("What changed between %s and %s, and what is coming", w.first, w.last)},
		FreezeHeader: true, FreezeColumns: 2, Filter: true,
		Columns: []sheet.Column{
			{Header: "hts", Format: sheet.FormatCode, Width: 16},
			{Header: "origin", Width: 8},
			{Header: "goods", Width: 40},
			{Header: "sureness", Width: 12},
			{Header: "on", Format: sheet.FormatDate, Width: 12},
			{Header: "heading", Width: 14},
			{Header: "duty before", Format: sheet.FormatMoney},
			{Header: "duty after", Format: sheet.FormatMoney},
			{Header: "cost on the value", Format: sheet.FormatMoney},
			{Header: "what", Width: 80},
		},
		Notes: []string{
			"Sureness: changed, up to the second day; enacted, after it; proposed, threatened or authorised as the measure " +
				"is, with the cost if it were imposed as it is known.",
			fmt.Sprintf("The duty is that on the value of the row, or on 10,000 where none is given. Law known until %s.",
				w.book.KnownUntil),
		},
	}
	for _, i := range items {
		start := []sheet.Cell{
			sheet.Text(i.entry.Product.String()), sheet.Text(string(i.entry.Origin)),
			sheet.Text(program.Describe(w.book, i.entry.Product, w.last)),
		}
		if i.err != nil {
			s.Rows = append(s.Rows,
				append(start, sheet.Text("error").Marked(sheet.MarkBad), sheet.Cell{}, sheet.Cell{}, sheet.Cell{}, sheet.Cell{},
					sheet.Cell{},
					sheet.Text(program.Line(i.err))))
			continue
		}
		for _, n := range i.news {
			on := sheet.Cell{}
			if !n.On.IsZero() {
				on = sheet.Day(n.On)
			}
			s.Rows = append(s.Rows, append(start[:3:3], sheet.Text(n.Sureness), on, sheet.Text(n.Heading),
				amountCell(n.Before), amountCell(n.After), amountCell(n.Cost), sheet.Text(n.Text)))
		}
	}
	return s
}

func (w *watcher) products(items []item) sheet.Sheet {
	s := sheet.Sheet{
		Name: "Products", Title: []string{"Each row of the list"}, FreezeHeader: true, FreezeColumns: 2, Filter: true,
		Columns: []sheet.Column{
			{Header: "line", Width: 8},
			{Header: "hts", Format: sheet.FormatCode, Width: 16},
			{Header: "origin", Width: 8},
			{Header: "goods", Width: 40},
			{Header: "value", Format: sheet.FormatMoney},
			{Header: "changes", Width: 10},
			{Header: "cost of what changed", Format: sheet.FormatMoney},
			{Header: "cost of what is enacted", Format: sheet.FormatMoney},
			{Header: "error", Width: 60},
		},
		Notes: []string{"Costs are empty where the list gives no value, and where a change has no answer: a sum without " +
			"it would be too low."},
	}
	for _, i := range items {
		row := []sheet.Cell{
			sheet.Int(int64(i.line)), sheet.Text(i.entry.Product.String()), sheet.Text(string(i.entry.Origin)),
			sheet.Text(program.Describe(w.book, i.entry.Product, w.last)),
			{},
			sheet.Int(int64(len(i.news))),
			{},
			{},
			{},
		}
		if i.valued {
			row[4] = sheet.Number(i.entry.Value)
		}
		if i.err != nil {
			row[5], row[8] = sheet.Cell{}, sheet.Text(program.Line(i.err)).Marked(sheet.MarkBad)
		} else if i.valued {
			row[6], row[7] = i.sum("changed"), i.sum("enacted")
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// sum is what the changes of a kind cost together; empty where one of them is not known.
func (i item) sum(sureness string) sheet.Cell {
	total := decimal.Decimal{}
	for _, n := range i.news {
		if n.Sureness != sureness {
			continue
		}
		cost, err := decimal.NewFromString(n.Cost)
		if err != nil {
			return sheet.Cell{}
		}
		total = total.Add(cost)
	}
	return sheet.Number(total)
}

// amountCell is an amount as a number, and empty where there is none.
func amountCell(text string) sheet.Cell {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return sheet.Cell{}
	}
	return sheet.Number(d)
}

// write writes the workbook, if one is asked for.
func (w *watcher) write(items []item) error {
	if w.out == "" {
		return nil
	}
	book := w.workbook(items)
	return w.output().Write(func(to io.Writer) error {
		_, err := book.WriteTo(to)
		return err
	})
}
