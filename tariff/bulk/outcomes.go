package bulk

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/trade"
)

// snapshot is what workers read: it is replaced, never changed.
type snapshot struct {
	rows  []*row
	cells [][]uint32 // by 1 + row; before the rows stands one cell that says combination 0
	levy  []levy
	rates []rated // of levy
	// A combination is what a class owes under all engines: an outcome for each. With one engine
	// a combination is its outcome.
	combinations []uint32
	whole        []uint64 // by combination: 1 when all its outcomes are of the fast lane, else 0
	// For several engines: the different outcomes of a combination stand from starts[combination] to
	// starts[combination+1] in different, and which says which of them each engine has.
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
	// cells hold for each class 1 + combination, 0 while unknown, in a word or in half a word of
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
	// perUnit: a base duty of a specific duty, with or without a rate of the value, or of a
	// third of a rate, such as 33 1/3 percent.
	perUnit
	// byQuantity: any other base duty that may depend on a quantity.
	byQuantity
	// slow: as the engine assesses one entry, without the explanation.
	slow
	// refused: no entry without claims has an answer.
	refused
)

// slots is the number of rates of an outcome: the base and the duties beside it.
const slots = 5

// levy is what a class owes in a row. Rates are millionths of the value.
type levy struct {
	rates         [slots]uint32 // the first is the base
	auth          [slots]uint8
	tops          [slots]bool // in the lanes of quantities: the rate is a total with the base
	lane          lane
	needsQuantity bool       // there is no answer without a quantity
	unit          trade.Unit // in the lane perUnit
	each          uint32     // in the lane perUnit: millionths of the currency for each unit
	third         bool       // in the lane perUnit: the base is a third of its rate
	base          string     // in the lanes of quantities: the text of the base duty
}

// intern numbers an outcome.
func (b *Batch) intern(next *snapshot, o levy) uint32 {
	id, known := b.outcomes[o]
	if !known {
		id = uint32(len(next.levy))
		b.outcomes[o] = id
		r := rated{rates: o.rates}
		if o.lane == fast {
			r.counts = 1
		}
		next.levy, next.rates = append(next.levy, o), append(next.rates, r)
	}
	return id
}

// combination numbers what a class owes under all engines.
func (b *Batch) combination(found []levy) uint32 {
	next := *b.snapshot.Load()
	ids := make([]uint32, 0, 8)
	key := make([]byte, 0, 64)
	whole := uint64(1)
	for _, o := range found {
		id := b.intern(&next, o)
		ids, key = append(ids, id), binary.LittleEndian.AppendUint32(key, id)
		whole &= uint64(next.rates[id].counts)
	}
	at, known := b.combinationAt[string(key)]
	if !known {
		at = uint32(len(next.whole))
		b.combinationAt[string(key)] = at
		next.combinations, next.whole = append(next.combinations, ids...), append(next.whole, whole)
		if len(ids) > 1 {
			next.addDifferent(ids)
		}
		b.snapshot.Store(&next)
	}
	return at
}

// cell reads the cell of a class: 1 + combination, or 0.
func cell(cells []uint32, class, pair, mask uint32) uint32 {
	return atomic.LoadUint32(&cells[class>>pair]) >> (class & pair << 4) & mask
}

// addDifferent adds the different outcomes of a combination.
func (s *snapshot) addDifferent(ids []uint32) {
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
