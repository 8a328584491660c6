package oil

import (
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The gravity that a published factor supposes: factor × 22.474565477315… - 131.5.
func TestFactorAPI(t *testing.T) {
	for _, c := range []struct {
		factor        Factor
		perTonne, api string
	}{
		{BarrelsPerTonne(dec("7.33"), "world average"), "7.33", "33.24"},
		{BarrelsPerTonne(dec("7.30"), "Russian finance ministry"), "7.3", "32.56"},
		{BarrelsPerTonne(dec("6.35"), "residual fuel oil"), "6.35", "11.21"},
		{BarrelsPerTonne(dec("11.60"), "LPG"), "11.6", "129.2"},
		{TonnesPerBarrel(dec("0.138"), "CREA"), "7.2463768", "31.36"},
		{factor(t, "30.6"), "7.2125977", "30.6"},
		{factor(t, "34.8"), "7.3994757", "34.8"},
		{factor(t, "38.0"), "7.5418588", "38"},
	} {
		got, err := c.factor.PerTonne(7, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, c.perTonne, got.String(), c.factor.Source)
		api, err := c.factor.API(2, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, c.api, api.String(), c.factor.Source)
	}
	_, err := TonnesPerBarrel(dec("7.33"), "upside down").API(2, exact.HalfUp)
	assert.Equal(t, "gravity", faultOf(t, err).Code)
	assert.Equal(t, "7.2126 bbl/t (API 30.6)", factor(t, "30.6").String())
	assert.Equal(t, "7.2464 bbl/t (CREA)", TonnesPerBarrel(dec("0.138"), "CREA").String())
	assert.Equal(t, "0 bbl / 0 t", Factor{}.String())
}

func TestConvert(t *testing.T) {
	urals := factor(t, "30.6")
	for _, c := range []struct {
		factor Factor
		from   trade.Quantity
		to     trade.Unit
		places int32
		want   string
	}{
		// 88 Mt at 7.33 are the 645.04 million barrels of the published savings.
		{BarrelsPerTonne(dec("7.33"), ""), quantity("88000000", "t"), "bbl", 0, "645040000"},
		// A thousand tonnes of Urals: 162100 / 22.474565477315….
		{urals, quantity("1000", "t"), "bbl", 3, "7212.598"},
		{urals, quantity("7212.598", "bbl"), "t", 3, "1000"},
		{urals, quantity("1", "m3"), "kg", 3, "872.059"}, // its density
		{urals, quantity("158.987294928", "liters"), "kg", 4, "138.6463"},
		{urals, quantity("138.6463", "kg"), "bbl", 4, "1"},
		{urals, quantity("1000", "kg"), "t", 0, "1"},
		{Factor{}, quantity("42", "gal"), "bbl", 0, "1"}, // no mass, no factor needed
		{Factor{}, quantity("1", "lb"), "kg", 8, "0.45359237"},
		{urals, quantity("-1000", "t"), "bbl", 3, "-7212.598"},
		{urals, quantity("1", "short ton"), "gal", 2, "274.81"}, // 0.90718474 × 7.2125977… × 42
	} {
		got, err := c.factor.Convert(c.from, c.to, c.places, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, c.want, got.Amount.String(), "%s to %s", c.from, c.to)
		assert.Equal(t, c.to, got.Unit)
	}
}

// The world average is 1.6% more than Urals has, 0.7 billion dollars in 45 billion;
// one factor for crude and products is 14% more than fuel oil has.
func TestOneFactorIsWrong(t *testing.T) {
	for _, c := range []struct {
		used, right Factor
		want        string
	}{
		{BarrelsPerTonne(dec("7.33"), ""), factor(t, "30.6"), "1.016"},
		{TonnesPerBarrel(dec("0.138"), ""), BarrelsPerTonne(dec("6.35"), ""), "1.141"},
	} {
		wrong, err := c.used.Convert(quantity("1000000", "t"), "bbl", 6, exact.HalfUp)
		require.NoError(t, err)
		right, err := c.right.Convert(quantity("1000000", "t"), "bbl", 6, exact.HalfUp)
		require.NoError(t, err)
		ratio, err := exact.Div(wrong.Amount, right.Amount, 3, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, c.want, ratio.String())
	}
}

func TestFactorErrors(t *testing.T) {
	for _, f := range []Factor{
		{},
		BarrelsPerTonne(dec("0"), ""), BarrelsPerTonne(dec("-7.3"), ""),
		TonnesPerBarrel(dec("0"), ""),
		{Barrels: dec("-1"), Tonnes: dec("-1")},
	} {
		var e *Error
		_, err := f.PerTonne(2, exact.HalfUp)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "factor", e.Code)
		assert.Contains(t, err.Error(), "above zero")
		_, err = f.API(2, exact.HalfUp)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "factor", e.Code)
		_, err = f.Convert(quantity("1", "t"), "bbl", 2, exact.HalfUp)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "factor", e.Code)
		assert.NotEmpty(t, f.String())
	}
	f := BarrelsPerTonne(dec("7.3"), "")
	for _, c := range []struct{ from, to trade.Unit }{
		{"No.", "bbl"},
		{"bbl", "No."},
		{"clean kg", "bbl"},
		{"pf.liters", "t"},
		{"ton", "bbl"},
		{"", ""},
		{"t", ""},
	} {
		_, err := f.Convert(quantity("1", c.from), c.to, 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.UnitError), "%s to %s", c.from, c.to)
	}
	for _, huge := range extremes() {
		for _, g := range []Factor{BarrelsPerTonne(huge, ""), TonnesPerBarrel(huge, "")} {
			_, err := g.PerTonne(2, exact.HalfUp)
			require.ErrorAs(t, err, new(*trade.AmountError))
			_, err = g.API(2, exact.HalfUp)
			require.ErrorAs(t, err, new(*trade.AmountError))
			assert.NotEmpty(t, g.String())
			assert.NotEmpty(t, factorFault(g).Error())
		}
		_, err := f.Convert(trade.Quantity{Amount: huge, Unit: "t"}, "bbl", 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
	for _, places := range []int32{1<<31 - 1, -1 << 31, 1 << 20} {
		_, err := f.Convert(quantity("1", "t"), "bbl", places, exact.HalfUp)
		require.ErrorAs(t, err, new(*exact.DivisionError))
		_, err = f.PerTonne(places, exact.HalfUp)
		require.ErrorAs(t, err, new(*exact.DivisionError))
	}
}

// Across mass and volume and within each, a conversion is the fraction that
// big.Rat says, rounded once.
func TestConvertProperties(t *testing.T) {
	kg := map[trade.Unit]string{
		"kg": "1", "t": "1000", "g": "0.001", "lb": "0.45359237", "short ton": "907.18474",
		"long ton": "1016.0469088",
	}
	liters := map[trade.Unit]string{"bbl": "158.987294928", "liters": "1", "m3": "1000", "gal": "3.785411784"}
	var units []trade.Unit
	for _, u := range trade.Units() {
		if kg[u] != "" || liters[u] != "" {
			units = append(units, u)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		q := trade.Quantity{
			Amount: decimal.New(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-6, 6).Draw(t, "exponent")),
			Unit:   rapid.SampledFrom(units).Draw(t, "from"),
		}
		to := rapid.SampledFrom(units).Draw(t, "to")
		f := Factor{
			Barrels: decimal.New(rapid.Int64Range(1, 1e9).Draw(t, "barrels"), -4),
			Tonnes:  decimal.New(rapid.Int64Range(1, 1e9).Draw(t, "tonnes"), -5),
		}
		places := rapid.Int32Range(-3, 12).Draw(t, "places")
		m := exact.Mode(rapid.IntRange(0, 2).Draw(t, "mode"))

		// Everything in tonnes, each unit by its definition.
		inTonnes := func(u trade.Unit) *big.Rat {
			if s, ok := kg[u]; ok {
				return new(big.Rat).Quo(rat(s), rat("1000"))
			}
			barrels := new(big.Rat).Quo(rat(liters[u]), rat("158.987294928"))
			return barrels.Mul(barrels, new(big.Rat).Quo(f.Tonnes.Rat(), f.Barrels.Rat()))
		}
		want := new(big.Rat).Mul(q.Amount.Rat(), inTonnes(q.Unit))
		want.Quo(want, inTonnes(to))
		got, err := f.Convert(q, to, places, m)
		require.NoError(t, err)
		require.Zero(t, judge(want, places, m).Cmp(got.Amount.Rat()), "%s to %s: %s", q, to, got)
	})
}

// FuzzConvert: no amount, unit or factor hangs or panics; a conversion within a
// dimension is that of package trade.
func FuzzConvert(f *testing.F) {
	f.Add("88000000", "t", "bbl", "7.33", "1", int32(2))
	f.Add("1e999", "bbl", "t", "1e-999", "1e999", int32(900))
	f.Add("1e9999", "gal", "bbl", "-1", "0", int32(-1<<31))
	f.Fuzz(func(t *testing.T, amount, from, to, barrels, tonnes string, places int32) {
		var d [3]decimal.Decimal
		for i, s := range []string{amount, barrels, tonnes} {
			var err error
			if d[i], err = decimal.NewFromString(s); err != nil {
				return
			}
		}
		factor := Factor{d[1], d[2], ""}
		_ = factor.String()
		got, err := factor.Convert(trade.Quantity{Amount: d[0], Unit: trade.Unit(from)}, trade.Unit(to), places,
			exact.HalfEven)
		if err != nil {
			return
		}
		same, err := trade.ConvertRound(trade.Quantity{Amount: d[0], Unit: trade.Unit(from)}, trade.Unit(to), places,
			exact.HalfEven)
		if errors.As(err, new(*trade.UnitError)) {
			return // mass and volume
		}
		if err != nil || !same.Amount.Equal(got.Amount) {
			t.Fatalf("%s %s to %s: %s, package trade says %s, %v", amount, from, to, got, same, err)
		}
	})
}
