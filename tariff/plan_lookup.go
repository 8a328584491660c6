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
	byHolders map[string]*ofOrigin   // by stretch and the sets of origins that hold one
	lines     map[int][]AssessedLine // by stretch and measure
}

// mostRemembered is the number of products of origins in stretches that are remembered.
const mostRemembered = 1 << 16

// rowOf is what reaches a product of an origin on a day. The error is that of
// Schedule.Find.
func (e *Engine) rowOf(origin trade.Country, product trade.Product, on trade.Date) (*reached, error) {
	key := productKey{e.plan.stretchOf(on), origin, product}
	l := &e.lookup
	l.mu.RLock()
	found := l.products[key]
	l.mu.RUnlock()
	if found != nil {
		return found, nil
	}
	line, _, err := e.plan.book.Schedule.Find(product, on)
	if err != nil {
		return nil, err
	}
	found = e.reach(e.ofOrigin(originKey{key.stretch, origin}), product, key.stretch)
	found.line, found.seasons = line, e.plan.book.Schedule.SeasonsOf(line.Code)
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
	l, sets, on := &e.lookup, e.plan.sets(), e.plan.days()[key.stretch]
	l.mu.RLock()
	found := l.origins[key]
	l.mu.RUnlock()
	if found != nil {
		return found
	}
	holders := binary.LittleEndian.AppendUint32(make([]byte, 0, len(sets)+4), uint32(key.stretch))
	for _, set := range sets {
		holders = append(holders, flag(e.plan.originsHold(set, key.origin, on)))
	}
	holds := func(set int) bool { return holders[4+set] == 1 }
	l.mu.RLock()
	found = l.byHolders[string(holders)]
	l.mu.RUnlock()
	if found == nil {
		said := e.plan.lawIn(key.stretch)
		found = &ofOrigin{rules: said.row(len(e.plan.measures), holds)}
		for _, i := range said.notInForce {
			if holds(e.plan.measures[i].set) {
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
	return &reached{rules: narrowed(of.rules, e.plan.scopesOf(product, stretch)), of: of, product: product, stretch: stretch}
}

// describe makes the lines of what is reached, which only explanations read.
func (e *Engine) describe(r *reached) {
	r.described.Do(func() {
		lines, in := e.linesOf(r.stretch), e.plan.scopesOf(r.product, r.stretch)
		r.lines = make([]considered, 0, len(r.rules)+len(r.of.notInForce))
		for i := range r.rules {
			m := r.rules[i].measure
			r.lines = append(r.lines, considered{&lines[m.place], int32(i), m})
		}
		for _, i := range r.of.notInForce {
			if m := &e.plan.measures[i]; in(m.scope) != notListed {
				r.lines = append(r.lines, considered{&lines[i], -1, m})
			}
		}
		slices.SortFunc(r.lines, func(x, y considered) int { return cmp.Compare(x.measure.order, y.measure.order) })
		r.baseLine = AssessedLine{Authority: r.baseAuth, Heading: r.line.Code.String(), Title: "base rate of the schedule"}
		r.baseLine.state(r.base.duty)
	})
}

// lineOf is what an assessment says of a measure whatever became of it.
func lineOf(m *measure, d duty.Duty) AssessedLine {
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
	for _, b := range e.plan.book.BaseRates {
		if !b.During.Contains(on) {
			continue
		}
		in := e.plan.inScope(law.Scope{Codes: b.Products}, product, on)
		if in == dependsOnSuffix {
			r.suffix = true
			break
		}
		if in == listed {
			text = b.Duty
			break
		}
	}
	r.general = price(e.plan.duties[text])
	r.base, r.baseAuth = r.general, law.Column1
	if e.plan.book.Column2 != "" && e.plan.anyHolds([]string{e.plan.book.Column2}, origin, on) {
		r.base, r.baseAuth = price(e.plan.duties[r.line.Other]), law.Column2
	}
}

// whyNot says why a measure is not in force on a day.
func whyNot(m *measure, on trade.Date, t *term) string {
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
	for i := range m.terms {
		t := &m.terms[i]
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
	found = e.linesOn(e.plan.days()[stretch])
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
	lines := make([]AssessedLine, len(e.plan.measures))
	for i := range e.plan.measures {
		m := &e.plan.measures[i]
		switch t := m.termOn(on); {
		case anyProduct(&m.Products):
		case t == nil || (t.State != law.Imposed && t.State != law.Prohibited):
			lines[i] = lineOf(m, duty.Duty{})
			lines[i].Status, lines[i].Reason = NotInForce, whyNot(m, on, t)
		default:
			lines[i] = lineOf(m, t.duty)
		}
	}
	return lines
}
