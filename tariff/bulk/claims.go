package bulk

import (
	"encoding/binary"
	"math"
	"slices"
	"sync"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// What claims state of any goods is a statement. What the rules make of a class of goods
// of which so much is stated is decided once, as charges on parts of the value, and
// remembered by whoever decided it: see claimWork. No reason is made: what is wrong with a
// row is asked of Why.

const (
	// mostStatements is the number of different statements that a batch tells apart, and
	// mostDecided that of decisions that a goroutine remembers; then they start anew.
	mostStatements = 1 << 14
	mostDecided    = 1 << 17
)

// statement is what claims state of any goods.
type statement struct {
	id      uint32
	stated  plan.Declared
	refused []bool // by engine: no entry may claim so
	byEntry bool   // claims that the engine takes entry by entry
}

// statements are those that a batch knows, and the work on claims that no goroutine is at.
type statements struct {
	mu    sync.Mutex
	known map[string]*statement
	last  uint32
	free  []*claimWork
}

// statement finds what claims state.
func (b *Batch) statement(c *tariff.Claims) *statement {
	var space [256]byte
	key, ok := claimsText(c, space[:0])
	s := &b.statements
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.known[string(key)]; ok && found != nil {
		return found
	}
	if s.known == nil || len(s.known) >= mostStatements {
		s.known = map[string]*statement{}
	}
	s.last++
	e := &tariff.Entry{Claims: *c}
	e.Claims.Headings = slices.Clone(c.Headings) // the columns may be others at the next call
	found := &statement{
		id:      s.last,
		byEntry: c.ChargedValue != nil || c.Article != "", refused: make([]bool, len(b.engines)),
	}
	wrong := e.Check() != nil
	if !wrong {
		found.stated = e.Claims.Declared("")
	}
	for k, engine := range b.engines {
		found.refused[k] = wrong || slices.ContainsFunc(c.Headings, func(h string) bool { return !engine.Plan().Headings[h] })
	}
	if ok {
		s.known[string(key)] = found
	}
	return found
}

// claimsText tells claims apart; ok is false for those that no entry may make, and for those that
// are taken entry by entry.
func claimsText(c *tariff.Claims, key []byte) (text []byte, ok bool) {
	key = append(key, plan.Flag(c.USMCA))
	for k, share := range c.Shares() {
		if share == nil {
			continue
		}
		if !law.IsShare(*share) {
			return nil, false
		}
		key = binary.LittleEndian.AppendUint64(append(key, byte(k+1)), uint64(plan.PartOf(*share)))
	}
	key = append(key, 0)
	put := func(text string) { key = append(binary.LittleEndian.AppendUint32(key, uint32(len(text))), text...) }
	if !c.Loaded.IsZero() {
		put(c.Loaded.String())
	} else {
		put("")
	}
	put(c.Program)
	for _, h := range c.Headings {
		put(h)
	}
	return key, c.ChargedValue == nil && c.Article == ""
}

// claimWork is what one goroutine at a time decides for rows with claims.
type claimWork struct {
	cells    cells
	levies   map[claimKey]*partLevy
	specials map[specialKey]special
}

// claimKey is on what a decision for goods with claims depends.
type claimKey struct {
	open      uint32 // engine, segment and kind of origins
	statement uint32
	class     uint32
	special   uint32 // 1 + the rate of a special program that is claimed
}

type specialKey struct {
	engine, segment, origin, statement uint32
	line                               int32
}

// special is the duty of a special program: of the fast lane a rate, refused where the
// program is not open, or slow.
type special struct {
	lane lane
	rate uint32
}

// partLevy is what goods owe on parts of their value.
type partLevy struct {
	lane    lane // fast, slow or refused
	charges []partCharge
	base    *levy // a base duty in the lanes of quantities, on the whole value
	// needsFact: the base duty, which nothing can replace, has no amount without a quantity
	// or the parts of the goods.
	needsFact bool
}

// partCharge is a rate of the whole value, in units of 10^-15: a rate of a part.
type partCharge struct {
	rate uint64
	auth uint8
	base bool
}

const (
	// partUnit is 1 in the units of a partCharge.
	partUnit = plan.Million * 1_000_000_000
)

// claimWork takes the work of a goroutine that has ended, or new work.
func (s *statements) take() *claimWork {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.free); n > 0 {
		w := s.free[n-1]
		s.free = s.free[:n-1]
		return w
	}
	w := &claimWork{levies: map[claimKey]*partLevy{}, specials: map[specialKey]special{}}
	w.cells.d.Only = make([]int32, 0, 64) // set, if none reaches the goods
	return w
}

func (s *statements) give(w *claimWork) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, w)
}

// rowGoods are the goods of a row with claims, as a batch knows them.
type rowGoods struct {
	product trade.Product
	at      int32 // of the product in the batch
	class   uint32
	segment int
	origin  uint32 // of the batch
}

// levy is what goods of which so much is stated owe.
func (w *claimWork) levy(b *Batch, engine int, g *rowGoods, s *statement) *partLevy {
	open := uint32((engine*len(b.days)+g.segment)*b.kinds) + uint32(b.kindOf[g.segment][g.origin])
	key := claimKey{open, s.id, g.class, 0}
	claimed := s.stated.USMCA || s.stated.Program != ""
	if claimed {
		switch of := w.special(b, engine, g, s); of.lane {
		case fast:
			key.special = 1 + of.rate
		case refused:
			return &partLevy{lane: refused}
		default:
			return &partLevy{lane: slow}
		}
	}
	found := w.levies[key]
	if found == nil {
		if len(w.levies) >= mostDecided {
			clear(w.levies)
		}
		found = w.decide(b, engine, g, s, key.special)
		w.levies[key] = found
	}
	return found
}

// owed is what goods owe of which so much is stated: of a line below which lists name numbers
// what all its numbers owe. Where they do not owe the same the engine is asked.
func (w *claimWork) owed(b *Batch, engine int, g *rowGoods, s *statement) *partLevy {
	if b.split[g.class] != alone {
		return w.levy(b, engine, g, s)
	}
	grid, undecided := b.grids[engine], &partLevy{lane: slow}
	from, to := grid.Within(g.product)
	var all *partLevy
	for at := from; at < to; at++ {
		number, class := grid.Products[at], b.class[at]
		if grid.LineOf[g.segment][at] < 0 || len(number) <= len(g.product) {
			continue
		}
		if b.split[class] != shared {
			return undecided
		}
		found := w.levy(b, engine, &rowGoods{number, int32(at), class, g.segment, g.origin}, s)
		if found.lane == slow || all != nil && !found.owesAs(all) {
			return undecided
		}
		all = found
	}
	if all == nil {
		return undecided
	}
	return all
}

// owesAs reports whether two levies are the same duties.
func (l *partLevy) owesAs(o *partLevy) bool {
	sameBase := l.base == o.base || l.base != nil && o.base != nil && *l.base == *o.base
	return l == o || sameBase && l.lane == o.lane && l.needsFact == o.needsFact && slices.Equal(l.charges, o.charges)
}

// special finds the duty of the program that is claimed.
func (w *claimWork) special(b *Batch, engine int, g *rowGoods, s *statement) special {
	line := b.grids[engine].LineOf[g.segment][g.at]
	if line < 0 {
		return special{lane: refused}
	}
	key := specialKey{uint32(engine), uint32(g.segment), g.origin, s.id, line}
	found, known := w.specials[key]
	if known {
		return found
	}
	e := b.engines[engine]
	offered := e.Plan().Special
	if s.stated.USMCA {
		offered = e.Plan().UnderUSMCA
	}
	general := b.generalDuty(engine, g.segment, g.class)
	d, err := offered(&e.Plan().Book.Schedule.Lines[line], s.stated.Program, b.origins[g.origin], b.days[g.segment],
		general.duty)
	found.lane = slow
	if err != nil {
		found.lane = refused
	} else if p := plan.Price(d); p.Fits {
		found = special{fast, p.Millionths}
	}
	if len(w.specials) >= mostDecided {
		clear(w.specials)
	}
	w.specials[key] = found
	return found
}

// decide applies the rules to goods; special is 1 + the rate of a program, or 0.
func (w *claimWork) decide(b *Batch, engine int, g *rowGoods, s *statement, special uint32) *partLevy {
	rs := b.open(engine, g.segment, g.origin)
	general := b.generalDuty(engine, g.segment, g.class)
	if general == noLine || !rs.covered {
		return &partLevy{lane: refused}
	}
	k, auth := &w.cells, law.Column1
	k.base, k.general = general, nil
	switch {
	case special > 0:
		k.base, k.general, auth = &base{levy: levy{rates: [slots]uint32{special - 1}}}, general, law.Special
	case rs.column2:
		k.base, auth = b.column2(engine, g.segment, g.class), law.Column2
	}
	k.rules, k.held, k.scopes, k.d.Sets = rs.rules, b.scopes[int(g.class)*b.words:], rs.scopes, rs.sets
	k.d.Only = rs.reaching(k.d.Only[:0], k.held)
	byFacts := k.base.parts || k.base.levy.needsQuantity
	found := &partLevy{lane: slow, needsFact: byFacts && !slices.ContainsFunc(k.d.Only, func(i int32) bool {
		return i >= 0 && rs.rules[i].Stacking == law.Replaces
	})}
	if k.base.levy.lane == slow {
		return found
	}
	stated := s.stated
	stated.Product = g.product
	stated.AllMetal()
	k.d.Decide(rs.rules, k, &stated, rs.last)
	switch k.d.Stop {
	case plan.GoesOn:
		if out := k.inParts(b, auth); out.lane != slow {
			return out
		}
	case plan.Prohibits, plan.Ambiguous:
		return &partLevy{lane: refused}
	}
	return found
}

// inParts states what was decided as rates of the value.
func (c *cells) inParts(b *Batch, auth law.Authority) *partLevy {
	out := &partLevy{charges: make([]partCharge, 0, 4)}
	add := func(on plan.Portion, rate uint32, auth law.Authority, isBase bool) {
		if on%plan.Billionth != 0 {
			out.lane = slow
		}
		out.charges = append(out.charges, partCharge{uint64(rate) * uint64(on/plan.Billionth), b.authAt[auth], isBase})
	}
	switch base := &c.base.levy; {
	case c.d.Base == 0:
	case base.lane == fast:
		add(c.d.Base, base.rates[0], auth, true)
	case c.d.Base == plan.Whole:
		out.base = &levy{
			lane: base.lane, rates: base.rates, needsQuantity: base.needsQuantity,
			unit: base.unit, each: base.each, third: base.third, base: base.base,
		}
		out.base.auth[0] = b.authAt[auth]
	default:
		return &partLevy{lane: slow}
	}
	for _, i := range c.d.Only {
		if i < 0 {
			continue
		}
		r, v := &c.rules[i], &c.d.Verdicts[i]
		switch v.State {
		case plan.Lacks, plan.Waits:
			return &partLevy{lane: refused}
		case plan.Charges:
			rate, known := c.alone(int(i))
			if !known {
				return &partLevy{lane: slow}
			}
			add(v.Charged, rate, r.Authority, r.Stacking == law.Replaces)
		}
	}
	return out
}

// openRules are the rules of an engine for an origin in a segment with all that may be
// claimed.
type openRules struct {
	last    trade.Date // of the segment
	covered bool
	column2 bool
	rules   []plan.Rule // of all origins
	sets    string      // as in a decision
	scopes  []uint32
	// The rules that reach the origin, and those that close a cluster, as in a decision;
	// and the column of each, or always.
	places  []int32
	columns []uint32
}

// always is the column of a rule that is looked at whatever the product.
const always = math.MaxUint32

// open finds the rules of an origin in a segment with all that may be claimed.
func (b *Batch) open(engine, seg int, origin uint32) *openRules {
	slot := &b.opened[engine][seg*b.kinds+int(b.kindOf[seg][origin])]
	if found := slot.Load(); found != nil {
		return found
	}
	sets, holds := b.held(engine, seg, origin)
	e := b.engines[engine]
	found := &openRules{
		last: b.lastDay(seg), column2: sets.underColumn2(holds), covered: sets.covered(holds),
		rules:  e.Plan().LawIn(e.Plan().StretchOf(b.days[seg])).Everyone(),
		sets:   b.memberships[seg][b.kindOf[seg][origin]][sets.from:],
		scopes: b.columns[engine][seg*len(b.grids[engine].Scopes):],
	}
	for i := range found.rules {
		switch r := &found.rules[i]; {
		case !holds(r.Measure.Set) && r.Closes:
			found.places, found.columns = append(found.places, ^int32(i)), append(found.columns, always)
		case !holds(r.Measure.Set):
		case r.Scope < 0:
			found.places, found.columns = append(found.places, int32(i)), append(found.columns, always)
		default:
			found.places, found.columns = append(found.places, int32(i)), append(found.columns, found.scopes[r.Scope])
		}
	}
	slot.Store(found)
	return found
}

// reaching appends the rules that can reach a class, which stands in the columns held.
func (o *openRules) reaching(only []int32, held []uint64) []int32 {
	for k, column := range o.columns {
		switch i := o.places[k]; {
		case column == always || held[column/64]>>(column%64)&1 == 1:
			only = append(only, i)
		case o.rules[i].Closes:
			only = append(only, ^i)
		}
	}
	return only
}
