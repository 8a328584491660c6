package tariff

import (
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/trade"
)

// Declared is what the claims state of a product, in the terms of the plan.
func (c *Claims) Declared(product trade.Product) plan.Declared {
	g := plan.Declared{
		Product: product, Headings: c.Headings, USMCA: c.USMCA || c.isUSMCA(), Program: c.Program,
		Loaded: c.Loaded,
	}
	if c.USContent != nil {
		g.USContent, g.StatesUS = plan.PartOf(*c.USContent), true
	}
	for k := range plan.Metals {
		if own := c.metal(k); own != nil {
			g.Metals[k], g.States[k] = plan.PartOf(*own), true
		}
	}
	// The general share cannot mean a metal beside shares by metal.
	if c.Metal != nil && g.States == [len(plan.Metals)]bool{} {
		g.Metal, g.StatesMetal = plan.PartOf(*c.Metal), true
	}
	g.AllMetal()
	return g
}
