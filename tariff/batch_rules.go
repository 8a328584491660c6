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
	duty       Duty
	prohibited bool
	unknown    bool // the sources do not reach the end of the segment
	exceptions []ruleException
}

type ruleException struct {
	scope    int   // -1: every product
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
	for i := range b.engines {
		r, k := b.rules(i, seg, b.origins[origin])
		all, key = append(all, r), append(append(key, k...), 0xFF)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	id, known := b.rowAt[string(key)]
	if !known {
		old := b.shelf.Load()
		id = uint32(len(old.rows))
		b.rowAt[string(key)] = id
		cells := make([]uint32, len(b.members)*len(b.engines))
		b.shelf.Store(&shelf{
			owed: old.owed, rates: old.rates,
			rows: append(old.rows, &row{segment: seg, rules: all, cells: cells}), cells: append(old.cells, cells),
		})
	}
	slot.Store(id + 1)
	return id
}

// rules compiles the measures of an engine for an origin in a segment. The key tells
// rows apart: rows with one key owe the same on every product.
func (b *Batch) rules(engine, seg int, origin trade.Country) (rules, []byte) {
	e, g, on := b.engines[engine], b.grids[engine], b.days[seg]
	versions := b.versions[engine][seg*len(g.scopes):]
	r := rules{on: on, covered: len(e.covers) == 0 || e.anyHolds(e.covers, origin, on)}
	if len(e.opts.Origins) > 0 && !slices.Contains(e.opts.Origins, origin) {
		r.covered = false
	}
	r.column2 = e.book.Column2 != "" && e.anyHolds([]string{e.book.Column2}, origin, on)
	key := binary.LittleEndian.AppendUint16(nil, b.epochs[seg])
	key = append(key, flag(r.covered), flag(r.column2))
	number := func(n int) { key = binary.LittleEndian.AppendUint16(key, uint16(n)) }
	scope := func(k int) { key = binary.LittleEndian.AppendUint32(key, versions[k]) }
	for _, base := range e.book.BaseRates {
		key = append(key, flag(base.During.Contains(on)))
	}
	place := map[int]int{}
	for i := range e.measures {
		m := &e.measures[i]
		if m.OnClaim || m.Products.isZero() || !e.originsHold(m.Origins, origin, on) {
			continue
		}
		at := slices.IndexFunc(m.terms, func(t term) bool { return t.Contains(on) })
		if at < 0 || (m.terms[at].State != Imposed && m.terms[at].State != Prohibited) {
			continue
		}
		c := rule{measure: m, scope: g.scope(m.Products), duty: m.terms[at].duty, prohibited: m.terms[at].State == Prohibited}
		c.unknown = !m.KnownUntil.IsZero() && b.lastDay(seg).After(m.KnownUntil)
		number(i)
		number(at)
		key = append(key, flag(c.unknown))
		scope(c.scope)
		for k := range m.exceptions {
			x := &m.exceptions[k]
			if !b.mayHold(e, x, origin, on) {
				continue
			}
			rx := ruleException{scope: -1, subject: len(x.Subject) > 0}
			number(1000 + k)
			if !x.Products.isZero() {
				rx.scope = g.scope(x.Products)
				scope(rx.scope)
			}
			for _, j := range x.subjects {
				if p, in := place[j]; in {
					rx.subjects = append(rx.subjects, p)
				}
			}
			c.exceptions = append(c.exceptions, rx)
		}
		place[i] = len(r.measures)
		r.measures = append(r.measures, c)
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
func (b *Batch) mayHold(e *Engine, x *exception, origin trade.Country, on trade.Date) bool {
	return x.During.Contains(on) && x.LoadedBefore.IsZero() && !x.Claimed && !x.USMCA && x.USContent == "" && len(x.Programs) == 0 &&
		(len(x.Origins.In)+len(x.Origins.Out) == 0 || e.originsHold(x.Origins, origin, on))
}

// fill decides what a class owes in a row under every engine.
func (b *Batch) fill(r *row, class uint32) {
	var found []owed
	for k := range b.engines {
		found = append(found, b.decide(k, r, b.members[class]))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, o := range found {
		atomic.StoreUint32(&r.cells[int(class)*len(b.engines)+k], 1+b.intern(o))
	}
}

// decide applies the rules to a product. Whatever is not plain goes the slow way: a
// fact that is missing, a ban, a duty on a quantity beside the base.
func (b *Batch) decide(engine int, r *row, product int32) owed {
	aside := owed{lane: slow}
	g, rs := b.grids[engine], &r.rules[engine]
	p := g.products[product]
	at := g.lineOf[r.segment][product]
	if at < 0 || !rs.covered {
		return owed{lane: refused}
	}
	text := b.baseDuty(engine, r, at, product)
	base := b.engines[engine].duties[text]
	o := owed{}
	baseRate, plain := base.AdValorem()
	if !plain {
		needs := base.Needs()
		replaced := slices.ContainsFunc(rs.measures, func(m rule) bool { return m.Stacking == Replaces })
		if !replaced && slices.ContainsFunc(needs, func(n Need) bool { return n.Kind != NeedQuantity }) {
			return owed{lane: refused} // columns have no parts of goods
		}
		o.lane, o.base, o.wants = byQuantity, text, len(needs) > 0
		if rate, each, unit, ok := base.linear(); ok {
			o.lane, o.each, o.unit, baseRate = perUnit, each, unit, rate
		}
	}
	in := func(scope int) membership {
		switch {
		case b.apart[p]:
			return b.engines[engine].inScope(g.scopes[scope], p, rs.on)
		case g.bits[r.segment][scope].has(product):
			return listed
		}
		return notListed
	}
	applied := make([]bool, len(rs.measures))
	rates := make([]decimal.Decimal, len(rs.measures))
	for i := range rs.measures {
		m := &rs.measures[i]
		charges, depends := rs.charges(i, in, applied)
		switch {
		case depends:
			return owed{lane: refused}
		case charges && m.unknown:
			return aside
		case charges:
			if m.prohibited || m.Ask != "" || !m.onAll(p) {
				return owed{lane: refused}
			}
			rate, ok := m.duty.AdValorem()
			if !ok {
				return aside
			}
			applied[i], rates[i] = true, rate
			if m.Stacking == TopsUp && plain {
				rates[i] = decimal.Max(rate.Sub(baseRate), decimal.Decimal{})
			}
		}
		if last := m.group >= 0 && !slices.ContainsFunc(rs.measures[i+1:], func(o rule) bool { return o.group == m.group }); last && !rs.keepLargest(m.group, plain, applied, rates) {
			return aside
		}
	}
	return b.gather(o, rs, baseRate, plain, applied, rates)
}

// charges reports whether rule i reaches the product and no exception lifts it. depends:
// that hangs on digits which the entry does not give. A rule whose sources end is not
// lifted: the day decides.
func (rs *rules) charges(i int, in func(scope int) membership, applied []bool) (charges, depends bool) {
	m := &rs.measures[i]
	switch in(m.scope) {
	case notListed:
		return false, false
	case dependsOnSuffix:
		return false, true
	}
	if m.unknown {
		return true, false
	}
	for k := range m.exceptions {
		x := &m.exceptions[k]
		if x.scope >= 0 {
			switch in(x.scope) {
			case notListed:
				continue
			case dependsOnSuffix:
				return false, true
			}
		}
		if !x.subject || slices.ContainsFunc(x.subjects, func(j int) bool { return applied[j] }) {
			return false, false
		}
	}
	return true, false
}

// onAll reports whether the measure charges the whole value of a product that says
// nothing of its content.
func (r *rule) onAll(p trade.Product) bool {
	return r.Basis == FullValue || r.Basis == NonUSContent || allMetal(p, r.Basis)
}

// keepLargest leaves the largest duty of a group. It reports false when that hangs on
// the quantity: what tops up to a total is then not known as a rate.
func (rs *rules) keepLargest(group int, plain bool, applied []bool, rates []decimal.Decimal) bool {
	best, tops, n := -1, false, 0
	for i := range rs.measures {
		if rs.measures[i].group != group || !applied[i] {
			continue
		}
		n++
		tops = tops || rs.measures[i].Stacking == TopsUp
		if best < 0 || rates[i].GreaterThan(rates[best]) {
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
func (b *Batch) gather(o owed, rs *rules, baseRate decimal.Decimal, plain bool, applied []bool, rates []decimal.Decimal) owed {
	aside := owed{lane: slow}
	rate, ok := millionths(baseRate)
	if !ok {
		return aside
	}
	o.rates[0], o.auth[0] = rate, b.authAt[Column1]
	if rs.column2 {
		o.auth[0] = b.authAt[Column2]
	}
	next, replaced := 1, false
	for i := range rs.measures {
		if !applied[i] {
			continue
		}
		m := &rs.measures[i]
		if rate, ok = millionths(rates[i]); !ok {
			return aside
		}
		if m.Stacking == Replaces {
			if replaced || !plain {
				return aside
			}
			replaced = true
			o.rates[0], o.auth[0] = rate, b.authAt[m.Authority]
			continue
		}
		if rate == 0 {
			continue
		}
		if next == slots {
			return aside
		}
		o.rates[next], o.auth[next], o.tops[next] = rate, b.authAt[m.Authority], m.Stacking == TopsUp && !plain
		next++
	}
	return o
}

// baseDuty is the text of the duty of the schedule, or of what stands in for it, in a row.
func (b *Batch) baseDuty(engine int, r *row, line, product int32) string {
	e, g, rs := b.engines[engine], b.grids[engine], &r.rules[engine]
	l := &e.book.Schedule.Lines[line]
	if rs.column2 {
		return l.Other
	}
	for _, base := range e.book.BaseRates {
		if base.During.Contains(rs.on) && base.Products.Contains(g.products[product]) {
			return base.Duty
		}
	}
	return l.General
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
