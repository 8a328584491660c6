package secondary

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// OilSaving is what a discount on oil is worth: tonnes × barrels a tonne ×
// dollars a barrel, exactly. The barrels a tonne depend on the grade and are the
// caller's to state.
func OilSaving(tonnes, barrelsPerTonne, discountPerBarrel decimal.Decimal) decimal.Decimal {
	return tonnes.Mul(barrelsPerTonne).Mul(discountPerBarrel)
}

// BreakEvenDiscount is the discount a barrel at which the saving equals a cost:
// cost / (tonnes × barrels a tonne), rounded half up to the places. No oil is an
// error.
func BreakEvenDiscount(cost, tonnes, barrelsPerTonne decimal.Decimal, places int32) (decimal.Decimal, error) {
	return exact.Div(cost, tonnes.Mul(barrelsPerTonne), places, exact.HalfUp)
}
