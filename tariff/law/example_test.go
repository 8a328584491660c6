package law_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// A notice that does not exist, laid over the book of the United States.
func ExampleText_Over() {
	notice, err := law.Read(strings.NewReader(`notice Proclamation on cashew nuts
  cite 91 FR 99999
  published 2026-09-01; known until 2026-10-10

program Section 232 / nuts
  measure 9903.99.01 | cashew nuts, 12 %
    origins every country but MX; products 0801.32
    duty 12% from 2026-09-15
`), "notice.txt")
	if err != nil {
		fmt.Println(err) // names file, line and column
		return
	}
	book, err := notice.Over(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err := tariff.Compile(book)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, origin := range []trade.Country{"VN", "MX"} {
		answer, err := engine.Assess(tariff.Entry{
			Date: trade.NewDate(2026, 10, 1), Origin: origin, Product: "0801.32.00.00", Value: decimal.NewFromInt(10000),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		charged := "not charged"
		for _, l := range answer.Applied() {
			if l.Heading == "9903.99.01" {
				charged = l.DutyText + " " + trade.Amount(l.Duty)
			}
		}
		fmt.Println(origin, charged)
	}
	// Output:
	// VN 12% 1200.00
	// MX not charged
}

// What is wrong in a text is named by its place.
func ExampleRead() {
	_, err := law.Read(strings.NewReader("notice Nuts\n  cite 91 FR 99999\n  publish 2026-09-01\n"), "notice.txt")
	fmt.Println(strings.HasPrefix(err.Error(), "notice.txt:3:"))
	// Output:
	// true
}
