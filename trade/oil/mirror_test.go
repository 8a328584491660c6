package oil

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// end is one end's figure of Russian crude to India in a month.
func end(basis trade.PriceBasis, value, amount string, unit trade.Unit) trade.Flow {
	f := flow(value, amount)
	f.Destination, f.Basis = "IN", basis
	if f.Quantity != nil {
		f.Quantity.Unit = unit
	}
	return f
}

func TestCompareMirror(t *testing.T) {
	m, err := CompareMirror(end(trade.FOB, "4000000000", "10000000", "t"),
		end(trade.CIF, "4400000000", "9500000000", "kg"))
	require.NoError(t, err)
	assert.Equal(t, "400000000", m.Value.Difference.String())
	assert.Equal(t, "-500000", m.Quantity.Difference.String())
	assert.Equal(t, trade.Unit("t"), m.Unit)
	assert.Equal(t, trade.Currency("USD"), m.Currency)
	value, err := m.Value.Ratio(4, exact.HalfUp)
	require.NoError(t, err)
	quantity, err := m.Quantity.Ratio(4, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, []string{"1.1", "0.95"}, []string{value.String(), quantity.String()})
	assert.Equal(t,
		"exporter FOB, importer CIF: the importer's value holds the freight; a ratio somewhat above 1 is to be expected, "+
			"one below is not", m.Note())

	for _, c := range []struct {
		exporter, importer trade.PriceBasis
		says               string
	}{
		{trade.FOB, trade.FOB, "the same costs of carriage"},
		{trade.CIF, trade.DES, "the same costs of carriage"},
		{trade.CIF, trade.FOB, "exporter's value holds the freight"},
		{trade.CFR, trade.CIF, "differ by the insurance"},
		{trade.FOB, trade.CustomsValue, "by country"},
	} {
		m, err := CompareMirror(end(c.exporter, "1", "", ""), end(c.importer, "2", "1", "t"))
		require.NoError(t, err)
		assert.Contains(t, m.Note(), c.says)
		assert.Nil(t, m.Quantity, "the exporter published none")
	}
	m, err = CompareMirror(end("", "", "2", "t"), end(trade.CIF, "2", "1", "t"))
	require.NoError(t, err)
	assert.Nil(t, m.Value)
	assert.NotNil(t, m.Quantity)
	assert.Contains(t, m.Note(), "no value")
	_, err = Gap{Importer: dec("1")}.Ratio(2, exact.HalfUp)
	require.ErrorAs(t, err, new(*exact.DivisionError))
}

// Two publications of one flow are compared in the same way: the EU's crude from
// Russia in January 2021 was 9.19 Mt in COMEXT and 7.73 Mt in a copy of Comtrade.
func TestTwoPublications(t *testing.T) {
	m, err := CompareMirror(end("", "", "9190000", "t"), end("", "", "7730000", "t"))
	require.NoError(t, err)
	got, err := m.Quantity.Ratio(3, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "0.841", got.String())
	assert.Equal(t, "-1460000", m.Quantity.Difference.String())
}

func TestMirrorErrors(t *testing.T) {
	good := end(trade.FOB, "4", "1", "t")
	for field, change := range map[string]func(*trade.Flow){
		"the origin":      func(f *trade.Flow) { f.Origin = "KZ" },
		"the destination": func(f *trade.Flow) { f.Destination = "" },
		"the product":     func(f *trade.Flow) { f.Product = "2710" },
		"the period":      func(f *trade.Flow) { f.Period = trade.NewMonth(2021, 2).Interval() },
		"the basis":       func(f *trade.Flow) { f.Basis = "" },
	} {
		other := good
		change(&other)
		_, err := CompareMirror(good, other)
		var e *Error
		require.ErrorAs(t, err, &e, field)
		assert.Equal(t, "mirror", e.Code)
		assert.True(t, strings.HasPrefix(e.Reason, field+" is "), e.Reason)
		assert.Contains(t, err.Error(), field)
		_, err = CompareMirror(other, good)
		require.ErrorAs(t, err, &e, field)
		assert.Equal(t, "mirror", e.Code)
	}
	euro := end(trade.CIF, "4", "1", "t")
	euro.Value.Currency = "EUR"
	_, err := CompareMirror(good, euro)
	require.ErrorAs(t, err, new(*trade.CurrencyError))
	_, err = CompareMirror(good, end(trade.CIF, "4", "1", "bbl"))
	require.ErrorAs(t, err, new(*trade.UnitError))
	for _, huge := range extremes() {
		value, amount := end(trade.CIF, "4", "1", "t"), end(trade.CIF, "4", "1", "t")
		value.Value.Amount, amount.Quantity.Amount = huge, huge
		for _, f := range []trade.Flow{value, amount} {
			_, err := CompareMirror(good, f)
			require.ErrorAs(t, err, new(*trade.AmountError))
			_, err = CompareMirror(f, good)
			require.ErrorAs(t, err, new(*trade.AmountError))
		}
		_, err := Gap{Exporter: huge, Importer: huge}.Ratio(2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
}

// FuzzMirror: exchanging the two ends turns the sign of each difference, and nothing
// else.
func FuzzMirror(f *testing.F) {
	f.Add("4", "4.4", "10", "t", "9500", "kg", "FOB", "CIF")
	f.Fuzz(func(t *testing.T, a, b, qa, ua, qb, ub, basisA, basisB string) {
		var d [4]decimal.Decimal
		for i, s := range []string{a, b, qa, qb} {
			var err error
			if d[i], err = decimal.NewFromString(s); err != nil {
				return
			}
		}
		one := trade.Flow{
			Basis: trade.PriceBasis(basisA), Value: &trade.Money{Amount: d[0], Currency: "USD"},
			Quantity: &trade.Quantity{Amount: d[2], Unit: trade.Unit(ua)},
		}
		two := trade.Flow{
			Basis: trade.PriceBasis(basisB), Value: &trade.Money{Amount: d[1], Currency: "USD"},
			Quantity: &trade.Quantity{Amount: d[3], Unit: trade.Unit(ub)},
		}
		m, err := CompareMirror(one, two)
		if err != nil {
			return
		}
		r, err := CompareMirror(two, one)
		if err != nil {
			return // a quantity without a finite decimal in the other's unit
		}
		if !m.Value.Difference.Add(r.Value.Difference).IsZero() ||
			m.Quantity.Difference.Sign() != -r.Quantity.Difference.Sign() || m.Note() == "" {
			t.Fatalf("%+v and %+v", m, r)
		}
	})
}
