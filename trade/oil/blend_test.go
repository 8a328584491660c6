package oil

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Equal volumes of 20 and 40 degrees have relative densities 141.5/151.5 and
// 141.5/171.5; their mean is that of 2 × 151.5 × 171.5 / 323 - 131.5 = 29.38 degrees,
// where the mean of the gravities is 30.
func TestBlend(t *testing.T) {
	for _, c := range []struct {
		parts []Part
		want  string
	}{
		{[]Part{{quantity("1", "bbl"), dec("20")}, {quantity("1", "bbl"), dec("40")}}, "29.38"},
		{[]Part{{quantity("42", "gal"), dec("20")}, {quantity("0.158987294928", "m3"), dec("40")}}, "29.38"},
		{[]Part{{quantity("7", "bbl"), dec("30.6")}}, "30.6"},
		{[]Part{{quantity("7", "bbl"), dec("30.6")}, {quantity("0", "bbl"), dec("60")}}, "30.6"},
		{[]Part{
			{quantity("1", "bbl"), dec("30.6")},
			{quantity("2", "bbl"), dec("30.6")},
			{quantity("3", "bbl"), dec("30.60")},
		}, "30.6"},
	} {
		got, err := Blend(c.parts, 2, exact.HalfUp)
		require.NoError(t, err)
		assert.True(t, got.Equal(dec(c.want)), "%s, want %s", got, c.want)
	}
}

func TestBlendErrors(t *testing.T) {
	_, err := Blend(nil, 2, exact.HalfUp)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "blend", e.Code)
	assert.Contains(t, err.Error(), "no volume")
	_, err = Blend([]Part{{quantity("0", "bbl"), dec("30")}}, 2, exact.HalfUp)
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "blend", e.Code)
	_, err = Blend([]Part{{quantity("5", "bbl"), dec("30")}, {quantity("-1", "bbl"), dec("30")}}, 2, exact.HalfUp)
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "blend", e.Code)
	assert.Equal(t, 1, e.Row)
	assert.Contains(t, err.Error(), "part 1 of the blend: a volume of -1 bbl")
	_, err = Blend([]Part{{quantity("5", "t"), dec("30")}}, 2, exact.HalfUp)
	require.ErrorAs(t, err, new(*trade.UnitError))
	_, err = Blend([]Part{{quantity("5", "bbl"), dec("300")}}, 2, exact.HalfUp)
	assert.Equal(t, "gravity", faultOf(t, err).Code)
	for _, huge := range extremes() {
		_, err = Blend([]Part{{trade.Quantity{Amount: huge, Unit: "bbl"}, dec("30")}}, 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
		_, err = Blend([]Part{{quantity("1", "bbl"), huge}}, 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
}

// A blend weighs what its parts weigh: by big.Rat, over any parts in any order.
func TestBlendKeepsMass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.Custom(func(t *rapid.T) Part {
			return Part{
				trade.Quantity{Amount: decimal.New(rapid.Int64Range(1, 1e12).Draw(t, "volume"), -3), Unit: "bbl"},
				decimal.New(rapid.Int64Range(-1000, 15000).Draw(t, "api"), -2),
			}
		})
		parts := rapid.SliceOfN(part, 1, 40).Draw(t, "parts")
		volume, mass := new(big.Rat), new(big.Rat)
		for _, p := range parts {
			v := p.Volume.Amount.Rat()
			volume.Add(volume, v)
			mass.Add(mass, v.Quo(v, new(big.Rat).Add(p.API.Rat(), rat("131.5"))))
		}
		want := volume.Quo(volume, mass)
		want.Sub(want, rat("131.5"))
		got, err := Blend(parts, 12, exact.HalfEven)
		require.NoError(t, err)
		require.Zero(t, judge(want, 12, exact.HalfEven).Cmp(got.Rat()))
		shuffled, err := Blend(rapid.Permutation(parts).Draw(t, "order"), 12, exact.HalfEven)
		require.NoError(t, err)
		require.True(t, got.Equal(shuffled))
	})
}

// A table with as many gravities as rows is no trap.
func TestBlendOfMany(t *testing.T) {
	parts := make([]Part, 20_000)
	for i := range parts {
		parts[i] = Part{quantity("1", "bbl"), decimal.New(int64(200_000_000+i), -7)}
	}
	got, err := Blend(parts, 4, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "20.001", got.String()) // between 20 and 20.002, evenly
}

// FuzzBlend: the gravity of a mixture lies between those of its parts.
func FuzzBlend(f *testing.F) {
	f.Add("1", "30.6", "2", "38")
	f.Add("1e1000", "-10", "1e-1000", "150")
	f.Fuzz(func(t *testing.T, volumeA, apiA, volumeB, apiB string) {
		var d [4]decimal.Decimal
		for i, s := range []string{volumeA, apiA, volumeB, apiB} {
			var err error
			if d[i], err = decimal.NewFromString(s); err != nil {
				return
			}
		}
		got, err := Blend([]Part{
			{trade.Quantity{Amount: d[0], Unit: "bbl"}, d[1]},
			{trade.Quantity{Amount: d[2], Unit: "m3"}, d[3]},
		}, maxDecimals, exact.HalfUp)
		if err != nil {
			return
		}
		low, high := d[1], d[3]
		if low.GreaterThan(high) {
			low, high = high, low
		}
		if got.LessThan(low) || got.GreaterThan(high) {
			t.Fatalf("a blend of %s and %s is %s", low, high, got)
		}
	})
}
