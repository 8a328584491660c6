package tariff_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// A book of one line and one measure, and a scenario that ends the measure.
func ExampleCompile() {
	book := &law.Book{
		Name: "example", Currency: "USD",
		KnownFrom: trade.NewDate(2025, 1, 1), KnownUntil: trade.NewDate(2025, 12, 31),
		Schedule: &law.Schedule{Lines: []law.Line{{Code: "61091000", General: "16.5%", Other: "90%"}}},
		Measures: []law.Measure{{
			Heading: "9903.01.84", Authority: law.IEEPA, Title: "duty for Russian oil",
			Origins: law.Origins{In: []string{"IN"}}, Products: law.Scope{All: true},
			Terms: []law.Term{{Interval: trade.Interval{From: trade.NewDate(2025, 8, 27)}, State: law.Imposed, Duty: "25%"}},
		}},
	}
	entry := tariff.Entry{
		Date: trade.NewDate(2025, 9, 1), Origin: "India", Product: "6109.10.00",
		Value: decimal.NewFromInt(10000),
	}
	engine, err := tariff.Compile(book)
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := engine.Assess(entry)
	fmt.Println(answer.Total, err)

	scenario, err := law.ParseScenario(strings.NewReader(`{"name": "no oil duty", "edits": [
		{"op": "set_state", "heading": "9903.01.84", "state": "ended", "from": "2025-09-01"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	edited, err := scenario.Apply(book)
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err = tariff.Compile(edited)
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err = engine.Assess(entry)
	fmt.Println(answer.Total, err)
	// Output:
	// 4150 <nil>
	// 1650 <nil>
}
