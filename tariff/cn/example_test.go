package cn_test

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/cn"
	"github.com/tradeshock/tradeshock/trade"
)

// The book holds the duties that China adds, and not its base rates: an answer asks for one.
func ExampleBook() {
	engine, err := tariff.Compile(cn.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = engine.Assess(tariff.Entry{
		Date: trade.NewDate(2026, 10, 1), Origin: "US", Product: "2709.00.00", Value: decimal.NewFromInt(10000),
	})
	var missing *tariff.MissingFacts
	fmt.Println(errors.As(err, &missing))
	// Output:
	// true
}
