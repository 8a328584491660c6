package panel

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/wide"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// The effective rate of a day is the mean of a panel weighted by trade: what the duty on
// the trade of some year would be under the law of the day, by its value. Trade is unchanged.

// Weight is trade in a product by which rates are weighted, in whole units of currency.
type Weight struct {
	// Partner is what the data call the country: a country, or a group whose members they
	// do not tell apart. Origin is the country under whose law its goods come.
	Partner string
	Origin  trade.Country
	Product trade.Product
	Value   int64
}

// Weights are trade of a time, by the numbers of that time.
type Weights struct {
	Name   string
	Traded trade.Interval
	Rows   []Weight
}

// WeightedBy says by what weighted means are told apart; nothing gives one for all trade.
type WeightedBy struct{ Partner, Chapter bool }

// WeightedMean is the effective rate of trade on a day. Rates are fractions of nine places
// of the value that has a rate.
type WeightedMean struct {
	Date trade.Date `json:"date,omitzero"`
	// Partner and Chapter are empty for all of them.
	Partner string `json:"partner,omitempty"`
	Chapter string `json:"chapter,omitempty"`
	// Base is the duty of the schedule, Additional that of chapter 99, Total their sum.
	Base        decimal.Decimal `json:"base"`
	Additional  decimal.Decimal `json:"additional"`
	Total       decimal.Decimal `json:"total"`
	ByAuthority []AuthorityMean `json:"by_authority"`
	// Value is the trade that has a rate, and NoRate that which has none: it is in no mean.
	// Where Value is 0 there is no rate, and those above say nothing.
	Value  int64 `json:"value"`
	NoRate int64 `json:"no_rate"`
	// Moved is the part of Value under numbers that the day does not have, or has for other
	// goods. It has the mean rate of the numbers to which the goods moved, or where none is
	// known, of the numbers of its line, or failing that of its subheading or heading.
	Moved int64 `json:"moved"`
	// ByQuantity is the part of Value on lines with a duty by quantity, which counts as 0:
	// where there is some, Base is a lower bound.
	ByQuantity int64 `json:"by_quantity"`
}

// WeightError says why weights cannot be used.
type WeightError struct {
	Weight Weight
	Reason string
}

func (e *WeightError) Error() string {
	return fmt.Sprintf("weight of %s of %s: %s", e.Weight.Product, e.Weight.Partner, e.Reason)
}

// maxWeight keeps a sum of weights within 63 bits.
const maxWeight = 1_000_000_000_000_000

// Weighted computes the effective rates of the days, in their order; of one day all trade
// comes first, then the parts in the order of partners and chapters. Errors are
// *HorizonError, *WeightError and the context's.
func (p *Panel) Weighted(ctx context.Context, w Weights, by WeightedBy, days ...trade.Date) ([]WeightedMean, error) {
	rows, err := p.sortedWeights(w.Rows)
	if err != nil {
		return nil, err
	}
	out := make([][]WeightedMean, len(days))
	for d, on := range days {
		if _, err := p.segmentOn(on); err != nil {
			return nil, err
		}
		if i := slices.Index(days, on); i < d { // asked for twice
			out[d] = out[i]
			continue
		}
		if out[d], err = p.weigh(ctx, rows, w.Traded, by, on); err != nil {
			return nil, err
		}
	}
	return slices.Concat(out...), nil
}

// sortedWeights checks weights, keeps those of the panel, and puts those of one origin together.
func (p *Panel) sortedWeights(rows []Weight) ([]Weight, error) {
	var out []Weight
	for _, r := range rows {
		origin, err := trade.ParseCountry(string(r.Origin))
		if err != nil {
			return nil, &WeightError{r, err.Error()}
		}
		r.Origin = origin
		if r.Product, err = trade.ParseProduct(string(r.Product)); err != nil {
			return nil, &WeightError{r, err.Error()}
		}
		switch {
		case len(r.Product) < 8:
			return nil, &WeightError{r, "the number has fewer than 8 digits"}
		case r.Value < 0 || r.Value > maxWeight:
			return nil, &WeightError{r, fmt.Sprintf("%d is not within 0 and 10^15", r.Value)}
		}
		only := p.opts.Products
		if len(p.opts.Origins) > 0 && !slices.Contains(p.origins, r.Origin) ||
			len(only) > 0 && !slices.ContainsFunc(only, r.Product.Within) {
			continue
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Weight) int { return strings.Compare(string(a.Origin), string(b.Origin)) })
	return out, nil
}

// weighedKey tells the means of a day apart.
type weighedKey struct{ partner, chapter string }

// weighed are the sums behind a mean.
type weighed struct {
	base, additional                 wide.Amount
	by                               [maxAuthorities]wide.Amount
	value, noRate, moved, byQuantity int64
}

func (s *weighed) add(o *weighed) {
	s.base.Plus(o.base)
	s.additional.Plus(o.additional)
	for k := range s.by {
		s.by[k].Plus(o.by[k])
	}
	s.value += o.value
	s.noRate += o.noRate
	s.moved += o.moved
	s.byQuantity += o.byQuantity
}

// weigh computes the means of a day.
func (p *Panel) weigh(
	ctx context.Context, rows []Weight, traded trade.Interval, by WeightedBy, on trade.Date,
) ([]WeightedMean, error) {
	seg, err := p.segmentOn(on)
	if err != nil {
		return nil, err
	}
	follow := p.follower(seg, on, traded)
	var groups [][]Weight // by origin
	for from := 0; from < len(rows); {
		to := from
		for to < len(rows) && rows[to].Origin == rows[from].Origin {
			follow.find(rows[to].Product)
			to++
		}
		groups = append(groups, rows[from:to])
		from = to
	}
	sums := make([]map[weighedKey]*weighed, len(groups))
	err = workers.Each(ctx, p.opts.Workers, len(groups), func(_, i int) { sums[i] = p.weighOrigin(follow, groups[i]) })
	if err != nil {
		return nil, err
	}
	all := map[weighedKey]*weighed{{}: {}}
	for _, of := range sums {
		for key, s := range of {
			keys := []weighedKey{{}}
			if by.Partner {
				keys = append(keys, weighedKey{partner: key.partner})
			}
			if by.Chapter {
				keys = append(keys, weighedKey{chapter: key.chapter})
			}
			if by.Partner && by.Chapter {
				keys = append(keys, key)
			}
			for _, k := range keys {
				if all[k] == nil {
					all[k] = &weighed{}
				}
				all[k].add(s)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(all), func(a, b weighedKey) int {
		return strings.Compare(a.partner+"\x00"+a.chapter, b.partner+"\x00"+b.chapter)
	})
	var out []WeightedMean
	for _, k := range keys {
		m := all[k].mean(p.auths)
		m.Date, m.Partner, m.Chapter = on, k.partner, k.chapter
		out = append(out, m)
	}
	return out, nil
}

// weighOrigin adds up the duty on the trade of one origin.
func (p *Panel) weighOrigin(follow *follower, rows []Weight) map[weighedKey]*weighed {
	view := p.view(follow.seg, rows[0].Origin)
	sums := map[weighedKey]*weighed{}
	for i := range rows {
		r := &rows[i]
		key := weighedKey{r.Partner, r.Product.Chapter()}
		s := sums[key]
		if s == nil {
			s = &weighed{}
			sums[key] = s
		}
		to := follow.to[r.Product]
		if len(to.products) == 0 {
			s.noRate += r.Value
			continue
		}
		rate := view.meanRate(to.products)
		s.value += r.Value
		if to.moved {
			s.moved += r.Value
		}
		if p.quantityIn(view, to.products) {
			s.byQuantity += r.Value
		}
		s.base.Plus(wide.Product(uint64(r.Value), uint64(rate.base)))
		s.additional.Plus(wide.Product(uint64(r.Value), uint64(rate.additional)))
		for k := range p.auths {
			s.by[k].Plus(wide.Product(uint64(r.Value), uint64(rate.by[k])))
		}
	}
	return sums
}

// meanRate is the mean of the rates of products; that of one is its rate. Parts of a mean
// are rounded half up, and the additional duty is their sum.
func (v *panelView) meanRate(products []int32) panelRate {
	if len(products) == 1 {
		return v.rate(int(products[0]))
	}
	var sum panelRate
	for _, i := range products {
		r := v.rate(int(i))
		sum.base += r.base
		for k := range sum.by {
			sum.by[k] += r.by[k]
		}
	}
	n := int64(len(products))
	sum.base = (sum.base + n/2) / n
	for k := range sum.by {
		sum.by[k] = (sum.by[k] + n/2) / n
		sum.additional += sum.by[k]
	}
	return sum
}

// quantityIn reports whether the duty on one of the products has a part by quantity.
func (p *Panel) quantityIn(view *panelView, products []int32) bool {
	for _, i := range products {
		line := &p.grid.Book.Schedule.Lines[p.grid.LineOf[view.seg][i]]
		text := line.General
		if view.column2 {
			text = line.Other
		}
		d := p.grid.Plan.Duties[text]
		if slices.ContainsFunc(d.Terms(), func(t duty.Term) bool { return t.Kind == duty.Specific }) {
			return true
		}
	}
	return false
}

func (s *weighed) mean(auths []law.Authority) WeightedMean {
	m := WeightedMean{Value: s.value, NoRate: s.noRate, Moved: s.moved, ByQuantity: s.byQuantity}
	if s.value == 0 {
		return m
	}
	of := func(w wide.Amount) decimal.Decimal { return w.Decimal(9).DivRound(decimal.NewFromInt(s.value), 9) }
	total := s.base
	total.Plus(s.additional)
	m.Base, m.Additional, m.Total = of(s.base), of(s.additional), of(total)
	for k, a := range auths {
		if s.by[k] != (wide.Amount{}) {
			m.ByAuthority = append(m.ByAuthority, AuthorityMean{a, of(s.by[k])})
		}
	}
	return m
}
