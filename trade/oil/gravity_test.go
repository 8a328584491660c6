package oil

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The factors are published to two decimals from gravities; the convention of the
// package comment is the one of the four that gives all three.
func TestConvention(t *testing.T) {
	factors := func(water, air string) (out [3]string) {
		for i, api := range []string{"30.6", "34.8", "38.0"} { // Urals, ESPO, Brent
			density := new(big.Rat).Quo(rat("141.5"), new(big.Rat).Add(rat("131.5"), rat(api)))
			density.Mul(density, rat(water)).Sub(density, rat(air)) // kg a liter
			perTonne := new(big.Rat).Quo(rat("1000"), density.Mul(density, rat("158.987294928")))
			out[i] = judge(perTonne, 2, exact.HalfUp).FloatString(2)
		}
		return out
	}
	want := [3]string{"7.21", "7.40", "7.54"}
	assert.Equal(t, want, factors("0.999016", "0"))
	assert.NotEqual(t, want, factors("1", "0"))
	assert.Equal(t, [3]string{"7.21", "7.39", "7.53"}, factors("1", "0"))
	assert.Equal(t, [3]string{"7.22", "7.41", "7.55"}, factors("0.999016", "0.0011"))
	for i, api := range []string{"30.6", "34.8", "38.0"} {
		got, err := factor(t, api).PerTonne(2, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, want[i], got.StringFixed(2), api)
	}
}

// The definition holds water at 10 degrees: relative density 1.
func TestDensity(t *testing.T) {
	for api, want := range map[string]string{
		"10": "999.016", "30.6": "872.059", "34.8": "850.035", "38": "833.987",
		"-10": "1163.463", "150": "502.17",
	} {
		got, err := Density(dec(api), 3, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, want, got.String(), api)
		r := new(big.Rat).Quo(rat("141360.764"), new(big.Rat).Add(rat("131.5"), rat(api)))
		assert.Zero(t, judge(r, 3, exact.HalfUp).Cmp(got.Rat()), api)
	}
}

func TestGravityErrors(t *testing.T) {
	for _, api := range []string{"872.06", "-10.01", "150.1", "-131.5", "-200"} {
		_, err := FromAPI(dec(api))
		var e *Error
		require.ErrorAs(t, err, &e, api)
		assert.Equal(t, "gravity", e.Code)
		assert.Equal(t, "API gravity "+api, e.Subject)
		assert.Contains(t, err.Error(), "between -10 and 150")
		_, err = Density(dec(api), 2, exact.HalfUp)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "gravity", e.Code)
	}
	_, err := FromAPI(dec("30.000000000000000001"))
	require.NoError(t, err)
	assert.Contains(t, gravityFault(dec("150.000000000000000001")).Error(), "between -10 and 150")
	_, err = FromAPI(dec("30.0000000000000000001"))
	assert.Equal(t, "gravity", faultOf(t, err).Code)
	assert.Contains(t, err.Error(), "more than 18 decimals")
	for _, huge := range extremes() {
		_, err := FromAPI(huge)
		var e *trade.AmountError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, huge.Exponent(), e.Exponent)
		_, err = Density(huge, 2, exact.HalfUp)
		require.ErrorAs(t, err, &e)
		assert.NotEmpty(t, gravityFault(huge).Error())
	}
}

// FuzzFromAPI: a gravity is refused, or its factor is (131.5 + API) / 22.47… exactly,
// and the factor gives the gravity back.
func FuzzFromAPI(f *testing.F) {
	f.Add(int64(306), int32(-1))
	f.Add(int64(-131500000000000001), int32(-15))
	f.Add(int64(1), int32(1<<30))
	f.Fuzz(func(t *testing.T, coefficient int64, exponent int32) {
		api := decimal.New(coefficient, exponent)
		got, err := FromAPI(api)
		if err != nil {
			return
		}
		want := new(big.Rat).Add(api.Rat(), rat("131.5"))
		want.Quo(want, new(big.Rat).Mul(rat("158.987294928"), rat("0.1413607640"))) // 0.999016 × 141.5 / 1000
		if want.Cmp(new(big.Rat).Quo(got.Barrels.Rat(), got.Tonnes.Rat())) != 0 {
			t.Fatalf("API %s: %s", api, got)
		}
		back, err := got.API(18, exact.HalfEven)
		if err != nil || !back.Equal(api) {
			t.Fatalf("API %s came back as %s, %v", api, back, err)
		}
	})
}
