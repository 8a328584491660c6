package ca_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/ca"
	"github.com/tradeshock/tradeshock/trade"
)

// Orange juice of the United States: 25 % of the first list, to 31 August 2025.
func ExampleBook() {
	engine, err := tariff.Compile(ca.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []trade.Date{trade.NewDate(2025, 8, 31), trade.NewDate(2025, 9, 1)} {
		answer, err := engine.Assess(tariff.Entry{
			Date: day, Origin: "US", Product: "2009.12.00",
			Value: decimal.NewFromInt(10000),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(day, trade.Amount(answer.Total))
	}
	// Output:
	// 2025-08-31 2500.00
	// 2025-09-01 0.00
}
