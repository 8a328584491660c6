package source

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// survey is what the first reading of a file learns about its rows, so that the
// second counts nothing twice. It holds a key of 24 bytes for each row.
type survey struct {
	countries map[trade.Country]uint16
	products  map[trade.Product]uint32
	whole     map[flowKey]struct{} // rows that are no part of another
	above     map[flowKey]struct{} // what the rows are a part of: chapter, heading, year
	measures  map[int]bool
	positive  map[int]bool // the columns of years with a value above zero
	latest    map[int]trade.Date
}

// flowKey is what two rows about the same trade have in common.
type flowKey struct {
	from, to            int32
	product             uint32
	origin, destination uint16
	export              bool
}

func newSurvey() *survey {
	return &survey{
		countries: map[trade.Country]uint16{}, products: map[trade.Product]uint32{}, whole: map[flowKey]struct{}{}, above: map[flowKey]struct{}{},
		measures: map[int]bool{}, positive: map[int]bool{}, latest: map[int]trade.Date{},
	}
}

func (s *survey) country(c trade.Country) uint16 {
	n, ok := s.countries[c]
	if !ok {
		n = uint16(len(s.countries)) // there are some 260 countries
		s.countries[c] = n
	}
	return n
}

func (s *survey) product(p trade.Product) uint32 {
	n, ok := s.products[p]
	if !ok {
		n = uint32(len(s.products))
		s.products[p] = n
	}
	return n
}

func (s *survey) key(f *rowFlow) flowKey {
	return flowKey{
		from: int32(f.flow.Period.From.Days()), to: int32(f.flow.Period.To.Days()), product: s.product(f.flow.Product),
		origin: s.country(f.flow.Origin), destination: s.country(f.flow.Destination), export: f.side == Exports,
	}
}

// add notes a flow of the first reading.
func (s *survey) add(f *rowFlow) {
	if f.part && !f.additive {
		return
	}
	k := s.key(f)
	if !f.part {
		s.whole[k] = struct{}{}
	}
	y, _, _ := f.flow.Period.From.Parts()
	if to := f.flow.Period.To; to.After(s.latest[y]) {
		s.latest[y] = to
	}
	year := k
	month := !f.cumulative && !f.flow.Period.From.IsZero() && f.flow.Period.To.Sub(f.flow.Period.From) < 32
	if month {
		iv := trade.Year(f.flow.Period.From).Interval()
		year.from, year.to = int32(iv.From.Days()), int32(iv.To.Days())
	}
	for n := len(f.flow.Product) - 2; n >= 0; n -= 2 {
		p := s.product(f.flow.Product[:n])
		k.product, year.product = p, p
		s.above[k] = struct{}{}
		if month {
			s.above[year] = struct{}{}
		}
	}
}

// reason says why a flow does not count: because the file has its parts one by one,
// or the whole that it is a part of, or the same trade from the other side. part
// is true when it is a part of a whole that the file does not have.
func (s *survey) reason(f *rowFlow) (reason string, part bool) {
	k := s.key(f)
	if f.part {
		if _, ok := s.whole[k]; ok {
			return skipBreakdown, false
		}
		if !f.additive {
			return "", true
		}
	}
	y, _, _ := f.flow.Period.From.Parts()
	if f.cumulative && f.flow.Period.To.Before(s.latest[y]) {
		return skipYearToDate, false
	}
	if !f.cumulative && s.monthly(k, f.flow.Period) {
		return skipPeriods, false
	}
	if _, ok := s.above[k]; ok && !f.residual {
		return skipProducts, false
	}
	if f.side == Exports && s.mirrored(k, f) {
		return skipMirror, false
	}
	return "", false
}

// monthly reports whether a period of several months has months in the file, for
// the same product.
func (s *survey) monthly(k flowKey, p trade.Interval) bool {
	if p.From.IsZero() || p.To.IsZero() || p.To.Sub(p.From) < 32 {
		return false
	}
	for m := trade.MonthOf(p.From); m.Interval().From.Before(p.To); m = m.AddMonths(1) {
		iv := m.Interval()
		k.from, k.to = int32(iv.From.Days()), int32(iv.To.Days())
		if _, ok := s.whole[k]; ok {
			return true
		}
		if iv.To.Sub(p.From) > 800 {
			break
		}
	}
	return false
}

// mirrored reports whether the country of destination reports the same trade as an
// import: a part of it, or a row that counts and that it is or is a part of.
func (s *survey) mirrored(k flowKey, f *rowFlow) bool {
	k.export = false
	if _, ok := s.above[k]; ok {
		return true
	}
	for n := len(f.flow.Product); n >= 0; n -= 2 {
		p, ok := s.products[f.flow.Product[:n]]
		if !ok {
			continue
		}
		k.product = p
		_, whole := s.whole[k]
		if _, sum := s.above[k]; whole && !sum {
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
	return column == columns-1 && columns > 1 && !s.positive[column] && len(s.positive) > 0
}
