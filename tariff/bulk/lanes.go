package bulk

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// chunkRows is the number of rows that a worker takes at a time: enough to make the
// taking cheap, few enough to share the work evenly.
const chunkRows = 1 << 14

// lanes is the work of one goroutine on columns.
type lanes[P, O, D Code] struct {
	batch    *Batch
	columns  *Columns[P, O, D]
	bound    *binding
	opts     Options
	snapshot *snapshot
	rowOf    []uint32 // by segment and origin: 1 + row, 0 while unknown
	origins  int
	policy   exact.Policy
	rapid    bool // cents, half up, no more asked than sums
	entries  bool

	most         int64 // the largest value that an entry may have
	mostQuantity uint64

	parts parts
	// Of rows with claims: what is decided, the statements by 1 + code, code 0 of no claims,
	// and those of entries.
	claiming   *claimWork
	statements []*statement
	claimed    map[claimsKey]*statement
	entry      tariff.Entry // of a row that is one
	since      int          // rows since the last flush
	totals     []*tally
	// of the rapid way, by place: lines, value, and the base and additional duty under each engine
	hot     []uint64
	classOf []uint16        // of the rapid way, by product
	byDate  []uint32        // of the rapid way: the first row of the segment
	rowNear []uint16        // rowOf for the rapid way
	parted  bool            // of the rapid way: the places depend on products or dates
	missed  []EngineRejects // by engine
	slow    int
}

func newLanes[P, O, D Code](b *Batch, c *Columns[P, O, D], bound *binding, opts Options) *lanes[P, O, D] {
	l := &lanes[P, O, D]{
		batch: b, columns: c, bound: bound, opts: opts, snapshot: b.snapshot.Load(),
		origins: len(c.Origins), policy: b.engines[0].Plan().Options.Rounding,
		entries: len(c.Entries) > 0, most: mostAmount(c.Scale), mostQuantity: uint64(mostAmount(c.QuantityScale)),
	}
	l.missed, l.statements = make([]EngineRejects, len(b.engines)), make([]*statement, 1+len(c.Claims))
	l.rowOf = make([]uint32, len(b.days)*l.origins)
	for _, t := range opts.Totals {
		l.totals = append(l.totals, newTally(t, b, c, bound))
	}
	l.rapid = l.policy == exact.Cent && c.Scale == 2 && len(opts.Charges) == 0 && len(l.totals) == len(b.engines)
	for i := range l.totals {
		l.rapid = l.rapid && l.totals[i].numbered == nil && l.totals[i].authorities == 0 &&
			opts.Totals[i].by == opts.Totals[0].by
	}
	if l.rapid {
		l.hot = make([]uint64, len(l.totals[0].sums)*(2+2*len(l.totals)))
		l.rapid = l.locate()
	}
	return l
}

// mostAmount is the largest amount of an entry at a scale: it has 15 digits before the point.
func mostAmount(scale uint8) int64 {
	if scale > 3 {
		return math.MaxInt64
	}
	return int64(tens[scale])*1_000_000_000_000_000 - 1
}

// badQuantity reports whether row i has a quantity that no entry may have.
func (l *lanes[P, O, D]) badQuantity(i int) bool {
	return l.columns.hasQuantity(i) && uint64(l.columns.Quantity[i]) > l.mostQuantity
}

// row is the row of an origin in a segment.
func (l *lanes[P, O, D]) row(seg, origin int) uint32 {
	slot := &l.rowOf[seg*l.origins+origin]
	if *slot == 0 {
		*slot = 1 + l.batch.row(seg, l.bound.places[origin])
		l.snapshot = l.batch.snapshot.Load()
	}
	return *slot - 1
}

func (l *lanes[P, O, D]) run(from, to int) {
	switch {
	case l.rapid && len(l.batch.engines) == 1:
		l.runRapid(from, to)
	case l.rapid:
		l.runScenarios(from, to)
	default:
		l.runFull(from, to)
	}
}

// count adds the parts of row i to the totals of an engine.
func (l *lanes[P, O, D]) count(i, engine int, more *decimal.Decimal) {
	c, t := l.columns, l.totals[engine]
	t.add(t.place(int(c.Product[i]), int(c.Origin[i]), int(c.Date[i])), c.Value[i], more, &l.parts)
}

// reject counts a row that an engine does not answer.
func (l *lanes[P, O, D]) reject(i, engine int) {
	m := &l.missed[engine]
	m.Rejected++
	if len(m.Rejects) < l.opts.mostRejects() {
		m.Rejects = append(m.Rejects, i)
	}
}

// parts are the duties of a row under one engine, in cents.
type parts struct {
	amounts  [slots]int64
	auth     [slots]uint8
	more     []authAmount // of the slow lane, which has no slots
	base     int64
	rest     int64
	rejected bool
}

type authAmount struct {
	auth   uint8
	amount int64
	base   bool
}

// runFull assesses rows with everything that can be asked.
func (l *lanes[P, O, D]) runFull(from, to int) {
	c, b := l.columns, l.batch
	n := len(b.engines)
	p := &l.parts
	for i := from; i < to; i++ {
		ids := l.outcomes(i)
		var more *decimal.Decimal
		if l.entries {
			if e, ok := c.Entries[i]; ok {
				more = &e.Value
			}
		}
		for k := range n {
			// Scenarios that owe the same are computed once, but for the slow way, which asks
			// the engine.
			if w := &l.snapshot.levy[ids[k]]; k == 0 || ids[k] != ids[k-1] || w.lane == slow {
				l.assess(i, k, w, p)
			}
			if p.rejected {
				l.reject(i, k)
			}
			if k < len(l.opts.Charges) {
				l.opts.Charges[k].set(i, p)
			}
			if k < len(l.totals) {
				l.count(i, k, more)
			}
		}
	}
}

// outcomes finds the outcome of a row under each engine.
func (l *lanes[P, O, D]) outcomes(i int) []uint32 {
	c, b, bound, n := l.columns, l.batch, l.bound, len(l.batch.engines)
	none := l.snapshot.combinations[:n]
	if l.entries {
		if _, ok := c.Entries[i]; ok {
			return none
		}
	}
	if c.claim(i) != 0 {
		return none
	}
	p, o, d := int(c.Product[i]), int(c.Origin[i]), int(c.Date[i])
	if uint(p) >= uint(len(bound.classes)) || uint(o) >= uint(l.origins) || uint(d) >= uint(len(bound.segments)) ||
		l.badQuantity(i) {
		return none
	}
	class, seg := bound.classes[p], bound.segments[d]
	if class == unbound || seg < 0 || bound.places[o] == unbound {
		return none
	}
	at := l.row(int(seg), o)
	if int(at) >= len(l.snapshot.rows) {
		l.snapshot = l.batch.snapshot.Load()
	}
	r := l.snapshot.rows[at]
	id := int(cell(r.cells, class, b.pair, b.mask))
	if id == 0 {
		id = int(b.fill(r, class))
	}
	if id > len(l.snapshot.whole) {
		l.snapshot = l.batch.snapshot.Load()
	}
	return l.snapshot.combinations[(id-1)*n : id*n]
}

// each calls f with the amounts of the authorities.
func (p *parts) each(f func(auth uint8, amount int64, base bool)) {
	if len(p.more) > 0 {
		for _, a := range p.more {
			f(a.auth, a.amount, a.base)
		}
		return
	}
	for k, amount := range p.amounts {
		f(p.auth[k], amount, k == 0)
	}
}

func (c *Charges) set(i int, p *parts) {
	c.Rejected[i] = p.rejected
	c.Base[i], c.Additional[i] = 0, 0
	if !p.rejected {
		c.Base[i], c.Additional[i] = p.base, p.rest
	}
	if c.ByAuthority == nil {
		return
	}
	for k := range c.ByAuthority {
		c.ByAuthority[k][i] = 0
	}
	if !p.rejected {
		p.each(func(auth uint8, amount int64, _ bool) {
			if int(auth) < len(c.ByAuthority) {
				c.ByAuthority[auth][i] += amount
			}
		})
	}
}

// merge adds what the goroutine found to the result.
func (l *lanes[P, O, D]) merge(out *Result) {
	l.flush()
	if l.claiming != nil {
		l.batch.statements.give(l.claiming)
	}
	out.Slow += l.slow
	for k := range l.missed {
		out.Engines[k].Rejected += l.missed[k].Rejected
		out.Engines[k].Rejects = append(out.Engines[k].Rejects, l.missed[k].Rejects...)
	}
	for i := range l.totals {
		l.totals[i].merge(l.batch.auths, l.bound.origins, l.columns.Scale)
	}
}
