package bulk_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// Three shirts as columns, under the law and without the duties of IEEPA.
func ExampleAssess() {
	engine, _ := tariff.Compile(us.Book())
	without := us.Book().Clone()
	kept := without.Measures[:0]
	for _, m := range without.Measures {
		if m.Authority != law.IEEPA {
			kept = append(kept, m)
		}
	}
	without.Measures = kept
	other, _ := tariff.Compile(without)
	batch, err := bulk.NewBatch(engine, other)
	if err != nil {
		fmt.Println(err)
		return
	}
	columns := bulk.Columns[uint32, uint8, uint16]{
		Products: []trade.Product{"6109.10.00.12"},
		Origins:  []trade.Country{"IN", "VN"},
		Dates:    []trade.Date{trade.NewDate(2025, 9, 1)},
		Product:  []uint32{0, 0, 0}, Origin: []uint8{0, 0, 1}, Date: []uint16{0, 0, 0},
		Value: []int64{1_000_000, 250_050, 1_000_000}, Scale: 2,
	}
	totals := []*bulk.Totals{bulk.NewTotals(bulk.By{Origin: true}), bulk.NewTotals(bulk.By{Origin: true})}
	if _, err := bulk.Assess(context.Background(), batch, &columns, bulk.Options{Totals: totals}); err != nil {
		fmt.Println(err)
		return
	}
	for k, name := range []string{"the law", "without IEEPA"} {
		for _, row := range totals[k].Rows() {
			fmt.Println(name, row.Origin, row.Lines, row.Value, row.Base, row.Additional)
		}
	}
	// Output:
	// the law IN 2 12500.5 2062.58 6250.26
	// the law VN 1 10000 1650 2000
	// without IEEPA IN 2 12500.5 2062.58 0
	// without IEEPA VN 1 10000 1650 0
}
