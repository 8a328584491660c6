package tariff

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// diffSchedule lists the lines whose base rates differ.
func (e *Engine) diffSchedule(q DiffQuery) []Difference {
	s := e.plan.Book.Schedule
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
		case e.plan.Book.Column2 != "" && e.plan.AnyHolds([]string{e.plan.Book.Column2}, q.Origin, on):
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
		d := Difference{
			Heading: code.String(), Authority: law.Column1, Title: "base rate of the schedule", Kind: diffBase,
			Before: was, After: is, On: lastWithin(q, all[code].During),
		}
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
	for _, r := range e.plan.Book.BaseRates {
		if r.During.Contains(on) && e.plan.InScope(law.Scope{Codes: r.Products}, code, on) == plan.Listed {
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
	for _, r := range e.plan.Book.BaseRates {
		for _, c := range slices.Concat(r.Products.In, r.Products.Out) {
			if len(c) == 10 && c.Within(prefix) {
				out = append(out, c)
			}
		}
	}
	return out
}
