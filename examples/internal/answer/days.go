package answer

import "github.com/tradeshock/tradeshock/trade"

// checkDays refuses two days of a question that are missing or in the wrong order, and a limit of
// its rows beyond what is listed; first and last say what the days are.
func checkDays(from, to trade.Date, first, last string, limit int) error {
	switch {
	case from.IsZero():
		return missing("from", first)
	case to.IsZero():
		return missing("to", last)
	case to.Before(from):
		return refused("to %s is before from %s", to, from)
	case limit < 1 || limit > MaxChanges:
		return refused("limit %d: state 1 to %d", limit, MaxChanges)
	}
	return nil
}
