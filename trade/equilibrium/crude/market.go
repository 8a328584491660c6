package crude

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Buyer buys the exporter's oil, or may.
type Buyer struct {
	Name      string
	Capacity  float64 // million barrels a day
	Freight   float64 // $/bbl
	Political float64 // $/bbl, what it asks for the trouble
	Covered   float64 // share of its barrels that uses covered services, 0 to 1
	Exports   float64 // to the country that threatens, bn $ a year
	Bears     float64 // share of a secondary tariff that it bears, 0 to 1
}

// Policy is what is done to the trade.
type Policy struct {
	Cap     float64            // $/bbl on covered barrels at the port of loading; 0 for none
	Removed float64            // share of the exporter's supply, 0 to below 1
	Embargo []string           // buyers who may not buy
	Tariff  map[string]float64 // secondary tariff by buyer, a fraction of its exports
}

// Market is the world before any policy.
type Market struct {
	Price            float64 // $/bbl
	Demand           float64 // of the world
	DemandElasticity float64 // at or below zero
	SupplyElasticity float64 // of the rest of the world, at or above zero
	Supply           float64 // of the exporter
	OwnElasticity    float64 // of the exporter's supply in its mean price, at or above zero
	ShutIn           float64 // $/bbl below which the exporter sells nothing
	Buyers           []Buyer
}

// Purchase is what one buyer does.
type Purchase struct {
	Name       string
	Volume     float64
	Price      float64 // $/bbl at the port of loading, covered and not; 0 where it buys nothing
	Discount   float64 // $/bbl, P − price − freight; 0 where it buys nothing
	Gain       float64 // bn $ a year over buying elsewhere, political cost taken off
	TariffCost float64 // bn $ a year, of the secondary tariff if it buys
	BreakEven  float64 // $/bbl net of political cost at full capacity, below which it leaves
	Left       bool    // it leaves because of the tariff, or may not buy
}

// State is the market at one equilibrium.
type State struct {
	Price    float64 // world price
	Port     float64 // n, of barrels that are not covered
	Netback  float64 // mean price of all the exporter sells
	Discount float64 // P − n
	Volume   float64
	Stranded float64 // what would be sold at the old mean price and finds no buyer
	Revenue  float64 // million $ a day
	Buyers   []Purchase
	From     []string // where the search found it
}

// Result is the market before, and every equilibrium found under the policy: most barrels first.
type Result struct {
	Before     State
	Equilibria []State
	Report     equilibrium.Report
}

func (m *Market) check(policy *Policy) error {
	var p equilibrium.Problems
	positive := func(field string, v float64, at ...string) {
		if p.Finite(field, v, at...) && v <= 0 {
			p.Add("negative", field, v, "it is above zero", at...)
		}
	}
	share := func(field string, v float64, at ...string) {
		if p.Finite(field, v, at...) && (v < 0 || v > 1) {
			p.Add("share", field, v, "a share is from 0 to 1", at...)
		}
	}
	positive("price", m.Price)
	positive("demand", m.Demand)
	positive("russia.supply", m.Supply)
	if m.Supply >= m.Demand && m.Demand > 0 {
		p.Add("unbalanced", "demand", m.Demand, "the exporter supplies more than the world uses")
	}
	if p.Finite("demand_elasticity", m.DemandElasticity) && m.DemandElasticity > 0 {
		p.Add("elasticity", "demand_elasticity", m.DemandElasticity, "it is at or below zero: -0.06")
	}
	for _, e := range []struct {
		field string
		v     float64
	}{{"supply_elasticity", m.SupplyElasticity}, {"russia.supply_elasticity", m.OwnElasticity}} {
		if p.Finite(e.field, e.v) && e.v < 0 {
			p.Add("elasticity", e.field, e.v, "it is at or above zero: 0.05")
		}
	}
	if m.DemandElasticity == 0 && m.SupplyElasticity == 0 {
		p.Add("elasticity", "demand_elasticity", 0,
			"with no elasticity of demand or other supply nothing sets the price")
	}
	p.Amount("russia.shut_in", m.ShutIn)
	var names []string
	known := make(map[string]bool)
	capacity := 0.0
	for _, b := range m.Buyers {
		names = append(names, b.Name)
		known[b.Name] = true
		p.Amount("capacity", b.Capacity, b.Name)
		p.Finite("freight", b.Freight, b.Name)
		p.Finite("political_cost", b.Political, b.Name)
		share("covered", b.Covered, b.Name)
		p.Amount("exports", b.Exports, b.Name)
		share("bears", b.Bears, b.Name)
		capacity += b.Capacity
	}
	p.Names("buyers", names, len(names))
	if capacity < m.Supply {
		p.Add("no_demand", "buyers", capacity,
			fmt.Sprintf("together they take %g and the exporter supplies %g before the policy", capacity, m.Supply))
	}
	if p.Amount("policy.cap", policy.Cap) && p.Finite("policy.removed", policy.Removed) && (policy.Removed < 0 ||
		policy.Removed >= 1) {
		p.Add("share", "policy.removed", policy.Removed, "a share from 0 to below 1")
	}
	for _, name := range policy.Embargo {
		if !known[name] {
			p.Add("names", "policy.embargo", 0, "it is not among the buyers", name)
		}
	}
	for _, name := range sortedKeys(policy.Tariff) {
		if !known[name] {
			p.Add("names", "policy.secondary_tariff", 0, "it is not among the buyers", name)
		}
		p.Amount("policy.secondary_tariff", policy.Tariff[name], name)
	}
	return p.Err()
}
