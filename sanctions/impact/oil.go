package impact

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/trade/equilibrium/redirect"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// Oil is where Russian oil goes under a scenario, by package crude: a part of the behavioural
// layer.
type Oil struct {
	Policy scenario.Oil
	// Now is the market under the cap of 44.10 dollars and no duty on a buyer, and Under that of
	// the scenario; their Before is the market with neither.
	Now, Under *redirect.Answer
	Notes      []string
}

// capNow is the cap of the European Union and the United Kingdom since 1 February 2026.
func capNow() decimal.Decimal { return decimal.New(4410, -2) }

// oil asks about oil, where the scenario says something of it.
func (r *Report) oil(ctx context.Context, law int) (*Oil, error) {
	policy, ok, err := scenario.OilOf(r.Laws[law].Name)
	var unknown *scenario.Error
	if errors.As(err, &unknown) || err == nil && !ok { // a scenario of a file, or one that is about duties alone
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return oilUnder(ctx, policy)
}

// oilUnder asks the model of oil about a policy.
func oilUnder(ctx context.Context, policy scenario.Oil) (*Oil, error) {
	o := &Oil{Policy: policy}
	m := oilMarket()
	var err error
	if o.Now, err = redirect.Solve(ctx, m, redirect.Policy{Cap: capNow()}); err != nil {
		return nil, err
	}
	under := redirect.Policy{Cap: capNow(), Duties: map[string]decimal.Decimal{}}
	if policy.Cap.IsPositive() {
		under.Cap = policy.Cap
	}
	if policy.Lifted {
		under.Cap = decimal.Decimal{}
	}
	var strangers []string
	for _, buyer := range slices.Sorted(maps.Keys(policy.Duties)) {
		if slices.ContainsFunc(m.Buyers, func(b redirect.Buyer) bool { return b.Name == buyer }) {
			under.Duties[buyer] = policy.Duties[buyer]
		} else {
			strangers = append(strangers, buyer)
		}
	}
	if o.Under, err = redirect.Solve(ctx, m, under); err != nil {
		return nil, err
	}
	o.Notes = append(o.Notes,
		"Seaborne crude oil alone, at prices of September 2026. Numbers marked as working ones are nobody's estimate: "+
			"change them with models -model oil.",
		"A buyer is taken to bear all of a duty, so that it leaves as soon as it ever would; with the 0.06 that the "+
			"border showed in 2025 India stays at 50 percent.")
	if len(strangers) > 0 {
		o.Notes = append(o.Notes, fmt.Sprintf("%s buys too little of it by sea to be a buyer of its own here.",
			strings.Join(strangers, " and ")))
	}
	for _, a := range []*redirect.Answer{o.Now, o.Under} {
		if a.Several > 0 {
			o.Notes = append(o.Notes, fmt.Sprintf("At %d of %d points of the elasticities there are several equilibria; "+
				"the one with the most barrels and the one with the fewest are given.", a.Several, a.Points))
		}
		if len(a.Failed) > 0 {
			o.Notes = append(o.Notes, fmt.Sprintf("At %d of %d points the model has no answer.", len(a.Failed), a.Points))
		}
	}
	return o, nil
}

// oilMarket is the market for seaborne Russian crude oil in September 2026 that the scenarios
// are asked on, each number with its source.
func oilMarket() *redirect.Market {
	n := func(hundredths int64) decimal.Decimal { return decimal.New(hundredths, -2) }
	m := &redirect.Market{
		Price: n(11400), Demand: n(10400), Supply: n(354), ShutIn: n(1900),
		Source: "Brent spot 114 (EIA STEO, 6 October 2026); demand 104 mb/d (working); seaborne 3.54 mb/d (Bloomberg, " +
			"4 weeks to " +
			"13 September 2026); shut-in at 19 (Johnson, Rachel and Wolfram 2023)",
		Buyers: []redirect.Buyer{
			{
				Name: "CN", Capacity: n(170), Freight: n(1400), Political: n(1000), Covered: n(30), Exports: n(42943),
				Bears: n(100),
				Source: "1.7 mb/d (ship tracking, August 2026); freight 14 and discount 10 (Reuters, December 2025); " +
					"exports of 2024 (Census); covered 0.3 (working)",
			},
			{
				Name: "IN", Capacity: n(210), Freight: n(1100), Political: n(700), Covered: n(30), Exports: n(8774), Bears: n(100),
				Source: "2.1 mb/d (Kpler, August 2026); freight 8 m $ for 720,000 barrels (trade, May 2024); discount 7 " +
					"(Reuters, December 2025); exports of 2024 (Census); covered 0.3 (working)",
			},
			{
				Name: "TR", Capacity: n(31), Freight: n(400), Political: n(700), Covered: n(30), Exports: n(1658), Bears: n(100),
				Source: "11.7 Mt in nine months of 2025 (EPDK); freight 4, discount 7, covered 0.3 (working); exports of " +
					"2024 (Census)",
			},
			{
				Name: "others", Capacity: n(100), Freight: n(1200), Political: n(1500), Covered: n(30),
				Source: "working numbers: the dearest to reach",
			},
		},
	}
	working := "working range of the notes on models"
	m.Elasticity.Demand = response.Range{
		Name: "world demand for oil", Low: n(-10), Central: n(-6), High: n(-2),
		Source: working,
	}
	m.Elasticity.Supply = response.Range{
		Name: "supply of all others", Low: n(0), Central: n(5), High: n(10),
		Source: working,
	}
	m.Elasticity.Own = response.Range{
		Name: "supply of the exporter", Low: n(0), Central: n(5), High: n(10),
		Source: working,
	}
	return m
}
