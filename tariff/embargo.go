package tariff

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Embargoes are the measures under which the goods of an entry need a licence on its day,
// in the order of the book. The entry must be one that Assess answers.
func (e *Engine) Embargoes(entry Entry) []law.Measure {
	return e.embargoes(entry.Origin, entry.Date, func(m *law.Measure) bool {
		return e.inScope(m.Products, entry.Product, entry.Date) != notListed
	})
}

// EmbargoesOn are the measures under which some goods of a country need a licence on a day.
func (e *Engine) EmbargoesOn(origin trade.Country, on trade.Date) []law.Measure {
	return e.embargoes(origin, on, func(*law.Measure) bool { return true })
}

// embargoes are those that hold goods, which are asked last.
func (e *Engine) embargoes(origin trade.Country, on trade.Date, holds func(*law.Measure) bool) []law.Measure {
	var out []law.Measure
	for _, i := range e.barring {
		m := &e.measures[i]
		if t := m.termOn(on); t != nil && t.State == law.NeedsLicence && e.originsHold(m.Origins, origin, on) && holds(m.Measure) {
			out = append(out, *m.Measure)
		}
	}
	return out
}

// Embargoes are those of Engine.Embargoes under the first engine of the batch: columns
// state the duty of goods that need a licence as of any others, and cannot say more.
func (b *Batch) Embargoes(entry Entry) []law.Measure { return b.engines[0].Embargoes(entry) }

// Embargoes are the measures under which goods of the panel from a country need a licence
// on a day. Their rates are those of goods which have one.
func (p *Panel) Embargoes(origin trade.Country, on trade.Date) []law.Measure {
	return slices.DeleteFunc(p.engine.EmbargoesOn(origin, on), func(m law.Measure) bool {
		return !slices.ContainsFunc(p.products, func(product trade.Product) bool {
			return p.engine.inScope(m.Products, product, on) != notListed
		})
	})
}

// MayBar is false where no goods of a country need a licence on any day, under the first
// engine of the batch: its rows need not be looked at one by one.
func (b *Batch) MayBar(origin trade.Country) bool {
	e := b.engines[0]
	return slices.ContainsFunc(e.barring, func(i int) bool {
		return slices.ContainsFunc(e.measures[i].Origins.In, func(name string) bool {
			if g, ok := e.groups[name]; ok {
				return slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == origin })
			}
			return name == "*" || name == string(origin) || e.known[name].EverContains(origin)
		})
	})
}

// findEmbargoes are the places of the measures that bar goods on any day.
func (e *Engine) findEmbargoes() []int {
	var out []int
	for i := range e.measures {
		if slices.ContainsFunc(e.measures[i].Terms, func(t law.Term) bool { return t.State == law.NeedsLicence }) {
			out = append(out, i)
		}
	}
	return out
}

// embargoNotes are the words that a duty on barred goods never goes without.
func (e *Engine) embargoNotes(entry Entry) []string {
	var out []string
	for _, m := range e.Embargoes(entry) {
		out = append(out, fmt.Sprintf("not to be imported without a licence or an exemption: %s (%s, %s); the duty is that of goods which have one", m.Title, m.Heading, m.Citation))
	}
	return out
}
