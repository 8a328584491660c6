package source_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// A file of CEPII, recognised by its header. Values there are thousands of dollars.
func ExampleImport() {
	res, err := source.Import(context.Background(), "testdata/BACI_HS22_Y2023_V202501.csv", source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := res.Report
	fmt.Println(r.Layout, r.Classification, r.Rows.Read, "rows")
	for _, f := range res.Flows.All() {
		fmt.Println(f.Origin, f.Destination, f.Product, f.Value)
	}
	// Output:
	// baci HS22 3 rows
	// IN US 6109.10 USD 12,345.00
	// CN TW 0101.21 USD 1.00
	// CH FR 7108.12 USD 7,000.00
}

// Every cell that cannot be read is named, all of them together.
func ExampleRejectedError() {
	text := "period,origin,destination,hs,value_usd\n" +
		"2024,IN,US,610910,100\n" +
		"2024,Inida,US,610910,\"1,234\"\n"
	f, err := source.New(strings.NewReader(text), int64(len(text)), "flows.csv", spreadsheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = f.Import(context.Background(), source.Options{})
	var rejected *source.RejectedError
	if errors.As(err, &rejected) {
		for _, e := range rejected.Report.Rejects {
			fmt.Println(e.Cell, e.Code, e.Text)
		}
	}
	// Output:
	// B3 country Inida
	// E3 ambiguous 1,234
}

// What a file was taken for, and why.
func ExampleFile_Detect() {
	f, err := source.Open("testdata/jodi_oil.csv", spreadsheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := f.Detect(context.Background(), source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Layout.Name, d.Layout.Kind)
	for _, c := range d.Columns {
		fmt.Println(c.Cell, c.Header, c.Role)
	}
	fmt.Println(f.Close())
	// Output:
	// jodi_oil observations
	// A1 REF_AREA reporter
	// B1 TIME_PERIOD period
	// C1 ENERGY_PRODUCT series
	// D1 FLOW_BREAKDOWN series detail
	// E1 UNIT_MEASURE unit
	// F1 OBS_VALUE value
	// G1 ASSESSMENT_CODE flag
	// <nil>
}

// A file of millions of rows, without keeping them.
func ExampleFile_Read() {
	f, err := source.Open("testdata/comtrade_v1.csv", spreadsheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var oil decimal.Decimal
	rep, err := f.Read(context.Background(), source.Options{Lenient: true}, source.Visit{Flow: func(f trade.Flow) error {
		if f.Product.Within("27") {
			oil = oil.Add(f.Value.Amount)
		}
		return nil
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(oil, rep.Rows)
	for _, s := range rep.Skips {
		fmt.Println(s.Rows, s.Reason)
	}
	fmt.Println(f.Close())
	// Output:
	// 500 {14 5 1 8}
	// 1 sum of countries
	// 3 sum of products that stand one by one
	// 2 part of a row that counts the whole
	// 1 export that the other country reports as its import
	// 1 re-imports and re-exports, part of imports and exports
	// <nil>
}

func ExampleWriteCSV() {
	d := &trade.Dataset{}
	if err := d.Append(trade.Flow{
		Period: trade.NewMonth(2024, 5).Interval(), Origin: "NA", Destination: "DE", Product: "010121",
		Value: &trade.Money{Amount: decimal.RequireFromString("12345678901234567.89"), Currency: "USD"},
		Basis: trade.FOB, Notes: map[string]string{"remark": "=1+1"},
	}); err != nil {
		fmt.Println(err)
		return
	}
	if err := source.WriteCSV(os.Stdout, d); err != nil {
		fmt.Println(err)
	}
	// Output:
	// period,origin,destination,hs,value_usd,quantity,unit,basis,remark
	// 2024-05,NA,DE,010121,12345678901234567.89,,,FOB,'=1+1
}
