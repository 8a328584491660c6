package plan

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// AppendHeld appends for each scope whether it holds a product in a stretch, as a byte.
func (p *Plan) AppendHeld(held []byte, scopes []int32, product trade.Product, stretch int) []byte {
	w := &p.worked
	names, on := w.namedBy(p, product), w.days[stretch]
	for _, scope := range scopes {
		held = append(held, byte(w.in(p, scope, names, product, on)))
	}
	return held
}

// in reports whether a scope holds a product that so many lists name.
func (p *worked) in(of *Plan, scope int32, names Bits, product trade.Product, on trade.Date) Membership {
	s := &p.reach[scope]
	switch {
	case !s.all && !s.lists.meets(names):
		return NotListed
	case s.all && !s.except.meets(names):
		return Listed
	}
	return of.InScope(p.scopes[scope], product, on)
}

// scopeReach says by which lists a scope reaches products. The codes that it names in place
// are one more list.
type scopeReach struct {
	all           bool // it holds all products
	lists, except Bits
}

// meets reports whether two sets have a member in common.
func (b Bits) meets(o Bits) bool {
	for i, w := range b {
		if w&o[i] != 0 {
			return true
		}
	}
	return false
}

// scopesByLists finds by which lists scopes reach products.
func (p *worked) scopesByLists(of *Plan) {
	at := map[string]int{}
	for i := range of.Book.Lists {
		at[of.Book.Lists[i].Name] = i
	}
	for _, s := range p.scopes {
		if len(s.Codes.In) > 0 {
			p.inPlace = append(p.inPlace, slices.Concat(s.Codes.In, s.Codes.Out))
		}
	}
	p.words = (len(of.Book.Lists) + len(p.inPlace) + 63) / 64
	set := func(names []string) Bits {
		out := make(Bits, p.words)
		for _, name := range names {
			out.add(at[name])
		}
		return out
	}
	inPlace := len(of.Book.Lists)
	for _, s := range p.scopes {
		reach := scopeReach{s.All, set(s.Lists), set(s.Except)}
		if len(s.Codes.In) > 0 {
			reach.lists.add(inPlace)
			inPlace++
		}
		p.reach = append(p.reach, reach)
	}
}

// fewProducts is the number of products that are looked up in each list, before it is
// worth while to index the codes of all lists.
const fewProducts = 32

// indexCodes finds which lists name a code.
func (p *worked) indexCodes(of *Plan) {
	type naming struct {
		code trade.Product
		list int
	}
	var all []naming
	for i := range of.Book.Lists {
		for _, entry := range of.Book.Lists[i].Entries {
			all = append(all, naming{entry.Code, i})
		}
	}
	for i, codes := range p.inPlace {
		for _, code := range codes {
			all = append(all, naming{code, len(of.Book.Lists) + i})
		}
	}
	slices.SortFunc(all, func(x, y naming) int { return cmp.Or(cmp.Compare(x.code, y.code), cmp.Compare(x.list, y.list)) })
	for _, n := range all {
		if len(p.codes) == 0 || p.codes[len(p.codes)-1].code != n.code {
			p.codes = append(p.codes, namedCode{n.code, make(Bits, p.words)})
		}
		p.codes[len(p.codes)-1].lists.add(n.list)
	}
}

// namedCode is a code that lists name.
type namedCode struct {
	code  trade.Product
	lists Bits
}

// mostNamed is the number of products whose lists are remembered.
const mostNamed = 1 << 15

// namedBy are the lists that name a product, remembered.
func (p *worked) namedBy(of *Plan, product trade.Product) Bits {
	p.mu.RLock()
	found := p.namedOf[product]
	p.mu.RUnlock()
	if found != nil {
		return found
	}
	found = p.named(of, product)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.namedOf == nil || len(p.namedOf) >= mostNamed {
		p.namedOf = map[trade.Product]Bits{}
	}
	p.namedOf[product] = found
	return found
}

// named are the lists that name a product, or digits that begin it, or a code below it.
func (p *worked) named(of *Plan, product trade.Product) Bits {
	out := make(Bits, p.words)
	if p.asked.Add(1) <= fewProducts {
		for i := range of.Book.Lists {
			if names(of.Lists[of.Book.Lists[i].Name], product) {
				out.add(i)
			}
		}
		for i, codes := range p.inPlace {
			if slices.ContainsFunc(codes, func(c trade.Product) bool { return product.Within(c) || c.Within(product) }) {
				out.add(len(of.Book.Lists) + i)
			}
		}
		return out
	}
	p.indexed.Do(func() { p.indexCodes(of) })
	find := func(code trade.Product) int {
		i, _ := slices.BinarySearchFunc(p.codes, code, func(n namedCode, c trade.Product) int {
			return cmp.Compare(n.code, c)
		})
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
		return slices.BinarySearchFunc(entries, code, func(e law.ListEntry, c trade.Product) int {
			return cmp.Compare(e.Code, c)
		})
	}
	for n := range len(product) {
		if _, found := find(product[:n]); found {
			return true
		}
	}
	i, _ := find(product)
	return i < len(entries) && entries[i].Code.Within(product)
}
