package source

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// survey is what the first reading of a file learns about its rows, so that the
// second counts nothing twice. It holds a key of 8 bytes and a mark for each row.
type survey struct {
	flows     int
	countries map[trade.Country]uint64
	periods   map[trade.Interval]uint64
	products  map[trade.Product]uint64
	parent    []int64                 // by product: what it is a part of, or -1; all products have none
	stated    []bool                  // by product: a row of the file is about it, and not only about a part
	trades    trades                  // what the file has of each trade
	imports   map[flowKey]struct{}    // the pairs of countries of which the importer reports
	toDate    map[trade.Interval]bool // periods of more than a month from January on, which add up to no year
	spans     map[trade.Interval]*spans
	measures  map[int]bool
	positive  map[int]bool             // the columns of years with a value above zero
	latest    map[yearOfKey]trade.Date // by trade but for the period: the last day that a row of the year is about
	toDates   bool                     // a row may count from January on, so that latest is asked for
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
		imports: map[flowKey]struct{}{},
		facts:   map[factKey]fact{}, spans: map[trade.Interval]*spans{}, toDate: map[trade.Interval]bool{},
		rests:    map[string]uint64{},
		editions: map[flowKey]string{}, measures: map[int]bool{}, positive: map[int]bool{},
		latest: map[yearOfKey]trade.Date{}, sums: map[flowKey]*sum{},
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

// product gives a product its number, after those of what it is a part of.
func (s *survey) product(p trade.Product) uint64 {
	n, ok := s.products[p]
	if ok {
		return n
	}
	parent := int64(-1)
	if len(p) >= 2 {
		parent = int64(s.product(p[:len(p)-2]))
	}
	n = uint64(len(s.products))
	s.products[p] = n
	s.parent, s.stated = append(s.parent, parent), append(s.stated, false)
	return n
}

// place finds the parts of the key of a flow, which are put together again and again.
func (s *survey) place(f *rowFlow) {
	f.pair, f.days = s.pairOf(f), s.period(f.flow.Period)
	if !f.numbered {
		f.product = s.product(f.flow.Product)
	}
}

func (s *survey) pairOf(f *rowFlow) flowKey {
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
	s.flows++
	if f.part && !f.additive {
		return
	}
	if p := f.flow.Period; f.cumulative && p.To.Sub(p.From) > 31 {
		s.toDate[p] = true
	}
	if f.pair&exportBit == 0 {
		s.imports[f.pair] = struct{}{}
	}
	is := markWhole
	if f.part {
		is = markPart
	}
	s.stated[f.product] = true
	if s.trades.add(f.key(), is) != 0 {
		s.trades.add(f.key(), markAgain)
	}
	if s.toDates {
		p := f.flow.Period
		y, _, _ := p.From.Parts()
		if at := (yearOfKey{f.pair | goods(f.product), y}); p.To.After(s.latest[at]) {
			s.latest[at] = p.To
		}
	}
}

// close ends the first reading: it marks what rows are a part of. Only a product that a row
// is about is asked for later, so that most files, which have no sums, need no marks.
func (s *survey) close() {
	sums := false
	for n, above := range s.parent { // those of the parents are found already
		if above >= 0 && !s.stated[above] {
			s.parent[n] = s.parent[above]
		}
		sums = sums || s.parent[n] >= 0
	}
	if !sums {
		return
	}
	for _, one := range s.trades.slots { // as they are now; those that are added are no rows
		if one.mark&(markWhole|markPart) == 0 {
			continue
		}
		rest := one.key & (1<<goodsShift - 1)
		for n := s.parent[one.key>>goodsShift]; n >= 0; n = s.parent[n] {
			s.trades.add(rest|goods(uint64(n)), markAbove)
		}
	}
}

// reason says why a flow does not count: because the file has its parts one by one,
// or the whole that it is a part of, or the same trade from the other side. part
// is true when it is a part of a whole that the file does not have.
func (s *survey) reason(f *rowFlow) (reason string, part bool) {
	is := s.trades.of(f.key())
	if f.part {
		if is&markWhole != 0 {
			return skipBreakdown, false
		}
		if !f.additive {
			return "", true
		}
	}
	if f.cumulative {
		p := f.flow.Period
		y, _, _ := p.From.Parts()
		if p.To.Before(s.latest[yearOfKey{f.pair | goods(f.product), y}]) {
			return skipYearToDate, false
		}
	}
	if reason := s.shorter(f, f.pair|goods(f.product)); reason != "" {
		return reason, false
	}
	if is&markAbove != 0 && !f.residual {
		return skipProducts, false
	}
	if f.side == Exports && s.mirrored((f.pair|f.days)&^exportBit, f.product) {
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
	one := s.sum(f.key())
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
	add := func(k flowKey) {
		if s.trades.of(k)&markWhole != 0 {
			one := s.sum(k)
			one.found = one.found.Add(f.flow.Value.Amount)
		}
	}
	under := func(k flowKey, own bool) {
		if own {
			add(k | goods(f.product))
		}
		for n := s.parent[f.product]; n >= 0; n = s.parent[n] {
			add(k | goods(uint64(n)))
		}
	}
	under(f.pair|f.days, f.residual)
	for _, one := range s.spansOf(f.flow.Period).around {
		under(f.pair|one.key, true)
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
	if s.trades.of(k|goods(n))&(markAbove|markWhole) != 0 {
		return true
	}
	for n := s.parent[n]; n >= 0; n = s.parent[n] {
		if s.trades.of(k|goods(uint64(n)))&(markAbove|markWhole) == markWhole {
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
