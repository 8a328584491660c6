package secondary

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Tariff is a rule that ties a duty on the goods of a buyer to what it
// buys from a target country.
type Tariff struct {
	Name, Citation string
	// Target is the country whose goods count.
	Target trade.Country
	// Goods are the products that count, such as crude oil and oil products.
	Goods trade.ProductSet
	// ByOrigin counts goods extracted or made in the target; ByRefining counts
	// goods refined there; ByExport counts goods exported from it, so that oil
	// of a neighbour shipped from a port of the target counts too.
	ByOrigin, ByRefining, ByExport bool
	// Indirect counts purchases through third countries where the origin can
	// reasonably be traced to the target.
	Indirect bool
	// Together maps a buyer to countries that are charged with it, such as Hong
	// Kong and Macau with China.
	Together map[trade.Country][]trade.Country
	// MinimumVolume, when positive, is the smallest total quantity that counts.
	MinimumVolume decimal.Decimal
}

// Purchase is one flow of goods towards a buyer, with what a rule on origin needs
// to know beyond the flow itself.
type Purchase struct {
	trade.Flow
	// RefinedIn and ExportedFrom are empty where not known.
	RefinedIn, ExportedFrom trade.Country
	// Via are the third countries through which the goods were bought. Traced is
	// the evidence that ties the goods to the flow's origin; without evidence an
	// indirect purchase does not count. TracedOn is the day from which there was that
	// evidence; zero is not stated.
	Via      []trade.Country
	Traced   string
	TracedOn trade.Date
}

// KnownBy returns the purchases with the evidence that there was on a day: what was found
// later, or is not dated, is gone.
func KnownBy(purchases []Purchase, on trade.Date) []Purchase {
	out := slices.Clone(purchases)
	for i := range out {
		if p := &out[i]; p.TracedOn.IsZero() || p.TracedOn.After(on) {
			p.Traced, p.TracedOn = "", trade.Date{}
		}
	}
	return out
}

// traces reports whether the goods of a purchase count as the target's.
func (r *Tariff) traces(p *Purchase) bool {
	return r.ByOrigin && p.Origin == r.Target ||
		r.ByRefining && p.RefinedIn == r.Target ||
		r.ByExport && p.ExportedFrom == r.Target
}

// untraced reports whether a purchase went through third countries and does not count
// for lack of evidence, or under a rule that does not count those.
func (r *Tariff) untraced(p *Purchase) bool {
	return len(p.Via) > 0 && (!r.Indirect || strings.TrimSpace(p.Traced) == "")
}

// Finding is what was decided about one buyer under a rule: the duty on its
// goods, and the states of the decision over time. It is fact, not inference.
type Finding struct {
	Rule  *Tariff
	Buyer trade.Country
	// Heading identifies the measure in a book.
	Heading   string
	Authority law.Authority
	Program   string
	Title     string
	Citation  string
	// Terms are the states with their duties; a buyer that was only threatened
	// has no imposed term.
	Terms []law.Term
	// Exceptions are what the act leaves out.
	Exceptions []law.Exception
	// LoadedBefore and EnteredBefore are the pair for goods in transit, if any,
	// declared under TransitHeading.
	LoadedBefore, EnteredBefore trade.Date
	TransitHeading              string
	KnownUntil                  trade.Date
}

// Measure returns the measure that the tariff engine takes. It charges what the
// finding says and nothing on days on which the finding is not imposed.
func (f *Finding) Measure() law.Measure {
	origins := []string{string(f.Buyer)}
	if f.Rule != nil {
		for _, c := range f.Rule.Together[f.Buyer] {
			origins = append(origins, string(c))
		}
	}
	m := law.Measure{
		Heading: f.Heading, Authority: f.Authority, Program: f.Program, Title: f.Title, Citation: f.Citation,
		Origins: law.Origins{In: origins}, Products: law.Scope{All: true},
		Terms: slices.Clone(f.Terms), KnownUntil: f.KnownUntil,
	}
	if !f.LoadedBefore.IsZero() {
		m.Exceptions = append(m.Exceptions, law.Exception{
			Heading: f.TransitHeading, Title: "goods in transit",
			LoadedBefore: f.LoadedBefore, EnteredBefore: f.EnteredBefore,
		})
	}
	m.Exceptions = append(m.Exceptions, f.Exceptions...)
	return m
}

// State is the term of a day; ok is false before the first. Past KnownUntil the answer is
// a *tariff.HorizonError.
func (f *Finding) State(on trade.Date) (term law.Term, ok bool, err error) {
	return termOn(f.Terms, on, f.KnownUntil, f.Title)
}

// Imposed reports whether the finding charges anything on a day. Past KnownUntil
// the answer is a *tariff.HorizonError.
func (f *Finding) Imposed(on trade.Date) (bool, error) {
	term, ok, err := f.State(on)
	return ok && term.State == law.Imposed, err
}
