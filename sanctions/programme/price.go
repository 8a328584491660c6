package programme

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/oil"
)

// CapUnit is the unit of every price cap.
const CapUnit = "USD/bbl"

// Cost is one item of what a price includes beyond the oil: "freight",
// "insurance", "port dues", "customs". USD a barrel.
type Cost struct {
	Name   string          `json:"name"`
	Amount decimal.Decimal `json:"amount"`
}

// FOB takes the itemised costs out of a price and returns what is left for the oil
// loaded on the ship, exactly. A FOB price is returned as it is: costs that are
// invoiced beside it are no part of it. A price that includes freight or insurance
// wants them as items, 0 when there was none; CIF, CFR, DES and DAP can be read
// this way, other bases cannot. All that is wrong comes back together.
func FOB(price decimal.Decimal, basis trade.PriceBasis, costs []Cost) (decimal.Decimal, error) {
	var all check.Problems
	if basis == "" {
		all.Add(&sanctions.MissingFactError{Fact: "basis", For: "a price without its basis is no price; say FOB or CIF"})
	} else if !basis.Valid() {
		all.Add(&trade.BasisError{Text: string(basis)})
	} else if basis != trade.FOB && !basis.Freight() {
		all.Add(&tariff.ValueError{
			Field: "basis", Text: string(basis),
			Reason: "cannot be brought to FOB by itemised costs; state a FOB or CIF price",
		})
	}
	if err := check.Number("price", price); err != nil {
		all.Add(err)
	} else if !price.IsPositive() {
		all.Add(&tariff.ValueError{Field: "price", Text: price.String(), Reason: "is not positive; want USD a barrel"})
	}
	seen := map[string]bool{}
	total := decimal.Decimal{}
	for _, c := range costs {
		switch err := check.Number(c.Name, c.Amount); {
		case err != nil:
			all.Add(err)
			continue
		case c.Amount.IsNegative():
			all.Add(&tariff.ValueError{Field: c.Name, Text: c.Amount.String(), Reason: "is negative; a cost is 0 or more"})
		case strings.TrimSpace(c.Name) == "":
			all.Add(&sanctions.MissingFactError{
				Fact: "the name of a cost",
				For:  "a sum that nobody names cannot be checked; say freight, insurance, port dues",
			})
		case seen[c.Name]:
			all.Add(fault.Contradiction("is itemised twice", c.Name))
		case c.Name == "insurance" && basis == trade.CFR && c.Amount.IsPositive():
			all.Add(fault.Contradiction("a CFR price includes no insurance, so none can be taken out of it", "basis CFR",
				"insurance "+c.Amount.String()))
		}
		seen[c.Name] = true
		total = total.Add(c.Amount)
	}
	if basis.Freight() && !seen["freight"] {
		all.Add(&sanctions.MissingFactError{
			Fact: "freight",
			For:  fmt.Sprintf("a %s price includes it, the cap is on the FOB price; itemise it, 0 when there was none", basis),
		})
	}
	if basis.Insurance() && !seen["insurance"] {
		all.Add(&sanctions.MissingFactError{
			Fact: "insurance",
			For:  fmt.Sprintf("a %s price includes it, the cap is on the FOB price; itemise it, 0 when there was none", basis),
		})
	}
	if err := all.Err(); err != nil {
		return decimal.Decimal{}, err
	}
	if basis == trade.FOB {
		return price, nil
	}
	if total.GreaterThanOrEqual(price) {
		return decimal.Decimal{}, fault.Contradiction("the itemised costs leave nothing for the oil",
			"price "+price.String(), "costs "+total.String())
	}
	return price.Sub(total), nil
}

// Priced is the sale at a price of package oil. The caps are in USD a barrel, so a price
// in another currency or for another unit is refused: Price.Exchange and Price.In state it
// so, with the rate and the factor of the grade in the open. A customs value is not a
// price on any of the bases that can be brought to FOB; see oil.CustomsBasis.
func (s Sale) Priced(p oil.Price) (Sale, error) {
	var all check.Problems
	if err := p.Check(); err != nil {
		return s, err
	}
	if p.Currency != "USD" {
		all.Add(&tariff.ValueError{
			Field: "currency", Text: string(p.Currency),
			Reason: "is not that of the caps; state the price in USD at a rate",
		})
	}
	if p.Per != "bbl" {
		all.Add(&tariff.ValueError{
			Field: "unit", Text: string(p.Per),
			Reason: "is not that of the caps; state the price a barrel, by the factor of the grade",
		})
	}
	if err := all.Err(); err != nil {
		return s, err
	}
	s.Price, s.Basis = p.Amount, p.Basis
	return s, nil
}
