package tradeoff

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// years are the periods that stand for a year of each buyer: the last for which the sources state
// a volume of many months at one blow.
func years(buyer string) string {
	switch buyer {
	case "IN":
		return "2024-04..2025-03" // the fiscal year of all published savings
	case "CN":
		return "2025-01..2025-03"
	case "TR":
		return "2025-01..2025-09"
	case "BR":
		return "2023" // diesel: Brazil buys no crude, and section 113 names crude and gas alone
	}
	return ""
}

// Year is a case of a buyer over 365 days on the embedded facts, and the facts it uses: of each
// item the one of the buyer's period, else the last before or after it. The rate of the duty and
// who bears it are the question's. Barrels are at the pace of the period.
func Year(facts []Fact, buyer string, rate, bears, barrelsPerTonne decimal.Decimal) (*Case, []Fact, error) {
	text := years(buyer)
	if text == "" {
		return nil, nil, &Error{
			"buyer", fmt.Sprintf("%q", buyer),
			fmt.Sprintf("there are facts of %v; state -volume, -discount and -exports for another", buyersOf(facts)),
		}
	}
	of, err := period(text)
	if err != nil {
		return nil, nil, err
	}
	c := &Case{Buyer: buyer, Rate: rate, Bears: bears}
	var used []Fact
	for _, item := range []string{Volume, Discount, Exports, Exposed} {
		f, _ := find(facts, buyer, item, of)
		if f == nil {
			f = latest(facts, buyer, item)
		}
		if f == nil {
			return nil, nil, &Error{item, "is not stated", "no source that is embedded states it; state -" + item}
		}
		used = append(used, *f)
		days := f.Period.To.Sub(f.Period.From)
		switch item {
		case Volume:
			c.Barrels = f.barrels(barrelsPerTonne, days).Mul(decimal.NewFromInt(365)).DivRound(decimal.NewFromInt(int64(days)),
				0)
		case Discount:
			c.Discount = f.Amount
		case Exports:
			c.Exports = f.Amount.Shift(9)
		case Exposed:
			c.Exposed = f.Amount
		}
	}
	var sum decimal.Decimal
	n := int64(0)
	for i := range facts { // the mean of the months
		f := &facts[i]
		if f.Buyer == anyBuyer && f.Item == Benchmark && !f.Period.Intersect(of).IsEmpty() {
			sum, n = sum.Add(f.Amount), n+1
		}
	}
	if n > 0 {
		c.Benchmark = sum.DivRound(decimal.NewFromInt(n), 2)
		used = append(used, Fact{
			Buyer: anyBuyer, Item: Benchmark, Period: of, Amount: c.Benchmark, Unit: "USD/bbl", Basis: "Brent spot",
			Source: "mean of the months, EIA", Sure: "high",
		})
	}
	return c, used, c.Check()
}

// ParseMonths reads two months with .. between, or one.
func ParseMonths(text string) (first, last trade.Date, err error) {
	p, err := period(text)
	if err != nil {
		return first, last, &Error{"months", fmt.Sprintf("%q", text), "want months such as 2022-01..2026-09"}
	}
	return p.From, p.LastDay(), nil
}
