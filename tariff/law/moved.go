package law

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// moved is the error for a number that does not exist on a day: where its goods moved to
// another number, it names those of the day.
func (s *Schedule) moved(p trade.Product, on trade.Date, ever trade.Interval) error {
	var to []trade.Product
	after := slices.DeleteFunc(s.transferredTo(p), func(n Number) bool { return n.During.From.After(on) })
	if len(after) > 0 {
		to = s.numbersAfter(p, on)
		if ever == (trade.Interval{}) { // the number of a line that was divided
			ever.To = after[0].During.From
		}
	} else if ever.From.After(on) {
		to = s.numbersBefore(p, on)
	}
	err := s.notFound(p, on, ever, s.below(p[:8], on))
	if len(to) > 0 {
		err.Transferred, err.Try = to, to
	}
	return err
}

// transferredTo are the numbers that took goods of a number, the last day first.
func (s *Schedule) transferredTo(p trade.Product) []Number {
	var out []Number
	for _, n := range s.NumbersBelow(p[:6]) { // goods may move to another line
		if n.Code != p && slices.Contains(n.TransferredFrom, p) {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b Number) int { return b.During.From.Compare(a.During.From) })
	return out
}

// numbersAfter are the numbers of a day under which the goods of a former number are entered.
func (s *Schedule) numbersAfter(p trade.Product, on trade.Date) []trade.Product {
	var out []trade.Product
	for _, n := range s.transferredTo(p) {
		switch {
		case n.During.Contains(on):
			out = append(out, n.Code)
		case !n.During.From.After(on):
			out = append(out, s.numbersAfter(n.Code, on)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// numbersBefore are the numbers of a day under which the goods of a later number are entered.
func (s *Schedule) numbersBefore(p trade.Product, on trade.Date) []trade.Product {
	var out []trade.Product
	for _, n := range s.NumbersBelow(p) {
		if !n.During.From.After(on) {
			continue
		}
		for _, old := range n.TransferredFrom {
			if row, _ := find(s.Numbers, numberKey, old, on); old != p && (row != nil || !s.hasNumbers(old[:8], on) && old[8:] == "00") {
				out = append(out, old)
			} else if old != p {
				out = append(out, s.numbersBefore(old, on)...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
