package bulk

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/trade"
)

// segments cuts time where any of the books changes.
func (b *Batch) segments() {
	seen := map[trade.Date]bool{}
	for i, e := range b.engines {
		book := e.Plan().Book
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
		for _, d := range plan.ChangeDays(e.Plan().Book, b.from, b.until.AddDays(1)) {
			add(d)
		}
		for d := range e.Plan().MemberDays() {
			add(d)
		}
		for _, r := range e.Plan().Book.BaseRates {
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
