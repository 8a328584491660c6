package spreadsheet

import (
	"bytes"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// written is a workbook of ours, with a cell of every kind.
func written(t testing.TB) []byte {
	number := decimal.RequireFromString
	w := workbook.Workbook{Sheets: []workbook.Sheet{
		{
			Name: "Lines & cells", Title: []string{"A title"}, Notes: []string{"A note"}, FreezeHeader: true, Filter: true,
			Columns: []workbook.Column{
				{Header: "Product", Format: workbook.FormatCode},
				{Header: "Value", Format: workbook.FormatMoney},
				{Header: "Day"},
				{Header: "Sum"},
				{Header: "Text"},
			},
			Rows: [][]workbook.Cell{
				{
					workbook.Text("0101.21.00.10"), workbook.Number(number("1000000.5")), workbook.Day(trade.NewDate(2025, 8, 27)),
					workbook.Formula("1+1", number("2")), workbook.Text("=1+1"),
				},
				{
					workbook.Text("6109"), workbook.Number(number("-0.000125")), workbook.Day(trade.NewDate(1900, 1, 1)),
					{},
					workbook.Text("a_x0041_\n<&>\u00e9"),
				},
				{
					workbook.Text("27"), workbook.Number(number("12345678901234567890.5")),
					{},
					workbook.Text("x"),
					workbook.Text(" blanks "),
				},
			},
		},
		{Name: "Other", Columns: []workbook.Column{{Header: "A"}}, Rows: [][]workbook.Cell{{workbook.Int(7)}}},
	}}
	var b bytes.Buffer
	_, err := w.WriteTo(&b)
	require.NoError(t, err)
	return b.Bytes()
}
