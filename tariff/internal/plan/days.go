package plan

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// MemberDays are the days on which a group that the book names changes.
func (p *Plan) MemberDays() map[trade.Date]bool {
	days := map[trade.Date]bool{}
	for _, g := range p.Book.Groups {
		for _, m := range g.Members {
			days[m.During.From], days[m.During.To] = true, true
		}
	}
	for _, g := range p.known {
		for _, m := range g.Memberships() {
			days[m.During.From], days[m.During.To] = true, true
		}
	}
	return days
}

// ChangeDays are the days from one up to another, which is out, on which anything in the
// book changes.
func ChangeDays(b *law.Book, from, end trade.Date) []trade.Date {
	seen := map[trade.Date]bool{}
	add := func(iv trade.Interval) {
		for _, d := range []trade.Date{iv.From, iv.To} {
			if !d.IsZero() && !d.Before(from) && d.Before(end) {
				seen[d] = true
			}
		}
	}
	for i := range b.Measures {
		for _, t := range b.Measures[i].Terms {
			add(t.Interval)
		}
		for _, x := range b.Measures[i].Exceptions {
			add(x.During)
			add(trade.Interval{From: x.EnteredBefore})
		}
	}
	for _, l := range b.Lists {
		for _, e := range l.Entries {
			add(e.During)
		}
	}
	for _, l := range b.Schedule.Lines {
		add(l.During)
	}
	for _, n := range b.Schedule.Numbers {
		add(n.During)
	}
	out := make([]trade.Date, 0, len(seen))
	for d := range seen {
		out = append(out, d)
	}
	slices.SortFunc(out, trade.Date.Compare)
	return out
}

// stretches are the days on which anything changes, the first known day included.
func (p *Plan) stretches() []trade.Date {
	from, end := p.Book.KnownFrom, p.Book.KnownUntil.AddDays(1)
	if p.Options.Hold {
		end = trade.NewDate(9999, 1, 1) // the law names days after the last one known
	}
	days := ChangeDays(p.Book, from.AddDays(1), end)
	for d := range p.MemberDays() {
		if d.After(from) && d.Before(end) {
			days = append(days, d)
		}
	}
	for _, r := range p.Book.BaseRates {
		for _, d := range []trade.Date{r.During.From, r.During.To} {
			if d.After(from) && d.Before(end) {
				days = append(days, d)
			}
		}
	}
	days = append(days, from)
	slices.SortFunc(days, trade.Date.Compare)
	return slices.Compact(days)
}
