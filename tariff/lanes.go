package tariff

import (
	"sync/atomic"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// chunkRows is the number of rows that a worker takes at a time: enough to make the
// taking cheap, few enough to share the work evenly.
const chunkRows = 1 << 14

const (
	million = 1_000_000
	half    = million / 2
	// mostRate is the largest rate of the fast lane, in millionths: 16 times the value.
	mostRate = 16 * million
	// fastLimit is the largest value in cents of the fast lane: its products with any rate
	// stay within 63 bits, and so do its duties. That is 5.7 billion dollars.
	fastLimit = (1<<63 - 1 - half) / mostRate
)

// lanes is the work of one goroutine on columns.
type lanes[P, O, D Code] struct {
	batch   *Batch
	columns *Columns[P, O, D]
	opts    ColumnOptions
	shelf   *shelf
	rowOf   []uint32 // by segment and origin: 1 + row, 0 while unknown
	origins int
	policy  exact.Policy
	rapid   bool // cents, half up, no more asked than sums
	aside   bool

	parts   parts
	since   int // rows since the last flush
	totals  []laneTotals
	hot     []uint64 // of the rapid way, by place: lines, value, and the base and additional duty under each engine
	rejects []int
	lost    int // rejected rows
	slow    int
}

// laneTotals are totals by places in the dictionaries: a key is the sum of a part for
// the product, one for the origin and one for the date.
type laneTotals struct {
	to                     *Totals
	product, origin, date  []uint32
	months                 []string
	chapters               []trade.Product
	sums                   []sum
	authorities            int // 0: not kept apart
	scratch                []authAmount
	nMonths, nChapters, nO int
}

func newLanes[P, O, D Code](b *Batch, c *Columns[P, O, D], opts ColumnOptions) (*lanes[P, O, D], error) {
	l := &lanes[P, O, D]{
		batch: b, columns: c, opts: opts, shelf: b.shelf.Load(), origins: len(c.Origins), policy: b.engines[0].opts.Rounding,
		aside: len(c.Aside) > 0,
	}
	l.rowOf = make([]uint32, len(b.days)*l.origins)
	for _, t := range opts.Totals {
		lt, err := newLaneTotals(t, b, c.Products, c.Origins, c.Dates, c.Scale)
		if err != nil {
			return nil, err
		}
		l.totals = append(l.totals, lt)
	}
	l.rapid = l.policy == exact.Cent && c.Scale == 2 && len(opts.Charges) == 0 && len(l.totals) == len(b.engines)
	for i := range l.totals {
		l.rapid = l.rapid && l.totals[i].authorities == 0 && opts.Totals[i].by == opts.Totals[0].by
	}
	if l.rapid {
		l.hot = make([]uint64, len(l.totals[0].sums)*(2+2*len(l.totals)))
	}
	return l, nil
}

func newLaneTotals(t *Totals, b *Batch, products []trade.Product, origins []trade.Country, dates []trade.Date, scale uint8) (laneTotals, error) {
	if len(t.keys) > 0 && t.scale != scale {
		return laneTotals{}, &ColumnsError{"the totals were begun with values of another scale"}
	}
	lt := laneTotals{to: t, product: make([]uint32, len(products)), origin: make([]uint32, len(origins)), date: make([]uint32, len(dates)), nMonths: 1, nChapters: 1, nO: 1}
	if t.by.Authority {
		lt.authorities = len(b.auths)
	}
	if t.by.Month {
		lt.months = places(dates, lt.date, 1, func(d trade.Date) string {
			if s := d.String(); len(s) >= 7 {
				return s[:7]
			}
			return ""
		})
		lt.nMonths = len(lt.months)
	}
	if t.by.Digits > 0 {
		lt.chapters = places(products, lt.product, uint32(lt.nMonths), func(p trade.Product) trade.Product { return p[:min(len(p), t.by.Digits)] })
		lt.nChapters = len(lt.chapters)
	}
	if t.by.Origin {
		lt.nO = len(origins)
		for i := range origins {
			lt.origin[i] = uint32(i * lt.nMonths * lt.nChapters)
		}
	}
	// One place more is for rows whose codes are in no dictionary.
	lt.sums = make([]sum, (lt.nO*lt.nMonths*lt.nChapters+1)*max(lt.authorities, 1))
	return lt, nil
}

// places numbers the distinct keys of a dictionary; at holds the place of each times step.
func places[T any, K comparable](dictionary []T, at []uint32, step uint32, key func(T) K) []K {
	index := map[K]uint32{}
	var keys []K
	for i, entry := range dictionary {
		k := key(entry)
		place, known := index[k]
		if !known {
			place = uint32(len(keys))
			index[k] = place
			keys = append(keys, k)
		}
		at[i] = place * step
	}
	return keys
}

// row is the row of an origin in a segment.
func (l *lanes[P, O, D]) row(seg, origin int) uint32 {
	slot := &l.rowOf[seg*l.origins+origin]
	if *slot == 0 {
		*slot = 1 + l.batch.row(seg, l.columns.bound.origins[origin])
		l.shelf = l.batch.shelf.Load()
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

// rapidRows is the number of rows whose cells are looked up before any is computed: the
// loads of many rows wait for the memory together.
const rapidRows = 512

// runRapid is the way of most: cents, half up, sums of one engine by a key. It knows no
// branch that a processor could not foresee: rows that are not plain are computed like
// the others, not counted, and done after them.
func (l *lanes[P, O, D]) runRapid(from, to int) {
	var ids, keys [rapidRows]uint32
	var later [rapidRows + 1]uint32
	values := l.columns.Value
	sums := l.hot
	for ; from < to; from += rapidRows {
		n := min(rapidRows, to-from)
		l.lookUp(from, from+n, ids[:n], keys[:n])
		shelf := l.shelf.rates
		aside := 0
		for i, v := range values[from : from+n] {
			w := &shelf[ids[i]-1]
			ok := uint64(0)
			if uint64(v-1) < fastLimit {
				ok = w.counts
			}
			later[aside] = uint32(i)
			aside += int(1 - ok)
			u := uint64(v) & -ok
			s := (*[4]uint64)(sums[4*keys[i]:])
			s[0] += ok
			s[1] += u
			s[2] += (u*uint64(w.rates[0]) + half) / million
			s[3] += (u*uint64(w.rates[1])+half)/million + (u*uint64(w.rates[2])+half)/million +
				(u*uint64(w.rates[3])+half)/million + (u*uint64(w.rates[4])+half)/million
		}
		for _, i := range later[:aside] {
			l.plain(from+int(i), &l.shelf.owed[ids[i]-1])
		}
	}
	if l.since += chunkRows; l.since >= hotRows {
		l.flush()
	}
}

// runScenarios is the rapid way for several engines. A row is looked up once, and what
// scenarios owe alike is computed once.
func (l *lanes[P, O, D]) runScenarios(from, to int) {
	var ids, keys [rapidRows]uint32
	values := l.columns.Value
	n := len(l.batch.engines)
	for ; from < to; from += rapidRows {
		rows := min(rapidRows, to-from)
		l.lookUp(from, from+rows, ids[:rows], keys[:rows])
		shelf := l.shelf
		for i, v := range values[from : from+rows] {
			bundle := int(ids[i] - 1)
			if uint64(v-1) >= fastLimit || shelf.whole[bundle] == 0 {
				l.runFull(from+i, from+i+1)
				continue
			}
			u, last := uint64(v), uint32(0)
			sums := l.hot[int(keys[i])*(2+2*n):]
			sums[0]++
			sums[1] += u
			sums = sums[2 : 2+2*n]
			var base, additional uint64
			for k, id := range shelf.bundles[bundle*n : bundle*n+n] {
				if id+1 != last {
					w := &shelf.rates[id]
					base = (u*uint64(w.rates[0]) + half) / million
					additional = (u*uint64(w.rates[1])+half)/million + (u*uint64(w.rates[2])+half)/million +
						(u*uint64(w.rates[3])+half)/million + (u*uint64(w.rates[4])+half)/million
					last = id + 1
				}
				sums[2*k] += base
				sums[2*k+1] += additional
			}
		}
	}
	if l.since += chunkRows; l.since >= hotRows {
		l.flush()
	}
}

// hotRows is the number of rows after which 64 bits could no longer hold their sums:
// fastLimit × 16 × hotRows is below 2^64.
const hotRows = 1 << 20

// flush moves the sums of 64 bits into those of 128.
func (l *lanes[P, O, D]) flush() {
	l.since = 0
	width := 2 + 2*len(l.totals)
	for i := 0; i < len(l.hot); i += width {
		if l.hot[i] == 0 {
			continue
		}
		for k := range l.totals {
			s := &l.totals[k].sums[i/width]
			s.lines += int64(l.hot[i])
			s.value.addWide(wide{lo: l.hot[i+1]})
			s.base.addWide(wide{lo: l.hot[i+2+2*k]})
			s.additional.addWide(wide{lo: l.hot[i+3+2*k]})
		}
	}
	clear(l.hot)
}

// lookUp finds the bundles of rows, 1 + number, and the places of their totals. Rows that
// no cell answers get bundle 0, the slow way.
func (l *lanes[P, O, D]) lookUp(from, to int, ids, keys []uint32) {
	c, b := l.columns, l.batch
	products, origins, dates := c.Product[from:to], c.Origin[from:to], c.Date[from:to]
	classes, segments := c.bound.products, c.bound.segments
	t := &l.totals[0]
	byProduct, byOrigin, byDate := t.product[:len(classes)], t.origin[:l.origins], t.date[:len(segments)]
	ids, keys = ids[:len(products)], keys[:len(products)]
	origins, dates = origins[:len(products)], dates[:len(products)]
	for i := range products {
		p, o, d := int(products[i]), int(origins[i]), int(dates[i])
		ids[i], keys[i] = 1, uint32(len(t.sums)-1)
		if uint(p) >= uint(len(classes)) || uint(o) >= uint(len(byOrigin)) || uint(d) >= uint(len(segments)) {
			continue
		}
		keys[i] = byProduct[p] + byOrigin[o] + byDate[d]
		class, seg := classes[p], segments[d]
		if class == unbound || seg < 0 {
			continue
		}
		at := l.rowOf[int(seg)*l.origins+o]
		if at == 0 {
			if c.bound.origins[o] == unbound {
				continue
			}
			at = 1 + l.row(int(seg), o)
		}
		if int(at) > len(l.shelf.cells) {
			l.shelf = b.shelf.Load()
		}
		cell := &l.shelf.cells[at-1][class]
		id := atomic.LoadUint32(cell)
		if id == 0 {
			b.fill(l.shelf.rows[at-1], class)
			id = atomic.LoadUint32(cell)
		}
		ids[i] = id
		if int(id) > len(l.shelf.whole) {
			l.shelf = b.shelf.Load()
		}
	}
}

// plain does a row of the rapid way that owes more than rates of the value.
func (l *lanes[P, O, D]) plain(i int, w *owed) {
	c := l.columns
	var more *decimal.Decimal
	if l.aside {
		if e, ok := c.Aside[i]; ok {
			w, more = &l.shelf.owed[0], &e.Value
		}
	}
	l.assess(i, 0, w, &l.parts)
	if l.parts.rejected {
		l.reject(i)
	}
	l.totals[0].add(int(c.Product[i]), int(c.Origin[i]), int(c.Date[i]), c.Value[i], more, &l.parts)
}

func (l *lanes[P, O, D]) reject(i int) {
	l.lost++
	if len(l.rejects) < l.opts.mostRejects() {
		l.rejects = append(l.rejects, i)
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
		if l.aside {
			if e, ok := c.Aside[i]; ok {
				more = &e.Value
			}
		}
		for k := range n {
			// Scenarios that owe the same are computed once, but for the slow way, which asks
			// the engine.
			if w := &l.shelf.owed[ids[k]]; k == 0 || ids[k] != ids[k-1] || w.lane == slow {
				l.assess(i, k, w, p)
			}
			if k == 0 && p.rejected {
				l.reject(i)
			}
			if k < len(l.opts.Charges) {
				l.opts.Charges[k].set(i, p)
			}
			if k < len(l.totals) {
				l.totals[k].add(int(c.Product[i]), int(c.Origin[i]), int(c.Date[i]), c.Value[i], more, p)
			}
		}
	}
}

// outcomes finds the outcome of a row under each engine.
func (l *lanes[P, O, D]) outcomes(i int) []uint32 {
	c, n := l.columns, len(l.batch.engines)
	none := l.shelf.bundles[:n]
	if l.aside {
		if _, ok := c.Aside[i]; ok {
			return none
		}
	}
	p, o, d := int(c.Product[i]), int(c.Origin[i]), int(c.Date[i])
	if uint(p) >= uint(len(c.bound.products)) || uint(o) >= uint(l.origins) || uint(d) >= uint(len(c.bound.segments)) || c.Value[i] <= 0 {
		return none
	}
	class, seg := c.bound.products[p], c.bound.segments[d]
	if class == unbound || seg < 0 || c.bound.origins[o] == unbound {
		return none
	}
	at := l.row(int(seg), o)
	if int(at) >= len(l.shelf.rows) {
		l.shelf = l.batch.shelf.Load()
	}
	r := l.shelf.rows[at]
	cell := &r.cells[class]
	id := int(atomic.LoadUint32(cell))
	if id == 0 {
		l.batch.fill(r, class)
		id = int(atomic.LoadUint32(cell))
	}
	if id > len(l.shelf.whole) {
		l.shelf = l.batch.shelf.Load()
	}
	return l.shelf.bundles[(id-1)*n : id*n]
}

// assess computes what an outcome comes to on row i.
func (l *lanes[P, O, D]) assess(i, engine int, w *owed, p *parts) {
	c := l.columns
	v := c.Value[i] // 0 in rows aside
	p.more, p.rejected = p.more[:0], false
	switch {
	case v <= 0:
		l.charge(i, engine, p)
		return
	case w.lane == refused:
		*p = parts{more: p.more, rejected: true}
		return
	case w.lane == fast && uint64(v) <= fastLimit && c.Scale == 2 && l.policy == exact.Cent:
		for k := range slots {
			p.amounts[k] = int64((uint64(v)*uint64(w.rates[k]) + half) / million)
		}
	case w.lane == fast:
		if engine == 0 && uint64(v) > fastLimit {
			l.slow++
		}
		for k := range slots {
			amount, ok := rounded(v, w.rates[k], c.Scale, l.policy)
			if !ok {
				l.charge(i, engine, p)
				return
			}
			p.amounts[k] = amount
		}
	case w.wants && !c.hasQuantity(i):
		*p = parts{more: p.more, rejected: true}
		return
	case w.lane == perUnit && l.perUnit(i, w, p):
	case w.lane == byQuantity || w.lane == perUnit:
		if !l.byQuantity(i, engine, w, p) {
			l.charge(i, engine, p)
			return
		}
		if p.rejected {
			*p = parts{more: p.more, rejected: true}
			return
		}
	default:
		l.charge(i, engine, p)
		return
	}
	p.auth = w.auth
	p.base, p.rest = p.amounts[0], 0
	for _, amount := range p.amounts[1:] {
		p.rest += amount
	}
}

// rounded is a value at a rate in millionths, in cents by the policy; ok is false when
// it does not fit.
func rounded(v int64, rate uint32, scale uint8, policy exact.Policy) (cents int64, ok bool) {
	mode := exact.HalfUp
	switch policy {
	case exact.CentHalfEven:
		mode = exact.HalfEven
	case exact.Truncate:
		mode = exact.Down
	case exact.CFR1593:
		if v, ok = exact.MulRound(v, 1, scale, exact.HalfUp); !ok {
			return 0, false
		}
		scale = 0
	}
	return exact.MulRound(v, int64(rate), scale+4, mode)
}

// perUnit charges so much a unit in 128 bits, at 12 decimals; false where the quantity is
// in another unit, or the amounts are not of the usual size.
func (l *lanes[P, O, D]) perUnit(i int, w *owed, p *parts) bool {
	c := l.columns
	v, q := uint64(c.Value[i]), uint64(c.Quantity[i])
	if c.Units[c.Unit[i]] != w.unit || c.Scale != 2 || c.QuantityScale > 6 || l.policy != exact.Cent || v > fastLimit || q > fastLimit {
		return false
	}
	// cent is a cent at 12 decimals, and up brings cents times millionths to 12.
	const cent, up = 10_000_000_000, 10_000
	base := product(q, uint64(w.each)*pow10[6-c.QuantityScale])
	base.addWide(product(v*uint64(w.rates[0]), up))
	var ok bool
	if p.amounts[0], ok = base.rounded(cent); !ok {
		return false
	}
	for k := 1; k < slots; k++ {
		due := product(v*uint64(w.rates[k]), up)
		if w.tops[k] {
			due = due.less(base)
		}
		if p.amounts[k], ok = due.rounded(cent); !ok {
			return false
		}
	}
	return true
}

var pow10 = [7]uint64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}

// byQuantity charges a base duty on a quantity, and rates of the value. Without the
// quantity the row is rejected; false sends it the slow way.
func (l *lanes[P, O, D]) byQuantity(i, engine int, w *owed, p *parts) bool {
	c := l.columns
	facts := Facts{Rounding: l.policy}
	if q, ok := c.quantity(i); ok {
		if uint64(c.Quantity[i]) > fastLimit {
			return false
		}
		facts.Quantities = []trade.Quantity{q}
	}
	if uint64(c.Value[i]) > fastLimit {
		return false
	}
	value := l.policy.Value(decimal.New(c.Value[i], -int32(c.Scale)))
	facts.Value = value
	amount, err := l.batch.engines[engine].duties[w.base].Evaluate(facts)
	if err != nil {
		p.rejected = true
		return true
	}
	for k := range slots {
		due := amount.Total
		switch {
		case k == 0:
		case w.tops[k]:
			due = decimal.Max(decimal.New(int64(w.rates[k]), -6).Mul(value).Sub(amount.Total), decimal.Decimal{})
		default:
			due = decimal.New(int64(w.rates[k]), -6).Mul(value)
		}
		var ok bool
		if p.amounts[k], ok = cents(l.policy.Duty(due)); !ok {
			return false
		}
	}
	if engine == 0 {
		l.slow++
	}
	return true
}

// cents states an amount in cents.
func cents(d decimal.Decimal) (int64, bool) {
	n := d.Shift(2)
	if !n.IsInteger() || !n.BigInt().IsInt64() {
		return 0, false
	}
	return n.IntPart(), true
}

// charge takes the slow way.
func (l *lanes[P, O, D]) charge(i, engine int, p *parts) {
	if engine == 0 {
		l.slow++
	}
	*p = parts{more: p.more[:0]}
	w := work{engine: l.batch.engines[engine]}
	if err := w.run(l.columns.Entry(i)); err != nil || w.base.status == NeedsFact || w.waits() {
		p.rejected = true
		return
	}
	add := func(o *outcome, a Authority, base bool) {
		amount, ok := cents(o.amount)
		if sum := p.base + p.rest + amount; !ok || sum < 0 {
			p.rejected = true
			return
		}
		p.more = append(p.more, authAmount{l.batch.authAt[a], amount, base})
		if base {
			p.base += amount
		} else {
			p.rest += amount
		}
	}
	if w.base.status == Applied {
		add(&w.base, w.baseAuth, true)
	}
	for k := range w.outcomes {
		if w.outcomes[k].status == Applied {
			add(&w.outcomes[k], w.engine.measures[k].Authority, k == w.replaced)
		}
	}
	if p.rejected {
		*p = parts{more: p.more[:0], rejected: true}
	}
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

// add counts a row.
func (t *laneTotals) add(product, origin, date int, v int64, more *decimal.Decimal, p *parts) {
	at := len(t.sums)/max(t.authorities, 1) - 1
	if uint(product) < uint(len(t.product)) && uint(origin) < uint(len(t.origin)) && uint(date) < uint(len(t.date)) {
		at = int(t.product[product] + t.origin[origin] + t.date[date])
	}
	if t.authorities == 0 {
		s := &t.sums[at]
		if p.rejected {
			s.rejected++
			return
		}
		s.lines++
		s.addValue(v, more)
		s.base.add(p.base)
		s.additional.add(p.rest)
		return
	}
	at *= t.authorities
	if p.rejected {
		t.sums[at].rejected++
		return
	}
	// A row may be charged by an authority more than once, and counts once.
	t.scratch = t.scratch[:0]
	p.each(func(auth uint8, amount int64, base bool) {
		if amount == 0 && !base {
			return
		}
		for k := range t.scratch {
			if a := &t.scratch[k]; a.auth == auth && a.base == base {
				a.amount += amount
				return
			}
		}
		t.scratch = append(t.scratch, authAmount{auth, amount, base})
	})
	for _, a := range t.scratch {
		s := &t.sums[at+int(a.auth)]
		s.lines++
		s.addValue(v, more)
		if a.base {
			s.base.add(a.amount)
		} else {
			s.additional.add(a.amount)
		}
	}
}

// merge adds what the goroutine found to the result.
func (l *lanes[P, O, D]) merge(out *ColumnsResult) {
	l.flush()
	out.Rejected += l.lost
	out.Slow += l.slow
	out.Rejects = append(out.Rejects, l.rejects...)
	for i := range l.totals {
		l.totals[i].merge(l.batch, l.columns.Origins, l.columns.Scale)
	}
}

func (t *laneTotals) merge(b *Batch, origins []trade.Country, scale uint8) {
	t.to.scale, t.to.auths = scale, b.auths
	n := max(t.authorities, 1)
	for i := range t.sums {
		s := &t.sums[i]
		if s.lines+s.rejected == 0 {
			continue
		}
		var k Key
		at := i / n
		if i >= len(t.sums)-n {
			t.to.sums[t.to.at(k)].merge(s)
			continue
		}
		if t.to.by.Month {
			k.Month = t.months[at%t.nMonths]
		}
		if t.to.by.Digits > 0 {
			k.Product = t.chapters[at/t.nMonths%t.nChapters]
		}
		if t.to.by.Origin {
			k.Origin = origins[at/t.nMonths/t.nChapters]
		}
		if t.authorities > 0 && s.lines > 0 {
			k.Authority = b.auths[i%n]
		}
		t.to.sums[t.to.at(k)].merge(s)
	}
}
