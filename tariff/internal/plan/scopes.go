package plan

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// OriginsHold reports whether the origins hold the country on the day.
func (p *Plan) OriginsHold(o law.Origins, c trade.Country, on trade.Date) bool {
	return p.AnyHolds(o.In, c, on) && !p.AnyHolds(o.Out, c, on)
}

func (p *Plan) AnyHolds(names []string, c trade.Country, on trade.Date) bool {
	for _, name := range names {
		if name == "*" || name == string(c) {
			return true
		}
		if g, ok := p.groups[name]; ok {
			if slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == c && m.During.Contains(on) }) {
				return true
			}
			continue
		}
		if g, ok := p.known[name]; ok && g.Contains(c, on) {
			return true
		}
	}
	return false
}

// AnyProduct reports whether a scope of an exception is not stated, so that it holds for all.
func AnyProduct(s *law.Scope) bool {
	return !s.All && len(s.Lists) == 0 && len(s.Codes.In) == 0 && len(s.Codes.Out) == 0 && len(s.Except) == 0
}

// Named reports whether a scope names a product on a day. A code of fewer digits than the
// scope names depends on the rest of them.
func (p *Plan) Named(s law.Scope, product trade.Product, on trade.Date) Membership {
	result := Listed
	if !s.All {
		result = codesHold(s.Codes, product)
	}
	for _, name := range s.Lists {
		if result == Listed {
			break
		}
		if m := contains(p.Lists[name], product, on); m != NotListed {
			result = m
		}
	}
	if result == NotListed {
		return NotListed
	}
	for _, name := range s.Except {
		switch contains(p.Lists[name], product, on) {
		case Listed:
			return NotListed
		case DependsOnSuffix:
			result = DependsOnSuffix
		}
	}
	return result
}

// InScope reports whether a product is in a scope on a day. An 8-digit line is in a scope
// when every number below it is.
func (p *Plan) InScope(s law.Scope, product trade.Product, on trade.Date) Membership {
	m := p.Named(s, product, on)
	if m != DependsOnSuffix || len(product) != 8 {
		return m
	}
	in, out := 0, 0
	for _, n := range p.Book.Schedule.NumbersOn(product, on) {
		if p.Named(s, n, on) == Listed {
			in++
		} else {
			out++
		}
	}
	switch {
	case out == 0:
		return Listed
	case in == 0:
		return NotListed
	}
	return DependsOnSuffix
}

// codesHold is membership in codes given in place.
func codesHold(s trade.ProductSet, p trade.Product) Membership {
	in := s.Contains(p)
	if len(p) < 10 {
		for _, codes := range [][]trade.Product{s.In, s.Out} {
			for _, c := range codes {
				if len(c) > len(p) && c.Within(p) && s.Contains(c) != in {
					return DependsOnSuffix
				}
			}
		}
	}
	if in {
		return Listed
	}
	return NotListed
}

// EachCode calls f with the codes that the scopes and base rates of the book give in place.
func (p *Plan) EachCode(f func(trade.Product)) {
	all := func(s trade.ProductSet) {
		for _, c := range s.In {
			f(c)
		}
		for _, c := range s.Out {
			f(c)
		}
	}
	for i := range p.Measures {
		all(p.Measures[i].Products.Codes)
		for k := range p.Measures[i].Taken {
			all(p.Measures[i].Taken[k].Products.Codes)
		}
	}
	for i := range p.Book.BaseRates {
		all(p.Book.BaseRates[i].Products)
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

func Flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func CompareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
