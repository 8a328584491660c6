package plan

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Declared is what is stated of the goods, whoever states it: the importer of a shipment,
// nobody in a row of columns, or averages. What is claimed of a part of the trade counts
// for that part.
type Declared struct {
	Product  trade.Product
	Headings []string
	Averages map[string]Portion // the part of the trade that claims a heading
	Average  bool               // these are averages, in which nothing is missing
	USMCA    bool
	Program  string
	Loaded   trade.Date
	// USContent counts when statesUS; so do metals, in the order of metalOf.
	USContent Portion
	StatesUS  bool
	Metals    [len(Metals)]Portion
	States    [len(Metals)]bool
	// Metal, when statesMetal, is the share of whichever metal a program asks for.
	Metal       Portion
	StatesMetal bool
}

// AllMetal states what the product says of its content by itself: the metal that it is,
// but for others that are stated.
func (g *Declared) AllMetal() {
	if g.StatesMetal {
		return
	}
	rest := Whole
	for k := range Metals {
		rest -= g.Metals[k]
	}
	for k, metal := range Metals {
		if !g.States[k] && AllMetal(g.Product, metal.Basis) {
			g.Metals[k], g.States[k] = rest, true
		}
	}
}

// claims is the part of the goods for which a heading is claimed.
func (g *Declared) claims(heading string) Portion {
	if slices.Contains(g.Headings, heading) {
		return Whole
	}
	return g.Averages[heading]
}

// Brought is the part of the goods for which a measure is considered: all of them, or
// what is claimed of a measure on claim. Of averages it is also the part for which a
// question of fact is answered.
func (g *Declared) Brought(m *Measure) Portion {
	switch {
	case m.OnClaim && m.Basis == law.NonUSContent && g.StatesUS:
		return Whole
	case m.OnClaim && m.AtCap != "":
		return max(g.claims(m.Heading), g.claims(m.AtCap))
	case m.OnClaim:
		return g.claims(m.Heading)
	case g.Average && m.Ask != "":
		return g.answered(m)
	}
	return Whole
}

// answers reports whether the question of a measure is answered by a claimed heading.
func (g *Declared) answers(m *Measure) bool { return g.Average || g.answered(m) > 0 }

// answered is the part of the goods for which it is.
func (g *Declared) answered(m *Measure) Portion {
	if len(g.Headings)+len(g.Averages) == 0 {
		return 0
	}
	sum := g.claims(m.Heading)
	for _, h := range m.AskAlso {
		sum = min(Whole, sum+g.claims(h))
	}
	for i := range m.Taken {
		sum = min(Whole, sum+g.claims(m.Taken[i].Heading))
	}
	return sum
}

// meets is the part of the goods that meets the conditions of an exception on what is
// stated of them. The day, the origin, the product and what they are subject to are
// conditions of their own: a field of an exception is understood here, or in
// exception.holdsOn, and nowhere else.
func (g *Declared) meets(m *Measure, x *Exception) Portion {
	met := Whole
	if x.Claimed {
		met = g.claims(x.Heading)
	}
	if x.Presumed {
		met = min(met, Whole-g.claims(m.Heading))
	}
	switch {
	case x.USMCA && !g.USMCA, x.NotUSMCA && g.USMCA,
		len(x.Programs) > 0 && !slices.Contains(x.Programs, g.Program),
		!x.LoadedBefore.IsZero() && (g.Loaded.IsZero() || !g.Loaded.Before(x.LoadedBefore)),
		x.USContent != "" && (!g.StatesUS || g.USContent < PartOf(x.usContent)):
		return 0
	}
	if x.USContent != "" && len(x.Subject) == 0 {
		met = min(met, g.USContent)
	}
	return met
}

// holdsOn reports whether an exception can hold on a day, whatever is stated.
func (x *Exception) holdsOn(on trade.Date) bool {
	return x.During.Contains(on) && (x.EnteredBefore.IsZero() || on.Before(x.EnteredBefore))
}

// Content is the part of the value that is the basis of a measure; known is false where
// it is not stated.
func (g *Declared) Content(m *Measure, basis law.Basis) (content Portion, known bool) {
	switch basis {
	case law.FullValue:
		return Whole, true
	case law.NonUSContent:
		if !g.StatesUS {
			return Whole, true
		}
		content = g.USContent
		if m.UpTo != "" {
			content = min(content, PartOf(m.upTo))
		}
		return Whole - content, true
	}
	if g.StatesMetal {
		return g.Metal, true
	}
	for k := range Metals {
		if Metals[k].Basis == basis {
			return g.Metals[k], g.States[k]
		}
	}
	return 0, false
}
