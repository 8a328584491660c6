package bulk

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
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
	rules   []plan.Rule
	// replaces: a rule replaces the base duty.
	replaces bool
}

// baseRate is a base rate in place of the general one, for the products of a column.
type baseRate struct {
	column uint32
	base   *base
}

// row finds the row of an origin in a segment, and makes it when it is the first.
func (b *Batch) row(seg int, origin uint32) uint32 {
	slot := &b.rowOf[seg*b.kinds+int(b.kindOf[seg][origin])]
	if id := slot.Load(); id != 0 {
		return id - 1
	}
	var space [2048]byte
	key := space[:0]
	var sameAs []int
	first := map[string]int{}
	for i := range b.engines {
		from := len(key)
		key = b.rowKey(key, i, seg, origin)
		own := string(key[from:])
		if _, known := first[own]; !known {
			first[own] = i
		}
		key, sameAs = append(key, 0xFF), append(sameAs, first[own])
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	id, known := b.rowAt[string(key)]
	if !known {
		old := b.snapshot.Load()
		id = uint32(len(old.rows))
		b.rowAt[string(key)] = id
		r := &row{segment: seg, sameAs: sameAs, cells: make([]uint32, len(b.members)>>b.pair+1)}
		for i := range b.engines {
			r.rules = append(r.rules, b.rules(i, seg, origin))
		}
		r.alike = b.alikeIn(b.asked(r.rules))
		r.decided = make([]atomic.Pointer[additional], r.alike.kinds)
		next := *old
		next.rows, next.cells = append(old.rows, r), append(old.cells, r.cells)
		b.snapshot.Store(&next)
	}
	slot.Store(id + 1)
	return id
}

// unstated is what a row of columns states: nothing.
var unstated plan.Declared

// coded is the law of an engine in a segment for goods of which nothing is stated, with
// what it adds to the key of a row.
type coded struct {
	*plan.StretchLaw
	key   []byte // of the base duties
	bases []baseRate
	keys  []ruleKey // of the rules, in their order
}

// ruleKey is what the key of a row reads of a rule, in one place: rows are asked for many
// times as often as they are made.
type ruleKey struct {
	set   int // of origins
	id    uint32
	at    int // among the measures
	lifts []liftKey
}

type liftKey struct {
	set      int // of origins; -1 is every origin
	id       uint32
	depends  bool // on its subjects
	subjects []int32
}

// coded codes the law of an engine for a segment.
func (b *Batch) coded(engine, seg int) *coded {
	e, g, on := b.engines[engine], b.grids[engine], b.days[seg]
	columns := b.columns[engine][seg*len(g.Scopes):]
	scope := func(key []byte, k int32) []byte { return binary.LittleEndian.AppendUint32(key, columns[k]) }
	out := &coded{}
	for _, base := range e.Plan().Book.BaseRates {
		if base.During.Contains(on) && len(base.Products.In) > 0 {
			k := int32(g.Scope(law.Scope{Codes: base.Products}))
			out.key = append(append(scope(out.key, k), base.Duty...), 0)
			out.bases = append(out.bases, baseRate{columns[k], b.compiled[base.Duty]})
		}
	}
	number := func(key []byte) uint32 {
		b.mu.Lock()
		defer b.mu.Unlock()
		id, known := b.ruleIDs[string(key)]
		if !known {
			id = uint32(len(b.ruleIDs))
			b.ruleIDs[string(key)] = id
		}
		return id
	}
	out.StretchLaw = e.Plan().LawIn(e.Plan().StretchOf(on)).Stated(&unstated)
	space, lifts := make([]byte, 0, 256), make([]liftKey, 0, 256)
	for i := range out.Rules {
		r, first := &out.Rules[i], len(lifts)
		r.Column = columns[r.Scope]
		r.Millionths, r.Fits = r.Term.Millionths, r.Term.Fits
		if !r.Term.IsRate {
			r.ByUnit = slices.ContainsFunc(r.Term.Parsed.Needs(), func(n duty.Need) bool { return n.Kind == duty.NeedQuantity })
		}
		unknown := !r.KnownUntil.IsZero() && b.lastDay(seg).After(r.KnownUntil)
		code := append(space[:0], '*', plan.Flag(unknown), plan.Flag(r.Term.State == law.Prohibited), plan.Flag(r.Fits),
			plan.Flag(r.ByUnit))
		code = append(code, plan.Flag(r.Ask != ""), b.authAt[r.Authority])
		code = binary.LittleEndian.AppendUint32(code, r.Millionths)
		for _, text := range []string{string(r.Term.ChargedOn), string(r.Stacking), r.Group} {
			code = append(append(code, text...), 0)
		}
		r.ID = number(scope(code, r.Scope))
		for k := range r.Lifts {
			x := r.Lifts[k]
			code := append(space[:0], 'x', plan.Flag(len(x.Subject) > 0), plan.Flag(x.Whole))
			if x.Scope >= 0 {
				x.Column = columns[x.Scope]
				code = scope(code, x.Scope)
			}
			x.ID = number(code)
			lifts = append(lifts, liftKey{x.Set, x.ID, len(x.Subject) > 0, x.Subjects})
		}
		out.keys = append(out.keys, ruleKey{r.Set, r.ID, r.At, lifts[first:len(lifts):len(lifts)]})
	}
	return out
}

// held says which sets of origins hold an origin in a segment.
func (b *Batch) held(engine, seg int, origin uint32) (sets *originSets, holds func(set int) bool) {
	sets = &b.sets[engine]
	memberships := b.memberships[seg][b.kindOf[seg][origin]][sets.from:]
	return sets, func(set int) bool { return memberships[set] == 1 }
}

func (s *originSets) covered(holds func(set int) bool) bool {
	return (s.covers < 0 || holds(s.covers)) && (s.chosen < 0 || holds(s.chosen))
}

func (s *originSets) underColumn2(holds func(set int) bool) bool {
	return s.column2 >= 0 && holds(s.column2)
}

// rowKey appends what tells rows apart: rows with one key owe the same on every product.
// It says of the rules that row would pick, without picking them.
func (b *Batch) rowKey(key []byte, engine, seg int, origin uint32) []byte {
	sets, holds := b.held(engine, seg, origin)
	said := b.laws[engine][seg]()
	key = binary.LittleEndian.AppendUint16(key, b.epochs[seg])
	key = append(key, plan.Flag(sets.covered(holds)), plan.Flag(sets.underColumn2(holds)))
	key = append(key, said.key...)
	var space [512]int32
	places, next := space[:], int32(1) // 1 + place in the row
	if n := len(b.engines[engine].Plan().Measures); n > len(space) {
		places = make([]int32, n)
	}
	for i := range said.keys {
		r := &said.keys[i]
		if !holds(r.set) {
			continue
		}
		key = binary.LittleEndian.AppendUint32(key, r.id)
		for k := range r.lifts {
			x := &r.lifts[k]
			if x.set >= 0 && !holds(x.set) {
				continue
			}
			from := len(key)
			key = binary.LittleEndian.AppendUint32(key, x.id)
			bare := len(key)
			for _, j := range x.subjects {
				if places[j] > 0 {
					key = binary.LittleEndian.AppendUint16(key, uint16(places[j]))
				}
			}
			if x.depends && len(key) == bare { // none of its subjects is in the row
				key = key[:from]
			}
		}
		places[r.at] = next
		next++
	}
	return key
}

// rules picks the rules of an engine for an origin in a segment.
func (b *Batch) rules(engine, seg int, origin uint32) rules {
	sets, holds := b.held(engine, seg, origin)
	said := b.laws[engine][seg]()
	r := rules{
		on: b.days[seg], last: b.lastDay(seg), column2: sets.underColumn2(holds), covered: sets.covered(holds),
		rules: said.Row(len(b.engines[engine].Plan().Measures), holds),
	}
	r.replaces = slices.ContainsFunc(r.rules, func(r plan.Rule) bool { return r.Stacking == law.Replaces })
	return r
}
