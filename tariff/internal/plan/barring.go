package plan

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Embargoes are those that hold goods, which are asked last.
func (p *Plan) Embargoes(origin trade.Country, on trade.Date, holds func(*law.Measure) bool) []law.Measure {
	var out []law.Measure
	for _, i := range p.barring {
		m := &p.Measures[i]
		if t := m.TermOn(on); t != nil && t.State == law.NeedsLicence && p.OriginsHold(m.Origins, origin, on) &&
			holds(m.Measure) {
			out = append(out, *m.Measure)
		}
	}
	return out
}

// MayBar is false where no goods of a country need a licence on any day.
func (p *Plan) MayBar(origin trade.Country) bool {
	return slices.ContainsFunc(p.barring, func(i int) bool {
		return slices.ContainsFunc(p.Measures[i].Origins.In, func(name string) bool {
			if g, ok := p.groups[name]; ok {
				return slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == origin })
			}
			return name == "*" || name == string(origin) || p.known[name].EverContains(origin)
		})
	})
}

// findEmbargoes are the places of the measures that bar goods on any day.
func (p *Plan) findEmbargoes() []int {
	var out []int
	for i := range p.Measures {
		if slices.ContainsFunc(p.Measures[i].Terms, func(t law.Term) bool { return t.State == law.NeedsLicence }) {
			out = append(out, i)
		}
	}
	return out
}
