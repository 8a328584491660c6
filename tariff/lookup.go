package tariff

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The row of an entry is looked up by its origin, its product and the stretch of its day,
// and remembered. What it takes to find one for the first time is remembered by itself:
// the row of an origin in a stretch, before the product is known; what it makes of goods,
// which all products share that its scopes do not tell apart; and the lists that name a
// code, so that of the scopes of the row only those are asked that such a list is in.
// What an entry reads is small and shared, because most of the time of an explanation is
// spent on memory that no cache holds.

// reached is what reaches a product of an origin in a stretch.
type reached struct {
	*sameGoods
	// The line of the schedule and the base rate of goods without claims.
	line     *law.Line
	heading  string       // of the line
	general  *plan.Priced // of column 1, or what stands in for it
	base     *plan.Priced
	baseAuth law.Authority // Column1 or Column2
	seasons  []law.Season  // of the line
	// suffix: a base rate in place of the general one needs digits that are not given.
	suffix bool
}

// sameGoods are the products of an origin in a stretch that the same rules reach: the rules,
// and the lines and notes that an assessment has for them and for the measures that are
// not in force, in the order of the book.
type sameGoods struct {
	rules []plan.Rule

	of        *ofOrigin
	held      string    // by place among the scopes of the row: whether it holds the product
	described sync.Once // describe sets what follows
	lines     []considered
	licences  []string
}

// considered is a line of an assessment before it is known what became of it.
type considered struct {
	line       *AssessedLine
	rule       int32 // of the row; -1: not in force
	knownUntil trade.Date
	remark     string
	measure    *plan.Measure
}

// ofOrigin is what holds for an origin in a stretch, before the product is known.
type ofOrigin struct {
	stretch int
	law     *plan.StretchLaw
	sets    string  // for each set of origins whether it holds the origin, 1 or 0
	scopes  []int32 // that its rules and its measures not in force ask for, each once
	placeOf []int32 // by scope: its place among them
}

func (of *ofOrigin) holds(set int) bool { return of.sets[set] == 1 }

type originKey struct {
	stretch int
	origin  trade.Country
}

// productKey is a product of an origin in a stretch, without pointers.
type productKey struct {
	product uint64 // four bits for each digit, 1 + the digit
	origin  [4]byte
	stretch int32
}

func keyOf(stretch int, origin trade.Country, product trade.Product) productKey {
	k := productKey{stretch: int32(stretch)}
	copy(k.origin[:], origin)
	for i := range len(product) {
		k.product = k.product<<4 | uint64(product[i]-'0'+1)
	}
	return k
}

type goodsKey struct {
	of   *ofOrigin
	held string
}

// lookup remembers rows. It holds a limited number of them and starts anew when it is
// full.
type lookup struct {
	mu        sync.RWMutex
	products  map[productKey]*reached
	goods     map[goodsKey]*sameGoods
	prices    map[string]*plan.Priced // of base duties, by text
	origins   map[originKey]*ofOrigin
	byHolders map[string]*ofOrigin   // by stretch and the sets of origins that hold one
	lines     map[int][]AssessedLine // by stretch and measure
}

// mostRemembered is the number of products of origins in stretches that are remembered.
const mostRemembered = 1 << 16

// rowOf is what reaches a product of an origin on a day, each in the spelling of package
// trade. The error is that of Schedule.Find.
func (e *Engine) rowOf(origin trade.Country, product trade.Product, on trade.Date) (*reached, error) {
	stretch := e.plan.StretchOf(on)
	key := keyOf(stretch, origin, product)
	l := &e.lookup
	l.mu.RLock()
	found := l.products[key]
	l.mu.RUnlock()
	if found != nil {
		return found, nil
	}
	line, _, err := e.plan.Book.Schedule.Find(product, on)
	if err != nil {
		return nil, err
	}
	found = &reached{
		sameGoods: e.goodsOf(e.ofOrigin(originKey{stretch, origin}), product, stretch),
		line:      line, heading: line.Code.String(), seasons: e.plan.Book.Schedule.SeasonsOf(line.Code),
	}
	e.baseOf(found, origin, product, on)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.products) >= mostRemembered || l.products == nil {
		l.products, l.goods = map[productKey]*reached{}, map[goodsKey]*sameGoods{}
	}
	l.products[key] = found
	return found, nil
}

func (e *Engine) ofOrigin(key originKey) *ofOrigin {
	l := &e.lookup
	l.mu.RLock()
	found := l.origins[key]
	l.mu.RUnlock()
	if found != nil {
		return found
	}
	said, sets := e.plan.LawIn(key.stretch), e.plan.Sets()
	holders := make([]byte, len(sets), len(sets)+4)
	for _, set := range said.Sets {
		holders[set] = plan.Flag(e.plan.OriginsHold(sets[set], key.origin, said.On))
	}
	holders = binary.LittleEndian.AppendUint32(holders, uint32(key.stretch))
	l.mu.RLock()
	found = l.byHolders[string(holders)]
	l.mu.RUnlock()
	if found == nil {
		found = &ofOrigin{stretch: key.stretch, law: said, sets: string(holders)}
		found.ask(e)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.origins == nil {
		l.origins, l.byHolders = map[originKey]*ofOrigin{}, map[string]*ofOrigin{}
	}
	l.origins[key], l.byHolders[found.sets] = found, found
	return found
}

// ask finds the scopes that tell products apart.
func (of *ofOrigin) ask(e *Engine) {
	of.placeOf = make([]int32, len(e.plan.Scopes()))
	add := func(scope int32) {
		if scope >= 0 && of.placeOf[scope] == 0 {
			of.scopes = append(of.scopes, scope)
			of.placeOf[scope] = int32(len(of.scopes))
		}
	}
	for i := range of.law.Rules {
		r := &of.law.Rules[i]
		if !of.holds(r.Set) {
			continue
		}
		add(r.Scope)
		for _, x := range r.Lifts {
			if x.Set < 0 || of.holds(x.Set) {
				add(x.Scope)
			}
		}
	}
	for _, i := range of.law.NotInForce {
		if m := &e.plan.Measures[i]; of.holds(m.Set) {
			add(m.Scope)
		}
	}
	for i := range of.placeOf {
		of.placeOf[i]--
	}
}

// goodsOf narrows the row of an origin to a product.
func (e *Engine) goodsOf(of *ofOrigin, product trade.Product, stretch int) *sameGoods {
	var space [512]byte
	held := e.plan.AppendHeld(space[:0], of.scopes, product, stretch)
	l := &e.lookup
	l.mu.RLock()
	found := l.goods[goodsKey{of, string(held)}]
	l.mu.RUnlock()
	if found != nil {
		return found
	}
	found = &sameGoods{of: of, held: string(held)}
	found.rules = of.law.Narrowed(len(e.plan.Measures), of.holds, found.in)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.goods == nil {
		l.goods = map[goodsKey]*sameGoods{}
	}
	l.goods[goodsKey{of, found.held}] = found
	return found
}

// in says whether a scope of the row holds the goods.
func (g *sameGoods) in(scope int32) plan.Membership {
	return plan.Membership(g.held[g.of.placeOf[scope]])
}

// describe makes the lines and notes of goods, which only explanations read.
func (e *Engine) describe(g *sameGoods) {
	g.described.Do(func() {
		said := g.of.law
		lines := e.linesOf(g.of.stretch)
		g.lines = make([]considered, 0, len(g.rules)+2)
		for i := range g.rules {
			m := g.rules[i].Measure
			g.lines = append(g.lines, considered{&lines[m.Place], int32(i), m.KnownUntil, m.Remark, m})
		}
		for _, i := range said.NotInForce {
			m := &e.plan.Measures[i]
			if !g.of.holds(m.Set) || g.in(m.Scope) == plan.NotListed {
				continue
			}
			g.lines = append(g.lines, considered{&lines[i], -1, m.KnownUntil, m.Remark, m})
			if t := m.TermOn(said.On); t != nil && t.State == law.NeedsLicence {
				g.licences = append(g.licences, licenceNote(m.Measure))
			}
		}
		slices.SortFunc(g.lines, func(x, y considered) int { return cmp.Compare(x.measure.Order, y.measure.Order) })
	})
}

// lineOf is what an assessment says of a measure whatever became of it.
func lineOf(m *plan.Measure) AssessedLine {
	return AssessedLine{
		Authority: m.Authority, Program: m.Program, Heading: m.Heading, Title: m.Title, Citation: m.Citation,
		toppedUp: m.Stacking == law.TopsUp,
	}
}

// baseOf finds the base rate for goods without claims: column 2 for the countries that pay
// it, else the general rate or what stands in for it.
func (e *Engine) baseOf(r *reached, origin trade.Country, product trade.Product, on trade.Date) {
	text := r.line.General
	for _, b := range e.plan.Book.BaseRates {
		if !b.During.Contains(on) {
			continue
		}
		in := e.plan.InScope(law.Scope{Codes: b.Products}, product, on)
		if in == plan.DependsOnSuffix {
			r.suffix = true
			break
		}
		if in == plan.Listed {
			text = b.Duty
			break
		}
	}
	r.general = e.priceOf(text)
	r.base, r.baseAuth = r.general, law.Column1
	if e.plan.Book.Column2 != "" && e.plan.AnyHolds([]string{e.plan.Book.Column2}, origin, on) {
		r.base, r.baseAuth = e.priceOf(r.line.Other), law.Column2
	}
}

// priceOf is a base duty of the book.
func (e *Engine) priceOf(text string) *plan.Priced {
	l := &e.lookup
	l.mu.RLock()
	found := l.prices[text]
	l.mu.RUnlock()
	if found != nil {
		return found
	}
	p := plan.Price(e.plan.Duties[text]).Named()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.prices == nil {
		l.prices = map[string]*plan.Priced{}
	}
	l.prices[text] = &p
	return &p
}

// whyNot says why a measure is not in force on a day.
func whyNot(m *plan.Measure, on trade.Date, t *plan.Term) string {
	if t != nil {
		s := string(t.State) + " since " + t.From.String()
		if t.From.IsZero() {
			s = string(t.State)
		}
		if t.Source != "" {
			s += " (" + t.Source + ")"
		}
		return s
	}
	var next, last trade.Date
	for i := range m.Stages {
		t := &m.Stages[i]
		if t.State != law.Imposed {
			continue
		}
		if t.From.After(on) && (next.IsZero() || t.From.Before(next)) {
			next = t.From
		}
		if !t.To.IsZero() && !t.To.After(on) && t.To.After(last) {
			last = t.To
		}
	}
	switch {
	case !next.IsZero() && !last.IsZero():
		return "not in force between " + last.AddDays(-1).String() + " and " + next.String()
	case !next.IsZero():
		return "starts on " + next.String()
	case !last.IsZero():
		return "its last day was " + last.AddDays(-1).String()
	}
	return "was never imposed"
}

// linesOf are the lines of an assessment in a stretch, by measure: what it says of each,
// whatever becomes of it, and of one that is not in force all.
func (e *Engine) linesOf(stretch int) []AssessedLine {
	l := &e.lookup
	l.mu.RLock()
	found := l.lines[stretch]
	l.mu.RUnlock()
	if found != nil {
		return found
	}
	found = e.linesOn(e.plan.Days()[stretch])
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines == nil {
		l.lines = map[int][]AssessedLine{}
	}
	l.lines[stretch] = found
	return found
}

// linesOn are the lines of an assessment on a day, by measure. Only explanations read them.
func (e *Engine) linesOn(on trade.Date) []AssessedLine {
	lines := make([]AssessedLine, len(e.plan.Measures))
	for i := range e.plan.Measures {
		m := &e.plan.Measures[i]
		switch t := m.TermOn(on); {
		case plan.AnyProduct(&m.Products):
		case t == nil || (t.State != law.Imposed && t.State != law.Prohibited):
			lines[i] = lineOf(m)
			lines[i].Status, lines[i].Reason = NotInForce, whyNot(m, on, t)
		default:
			lines[i] = lineOf(m)
			lines[i].take(&t.Priced)
		}
	}
	return lines
}
