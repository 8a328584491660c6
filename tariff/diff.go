package tariff

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

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

// DiffKind says what is different.
type DiffKind string

// The kinds of difference.
const (
	DiffBegan     DiffKind = "began"     // the measure charges on the second day and not on the first
	DiffEnded     DiffKind = "ended"     // it charges on the first day and not on the second
	DiffDuty      DiffKind = "duty"      // it charges another duty
	DiffProducts  DiffKind = "products"  // it reaches other products
	DiffException DiffKind = "exception" // something lifts it on one of the days only
	DiffBase      DiffKind = "base"      // the base rate of a line, or the line itself
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
// are compared like the others. Days outside the book are a *HorizonError.
func (e *Engine) Diff(q DiffQuery) ([]Difference, error) {
	for _, d := range []trade.Date{q.From, q.To} {
		if err := e.checkDate(d, "the "+e.book.Name+" book", e.book.KnownFrom, e.book.KnownUntil); err != nil {
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
	var out []Difference
	for i := range e.measures {
		out = append(out, e.diffMeasure(&e.measures[i], q)...)
	}
	slices.SortStableFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Heading, b.Heading))
	})
	return append(out, e.diffSchedule(q)...), nil
}

// diffMeasure compares one measure.
func (e *Engine) diffMeasure(m *measure, q DiffQuery) []Difference {
	duty := func(on trade.Date) (string, *term) {
		t := m.termOn(on)
		switch {
		case e.imposes(m, q, on):
			return t.Duty, t
		case e.prohibits(m, q, on):
			return string(law.Prohibited), t
		}
		return "", t
	}
	before, was := duty(q.From)
	after, is := duty(q.To)
	if before == "" && after == "" {
		return nil
	}
	d := Difference{Heading: m.Heading, Authority: m.Authority, Title: m.Title, Before: before, After: after, Source: m.Citation}
	if t := cmp.Or(is, was); t != nil {
		d.Source = cmp.Or(t.Source, m.Citation)
		d.On = lastWithin(q, t.Interval)
	}
	switch {
	case before == "":
		d.Kind = DiffBegan
		return []Difference{d}
	case after == "":
		d.Kind = DiffEnded
		return []Difference{d}
	case before != after:
		d.Kind = DiffDuty
		return []Difference{d}
	}
	var out []Difference
	d.Before, d.After = e.productsWithin(m.Products, q.Product, q.From).compare(e.productsWithin(m.Products, q.Product, q.To))
	if d.Before != d.After {
		d.Kind, d.On, d.Source = DiffProducts, trade.Date{}, m.Citation
		out = append(out, d)
	}
	for i := range m.exceptions {
		x := &m.exceptions[i]
		had, has := e.exceptionProducts(x, q, q.From), e.exceptionProducts(x, q, q.To)
		d := Difference{Heading: m.Heading, Authority: m.Authority, Title: m.Title, Kind: DiffException, On: lastWithin(q, trade.Interval{From: x.During.From, To: cmp.Or(x.EnteredBefore, x.During.To)}), Source: strings.TrimSuffix(x.Heading+", "+x.Note, ", ")}
		d.Before, d.After = had.compare(has)
		name := x.Heading + " (" + x.Title + ")"
		switch {
		case d.Before == d.After:
			continue
		case d.Before == "":
			d.After = name + ": " + d.After
		case d.After == "":
			d.Before = name + ": " + d.Before
		default:
			d.Before, d.After = name+": "+d.Before, name+": "+d.After
		}
		out = append(out, d)
	}
	return out
}

// exceptionProducts are the products that an exception reaches on a day.
func (e *Engine) exceptionProducts(x *exception, q DiffQuery, on trade.Date) codes {
	if q.Origin != "" && len(x.Origins.In)+len(x.Origins.Out) > 0 && !e.originsHold(x.Origins, q.Origin, on) {
		return codes{}
	}
	if !x.During.Contains(on) || (!x.EnteredBefore.IsZero() && !on.Before(x.EnteredBefore)) {
		return codes{}
	}
	if len(x.Subject) > 0 && !slices.ContainsFunc(x.subjects, func(j int) bool { return e.imposes(&e.measures[j], q, on) }) {
		return codes{}
	}
	if anyProduct(&x.Products) {
		return codes{all: true}
	}
	return e.productsWithin(x.Products, q.Product, on)
}

// imposes reports whether a measure charges, and prohibits whether it bars, anything
// that the query asks about on a day.
func (e *Engine) imposes(m *measure, q DiffQuery, on trade.Date) bool {
	return e.inState(law.Imposed, m, q, on)
}

func (e *Engine) prohibits(m *measure, q DiffQuery, on trade.Date) bool {
	return e.inState(law.Prohibited, m, q, on)
}

func (e *Engine) inState(s law.State, m *measure, q DiffQuery, on trade.Date) bool {
	t := m.termOn(on)
	return t != nil && t.State == s && (q.Origin == "" || e.originsHold(m.Origins, q.Origin, on)) && !e.productsWithin(m.Products, q.Product, on).isEmpty()
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

// codes are the prefixes by which a scope reaches products on a day.
type codes struct {
	all bool
	in  []trade.Product
}

func (c codes) isEmpty() bool { return !c.all && len(c.in) == 0 }

// compare says in words how two sets of codes differ; equal texts mean that they do
// not.
func (c codes) compare(o codes) (before, after string) {
	say := func(own, other codes) string {
		switch {
		case own.isEmpty():
			return ""
		case own.all:
			return "all products"
		}
		var only []string
		for _, p := range own.in {
			if _, in := slices.BinarySearch(other.in, p); !in {
				only = append(only, p.String())
			}
		}
		const most = 12
		if len(only) > most {
			only = append(only[:most], "…")
		}
		text := strconv.Itoa(len(own.in)) + " codes"
		if len(only) > 0 && !other.isEmpty() && !other.all {
			text += ", only here " + strings.Join(only, " ")
		}
		return text
	}
	if c.all == o.all && slices.Equal(c.in, o.in) {
		return "", ""
	}
	return say(c, o), say(o, c)
}

// productsWithin are the codes through which a scope reaches the products under a
// prefix on a day.
func (e *Engine) productsWithin(s law.Scope, prefix trade.Product, on trade.Date) codes {
	if s.All && len(s.Except) == 0 {
		return codes{all: true}
	}
	if len(prefix) >= 8 {
		return e.numbersIn(s, prefix, on)
	}
	var c codes
	touches := func(code trade.Product) bool { return code.Within(prefix) || prefix.Within(code) }
	for _, name := range s.Lists {
		for _, entry := range e.lists[name] {
			if !entry.Out && entry.During.Contains(on) && touches(entry.Code) {
				c.in = append(c.in, entry.Code)
			}
		}
	}
	for _, code := range s.Codes.In {
		if touches(code) {
			c.in = append(c.in, code)
		}
	}
	c.all = s.All
	slices.Sort(c.in)
	c.in = slices.Compact(c.in)
	return c
}

// diffSchedule lists the lines whose base rates differ.
func (e *Engine) diffSchedule(q DiffQuery) []Difference {
	s := e.book.Schedule
	on := func(d trade.Date) map[trade.Product]law.Line {
		out := map[trade.Product]law.Line{}
		for _, l := range s.Lines {
			if l.During.Contains(d) && (l.Code.Within(q.Product) || q.Product.Within(l.Code)) {
				out[l.Code] = l
			}
		}
		return out
	}
	text := func(l law.Line, code trade.Product, on trade.Date) string {
		if l.Code == "" {
			return ""
		}
		general, other := cmp.Or(e.generalOn(&l, code, on), "not stated"), "column 2 "+cmp.Or(l.Other, "not stated")
		switch {
		case q.Origin == "":
			return general + "; " + other
		case e.book.Column2 != "" && e.anyHolds([]string{e.book.Column2}, q.Origin, on):
			return other
		}
		return general
	}
	before, after := on(q.From), on(q.To)
	all := maps.Clone(before)
	maps.Copy(all, after)
	lines := maps.Clone(all)
	lineOf := func(code trade.Product) trade.Product {
		if _, own := lines[code]; own || len(code) < 8 {
			return code
		}
		return code[:8]
	}
	for _, code := range e.standInCodes(q.Product) { // numbers that differ from their line
		line := lineOf(code)
		l, in := all[line]
		was, is := text(before[line], code, q.From), text(after[line], code, q.To)
		if in && (was != text(before[line], line, q.From) || is != text(after[line], line, q.To)) {
			all[code] = l
		}
	}
	var out []Difference
	for _, code := range slices.Sorted(maps.Keys(all)) {
		was, is := text(before[lineOf(code)], code, q.From), text(after[lineOf(code)], code, q.To)
		if was == is {
			continue
		}
		d := Difference{Heading: code.String(), Authority: law.Column1, Title: "base rate of the schedule", Kind: DiffBase, Before: was, After: is, On: lastWithin(q, all[code].During)}
		if !d.On.IsZero() {
			edition, _ := s.RevisionOn(d.On)
			d.Source = edition.Name
		}
		out = append(out, d)
	}
	return out
}

// generalOn is the general rate of a line for a code below it on a day, or what stands in
// for it.
func (e *Engine) generalOn(l *law.Line, code trade.Product, on trade.Date) string {
	for _, r := range e.book.BaseRates {
		if r.During.Contains(on) && e.inScope(law.Scope{Codes: r.Products}, code, on) == listed {
			return r.Duty
		}
	}
	return l.General
}

// standInCodes are the numbers below lines, under a prefix, that rates in place of the
// general rate name.
func (e *Engine) standInCodes(prefix trade.Product) []trade.Product {
	var out []trade.Product
	if len(prefix) == 10 {
		out = append(out, prefix)
	}
	for _, r := range e.book.BaseRates {
		for _, c := range slices.Concat(r.Products.In, r.Products.Out) {
			if len(c) == 10 && c.Within(prefix) {
				out = append(out, c)
			}
		}
	}
	return out
}
