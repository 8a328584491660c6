package law

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Follow are the numbers of a day under which goods are entered that were entered under a
// number of ten digits on an earlier day: the number itself where it still stands for them,
// else those to which they moved, and where the schedule does not say, all of its line. Goods
// of a number that goes on stay, though others may have been divided from it. It is empty
// where the line does not stand on the day either.
func (s *Schedule) Follow(number trade.Product, then, on trade.Date) []trade.Product {
	to := s.after(number, then, on)
	if len(to) == 0 { // the number is younger or older than the schedule
		to = s.numbersBefore(number, on)
	}
	if len(to) == 0 && len(number) >= 8 {
		to = s.NumbersUnder(number[:8], on)
	}
	return to
}

func (s *Schedule) after(number trade.Product, then, on trade.Date) []trade.Product {
	if len(number) != 10 {
		return nil
	}
	row, _ := find(s.Numbers, numberKey, number, then)
	switch {
	case row == nil && number[8:] == "00" && !s.hasNumbers(number[:8], then):
		if line, _ := find(s.Lines, lineKey, number[:8], on); line != nil && !s.hasNumbers(number[:8], on) {
			return []trade.Product{number} // a line without numbers, then and on the day
		}
		return s.numbersAfter(number, on)
	case row == nil:
		return nil
	case row.During.Contains(on):
		if line, _ := find(s.Lines, lineKey, number[:8], on); line == nil {
			return nil
		}
		return []trade.Product{number}
	}
	var out []trade.Product
	for _, n := range s.NumbersBelow(number[:6]) { // goods may move to another line
		same := n.Code == number && len(n.TransferredFrom) == 0
		if n.During.From.Compare(row.During.To) == 0 && (same || slices.Contains(n.TransferredFrom, number)) {
			out = append(out, s.after(n.Code, n.During.From, on)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// NumbersUnder are the numbers of ten digits by which goods of a chapter, a heading, a
// subheading or a line are entered on a day, in order.
func (s *Schedule) NumbersUnder(code trade.Product, on trade.Date) []trade.Product {
	var out []trade.Product
	for _, l := range s.linesBelow(code[:min(len(code), 8)]) {
		if l.During.Contains(on) {
			out = append(out, s.NumbersOn(l.Code, on)...)
		}
	}
	return out
}

func (s *Schedule) linesBelow(p trade.Product) []Line {
	i, _ := slices.BinarySearchFunc(s.Lines, p, func(l Line, p trade.Product) int { return cmp.Compare(l.Code, p) })
	j := i
	for j < len(s.Lines) && s.Lines[j].Code.Within(p) {
		j++
	}
	return s.Lines[i:j]
}
