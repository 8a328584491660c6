package programme_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/oil"
)

// A price in dollars a tonne becomes one a barrel by the factor of its grade, and then a
// sale: 419.7 dollars a tonne of Urals are 57.49 a barrel at the 7.30 of the Russian
// finance ministry.
func ExampleSale_Priced() {
	tonne := oil.Price{
		Amount: decimal.RequireFromString("419.7"), Currency: "USD", Per: "t", Basis: trade.FOB,
		Point: "Primorsk",
	}
	sale := programme.Sale{Regime: sanctions.US, Class: programme.Crude, On: trade.NewDate(2023, 1, 15)}
	_, err := sale.Priced(tonne)
	fmt.Println(err)
	barrel, err := tonne.In("bbl", oil.BarrelsPerTonne(decimal.RequireFromString("7.30"), "finance ministry"), 2,
		exact.HalfUp)
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
func ExampleProgramme_TestLicence() {
	p, err := russia.Programme()
	if err != nil {
		fmt.Println(err)
		return
	}
	d := programme.Deal{Product: "2709", Origin: "RU", Loaded: trade.NewDate(2026, 3, 1), Destination: "IN", Buyer: "IN"}
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
	c, err := programme.Covered("price-cap coalition",
		programme.Ship{Owner: "AE", Manager: "IN", Insurer: "GB", Flag: "LR"}, trade.NewDate(2026, 3, 1))
	fmt.Println(c, err)
	// Output: covered by the price-cap coalition: insurer <nil>
}

// What a trader keeps to show that a price delivered with freight kept to the cap.
func ExampleAttestation() {
	list, err := programme.Attestation("trader", trade.CIF, trade.NewDate(2026, 3, 1))
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
