package spreadsheet_test

import (
	"context"
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

// A workbook or a CSV file is read row by row; nothing counts before its end.
func ExampleOpen() {
	d, err := spreadsheet.Open("testdata/flows.csv", spreadsheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer d.Close()
	total := decimal.Zero
	for row, err := range d.Rows(context.Background(), d.Sheets()[0].Name) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if row.Number == 1 { // the header
			continue
		}
		value, err := spreadsheet.ParseNumber(row.Cells[2].Text, spreadsheet.NumberFormat{})
		if err != nil {
			fmt.Println(row.Address(2), err)
			continue
		}
		total = total.Add(value)
	}
	fmt.Println(d.Format(), d.Encoding(), total)
	// Output:
	// C3 "1,234": this may mean 1234 or 1.234; say how numbers are written, or store a number in place of text
	// csv UTF-8 2000.25
}

func ExampleParseNumber() {
	n, err := spreadsheet.ParseNumber("1.234,56", spreadsheet.NumberFormat{Decimal: ',', Group: '.'})
	fmt.Println(n, err)
	// Output: 1234.56 <nil>
}

// Where a person typed 20.1, Excel's file says 20.100000000000001.
func ExampleCellNumber() {
	n, shortened, err := spreadsheet.CellNumber("20.100000000000001")
	fmt.Println(n, shortened, err)
	// Output: 20.1 true <nil>
}
