package tariff

import "github.com/tradeshock/tradeshock/trade"

// Declared is what the claims state of a product, in the terms of the plan.
func (c *Claims) Declared(product trade.Product) declared {
	g := declared{product: product, headings: c.Headings, usmca: c.USMCA || c.isUSMCA(), program: c.Program, loaded: c.Loaded}
	if c.USContent != nil {
		g.usContent, g.statesUS = partOf(*c.USContent), true
	}
	for k := range metals {
		if own := c.metal(k); own != nil {
			g.metals[k], g.states[k] = partOf(*own), true
		}
	}
	// The general share cannot mean a metal beside shares by metal.
	if c.Metal != nil && g.states == [len(metals)]bool{} {
		g.metal, g.statesMetal = partOf(*c.Metal), true
	}
	g.allMetal()
	return g
}
