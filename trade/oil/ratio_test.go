package oil

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// flow is a row in dollars CIF and barrels; the empty text is not observed.
func flow(value, barrels string) trade.Flow {
	f := trade.Flow{Origin: "RU", Product: "270900", Period: trade.NewMonth(2021, 1).Interval(), Basis: trade.CIF}
	if value != "" {
		f.Value = &trade.Money{Amount: dec(value), Currency: "USD"}
	}
	if barrels != "" {
		f.Quantity = &trade.Quantity{Amount: dec(barrels), Unit: "bbl"}
	}
	return f
}

// The EU's crude from Russia as Eurostat published it (NRG_TI_COIFPM, update of
// 2024-02-28): of Russian Export Blend, the oil of the Druzhba pipeline, the value is
// there and the volume is withheld. The value of the blend is that of all grades
// (3,047,607,906 and 3,301,164,501 dollars) less that of the others.
func eurostat(month int) []trade.Flow {
	switch month {
	case 1:
		return []trade.Flow{
			flow("2000163315", "36200341"), // Urals
			flow("1047444591", ""),         // Russian Export Blend
		}
	case 2:
		return []trade.Flow{
			flow("1758157349", "28512686"),
			flow("256835479", "4179699"), // not specified
			flow("1286171673", ""),
		}
	}
	return nil
}

// The quotient of the sums is 84.19 and 100.98 dollars a barrel; Eurostat's own price
// of Urals in January is 55.252. What is computed is the price of the oil of which
// both figures are there, not of all.
func TestPairEurostat(t *testing.T) {
	for _, c := range []struct {
		month              int
		want, naive        string
		pairs              int
		leftOut, allValues string
	}{
		{1, "55.25", "84.19", 1, "1047444591", "3047607906"},
		{2, "61.63", "100.98", 2, "1286171673", "3301164501"},
	} {
		rows := eurostat(c.month)
		value, volume := new(big.Rat), new(big.Rat)
		for _, f := range rows {
			value.Add(value, f.Value.Amount.Rat())
			if f.Quantity != nil {
				volume.Add(volume, f.Quantity.Amount.Rat())
			}
		}
		assert.Zero(t, value.Cmp(rat(c.allValues)))
		assert.Equal(t, c.naive, judge(new(big.Rat).Quo(value, volume), 2, exact.HalfUp).FloatString(2))

		got, err := Pair(slices.All(rows), "bbl")
		require.NoError(t, err)
		assert.Equal(t, c.pairs, got.Pairs)
		assert.Equal(t, len(rows), got.Rows)
		assert.Equal(t, 1, got.LeftOut.ValueOnly)
		assert.Equal(t, 1, got.LeftOut.Count())
		assert.Equal(t, c.leftOut, got.LeftOut.Value.String())
		p, err := got.Price(2, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, "USD "+c.want+"/bbl CIF", p.String())
	}
}

func TestPair(t *testing.T) {
	rows := []trade.Flow{
		flow("100", "2"), flow("50", ""), flow("", "7"), flow("", ""), flow("30", "0"), flow("0", "5"), flow("0", "0"),
		flow("-10", "-0.2"),
	}
	got, err := Pair(slices.All(rows), "bbl")
	require.NoError(t, err)
	assert.Equal(t, 8, got.Rows)
	assert.Equal(t, 3, got.Pairs) // 100 for 2, 0 for 0, and the correction
	assert.Equal(t, "90", got.Value.Amount.String())
	assert.Equal(t, "1.8", got.Quantity.Amount.String())
	assert.Equal(t, [4]int{1, 1, 1, 2},
		[4]int{got.LeftOut.ValueOnly, got.LeftOut.QuantityOnly, got.LeftOut.Neither, got.LeftOut.Zero})
	assert.Equal(t, "80", got.LeftOut.Value.String())
	assert.Equal(t, "12", got.LeftOut.Quantity.String())
	p, err := got.Price(4, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "USD 50.00/bbl CIF", p.String())
	assert.Equal(t,
		"USD 90.00 for 1.8 bbl in 3 of 8 rows; left out: 1 with a value only (80.00), 1 with a quantity only, 2 with a "+
			"zero (all quantities left out: 12 bbl), 1 with neither", got.String())

	// A Dataset pairs as a slice does; quantities of one dimension are brought together.
	d := &trade.Dataset{}
	for _, q := range []trade.Quantity{quantity("1", "t"), quantity("500", "kg")} {
		f := flow("300", "")
		f.Quantity = &q
		require.NoError(t, d.Append(f))
	}
	got, err = Pair(d.All(), "t")
	require.NoError(t, err)
	p, err = got.Price(2, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "USD 400.00/t CIF", p.String())
}

func TestPairErrors(t *testing.T) {
	euro, fob, unstated, tonnes, huge, vast := flow("1", "1"), flow("1", "1"), flow("1", "1"), flow("1", "1"),
		flow("1", "1"), flow("1", "1")
	euro.Value.Currency, fob.Basis, unstated.Basis, tonnes.Quantity.Unit = "EUR", trade.FOB, "", "t"
	huge.Value.Amount, vast.Quantity.Amount = decimal.New(1, 1<<30), decimal.New(1, -1<<30)
	for _, c := range []struct {
		row  trade.Flow
		want any // the type of the reason, or the code
		says string
	}{
		{euro, new(*trade.CurrencyError), "row 1: amounts in USD and EUR are not added"},
		{tonnes, new(*trade.UnitError), `row 1: unit "t" does not convert to bbl`},
		{huge, new(*trade.AmountError), "row 1: an amount"},
		{vast, new(*trade.AmountError), "row 1: an amount"},
		{fob, "basis", "row 1: its basis is FOB, that of the rows before it CIF"},
		{unstated, "basis", "row 1: its basis is not stated"},
	} {
		_, err := Pair(slices.All([]trade.Flow{flow("1", "1"), c.row}), "bbl")
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, 1, e.Row)
		if code, is := c.want.(string); is {
			assert.Equal(t, code, e.Code)
		} else {
			assert.Equal(t, "row", e.Code)
			require.ErrorAs(t, err, c.want)
		}
		assert.Contains(t, err.Error(), c.says)
	}
	for _, rows := range [][]trade.Flow{
		nil,
		{flow("1", ""), flow("", "1")},
		{flow("0", "0")},
		{flow("5", "1"), flow("5", "-1")},
	} {
		got, err := Pair(slices.All(rows), "bbl")
		require.NoError(t, err)
		_, err = got.Price(2, exact.HalfUp)
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "no pair", e.Code)
		assert.Contains(t, e.Reason, fmt.Sprintf("none of %d rows", len(rows)))
		assert.Contains(t, err.Error(), "no price")
	}
	open := flow("1", "1")
	open.Basis = ""
	got, err := Pair(slices.All([]trade.Flow{open}), "bbl")
	require.NoError(t, err)
	_, err = got.Price(2, exact.HalfUp)
	var e *Error
	require.ErrorAs(t, err, &e, "a price without a basis is none")
	assert.Equal(t, "price", e.Code)
	assert.Equal(t, []string{"basis"}, e.Missing)
}

// Rows that lack one of the two figures change the counts, and never the price; nor
// does the order of the rows.
func TestPairIgnoresWhatWasNotObserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Custom(func(t *rapid.T) string {
			return decimal.New(rapid.Int64Range(1, 1e12).Draw(t, "n"), -3).String()
		})
		var full, all []trade.Flow
		value, volume := new(big.Rat), new(big.Rat)
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			f := flow(number.Draw(t, "value"), number.Draw(t, "volume"))
			switch rapid.IntRange(0, 3).Draw(t, "observed") {
			case 0:
				f.Value = nil
			case 1:
				f.Quantity = nil
			default:
				full = append(full, f)
				value.Add(value, f.Value.Amount.Rat())
				volume.Add(volume, f.Quantity.Amount.Rat())
			}
			all = append(all, f)
		}
		got, err := Pair(slices.All(rapid.Permutation(all).Draw(t, "order")), "bbl")
		require.NoError(t, err)
		require.Equal(t, len(full), got.Pairs)
		require.Equal(t, got.Rows, got.Pairs+got.LeftOut.Count(), "read is summed and left out")
		p, err := got.Price(6, exact.HalfEven)
		if len(full) == 0 {
			assert.Equal(t, "no pair", faultOf(t, err).Code)
			return
		}
		require.NoError(t, err)
		require.Zero(t, judge(value.Quo(value, volume), 6, exact.HalfEven).Cmp(p.Amount.Rat()))
	})
}

// FuzzPair: nothing panics, and read is always summed and left out.
func FuzzPair(f *testing.F) {
	f.Add("55.25", "1", "bbl", "USD", "CIF", "bbl", uint8(7))
	f.Add("1e1000", "1e-1000", "gal", "", "", "m3", uint8(3))
	f.Fuzz(func(t *testing.T, value, amount, unit, currency, basis, into string, mask uint8) {
		v, err := decimal.NewFromString(value)
		if err != nil {
			return
		}
		q, err := decimal.NewFromString(amount)
		if err != nil {
			return
		}
		var rows []trade.Flow
		for i := range 4 {
			row := trade.Flow{Basis: trade.PriceBasis(basis)}
			if mask>>i&1 == 1 {
				row.Value = &trade.Money{Amount: v, Currency: trade.Currency(currency)}
			}
			if mask>>(4+i)&1 == 1 {
				row.Quantity = &trade.Quantity{Amount: q, Unit: trade.Unit(unit)}
			}
			rows = append(rows, row)
		}
		p, err := Pair(slices.All(rows), trade.Unit(into))
		if err != nil {
			return
		}
		if p.Rows != 4 || p.Pairs+p.LeftOut.Count() != 4 || p.String() == "" {
			t.Fatalf("%s", p)
		}
		if price, err := p.Price(2, exact.HalfUp); err == nil && price.Check() != nil {
			t.Fatalf("%s", price)
		}
	})
}
