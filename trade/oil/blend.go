package oil

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Part is a volume of one oil in a blend.
type Part struct {
	Volume trade.Quantity // of any unit of volume
	API    decimal.Decimal
}

// Blend is the API gravity of a mixture. Gravities are not averaged: masses and
// volumes add up, and so the relative densities are averaged by volume. The volumes
// may be of different units of volume; none may be negative, and one at least is above zero.
func Blend(parts []Part, places int32, m exact.Mode) (decimal.Decimal, error) {
	var volume decimal.Decimal
	weighted := make([]fraction, 0, len(parts)) // volume / (131.5 + API)
	for i, p := range parts {
		if err := checkAPI(p.API); err != nil {
			return decimal.Decimal{}, err
		}
		v, err := trade.Convert(p.Volume, "liters")
		if err != nil {
			return decimal.Decimal{}, err
		}
		if v.Amount.IsNegative() {
			e := fault("blend", fmt.Sprintf("part %d of the blend", i), "a volume of %s; want none below zero",
				clip.Text(p.Volume.String()))
			e.Row = i
			return decimal.Decimal{}, e
		}
		volume = volume.Add(v.Amount)
		r := v.Amount.Rat()
		r.Quo(r, apiOffset().Add(p.API).Rat())
		weighted = append(weighted, fraction{r.Num(), r.Denom()})
	}
	if volume.IsZero() {
		return decimal.Decimal{}, fault("blend", "",
			"a blend of no volume has no gravity; leave out what was not observed, and give one part at least")
	}
	// relative density = 141.5 × sum(volume / (131.5 + API)) / volume, and so the
	// gravity is volume / sum - 131.5; the rounding is the only one.
	sum := sumFractions(weighted)
	num, den := decimal.NewFromBigInt(sum.num, 0), decimal.NewFromBigInt(sum.den, 0)
	return exact.Div(volume.Mul(den).Sub(apiOffset().Mul(num)), num, places, m)
}

type fraction struct{ num, den *big.Int }

// sumFractions adds by halves, which keeps the long numbers few: a blend may have
// as many gravities as a table has rows.
func sumFractions(list []fraction) fraction {
	if len(list) == 1 {
		return list[0]
	}
	a, b := sumFractions(list[:len(list)/2]), sumFractions(list[len(list)/2:])
	if a.den.Cmp(b.den) == 0 {
		return fraction{new(big.Int).Add(a.num, b.num), a.den}
	}
	num := new(big.Int).Mul(a.num, b.den)
	return fraction{num.Add(num, new(big.Int).Mul(b.num, a.den)), new(big.Int).Mul(a.den, b.den)}
}
