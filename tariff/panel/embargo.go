package panel

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Embargoes are the measures under which goods of the panel from a country need a licence
// on a day. Their rates are those of goods which have one.
func (p *Panel) Embargoes(origin trade.Country, on trade.Date) []law.Measure {
	return p.grid.Plan.Embargoes(origin, on, func(m *law.Measure) bool {
		return slices.ContainsFunc(p.grid.Products, func(product trade.Product) bool {
			return p.grid.Plan.InScope(m.Products, product, on) != plan.NotListed
		})
	})
}
