package tariff

import (
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Embargoes are the measures under which the goods of an entry need a licence on its day,
// in the order of the book. The entry must be one that Assess answers.
func (e *Engine) Embargoes(entry Entry) []law.Measure {
	return e.plan.Embargoes(entry.Origin, entry.Date, func(m *law.Measure) bool {
		return e.plan.InScope(m.Products, entry.Product, entry.Date) != plan.NotListed
	})
}

// EmbargoesOn are the measures under which some goods of a country need a licence on a day.
func (e *Engine) EmbargoesOn(origin trade.Country, on trade.Date) []law.Measure {
	return e.plan.Embargoes(origin, on, func(*law.Measure) bool { return true })
}

// licenceNote are the words that a duty on barred goods never goes without.
func licenceNote(m *law.Measure) string {
	return fmt.Sprintf(
		"not to be imported without a licence or an exemption: %s (%s, %s); the duty is that of goods which have one",
		m.Title, m.Heading, m.Citation)
}
