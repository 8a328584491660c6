package sheets_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/source/sheets"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// A Dataset as a sheet of a workbook that a person can edit.
func ExampleFlows() {
	res, err := source.Import(context.Background(), "../testdata/native.csv", source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	sheet, err := sheets.Flows(res.Flows)
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if _, err := (&workbook.Workbook{Sheets: []workbook.Sheet{sheet}}).WriteTo(&b); err != nil {
		fmt.Println(err)
		return
	}
	f, err := source.New(bytes.NewReader(b.Bytes()), int64(b.Len()), "flows.xlsx", spreadsheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	back, err := f.Import(context.Background(), source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Report.Sheet, back.Flows.Len(), back.Flows.Row(0).Value)
	// Output:
	// Flows 3 USD 1,000.50
}

// A workbook to fill in, with lists of countries and units.
func ExampleTemplate() {
	for _, s := range sheets.Template().Sheets {
		fmt.Println(s.Name)
	}
	// Output:
	// Flows
	// Instructions
	// Lists
}

// A copy of a file in which the cell that can't be read is red, beside what is wrong with it.
func ExampleAnnotate() {
	text := "period,origin,destination,hs,value_usd,quantity,unit\n2025-09,Inida,US,610910,1000,,\n"
	f, err := source.New(bytes.NewReader([]byte(text)), int64(len(text)), "flows.csv", spreadsheet.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rep, err := f.Read(context.Background(), source.Options{Lenient: true}, source.Visit{})
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of its own
	path := filepath.Join(dir, "marked.xlsx")
	if err := sheets.Annotate(context.Background(), f, rep, path); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rep.Problems, rep.Rejects[0].Cell, rep.Rejects[0].Text)
	// Output:
	// 1 B2 Inida
}
