package workbook_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// One table with a chart beside it, written in one step.
func ExampleWorkbook_WriteFile() {
	table := workbook.Sheet{
		Name:  "Duty",
		Title: []string{"Duty by country"},
		Columns: []workbook.Column{
			{Header: "Country", Format: workbook.FormatCode},
			{Header: "Since", Format: workbook.FormatDate},
			{Header: "Rate", Format: workbook.FormatPercent},
			{Header: "Duty (USD)", Format: workbook.FormatMoney},
		},
		Rows: [][]workbook.Cell{{
			workbook.Text("IN"),
			workbook.Day(trade.NewDate(2025, 8, 27)),
			workbook.Number(decimal.New(50, -2)),
			workbook.Number(decimal.New(50000025, -2)),
		}},
		Notes:        []string{"Duty is value times rate, rounded to the cent."},
		FreezeHeader: true,
		Charts:       []workbook.Chart{{Title: "Duty", ValueTitle: "USD", Category: 0, Series: []int{3}}},
	}
	folder, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }()

	w := workbook.Workbook{Sheets: []workbook.Sheet{table}}
	fmt.Println(w.WriteFile(filepath.Join(folder, "duty.xlsx")))
	// Output: <nil>
}

// All problems come back together, each with its place.
func ExampleWorkbookError() {
	w := workbook.Workbook{Sheets: []workbook.Sheet{{
		Name:    "Rates 2025/26",
		Columns: []workbook.Column{{Header: "Product", Format: workbook.FormatCode}},
		Rows:    [][]workbook.Cell{{workbook.Int(101)}},
	}}}
	_, err := w.WriteTo(os.Stdout)
	var all *workbook.WorkbookError
	if errors.As(err, &all) {
		for _, p := range all.Problems {
			fmt.Println(p.Code, p.Cell, p.Hint)
		}
	}
	// Output:
	// sheet-name  a sheet name cannot contain \ / ? * : [ ]; replace them
	// wrong-kind A2 a number in a column for text or dates; write it as text, or give the cell a number format
}

// A formula names its cells by the place they have in the sheet, and carries its
// exact result.
func ExampleFormula() {
	s := workbook.Sheet{
		Name:    "Sum",
		Title:   []string{"Two numbers"},
		Columns: []workbook.Column{{Header: "Value"}},
		Rows:    [][]workbook.Cell{{workbook.Int(40)}, {workbook.Int(2)}},
	}
	total := workbook.Formula("SUM("+s.Address(0, 0)+":"+s.Address(1, 0)+")", decimal.New(42, 0))
	s.Rows = append(s.Rows, []workbook.Cell{total})
	fmt.Println(total)
	// Output: =SUM(A4:A5)
}
