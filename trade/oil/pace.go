package oil

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// days are those of a period; nothing can be spread over one that is empty, or without a
// first or a last day.
func days(period trade.Interval) (decimal.Decimal, error) {
	if period.From.IsZero() || period.To.IsZero() || period.IsEmpty() {
		return decimal.Decimal{}, fault("period", fmt.Sprintf("period %s", period),
			"want one with a first and a last day, such as 2024-04-01 .. 2025-03-31")
	}
	return decimal.NewFromInt(int64(period.To.Sub(period.From))), nil
}

// PerDay spreads a quantity over the days of its period, 365 or 366 of them in a
// year, and states it in another unit, with one rounding: million tonnes of a fiscal
// year as barrels a day.
func (f Factor) PerDay(q trade.Quantity, period trade.Interval, to trade.Unit, places int32,
	m exact.Mode,
) (trade.Quantity, error) {
	n, err := days(period)
	if err != nil {
		return trade.Quantity{}, err
	}
	return f.scaled(q, decimal.NewFromInt(1), n, to, places, m)
}

// Over is the reverse of PerDay: so much a day, over all the days of a period.
func (f Factor) Over(perDay trade.Quantity, period trade.Interval, to trade.Unit, places int32,
	m exact.Mode,
) (trade.Quantity, error) {
	n, err := days(period)
	if err != nil {
		return trade.Quantity{}, err
	}
	return f.scaled(perDay, n, decimal.NewFromInt(1), to, places, m)
}
