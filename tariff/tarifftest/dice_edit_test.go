package tarifftest

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// edited is the book with a measure added, one changed and one taken out, or some of it.
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
	return c
}

// reworded is the book with one or two words changed, so that what is looked up for both may
// be taken for the same.
func (d dice) reworded(b *law.Book) *law.Book {
	c := b.Clone()
	for range 1 + d.IntN(2) {
		d.reword(&c.Measures[d.IntN(len(c.Measures))])
	}
	return c
}

// reword changes one thing about a measure or one of its exceptions.
func (d dice) reword(m *law.Measure) {
	if n := len(m.Exceptions); n > 0 && d.in(50) {
		m.Exceptions = slices.Clone(m.Exceptions)
		x := &m.Exceptions[d.IntN(n)]
		switch d.IntN(12) {
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
		case 8:
			x.Programs = one(d, nil, []string{"KR"})
		case 9:
			x.LoadedBefore, x.EnteredBefore = d.day(), trade.Date{}
		case 10:
			x.LoadedBefore, x.EnteredBefore = d.day(), d.day()
		default:
			x.USContent = one(d, "", "0.20")
		}
		return
	}
	switch d.IntN(10) {
	case 0:
		rates := !slices.ContainsFunc(m.Terms, func(t law.Term) bool { return !isRate(t.Duty) || t.Basis != "" })
		if rates && m.Basis == law.FullValue {
			m.Stacking, m.AtCap = one(d, law.Adds, law.TopsUp, law.Replaces), ""
		}
	case 1:
		m.Group = one(d, "", "group 1", "group 2")
	case 2:
		m.Origins = d.origins()
	case 3:
		m.Products = d.scope()
	case 4:
		m.Ask = one(d, "", "what it is")
	case 5:
		m.OnClaim = !m.OnClaim
	case 6:
		m.OnGeneral = !m.OnGeneral && m.Stacking == law.TopsUp
	case 7:
		if m.Basis == law.NonUSContent {
			m.UpTo = one(d, "", "0.40")
		}
	case 8:
		m.FullUnder = one(d, nil, []string{"9802.00.40"})
	default:
		m.Terms = d.terms(law.TopsUp) // rates, which every way of stacking takes
	}
}

func isRate(text string) bool {
	d, err := duty.Parse(text)
	_, rate := d.AdValorem()
	return err == nil && rate
}
