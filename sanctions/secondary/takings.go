package secondary

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/period"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Measure says how flows are stated as takings.
type Measure struct {
	// Unit is that of volumes, to which all are converted; with Currency the takings are
	// values in that currency instead.
	Unit     trade.Unit
	Currency trade.Currency
	// Source names the flows.
	Source string
	// Whole are the days in which the flows are all of the target's sales, to every buyer;
	// the zero Interval says that they are not. Their sums are then stated as the takings of
	// AllBuyers, and days without a flow as days on which nothing was sold.
	Whole trade.Interval
}

// Taken is what flows say of the takings of goods that count under a rule.
type Taken struct {
	Takings []ranking.Taking `json:"takings,omitempty"`
	// Without are buyers and periods with a flow that lacks the volume, or the value, that
	// is asked for: their sum is not known, and so there is no taking of them. Neither is
	// there one of AllBuyers in that period.
	Without []Unstated `json:"without,omitempty"`
	// Untraced counts flows through third countries without evidence, or without an origin, and Coarse flows
	// whose code is too short to say whether the goods count ("2711" holds gas and more).
	// Neither are in the takings, and with any there is no taking of AllBuyers.
	Untraced int `json:"untraced"`
	Coarse   int `json:"coarse"`
}

// Unstated is a buyer and a period whose sum is not known, with the flows that lack what
// is asked for.
type Unstated struct {
	Buyer  string         `json:"buyer,omitempty"`
	Period trade.Interval `json:"period,omitzero"`
	Rows   []int          `json:"rows,omitempty"`
}

// Purchases are the flows of a dataset, direct from the origin that they state. What a
// rule asks beyond that is set by the caller.
func Purchases(flows iter.Seq2[int, trade.Flow]) []Purchase {
	var out []Purchase
	for _, f := range flows {
		out = append(out, Purchase{Flow: f})
	}
	return out
}

// TakingsOf states purchases of goods that count under a rule as takings, by buyer and
// period, in the order of periods and buyers. A purchase in another unit that cannot be
// converted, or of another currency, is an error: a volume of oil becomes a mass only by
// the factor of its grade (package trade/oil).
func TakingsOf(r *Tariff, purchases []Purchase, m Measure) (Taken, error) {
	if m.Source == "" || (m.Unit == "") == (m.Currency == "") {
		return Taken{},
			&sanctions.MissingFactError{
				Fact: "the measure of takings",
				For:  "it needs a source, and either a unit or a currency",
			}
	}
	type key struct {
		buyer  string
		period trade.Interval
	}
	if m.Whole != (trade.Interval{}) && (m.Whole.From.IsZero() || m.Whole.To.IsZero() || m.Whole.IsEmpty()) {
		return Taken{}, &sanctions.MissingFactError{Fact: "the days of the whole", For: "they want a first and a last one"}
	}
	whole := func(p trade.Interval) bool { return !m.Whole.From.IsZero() && period.Covers(m.Whole, p) }
	var out Taken
	sums, without := map[key]decimal.Decimal{}, map[key][]int{}
	for i := range purchases {
		canonical, err := purchases[i].canonical()
		if err != nil {
			return Taken{}, fmt.Errorf("purchase %d, of %s: %w", i, clip.To(string(purchases[i].Destination), 80), err)
		}
		p := &canonical
		switch r.counts(p) {
		case notCounted:
			continue
		case coarseCode:
			out.Coarse++
			continue
		case noTrace:
			out.Untraced++
			continue
		}
		k := key{string(p.Destination), p.Period}
		amount, known, err := m.of(p)
		if err != nil {
			return Taken{}, fmt.Errorf("purchase %d, of %s: %w", i, p.Destination, err)
		}
		if !known {
			without[k] = append(without[k], i)
			continue
		}
		sums[k] = sums[k].Add(amount)
		if whole(p.Period) {
			all := key{ranking.AllBuyers, p.Period}
			sums[all] = sums[all].Add(amount)
		}
	}
	unit := cmp.Or(string(m.Unit), string(m.Currency))
	unsure := map[trade.Interval]bool{}
	var periods []trade.Interval
	for k, rows := range without {
		out.Without = append(out.Without, Unstated{k.buyer, k.period, rows})
		unsure[k.period] = true
		periods = append(periods, k.period)
	}
	for k, sum := range sums {
		periods = append(periods, k.period)
		if k.buyer == ranking.AllBuyers && (unsure[k.period] || out.Untraced > 0 || out.Coarse > 0) || without[k] != nil {
			continue
		}
		out.Takings = append(out.Takings,
			ranking.Taking{Buyer: k.buyer, Period: k.period, Amount: sum, Unit: unit, Source: m.Source})
	}
	if !m.Whole.From.IsZero() && out.Untraced == 0 && out.Coarse == 0 {
		out.Takings = append(out.Takings, m.nothing(periods, unit)...)
	}
	slices.SortFunc(out.Takings, func(a, b ranking.Taking) int {
		return cmp.Or(period.Compare(a.Period, b.Period), cmp.Compare(a.Buyer, b.Buyer))
	})
	slices.SortFunc(out.Without, func(a, b Unstated) int {
		return cmp.Or(period.Compare(a.Period, b.Period), cmp.Compare(a.Buyer, b.Buyer))
	})
	return out, nil
}

// nothing are takings of nothing by all buyers, for the days of the whole on which no flow
// falls.
func (m *Measure) nothing(periods []trade.Interval, unit string) []ranking.Taking {
	slices.SortFunc(periods, period.Compare)
	var out []ranking.Taking
	for _, gap := range period.Missing(slices.Compact(periods), m.Whole) {
		gap = gap.Intersect(m.Whole)
		if !gap.IsEmpty() {
			out = append(out, ranking.Taking{Buyer: ranking.AllBuyers, Period: gap, Unit: unit, Source: m.Source})
		}
	}
	return out
}

// of is what a purchase comes to in the measure; known is false where it does not say.
func (m *Measure) of(p *Purchase) (amount decimal.Decimal, known bool, err error) {
	if m.Currency != "" {
		if p.Value == nil {
			return amount, false, nil
		}
		if p.Value.Currency != m.Currency {
			return amount, false, &trade.CurrencyError{Text: string(p.Value.Currency), Other: m.Currency}
		}
		return p.Value.Amount, true, check.Number("value", p.Value.Amount)
	}
	if p.Quantity == nil {
		return amount, false, nil
	}
	q, err := trade.Convert(*p.Quantity, m.Unit)
	return q.Amount, err == nil, err
}

// coarser reports whether a code holds goods of the set and others: it is shorter than one
// that the set takes in, or takes out. No code at all holds goods of every set.
func coarser(set trade.ProductSet, code trade.Product) bool {
	within := func(p trade.Product) bool { return len(p) > len(code) && p.Within(code) }
	return !set.Contains(code) && slices.ContainsFunc(set.In, within) ||
		set.Contains(code) && slices.ContainsFunc(set.Out, within)
}
