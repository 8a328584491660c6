package redirect_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium/redirect"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// Half of 7.5 million barrels a day sails with covered services, and a cap of 60 dollars binds
// there; the rest goes at the world price of 100. By hand: 7.5 × (60 + 100)/2 = 600 million
// dollars a day in place of 750, at any elasticity, since no barrel moves.
func ExampleSolve() {
	number := decimal.RequireFromString
	m := &redirect.Market{
		Price: number("100"), Demand: number("102"), Supply: number("7.5"),
		Buyers: []redirect.Buyer{{Name: "all", Capacity: number("20"), Covered: number("0.5"), Source: "supposed"}},
		Source: "the sizes of 2022",
	}
	between := func(low, central, high string) response.Range {
		return response.Range{Low: number(low), Central: number(central), High: number(high), Source: "supposed"}
	}
	m.Elasticity.Demand = between("-0.1", "-0.06", "-0.02")
	m.Elasticity.Supply = between("0.02", "0.05", "0.1")
	m.Elasticity.Own = between("0", "0", "0")
	a, err := redirect.Solve(context.Background(), m, redirect.Policy{Cap: number("60")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Before.Revenue.Central, a.Most.Revenue.Low, a.Most.Revenue.Central, a.Most.Revenue.High)
	// Output: 750000000 600000000 600000000 600000000
}
