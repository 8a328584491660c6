package sanctions_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/oil"
)

// A price in dollars a tonne becomes one a barrel by the factor of its grade, and then a
// sale: 419.7 dollars a tonne of Urals are 57.49 a barrel at the 7.30 of the Russian
// finance ministry.
func ExampleSale_Priced() {
	tonne := oil.Price{Amount: decimal.RequireFromString("419.7"), Currency: "USD", Per: "t", Basis: trade.FOB, Point: "Primorsk"}
	sale := sanctions.Sale{Regime: sanctions.US, Class: sanctions.Crude, On: trade.NewDate(2023, 1, 15)}
	_, err := sale.Priced(tonne)
	fmt.Println(err)
	barrel, err := tonne.In("bbl", oil.BarrelsPerTonne(decimal.RequireFromString("7.30"), "finance ministry"), 2, exact.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	sale, err = sale.Priced(barrel)
	fmt.Println(sale.Price, sale.Basis, err)
	// Output:
	// unit t: is not that of the caps; state the price a barrel, by the factor of the grade
	// 57.49 FOB <nil>
}

// A licence with its conditions: loaded by a day, for a port in India and its buyer.
func ExampleProgram_TestLicence() {
	p, err := russia.Program()
	if err != nil {
		fmt.Println(err)
		return
	}
	d := sanctions.Deal{Product: "2709", Origin: "RU", Loaded: trade.NewDate(2026, 3, 1), Destination: "IN", Buyer: "IN"}
	a, err := p.TestLicence(sanctions.US, "licence/133", d, trade.NewDate(2026, 3, 20))
	fmt.Println(a.Holds, err)
	d.Loaded = trade.NewDate(2026, 3, 6)
	a, err = p.TestLicence(sanctions.US, "licence/133", d, trade.NewDate(2026, 3, 20))
	fmt.Println(a.Holds, a.Decided[0].Words(), err)
	// Output:
	// met <nil>
	// not met the cargo was loaded by 2026-03-05 <nil>
}

// Whether services of the coalition are used for a voyage.
func ExampleCovered() {
	c, err := sanctions.Covered("price-cap coalition", sanctions.Ship{Owner: "AE", Manager: "IN", Insurer: "GB", Flag: "LR"}, trade.NewDate(2026, 3, 1))
	fmt.Println(c, err)
	// Output: covered by the price-cap coalition: insurer <nil>
}

// What a trader keeps to show that a price delivered with freight kept to the cap.
func ExampleAttestation() {
	list, err := sanctions.Attestation(sanctions.ActorTrader, trade.CIF, trade.NewDate(2026, 3, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range list.Missing("price document") {
		fmt.Println(list.Tier, item.Name)
	}
	// Output:
	// 1 itemised ancillary costs
	// 1 freight
	// 1 port dues
	// 1 insurance
}

// Who is among the five largest, by a file of one's own that states the whole. With the
// EU as one Brazil is fifth; with its states apart it is not among the five.
func ExampleRankImporters() {
	year := trade.Year(trade.NewDate(2026, 1, 1)).Interval()
	var takings []sanctions.Taking
	for _, t := range []struct {
		buyer  string
		tonnes int64
	}{{"CN", 100}, {"IN", 90}, {"TR", 12}, {"HU", 5}, {"SK", 4}, {"BR", 3}, {sanctions.AllBuyers, 214}} {
		takings = append(takings, sanctions.Taking{Buyer: t.buyer, Period: year, Amount: decimal.NewFromInt(t.tonnes), Unit: "Mt", Source: "own"})
	}
	for _, apart := range []bool{false, true} {
		rankings, err := sanctions.RankImporters(takings, year, 5, apart)
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

// Oil of Venezuela bought in June 2025 puts China, and Hong Kong with it, under EO 14245
// for a year; the order itself fell in February 2026.
func ExampleOrder_Described() {
	order := sanctions.EO14245()
	bought := []sanctions.Purchase{{Flow: trade.Flow{Period: trade.NewMonth(2025, 6).Interval(), Origin: "VE", Destination: "CN", Product: "2709"}}}
	fmt.Println(order.Described("CN", bought), order.Described("HK", bought))
	for _, on := range []trade.Date{trade.NewDate(2026, 2, 23), trade.NewDate(2026, 2, 24)} {
		term, _, err := order.State(on)
		fmt.Println(on, term.State, err)
	}
	// Output:
	// [2025-06-01 .. 2026-06-29] [2025-06-01 .. 2026-06-29]
	// 2026-02-23 authorised <nil>
	// 2026-02-24 invalidated <nil>
}

// A law that directs a duty up to a ceiling has no rate; a scenario supposes one.
func ExampleDirection_Suppose() {
	act := russia.Act2026()
	fmt.Println(act.Rate())
	m, err := act.Suppose("IN", decimal.RequireFromString("0.25"), trade.NewDate(2026, 10, 18))
	fmt.Println(m.Terms[0].Duty, m.Origins.In, act.NoticeBy(trade.NewDate(2026, 10, 18)), err)
	_, err = act.Suppose("IN", decimal.RequireFromString("1.01"), trade.NewDate(2026, 10, 18))
	fmt.Println(err)
	// Output:
	// 0 to 100 percent, not set as far as known to 2026-10-10
	// 25% [IN] 2026-10-08 <nil>
	// Pub. L. 119-111, section 113 allows a rate from 0 to 1 of the value; 1.01 is outside
}
