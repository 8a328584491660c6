package tariff

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The row of an entry is looked up by its origin, its product and the stretch of its day,
// and remembered. What it takes to find one for the first time is remembered by itself:
// the row of an origin in a stretch, before the product is known, and the lists that name
// a code, so that of the scopes of the row only those are asked that such a list is in.

// reached is what reaches a product of an origin in a stretch: the rules, and the lines
// that an assessment has for them and for the measures that are not in force, in the
// order of the book.
type reached struct {
	rules []rule
	// The line of the schedule and the base rate of goods without claims.
	line     *law.Line
	general  priced // of column 1, or what stands in for it
	base     priced
	baseAuth law.Authority // Column1 or Column2
	seasons  []law.Season  // of the line
	// suffix: a base rate in place of the general one needs digits that are not given.
	suffix bool

	of        *ofOrigin
	product   trade.Product
	stretch   int
	described sync.Once // describe sets what follows
	lines     []considered
	baseLine  AssessedLine
}

// considered is a line of an assessment before it is known what became of it.
type considered struct {
	line    *AssessedLine
	rule    int32 // of the row; -1: not in force
	measure *measure
}

// ofOrigin is the row of an origin in a stretch, and its measures that are not in force.
type ofOrigin struct {
	rules      []rule
	notInForce []int
}

type originKey struct {
	stretch int
	origin  trade.Country
}

type productKey struct {
	stretch int
	origin  trade.Country
	product trade.Product
}

// lookup remembers rows. It holds a limited number of them and starts anew when it is
// full.
type lookup struct {
	mu        sync.RWMutex
	products  map[productKey]*reached
	origins   map[originKey]*ofOrigin
	byHolders map[string]*ofOrigin // by stretch and the sets of origins that hold one
}

// mostRemembered is the number of products of origins in stretches that are remembered.
const mostRemembered = 1 << 16

// rowOf is what reaches a product of an origin on a day. The error is that of
// Schedule.Find.
func (e *Engine) rowOf(origin trade.Country, product trade.Product, on trade.Date) (*reached, error) {
	p := e.planned()
	key := productKey{p.stretchOf(on), origin, product}
	l := &p.lookup
	l.mu.RLock()
	found := l.products[key]
	l.mu.RUnlock()
	if found != nil {
		return found, nil
	}
	line, _, err := e.book.Schedule.Find(product, on)
	if err != nil {
		return nil, err
	}
	found = e.reach(e.ofOrigin(originKey{key.stretch, origin}), product, key.stretch)
	found.line, found.seasons = line, e.book.Schedule.SeasonsOf(line.Code)
	e.baseOf(found, origin, product, on)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.products) >= mostRemembered || l.products == nil {
		l.products = map[productKey]*reached{}
	}
	l.products[key] = found
	return found, nil
}

func (e *Engine) ofOrigin(key originKey) *ofOrigin {
	p := e.planned()
	l := &p.lookup
	l.mu.RLock()
	found := l.origins[key]
	l.mu.RUnlock()
	if found != nil {
		return found
	}
	holders := binary.LittleEndian.AppendUint32(make([]byte, 0, len(p.sets)+4), uint32(key.stretch))
	for _, set := range p.sets {
		holders = append(holders, flag(e.originsHold(set, key.origin, p.days[key.stretch])))
	}
	holds := func(set int) bool { return holders[4+set] == 1 }
	l.mu.RLock()
	found = l.byHolders[string(holders)]
	l.mu.RUnlock()
	if found == nil {
		said := p.laws[key.stretch]()
		found = &ofOrigin{rules: said.row(len(e.measures), holds)}
		for _, i := range said.notInForce {
			if holds(e.measures[i].set) {
				found.notInForce = append(found.notInForce, i)
			}
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.origins == nil {
		l.origins, l.byHolders = map[originKey]*ofOrigin{}, map[string]*ofOrigin{}
	}
	l.origins[key], l.byHolders[string(holders)] = found, found
	return found
}

// reach narrows the row of an origin to a product.
func (e *Engine) reach(of *ofOrigin, product trade.Product, stretch int) *reached {
	return &reached{rules: narrowed(of.rules, e.scopesOf(product, stretch)), of: of, product: product, stretch: stretch}
}

// scopesOf tells which scopes hold a product in a stretch, each looked up once.
func (e *Engine) scopesOf(product trade.Product, stretch int) func(scope int32) membership {
	p := &e.plan
	names := p.named(e, product)
	known := make([]uint8, len(p.scopes)) // 1 + what a scope says
	return func(scope int32) membership {
		if known[scope] == 0 {
			known[scope] = 1 + uint8(p.in(e, scope, names, product, p.days[stretch]))
		}
		return membership(known[scope] - 1)
	}
}

// describe makes the lines of what is reached, which only explanations read.
func (e *Engine) describe(r *reached) {
	r.described.Do(func() {
		lines, in := e.plan.laws[r.stretch]().lines(), e.scopesOf(r.product, r.stretch)
		r.lines = make([]considered, 0, len(r.rules)+len(r.of.notInForce))
		for i := range r.rules {
			m := r.rules[i].measure
			r.lines = append(r.lines, considered{&lines[m.place], int32(i), m})
		}
		for _, i := range r.of.notInForce {
			if m := &e.measures[i]; in(m.scope) != notListed {
				r.lines = append(r.lines, considered{&lines[i], -1, m})
			}
		}
		slices.SortFunc(r.lines, func(x, y considered) int { return cmp.Compare(x.measure.order, y.measure.order) })
		r.baseLine = AssessedLine{Authority: r.baseAuth, Heading: r.line.Code.String(), Title: "base rate of the schedule"}
		r.baseLine.state(r.base.duty)
	})
}

// in reports whether a scope holds a product that so many lists name.
func (p *plan) in(e *Engine, scope int32, names bitset, product trade.Product, on trade.Date) membership {
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

// line is what an assessment says of a measure whatever became of it.
func (m *measure) line(d duty.Duty) AssessedLine {
	l := AssessedLine{
		Authority: m.Authority, Program: m.Program, Heading: m.Heading, Title: m.Title, Citation: m.Citation,
		toppedUp: m.Stacking == law.TopsUp,
	}
	l.state(d)
	return l
}

// baseOf finds the base rate for goods without claims: column 2 for the countries that pay
// it, else the general rate or what stands in for it.
func (e *Engine) baseOf(r *reached, origin trade.Country, product trade.Product, on trade.Date) {
	text := r.line.General
	for _, b := range e.book.BaseRates {
		if !b.During.Contains(on) {
			continue
		}
		in := e.inScope(law.Scope{Codes: b.Products}, product, on)
		if in == dependsOnSuffix {
			r.suffix = true
			break
		}
		if in == listed {
			text = b.Duty
			break
		}
	}
	r.general = price(e.duties[text])
	r.base, r.baseAuth = r.general, law.Column1
	if e.book.Column2 != "" && e.anyHolds([]string{e.book.Column2}, origin, on) {
		r.base, r.baseAuth = price(e.duties[r.line.Other]), law.Column2
	}
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
func (p *plan) scopesByLists(e *Engine) {
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
func (p *plan) indexCodes(e *Engine) {
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
func (p *plan) named(e *Engine, product trade.Product) bitset {
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
