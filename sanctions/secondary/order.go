package secondary

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/period"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Order is a law on secondary duties with the states that it went through, whether or
// not it was ever applied to a buyer.
type Order struct {
	Rule      *Tariff
	Authority law.Authority
	// Terms are the states, with the duty that the text names where it names one.
	Terms []law.Term
	// Tail is the number of years after its last purchase for which a buyer stays
	// described.
	Tail int
	// Open names what the text or the sources leave open.
	Open       []string
	KnownUntil trade.Date
}

// State is the term of a day; ok is false before the first. Past KnownUntil the answer
// is a *tariff.HorizonError.
func (o *Order) State(on trade.Date) (term law.Term, ok bool, err error) {
	return termOn(o.Terms, on, o.KnownUntil, o.Rule.Name)
}

func termOn(terms []law.Term, on, knownUntil trade.Date, what string) (term law.Term, ok bool, err error) {
	if !knownUntil.IsZero() && on.After(knownUntil) {
		return law.Term{}, false, &tariff.HorizonError{Asked: on, KnownUntil: knownUntil, What: what}
	}
	i := slices.IndexFunc(terms, func(t law.Term) bool { return t.Contains(on) })
	if i < 0 {
		return law.Term{}, false, nil
	}
	return terms[i], true, nil
}

// Described are the stretches of days on which the purchases of a buyer put it under the
// order, in order and apart: each from the first day of a purchase that counts, or that on
// which the order began, to the day Tail years after the last day of the last one. Of a
// purchase known by its month the last day of the month is taken. A country that the
// order charges together with a buyer is described with it. What the order does on those
// days, State says: a buyer may be described by an order that nobody applies. A purchase
// that Tariff.Describe would call open or refuse puts nobody under the order here.
func (o *Order) Described(buyer trade.Country, purchases []Purchase) []trade.Interval {
	if o.Rule == nil || len(o.Terms) == 0 {
		return nil
	}
	buyers := []trade.Country{buyer}
	for main, with := range o.Rule.Together {
		if slices.Contains(with, buyer) {
			buyers = append(buyers, main)
		}
	}
	began := o.Terms[0].From
	var all []trade.Interval
	for i := range purchases {
		canonical, err := purchases[i].canonical()
		p := &canonical
		if err != nil || !slices.Contains(buyers, p.Destination) || o.Rule.counts(p) != counted || p.Period.To.IsZero() ||
			!p.Period.To.After(began) {
			continue
		}
		during := p.Period
		if during.From.Before(began) {
			during.From = began
		}
		if o.Tail > 0 {
			year, month, day := p.Period.LastDay().Parts()
			during.To = trade.NewDate(year+o.Tail, month, day)
		}
		all = append(all, during)
	}
	slices.SortFunc(all, period.Compare)
	var out []trade.Interval
	for _, d := range all {
		n := len(out) - 1
		switch {
		case n < 0 || out[n].To.Before(d.From):
			out = append(out, d)
		case d.To.After(out[n].To):
			out[n].To = d.To
		}
	}
	return out
}

// Suppose returns the measure that would result if the order were applied to a buyer, and
// to those that it charges together with it, at a rate as a fraction of value: a
// supposition for a scenario, and marked as one.
func (o *Order) Suppose(buyer trade.Country, rate decimal.Decimal, during trade.Interval) (law.Measure, error) {
	m, err := supposed(o.Rule.Name, o.Rule.Citation, buyer, rate, during)
	m.Authority = o.Authority
	for _, c := range o.Rule.Together[buyer] {
		m.Origins.In = append(m.Origins.In, string(c))
	}
	return m, err
}

// supposed is a measure that nobody has taken.
func supposed(name, citation string, buyer trade.Country, rate decimal.Decimal, during trade.Interval) (law.Measure,
	error,
) {
	var all check.Problems
	if !buyer.Valid() {
		all.Add(&trade.CountryError{Text: string(buyer)})
	}
	if err := check.Number("rate", rate); err != nil {
		all.Add(err)
	} else if rate.IsNegative() {
		all.Add(&tariff.ValueError{
			Field: "rate", Text: rate.String(),
			Reason: "is negative; want a fraction of the value, 0.25 for 25 percent",
		})
	}
	if during.From.IsZero() || during.IsEmpty() {
		all.Add(&tariff.ValueError{Field: "during", Text: during.String(), Reason: "needs a first day, and at least one"})
	}
	if err := all.Err(); err != nil {
		return law.Measure{}, err
	}
	return law.Measure{
		Heading: "supposed " + name + " " + string(buyer), Authority: law.Authority(name), Program: "supposition",
		Title: "supposed duty under " + name, Citation: citation,
		Origins: law.Origins{In: []string{string(buyer)}}, Products: law.Scope{All: true},
		Terms: []law.Term{{
			Interval: during, State: law.Imposed,
			Duty: rate.Shift(2).String() + "%", Source: fmt.Sprintf("supposition; no such duty of %s is known", name),
		}},
	}, nil
}
