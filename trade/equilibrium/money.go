package equilibrium

import (
	"math"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// Round hands a number of a model to the exact world, which holds no floats: the shortest
// decimal that stands for x, rounded once to the given places. NaN and infinities are an
// *InputError.
func Round(x float64, places int32, m exact.Mode) (decimal.Decimal, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return decimal.Decimal{}, &InputError{Class: "not_finite", Field: "amount", Value: x}
	}
	d, err := decimal.NewFromString(strconv.FormatFloat(x, 'f', -1, 64))
	if err != nil {
		return decimal.Decimal{}, err
	}
	return exact.Round(d, places, m), nil
}
