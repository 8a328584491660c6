package impact

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Total is the sum over the lines that a key has in common.
type Total struct {
	Key   string
	Lines int
	Value decimal.Decimal
	// Duty is by law. In ByLayer Lines and Value are those of the lines that any law
	// charges by the layer.
	Duty []decimal.Decimal
}

// Change is the duty of a law over that of the baseline.
func (t *Total) Change(law int) decimal.Decimal { return t.Duty[law].Sub(t.Duty[0]) }

// Rate is the duty over the value, rounded half up to 6 decimals; ok is false
// where there is no value.
func (t *Total) Rate(law int) (rate decimal.Decimal, ok bool) {
	if !t.Value.IsPositive() {
		return decimal.Decimal{}, false
	}
	rate, err := exact.Div(t.Duty[law], t.Value, 6, exact.HalfUp)
	return rate, err == nil
}

// Total is the sum over all lines.
func (r *Report) Total() Total {
	if r.counted != nil {
		return r.counted.Total
	}
	all := r.by(func(*Line) string { return "" })
	if len(all) == 0 {
		return Total{Duty: make([]decimal.Decimal, len(r.Laws))}
	}
	return all[0]
}

// Bounds are the sums of the bounds of all lines: the duty had every flow been entered on
// its first or last day, or on its cheapest or dearest.
type Bounds struct{ First, Last, Lowest, Highest decimal.Decimal }

// Bounds are those of a law. They are the duty itself where every flow has one day. Of a
// report of totals alone they are not known, and zero.
func (r *Report) Bounds(law int) Bounds {
	var b Bounds
	for i := range r.Lines {
		a := &r.Lines[i].Answers[law]
		b.First, b.Last = b.First.Add(a.First), b.Last.Add(a.Last)
		b.Lowest, b.Highest = b.Lowest.Add(a.Lowest), b.Highest.Add(a.Highest)
	}
	return b
}

// ByOrigin adds up by country of origin.
func (r *Report) ByOrigin() []Total {
	if r.counted != nil {
		return slices.Clone(r.counted.ByOrigin)
	}
	return r.by(func(l *Line) string { return string(r.origin(l)) })
}

// ByChapter adds up by chapter of the product, two digits.
func (r *Report) ByChapter() []Total {
	if r.counted != nil {
		return slices.Clone(r.counted.ByChapter)
	}
	return r.by(func(l *Line) string { return l.Product.Chapter() })
}

// ByPeriod adds up by the period of the flow: 2025 for a year, 2025-M08 for what
// lies in one month, else its first and last day.
func (r *Report) ByPeriod() []Total {
	if r.counted != nil {
		return slices.Clone(r.counted.ByPeriod)
	}
	return r.by(func(l *Line) string { return periodKey(r.Study.Flows.Periods[l.Row]) })
}

// ByLayer adds up by the heading of a measure, or the column of the schedule.
func (r *Report) ByLayer() []Total {
	sums := sums{laws: len(r.Laws), at: map[string]*Total{}}
	for i := range r.Lines {
		line := &r.Lines[i]
		var counted []string
		for law := range line.Answers {
			for _, c := range line.Answers[law].Charges {
				key := r.Layers[c.Layer].Key()
				t := sums.of(key)
				if !slices.Contains(counted, key) {
					counted = append(counted, key)
					t.Lines++
					t.Value = t.Value.Add(line.Value)
				}
				t.Duty[law] = t.Duty[law].Add(c.Duty)
			}
		}
	}
	return sums.sorted()
}

func (r *Report) origin(l *Line) trade.Country {
	return r.Study.Flows.Countries[r.Study.Flows.Origin[l.Row]]
}

func (r *Report) by(key func(*Line) string) []Total {
	sums := sums{laws: len(r.Laws), at: map[string]*Total{}}
	for i := range r.Lines {
		line := &r.Lines[i]
		t := sums.of(key(line))
		t.Lines++
		t.Value = t.Value.Add(line.Value)
		for law := range line.Answers {
			t.Duty[law] = t.Duty[law].Add(line.Answers[law].Duty)
		}
	}
	return sums.sorted()
}

// sums are totals by key.
type sums struct {
	laws int
	at   map[string]*Total
}

func (s *sums) of(key string) *Total {
	t := s.at[key]
	if t == nil {
		t = &Total{Key: key, Duty: make([]decimal.Decimal, s.laws)}
		s.at[key] = t
	}
	return t
}

func (s *sums) sorted() []Total {
	out := make([]Total, 0, len(s.at))
	for _, t := range s.at {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Total) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// periodKey names a period so that no program takes it for a date.
func periodKey(p trade.Interval) string {
	if p.IsEmpty() || p.From.IsZero() || p.To.IsZero() {
		return "no period"
	}
	last := p.LastDay()
	year, month, day := p.From.Parts()
	toYear, toMonth, toDay := last.Parts()
	switch {
	case year == toYear && month == 1 && day == 1 && toMonth == 12 && toDay == 31:
		return fmt.Sprintf("%04d", year)
	case year == toYear && month == toMonth:
		return fmt.Sprintf("%04d-M%02d", year, month)
	}
	return p.From.String() + " to " + last.String()
}
