package bulk

import (
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/internal/wide"
)

// rapidRows is the number of rows whose cells are looked up before any is computed: the
// loads of many rows wait for the memory together.
const rapidRows = 512

// What is written out below for each rate of an outcome, and the sizes on which sums of 64
// bits rest, are checked when this is compiled: another number of slots, or limits under
// which a sum could overflow, do not compile.
var _ = [1]struct{}{}[slots-5]

const (
	_ uint64 = plan.FastLimit*plan.MostRate + plan.Half // a product and its rounding
	// the duties beside the base in hot sums
	_ uint64 = hotRows * (slots - 1) * (plan.MostRate/plan.Million*plan.FastLimit + 1)
	_ uint   = hotRows - chunkRows // rows of a chunk are counted whole
)

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
		snapshot := l.snapshot.rates
		deferred := 0
		for i, v := range values[from : from+n] {
			w := &snapshot[ids[i]-1]
			ok := uint64(0)
			if uint64(v-1) < plan.FastLimit {
				ok = uint64(w.counts)
			}
			later[deferred] = uint32(i)
			deferred += int(1 - ok)
			u := uint64(v) & -ok
			s := (*[4]uint64)(sums[4*keys[i]:])
			s[0] += ok
			s[1] += u
			s[2] += (u*uint64(w.rates[0]) + plan.Half) / plan.Million
			s[3] += (u*uint64(w.rates[1])+plan.Half)/plan.Million + (u*uint64(w.rates[2])+plan.Half)/plan.Million +
				(u*uint64(w.rates[3])+plan.Half)/plan.Million + (u*uint64(w.rates[4])+plan.Half)/plan.Million
		}
		for _, i := range later[:deferred] {
			l.runDeferred(from+int(i), &l.snapshot.levy[ids[i]-1])
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
	due := make([][2]uint64, n) // of the different outcomes: base and additional duty
	for ; from < to; from += rapidRows {
		rows := min(rapidRows, to-from)
		l.lookUp(from, from+rows, ids[:rows], keys[:rows])
		snapshot := l.snapshot
		for i, v := range values[from : from+rows] {
			combination := int(ids[i] - 1)
			if uint64(v-1) >= plan.FastLimit || snapshot.whole[combination] == 0 {
				l.runFull(from+i, from+i+1)
				continue
			}
			u := uint64(v)
			for j, id := range snapshot.different[snapshot.starts[combination]:snapshot.starts[combination+1]] {
				w := &snapshot.rates[id]
				due[j] = [2]uint64{
					(u*uint64(w.rates[0]) + plan.Half) / plan.Million,
					(u*uint64(w.rates[1])+plan.Half)/plan.Million + (u*uint64(w.rates[2])+plan.Half)/plan.Million +
						(u*uint64(w.rates[3])+plan.Half)/plan.Million + (u*uint64(w.rates[4])+plan.Half)/plan.Million,
				}
			}
			sums := l.hot[int(keys[i])*(2+2*n):]
			sums[0]++
			sums[1] += u
			sums = sums[2 : 2+2*n]
			for k, j := range snapshot.which[combination*n : combination*n+n] {
				d := &due[j]
				sums[2*k] += d[0]
				sums[2*k+1] += d[1]
			}
		}
	}
	if l.since += chunkRows; l.since >= hotRows {
		l.flush()
	}
}

// hotRows is the number of rows after which 64 bits could no longer hold their sums:
// the duties of a row beside the base are up to 4 × 16 × fastLimit, and hotRows of them are
// below 2^64.
const hotRows = 1 << 18

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
			s.value.Plus(wide.Amount{Lo: l.hot[i+1]})
			s.base.Plus(wide.Amount{Lo: l.hot[i+2+2*k]})
			s.additional.Plus(wide.Amount{Lo: l.hot[i+3+2*k]})
		}
	}
	clear(l.hot)
}

// narrow is a class or a row that is not there, in the narrow tables of the rapid way.
const narrow = math.MaxUint16

// locate makes the tables that lookUp reads: the class of each product, the first row of
// the segment of each date, and whether the place of a row depends on more than its
// origin. Their numbers are narrow, so that the tables stay in the nearest caches; a
// batch of more classes or rows than that goes the full way.
func (l *lanes[P, O, D]) locate() bool {
	bound, t := l.bound, l.totals[0]
	if len(l.batch.members) >= narrow || len(l.batch.rowOf) >= narrow {
		return false
	}
	l.classOf, l.byDate, l.rowNear = make([]uint16, len(bound.classes)), make([]uint32, len(bound.segments)),
		make([]uint16, len(l.rowOf))
	for i, class := range bound.classes {
		l.classOf[i] = uint16(min(class, narrow))
	}
	for i, segment := range bound.segments {
		l.byDate[i] = unbound
		if segment >= 0 {
			l.byDate[i] = uint32(int(segment) * l.origins)
		}
	}
	elsewhere := func(part uint32) bool { return part != 0 }
	l.parted = slices.ContainsFunc(t.product, elsewhere) || slices.ContainsFunc(t.date, elsewhere)
	return true
}

// lookUp finds the combinations of rows, 1 + number, and the places of their totals. Rows that
// no cell answers get combination 0, the slow way. The cells, which lie far apart, are read in
// a loop of their own: the shorter it is, the more of them are on their way at once.
func (l *lanes[P, O, D]) lookUp(from, to int, ids, keys []uint32) {
	c := l.columns
	var rowsHere, classesHere [rapidRows]uint16
	products, origins, dates := c.Product[from:to], c.Origin[from:to], c.Date[from:to]
	n := len(products)
	rows, classes := rowsHere[:n], classesHere[:n]
	ids, keys, origins, dates = ids[:n], keys[:n], origins[:n], dates[:n]
	classOf, originPlace, byDate, rowOf := l.classOf, l.totals[0].origin, l.byDate, l.rowNear
	productPlace, datePlace, parted := l.totals[0].product, l.totals[0].date, l.parted
	quantities, claims := len(c.Unit) > 0, len(c.Claim) > 0
	for i := range products {
		p, o, d := int(products[i]), int(origins[i]), int(dates[i])
		keys[i] = 0
		if uint(p) >= uint(len(classOf)) || uint(o) >= uint(len(originPlace)) || uint(d) >= uint(len(byDate)) {
			continue
		}
		keys[i] = originPlace[o]
		if parted {
			keys[i] += productPlace[p] + datePlace[d]
		}
		class, segment := classOf[p], byDate[d]
		if class == narrow || segment == unbound || quantities && l.badQuantity(from+i) || claims && c.Claim[from+i] != 0 {
			continue
		}
		at := rowOf[int(segment)+o]
		if at == 0 {
			if l.bound.places[o] == unbound {
				continue
			}
			at = uint16(1 + l.row(int(l.bound.segments[d]), o))
			rowOf[int(segment)+o] = at
		}
		rows[i], classes[i] = at, class
	}
	b, cells, most := l.batch, l.snapshot.cells, uint32(0)
	pair, mask := b.pair, b.mask
	for i, near := range classes {
		class := uint32(near)
		id := cell(cells[rows[i]], class, pair, mask)
		if id == 0 {
			id = b.fill(l.snapshot.rows[rows[i]-1], class)
		}
		ids[i] = id
		most = max(most, id)
	}
	if int(most) > len(l.snapshot.whole) {
		l.snapshot = b.snapshot.Load()
	}
}

// runDeferred does a row of the rapid way that owes more than rates of the value.
func (l *lanes[P, O, D]) runDeferred(i int, w *levy) {
	c := l.columns
	var more *decimal.Decimal
	if l.entries {
		if e, ok := c.Entries[i]; ok {
			w, more = &l.snapshot.levy[0], &e.Value
		}
	}
	if c.claim(i) != 0 {
		w = &l.snapshot.levy[0]
	}
	l.assess(i, 0, w, &l.parts)
	if l.parts.rejected {
		l.reject(i, 0)
	}
	l.count(i, 0, more)
}
