package secondary

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Exposure is what a rule found about one buyer in a set of purchases.
type Exposure struct {
	Buyer trade.Country `json:"buyer,omitempty"`
	// Holds is Met when the rule describes the buyer, and Open when only purchases that are
	// untraced or coarse, or of which no volume is stated, could make it do so.
	Holds    sanctions.Holds `json:"holds"`
	Direct   int             `json:"direct"`   // purchases that count
	Indirect int             `json:"indirect"` // purchases that count
	Value    decimal.Decimal `json:"value"`    // of the purchases with a value, in their currency
	Currency trade.Currency  `json:"currency,omitempty"`
	Volume   decimal.Decimal `json:"volume"` // of the purchases with a quantity in Unit
	Unit     trade.Unit      `json:"unit,omitempty"`
	// WithoutValue and WithoutVolume count the purchases that lack one, so that a
	// sum is never taken for the whole.
	WithoutValue  int `json:"without_value"`
	WithoutVolume int `json:"without_volume"`
	// Untraced counts purchases that lack evidence or an origin, and Coarse those whose code
	// is too short to say whether the goods count. Neither are in the sums.
	Untraced int `json:"untraced"`
	Coarse   int `json:"coarse"`
	// Rows are the purchases that count, as indices of the input, and OpenRows those that
	// are untraced or coarse.
	Rows     []int `json:"rows,omitempty"`
	OpenRows []int `json:"open_rows,omitempty"`
}

// Describe returns the buyers that the rule describes within an interval, and those that
// it may describe, in the order of their codes; Exposure.Holds tells them apart. Countries
// and codes count in any spelling that package trade reads; one that is none is an error.
// Volumes are converted to the unit. A value in another currency than the first is an
// error, because currencies are never added.
func (r *Tariff) Describe(purchases []Purchase, during trade.Interval, unit trade.Unit) ([]Exposure, error) {
	byBuyer := map[trade.Country]*Exposure{}
	for i := range purchases {
		if !purchases[i].Period.Overlaps(during) {
			continue
		}
		p, err := purchases[i].canonical()
		if err != nil {
			return nil, fmt.Errorf("purchase %d, of %s: %w", i, clip.To(string(purchases[i].Destination), 80), err)
		}
		counts := r.counts(&p)
		if counts == notCounted {
			continue
		}
		x := byBuyer[p.Destination]
		if x == nil {
			x = &Exposure{Buyer: p.Destination, Unit: unit}
			byBuyer[p.Destination] = x
		}
		switch {
		case counts == coarseCode:
			x.Coarse++
		case counts == noTrace:
			x.Untraced++
		case len(p.Via) > 0:
			x.Indirect++
		default:
			x.Direct++
		}
		if counts != counted {
			x.OpenRows = append(x.OpenRows, i)
			continue
		}
		x.Rows = append(x.Rows, i)
		if err := x.add(&p); err != nil {
			return nil, fmt.Errorf("purchase %d, of %s: %w", i, p.Destination, err)
		}
	}
	var out []Exposure
	for _, x := range byBuyer {
		if x.Holds = r.describes(x); x.Holds != sanctions.NotMet {
			out = append(out, *x)
		}
	}
	slices.SortFunc(out, func(a, b Exposure) int { return cmp.Compare(a.Buyer, b.Buyer) })
	return out, nil
}

// describes says whether what was found of a buyer is enough.
func (r *Tariff) describes(x *Exposure) sanctions.Holds {
	open := x.Untraced + x.Coarse
	if r.MinimumVolume.IsPositive() {
		open += x.WithoutVolume
	}
	switch {
	case len(x.Rows) > 0 && !x.Volume.LessThan(r.MinimumVolume):
		return sanctions.Met
	case open > 0:
		return sanctions.Open
	}
	return sanctions.NotMet
}

// counting is whether a purchase counts under a rule.
type counting int8

const (
	notCounted counting = iota
	counted
	coarseCode
	noTrace
)

// counts says whether a purchase, in canonical spelling, counts under the rule.
func (r *Tariff) counts(p *Purchase) counting {
	traced := r.traces(p)
	if p.Destination == r.Target || !traced && !(r.ByOrigin && p.Origin == "") || len(p.Via) > 0 && !r.Indirect {
		return notCounted
	}
	inside, coarse := r.Goods.Contains(p.Product), coarser(r.Goods, p.Product)
	switch {
	case !inside && !coarse:
		return notCounted
	case !traced || r.untraced(p):
		return noTrace
	case coarse:
		return coarseCode
	}
	return counted
}

// canonical is a purchase with its countries and its code as package trade writes them. What
// is not stated stays so.
func (p *Purchase) canonical() (Purchase, error) {
	out := *p
	out.Via = slices.Clone(p.Via)
	countries := []*trade.Country{&out.Origin, &out.Destination, &out.RefinedIn, &out.ExportedFrom}
	for i := range out.Via {
		countries = append(countries, &out.Via[i])
	}
	for _, c := range countries {
		if *c == "" {
			continue
		}
		var err error
		if *c, err = trade.ParseCountry(string(*c)); err != nil {
			return out, err
		}
	}
	if out.Product == "" {
		return out, nil
	}
	var err error
	out.Product, err = trade.ParseProduct(string(out.Product))
	return out, err
}

func (x *Exposure) add(p *Purchase) error {
	if p.Value == nil {
		x.WithoutValue++
	} else {
		if x.Currency == "" {
			x.Currency = p.Value.Currency
		}
		if err := check.Number("value", p.Value.Amount); err != nil {
			return err
		}
		if p.Value.Currency != x.Currency {
			return fmt.Errorf("its value is in %s, the others are in %s; convert them at a stated rate first", p.Value.Currency,
				x.Currency)
		}
		x.Value = x.Value.Add(p.Value.Amount)
	}
	if p.Quantity == nil {
		x.WithoutVolume++
		return nil
	}
	q, err := trade.Convert(*p.Quantity, x.Unit)
	if err != nil {
		return err
	}
	x.Volume = x.Volume.Add(q.Amount)
	return nil
}
