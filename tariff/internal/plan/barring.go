package plan

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Embargoes are those that hold goods, which are asked last.
func (e *Plan) Embargoes(origin trade.Country, on trade.Date, holds func(*law.Measure) bool) []law.Measure {
	var out []law.Measure
	for _, i := range e.barring {
		m := &e.Measures[i]
		if t := m.TermOn(on); t != nil && t.State == law.NeedsLicence && e.OriginsHold(m.Origins, origin, on) && holds(m.Measure) {
			out = append(out, *m.Measure)
		}
	}
	return out
}

// MayBar is false where no goods of a country need a licence on any day.
func (e *Plan) MayBar(origin trade.Country) bool {
	return slices.ContainsFunc(e.barring, func(i int) bool {
		return slices.ContainsFunc(e.Measures[i].Origins.In, func(name string) bool {
			if g, ok := e.groups[name]; ok {
				return slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == origin })
			}
			return name == "*" || name == string(origin) || e.known[name].EverContains(origin)
		})
	})
}

// findEmbargoes are the places of the measures that bar goods on any day.
func (e *Plan) findEmbargoes() []int {
	var out []int
	for i := range e.Measures {
		if slices.ContainsFunc(e.Measures[i].Terms, func(t law.Term) bool { return t.State == law.NeedsLicence }) {
			out = append(out, i)
		}
	}
	return out
}
