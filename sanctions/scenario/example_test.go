package scenario_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// What 50 percent under section 113 would add on 10,000 of T-shirts of India.
func ExampleFind() {
	s, err := scenario.Find("section-113=50:IN")
	if err != nil {
		fmt.Println(err)
		return
	}
	supposed, err := s.Apply(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	entry := tariff.Entry{
		Date: trade.NewDate(2026, 10, 20), Origin: "IN", Product: "6109.10.00.12",
		Value: decimal.NewFromInt(10000),
	}
	ask := func(hold *tariff.Engine, err error) decimal.Decimal {
		if err != nil {
			fmt.Println(err)
			return decimal.Decimal{}
		}
		a, err := hold.Assess(entry)
		if err != nil {
			fmt.Println(err)
			return decimal.Decimal{}
		}
		return a.Total
	}
	law := ask(tariff.CompileWith(us.Book(), tariff.Options{Hold: true}))
	with := ask(tariff.CompileWith(supposed, tariff.Options{Hold: true}))
	fmt.Println(trade.Amount(with.Sub(law)))
	// Output:
	// 5000.00
}
