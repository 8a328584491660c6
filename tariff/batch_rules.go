package tariff

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// The rules of a row are the measures of an engine with everything decided that does
// not hang on the product, for an entry without claims. A test compares what they
// come to with Assess.

// rules are one engine's, for the origins of a row.
type rules struct {
	on       trade.Date
	covered  bool
	column2  bool
	measures []rule
}

type rule struct {
	*measure
	scope      int
	column     uint32 // of the scope
	rate       uint32 // in millionths
	rated      bool   // the duty is a rate that fits
	basis      Basis  // of the term in force
	byUnit     bool   // the duty is on a quantity, without which there is no answer
	last       bool   // of its group
	prohibited bool
	unknown    bool // the sources do not reach the end of the segment
	exceptions []ruleException
}

type ruleException struct {
	scope    int // -1: every product
	column   uint32
	subject  bool  // it looks at other rules
	subjects []int // places in rules.measures
}

// row finds the row of an origin in a segment, and makes it when it is the first.
func (b *Batch) row(seg int, origin uint32) uint32 {
	slot := &b.rowOf[seg*b.kinds+int(b.kindOf[seg][origin])]
	if id := slot.Load(); id != 0 {
		return id - 1
	}
	var all []rules
	var key []byte
	var sameAs []int
	first := map[string]int{}
	for i := range b.engines {
		r, k := b.rules(i, seg, origin)
		all, key = append(all, r), append(append(key, k...), 0xFF)
		if _, known := first[string(k)]; !known {
			first[string(k)] = i
		}
		sameAs = append(sameAs, first[string(k)])
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	id, known := b.rowAt[string(key)]
	if !known {
		old := b.shelf.Load()
		id = uint32(len(old.rows))
		b.rowAt[string(key)] = id
		cells := make([]uint32, len(b.members)>>b.pair+1)
		next := *old
		next.rows = append(old.rows, &row{segment: seg, rules: all, sameAs: sameAs, cells: cells})
		next.cells = append(old.cells, cells)
		b.shelf.Store(&next)
	}
	slot.Store(id + 1)
	return id
}

// mayCharge are the measures of an engine that are imposed on the day of an entry for its
// origin, whatever it claims, and the last of each group. It is nil where the batch does
// not know the day or the origin.
func (b *Batch) mayCharge(engine int, entry Entry) []int {
	country, err := trade.ParseCountry(string(entry.Origin))
	origin, known := b.originAt[country]
	seg := b.segmentOn(entry.Date)
	if err != nil || !known || seg < 0 {
		return nil
	}
	kind := b.kindOf[seg][origin]
	slot := &b.charging[engine][seg*b.kinds+int(kind)]
	if found := slot.Load(); found != nil {
		return *found
	}
	sets, standing := b.sets[engine].measures, b.standing[seg][kind]
	found := []int{}
	measures := b.engines[engine].measures
	for i := range measures {
		t := measures[i].termOn(b.days[seg])
		imposed := t != nil && (t.State == Imposed || t.State == Prohibited)
		if measures[i].lastOfGroup || imposed && sets[i] >= 0 && standing[sets[i]] == 1 {
			found = append(found, i)
		}
	}
	slot.Store(&found)
	return found
}

// law is what an engine imposes in a segment, before anything of an origin is known.
type law struct {
	key      []byte // of the base duties
	measures []lawful
}

// lawful is a measure in force, and what it adds to the key of a row.
type lawful struct {
	rule
	at         int // its place among the measures of the engine
	origins    int // its set of origins
	key        []byte
	exceptions []excepted
}

type excepted struct {
	ruleException
	of      *exception
	origins int
	key     []byte
}

// law compiles the measures of an engine for a segment.
func (b *Batch) law(engine, seg int) *law {
	e, g, sets, on := b.engines[engine], b.grids[engine], &b.sets[engine], b.days[seg]
	columns := b.columns[engine][seg*len(g.scopes):]
	scope := func(key []byte, k int) []byte { return binary.LittleEndian.AppendUint32(key, columns[k]) }
	out := &law{}
	for _, base := range e.book.BaseRates {
		if base.During.Contains(on) && len(base.Products.In) > 0 {
			out.key = append(append(scope(out.key, g.scope(Scope{Codes: base.Products})), base.Duty...), 0)
		}
	}
	for i := range e.measures {
		m := &e.measures[i]
		t := m.termOn(on)
		if m.OnClaim || m.Products.isZero() || sets.measures[i] < 0 || t == nil || (t.State != Imposed && t.State != Prohibited) {
			continue
		}
		c := lawful{at: i, origins: sets.measures[i], rule: rule{measure: m, scope: g.scope(m.Products), prohibited: t.State == Prohibited, basis: t.basis}}
		c.column = columns[c.scope]
		if rate, ok := t.duty.AdValorem(); ok {
			c.rate, c.rated = millionths(rate)
		} else {
			c.byUnit = slices.ContainsFunc(t.duty.Needs(), func(n Need) bool { return n.Kind == NeedQuantity })
		}
		c.unknown = !m.KnownUntil.IsZero() && b.lastDay(seg).After(m.KnownUntil)
		c.key = append(c.key, '*', flag(c.unknown), flag(c.prohibited), flag(c.rated), flag(c.byUnit), flag(m.Ask != ""), b.authAt[m.Authority])
		c.key = binary.LittleEndian.AppendUint32(c.key, c.rate)
		for _, text := range []string{string(c.basis), string(m.Stacking), m.Group} {
			c.key = append(append(c.key, text...), 0)
		}
		c.key = scope(c.key, c.scope)
		for k := range m.exceptions {
			x := &m.exceptions[k]
			if !x.mayHold(on) {
				continue
			}
			rx := excepted{of: x, origins: sets.exceptions[i][k], ruleException: ruleException{scope: -1, subject: len(x.Subject) > 0}}
			rx.key = append(rx.key, 'x', flag(rx.subject))
			if !x.Products.isZero() {
				rx.scope = g.scope(x.Products)
				rx.column = columns[rx.scope]
				rx.key = scope(rx.key, rx.scope)
			}
			c.exceptions = append(c.exceptions, rx)
		}
		out.measures = append(out.measures, c)
	}
	return out
}

// rules picks the measures of an engine for an origin in a segment. The key tells rows
// apart: rows with one key owe the same on every product.
func (b *Batch) rules(engine, seg int, origin uint32) (rules, []byte) {
	sets, standing := &b.sets[engine], b.standing[seg][b.kindOf[seg][origin]]
	holds := func(set int) bool { return set < 0 || standing[set] == 1 }
	law := b.laws[engine][seg]()
	r := rules{on: b.days[seg], covered: holds(sets.covers) && holds(sets.chosen), column2: sets.column2 >= 0 && holds(sets.column2), measures: make([]rule, 0, 32)}
	key := binary.LittleEndian.AppendUint16(make([]byte, 0, 4096), b.epochs[seg])
	key = append(key, flag(r.covered), flag(r.column2))
	key = append(key, law.key...)
	places := make([]int16, len(b.engines[engine].measures)) // 1 + place in the rules
	for i := range law.measures {
		m := &law.measures[i]
		if !holds(m.origins) {
			continue
		}
		c := m.rule
		key = append(key, m.key...)
		for k := range m.exceptions {
			x := &m.exceptions[k]
			if !holds(x.origins) {
				continue
			}
			rx := x.ruleException
			key = append(key, x.key...)
			for _, j := range x.of.subjects {
				if p := places[j]; p > 0 {
					rx.subjects = append(rx.subjects, int(p-1))
					key = binary.LittleEndian.AppendUint16(key, uint16(p-1))
				}
			}
			c.exceptions = append(c.exceptions, rx)
		}
		r.measures = append(r.measures, c)
		places[m.at] = int16(len(r.measures))
	}
	for i := range r.measures {
		m := &r.measures[i]
		m.last = m.group >= 0 && !slices.ContainsFunc(r.measures[i+1:], func(o rule) bool { return o.group == m.group })
	}
	return r, key
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// mayHold reports whether an exception can hold for an entry without claims.
func (x *exception) mayHold(on trade.Date) bool {
	return x.During.Contains(on) && x.LoadedBefore.IsZero() && !x.Claimed && !x.USMCA && x.USContent == "" && len(x.Programs) == 0
}

// fill decides what a class owes in a row under every engine.
func (b *Batch) fill(r *row, class uint32) uint32 {
	found := make([]owed, 0, 8)
	for k := range b.engines {
		if r.sameAs[k] < k && !b.apart[b.grids[k].products[b.members[class]]] {
			found = append(found, found[r.sameAs[k]])
			continue
		}
		found = append(found, b.decide(k, r, class))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	id := 1 + b.bundle(found)
	if id > b.mask {
		id = 1 // more outcomes than half a word tells apart: the slow way, which is right too
	}
	// Whoever fills a cell finds the same, so that no bit is ever set that another clears.
	atomic.OrUint32(&r.cells[class>>b.pair], id<<(class&b.pair<<4))
	return id
}

// decide applies the rules to a class. Whatever is not plain goes the slow way; what no
// entry without claims can answer is refused: a fact that is missing, a ban.
func (b *Batch) decide(engine int, r *row, class uint32) owed {
	aside := owed{lane: slow}
	g, rs, product := b.grids[engine], &r.rules[engine], b.members[class]
	p := g.products[product]
	at := g.lineOf[r.segment][product]
	if at < 0 || !rs.covered {
		return owed{lane: refused}
	}
	if b.apart[p] {
		return b.byNumber(engine, r, p)
	}
	base := b.baseDuty(engine, r, at, product)
	plain := base.owed.lane == fast
	if base.parts {
		if slices.ContainsFunc(rs.measures, func(m rule) bool { return m.Stacking == Replaces }) {
			return aside
		}
		return owed{lane: refused} // columns have no parts of goods
	}
	if base.owed.lane == slow {
		return aside
	}
	look := looker{rules: rs, held: b.scopes[int(class)*b.width:]}
	var appliedHere [64]bool
	var ratesHere [64]uint32
	applied, rates := appliedHere[:], ratesHere[:]
	if n := len(rs.measures); n > len(applied) {
		applied, rates = make([]bool, n), make([]uint32, n)
	}
	for i := range rs.measures {
		m := &rs.measures[i]
		charges := look.charges(i, applied)
		switch {
		case charges && m.unknown:
			return aside
		case charges:
			if m.prohibited || m.Ask != "" || !m.onAll(p) {
				return owed{lane: refused}
			}
			if !m.rated {
				aside.wants = m.byUnit
				return aside
			}
			applied[i], rates[i] = true, m.rate
			if m.Stacking == TopsUp && plain {
				rates[i] = m.rate - min(m.rate, base.owed.rates[0])
			}
		}
		if m.last && !rs.keepLargest(m.group, plain, applied, rates) {
			return aside
		}
	}
	return b.gather(base.owed, rs, plain, applied, rates)
}

// looker asks what scopes hold a class, and what applies to it.
type looker struct {
	rules *rules
	held  []byte
}

func (l *looker) in(column uint32) bool { return l.held[column/8]>>(column%8)&1 != 0 }

// charges reports whether rule i reaches the product and no exception lifts it. A rule
// whose sources end is not lifted: the day decides.
func (l *looker) charges(i int, applied []bool) bool {
	m := &l.rules.measures[i]
	if !l.in(m.column) {
		return false
	}
	if m.unknown {
		return true
	}
	for k := range m.exceptions {
		x := &m.exceptions[k]
		if x.scope >= 0 && !l.in(x.column) {
			continue
		}
		if !x.subject || slices.ContainsFunc(x.subjects, func(j int) bool { return applied[j] }) {
			return false
		}
	}
	return true
}

// onAll reports whether the measure charges the whole value of a product that says
// nothing of its content.
func (r *rule) onAll(p trade.Product) bool {
	return r.basis == FullValue || r.basis == NonUSContent || allMetal(p, r.basis)
}

// keepLargest leaves the largest duty of a group. It reports false when that hangs on
// the quantity: what tops up to a total is then not known as a rate.
func (rs *rules) keepLargest(group int, plain bool, applied []bool, rates []uint32) bool {
	best, tops, n := -1, false, 0
	for i := range rs.measures {
		if rs.measures[i].group != group || !applied[i] {
			continue
		}
		n++
		tops = tops || rs.measures[i].Stacking == TopsUp
		if best < 0 || rates[i] > rates[best] {
			best = i
		}
	}
	if n > 1 && tops && !plain {
		return false
	}
	for i := range rs.measures {
		if i != best && rs.measures[i].group == group {
			applied[i] = false
		}
	}
	return true
}

// gather puts the rates of the rules that apply into the slots of an outcome.
func (b *Batch) gather(o owed, rs *rules, plain bool, applied []bool, rates []uint32) owed {
	o.auth[0] = b.authAt[Column1]
	if rs.column2 {
		o.auth[0] = b.authAt[Column2]
	}
	next, replaced := 1, false
	for i := range rs.measures {
		if !applied[i] {
			continue
		}
		m := &rs.measures[i]
		if m.Stacking == Replaces {
			if replaced || !plain {
				return owed{lane: slow}
			}
			replaced = true
			o.rates[0], o.auth[0] = rates[i], b.authAt[m.Authority]
			continue
		}
		if rates[i] == 0 {
			continue
		}
		if next == slots {
			return owed{lane: slow}
		}
		o.rates[next], o.auth[next], o.tops[next] = rates[i], b.authAt[m.Authority], m.Stacking == TopsUp && !plain
		next++
	}
	return o
}

// baseDuty is the duty of the schedule, or what stands in for it, in a row.
func (b *Batch) baseDuty(engine int, r *row, line, product int32) *base {
	e, g, rs := b.engines[engine], b.grids[engine], &r.rules[engine]
	if rs.column2 {
		return b.bases[line][1]
	}
	for _, rate := range e.book.BaseRates {
		if rate.During.Contains(rs.on) && rate.Products.Contains(g.products[product]) {
			return compileBase(rate.Duty, e.duties[rate.Duty])
		}
	}
	return b.bases[line][0]
}

// base is a base duty as the lanes take it: the outcome of an entry that owes no more.
type base struct {
	owed  owed
	parts bool // it charges parts of goods, or stands in words
}

func compileBase(text string, d Duty) *base {
	if rate, ok := d.AdValorem(); ok {
		parts, fits := millionths(rate)
		if !fits {
			return &base{owed: owed{lane: slow}}
		}
		return &base{owed: owed{rates: [slots]uint32{parts}}}
	}
	needs := d.Needs()
	if slices.ContainsFunc(needs, func(n Need) bool { return n.Kind != NeedQuantity }) {
		return &base{parts: true, owed: owed{lane: slow}}
	}
	o := owed{lane: byQuantity, base: text, wants: len(needs) > 0}
	if len(d.terms) != 1 {
		// a sum, or the steps of a duty by the value of a unit
	} else if t := d.terms[0]; t.Kind == AdValorem && t.Third && t.On == "" && !t.Minus && d.limit == "" {
		if parts, fits := millionths(t.Rate); fits {
			o.lane, o.rates[0], o.third = perUnit, parts, true
		}
		return &base{owed: o}
	}
	if rate, each, unit, ok := d.linear(); ok {
		if parts, fits := millionths(rate); fits {
			o.lane, o.rates[0], o.each, o.unit = perUnit, parts, each, unit
		}
	}
	return &base{owed: o}
}

// linear states a duty as a rate of the value and an amount for each unit, in millionths;
// ok is false for any other duty.
func (d Duty) linear() (rate decimal.Decimal, each uint32, unit trade.Unit, ok bool) {
	specific := 0
	for _, t := range d.terms {
		switch {
		case t.On != "" || t.Third || t.Minus || t.Over > 0 || !t.Less.IsZero():
			return rate, 0, "", false
		case t.Kind == AdValorem:
			rate = rate.Add(t.Rate)
		case t.Kind == Specific:
			specific++
			unit = t.Unit
			if each, ok = millionths(t.Rate); !ok {
				return rate, 0, "", false
			}
		default:
			return rate, 0, "", false
		}
	}
	return rate, each, unit, specific == 1 && d.limit == ""
}
