package ranking_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
)

// Who is among the five largest, by a file of one's own that states the whole. With the
// EU as one Brazil is fifth; with its states apart it is not among the five.
func ExampleRankImporters() {
	year := trade.Year(trade.NewDate(2026, 1, 1)).Interval()
	var takings []ranking.Taking
	for _, t := range []struct {
		buyer  string
		tonnes int64
	}{{"CN", 100}, {"IN", 90}, {"TR", 12}, {"HU", 5}, {"SK", 4}, {"BR", 3}, {ranking.AllBuyers, 214}} {
		takings = append(takings,
			ranking.Taking{Buyer: t.buyer, Period: year, Amount: decimal.NewFromInt(t.tonnes), Unit: "Mt", Source: "own"})
	}
	for _, apart := range []bool{false, true} {
		rankings, err := ranking.RankImporters(takings, year, 5, apart)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, b := range rankings[0].Buyers {
			fmt.Print(b.Rank, " ", b.Buyer, " ", b.Stated, " ", b.InWindow, "; ")
		}
		fmt.Println("apart:", apart)
	}
	// Output:
	// 1 CN 100 among; 2 IN 90 among; 3 TR 12 among; 4 EU 9 among; 5 BR 3 among; apart: false
	// 1 CN 100 among; 2 IN 90 among; 3 TR 12 among; 4 HU 5 among; 5 SK 4 among; 6 BR 3 not_among; apart: true
}
