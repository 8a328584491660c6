package gsim

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Industry is trade in one good by origin, and what changes. Rows export, columns import.
type Industry struct {
	Regions []string
	Trade   [][]float64 // value at world prices, own sales on the diagonal
	Tariff0 [][]float64 // 1 + t before
	Tariff1 [][]float64 // 1 + t after
	Demand  []float64   // by importer, at or below zero
	Supply  []float64   // by exporter, at or above zero
	// Substitution between origins, by importer, above one.
	Substitution []float64
	Units        string // of Trade
}

// Outcome is what one form of the model finds. Changes are fractions, amounts in the units of
// trade; lists are by region.
type Outcome struct {
	Price     []float64   // change of the world price of what the region sells
	Composite []float64   // change of the price index of what it buys, duty included
	Producer  []float64   // change of producer surplus
	Consumer  []float64   // change of consumer surplus
	Revenue   []float64   // change of tariff revenue
	Welfare   []float64   // the sum of these three
	Trade     [][]float64 // value at world prices after the change
}

// Result holds both forms.
type Result struct {
	Linear, Exact Outcome
	// LinearError is the linear price change over the exact one, less one, by region; zero
	// where the exact one is zero.
	LinearError []float64
	Report      equilibrium.Report
}

// check notes all that is wrong with the industry.
func (x *Industry) check() error {
	var p equilibrium.Problems
	n := len(x.Regions)
	p.Names("regions", x.Regions, n)
	if n == 0 {
		p.Add("missing", "regions", 0, "name one at least")
		return p.Err()
	}
	square := func(field string, m [][]float64) bool {
		if len(m) != n {
			p.Add("shape", field, 0, fmt.Sprintf("%d rows for %d regions", len(m), n))
			return false
		}
		ok := true
		for i := range m {
			if len(m[i]) != n {
				p.Add("shape", field, 0, fmt.Sprintf("%d columns for %d regions", len(m[i]), n),
					x.Regions[i])
				ok = false
			}
		}
		return ok
	}
	list := func(field string, v []float64, sound func(float64) bool, hint string) {
		if len(v) != n {
			p.Add("shape", field, 0, fmt.Sprintf("%d values for %d regions", len(v), n))
			return
		}
		for i, e := range v {
			if p.Finite(field, e, x.Regions[i]) && !sound(e) {
				p.Add("elasticity", field, e, hint, x.Regions[i])
			}
		}
	}
	list("elasticity.demand", x.Demand, func(e float64) bool { return e <= 0 }, "it is at or below zero: -1.25")
	list("elasticity.supply", x.Supply, func(e float64) bool { return e >= 0 }, "it is at or above zero: 1.5")
	list("elasticity.substitution", x.Substitution, func(e float64) bool { return e > 1 }, "it is above one: 5")
	if square("trade", x.Trade) {
		for j := range n {
			total := 0.0
			for i := range n {
				if p.Amount("trade", x.Trade[i][j], x.Regions[i], x.Regions[j]) {
					total += x.Trade[i][j]
				} else {
					total = 1 // said already
				}
			}
			if total == 0 {
				p.Add("no_demand", "trade", 0, "it buys from nobody; leave the region out", x.Regions[j])
			}
		}
	}
	for _, t := range []struct {
		field string
		rates [][]float64
	}{{"tariff0", x.Tariff0}, {"tariff1", x.Tariff1}} {
		if !square(t.field, t.rates) {
			continue
		}
		for i := range n {
			for j, v := range t.rates[i] {
				if p.Finite(t.field, v, x.Regions[i], x.Regions[j]) && v <= 0 {
					p.Add("tariff", t.field, v, "tariffs are written as 1 + t: 1.25 for 25 %",
						x.Regions[i], x.Regions[j])
				}
			}
		}
	}
	return p.Err()
}
