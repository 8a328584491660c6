package crude_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium/crude"
)

// India bought 88 million tonnes of Russian crude oil in the fiscal year 2024-25 (SBI Research),
// at 7.33 barrels a tonne 645.04 million barrels, and sold goods of 60.2 bn dollars to the United
// States that a duty would charge (GTRI). A duty of 25 percent on them is 15.05 bn, which is
// 15.05/0.64504 = 23.33 dollars a barrel: at the 20 that the last buyer leaves here, India goes.
func ExampleSolve() {
	market := &crude.Market{
		Price: 101, Demand: 102, DemandElasticity: -.06, SupplyElasticity: .05, Supply: 9,
		Buyers: []crude.Buyer{
			{Name: "China", Capacity: 7},
			{Name: "India", Capacity: 88 * 7.33 / 365, Exports: 60.2, Bears: 1},
			{Name: "others", Capacity: 20, Political: 20},
		},
	}
	r, err := crude.Solve(context.Background(), market, crude.Policy{Tariff: map[string]float64{"India": .25}})
	if err != nil {
		fmt.Println(err)
		return
	}
	after := r.Equilibria[0]
	fmt.Printf("discount %.2f, India's break-even %.2f, it leaves: %t\n", after.Discount, after.Buyers[1].BreakEven,
		after.Buyers[1].Left)
	fmt.Printf("others take %.4f million barrels a day more\n", after.Buyers[2].Volume-r.Before.Buyers[2].Volume)
	// Output:
	// discount 20.00, India's break-even 23.33, it leaves: true
	// others take 1.7672 million barrels a day more
}
