package importers

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/oil"
)

// unitsError names the flows whose quantity cannot be stated in the unit that is asked for.
type unitsError struct {
	unit trade.Unit
	rows []string
	more int
}

func (e *unitsError) Error() string {
	more := ""
	if e.more > 0 {
		more = fmt.Sprintf(" and %d more", e.more)
	}
	return fmt.Sprintf(
		"no quantity in %s can be made of %s%s: a volume of oil becomes a mass only by its factor; -factor 7.33 states "+
			"barrels a tonne of crude oil, -by-value ranks by value",
		e.unit, strings.Join(e.rows, "; "), more)
}

// barrels reads -factor: barrels a tonne; the zero Factor where it is not given.
func (o *options) barrels() (oil.Factor, error) {
	if o.factor == "" {
		return oil.Factor{}, nil
	}
	d, err := decimal.NewFromString(o.factor)
	if err != nil || len(o.factor) > 40 || strings.ContainsAny(o.factor, "eE") {
		return oil.Factor{},
			&tariff.ValueError{
				Field: "-factor", Text: fmt.Sprintf("%.40q", o.factor),
				Reason: "is not a plain number of barrels a tonne such as 7.33",
			}
	}
	f := oil.BarrelsPerTonne(d, "-factor")
	if _, err := f.API(1, exact.HalfUp); err != nil {
		return oil.Factor{}, fmt.Errorf("-factor %s: %w", o.factor, err)
	}
	return f, nil
}

// inUnit states the quantities of purchases from Russia in one unit, crude oil by the
// factor where it is given. Those that do not convert are named, by the row that row says.
func inUnit(purchases []secondary.Purchase, unit trade.Unit, f oil.Factor, counts func(*secondary.Purchase) bool,
	row func(int) string,
) ([]secondary.Purchase, error) {
	bad := &unitsError{unit: unit}
	for i := range purchases {
		p := &purchases[i]
		if p.Quantity == nil || !counts(p) {
			continue
		}
		q, err := trade.Convert(*p.Quantity, unit)
		if err != nil && f.Barrels.IsPositive() && p.Product.Within("2709") {
			q, err = f.Convert(*p.Quantity, unit, 6, exact.HalfUp)
		}
		var unknown *trade.UnitError
		switch {
		case err == nil:
			p.Quantity = &q
		case !errors.As(err, &unknown):
			return nil, fmt.Errorf("%s: %w", row(i), err)
		case len(bad.rows) < 5:
			bad.rows = append(bad.rows,
				fmt.Sprintf("%s (%s to %s, %s %s)", row(i), p.Origin, p.Destination, p.Quantity.Amount, p.Quantity.Unit))
		default:
			bad.more++
		}
	}
	if len(bad.rows) > 0 {
		return nil, bad
	}
	return purchases, nil
}
