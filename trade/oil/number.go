package oil

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// maxExponent is the bound that package trade sets to the power of ten of an amount.
const maxExponent = 1000

// check refuses amounts that would have to be written out digit by digit.
func check(amounts ...decimal.Decimal) error {
	for _, d := range amounts {
		if !inRange(d) {
			return &trade.AmountError{Exponent: d.Exponent()}
		}
	}
	return nil
}

func inRange(d decimal.Decimal) bool {
	return d.Exponent() >= -maxExponent && d.Exponent() <= maxExponent
}

// text prints a number, also one that is out of range.
func text(d decimal.Decimal) string {
	if !inRange(d) {
		return d.Coefficient().String() + "e" + strconv.Itoa(int(d.Exponent()))
	}
	return d.String()
}

// about prints a fraction to a few decimals for a message.
func about(num, den decimal.Decimal, places int32) string {
	d, err := exact.Div(num, den, places, exact.HalfUp)
	if err != nil {
		return text(num) + " / " + text(den)
	}
	return d.String()
}
