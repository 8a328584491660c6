package tariff

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// originsHold reports whether the origins hold the country on the day.
func (e *plan) originsHold(o law.Origins, c trade.Country, on trade.Date) bool {
	return e.anyHolds(o.In, c, on) && !e.anyHolds(o.Out, c, on)
}

func (e *plan) anyHolds(names []string, c trade.Country, on trade.Date) bool {
	for _, name := range names {
		if name == "*" || name == string(c) {
			return true
		}
		if g, ok := e.groups[name]; ok {
			if slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == c && m.During.Contains(on) }) {
				return true
			}
			continue
		}
		if g, ok := e.known[name]; ok && g.Contains(c, on) {
			return true
		}
	}
	return false
}

// anyProduct reports whether a scope of an exception is not stated, so that it holds for all.
func anyProduct(s *law.Scope) bool {
	return !s.All && len(s.Lists) == 0 && len(s.Codes.In) == 0 && len(s.Codes.Out) == 0 && len(s.Except) == 0
}

// named reports whether a scope names a product on a day. A code of fewer digits than the
// scope names depends on the rest of them.
func (e *plan) named(s law.Scope, p trade.Product, on trade.Date) membership {
	result := listed
	if !s.All {
		result = codesHold(s.Codes, p)
	}
	for _, name := range s.Lists {
		if result == listed {
			break
		}
		if m := contains(e.lists[name], p, on); m != notListed {
			result = m
		}
	}
	if result == notListed {
		return notListed
	}
	for _, name := range s.Except {
		switch contains(e.lists[name], p, on) {
		case listed:
			return notListed
		case dependsOnSuffix:
			result = dependsOnSuffix
		}
	}
	return result
}

// inScope reports whether a product is in a scope on a day. An 8-digit line is in a scope
// when every number below it is.
func (e *plan) inScope(s law.Scope, p trade.Product, on trade.Date) membership {
	m := e.named(s, p, on)
	if m != dependsOnSuffix || len(p) != 8 {
		return m
	}
	in, out := 0, 0
	for _, n := range e.book.Schedule.NumbersOn(p, on) {
		if e.named(s, n, on) == listed {
			in++
		} else {
			out++
		}
	}
	switch {
	case out == 0:
		return listed
	case in == 0:
		return notListed
	}
	return dependsOnSuffix
}

// codesHold is membership in codes given in place.
func codesHold(s trade.ProductSet, p trade.Product) membership {
	in := s.Contains(p)
	if len(p) < 10 {
		for _, codes := range [][]trade.Product{s.In, s.Out} {
			for _, c := range codes {
				if len(c) > len(p) && c.Within(p) && s.Contains(c) != in {
					return dependsOnSuffix
				}
			}
		}
	}
	if in {
		return listed
	}
	return notListed
}

// eachCode calls f with the codes that the scopes and base rates of the book give in place.
func (e *plan) eachCode(f func(trade.Product)) {
	all := func(s trade.ProductSet) {
		for _, c := range s.In {
			f(c)
		}
		for _, c := range s.Out {
			f(c)
		}
	}
	for i := range e.measures {
		all(e.measures[i].Products.Codes)
		for k := range e.measures[i].exceptions {
			all(e.measures[i].exceptions[k].Products.Codes)
		}
	}
	for i := range e.book.BaseRates {
		all(e.book.BaseRates[i].Products)
	}
}

// scopeKey tells scopes apart.
func scopeKey(s *law.Scope) string {
	var b []byte
	for _, part := range [][]string{s.Lists, s.Except} {
		for _, name := range part {
			b = append(append(b, name...), ',')
		}
		b = append(b, '|')
	}
	for _, part := range [][]trade.Product{s.Codes.In, s.Codes.Out} {
		for _, c := range part {
			b = append(append(b, c...), ',')
		}
		b = append(b, '|')
	}
	if s.All {
		b = append(b, '*')
	}
	return string(b)
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
