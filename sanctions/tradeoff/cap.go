package tradeoff

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Cap is what a seller sells, and how much of it a cap reaches.
type Cap struct {
	Price   decimal.Decimal // at the port of loading, USD a barrel, without a cap
	PerDay  decimal.Decimal // million barrels a day
	Days    int
	Caps    []decimal.Decimal // USD a barrel, from the first to the last
	Covered []decimal.Decimal // shares of the barrels on services of the coalition
	// Enforced are shares of the covered barrels that are sold within the cap.
	Enforced []decimal.Decimal
}

// Loss is what the seller loses at unchanged volume.
type Loss struct {
	Cap, Covered, Enforced decimal.Decimal
	// Amount is against no cap; Step against the cap before in the list, zero for the first.
	Amount, Step decimal.Decimal
	// Share is the amount over the revenue without a cap, six places.
	Share decimal.Decimal
}

// Check reports all that is wrong.
func (c *Cap) Check() error {
	var errs []error
	number := func(field string, v decimal.Decimal, share bool) {
		switch {
		case check.Number(field, v) != nil:
			errs = append(errs, &Error{field, "with that many digits", "is no price or volume; write the number out"})
		case v.IsNegative():
			errs = append(errs, &Error{field, v.String(), "it is below 0"})
		case share && v.GreaterThan(one):
			errs = append(errs, &Error{field, v.String(), "it is above 1; it is a share: 0.4 for 40 percent"})
		case field == "price" && v.IsZero():
			errs = append(errs, &Error{field, "0", "state the price at the port of loading, in USD a barrel"})
		}
	}
	number("price", c.Price, false)
	number("volume", c.PerDay, false)
	if c.Days < 1 || c.Days > 36525 {
		errs = append(errs, &Error{"days", fmt.Sprint(c.Days), "want 1 to 36525"})
	}
	for _, l := range []struct {
		field string
		v     []decimal.Decimal
	}{{"caps", c.Caps}, {"covered", c.Covered}, {"enforced", c.Enforced}} {
		if len(l.v) == 0 || len(l.v) > 100 {
			errs = append(errs, &Error{l.field, fmt.Sprintf("of %d numbers", len(l.v)), "want 1 to 100 numbers"})
		}
		for _, v := range l.v {
			number(l.field, v, l.field != "caps")
		}
	}
	return errors.Join(errs...)
}

// Revenue is what is sold without a cap.
func (c *Cap) Revenue() decimal.Decimal { return PerDay(c.PerDay, c.Days).Mul(c.Price) }

// Losses are those of all combinations: by covered share, then enforcement, then cap, each in the
// order given. A cap at or above the price takes nothing.
func (c *Cap) Losses() ([]Loss, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	barrels, revenue := PerDay(c.PerDay, c.Days), c.Revenue()
	var out []Loss
	for _, covered := range c.Covered {
		for _, enforced := range c.Enforced {
			for i, at := range c.Caps {
				l := Loss{Cap: at, Covered: covered, Enforced: enforced}
				if c.Price.GreaterThan(at) {
					l.Amount = exact.Round(barrels.Mul(covered).Mul(enforced).Mul(c.Price.Sub(at)), 2, exact.HalfUp)
				}
				if i > 0 {
					l.Step = l.Amount.Sub(out[len(out)-1].Amount)
				}
				if q := quotient(l.Amount, revenue, 6); q != nil {
					l.Share = *q
				}
				out = append(out, l)
			}
		}
	}
	return out, nil
}
