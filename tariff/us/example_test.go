package us_test

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func ExampleBook() {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := engine.Assess(tariff.Entry{
		Date: trade.NewDate(2025, 9, 1), Origin: "IN", Product: "6109.10.00.12", Value: decimal.NewFromInt(10000),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range answer.Applied() {
		fmt.Println(l.Heading, l.DutyText, l.Duty)
	}
	fmt.Println(answer.Total)
	// Output:
	// 6109.10.00 16.5% 1650
	// 9903.02.26 25% 2500
	// 9903.01.84 25% 2500
	// 6650
}

// What an importer could know on a day, and what is now known for it, differ where
// a change was published late; the difference is a refund.
func ExampleBook_asPublished() {
	phone := tariff.Entry{
		Date: trade.NewDate(2025, 4, 6), Origin: "IN", Product: "8517.13.00.00",
		Value: decimal.NewFromInt(1000),
	}
	then, err := tariff.Compile(us.Book().AsPublished(trade.NewDate(2025, 4, 10)))
	if err != nil {
		fmt.Println(err)
		return
	}
	now, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	paid, due := then.Charge(phone), now.Charge(phone)
	fmt.Println("paid", paid.Total, "due", due.Total, "refund", paid.Total.Sub(due.Total))
	// Output:
	// paid 100 due 0 refund 100
}

// The register of what the law does not settle. Each entry has its reason in
// Choice.Reason and the headings that it touches in Choice.Headings.
func ExampleBook_choices() {
	for _, c := range us.Book().Choices {
		if slices.Contains(c.Headings, "9903.85.67") {
			fmt.Println(c.Question, c.Answer)
		}
	}
	// Output:
	// Is aluminum in goods of other countries smelted or cast in Russia? No, unless the entry claims 9903.85.67 or 9903.85.68.
	// Does aluminum of Russia pay 200 percent in vehicles, their parts and semiconductor articles? Not before 6 April 2026; from then on beside the duty of those programs.
}
