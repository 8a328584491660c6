package workbook

import (
	"math"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Hostile exponents make neither a long text nor a long wait.
func TestNumberTextOfHugeExponents(t *testing.T) {
	for _, c := range []struct {
		d    decimal.Decimal
		want string
	}{
		{decimal.New(1, math.MaxInt32), "1E+2147483647"},
		{decimal.New(-12, math.MaxInt32), "-1.2E+2147483648"},
		{decimal.New(12, math.MinInt32), "1.2E-2147483647"},
		{decimal.New(0, math.MaxInt32), "0"},
		{decimal.New(1, 308), "1E+308"},
		{decimal.New(1, -308), "1E-308"},
	} {
		text, fits := numberText(c.d)
		assert.Equal(t, c.want, text)
		assert.Equal(t, c.want == "0", fits, c.want)
	}
}

// The way of short numbers and the way of all others write the same digits.
func TestShortNumbers(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 10, 50, 100, 105, -1050, 123456789012345, 999999999999999, -100000000000000} {
		for places := range maxDigits + 1 {
			got, fits := numberText(decimal.New(n, int32(-places)))
			require.True(t, fits)
			trimmed, exponent := n, -places
			for trimmed != 0 && trimmed%10 == 0 && exponent < 0 {
				trimmed, exponent = trimmed/10, exponent+1
			}
			want := "0"
			if n != 0 {
				digits := strconv.FormatInt(max(trimmed, -trimmed), 10)
				want = placePoint(digits, int64(exponent), int64(len(digits)-1+exponent))
			}
			if n < 0 {
				want = "-" + want
			}
			assert.Equal(t, want, got, "%d / 10^%d", n, places)
		}
	}
}

// A setting of the decimal package that somebody else changes has no effect.
func TestNumberTextIgnoresSettings(t *testing.T) {
	trim, scientific := decimal.TrimTrailingZeros, decimal.UseScientificNotation
	defer func() { decimal.TrimTrailingZeros, decimal.UseScientificNotation = trim, scientific }()
	for _, on := range []bool{false, true} {
		decimal.TrimTrailingZeros, decimal.UseScientificNotation = on, on
		text, fits := numberText(dec("1000000.50"))
		assert.Equal(t, "1000000.5", text)
		assert.True(t, fits)
	}
}

// Law: the digits written are the number, and it is written as a number exactly
// when a spreadsheet program keeps all of them.
func FuzzNumberText(f *testing.F) {
	for _, n := range []int64{
		0, 1, -1, 5, 1000, 123456789012345, 999999999999999, 1000000000000001, math.MaxInt64,
		math.MinInt64,
	} {
		for _, exponent := range []int32{0, -1, -2, -15, -31, 5, 30, 31, 307, 308, -307, -308, 9000} {
			f.Add(n, exponent)
		}
	}
	f.Fuzz(func(t *testing.T, coefficient int64, exponent int32) {
		d := decimal.New(coefficient, exponent)
		text, fits := numberText(d)
		assert.LessOrEqual(t, len(text), 64)
		if exponent > 9000 || exponent < -9000 {
			return // the reader of the decimal package refuses these
		}
		back, err := decimal.NewFromString(text)
		require.NoError(t, err)
		require.True(t, d.Equal(back), "%s is not %de%d", text, coefficient, exponent)
		// The judge is a binary double shown with 15 digits, as the programs do it.
		double, err := strconv.ParseFloat(text, 64)
		if err != nil || math.Abs(double) > 9e306 || double != 0 && math.Abs(double) < 1.1e-307 {
			return // outside their range, or too near its ends to judge
		}
		shown := decimal.RequireFromString(strconv.FormatFloat(double, 'e', 14, 64))
		require.Equal(t, shown.Equal(d), fits, "%s", text)
	})
}
