// Package sheets writes workbooks about what package source reads: flows in the native layout,
// a template to fill in, and a copy of a file with its errors marked. It stands apart from
// reading, so that a program that only reads does not carry what writes.
//
// What is written reads back as the same flows, to the last digit: amounts are those of the dataset
// in its currency, quantities in the units of their rows, periods civil days. A copy with errors
// marked shows the values of the source, and a sheet of its own lists the errors by address. A row
// that the layout can't hold is a *source.FlowError; the other errors are those of package workbook.
package sheets

import (
	"iter"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// Flows returns a Dataset in the native layout as a sheet of a workbook, "Flows".
// Its rows are made while it is written, so a row that the layout cannot hold is
// found then, and is a *source.FlowError. Amounts with more than 15 digits are text there,
// with every digit.
func Flows(d *trade.Dataset) (workbook.Sheet, error) {
	header, rows, err := source.Native(d)
	if err != nil {
		return workbook.Sheet{}, err
	}
	s := workbook.Sheet{Name: "Flows", FreezeHeader: true, Filter: true, Stream: cells(rows)}
	for i, h := range header {
		c := workbook.Column{Header: h, Format: workbook.FormatText, Width: 14}
		switch i {
		case 3:
			c.Format = workbook.FormatCode
		case 4, 5:
			c.Format, c.Width = workbook.FormatNumber, 20
		}
		s.Columns = append(s.Columns, c)
	}
	return s, nil
}

func cells(rows iter.Seq2[source.NativeRow, error]) iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		var out []workbook.Cell
		for r, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			value := workbook.Text(source.UnknownValue).As(workbook.FormatText)
			if r.Value != nil {
				value = workbook.Number(*r.Value)
			}
			out = append(out[:0], workbook.Text(r.Period), workbook.Text(r.Origin), workbook.Text(r.Destination),
				workbook.Text(r.HS), value)
			if r.Quantity != nil {
				out = append(out, workbook.Number(*r.Quantity), workbook.Text(r.Unit))
			} else {
				out = append(out, workbook.Cell{}, workbook.Cell{})
			}
			for _, text := range r.More {
				out = append(out, workbook.Text(text))
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}
