package spreadsheet_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// One table with a chart beside it, written in one step.
func ExampleWorkbook_WriteFile() {
	table := spreadsheet.Sheet{
		Name:  "Duty",
		Title: []string{"Duty by country"},
		Columns: []spreadsheet.Column{
			{Header: "Country", Format: spreadsheet.FormatCode},
			{Header: "Since", Format: spreadsheet.FormatDate},
			{Header: "Rate", Format: spreadsheet.FormatPercent},
			{Header: "Duty (USD)", Format: spreadsheet.FormatMoney},
		},
		Rows: [][]spreadsheet.Cell{{
			spreadsheet.Text("IN"),
			spreadsheet.Day(trade.NewDate(2025, 8, 27)),
			spreadsheet.Number(decimal.New(50, -2)),
			spreadsheet.Number(decimal.New(50000025, -2)),
		}},
		Notes:        []string{"Duty is value times rate, rounded to the cent."},
		FreezeHeader: true,
		Charts:       []spreadsheet.Chart{{Title: "Duty", ValueTitle: "USD", Category: 0, Series: []int{3}}},
	}
	folder, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }()

	w := spreadsheet.Workbook{Sheets: []spreadsheet.Sheet{table}}
	fmt.Println(w.WriteFile(filepath.Join(folder, "duty.xlsx")))
	// Output: <nil>
}

// All problems come back together, each with its place.
func ExampleWorkbookError() {
	w := spreadsheet.Workbook{Sheets: []spreadsheet.Sheet{{
		Name:    "Rates 2025/26",
		Columns: []spreadsheet.Column{{Header: "Product", Format: spreadsheet.FormatCode}},
		Rows:    [][]spreadsheet.Cell{{spreadsheet.Int(101)}},
	}}}
	_, err := w.WriteTo(os.Stdout)
	var all *spreadsheet.WorkbookError
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
	s := spreadsheet.Sheet{
		Name:    "Sum",
		Title:   []string{"Two numbers"},
		Columns: []spreadsheet.Column{{Header: "Value"}},
		Rows:    [][]spreadsheet.Cell{{spreadsheet.Int(40)}, {spreadsheet.Int(2)}},
	}
	total := spreadsheet.Formula("SUM("+s.Address(0, 0)+":"+s.Address(1, 0)+")", decimal.New(42, 0))
	s.Rows = append(s.Rows, []spreadsheet.Cell{total})
	fmt.Println(total)
	// Output: =SUM(A4:A5)
}
