package tariff

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// sameQuantity is how far two statements of one quantity in different units may differ, in
// parts of the first: one may have been rounded.
var sameQuantity = decimal.New(1, -2)

// checkQuantities refuses goods of which two quantities are stated that measure the same
// and contradict each other, such as 10 kg and 20 kg: a duty on one of them would be one
// of two. Quantities in one unit must be equal; those that can be converted may differ by
// a rounding.
func checkQuantities(list []trade.Quantity) error {
	for i := 1; i < len(list); i++ {
		for _, first := range list[:i] {
			same := list[i]
			if same.Unit == first.Unit {
				if !same.Amount.Equal(first.Amount) {
					return contradiction(first, list[i])
				}
				continue
			}
			same, err := trade.ConvertRound(list[i], first.Unit, 9, exact.HalfUp)
			if err == nil && same.Amount.Sub(first.Amount).Abs().GreaterThan(first.Amount.Mul(sameQuantity)) {
				return contradiction(first, list[i])
			}
		}
	}
	return nil
}

func contradiction(a, b trade.Quantity) error {
	return &ValueError{
		"quantity", b.Amount.String(),
		fmt.Sprintf("%s, and %s is stated too; state the quantity of the goods once in each unit", b.Unit,
			amountText(a.Amount)+" "+string(a.Unit)),
	}
}
