package period

import (
	"cmp"

	"github.com/tradeshock/tradeshock/trade"
)

// Covers reports whether a window holds all days of a period.
func Covers(window, p trade.Interval) bool {
	return !p.From.Before(window.From) && (window.To.IsZero() || !p.To.After(window.To))
}

// Missing are the days of the window outside the periods, which are in order.
func Missing(periods []trade.Interval, window trade.Interval) []trade.Interval {
	var out []trade.Interval
	from := window.From
	for _, p := range periods {
		if from.Before(p.From) {
			out = append(out, trade.Interval{From: from, To: p.From})
		}
		if p.To.After(from) {
			from = p.To
		}
	}
	if window.To.IsZero() || from.Before(window.To) {
		out = append(out, trade.Interval{From: from, To: window.To})
	}
	return out
}

// Compare orders periods by their first day, then their last.
func Compare(a, b trade.Interval) int {
	return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To))
}
