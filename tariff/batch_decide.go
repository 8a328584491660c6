package tariff

import (
	"encoding/binary"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// mostExtra is the number of duties beside the base that an extra holds; more go the slow
// way.
const mostExtra = 8

// extra is what the measures of a row make of goods, before their base duty is known.
type extra struct {
	lane          lane // fast: what follows is charged; slow; refused
	needsQuantity bool // slow, and there is no answer without a quantity
	covered       bool // the book answers for the origin
	mayParts      bool // a measure of the row replaces base duties, so that one on parts may not be asked for
	replaces      bool // base is charged in place of the base duty
	auth          uint8
	n             uint8 // of charges
	base          charge
	charges       [mostExtra]charge
}

// charge is a rate of the whole value in millionths.
type charge struct {
	rate uint32
	auth uint8
	tops bool // the rate is a total with the base duty
}

// additional is what measures add to the base duty of goods, under every engine.
type additional struct {
	extras []extra
	// own: the decision depends on the base duty, or stands for no other goods, and is made
	// for each pair of base duties by itself.
	own bool
}

// fill finds what measures add to the base duty of a class in a row: 1 + its number.
func (b *Batch) fill(r *row, class uint32) uint32 {
	standing := uint32(b.standing[class])
	if standing == mostStandings {
		return 1
	}
	id := 1 + b.addition(r, class, standing)
	// Whoever fills a cell finds the same, so that no bit is ever set that another clears.
	atomic.OrUint32(&r.cells[standing>>1], id<<(standing&1<<4))
	return id
}

// addition is the number of what measures add to the base duty of a class in a row. It is
// decided once for the classes that stand alike in the row.
func (b *Batch) addition(r *row, class, standing uint32) uint32 {
	own := &additional{own: true}
	if b.split[class] != shared {
		found := b.decideAll(r, class)
		b.mu.Lock()
		defer b.mu.Unlock()
		combination := b.combination(found)
		id := b.numbered(own, binary.LittleEndian.AppendUint32([]byte{'c'}, combination), 1)
		if id > 0 {
			atomic.StoreUint32(&b.snapshot.Load().outcomes[id][noPair], 1+combination)
		}
		return id
	}
	key := binary.LittleEndian.AppendUint32([]byte{'r'}, r.id)
	if b.hasOwnBase(r, class) {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.numbered(own, binary.LittleEndian.AppendUint32(append(key, 's'), standing), b.pairs)
	}
	known := &r.decided[r.alike.of[standing]]
	if id := known.Load(); id > 0 {
		return id - 1
	}
	a := b.decideAdditional(r, class)
	b.mu.Lock()
	defer b.mu.Unlock()
	if key = binary.LittleEndian.AppendUint32(key, r.alike.of[standing]); !a.own {
		key = b.keyOf(r, a)
	}
	id := b.numbered(a, key, b.pairs)
	known.Store(1 + id)
	return id
}

// decideAdditional decides what measures add to the base duty of a class.
func (b *Batch) decideAdditional(r *row, class uint32) *additional {
	a := &additional{}
	for k := range b.engines {
		var x extra
		depends := false
		if r.sameAs[k] < k {
			x = a.extras[r.sameAs[k]]
		} else {
			x, depends = b.extra(k, r, class)
		}
		a.extras, a.own = append(a.extras, x), a.own || depends
	}
	return a
}

// keyOf tells what is added apart from all else, with the column of the base duties that it
// is added to. b.mu is held.
func (b *Batch) keyOf(r *row, a *additional) []byte {
	key := []byte{'a'}
	for k, x := range a.extras {
		id, known := b.extraIDs[x]
		if !known {
			id = uint32(len(b.extraIDs))
			b.extraIDs[x] = id
		}
		key = binary.LittleEndian.AppendUint32(append(key, flag(r.rules[k].column2)), id)
	}
	return key
}

// numbered numbers what is added, with room for its outcomes; 0 when there are too many.
// b.mu is held.
func (b *Batch) numbered(a *additional, key []byte, pairs int) uint32 {
	if id, known := b.additional[string(key)]; known {
		return id
	}
	next := *b.snapshot.Load()
	id := uint32(len(next.additional))
	if int(id) >= b.mostAdditional {
		return 0
	}
	b.additional[string(key)] = id
	next.additional, next.outcomes = append(next.additional, a), append(next.outcomes, make([]uint32, pairs))
	b.snapshot.Store(&next)
	return id
}

// outcome finds what a class owes in a row under every engine, given the number of what is
// added to its pair of base duties: 1 + combination.
func (b *Batch) outcome(r *row, class, addition, pair uint32) uint32 {
	a := b.snapshot.Load().additional[addition]
	var found []levy
	if a.own {
		found = b.decideAll(r, class)
	} else {
		for k := range a.extras {
			found = append(found, a.extras[k].on(b.baseDuty(k, r, class)))
		}
	}
	b.mu.Lock()
	id := 1 + b.combination(found)
	b.mu.Unlock()
	atomic.StoreUint32(&b.snapshot.Load().outcomes[addition][pair], id)
	return id
}

// owes is what a class owes in a row: 1 + combination.
func (b *Batch) owes(at, class uint32) uint32 {
	s := b.snapshot.Load()
	r := s.rows[at]
	addition := cell(r.cells, uint32(b.standing[class]))
	if addition == 0 {
		addition = b.fill(r, class)
		s = b.snapshot.Load()
	}
	pair := b.pairAt[s.pairFrom[1+at]+class]
	if id := atomic.LoadUint32(&s.outcomes[addition-1][pair]); id != 0 {
		return id
	}
	return b.outcome(r, class, addition-1, pair)
}

// decideAll decides what a class owes in a row under every engine.
func (b *Batch) decideAll(r *row, class uint32) []levy {
	found := make([]levy, 0, 8)
	for k := range b.engines {
		if r.sameAs[k] < k && b.split[class] == shared {
			found = append(found, found[r.sameAs[k]])
			continue
		}
		found = append(found, b.decide(k, r, class))
	}
	return found
}

// decide applies the rules to a class. Whatever is not plain goes the slow way; what no
// entry without claims can answer is refused: a fact that is missing, a ban.
func (b *Batch) decide(engine int, r *row, class uint32) levy {
	base := b.baseDuty(engine, r, class)
	if base == noLine {
		return levy{lane: refused}
	}
	switch p := b.grids[engine].products[b.members[class]]; {
	case b.grids[engine].byEntry(p):
		return levy{lane: slow}
	case b.split[class] != shared:
		return b.byNumber(engine, r, p)
	}
	x, _ := b.extra(engine, r, class)
	return x.on(base)
}

// extra decides what the measures of an engine make of a class; depends says that they
// would make something else of it under another base duty.
func (b *Batch) extra(engine int, r *row, class uint32) (x extra, depends bool) {
	rs := &r.rules[engine]
	if !rs.covered {
		return extra{lane: refused}, false
	}
	c := b.scratch.Get().(*cells)
	defer b.scratch.Put(c)
	c.rules, c.held, c.depends = rs.rules, b.scopes[int(class)*b.words:], false
	c.base = b.baseDuty(engine, r, class)
	stated := declared{product: b.grids[engine].products[b.members[class]]}
	stated.allMetal()
	c.d.decide(rs.rules, c, &stated, rs.last)
	return b.gather(c, rs), c.depends
}

// cells asks for a class of products in a row of columns: what scopes hold it stands in
// bits, and rates are all that is known of duties.
type cells struct {
	d       decision
	rules   []rule
	held    []uint64 // a bit for each column
	scopes  []uint32 // the columns of scopes, where the rules do not say them
	base    *base
	general *base // of goods that pay a special rate; else nil
	depends bool  // the base duty was asked for
}

func (c *cells) in(scope int32, column uint32) membership {
	if c.scopes != nil {
		column = c.scopes[scope]
	}
	return membership(c.held[column/64] >> (column % 64) & 1)
}

// ready: a duty that is not a rate of millionths goes the slow way.
func (c *cells) ready(i int) (need, bool) { return noNeed, c.rules[i].fits }

// larger compares duties on the parts of the value that they charge, as if each were the
// only one.
func (c *cells) larger(i, j int, d *decision) (yes, known bool) {
	on := func(i int) (due uint64, known bool) {
		rate, known := c.alone(i)
		charged := d.verdicts[i].charged
		return uint64(rate) * uint64(charged/billionth), known && charged%billionth == 0
	}
	x, known := on(i)
	y, too := on(j)
	return x > y, known && too
}

// alone is the rate of a rule as if it were the only one.
func (c *cells) alone(i int) (rate uint32, known bool) {
	r := &c.rules[i]
	if r.Stacking != law.TopsUp {
		return r.millionths, true
	}
	c.depends = true
	base := c.base
	if c.general != nil && r.OnGeneral {
		base = c.general
	}
	return r.millionths - min(r.millionths, base.levy.rates[0]), base.levy.lane == fast
}

// gather puts what was decided into an extra. Whatever is not rates of the whole value
// goes the slow way; what no entry without claims can answer is refused: a fact that is
// missing, a ban.
func (b *Batch) gather(c *cells, rs *rules) extra {
	x := extra{covered: true, mayParts: rs.replaces, auth: b.authAt[law.Column1]}
	if rs.column2 {
		x.auth = b.authAt[law.Column2]
	}
	other := func(way lane, needsQuantity bool) extra {
		return extra{covered: true, mayParts: rs.replaces, lane: way, needsQuantity: needsQuantity}
	}
	switch c.d.stop {
	case prohibits:
		return other(refused, false)
	case unresolved:
		return other(slow, c.rules[c.d.at].byUnit)
	case horizon, unordered:
		return other(slow, false)
	}
	for i := range c.rules {
		r, v := &c.rules[i], &c.d.verdicts[i]
		switch v.state {
		case lacks, waits:
			return other(refused, false)
		case charges:
		default:
			continue
		}
		due := charge{r.millionths, b.authAt[r.Authority], r.Stacking == law.TopsUp}
		switch {
		case v.charged != whole:
			return other(slow, false)
		case r.Stacking == law.Replaces:
			x.replaces, x.base = true, due
		case due.rate == 0:
		case x.n == mostExtra:
			return other(slow, false)
		default:
			x.charges[x.n] = due
			x.n++
		}
	}
	return x
}

// on joins an extra with a base duty.
func (x *extra) on(base *base) levy {
	switch {
	case base == noLine || !x.covered:
		return levy{lane: refused}
	case base.parts && !x.mayParts:
		return levy{lane: refused} // columns have no parts of goods
	case base.levy.lane == slow:
		return levy{lane: slow}
	case x.lane != fast:
		return levy{lane: x.lane, needsQuantity: x.needsQuantity}
	}
	o, rate, next := base.levy, base.levy.lane == fast, 1
	o.auth[0] = x.auth
	if x.replaces {
		if !rate {
			return levy{lane: slow}
		}
		o.rates[0], o.auth[0] = x.base.rate, x.base.auth
	}
	for _, due := range x.charges[:x.n] {
		if due.tops && rate {
			due.rate, due.tops = due.rate-min(due.rate, base.levy.rates[0]), false
		}
		if due.rate == 0 {
			continue
		}
		if next == slots {
			return levy{lane: slow}
		}
		o.rates[next], o.auth[next], o.tops[next] = due.rate, due.auth, due.tops
		next++
	}
	return o
}
