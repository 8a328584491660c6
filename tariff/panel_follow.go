package tariff

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Statistics of a year name goods by the numbers of that year. A number may since have been
// divided, or given to other goods; trade follows its goods.

// follower finds the products of a segment under which goods that were traded under a
// number are entered.
type follower struct {
	panel  *Panel
	seg    int
	on     trade.Date
	traded trade.Date // the first day of the book at which the numbers of the trade held
	to     map[trade.Product]followed
}

// followed are products as indices of the panel.
type followed struct {
	products []int32
	moved    bool
}

// follower starts at the last day of the trade, or where the book begins later, there.
func (p *Panel) follower(seg int, on trade.Date, traded trade.Interval) *follower {
	f := &follower{panel: p, seg: seg, on: on, traded: p.book.KnownFrom, to: map[trade.Product]followed{}}
	if !traded.To.IsZero() && traded.LastDay().After(f.traded) {
		f.traded = traded.LastDay()
	}
	return f
}

// find puts the products of a number into f.to.
func (f *follower) find(number trade.Product) {
	if _, known := f.to[number]; known {
		return
	}
	s := f.panel.book.Schedule
	if len(number) == 8 { // trade by line
		to := f.indices(s.numbersOn(number, f.on))
		f.to[number] = followed{to, false}
		return
	}
	to := f.indices(f.after(number, f.traded))
	if len(to) == 1 && f.panel.products[to[0]] == number {
		f.to[number] = followed{to, false}
		return
	}
	if len(to) == 0 { // the number is younger or older than the book
		to = f.indices(s.numbersBefore(number, f.on))
	}
	for _, digits := range []int{8, 6, 4} {
		if len(to) > 0 {
			break
		}
		to = f.below(number[:digits])
	}
	f.to[number] = followed{to, true}
}

// after are the numbers of the segment under which goods are entered that were entered under
// a number on an earlier day. Goods of a number that goes on stay, though others may have
// been divided from it.
func (f *follower) after(number trade.Product, then trade.Date) []trade.Product {
	s := f.panel.book.Schedule
	row, _ := find(s.Numbers, numberKey, number, then)
	switch {
	case row == nil && !s.hasNumbers(number[:8], then) && number[8:] == "00":
		if !s.hasNumbers(number[:8], f.on) {
			return []trade.Product{number} // a line without numbers, then and on the day
		}
		return s.numbersAfter(number, f.on)
	case row == nil:
		return nil
	case row.During.Contains(f.on):
		return []trade.Product{number}
	}
	var out []trade.Product
	for _, n := range s.numbersBelow(number[:6]) { // goods may move to another line
		same := n.Code == number && len(n.TransferredFrom) == 0
		if n.During.From.Compare(row.During.To) == 0 && (same || slices.Contains(n.TransferredFrom, number)) {
			out = append(out, f.after(n.Code, n.During.From)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// below are all products of the segment under a code.
func (f *follower) below(code trade.Product) []int32 {
	var out []int32
	from, to := f.panel.within(code)
	for i := from; i < to; i++ {
		if f.panel.classes[f.seg][i] >= 0 {
			out = append(out, int32(i))
		}
	}
	return out
}

// indices are the places of products in the panel, of those that the segment holds.
func (f *follower) indices(products []trade.Product) []int32 {
	var out []int32
	for _, c := range products {
		if i, found := slices.BinarySearch(f.panel.products, c); found && f.panel.classes[f.seg][i] >= 0 {
			out = append(out, int32(i))
		}
	}
	return out
}
