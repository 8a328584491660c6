package trade

import (
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/exact"
)

func quantity(amount string, unit Unit) Quantity {
	return Quantity{decimal.RequireFromString(amount), unit}
}

// The factors are the legal definitions of the units: NIST Handbook 44, appendix C.
func TestConvert(t *testing.T) {
	for _, c := range []struct {
		from Quantity
		to   Unit
		want string
	}{
		{quantity("20", "t"), "kg", "20000"},
		{quantity("1", "lb"), "kg", "0.45359237"},
		{quantity("16", "oz"), "lb", "1"},
		{quantity("1", "cwt"), "lb", "100"},
		{quantity("1", "short ton"), "lb", "2000"},
		{quantity("1", "long ton"), "lb", "2240"},
		{quantity("1", "oz t"), "g", "31.1034768"},
		{quantity("5", "carat"), "g", "1"},
		{quantity("1", "mg"), "kg", "0.000001"},
		{quantity("1", "bbl"), "liters", "158.987294928"},
		{quantity("1", "bbl"), "m3", "0.158987294928"},
		{quantity("42", "gal"), "bbl", "1"},
		{quantity("5", "doz."), "No.", "60"},
		{quantity("1", "gross"), "doz.", "12"},
		{quantity("12", "prs."), "doz. prs.", "1"},
		{quantity("3", "thousands"), "hundreds", "30"},
		{quantity("2500", "cm2"), "m2", "0.25"},
		{quantity("1.5", "MWh"), "kWh", "1500"},
		{quantity("100", "kg"), "kg", "100"},
		{quantity("-0.5", "t"), "kg", "-500"},
		{quantity("0", "No."), "doz.", "0"},
	} {
		got, err := Convert(c.from, c.to)
		require.NoError(t, err)
		assert.Equal(t, c.want, got.Amount.String(), "%s to %s", c.from, c.to)
		assert.Equal(t, c.to, got.Unit)
	}
}

func TestConvertErrors(t *testing.T) {
	for _, c := range []struct {
		from    Quantity
		to      Unit
		inexact bool
		says    string
	}{
		{quantity("1", "No."), "doz.", true, "no finite decimal; state it in doz."},
		{quantity("1", "kg"), "lb", true, "no finite decimal"},
		{quantity("1", "kg"), "liters", false, "does not convert to liters"},
		{quantity("1", "liters"), "pf.liters", false, "does not convert"},
		{quantity("1", "clean kg"), "kg", false, "does not convert"},
		{quantity("1", "Cu kg"), "Pb kg", false, "does not convert"},
		{quantity("1", "X"), "No.", false, "does not convert"},
		{quantity("1", "furlong"), "m", false, "no such unit"},
		{quantity("1", "m"), "furlong", false, "no such unit"},
		{quantity("1", "furlong"), "furlong", false, "no such unit"},
		{quantity("1", ""), "", false, "no such unit"},
	} {
		_, err := Convert(c.from, c.to)
		var e *UnitError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, c.inexact, e.Inexact)
		assert.Contains(t, err.Error(), c.says)
	}
	for _, exponent := range []int32{1 << 30, -1 << 30, maxExponent + 1, -maxExponent - 1} {
		huge := Quantity{decimal.New(1, exponent), "kg"}
		for _, to := range []Unit{"kg", "t"} {
			_, err := Convert(huge, to)
			var e *AmountError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, exponent, e.Exponent)
			_, err = ConvertRound(huge, to, 2, exact.HalfUp)
			require.ErrorAs(t, err, &e)
		}
	}
	assert.Equal(t, "1e1073741824 kg", Quantity{decimal.New(1, 1<<30), "kg"}.String())
	assert.Equal(t, "100 kg", quantity("100", "kg").String())
}

func TestConvertRound(t *testing.T) {
	got, err := ConvertRound(quantity("1", "No."), "doz.", 4, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "0.0833 doz.", got.String())
	got, err = ConvertRound(quantity("1", "kg"), "lb", 6, exact.Down)
	require.NoError(t, err)
	assert.Equal(t, "2.204622 lb", got.String())
	_, err = ConvertRound(quantity("1", "kg"), "m", 2, exact.HalfUp)
	require.ErrorAs(t, err, new(*UnitError))
	got, err = ConvertRound(quantity("1", "kg"), "lb", 1<<30, exact.HalfUp)
	require.Error(t, err)
	assert.Equal(t, Quantity{}, got)
}

func drawQuantity(t *rapid.T) Quantity {
	return Quantity{
		decimal.New(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-6, 6).Draw(t, "exponent")),
		rapid.SampledFrom(Units()).Draw(t, "unit"),
	}
}

// A conversion that is possible is exact by the judgement of big.Rat, and comes back;
// one that is not says whether the dimension or the decimal was the cause.
func TestConvertProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, to := drawQuantity(t), rapid.SampledFrom(Units()).Draw(t, "to")
		a, b := units()[fold(string(q.Unit))], units()[fold(string(to))]
		there, err := Convert(q, to)
		var e *UnitError
		if errors.As(err, &e) {
			require.Equal(t, a.dimension == b.dimension, e.Inexact)
			return
		}
		require.NoError(t, err)
		want := new(big.Rat).Mul(q.Amount.Rat(), new(big.Rat).Quo(a.factor, b.factor))
		require.Zero(t, want.Cmp(there.Amount.Rat()))
		back, err := Convert(there, q.Unit)
		require.NoError(t, err)
		require.True(t, back.Amount.Equal(q.Amount))
		rounded, err := ConvertRound(q, to, 40, exact.HalfEven)
		require.NoError(t, err)
		require.True(t, rounded.Amount.Equal(there.Amount), "what is exact is not changed by a rounding far below")
	})
}

// FuzzConvert: no amount or unit, however strange, hangs or panics, and a result is
// in the unit asked for.
func FuzzConvert(f *testing.F) {
	f.Add("1e9999", "kg", "t")
	f.Add("7", "doz.", "No.")
	f.Fuzz(func(t *testing.T, amount, from, to string) {
		d, err := decimal.NewFromString(amount)
		if err != nil {
			return
		}
		if q, err := Convert(Quantity{d, Unit(from)}, Unit(to)); err == nil && q.Unit != Unit(to) {
			t.Fatalf("asked for %q, got %q", to, q.Unit)
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	q := quantity("1250.75", "t")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Convert(q, "kg")
	}
}
