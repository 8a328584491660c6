package source

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// survey is what the first reading of a file learns about its rows, so that the
// second counts nothing twice. It holds a key of 8 bytes for each row.
type survey struct {
	countries map[trade.Country]uint64
	periods   map[trade.Interval]uint64
	products  map[trade.Product]uint64
	prefixes  [][]uint64              // by product: what it is a part of, all products last
	whole     map[flowKey]struct{}    // rows that are no part of another
	above     map[flowKey]struct{}    // what the rows are a part of: chapter, heading, in the period or its year
	imports   map[flowKey]struct{}    // the pairs of countries of which the importer reports
	toDate    map[trade.Interval]bool // periods of more than a month from January on, which add up to no year
	spans     map[trade.Interval]*spans
	measures  map[int]bool
	positive  map[int]bool             // the columns of years with a value above zero
	latest    map[yearOfKey]trade.Date // by trade but for the period: the last day that a row of the year is about
	sums      map[flowKey]*sum         // chapters, headings and years that the file states beside their parts
	inOrder   []*sum
	monthly   bool // columns are of months of the year of the row
	shipments bool // a row may be a shipment
	facts     map[factKey]fact
	rests     map[string]uint64  // numbers for the texts that tell rows of one trade apart
	editions  map[flowKey]string // by countries, period and chapter: the last edition that the file has
}

// yearOfKey is the trade of a calendar year.
type yearOfKey struct {
	trade flowKey
	year  int
}

// sum is what a row of the file says that its parts add up to, and what they do.
type sum struct {
	what          trade.Flow
	cell          string
	stated, found decimal.Decimal
	known         bool
}

// flowKey is what two rows about the same trade have in common: numbers for the
// product, the period, the two countries, and which side reports. There are fewer
// countries than 512, fewer days, months and years than 2^18, and fewer rows, so
// products, than 2^27: no two keys are the same by chance.
type flowKey uint64

const (
	exportBit   = 1
	originShift = 1
	destShift   = 10
	periodShift = 19
	goodsShift  = 37
)

func newSurvey() *survey {
	return &survey{
		countries: map[trade.Country]uint64{}, periods: map[trade.Interval]uint64{}, products: map[trade.Product]uint64{},
		whole: map[flowKey]struct{}{}, above: map[flowKey]struct{}{}, imports: map[flowKey]struct{}{},
		facts: map[factKey]fact{}, spans: map[trade.Interval]*spans{}, toDate: map[trade.Interval]bool{}, rests: map[string]uint64{}, editions: map[flowKey]string{},
		measures: map[int]bool{}, positive: map[int]bool{}, latest: map[yearOfKey]trade.Date{}, sums: map[flowKey]*sum{},
	}
}

// number gives a thing its number.
func numberOf[T comparable](of map[T]uint64, thing T) uint64 {
	n, ok := of[thing]
	if !ok {
		n = uint64(len(of))
		of[thing] = n
	}
	return n
}

// product gives a product its number, and those of what it is a part of.
func (s *survey) product(p trade.Product) uint64 {
	n, ok := s.products[p]
	if ok {
		return n
	}
	var above []uint64
	for i := len(p) - 2; i >= 0; i -= 2 {
		above = append(above, s.product(p[:i]))
	}
	n = uint64(len(s.products))
	s.products[p] = n
	s.prefixes = append(s.prefixes, above)
	return n
}

// The parts of a key that are put together again and again.
func (s *survey) pair(f *rowFlow) flowKey {
	k := flowKey(numberOf(s.countries, f.flow.Origin)<<originShift | numberOf(s.countries, f.flow.Destination)<<destShift)
	if f.side == Exports {
		k |= exportBit
	}
	return k
}

func (s *survey) period(p trade.Interval) flowKey {
	return flowKey(numberOf(s.periods, p) << periodShift)
}

func goods(n uint64) flowKey { return flowKey(n << goodsShift) }

// add notes a flow of the first reading.
func (s *survey) add(f *rowFlow) {
	if f.part && !f.additive {
		return
	}
	if p := f.flow.Period; f.cumulative && p.To.Sub(p.From) > 31 {
		s.toDate[p] = true
	}
	pair, p, n := s.pair(f), f.flow.Period, s.product(f.flow.Product)
	if pair&exportBit == 0 {
		s.imports[pair] = struct{}{}
	}
	k := pair | s.period(p)
	if !f.part {
		s.whole[k|goods(n)] = struct{}{}
	}
	y, _, _ := p.From.Parts()
	if at := (yearOfKey{pair | goods(n), y}); p.To.After(s.latest[at]) {
		s.latest[at] = p.To
	}
	for _, n := range s.prefixes[n] {
		s.above[k|goods(n)] = struct{}{}
	}
}

// reason says why a flow does not count: because the file has its parts one by one,
// or the whole that it is a part of, or the same trade from the other side. part
// is true when it is a part of a whole that the file does not have.
func (s *survey) reason(f *rowFlow) (reason string, part bool) {
	pair, p, n := s.pair(f), f.flow.Period, s.product(f.flow.Product)
	k := pair | s.period(p)
	if f.part {
		if _, ok := s.whole[k|goods(n)]; ok {
			return skipBreakdown, false
		}
		if !f.additive {
			return "", true
		}
	}
	if f.cumulative {
		y, _, _ := p.From.Parts()
		if p.To.Before(s.latest[yearOfKey{pair | goods(n), y}]) {
			return skipYearToDate, false
		}
	}
	if reason := s.shorter(f, pair|goods(n)); reason != "" {
		return reason, false
	}
	if _, ok := s.above[k|goods(n)]; ok && !f.residual {
		return skipProducts, false
	}
	if f.side == Exports && s.mirrored(k&^exportBit, n) {
		return skipMirror, false
	}
	return "", false
}

// state notes, in the second reading, what a chapter, a heading or a year adds up to by
// its own row. The row does not count; its parts do.
func (s *survey) state(f *rowFlow, cell string) {
	if f.flow.Value == nil {
		return
	}
	one := s.sum(s.pair(f) | s.period(f.flow.Period) | goods(s.product(f.flow.Product)))
	if one.known {
		return // stated twice
	}
	one.what, one.cell, one.stated, one.known = f.flow, cell, f.flow.Value.Amount, true
	s.inOrder = append(s.inOrder, one)
}

func (s *survey) sum(k flowKey) *sum {
	one := s.sums[k]
	if one == nil {
		one = &sum{}
		s.sums[k] = one
	}
	return one
}

// credit adds a flow that counts to the sums that it is a part of: of its chapter and
// heading, and of its year when it is a month.
func (s *survey) credit(f *rowFlow) {
	if f.flow.Value == nil {
		return
	}
	pair, n := s.pair(f), s.product(f.flow.Product)
	add := func(k flowKey) {
		if _, stated := s.whole[k]; stated {
			one := s.sum(k)
			one.found = one.found.Add(f.flow.Value.Amount)
		}
	}
	under := func(k flowKey, own bool) {
		if own {
			add(k | goods(n))
		}
		for _, n := range s.prefixes[n] {
			add(k | goods(n))
		}
	}
	p := f.flow.Period
	under(pair|s.period(p), f.residual)
	for _, one := range s.spansOf(p).around {
		under(pair|one.key, true)
	}
}

// differences are the sums that their parts do not add up to.
func (s *survey) differences() []*sum {
	var out []*sum
	for _, one := range s.inOrder {
		if !one.stated.Equal(one.found) {
			out = append(out, one)
		}
	}
	return out
}

// mirrored reports whether the country of destination reports the same trade as an
// import: a part of it, or a row that counts and that it is or is a part of.
func (s *survey) mirrored(k flowKey, n uint64) bool {
	if _, ok := s.imports[k&(1<<periodShift-1)]; !ok {
		return false
	}
	if _, ok := s.above[k|goods(n)]; ok {
		return true
	}
	if _, ok := s.whole[k|goods(n)]; ok {
		return true
	}
	for _, n := range s.prefixes[n] {
		_, whole := s.whole[k|goods(n)]
		if _, sum := s.above[k|goods(n)]; whole && !sum {
			return true
		}
	}
	return false
}

// best is the first of the measures that the file has.
func (s *survey) best() int {
	for i := range dataWebMeasures {
		if s.measures[i] {
			return i
		}
	}
	return -1
}

// year notes a value in a column of years.
func (s *survey) year(column int, d decimal.Decimal) {
	if d.IsPositive() {
		s.positive[column] = true
	}
}

// noYear tells the last column of years when it has no value above zero: the source
// writes 0 for a year that it does not know yet.
func (s *survey) noYear(column, columns int) bool {
	return !s.monthly && column == columns-1 && columns > 1 && !s.positive[column] && len(s.positive) > 0
}
