package trade

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// Quantity is an amount of goods in a unit.
type Quantity struct {
	Amount decimal.Decimal `json:"amount"`
	Unit   Unit            `json:"unit"`
}

// String prints "100 kg".
func (q Quantity) String() string { return plain(q.Amount) + " " + string(q.Unit) }

// Convert states a quantity in another unit of the same dimension, exactly. A
// quantity that has no finite decimal there, such as 1 No. in dozens, and units of
// different dimensions are a *UnitError; an amount out of range is an *AmountError.
func Convert(q Quantity, to Unit) (Quantity, error) {
	r, err := ratio(q, to)
	if err != nil {
		return Quantity{}, err
	}
	if q.Unit == to {
		return q, nil
	}
	d, ok := finite(r)
	if !ok {
		return Quantity{}, &UnitError{Text: string(q.Unit), To: to, Inexact: true}
	}
	return Quantity{d, to}, nil
}

// ConvertRound is Convert for a quantity that need not have a finite decimal in the
// other unit: it is rounded once, to places decimals, by the mode.
func ConvertRound(q Quantity, to Unit, places int32, m exact.Mode) (Quantity, error) {
	r, err := ratio(q, to)
	if err != nil {
		return Quantity{}, err
	}
	d, err := exact.Div(decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0), places, m)
	if err != nil {
		return Quantity{}, err
	}
	return Quantity{d, to}, nil
}

// ratio is the amount in the other unit as a fraction.
func ratio(q Quantity, to Unit) (*big.Rat, error) {
	if err := checkAmount(q.Amount); err != nil {
		return nil, err
	}
	from, ok := units()[fold(string(q.Unit))]
	if !ok {
		return nil, &UnitError{Text: string(q.Unit)}
	}
	into, ok := units()[fold(string(to))]
	if !ok {
		return nil, &UnitError{Text: string(to)}
	}
	if from.dimension != into.dimension {
		return nil, &UnitError{Text: string(q.Unit), To: to}
	}
	r := q.Amount.Rat()
	return r.Mul(r, from.factor).Quo(r, into.factor), nil
}

// finite states a fraction as a decimal, if it has one: if nothing but the factors
// 2 and 5 stands in its denominator.
func finite(r *big.Rat) (decimal.Decimal, bool) {
	num, den := new(big.Int).Set(r.Num()), new(big.Int).Set(r.Denom())
	one, ten, g := big.NewInt(1), big.NewInt(10), new(big.Int)
	places := int32(0)
	for den.Cmp(one) != 0 {
		g.GCD(nil, nil, den, ten)
		if g.Cmp(one) == 0 || places > 4*maxExponent {
			return decimal.Decimal{}, false
		}
		num.Mul(num, new(big.Int).Quo(ten, g))
		den.Quo(den, g)
		places++
	}
	return decimal.NewFromBigInt(num, -places), true
}
