package imports

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestUnitValues: by hand from the rows of the table and the schedule of 2024. The duty of rice
// is 1.4 cents/kg, of crude oil 10.5 and 5.25 cents/bbl, of wine 6.3 cents/liter, of garlic 0.43
// cents/kg with 25 percent under Section 301 on goods of China (9903.88.03) beside it.
func TestUnitValues(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	u := NewUnitValues(table, engine)
	rows := func(code trade.Product, partner string) (value, duty int64) {
		for _, r := range table.Below(code) {
			if r.Partner == partner && r.Duty > 0 {
				value, duty = value+r.Value, duty+r.Duty
			}
		}
		return value, duty
	}
	for _, c := range []struct {
		product         trade.Product
		origin, partner string
		unit            trade.Unit
		rate, beside    string // dollars a unit, and a share of the value
		low, high       string // dollars a unit: what such goods cost in 2024
	}{
		{"1006309057", "IN", "IN", "kg", "0.014", "0", "0.9", "2"},
		{"2709002090", "SA", "SA", "bbl", "0.105", "0", "70", "90"},
		{"2709001000", "SA", "SA", "bbl", "0.0525", "0", "70", "85"},
		{"2204215040", "FR", "EU", "liters", "0.063", "0", "5", "15"},
		{"07032000", "CN", "CN", "kg", "0.0043", "0.25", "1", "4"},
	} {
		v, ok := u.Of(c.product, trade.Country(c.origin), c.unit)
		require.True(t, ok, "%s of %s", c.product, c.origin)
		assert.False(t, v.All)
		value, duty := rows(c.product, c.partner)
		if !assert.NotZero(t, value, c.product) {
			continue
		}
		byHand := decimal.NewFromInt(duty).Sub(decimal.NewFromInt(value).Mul(decimal.RequireFromString(c.beside))).
			DivRound(decimal.RequireFromString(c.rate), 3)
		within(t, v.Quantity.Amount.DivRound(byHand, 6), "0.995", "1.005", string(c.product)+" of "+c.origin)
		within(t, decimal.NewFromInt(v.Value).DivRound(v.Quantity.Amount, 4), c.low, c.high,
			string(c.product)+" of "+c.origin)
		q := v.QuantityOf(decimal.NewFromInt(v.Value))
		assert.Equal(t, c.unit, q.Unit)
		assert.True(t, q.Amount.Equal(v.Quantity.Amount), "%s and %s", q.Amount, v.Quantity.Amount)
	}
	// Mexico pays nothing on beer and Australia little on wine: their trade has no quantity, and
	// that of origins without a preference stands in.
	v, ok := u.Of("2204215040", "AU", "liters")
	require.True(t, ok)
	assert.True(t, v.All)
	of, _ := u.Of("2204215040", "FR", "liters")
	assert.Greater(t, v.Value, of.Value)
	for _, none := range []struct {
		product trade.Product
		unit    trade.Unit
	}{{"2203000030", "liters"}, {"6109100012", "kg"}, {"2709002090", "kg"}, {"270900", "bbl"}, {"9102111010", "No."}} {
		_, ok := u.Of(none.product, "MX", none.unit)
		assert.False(t, ok, "%s in %s: free, by value, in another unit, no line, or by parts too", none.product, none.unit)
	}
}

// TestUnitValuesGiveTheDutyBack: the quantity of a year's trade owes the duty that Census
// calculated, for the trade with a unit value of its own origin; and nine tenths of what pays by
// quantity has a unit value.
func TestUnitValuesGiveTheDutyBack(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	u := NewUnitValues(table, engine)
	var with, without int64
	compared := 0
	for r := range table.Rows() {
		if r.Partner == Union || r.Partner == "SK" || r.Duty == 0 {
			continue
		}
		e := tariff.Entry{Date: middle(), Origin: trade.Country(r.Partner), Product: r.Number}
		e.Value = decimal.NewFromInt(r.Value)
		var missing *tariff.MissingFacts
		if !errors.As(engine.Charge(e).Err, &missing) {
			continue
		}
		needs, all := missing.Needs()
		if !all || len(needs) != 1 || u.preferred(r.Partner) {
			continue
		}
		v, ok := u.Of(r.Number, e.Origin, needs[0].Unit)
		if !ok {
			without += r.Value
			continue
		}
		with += r.Value
		if v.All || v.Value != r.Value {
			continue
		}
		e.Quantities = []trade.Quantity{v.QuantityOf(e.Value)}
		c := engine.Charge(e)
		require.NoError(t, c.Err)
		compared++
		duty := decimal.NewFromInt(r.Duty)
		off := c.Total.Sub(duty).Abs()
		assert.True(t, off.LessThanOrEqual(decimal.Max(decimal.NewFromInt(2), duty.Shift(-3))),
			"%s of %s: %s, calculated %s", r.Number, r.Partner, c.Total, duty)
	}
	assert.Greater(t, compared, 300)
	assert.Greater(t, with, 9*without, "%d with, %d without", with, without)
}

// TestUnitValuesNeedTheLawOf2024: a book that does not reach 2024 knows none.
func TestUnitValuesNeedTheLawOf2024(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	book := us.Book()
	book.KnownFrom = day(t, "2025-01-01")
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	_, ok := NewUnitValues(table, engine).Of("1006309057", "IN", "kg")
	assert.False(t, ok)
}
