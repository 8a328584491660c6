package panel

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
	f := &follower{panel: p, seg: seg, on: on, traded: p.grid.Book.KnownFrom, to: map[trade.Product]followed{}}
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
	s := f.panel.grid.Book.Schedule
	if len(number) == 8 { // trade by line
		to := f.indices(s.NumbersOn(number, f.on))
		f.to[number] = followed{to, false}
		return
	}
	to := f.indices(s.Follow(number, f.traded, f.on))
	for _, digits := range []int{6, 4} {
		if len(to) > 0 {
			break
		}
		to = f.below(number[:digits])
	}
	f.to[number] = followed{to, len(to) != 1 || f.panel.grid.Products[to[0]] != number}
}

// below are all products of the segment under a code.
func (f *follower) below(code trade.Product) []int32 {
	var out []int32
	from, to := f.panel.grid.Within(code)
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
		if i, found := slices.BinarySearch(f.panel.grid.Products, c); found && f.panel.classes[f.seg][i] >= 0 {
			out = append(out, int32(i))
		}
	}
	return out
}
