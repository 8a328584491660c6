package secondary

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Dependence is how much of a buyer's imports of the goods of a rule count under it.
type Dependence struct {
	Buyer trade.Country `json:"buyer,omitempty"`
	// Counted and All are volumes, of the imports that have one.
	Counted trade.Quantity `json:"counted"`
	All     trade.Quantity `json:"all"`
	// Share is Counted over All, rounded half up to six decimals; ok is false where there
	// is no volume at all.
	Share decimal.Decimal `json:"share"`
	OK    bool            `json:"ok"`
	// Without counts imports that have no volume, Untraced those through third countries
	// that lack evidence and are in All alone.
	Without  int `json:"without"`
	Untraced int `json:"untraced"`
	// Coarse counts imports whose code is too short to say whether the goods count; they are
	// in neither volume.
	Coarse int `json:"coarse"`
}

// Dependence adds up all imports of a buyer of the goods of the rule, from anywhere, whose
// periods overlap an interval.
func (r *Tariff) Dependence(buyer trade.Country, imports []Purchase, during trade.Interval,
	unit trade.Unit,
) (Dependence, error) {
	buyer, err := trade.ParseCountry(string(buyer))
	if err != nil {
		return Dependence{}, err
	}
	d := Dependence{Buyer: buyer, Counted: trade.Quantity{Unit: unit}, All: trade.Quantity{Unit: unit}}
	for i := range imports {
		if !imports[i].Period.Overlaps(during) {
			continue
		}
		canonical, err := imports[i].canonical()
		if err != nil {
			return Dependence{}, fmt.Errorf("import %d, of %s: %w", i, buyer, err)
		}
		p := &canonical
		if p.Destination != buyer {
			continue
		}
		if coarser(r.Goods, p.Product) {
			d.Coarse++
			continue
		}
		if !r.Goods.Contains(p.Product) {
			continue
		}
		if p.Quantity == nil {
			d.Without++
			continue
		}
		q, err := trade.Convert(*p.Quantity, unit)
		if err != nil {
			return Dependence{}, fmt.Errorf("import %d, of %s: %w", i, buyer, err)
		}
		d.All.Amount = d.All.Amount.Add(q.Amount)
		switch {
		case !r.traces(p):
		case r.untraced(p):
			d.Untraced++
		default:
			d.Counted.Amount = d.Counted.Amount.Add(q.Amount)
		}
	}
	if d.All.Amount.IsPositive() {
		share, err := exact.Div(d.Counted.Amount, d.All.Amount, 6, exact.HalfUp)
		if err != nil {
			return Dependence{}, err
		}
		d.Share, d.OK = share, true
	}
	return d, nil
}
