package tariff

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// embargoes are those that hold goods, which are asked last.
func (e *plan) embargoes(origin trade.Country, on trade.Date, holds func(*law.Measure) bool) []law.Measure {
	var out []law.Measure
	for _, i := range e.barring {
		m := &e.measures[i]
		if t := m.termOn(on); t != nil && t.State == law.NeedsLicence && e.originsHold(m.Origins, origin, on) && holds(m.Measure) {
			out = append(out, *m.Measure)
		}
	}
	return out
}

// mayBar is false where no goods of a country need a licence on any day.
func (e *plan) mayBar(origin trade.Country) bool {
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
func (e *plan) findEmbargoes() []int {
	var out []int
	for i := range e.measures {
		if slices.ContainsFunc(e.measures[i].Terms, func(t law.Term) bool { return t.State == law.NeedsLicence }) {
			out = append(out, i)
		}
	}
	return out
}
