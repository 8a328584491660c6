package plan

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Changes are the days from which another law may hold for the goods, in order. A day
// too many costs time and changes no answer; one too few would.
func (p *Plan) Changes(origin trade.Country, product trade.Product) []trade.Date {
	var days []trade.Date
	add := func(iv trade.Interval) {
		for _, d := range []trade.Date{iv.From, iv.To} {
			if !d.IsZero() {
				days = append(days, d)
			}
		}
	}
	known := func(last trade.Date) { add(trade.Interval{From: last.AddDays(1)}) }
	b := p.Book
	add(trade.Interval{From: b.KnownFrom})
	known(b.KnownUntil)
	known(b.Schedule.KnownUntil)
	p.scheduleChanges(product, add)
	for _, group := range p.groups {
		for _, m := range group.Members {
			if m.Country == origin {
				add(m.During)
			}
		}
	}
	for _, group := range p.known {
		for _, m := range group.Memberships() {
			if m.Country == origin {
				add(m.During)
			}
		}
	}
	for i := range p.Measures {
		m := &p.Measures[i]
		if !p.everHolds(m.Origins, origin) || !p.scopeChanges(m.Products, product, add) {
			continue
		}
		known(m.KnownUntil)
		for k := range m.Terms {
			add(m.Terms[k].Interval)
		}
		for k := range m.Exceptions {
			x := &m.Exceptions[k]
			if len(x.Origins.In)+len(x.Origins.Out) > 0 && !p.everHolds(x.Origins, origin) {
				continue
			}
			if AnyProduct(&x.Products) || p.scopeChanges(x.Products, product, add) {
				add(x.During)
				add(trade.Interval{From: x.EnteredBefore})
			}
		}
	}
	slices.SortFunc(days, trade.Date.Compare)
	return slices.Compact(days)
}

// scheduleChanges are the days on which the line of a product or the numbers below it
// change.
func (p *Plan) scheduleChanges(product trade.Product, add func(trade.Interval)) {
	s := p.Book.Schedule
	for _, r := range p.Book.BaseRates {
		add(r.During)
	}
	line := product[:min(len(product), 8)]
	for _, season := range s.SeasonsWithin(line, p.Book.KnownFrom, p.Book.KnownUntil) {
		add(season)
	}
	at, _ := slices.BinarySearchFunc(s.Lines, line, func(l law.Line, product trade.Product) int {
		return cmp.Compare(l.Code, product)
	})
	for ; at < len(s.Lines) && s.Lines[at].Code.Within(line); at++ {
		add(s.Lines[at].During)
	}
	for _, n := range s.NumbersBelow(line) {
		add(n.During)
	}
}

// everHolds reports whether the origins hold the country on any day.
func (p *Plan) everHolds(o law.Origins, c trade.Country) bool {
	return slices.ContainsFunc(o.In, func(name string) bool {
		if name == "*" || name == string(c) {
			return true
		}
		if g, ok := p.groups[name]; ok {
			return slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == c })
		}
		g, ok := p.known[name]
		return ok && g.EverContains(c)
	})
}

// scopeChanges adds the days on which a product joins or leaves a scope, and reports
// whether the scope can hold it at all.
func (p *Plan) scopeChanges(s law.Scope, product trade.Product, add func(trade.Interval)) bool {
	touches := s.All
	for _, prefix := range s.Codes.In {
		touches = touches || product.Within(prefix) || prefix.Within(product)
	}
	for _, name := range s.Lists {
		touches = listChanges(p.Lists[name], product, add) || touches
	}
	if !touches {
		return false
	}
	for _, name := range s.Except {
		listChanges(p.Lists[name], product, add)
	}
	return true
}

// listChanges adds the days of the entries of a sorted list that a product stands under,
// or that stand under it, and reports whether there are any.
func listChanges(entries []law.ListEntry, p trade.Product, add func(trade.Interval)) bool {
	touches := false
	find := func(q trade.Product) int {
		at, _ := slices.BinarySearchFunc(entries, q, func(e law.ListEntry, q trade.Product) int {
			return cmp.Compare(e.Code, q)
		})
		return at
	}
	for n := range len(p) {
		for i := find(p[:n]); i < len(entries) && entries[i].Code == p[:n]; i++ {
			touches = true
			add(entries[i].During)
		}
	}
	for i := find(p); i < len(entries) && entries[i].Code.Within(p); i++ {
		touches = true
		add(entries[i].During)
	}
	return touches
}
