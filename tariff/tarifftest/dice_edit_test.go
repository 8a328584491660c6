package tarifftest

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// edited is the book with a measure added, one changed and one taken out, or some of it;
// and with one word of a measure or an exception changed, so that scenarios are almost alike.
func (d dice) edited(b *law.Book) *law.Book {
	c := b.Clone()
	if n := len(c.Measures); d.in(60) && n > 0 {
		changed := d.measure(0)
		changed.Heading, changed.Exceptions = c.Measures[d.IntN(n)].Heading, nil
		for i := range c.Measures {
			if c.Measures[i].Heading == changed.Heading {
				c.Measures[i] = changed
			}
		}
	}
	if d.in(60) {
		c.Measures = append(c.Measures, d.measure(len(c.Measures)+10))
	}
	if n := len(c.Measures); d.in(40) && n > 1 {
		at := d.IntN(n)
		c.Measures = append(c.Measures[:at], c.Measures[at+1:]...)
	}
	if d.in(60) {
		d.reword(&c.Measures[d.IntN(len(c.Measures))])
	}
	return c
}

// reword changes one thing about a measure or one of its exceptions.
func (d dice) reword(m *law.Measure) {
	if n := len(m.Exceptions); n > 0 && d.in(70) {
		m.Exceptions = slices.Clone(m.Exceptions)
		x := &m.Exceptions[d.IntN(n)]
		switch d.IntN(9) {
		case 0:
			x.Whole = !x.Whole
		case 1:
			x.Claimed = !x.Claimed
		case 2:
			x.Presumed = !x.Presumed
		case 3:
			x.USMCA, x.NotUSMCA = x.NotUSMCA, !x.NotUSMCA
		case 4:
			x.During = d.during()
		case 5:
			x.Origins = d.origins()
		case 6:
			x.Products = d.scope()
		case 7:
			x.Subject = nil
		default:
			x.USContent = one(d, "", "0.20")
		}
		return
	}
	switch d.IntN(6) {
	case 0:
		m.Group = one(d, "", "group 1", "group 2")
	case 1:
		m.Origins = d.origins()
	case 2:
		m.Products = d.scope()
	case 3:
		m.OnClaim = !m.OnClaim
	case 4:
		m.Ask = one(d, "", "what it is")
	default:
		m.Terms = d.terms(law.TopsUp) // rates, which every way of stacking takes
	}
}
