package schedule_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/schedule"
	"github.com/tradeshock/tradeshock/trade"
)

// A country of one's own from a table: 5 % of 10,000, and 10 % of 10,000 with 0.22 a kilogram.
func ExampleRead() {
	table, err := schedule.Read(strings.NewReader("code,duty,from\n0801.31,5%,2026-01-01\n0805,10% + $0.22/kg,2026-01-01\n"),
		"rates.csv", "EUR")
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err := tariff.Compile(&law.Book{
		Name: "a country", Importer: "XK", Currency: "EUR", Schedule: &law.Schedule{Lines: table.Lines},
		KnownFrom: trade.NewDate(2026, 1, 1), KnownUntil: trade.NewDate(2026, 12, 31),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, code := range []trade.Product{"0801.31.00", "0805.10.22"} {
		answer, err := engine.Assess(tariff.Entry{
			Date: trade.NewDate(2026, 5, 1), Origin: "IN", Product: code, Value: decimal.NewFromInt(10000),
			Quantities: []trade.Quantity{{Amount: decimal.NewFromInt(100), Unit: "kg"}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(code, trade.Amount(answer.Total))
	}
	// Output:
	// 0801.31.00 500.00
	// 0805.10.22 1022.00
}
