package spreadsheet_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

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
