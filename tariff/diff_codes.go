package tariff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

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
		for _, entry := range e.plan.Lists[name] {
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
