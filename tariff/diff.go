package tariff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// DiffQuery asks what is another law on one day than on another: for goods of an origin,
// for a product, for both, or for everything. The zero Origin means every country, the
// empty Product every product; a prefix such as 72 is allowed.
type DiffQuery struct {
	From    trade.Date    `json:"from,omitzero"`
	To      trade.Date    `json:"to,omitzero"`
	Origin  trade.Country `json:"origin"`
	Product trade.Product `json:"product"`
}

// DiffKind says what is different: "began" and "ended" of a measure that charges on one of
// the days only, "duty" of one that charges another duty, "products" of one that reaches
// other products, "exception" of something that lifts or displaces it on one of the days
// only, and "base" of the base rate of a line, the line itself, or what stands in its place.
type DiffKind string

const (
	diffBegan     DiffKind = "began"
	diffEnded     DiffKind = "ended"
	diffDuty      DiffKind = "duty"
	diffProducts  DiffKind = "products"
	diffException DiffKind = "exception"
	diffBase      DiffKind = "base"
)

// Difference is one thing that is different between two days.
type Difference struct {
	// Heading is the measure, or the line of the schedule for DiffBase.
	Heading   string        `json:"heading"`
	Authority law.Authority `json:"authority"`
	Title     string        `json:"title"`
	Kind      DiffKind      `json:"kind"`
	// Before and After are duties, states, or in words what holds on each day; empty
	// means nothing.
	Before string `json:"before"`
	After  string `json:"after"`
	// On is the last day on which it changed, where the book has it.
	On trade.Date `json:"on,omitzero"`
	// Source is what the change rests on.
	Source string `json:"source"`
}

// Diff compares the law of two days as it is now known: what began, what ended, which
// rates, lists and exceptions changed, with headings and sources, in the order of the
// authorities and headings; base rates come last. Measures that the entry must claim
// are compared like the others. For a line or a number of one origin it also says of goods
// without claims that another duty of a group became the largest, that something stands in
// place of the base rate, or that an exception lifts nothing because what it is subject to
// is lifted itself; not where that depends on a quantity. Days outside the book are a
// *HorizonError.
func (e *Engine) Diff(q DiffQuery) ([]Difference, error) {
	for _, d := range []trade.Date{q.From, q.To} {
		if err := e.checkDate(d, "the "+e.plan.Book.Name+" book", e.plan.Book.KnownFrom, e.plan.Book.KnownUntil); err != nil {
			return nil, err
		}
	}
	var err error
	if q.Origin != "" {
		if q.Origin, err = trade.ParseCountry(string(q.Origin)); err != nil {
			return nil, err
		}
	}
	if q.Product != "" {
		if q.Product, err = trade.ParseProduct(string(q.Product)); err != nil {
			return nil, err
		}
	}
	d := diff{e, q, e.diffOn(q, q.From), e.diffOn(q, q.To)}
	var out []Difference
	for i := range e.plan.Measures {
		out = append(out, d.measure(&e.plan.Measures[i])...)
	}
	slices.SortStableFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Heading, b.Heading))
	})
	return append(append(out, e.diffSchedule(q)...), d.base()...), nil
}

// diff compares what the plan has for goods on two days.
type diff struct {
	engine        *Engine
	query         DiffQuery
	before, after *diffDay
}

// measure compares one measure.
func (d *diff) measure(m *plan.Measure) []Difference {
	before, after := d.before.duty(m), d.after.duty(m)
	if before == "" && after == "" {
		return nil
	}
	difference := func(kind DiffKind, before, after string) Difference {
		return Difference{
			Heading: m.Heading, Authority: m.Authority, Title: m.Title, Kind: kind,
			Before: before, After: after, Source: m.Citation,
		}
	}
	first := difference(diffDuty, before, after)
	if t := cmp.Or(m.TermOn(d.query.To), m.TermOn(d.query.From)); t != nil {
		first.Source = cmp.Or(t.Source, m.Citation)
		first.On = lastWithin(d.query, t.Interval)
	}
	var out []Difference
	with := func(kind DiffKind, before, after, source string, on trade.Date) {
		if before != after {
			next := difference(kind, before, after)
			next.On, next.Source = on, source
			out = append(out, next)
		}
	}
	switch {
	case before == "":
		first.Kind = diffBegan
		out = append(out, first)
		with(diffException, "", onlyRanked(d.after.reasons(m)), m.Citation, trade.Date{})
		return out
	case after == "":
		first.Kind = diffEnded
		out = append(out, first)
		with(diffException, onlyRanked(d.before.reasons(m)), "", m.Citation, trade.Date{})
		return out
	case before != after:
		out = append(out, first)
	}
	before, after = d.before.codes(m.Scope).compare(d.after.codes(m.Scope))
	with(diffProducts, before, after, m.Citation, trade.Date{})
	said := map[string]bool{} // of the exceptions, by how they are called
	for k := range m.Lifts {
		x := &m.Lifts[k]
		before, after := d.before.lifted(m, x).compare(d.after.lifted(m, x))
		if before == after {
			continue
		}
		name := shortName(x.Exception)
		said[name] = true
		for _, text := range []*string{&before, &after} {
			if *text != "" {
				*text = name + ": " + *text
			}
		}
		on := lastWithin(d.query, trade.Interval{From: x.During.From, To: cmp.Or(x.EnteredBefore, x.During.To)})
		with(diffException, before, after, strings.TrimSuffix(x.Heading+", "+x.Note, ", "), on)
	}
	before, after = compareReasons(d.before.reasons(m), d.after.reasons(m), said)
	with(diffException, before, after, m.Citation, trade.Date{})
	return out
}

// shortName is how an exception is called in a difference.
func shortName(x *plan.Exception) string { return x.Heading + " (" + x.Title + ")" }

// base compares what stands in place of the base rate.
func (d *diff) base() []Difference {
	was, is := d.before, d.after
	if was.decided == nil || is.decided == nil {
		return nil
	}
	old, now := was.replacements(), is.replacements()
	before, after := compareReasons(old, now, nil)
	if before == after {
		return nil
	}
	return []Difference{{
		Heading: is.reached.line.Code.String(), Authority: law.Column1, Title: "base rate of the schedule", Kind: diffBase,
		Before: before, After: after, Source: append(now, old...)[0].by,
	}}
}

// lastWithin is the first day of a stretch when it lies between the days of the
// query, or else its end when that does.
func lastWithin(q DiffQuery, iv trade.Interval) trade.Date {
	for _, d := range []trade.Date{iv.From, iv.To} {
		if d.After(q.From) && !d.After(q.To) {
			return d
		}
	}
	return trade.Date{}
}
