package trade_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
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
	fmt.Println(trade.Group("EU").Contains("GB", trade.NewDate(2020, 1, 31)),
		trade.Group("EU").Contains("GB", trade.NewDate(2020, 2, 1)))
	// Output: true false
}

func ExampleGroup_Members() {
	for _, year := range []int{1958, 2004, 2020, 2026} {
		fmt.Println(year, len(trade.Group("EU").Members(trade.NewDate(year, 12, 31))))
	}
	// Output:
	// 1958 6
	// 2004 25
	// 2020 27
	// 2026 27
}

// A code of Comtrade means something only on a day.
func ExampleCountryFromComtrade() {
	fmt.Println(trade.CountryFromComtrade("810", trade.NewDate(1985, 1, 1)))
	_, err := trade.CountryFromComtrade("810", trade.NewDate(2025, 1, 1))
	fmt.Println(err)
	_, err = trade.CountryFromComtrade("0", trade.NewDate(2025, 1, 1))
	fmt.Println(err)
	// Output:
	// SUHH <nil>
	// Comtrade code "810": held only on … .. 1990-12-31; did you mean SUHH (Soviet Union)?
	// Comtrade code "0": stands for the world, which is not one country; leave the row out
}

func ExampleCountry_Successors() {
	c := trade.Country("CSHH")
	fmt.Println(c.Name(), c.Existed(), c.Successors())
	// Output: Czechoslovakia 1918-10-28 .. 1992-12-31 [CZ SK]
}

func ExampleParseUnit() {
	fmt.Println(trade.ParseUnit("m<sup>2</sup>"))
	fmt.Println(trade.ParseUnit("dozen"))
	_, err := trade.ParseUnit("ton")
	fmt.Println(err)
	// Output:
	// m2 <nil>
	// doz. <nil>
	// unit "ton": no such unit; did you mean t or short ton or long ton?
}

func ExampleConvertRound() {
	pounds, err := trade.ConvertRound(trade.Quantity{Amount: decimal.NewFromInt(1), Unit: "kg"}, "lb", 6, exact.HalfUp)
	fmt.Println(pounds, err)
	// Output: 2.204623 lb <nil>
}

func ExampleMoney_Add() {
	dollars := trade.Money{Amount: decimal.RequireFromString("1650.5"), Currency: "USD"}
	fmt.Println(dollars.Add(dollars))
	_, err := dollars.Add(trade.Money{Amount: decimal.NewFromInt(1), Currency: "INR"})
	fmt.Println(err)
	// Output:
	// USD 3,301.00 <nil>
	// amounts in USD and INR are not added; convert one at a stated rate first
}

func ExampleParseIndiaFiscalYear() {
	year, err := trade.ParseIndiaFiscalYear("FY26")
	fmt.Println(year, year.Interval(), err)
	// Output: FY2025-26 2025-04-01 .. 2026-03-31 <nil>
}

func ExampleInterval() {
	august := trade.NewMonth(2025, 8).Interval()
	fmt.Println(august, august.Contains(trade.NewDate(2025, 8, 31)), august.Contains(trade.NewDate(2025, 9, 1)))
	// Output: 2025-08-01 .. 2025-08-31 true false
}

// A value that is not known is counted and not taken for nothing.
func ExampleDataset() {
	usd := func(s string) *trade.Money {
		return &trade.Money{Amount: decimal.RequireFromString(s), Currency: "USD"}
	}
	august := trade.NewMonth(2025, 8).Interval()
	var d trade.Dataset
	for _, f := range []trade.Flow{
		{Period: august, Origin: "IN", Destination: "US", Product: "6109100012", Value: usd("1200.25")},
		{Period: august, Origin: "IN", Destination: "US", Product: "6110200000", Value: usd("300")},
		{Period: august, Origin: "RU", Destination: "IN", Product: "270900"},
	} {
		if err := d.Append(f); err != nil {
			fmt.Println(err)
		}
	}
	for _, t := range d.SumByPrefix(2) {
		fmt.Println(t.Key, t.Value, t.Rows, t.Missing)
	}
	// Output:
	// 27 0 1 1
	// 61 1500.25 2 0
}
