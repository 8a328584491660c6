package exact

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"
)

// AllocateDollars states the values of an invoice that share one rate of duty in
// whole dollars, as 19 CFR 159.3 asks: the total goes to the nearest dollar, 50
// cents and more up, and the fractions are given and taken by size, so that the
// whole-dollar values add up to that total. Each differs from its own value by
// less than a dollar. Among equal fractions the earlier line goes up first.
func AllocateDollars(values []decimal.Decimal) []decimal.Decimal {
	var sum decimal.Decimal
	for _, v := range values {
		sum = sum.Add(v)
	}
	return Allocate(values, Round(sum, 0, HalfUp), 0)
}

// Allocate brings parts to the given number of decimals so that they add up to a
// total, by largest remainder: every part is cut down, and the units in the last
// place that are then missing go to the parts that lost most, the earlier first
// among equals. The total should be the sum of the parts, rounded; one that is
// further off is reached by giving or taking more than one unit a part.
func Allocate(parts []decimal.Decimal, total decimal.Decimal, places int32) []decimal.Decimal {
	if len(parts) == 0 {
		return nil
	}
	unit := decimal.New(1, -places)
	out := make([]decimal.Decimal, len(parts))
	lost := make([]decimal.Decimal, len(parts))
	order := make([]int, len(parts))
	rest := total
	for i, p := range parts {
		out[i] = Round(p, places, Down)
		if p.LessThan(out[i]) { // cut towards zero went up: go down to the floor
			out[i] = out[i].Sub(unit)
		}
		lost[i] = p.Sub(out[i])
		rest = rest.Sub(out[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(lost[j].Cmp(lost[i]), 0) })
	// rest is now a number of units from 0 to len(parts) when the total is the
	// rounded sum; anything else is spread evenly first.
	units := Round(rest.Shift(places), 0, HalfUp).BigInt()
	n := int64(len(parts))
	even, left := units.Int64()/n, units.Int64()%n
	if left < 0 {
		even, left = even-1, left+n
	}
	if !units.IsInt64() {
		return out
	}
	for rank, i := range order {
		give := even
		if int64(rank) < left {
			give++
		}
		out[i] = out[i].Add(unit.Mul(decimal.NewFromInt(give)))
	}
	return out
}
