package tariff

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// scopesOf tells which scopes hold a product in a stretch, each looked up once.
func (e *plan) scopesOf(product trade.Product, stretch int) func(scope int32) membership {
	p := &e.worked
	names := p.named(e, product)
	known := make([]uint8, len(p.scopes)) // 1 + what a scope says
	return func(scope int32) membership {
		if known[scope] == 0 {
			known[scope] = 1 + uint8(p.in(e, scope, names, product, p.days[stretch]))
		}
		return membership(known[scope] - 1)
	}
}

// in reports whether a scope holds a product that so many lists name.
func (p *worked) in(e *plan, scope int32, names bitset, product trade.Product, on trade.Date) membership {
	s := &p.reach[scope]
	if !s.codes {
		switch {
		case !s.all && !s.lists.meets(names):
			return notListed
		case s.all && !s.except.meets(names):
			return listed
		}
	}
	return e.inScope(p.scopes[scope], product, on)
}

// scopeReach says by which lists a scope reaches products.
type scopeReach struct {
	all, codes    bool // it holds all products, or names codes in place
	lists, except bitset
}

// meets reports whether two sets have a member in common.
func (b bitset) meets(o bitset) bool {
	for i, w := range b {
		if w&o[i] != 0 {
			return true
		}
	}
	return false
}

// scopesByLists finds by which lists scopes reach products.
func (p *worked) scopesByLists(e *plan) {
	at := map[string]int{}
	for i := range e.book.Lists {
		at[e.book.Lists[i].Name] = i
	}
	words := (len(e.book.Lists) + 63) / 64
	set := func(names []string) bitset {
		out := make(bitset, words)
		for _, name := range names {
			out[at[name]>>6] |= 1 << (uint(at[name]) & 63)
		}
		return out
	}
	for _, s := range p.scopes {
		p.reach = append(p.reach, scopeReach{s.All, len(s.Codes.In)+len(s.Codes.Out) > 0, set(s.Lists), set(s.Except)})
	}
	p.lists = words
}

// fewProducts is the number of products that are looked up in each list, before it is
// worth while to index the codes of all lists.
const fewProducts = 32

// indexCodes finds which lists name a code.
func (p *worked) indexCodes(e *plan) {
	type naming struct {
		code trade.Product
		list int
	}
	var all []naming
	for i := range e.book.Lists {
		for _, entry := range e.book.Lists[i].Entries {
			all = append(all, naming{entry.Code, i})
		}
	}
	slices.SortFunc(all, func(x, y naming) int { return cmp.Or(cmp.Compare(x.code, y.code), cmp.Compare(x.list, y.list)) })
	for _, n := range all {
		if len(p.codes) == 0 || p.codes[len(p.codes)-1].code != n.code {
			p.codes = append(p.codes, namedCode{n.code, make(bitset, p.lists)})
		}
		p.codes[len(p.codes)-1].lists[n.list>>6] |= 1 << (uint(n.list) & 63)
	}
}

// namedCode is a code that lists name.
type namedCode struct {
	code  trade.Product
	lists bitset
}

// named are the lists that name a product, or digits that begin it, or a code below it.
func (p *worked) named(e *plan, product trade.Product) bitset {
	out := make(bitset, p.lists)
	if p.asked.Add(1) <= fewProducts {
		for i := range e.book.Lists {
			if names(e.lists[e.book.Lists[i].Name], product) {
				out[i>>6] |= 1 << (uint(i) & 63)
			}
		}
		return out
	}
	p.indexed.Do(func() { p.indexCodes(e) })
	find := func(code trade.Product) int {
		i, _ := slices.BinarySearchFunc(p.codes, code, func(n namedCode, c trade.Product) int { return cmp.Compare(n.code, c) })
		return i
	}
	add := func(n *namedCode) {
		for i, w := range n.lists {
			out[i] |= w
		}
	}
	for n := range len(product) {
		if i := find(product[:n]); i < len(p.codes) && p.codes[i].code == product[:n] {
			add(&p.codes[i])
		}
	}
	for i := find(product); i < len(p.codes) && p.codes[i].code.Within(product); i++ {
		add(&p.codes[i])
	}
	return out
}

// names reports whether sorted entries name a product, or digits that begin it, or a code
// below it.
func names(entries []law.ListEntry, product trade.Product) bool {
	find := func(code trade.Product) (int, bool) {
		return slices.BinarySearchFunc(entries, code, func(e law.ListEntry, c trade.Product) int { return cmp.Compare(e.Code, c) })
	}
	for n := range len(product) {
		if _, found := find(product[:n]); found {
			return true
		}
	}
	i, _ := find(product)
	return i < len(entries) && entries[i].Code.Within(product)
}
