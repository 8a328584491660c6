package bulk

import (
	"encoding/binary"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
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

// additional are the extras of goods under every engine. Goods with the same extras and
// the same base duty have the same outcome.
type additional struct {
	extras   []extra
	depends  bool            // the decision depends on the base duty, and holds for no other
	outcomes []atomic.Uint32 // by base duty: 1 + combination, 0 while unknown
}

// fill finds what a class owes in a row under every engine. What measures add is decided
// once for the classes that stand alike in the row, and joined with a base duty once.
func (b *Batch) fill(r *row, class uint32) uint32 {
	if b.split[class] != shared {
		return b.set(r, class, b.decideAll(r, class))
	}
	known := &r.decided[r.alike.of[b.standing[class]]]
	a := known.Load()
	if a == nil {
		a = b.decideAdditional(r, class)
		known.Store(a)
	}
	base, same := b.baseDuty(0, r, class), true
	for k := 1; k < len(b.engines); k++ {
		same = same && b.baseDuty(k, r, class) == base
	}
	if a.depends || !same {
		return b.set(r, class, b.decideAll(r, class))
	}
	id := a.outcomes[base.id].Load()
	if id == 0 {
		found := make([]levy, 0, 8)
		for k := range a.extras {
			found = append(found, a.extras[k].on(base))
		}
		id = b.set(r, class, found)
		a.outcomes[base.id].Store(id)
		return id
	}
	atomic.OrUint32(&r.cells[class>>b.pair], id<<(class&b.pair<<4))
	return id
}

// set sets the cell of a class to what was found.
func (b *Batch) set(r *row, class uint32, found []levy) uint32 {
	b.mu.Lock()
	id := 1 + b.combination(found)
	b.mu.Unlock()
	if id > b.mask {
		id = 1 // more outcomes than half a word tells apart: the slow way, which is right too
	}
	// Whoever fills a cell finds the same, so that no bit is ever set that another clears.
	atomic.OrUint32(&r.cells[class>>b.pair], id<<(class&b.pair<<4))
	return id
}

// decideAdditional decides what measures add to the base duty of a class.
func (b *Batch) decideAdditional(r *row, class uint32) *additional {
	a := &additional{}
	key := make([]byte, 0, 64)
	for k := range b.engines {
		var x extra
		depends := false
		if r.sameAs[k] < k {
			x = a.extras[r.sameAs[k]]
		} else {
			x, depends = b.extra(k, r, class)
		}
		a.extras, a.depends = append(a.extras, x), a.depends || depends
	}
	if a.depends {
		return a
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, x := range a.extras {
		id, known := b.extraIDs[x]
		if !known {
			id = uint32(len(b.extraIDs))
			b.extraIDs[x] = id
		}
		key = binary.LittleEndian.AppendUint32(key, id)
	}
	if same, known := b.additional[string(key)]; known {
		return same
	}
	a.outcomes = make([]atomic.Uint32, 1+len(b.compiled))
	b.additional[string(key)] = a
	return a
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
	switch p := b.grids[engine].Products[b.members[class]]; {
	case b.grids[engine].ByEntry(p):
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
	stated := plan.Declared{Product: b.grids[engine].Products[b.members[class]]}
	stated.AllMetal()
	c.d.Decide(rs.rules, c, &stated, rs.last)
	return b.gather(c, rs), c.depends
}

// cells asks for a class of products in a row of columns: what scopes hold it stands in
// bits, and rates are all that is known of duties.
type cells struct {
	d       plan.Decision
	rules   []plan.Rule
	held    []uint64 // a bit for each column
	scopes  []uint32 // the columns of scopes, where the rules do not say them
	base    *base
	general *base // of goods that pay a special rate; else nil
	depends bool  // the base duty was asked for
}

func (c *cells) In(scope int32, column uint32) plan.Membership {
	if c.scopes != nil {
		column = c.scopes[scope]
	}
	return plan.Membership(c.held[column/64] >> (column % 64) & 1)
}

// ready: a duty that is not a rate of millionths goes the slow way.
func (c *cells) Ready(i int) (plan.Need, bool) { return plan.NoNeed, c.rules[i].Fits }

// larger compares duties on the parts of the value that they charge, as if each were the
// only one.
func (c *cells) Larger(i, j int, d *plan.Decision) (yes, known bool) {
	on := func(i int) (due uint64, known bool) {
		rate, known := c.alone(i)
		charged := d.Verdicts[i].Charged
		return uint64(rate) * uint64(charged/plan.Billionth), known && charged%plan.Billionth == 0
	}
	x, known := on(i)
	y, too := on(j)
	return x > y, known && too
}

// alone is the rate of a rule as if it were the only one.
func (c *cells) alone(i int) (rate uint32, known bool) {
	r := &c.rules[i]
	if r.Stacking != law.TopsUp {
		return r.Millionths, true
	}
	c.depends = true
	base := c.base
	if c.general != nil && r.OnGeneral {
		base = c.general
	}
	return r.Millionths - min(r.Millionths, base.levy.rates[0]), base.levy.lane == fast
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
	switch c.d.Stop {
	case plan.Prohibits:
		return other(refused, false)
	case plan.Unresolved:
		return other(slow, c.rules[c.d.At].ByUnit)
	case plan.Horizon, plan.Unordered:
		return other(slow, false)
	}
	for i := range c.rules {
		r, v := &c.rules[i], &c.d.Verdicts[i]
		switch v.State {
		case plan.Lacks, plan.Waits:
			return other(refused, false)
		case plan.Charges:
		default:
			continue
		}
		due := charge{r.Millionths, b.authAt[r.Authority], r.Stacking == law.TopsUp}
		switch {
		case v.Charged != plan.Whole:
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
