package tariff

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// The rules of a row of columns are a row of the plan for goods of which nothing is
// stated. A test compares what they come to with Assess.

// rules are one engine's, for the origins of a row.
type rules struct {
	on      trade.Date // the first day of the segment
	last    trade.Date
	covered bool
	column2 bool
	rules   []rule
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

// unstated is what a row of columns states: nothing.
var unstated declared

// coded is the law of an engine in a segment for goods of which nothing is stated, with
// what it adds to the key of a row.
type coded struct {
	*law
	key []byte // of the base duties
}

// coded codes the law of an engine for a segment.
func (b *Batch) coded(engine, seg int) *coded {
	e, g, on := b.engines[engine], b.grids[engine], b.days[seg]
	columns := b.columns[engine][seg*len(g.scopes):]
	scope := func(key []byte, k int32) []byte { return binary.LittleEndian.AppendUint32(key, columns[k]) }
	out := &coded{}
	for _, base := range e.book.BaseRates {
		if base.During.Contains(on) && len(base.Products.In) > 0 {
			out.key = append(append(scope(out.key, int32(g.scope(Scope{Codes: base.Products}))), base.Duty...), 0)
		}
	}
	p := e.planned()
	out.law = p.laws[p.stretchOf(on)]().stated(&unstated)
	for i := range out.rules {
		r := &out.rules[i]
		r.column = columns[r.scope]
		r.millionths, r.fits = r.term.millionths, r.term.fits
		if !r.term.isRate {
			r.byUnit = slices.ContainsFunc(r.term.duty.Needs(), func(n Need) bool { return n.Kind == NeedQuantity })
		}
		unknown := !r.KnownUntil.IsZero() && b.lastDay(seg).After(r.KnownUntil)
		r.key = append(r.key, '*', flag(unknown), flag(r.term.State == Prohibited), flag(r.fits), flag(r.byUnit), flag(r.Ask != ""), b.authAt[r.Authority])
		r.key = binary.LittleEndian.AppendUint32(r.key, r.millionths)
		for _, text := range []string{string(r.term.basis), string(r.Stacking), r.Group} {
			r.key = append(append(r.key, text...), 0)
		}
		r.key = scope(r.key, r.scope)
		for k := range r.lifts {
			x := r.lifts[k]
			x.key = append(x.key, 'x', flag(len(x.Subject) > 0), flag(x.Whole))
			if x.scope >= 0 {
				x.column = columns[x.scope]
				x.key = scope(x.key, x.scope)
			}
		}
	}
	return out
}

// rules picks the rules of an engine for an origin in a segment. The key tells rows
// apart: rows with one key owe the same on every product.
func (b *Batch) rules(engine, seg int, origin uint32) (rules, []byte) {
	sets, standing := &b.sets[engine], b.standing[seg][b.kindOf[seg][origin]]
	holds := func(set int) bool { return standing[sets.from+set] == 1 }
	law := b.laws[engine][seg]()
	r := rules{
		on: b.days[seg], last: b.lastDay(seg), column2: sets.column2 >= 0 && holds(sets.column2),
		covered: (sets.covers < 0 || holds(sets.covers)) && (sets.chosen < 0 || holds(sets.chosen)),
		rules:   law.row(len(b.engines[engine].measures), holds),
	}
	key := binary.LittleEndian.AppendUint16(make([]byte, 0, 4096), b.epochs[seg])
	key = append(key, flag(r.covered), flag(r.column2))
	key = append(key, law.key...)
	for i := range r.rules {
		key = append(key, r.rules[i].key...)
		for k := range r.rules[i].lifts {
			x := r.rules[i].lifts[k]
			key = append(key, x.key...)
			for _, j := range x.subjects {
				key = binary.LittleEndian.AppendUint16(key, uint16(j))
			}
		}
	}
	return r, key
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
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
	if forWorkAbroad(p) {
		return aside // a part of the value is charged
	}
	if b.apart[p] {
		return b.byNumber(engine, r, p)
	}
	base := b.baseDuty(engine, r, at, product)
	if base.parts {
		if slices.ContainsFunc(rs.rules, func(r rule) bool { return r.Stacking == Replaces }) {
			return aside
		}
		return owed{lane: refused} // columns have no parts of goods
	}
	if base.owed.lane == slow {
		return aside
	}
	c := b.scratch.Get().(*cells)
	defer b.scratch.Put(c)
	c.rules, c.held, c.base = rs.rules, b.scopes[int(class)*b.width:], base
	stated := declared{product: p}
	stated.allMetal()
	c.d.decide(rs.rules, c, &stated, rs.last)
	return b.gather(c, rs)
}

// cells asks for a class of products in a row of columns: what scopes hold it stands in
// bits, and rates are all that is known of duties.
type cells struct {
	d     decision
	rules []rule
	held  []byte // a bit for each column
	base  *base
}

func (c *cells) in(_ int32, column uint32) membership {
	return membership(c.held[column/8] >> (column % 8) & 1)
}

// ready: a duty that is not a rate of millionths goes the slow way.
func (c *cells) ready(i int) (need, bool) { return noNeed, c.rules[i].fits }

func (c *cells) larger(i, j int, _ *decision) (yes, known bool) {
	x, known := c.alone(i)
	y, too := c.alone(j)
	return x > y, known && too
}

// alone is the rate of a rule as if it were the only one.
func (c *cells) alone(i int) (rate uint32, known bool) {
	r := &c.rules[i]
	if r.Stacking == TopsUp {
		return r.millionths - min(r.millionths, c.base.owed.rates[0]), c.plain()
	}
	return r.millionths, true
}

// plain reports whether the base duty is a rate.
func (c *cells) plain() bool { return c.base.owed.lane == fast }

// gather puts what was decided into the slots of an outcome. Whatever is not rates of the
// whole value goes the slow way; what no entry without claims can answer is refused: a
// fact that is missing, a ban.
func (b *Batch) gather(c *cells, rs *rules) owed {
	switch c.d.stop {
	case prohibits:
		return owed{lane: refused}
	case unresolved:
		return owed{lane: slow, wants: c.rules[c.d.at].byUnit}
	case horizon, unordered:
		return owed{lane: slow}
	}
	o, plain, next := c.base.owed, c.plain(), 1
	o.auth[0] = b.authAt[Column1]
	if rs.column2 {
		o.auth[0] = b.authAt[Column2]
	}
	add := func(rate uint32, r *rule, tops bool) bool {
		if rate == 0 {
			return true
		}
		if next == slots {
			return false
		}
		o.rates[next], o.auth[next], o.tops[next] = rate, b.authAt[r.Authority], tops
		next++
		return true
	}
	for i := range c.rules {
		r, v := &c.rules[i], &c.d.verdicts[i]
		switch v.state {
		case lacks, waits:
			return owed{lane: refused}
		case charges:
		default:
			continue
		}
		if v.charged != whole {
			return owed{lane: slow}
		}
		switch r.Stacking {
		case Replaces:
			if !plain {
				return owed{lane: slow}
			}
			o.rates[0], o.auth[0] = r.millionths, b.authAt[r.Authority]
		case TopsUp:
			rate := r.millionths
			if plain {
				rate -= min(rate, c.base.owed.rates[0])
			}
			if !add(rate, r, !plain) {
				return owed{lane: slow}
			}
		default:
			if !add(r.millionths, r, false) {
				return owed{lane: slow}
			}
		}
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
