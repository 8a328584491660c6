package tariff

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Change is a day on which the duty on an entry changed: what began, what ended, and
// what charges another amount than before.
type Change struct {
	On            trade.Date
	Before, After decimal.Decimal // the total duty
	Began, Ended  []AssessedLine  // as charged after, and as charged before
	Moved         []AssessedLine  // as charged after
	// Err is the error that Assess gives from that day on, such as a *ProhibitedError;
	// After is then zero and must not be used.
	Err error
}

// History assesses the same entry on every day from the day of the entry to another,
// both included, on which another law may hold for the goods, and returns the days on which
// the duty on it changed. The day after the last one known is among them: its Err says that
// the duty is not known from there. The error is that of the first day.
func (e *Engine) History(entry Entry, until trade.Date) ([]Change, error) {
	last, err := e.Assess(entry)
	if err != nil {
		return nil, err
	}
	var out []Change
	var failed error
	days := e.plan.Changes(last.Entry.Origin, last.Entry.Product)
	if article := last.Entry.Claims.Article; article != "" {
		days = append(days, e.plan.Changes(last.Entry.Origin, article)...)
		slices.SortFunc(days, trade.Date.Compare)
	}
	from := entry.Date
	for _, on := range slices.Compact(days) {
		if !on.After(from) || on.After(until) {
			continue
		}
		entry.Date = on
		now, err := e.Assess(entry)
		if err != nil {
			if failed == nil || ErrorCode(err) != ErrorCode(failed) {
				out = append(out, Change{On: on, Before: last.Total, Err: err})
			}
			failed = err
			continue
		}
		c := Change{On: on, Before: last.Total, After: now.Total}
		charged := func(a *Assessment, heading string) (AssessedLine, bool) {
			for _, l := range a.Applied() {
				if l.Heading == heading {
					return l, true
				}
			}
			return AssessedLine{}, false
		}
		for _, l := range now.Applied() {
			switch old, was := charged(last, l.Heading); {
			case !was && (!l.Duty.IsZero() || l.Authority != law.Column1):
				c.Began = append(c.Began, l)
			case was && !old.Duty.Equal(l.Duty):
				c.Moved = append(c.Moved, l)
			}
		}
		for _, l := range last.Applied() {
			if _, still := charged(now, l.Heading); !still {
				c.Ended = append(c.Ended, l)
			}
		}
		if len(c.Began)+len(c.Ended)+len(c.Moved) > 0 || failed != nil {
			out = append(out, c)
		}
		last, failed = now, nil
	}
	return out, nil
}
