package russia_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

// Who ranks where by the published shares of Russian crude oil. Over the zero window each
// period stands for itself.
func ExamplePublishedFlows() {
	figures, err := russia.PublishedFlows()
	if err != nil {
		fmt.Println(err)
		return
	}
	takings := russia.TakingsOfFigures(figures, russia.Choices{})
	rankings, err := ranking.RankImporters(takings.Crude, trade.Interval{}, 5, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range rankings {
		if r.Unit != ranking.UnitShare || len(r.Buyers) == 0 {
			continue
		}
		for _, b := range r.Buyers {
			fmt.Print(b.Rank, " ", b.Buyer, " ", trade.Percent(b.Stated), "; ")
		}
		fmt.Println(r.Periods[0])
	}
	// Output:
	// 1 CN 49%; 2 IN 37%; 2026-04-01 .. 2026-04-30
	// 1 CN 47%; 2 IN 38%; 3 EU 6%; 3 TR 6%; 2025-11-01 .. 2025-11-30
}

// Section 113 over flows of one's own: a year of crude oil, all buyers of it.
func ExampleDescribes() {
	on := trade.NewDate(2026, 11, 1)
	var flows trade.Dataset
	for _, f := range []struct {
		buyer  trade.Country
		tonnes int64
	}{{"CN", 100}, {"IN", 90}, {"TR", 12}, {"HU", 5}, {"SK", 4}, {"BR", 3}, {"SY", 2}} {
		err := flows.Append(trade.Flow{
			Period: russia.Window(on, russia.Choices{}), Origin: "RU", Destination: f.buyer, Product: "270900",
			Quantity: &trade.Quantity{Amount: decimal.NewFromInt(f.tonnes), Unit: "t"},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	yes, no := true, false
	facts := russia.Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}
	for _, c := range []russia.Choices{{}, {Apart: true}} {
		takings, err := russia.TakingsOfFlows(secondary.Purchases(flows.All()),
			secondary.Measure{Unit: "t", Source: "own", Whole: russia.Window(on, c)}, c)
		if err != nil {
			fmt.Println(err)
			return
		}
		d, err := russia.Describes("BR", on, takings, facts, c)
		fmt.Println(d.Answer, d.Why[0], err)
	}
	// Output:
	// among crude oil: BR by own states 3 t, rank 5, among over its periods <nil>
	// not_among crude oil: BR by own states 3 t, rank 6, not_among over its periods <nil>
}
