package tariff

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// declared is what is stated of the goods, whoever states it: the importer of a shipment,
// nobody in a row of columns, or averages. What is claimed of a part of the trade counts
// for that part.
type declared struct {
	product  trade.Product
	headings []string
	averages map[string]portion // the part of the trade that claims a heading
	average  bool               // these are averages, in which nothing is missing
	usmca    bool
	program  string
	loaded   trade.Date
	// usContent counts when statesUS; so do metals, in the order of metalOf.
	usContent portion
	statesUS  bool
	metals    [len(metals)]portion
	states    [len(metals)]bool
	// metal, when statesMetal, is the share of whichever metal a program asks for.
	metal       portion
	statesMetal bool
}

// allMetal states what the product says of its content by itself: the metal that it is,
// but for others that are stated.
func (g *declared) allMetal() {
	if g.statesMetal {
		return
	}
	rest := whole
	for k := range metals {
		rest -= g.metals[k]
	}
	for k, metal := range metals {
		if !g.states[k] && allMetal(g.product, metal.basis) {
			g.metals[k], g.states[k] = rest, true
		}
	}
}

// claims is the part of the goods for which a heading is claimed.
func (g *declared) claims(heading string) portion {
	if slices.Contains(g.headings, heading) {
		return whole
	}
	return g.averages[heading]
}

// brought is the part of the goods for which a measure is considered: all of them, or
// what is claimed of a measure on claim. Of averages it is also the part for which a
// question of fact is answered.
func (g *declared) brought(m *measure) portion {
	switch {
	case m.OnClaim && m.Basis == law.NonUSContent && g.statesUS:
		return whole
	case m.OnClaim && m.AtCap != "":
		return max(g.claims(m.Heading), g.claims(m.AtCap))
	case m.OnClaim:
		return g.claims(m.Heading)
	case g.average && m.Ask != "":
		return g.answered(m)
	}
	return whole
}

// answers reports whether the question of a measure is answered by a claimed heading.
func (g *declared) answers(m *measure) bool { return g.average || g.answered(m) > 0 }

// answered is the part of the goods for which it is.
func (g *declared) answered(m *measure) portion {
	if len(g.headings)+len(g.averages) == 0 {
		return 0
	}
	sum := g.claims(m.Heading)
	for _, h := range m.AskAlso {
		sum = min(whole, sum+g.claims(h))
	}
	for i := range m.exceptions {
		sum = min(whole, sum+g.claims(m.exceptions[i].Heading))
	}
	return sum
}

// meets is the part of the goods that meets the conditions of an exception on what is
// stated of them. The day, the origin, the product and what they are subject to are
// conditions of their own: a field of an exception is understood here, or in
// exception.holdsOn, and nowhere else.
func (g *declared) meets(m *measure, x *exception) portion {
	met := whole
	if x.Claimed {
		met = g.claims(x.Heading)
	}
	if x.Presumed {
		met = min(met, whole-g.claims(m.Heading))
	}
	switch {
	case x.USMCA && !g.usmca, x.NotUSMCA && g.usmca,
		len(x.Programs) > 0 && !slices.Contains(x.Programs, g.program),
		!x.LoadedBefore.IsZero() && (g.loaded.IsZero() || !g.loaded.Before(x.LoadedBefore)),
		x.USContent != "" && (!g.statesUS || g.usContent < partOf(x.usContent)):
		return 0
	}
	if x.USContent != "" && len(x.Subject) == 0 {
		met = min(met, g.usContent)
	}
	return met
}

// holdsOn reports whether an exception can hold on a day, whatever is stated.
func (x *exception) holdsOn(on trade.Date) bool {
	return x.During.Contains(on) && (x.EnteredBefore.IsZero() || on.Before(x.EnteredBefore))
}

// content is the part of the value that is the basis of a measure; known is false where
// it is not stated.
func (g *declared) content(m *measure, basis law.Basis) (content portion, known bool) {
	switch basis {
	case law.FullValue:
		return whole, true
	case law.NonUSContent:
		if !g.statesUS {
			return whole, true
		}
		content = g.usContent
		if m.UpTo != "" {
			content = min(content, partOf(m.upTo))
		}
		return whole - content, true
	}
	if g.statesMetal {
		return g.metal, true
	}
	for k := range metals {
		if metals[k].basis == basis {
			return g.metals[k], g.states[k]
		}
	}
	return 0, false
}
