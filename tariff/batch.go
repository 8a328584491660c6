package tariff

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// Batch is one or more engines prepared for columns of entries. Several engines are
// scenarios over one schedule: a batch looks an entry up once for all of them.
//
// A batch never assesses by tables of rates. It knows which products no rule of any
// engine tells apart (a class), and which origins stand under the same rules in a
// segment of days (a row). What a class owes in a row is decided the first time that
// an entry asks, by the rules of the engine, and remembered as a cell. A Batch may be
// used by any number of goroutines.
type Batch struct {
	engines []*Engine
	grids   []*grid
	days    []trade.Date
	from    trade.Date
	until   trade.Date // the last day that every engine answers for

	class    []uint32 // by product of the grids
	members  []int32  // by class: a product that stands for it
	origins  []trade.Country
	originAt map[trade.Country]uint32
	kindOf   [][]uint16   // by segment and origin: origins alike
	standing [][]string   // by segment and kind: for each set of origins 1 or 0
	sets     []originSets // by engine
	auths    []Authority
	authAt   map[Authority]uint8
	columns  [][]uint32 // by engine: the column of each scope, by segment and scope
	scopes   []uint64   // for each class, a bit for each column: the scope holds it
	words    int        // of a class in scopes
	metals   []byte     // by class: a bit for each metal that it is
	compiled map[string]*base
	bases    [][2]*base // by line of the schedule: what columns 1 and 2 charge
	epochs   []uint16   // by segment: the first segment with the same lines
	apart    map[trade.Product]bool

	// Under one engine two cells share a word, because there are some thousand outcomes:
	// pair is 1 then, else 0, and mask is what a cell may hold.
	pair, mask uint32

	settled  sync.Once
	mu       sync.Mutex
	rowAt    map[string]uint32
	rowOf    []atomic.Uint32   // by segment and kind of origins: 1 + row, 0 while unknown
	laws     [][]func() *coded // by engine and segment
	kinds    int               // the most kinds of origins of a segment
	scratch  sync.Pool         // of *cells
	shelf    atomic.Pointer[shelf]
	outcomes map[owed]uint32
	bundleAt map[string]uint32

	ruleIDs    map[string]uint32 // of rules and exceptions, by what tells them apart
	alikes     map[string]*alike // by the columns asked for
	extraIDs   map[extra]uint32
	additional map[string]*additional    // by the ids of the extras
	opened     [][]atomic.Pointer[rules] // by engine, segment and kind of origins
	split      []bool                    // by class: it shares its decisions with no other
}

// shelf is what workers read: it is replaced, never changed.
type shelf struct {
	rows  []*row
	cells [][]uint32 // by 1 + row; before the rows stands one cell that says bundle 0
	owed  []owed
	rates []rated // of owed
	// A bundle is what a class owes under all engines: an outcome for each. With one engine
	// a bundle is its outcome.
	bundles []uint32
	whole   []uint64 // by bundle: 1 when all its outcomes are of the fast lane, else 0
	// For several engines: the different outcomes of a bundle stand from starts[bundle] to
	// starts[bundle+1] in different, and which says which of them each engine has.
	starts    []uint32
	different []uint32
	which     []uint16
}

// rated is what the rapid way reads of an outcome: counts is 1 in the fast lane, else 0.
type rated struct {
	rates  [slots]uint32
	counts uint32
}

// row holds the cells of the origins under one set of rules.
type row struct {
	segment int
	rules   []rules // by engine
	sameAs  []int   // by engine: the first with the same rules
	// cells hold for each class 1 + bundle, 0 while unknown, in a word or in half a word of
	// their own; they are read and written atomically.
	cells []uint32

	alike   *alike
	decided []atomic.Pointer[additional] // by kind of alike
}

// Lane is the way by which an entry is assessed.
type lane uint8

const (
	// fast: up to five rates of the whole value.
	fast lane = iota
	// perUnit: a base duty of so much a unit, with or without a rate of the value, or of a
	// third of a rate, such as 33 1/3 percent.
	perUnit
	// byQuantity: any other base duty that may hang on a quantity.
	byQuantity
	// slow: as the engine assesses one entry, without the explanation.
	slow
	// refused: no entry without claims has an answer.
	refused
)

// slots is the number of rates of an outcome: the base and the duties beside it.
const slots = 5

// owed is what a class owes in a row. Rates are millionths of the value.
type owed struct {
	rates [slots]uint32 // the first is the base
	auth  [slots]uint8
	tops  [slots]bool // in the lanes of quantities: the rate is a total with the base
	lane  lane
	wants bool       // there is no answer without a quantity
	unit  trade.Unit // in the lane perUnit
	each  uint32     // in the lane perUnit: millionths of the currency for each unit
	third bool       // in the lane perUnit: the base is a third of its rate
	base  string     // in the lanes of quantities: the text of the base duty
}

// NewBatch prepares engines for columns. The engines must be of books that share one
// schedule, as a book and its scenarios do.
func NewBatch(engines ...*Engine) (*Batch, error) {
	if len(engines) == 0 || slices.Contains(engines, nil) {
		return nil, errors.New("batch: wants one engine or more")
	}
	b := &Batch{
		engines: engines, originAt: map[trade.Country]uint32{}, authAt: map[Authority]uint8{},
		ruleIDs: map[string]uint32{}, alikes: map[string]*alike{},
		extraIDs: map[extra]uint32{}, additional: map[string]*additional{},
		rowAt: map[string]uint32{}, outcomes: map[owed]uint32{}, bundleAt: map[string]uint32{}, mask: math.MaxUint32,
	}
	if len(engines) == 1 {
		b.pair, b.mask = 1, math.MaxUint16
	}
	schedule := engines[0].book.Schedule
	for _, e := range engines {
		if e.book.Schedule != schedule {
			return nil, errors.New("batch: the books do not share one schedule; make the scenarios from one book")
		}
		if e.opts.Rounding != engines[0].opts.Rounding {
			return nil, errors.New("batch: the engines do not round by one policy")
		}
	}
	b.scratch.New = func() any { return new(cells) }
	b.segments()
	var wg sync.WaitGroup
	wg.Go(b.classifyOrigins)
	b.grids = make([]*grid, len(engines))
	first := &grid{book: engines[0].book, engine: engines[0], days: b.days}
	first.universe(nil, b.named())
	for i, e := range engines {
		b.grids[i] = &grid{book: e.book, engine: e, days: b.days, products: first.products, lineOf: first.lineOf}
		wg.Go(b.grids[i].scopeBits)
	}
	for _, e := range engines {
		b.addAuthorities(e)
	}
	wg.Wait()
	if len(b.auths) > 255 {
		return nil, errors.New("batch: more than 255 authorities")
	}
	for seg, lines := range first.lineOf {
		epoch := uint16(seg)
		if seg > 0 && slices.Equal(lines, first.lineOf[seg-1]) {
			epoch = b.epochs[seg-1]
		}
		b.epochs = append(b.epochs, epoch)
	}
	b.classify()
	for engine := range engines {
		laws := make([]func() *coded, len(b.days))
		for seg := range laws {
			laws[seg] = sync.OnceValue(func() *coded { return b.coded(engine, seg) })
		}
		b.laws = append(b.laws, laws)
	}
	b.shelf.Store(&shelf{cells: [][]uint32{{1}}})
	aside := make([]owed, len(engines))
	for i := range aside {
		aside[i].lane = slow
	}
	b.bundle(aside) // bundle 0 is of rows that have no cell
	return b, nil
}

// Products are the codes that can be entered on some day that the batch knows: the numbers
// of the schedule and its lines.
func (b *Batch) Products() []trade.Product {
	g := b.grids[0]
	var out []trade.Product
	for i, p := range g.products {
		if slices.ContainsFunc(g.lineOf, func(lines []int32) bool { return lines[i] >= 0 }) {
			out = append(out, p)
		}
	}
	return out
}

// Origins are the countries that a batch knows.
func (b *Batch) Origins() []trade.Country { return slices.Clone(b.origins) }

// Authorities are the authorities of the duties, the columns of the schedule first.
func (b *Batch) Authorities() []Authority { return slices.Clone(b.auths) }

func (b *Batch) addAuthorities(e *Engine) {
	add := func(a Authority) {
		if _, known := b.authAt[a]; !known {
			b.authAt[a] = uint8(len(b.auths))
			b.auths = append(b.auths, a)
		}
	}
	add(Column1)
	add(Column2)
	for i := range e.measures {
		add(e.measures[i].Authority)
	}
}

// segments cuts time where any of the books changes.
func (b *Batch) segments() {
	seen := map[trade.Date]bool{}
	for i, e := range b.engines {
		book := e.book
		if i == 0 || book.KnownFrom.After(b.from) {
			b.from = book.KnownFrom
		}
		for _, until := range []trade.Date{book.KnownUntil, book.Schedule.KnownUntil} {
			if !until.IsZero() && (b.until.IsZero() || until.Before(b.until)) {
				b.until = until
			}
		}
	}
	add := func(d trade.Date) {
		if d.After(b.from) && !d.After(b.until) {
			seen[d] = true
		}
	}
	for _, e := range b.engines {
		for _, d := range e.book.days(b.from, b.until.AddDays(1)) {
			add(d)
		}
		for d := range e.memberDays() {
			add(d)
		}
		for _, r := range e.book.BaseRates {
			add(r.During.From)
			add(r.During.To)
		}
	}
	b.days = append(b.days, b.from)
	for d := range seen {
		b.days = append(b.days, d)
	}
	slices.SortFunc(b.days, trade.Date.Compare)
}

// memberDays are the days on which a group that the book names changes.
func (e *Engine) memberDays() map[trade.Date]bool {
	days := map[trade.Date]bool{}
	for _, g := range e.book.Groups {
		for _, m := range g.Members {
			days[m.During.From], days[m.During.To] = true, true
		}
	}
	for _, g := range e.known {
		for _, m := range g.Memberships() {
			days[m.During.From], days[m.During.To] = true, true
		}
	}
	return days
}

// segmentOn is the segment of a day, or -1 outside the days that every book knows.
func (b *Batch) segmentOn(on trade.Date) int {
	if on.Before(b.from) || on.After(b.until) {
		return -1
	}
	i, found := slices.BinarySearchFunc(b.days, on, trade.Date.Compare)
	if !found {
		i--
	}
	return i
}

// lastDay is the last day of a segment.
func (b *Batch) lastDay(seg int) trade.Date {
	if seg+1 < len(b.days) {
		return b.days[seg+1].AddDays(-1)
	}
	return b.until
}

// classify finds the products that no rule tells apart on any day: those with the same
// base duties that stand in the same scopes.
func (b *Batch) classify() {
	n := len(b.grids[0].products)
	keys := make([][]byte, n)
	b.basesOf(keys)
	columns := b.number()
	b.words = (len(columns) + 63) / 64
	words := b.words
	held := make([]uint64, words*n)
	for k, set := range columns {
		for w, word := range set {
			for i := w * 64; word != 0 && i < n; i, word = i+1, word>>1 {
				held[i*words+k/64] |= word & 1 << (k % 64)
			}
		}
	}
	for i := range keys {
		for _, word := range held[i*words : (i+1)*words] {
			keys[i] = binary.LittleEndian.AppendUint64(keys[i], word)
		}
	}
	ids := make(map[string]uint32, n/4)
	b.class = make([]uint32, n)
	for i := range keys {
		id, known := ids[string(keys[i])]
		if !known {
			id = uint32(len(b.members))
			ids[string(keys[i])] = id
			b.members = append(b.members, int32(i))
		}
		b.class[i] = id
	}
	for _, i := range b.members {
		b.scopes = append(b.scopes, held[int(i)*words:(int(i)+1)*words]...)
		metal := byte(0)
		for k, m := range metals {
			if allMetal(b.grids[0].products[i], m.basis) {
				metal |= 1 << k
			}
		}
		p := b.grids[0].products[i]
		b.metals, b.split = append(b.metals, metal), append(b.split, b.apart[p] || forWorkAbroad(p))
	}
}

// settle numbers the classes anew, those of the most rows first, so that the cells that
// are read most lie together. It happens once, before the first cell is made; rows is a
// count by class.
func (b *Batch) settle(rows []int) {
	order := make([]uint32, len(b.members)) // old numbers in the new order
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(x, y uint32) int { return rows[y] - rows[x] })
	members, renumbered := make([]int32, len(order)), make([]uint32, len(order))
	for i, old := range order {
		members[i], renumbered[old] = b.members[old], uint32(i)
	}
	for i, class := range b.class {
		b.class[i] = renumbered[class]
	}
	b.members = members
	scopes, metals, split := make([]uint64, 0, len(b.scopes)), make([]byte, 0, len(order)), make([]bool, 0, len(order))
	for _, old := range order {
		scopes = append(scopes, b.scopes[int(old)*b.words:(int(old)+1)*b.words]...)
		metals, split = append(metals, b.metals[old]), append(split, b.split[old])
	}
	b.scopes, b.metals, b.split = scopes, metals, split
}

// basesOf begins the key of each product with its base duties over time, and the
// metal that it is.
func (b *Batch) basesOf(keys [][]byte) {
	g := b.grids[0]
	texts := map[string]uint32{}
	number := func(text string) uint32 {
		id, known := texts[text]
		if !known {
			id = uint32(len(texts))
			texts[text] = id
		}
		return id
	}
	b.compiled = map[string]*base{}
	compile := func(e *Engine, text string) *base {
		if b.compiled[text] == nil {
			b.compiled[text] = compileBase(text, e.duties[text])
			b.compiled[text].id = uint32(len(b.compiled))
		}
		return b.compiled[text]
	}
	for _, e := range b.engines {
		for _, rate := range e.book.BaseRates {
			compile(e, rate.Duty)
		}
	}
	lines := make([][2]uint32, len(g.book.Schedule.Lines))
	b.bases = make([][2]*base, len(lines))
	for i := range lines {
		l := &g.book.Schedule.Lines[i]
		lines[i] = [2]uint32{number(l.General), number(l.Other)}
		b.bases[i] = [2]*base{compile(b.engines[0], l.General), compile(b.engines[0], l.Other)}
	}
	for i, p := range g.products {
		key := make([]byte, 0, 64)
		for k, metal := range []Basis{SteelContent, AluminumContent, CopperContent} {
			if allMetal(p, metal) {
				key = append(key, byte(k))
			}
		}
		key = append(key, '|')
		if b.apart[p] || forWorkAbroad(p) {
			key = append(key, p...)
		}
		last := int32(-2)
		for seg := range g.days {
			at := g.lineOf[seg][i]
			if at == last || (at >= 0 && last >= 0 && lines[at] == lines[last]) {
				last = at
				continue
			}
			last = at
			key = binary.LittleEndian.AppendUint16(key, uint16(seg))
			if at < 0 {
				key = append(key, '-')
				continue
			}
			key = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(key, lines[at][0]), lines[at][1])
		}
		keys[i] = append(key, '|')
	}
}

// named are the codes beside the numbers of the schedule that an answer may hang on:
// its lines, and numbers that stand only on a list. It also finds the lines below which
// a list names numbers, which do not share their answer with any other product.
func (b *Batch) named() []trade.Product {
	var out []trade.Product
	lines := b.engines[0].book.Schedule.Lines
	for i := range lines {
		if len(lines[i].Code) >= 8 {
			out = append(out, lines[i].Code)
		}
	}
	b.apart = map[trade.Product]bool{}
	for _, e := range b.engines {
		for _, entries := range e.lists {
			for i := range entries {
				if c := entries[i].Code; len(c) > 8 {
					b.apart[c[:8]] = true
					if len(c) == 10 {
						out = append(out, c)
					}
				}
			}
		}
		e.eachCode(func(c trade.Product) {
			if len(c) > 8 {
				b.apart[c[:8]] = true
			}
		})
	}
	return out
}

// number gives a number, a column, to each different set of products that a scope of
// any engine holds in any segment.
func (b *Batch) number() (columns []bitset) {
	at := map[string]uint32{}
	var key []byte
	for _, g := range b.grids {
		bySegment := make([]uint32, len(g.days)*len(g.scopes))
		for k := range g.scopes {
			for seg := range g.days {
				set, slot := g.bits[seg][k], seg*len(g.scopes)+k
				if seg > 0 && slices.Equal(set, g.bits[seg-1][k]) {
					bySegment[slot] = bySegment[slot-len(g.scopes)]
					continue
				}
				key = key[:0]
				for _, word := range set {
					key = binary.LittleEndian.AppendUint64(key, word)
				}
				column, known := at[string(key)]
				if !known {
					column = uint32(len(columns))
					at[string(key)] = column
					columns = append(columns, set)
				}
				bySegment[slot] = column
			}
		}
		b.columns = append(b.columns, bySegment)
	}
	return columns
}

// originSets are places in the memberships of a kind of origins: the sets of the plan of
// an engine stand from a place on, and then its own, or -1.
type originSets struct {
	from            int
	column2, covers int
	chosen          int // the origins for which the engine was compiled
}

// classifyOrigins finds the origins that stand in the same sets of origins in a segment.
func (b *Batch) classifyOrigins() {
	type set struct {
		engine *Engine
		o      Origins
	}
	var sets []set
	for _, e := range b.engines {
		of := originSets{from: len(sets)}
		for _, o := range e.planned().sets {
			sets = append(sets, set{e, o})
		}
		own := func(names ...string) int {
			if len(names) == 0 || names[0] == "" {
				return -1
			}
			sets = append(sets, set{e, Origins{In: names}})
			return len(sets) - 1 - of.from
		}
		of.covers, of.column2 = own(e.covers...), own(e.book.Column2)
		var chosen []string
		for _, c := range e.opts.Origins {
			chosen = append(chosen, string(c))
		}
		of.chosen = own(chosen...)
		b.sets = append(b.sets, of)
	}
	b.origins = append(trade.Countries(), trade.FormerCountries()...)
	for i, c := range b.origins {
		b.originAt[c] = uint32(i)
	}
	changes := map[trade.Date]bool{}
	for _, e := range b.engines {
		maps.Copy(changes, e.memberDays())
	}
	key := make([]byte, len(sets))
	for seg, on := range b.days {
		if seg > 0 && !changes[on] {
			b.kindOf, b.standing = append(b.kindOf, b.kindOf[seg-1]), append(b.standing, b.standing[seg-1])
			continue
		}
		ids, kinds := map[string]uint16{}, make([]uint16, len(b.origins))
		var standing []string
		for i, c := range b.origins {
			for k := range sets {
				key[k] = flag(sets[k].engine.originsHold(sets[k].o, c, on))
			}
			id, known := ids[string(key)]
			if !known {
				id = uint16(len(ids))
				ids[string(key)] = id
				standing = append(standing, string(key))
			}
			kinds[i] = id
		}
		b.kindOf, b.standing = append(b.kindOf, kinds), append(b.standing, standing)
	}
	for _, standing := range b.standing {
		b.kinds = max(b.kinds, len(standing))
	}
	b.rowOf = make([]atomic.Uint32, len(b.days)*b.kinds)
	for range b.engines {
		b.opened = append(b.opened, make([]atomic.Pointer[rules], len(b.days)*b.kinds))
	}
}

// intern numbers an outcome.
func (b *Batch) intern(next *shelf, o owed) uint32 {
	id, known := b.outcomes[o]
	if !known {
		id = uint32(len(next.owed))
		b.outcomes[o] = id
		r := rated{rates: o.rates}
		if o.lane == fast {
			r.counts = 1
		}
		next.owed, next.rates = append(next.owed, o), append(next.rates, r)
	}
	return id
}

// bundle numbers what a class owes under all engines.
func (b *Batch) bundle(found []owed) uint32 {
	next := *b.shelf.Load()
	ids := make([]uint32, 0, 8)
	key := make([]byte, 0, 64)
	whole := uint64(1)
	for _, o := range found {
		id := b.intern(&next, o)
		ids, key = append(ids, id), binary.LittleEndian.AppendUint32(key, id)
		whole &= uint64(next.rates[id].counts)
	}
	at, known := b.bundleAt[string(key)]
	if !known {
		at = uint32(len(next.whole))
		b.bundleAt[string(key)] = at
		next.bundles, next.whole = append(next.bundles, ids...), append(next.whole, whole)
		if len(ids) > 1 {
			next.part(ids)
		}
		b.shelf.Store(&next)
	}
	return at
}

// cell reads the cell of a class: 1 + bundle, or 0.
func cell(cells []uint32, class, pair, mask uint32) uint32 {
	return atomic.LoadUint32(&cells[class>>pair]) >> (class & pair << 4) & mask
}

// part adds the different outcomes of a bundle.
func (s *shelf) part(ids []uint32) {
	if len(s.starts) == 0 {
		s.starts = append(s.starts, 0)
	}
	from := len(s.different)
	for _, id := range ids {
		at := slices.Index(s.different[from:], id)
		if at < 0 {
			at = len(s.different) - from
			s.different = append(s.different, id)
		}
		s.which = append(s.which, uint16(at))
	}
	s.starts = append(s.starts, uint32(len(s.different)))
}

// millionths states a rate in parts of a million; ok is false when it is negative, has
// more decimals, or is above 16 times the value.
func millionths(r decimal.Decimal) (rate uint32, ok bool) {
	parts := r.Shift(6)
	if r.IsNegative() || !parts.Equal(parts.Truncate(0)) || parts.GreaterThan(decimal.NewFromInt(mostRate)) {
		return 0, false
	}
	return uint32(parts.IntPart()), true
}
