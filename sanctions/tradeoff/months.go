package tradeoff

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Month is a buyer's trade-off in a month.
type Month struct {
	During trade.Interval
	// Volume, Discount, Exports, Exposed and Benchmark are the facts used, nil where none is
	// stated; Others are facts of as short a period that state something else.
	Volume, Discount, Exports, Exposed, Benchmark *Fact
	Others                                        []Fact
	// Barrels and Saving are nil where a fact is missing; of a volume of several months the
	// month has its share by days.
	Barrels, Saving *decimal.Decimal
	// Rate is the duty in force for purchases of Russian oil, times the share of the month's
	// days on which it was. Duty is nil where it was in force and exports are not stated.
	Rate decimal.Decimal
	Duty *decimal.Decimal
	// BreakEven is the discount at which the saving is the duty, all of it borne by the buyer.
	BreakEven *decimal.Decimal
	// Missing names what no source states.
	Missing []string
}

// Months are those of a buyer from the first month to the last, both included. The duty is that
// of EO 14329, for India; other buyers were never charged, and theirs is 0. barrelsPerTonne
// turns tonnes into barrels.
func Months(facts []Fact, buyer string, first, last trade.Date, barrelsPerTonne decimal.Decimal) ([]Month, error) {
	switch {
	case !slices.Contains(buyersOf(facts), buyer):
		return nil, &Error{
			"buyer", fmt.Sprintf("%q", buyer),
			fmt.Sprintf("there are facts of %v; state -volume, -discount and -exports for another", buyersOf(facts)),
		}
	case last.Before(first):
		return nil, &Error{"months", first.String() + ".." + last.String(), "the last month is before the first"}
	case !barrelsPerTonne.IsPositive() || barrelsPerTonne.GreaterThan(decimal.NewFromInt(20)):
		return nil, &Error{"barrels-per-tonne", barrelsPerTonne.String(), "want one above 0, such as 7.33"}
	}
	terms := russia.India().Terms
	var out []Month
	y, m, _ := first.Parts()
	for at := trade.NewDate(y, m, 1); !at.After(last); {
		y, m, _ = at.Parts()
		during, err := month(fmt.Sprintf("%d-%02d", y, m), 0)
		if err != nil {
			return nil, err
		}
		one, err := monthOf(facts, buyer, during, barrelsPerTonne, terms)
		if err != nil {
			return nil, err
		}
		out = append(out, *one)
		at = during.To
	}
	return out, nil
}

func monthOf(facts []Fact, buyer string, during trade.Interval, perTonne decimal.Decimal, terms []law.Term) (*Month,
	error,
) {
	m := &Month{During: during}
	for _, f := range []struct {
		to          **Fact
		buyer, item string
	}{
		{&m.Volume, buyer, Volume},
		{&m.Discount, buyer, Discount},
		{&m.Exports, buyer, Exports},
		{&m.Exposed, buyer, Exposed},
		{&m.Benchmark, anyBuyer, Benchmark},
	} {
		found, others := find(facts, f.buyer, f.item, during)
		*f.to = found
		m.Others = append(m.Others, others...)
	}
	days := during.To.Sub(during.From)
	if m.Volume != nil {
		barrels := m.Volume.barrels(perTonne, days)
		m.Barrels = &barrels
	}
	for _, f := range []struct {
		fact *Fact
		item string
	}{{m.Volume, Volume}, {m.Discount, Discount}} {
		if f.fact == nil {
			m.Missing = append(m.Missing, f.item)
		}
	}
	if m.Barrels != nil && m.Discount != nil {
		saving := exact.Round(m.Barrels.Mul(m.Discount.Amount), 2, exact.HalfUp)
		m.Saving = &saving
	}
	if buyer == "IN" {
		rate, err := charged(terms, during)
		if err != nil {
			return nil, err
		}
		m.Rate = rate
	}
	duty := decimal.Decimal{}
	if m.Rate.IsPositive() {
		if m.Exports == nil || m.Exposed == nil {
			m.Missing = append(m.Missing, Exports)
			return m, nil
		}
		of := m.Exports.share(days)
		duty = exact.Round(of.Mul(m.Exposed.Amount).Mul(m.Rate), 2, exact.HalfUp)
	}
	m.Duty = &duty
	if m.Barrels != nil && duty.IsPositive() {
		m.BreakEven = quotient(duty, *m.Barrels, 2)
	}
	return m, nil
}

// barrels are those of a volume in so many days of its period.
func (f *Fact) barrels(perTonne decimal.Decimal, days int) decimal.Decimal {
	if f.Unit == "mb/d" {
		return PerDay(f.Amount, days)
	}
	whole := Barrels(f.Amount.Shift(6), perTonne)
	return whole.Mul(decimal.NewFromInt(int64(days))).DivRound(decimal.NewFromInt(int64(f.Period.To.Sub(f.Period.From))),
		0)
}

// share is the part of an amount in USD bn that falls on so many days of its period, in USD.
func (f *Fact) share(days int) decimal.Decimal {
	return f.Amount.Shift(9).Mul(decimal.NewFromInt(int64(days))).DivRound(
		decimal.NewFromInt(int64(f.Period.To.Sub(f.Period.From))), 2)
}

// charged is the rate of the duty times the share of the days on which it was in force.
func charged(terms []law.Term, during trade.Interval) (decimal.Decimal, error) {
	var sum decimal.Decimal
	for i := range terms {
		t := &terms[i]
		within := t.Intersect(during)
		if t.State != law.Imposed || within.IsEmpty() {
			continue
		}
		rate, err := percent(t.Duty)
		if err != nil {
			return sum, err
		}
		sum = sum.Add(rate.Mul(decimal.NewFromInt(int64(within.To.Sub(within.From)))))
	}
	return sum.DivRound(decimal.NewFromInt(int64(during.To.Sub(during.From))), 9), nil
}

// percent reads "25%".
func percent(text string) (decimal.Decimal, error) {
	if len(text) < 2 || text[len(text)-1] != '%' {
		return decimal.Decimal{}, fmt.Errorf("the duty %q is no share of the value", text)
	}
	d, err := decimal.NewFromString(text[:len(text)-1])
	return d.Shift(-2), err
}

// Sums of months: what is stated, and how many months state it.
type Sums struct {
	Months, Saved, Charged int // months; with a saving; with a duty above 0 that is known
	Saving, Duty           decimal.Decimal
	Missing                int // months of which something is not stated
}

// Sum adds up months; what is missing counts as missing, not as nothing.
func Sum(months []Month) Sums {
	s := Sums{Months: len(months)}
	for i := range months {
		m := &months[i]
		if m.Saving != nil {
			s.Saved++
			s.Saving = s.Saving.Add(*m.Saving)
		}
		if m.Duty != nil && m.Duty.IsPositive() {
			s.Charged++
			s.Duty = s.Duty.Add(*m.Duty)
		}
		if len(m.Missing) > 0 {
			s.Missing++
		}
	}
	return s
}
