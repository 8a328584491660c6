package trade_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

func ExampleParseCountry() {
	c, err := trade.ParseCountry("IND")
	fmt.Println(c, c.Name(), c.Census(), c.Comtrade(), err)
	_, err = trade.ParseCountry("Indai")
	fmt.Println(err)
	// Output:
	// IN India 5330 699 <nil>
	// country "Indai": no such code or name; did you mean IN (India)?
}

func ExampleParseProduct() {
	p, err := trade.ParseProduct("6109100012")
	fmt.Println(p, p.Chapter(), err)
	_, err = trade.ParseProduct("6109.10.0")
	fmt.Println(err)
	// Output:
	// 6109.10.00.12 61 <nil>
	// product "6109.10.0": 7 digits; a code has 2, 4, 6, 8 or 10: is a leading zero missing?
}

func ExampleProductSet_Contains() {
	metals := trade.ProductSet{In: []trade.Product{"73"}, Out: []trade.Product{"7326"}}
	fmt.Println(metals.Contains("73089095"), metals.Contains("73269086"))
	// Output: true false
}

func ExampleConvert() {
	kg, err := trade.Convert(trade.Quantity{Amount: decimal.NewFromInt(20), Unit: "t"}, "kg")
	fmt.Println(kg, err)
	_, err = trade.Convert(kg, "liters")
	fmt.Println(err)
	// Output:
	// 20000 kg <nil>
	// unit "kg" does not convert to liters; state the quantity in liters
}

func ExampleGroup_Contains() {
	fmt.Println(trade.Group("EU").Contains("GB", trade.NewDate(2020, 1, 31)), trade.Group("EU").Contains("GB", trade.NewDate(2020, 2, 1)))
	// Output: true false
}
