package impact_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// What flows owe under the law, and under the same law without the emergency powers.
func ExampleRun() {
	september := trade.NewDate(2025, 9, 15)
	var flows trade.Dataset
	err := flows.Append(trade.Flow{
		Period: trade.Interval{From: september, To: september.AddDays(1)},
		Origin: "IN", Destination: "US", Product: "6109100012",
		Value: &trade.Money{Amount: decimal.NewFromInt(10000), Currency: "USD"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := impact.Run(context.Background(), &impact.Study{
		Name: "T-shirts", Flows: &flows, Book: us.Book(),
		Scenarios: []*law.Scenario{{
			Name: "IEEPA falls", Edits: []law.Edit{{Op: "drop_authority", Authority: law.IEEPA}},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, law := range report.Laws {
		fmt.Println(law.Label, report.Lines[0].Answers[i].Duty.StringFixed(2))
	}
	// Output:
	// baseline 6650.00
	// scenario 1650.00
}
