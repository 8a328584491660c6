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

func price(amount string, currency trade.Currency, per trade.Unit, basis trade.PriceBasis, point string) Price {
	return Price{Amount: dec(amount), Currency: currency, Per: per, Basis: basis, Point: point}
}

// The finance ministry's Urals: 419.7 dollars a tonne are 57.49 a barrel, 341.8 are
// 46.82, at its 7.30. EU imports of 2021 at 425.3 euros a tonne are 58.97 a barrel of
// Urals: 425.3 / 7.2125977….
func TestPriceIn(t *testing.T) {
	ministry := BarrelsPerTonne(dec("7.30"), "Russian finance ministry")
	for _, c := range []struct {
		price  Price
		factor Factor
		per    trade.Unit
		places int32
		want   string
	}{
		{price("419.7", "USD", "t", trade.FOB, ""), ministry, "bbl", 2, "57.49"},
		{price("341.8", "USD", "t", trade.FOB, ""), ministry, "bbl", 2, "46.82"},
		{price("57.49", "USD", "bbl", trade.FOB, ""), ministry, "t", 1, "419.7"},
		{price("46.82", "USD", "bbl", trade.FOB, ""), ministry, "t", 1, "341.8"},
		{price("425.3", "EUR", "t", trade.CIF, "EU"), factor(t, "30.6"), "bbl", 2, "58.97"},
		{price("425.3", "EUR", "t", trade.CIF, "EU"), Factor{}, "kg", 4, "0.4253"},
		{price("1", "USD", "gal", trade.FOB, ""), Factor{}, "bbl", 0, "42"},
		{price("-37.63", "USD", "bbl", trade.FOB, "Cushing"), Factor{}, "bbl", 2, "-37.63"}, // WTI of 20 April 2020
	} {
		got, err := c.price.In(c.per, c.factor, c.places, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, c.want, got.Amount.String(), "%s per %s", c.price, c.per)
		assert.Equal(t, c.per, got.Per)
		assert.Equal(t, []any{c.price.Basis, c.price.Point, c.price.Currency}, []any{got.Basis, got.Point, got.Currency})
	}
}

func TestPriceCheck(t *testing.T) {
	good := price("45.70", "USD", "bbl", trade.FOB, "Primorsk")
	require.NoError(t, good.Check())
	assert.Equal(t, "USD 45.70/bbl FOB Primorsk", good.String())
	for _, c := range []struct {
		price   Price
		missing []string
		says    string
	}{
		{price("55.25", "USD", "bbl", "", ""), []string{"basis"}, "price USD 55.25/bbl ?: state its basis"},
		{price("55.25", "USD", "bbl", "fob", ""), []string{"basis"}, "state its basis"},
		{price("55.25", "", "bbl", trade.FOB, ""), []string{"currency"}, "price ? 55.25/bbl FOB: state its currency"},
		{price("55.25", "USD", "No.", trade.FOB, ""), []string{"unit"}, "state its unit"},
		{Price{}, []string{"currency", "unit", "basis"}, "price ? 0.00/? ?: state its currency and its unit and its basis"},
	} {
		err := c.price.Check()
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "price", e.Code)
		assert.Equal(t, c.missing, e.Missing)
		assert.Contains(t, err.Error(), c.says)
		// No function takes such a price.
		_, err = c.price.In("t", factor(t, "30.6"), 2, exact.HalfUp)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "price", e.Code)
		_, err = c.price.Against(good)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "price", e.Code)
		_, err = good.Against(c.price)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "price", e.Code)
		_, err = Netback(c.price, trade.FOB, "", nil)
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "price", e.Code)
	}
	for _, huge := range extremes() {
		p := good
		p.Amount = huge
		require.ErrorAs(t, p.Check(), new(*trade.AmountError))
		_, err := p.In("t", factor(t, "30.6"), 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
		assert.NotEmpty(t, p.String())
	}
	_, err := good.In("No.", factor(t, "30.6"), 2, exact.HalfUp)
	require.ErrorAs(t, err, new(*trade.UnitError))
	_, err = good.In("t", Factor{}, 2, exact.HalfUp)
	assert.Equal(t, "factor", faultOf(t, err).Code)
}

// The discount of one oil in one season by what it is measured against: September
// 2026 against spot Brent 92.08 - 114; before the closure of Hormuz, FOB Primorsk
// 45.70 against spot Brent 70.89 of February 2026.
func TestSpread(t *testing.T) {
	brent := func(s string) Price { return price(s, "USD", "bbl", trade.FOB, "North Sea") }
	for _, c := range []struct {
		price, benchmark Price
		want             string
		same             bool
	}{
		{price("92.08", "USD", "bbl", trade.FOB, ""), brent("114"), "-21.92", true},
		{price("45.70", "USD", "bbl", trade.FOB, "Primorsk"), brent("70.89"), "-25.19", true},
		{price("74.89", "USD", "bbl", trade.DES, "India"), brent("70.89"), "4", false},
	} {
		got, err := c.price.Against(c.benchmark)
		require.NoError(t, err)
		assert.True(t, got.Amount.Equal(dec(c.want)), got)
		assert.Equal(t, c.same, got.SameBasis())
	}
	s, err := price("45.70", "USD", "bbl", trade.FOB, "Primorsk").Against(brent("70.89"))
	require.NoError(t, err)
	assert.Equal(t, "-25.19: USD 45.70/bbl FOB Primorsk less USD 70.89/bbl FOB North Sea", s.String())

	_, err = price("419.7", "EUR", "t", trade.FOB, "").Against(brent("70"))
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "price", e.Code)
	assert.Equal(t, []string{"currencies", "units"}, e.Missing)
	assert.Equal(t,
		"EUR 419.70/t FOB and USD 70.00/bbl FOB North Sea are not compared: currencies and units differ; convert one first",
		err.Error())
}

func TestExchange(t *testing.T) {
	euro := price("58.97", "EUR", "bbl", trade.CIF, "EU")
	got, err := euro.Exchange("USD", dec("1.1827"))
	require.NoError(t, err)
	assert.Equal(t, "69.743819", got.Amount.String()) // 5897 × 11827 = 69743819
	assert.Equal(t, "USD 69.743819/bbl CIF EU", got.String())
	for _, c := range []struct {
		to   trade.Currency
		rate string
	}{{"USD", "0"}, {"USD", "-1.18"}, {"", "1.18"}, {"dollars", "1.18"}} {
		_, err = euro.Exchange(c.to, dec(c.rate))
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "rate", e.Code)
		assert.Equal(t, "rate of "+string(c.to)+" for one EUR", e.Subject)
		assert.Contains(t, err.Error(), "for one EUR")
	}
	for _, huge := range extremes() {
		_, err = euro.Exchange("USD", huge)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
	euro.Basis = ""
	_, err = euro.Exchange("USD", dec("1.18"))
	assert.Equal(t, "price", faultOf(t, err).Code)
}

// A price of a cargo is the same money in either unit: amount × quantity, by big.Rat.
func TestPriceInKeepsMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Factor{
			Barrels: decimal.New(rapid.Int64Range(1, 1e6).Draw(t, "barrels"), -3),
			Tonnes:  decimal.New(rapid.Int64Range(1, 1e6).Draw(t, "tonnes"), -3),
		}
		p := price("0", "USD", "bbl", trade.CIF, "")
		p.Amount = decimal.New(rapid.Int64Range(-1e12, 1e12).Draw(t, "price"), -2)
		m := exact.Mode(rapid.IntRange(0, 2).Draw(t, "mode"))
		got, err := p.In("t", f, 4, m)
		require.NoError(t, err)
		want := new(big.Rat).Mul(p.Amount.Rat(), new(big.Rat).Quo(f.Barrels.Rat(), f.Tonnes.Rat()))
		require.Zero(t, judge(want, 4, m).Cmp(got.Amount.Rat()))
	})
}

// FuzzPriceIn: a price that is not complete is refused, and nothing panics.
func FuzzPriceIn(f *testing.F) {
	f.Add("57.49", "USD", "bbl", "FOB", "t", int32(2))
	f.Add("1e1001", "", "gal", "", "bbl", int32(-2000000000))
	f.Fuzz(func(t *testing.T, amount, currency, per, basis, to string, places int32) {
		d, err := decimal.NewFromString(amount)
		if err != nil {
			return
		}
		p := Price{
			Amount: d, Currency: trade.Currency(currency), Per: trade.Unit(per), Basis: trade.PriceBasis(basis),
			Point: to,
		}
		_ = p.String()
		got, err := p.In(trade.Unit(to), BarrelsPerTonne(decimal.New(733, -2), ""), places, exact.HalfUp)
		switch {
		case err != nil && err.Error() == "":
			t.Fatal("an error says nothing")
		case err == nil && (p.Check() != nil || got.Check() != nil):
			t.Fatalf("%s became %s", p, got)
		}
	})
}
