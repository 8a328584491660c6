package source

import "github.com/tradeshock/tradeshock/trade"

// spans are the periods of the file that lie inside another, and those that it lies in.
type spans struct{ inside, around []span }

type span struct {
	days trade.Interval
	key  flowKey
}

// shortestMonth is the least number of days of a period that others add up to.
const shortestMonth = 28

// spansOf is asked in the second reading, when all periods are known.
func (s *survey) spansOf(p trade.Interval) *spans {
	one, ok := s.spans[p]
	if ok {
		return one
	}
	one = &spans{}
	s.spans[p] = one
	if p.From.IsZero() || p.To.IsZero() {
		return one
	}
	for q, n := range s.periods {
		at := span{q, flowKey(n << periodShift)}
		switch {
		case q == p || q.From.IsZero() || q.To.IsZero():
		case s.shipments && min(q.To.Sub(q.From), p.To.Sub(p.From)) < shortestMonth: // a day is a shipment, and no part
		case !q.From.Before(p.From) && !q.To.After(p.To):
			one.inside = append(one.inside, at)
		case !p.From.Before(q.From) && !p.To.After(q.To):
			one.around = append(one.around, at)
		}
	}
	return one
}

// shorter says that the file has the months, quarters or days of the period one by one,
// for the same product or for parts of it.
func (s *survey) shorter(f *rowFlow, k flowKey) string {
	p := f.flow.Period
	reason := ""
	for _, one := range s.spansOf(p).inside {
		if (f.cumulative || s.toDate[one.days]) && one.days.From == p.From {
			continue // from January on as well
		}
		is := s.trades.of(k | one.key)
		if is&markWhole != 0 {
			return skipPeriods
		}
		if is&markAbove != 0 && !f.residual {
			reason = skipProducts
		}
	}
	return reason
}
