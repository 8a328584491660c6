package oil

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The definitions of the package comment, as coefficient and power of ten.
func litersPerBarrel() decimal.Decimal { return decimal.New(158987294928, -9) }
func waterPerLiter() decimal.Decimal   { return decimal.New(999016, -6) } // kg at 60 °F, in vacuum
func apiNumerator() decimal.Decimal    { return decimal.New(1415, -1) }
func apiOffset() decimal.Decimal       { return decimal.New(1315, -1) }

// The range of API gravities: bitumen lies near -10 and propane near 147. A density
// or a relative density in the place of a gravity falls outside or near its ends.
const (
	minAPI = -10
	maxAPI = 150

	maxDecimals = 18
)

// gravityFault says why an API gravity is one that no oil has, or that nobody measures.
func gravityFault(api decimal.Decimal) *Error {
	subject := "API gravity " + clip.Text(text(api))
	if api.Exponent() < -maxDecimals {
		return fault("gravity", subject, "more than %d decimals; gravities are measured to a tenth of a degree", maxDecimals)
	}
	return fault("gravity", subject,
		"oils lie between %d and %d degrees; is it a density in kg/m3, or 141.5/density - 131.5?", minAPI, maxAPI)
}

// checkAPI refuses what is no API gravity. The bound on its decimals is one on the
// work of a Blend.
func checkAPI(api decimal.Decimal) error {
	if err := check(api); err != nil {
		return err
	}
	if api.Exponent() < -maxDecimals || api.LessThan(decimal.NewFromInt(minAPI)) ||
		api.GreaterThan(decimal.NewFromInt(maxAPI)) {
		return gravityFault(api)
	}
	return nil
}

// FromAPI is the factor of an oil of the given API gravity, exactly: 131.5 + API
// barrels of it weigh 158.987294928 × 0.999016 × 0.1415 tonnes.
func FromAPI(api decimal.Decimal) (Factor, error) {
	if err := checkAPI(api); err != nil {
		return Factor{}, err
	}
	return Factor{
		Barrels: apiOffset().Add(api),
		Tonnes:  litersPerBarrel().Mul(waterPerLiter()).Mul(apiNumerator()).Shift(-3),
		Source:  "API " + api.String(),
	}, nil
}

// Density is the mass of a cubic metre of an oil at 60 °F in kg, in vacuum.
func Density(api decimal.Decimal, places int32, m exact.Mode) (decimal.Decimal, error) {
	if err := checkAPI(api); err != nil {
		return decimal.Decimal{}, err
	}
	return exact.Div(waterPerLiter().Shift(3).Mul(apiNumerator()), apiOffset().Add(api), places, m)
}
