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
// Goods may move back to a number that they had, so that each is followed once.
func (s *Schedule) numbersAfter(p trade.Product, on trade.Date) []trade.Product {
	var out []trade.Product
	followed := []trade.Product{p}
	for at := 0; at < len(followed); at++ {
		for _, n := range s.transferredTo(followed[at]) {
			switch {
			case n.During.Contains(on):
				out = append(out, n.Code)
			case !n.During.From.After(on) && !slices.Contains(followed, n.Code):
				followed = append(followed, n.Code)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// numbersBefore are the numbers of a day under which the goods of a later number are entered.
func (s *Schedule) numbersBefore(p trade.Product, on trade.Date) []trade.Product {
	var out []trade.Product
	followed := []trade.Product{p}
	for at := 0; at < len(followed); at++ {
		p := followed[at]
		for _, n := range s.NumbersBelow(p) {
			if !n.During.From.After(on) {
				continue
			}
			for _, old := range n.TransferredFrom {
				switch row, _ := find(s.Numbers, numberKey, old, on); {
				case old == p:
				case row != nil || !s.hasNumbers(old[:8], on) && old[8:] == "00":
					out = append(out, old)
				case !slices.Contains(followed, old):
					followed = append(followed, old)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
