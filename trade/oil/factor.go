package oil

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Factor says that so many barrels of an oil weigh so many tonnes. It is the exact
// fraction; whoever prints it or converts with it names the rounding.
type Factor struct {
	Barrels, Tonnes decimal.Decimal
	// Source is where the factor comes from: a gravity, or who published it.
	Source string
}

// BarrelsPerTonne is the factor that somebody published: so many barrels a tonne.
func BarrelsPerTonne(barrels decimal.Decimal, source string) Factor {
	return Factor{barrels, decimal.NewFromInt(1), source}
}

// TonnesPerBarrel is a factor that was published the other way round, such as 0.138
// tonnes a barrel, whose inverse has no finite decimal.
func TonnesPerBarrel(tonnes decimal.Decimal, source string) Factor {
	return Factor{decimal.NewFromInt(1), tonnes, source}
}

func (f Factor) check() error {
	if err := check(f.Barrels, f.Tonnes); err != nil {
		return err
	}
	if !f.Barrels.IsPositive() || !f.Tonnes.IsPositive() {
		return factorFault(f)
	}
	return nil
}

func factorFault(f Factor) *Error {
	return fault("factor", fmt.Sprintf("%s barrels in %s tonnes", clip.Text(text(f.Barrels)), clip.Text(text(f.Tonnes))),
		"a factor is above zero; state the API gravity of the oil, or a published factor with its source")
}

// PerTonne is the number of barrels in a tonne, rounded.
func (f Factor) PerTonne(places int32, m exact.Mode) (decimal.Decimal, error) {
	if err := f.check(); err != nil {
		return decimal.Decimal{}, err
	}
	return exact.Div(f.Barrels, f.Tonnes, places, m)
}

// API is the gravity of the oil for which the factor is right: 7.33 barrels a tonne
// suppose an oil of 33.2 degrees, lighter than Urals. A gravity that no oil has is an
// *Error "gravity": the factor is then likely upside down, or of another unit.
func (f Factor) API(places int32, m exact.Mode) (decimal.Decimal, error) {
	if err := f.check(); err != nil {
		return decimal.Decimal{}, err
	}
	// barrels / tonnes × mass of 131.5 + API barrels, less 131.5.
	mass := litersPerBarrel().Mul(waterPerLiter()).Mul(apiNumerator()).Shift(-3)
	api, err := exact.Div(f.Barrels.Mul(mass).Sub(apiOffset().Mul(f.Tonnes)), f.Tonnes, places, m)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if api.LessThan(decimal.NewFromInt(minAPI)) || api.GreaterThan(decimal.NewFromInt(maxAPI)) {
		return decimal.Decimal{}, gravityFault(api)
	}
	return api, nil
}

// String prints "7.2126 bbl/t (API 30.6)", to four decimals half up.
func (f Factor) String() string {
	s := text(f.Barrels) + " bbl / " + text(f.Tonnes) + " t"
	if f.check() == nil {
		s = about(f.Barrels, f.Tonnes, 4) + " bbl/t"
	}
	if f.Source != "" {
		s += " (" + f.Source + ")"
	}
	return s
}

// Convert states a quantity of the oil in another unit of mass or volume: tonnes as
// barrels, kilograms as cubic metres. It rounds once, to places decimals. Between
// two units of mass, or two of volume, the factor plays no part. A unit that is
// neither is a *trade.UnitError.
func (f Factor) Convert(q trade.Quantity, to trade.Unit, places int32, m exact.Mode) (trade.Quantity, error) {
	one := decimal.NewFromInt(1)
	return f.scaled(q, one, one, to, places, m)
}

// scaled is q × times / by in another unit.
func (f Factor) scaled(q trade.Quantity, times, by decimal.Decimal, to trade.Unit, places int32,
	m exact.Mode,
) (trade.Quantity, error) {
	if err := check(q.Amount); err != nil {
		return trade.Quantity{}, err
	}
	num, den, err := f.ratio(q.Unit, to)
	if err != nil {
		return trade.Quantity{}, err
	}
	d, err := exact.Div(q.Amount.Mul(num).Mul(times), den.Mul(by), places, m)
	if err != nil {
		return trade.Quantity{}, err
	}
	return trade.Quantity{Amount: d, Unit: to}, nil
}

// ratio says that one of a unit is num/den of another.
func (f Factor) ratio(from, to trade.Unit) (num, den decimal.Decimal, err error) {
	num, fromVolume, err := base(from)
	if err != nil {
		return num, den, err
	}
	den, toVolume, err := base(to)
	if err != nil {
		return num, den, err
	}
	if fromVolume == toVolume {
		return num, den, nil
	}
	if err := f.check(); err != nil {
		return num, den, err
	}
	// A liter of the oil weighs 1000 × tonnes / (barrels × liters a barrel) kg.
	kg, liters := f.Tonnes.Shift(3), f.Barrels.Mul(litersPerBarrel())
	if fromVolume {
		return num.Mul(kg), den.Mul(liters), nil
	}
	return num.Mul(liters), den.Mul(kg), nil
}

// base is one of a unit in kg or in liters.
func base(u trade.Unit) (amount decimal.Decimal, volume bool, err error) {
	one := trade.Quantity{Amount: decimal.NewFromInt(1), Unit: u}
	q, err := trade.Convert(one, "liters")
	if err == nil {
		return q.Amount, true, nil
	}
	q, err = trade.Convert(one, "kg")
	return q.Amount, false, err
}
