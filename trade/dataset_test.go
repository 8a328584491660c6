package trade

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func drawFlow(t *rapid.T) Flow {
	month := NewMonth(2025, rapid.IntRange(1, 12).Draw(t, "month"))
	f := Flow{
		Period: rapid.SampledFrom([]Interval{month.Interval(), Year(date("2025-01-01")).Interval(), {}}).Draw(t,
			"period"),
		Origin:      rapid.SampledFrom(Countries()).Draw(t, "origin"),
		Destination: rapid.SampledFrom(Countries()).Draw(t, "destination"),
		Product:     rapid.SampledFrom([]Product{"27", "2709", "610910", "6109100012"}).Draw(t, "product"),
		Basis:       rapid.SampledFrom([]PriceBasis{"", FOB, CIF}).Draw(t, "basis"),
	}
	if rapid.Bool().Draw(t, "has value") {
		f.Value = &Money{decimal.New(rapid.Int64().Draw(t, "value"), rapid.Int32Range(-4, 0).Draw(t, "exponent")), "USD"}
	}
	if rapid.Bool().Draw(t, "has quantity") {
		f.Quantity = &Quantity{
			decimal.New(rapid.Int64().Draw(t, "quantity"), -1),
			rapid.SampledFrom([]Unit{"kg", "bbl"}).Draw(t, "unit"),
		}
	}
	if rapid.Bool().Draw(t, "has notes") {
		f.Notes = map[string]string{"port": rapid.SampledFrom([]string{"", "Kandla"}).Draw(t, "port")}
	}
	return f
}

// add sums a list of totals up.
func add[K interface{ ~string }](list []Total[K]) (sum decimal.Decimal, rows, missing int) {
	for _, x := range list {
		sum, rows, missing = sum.Add(x.Value), rows+x.Rows, missing+x.Missing
	}
	return sum, rows, missing
}

// Rows come back as they were; the sums by any key add up to the sum of all, with the
// rows that lack a value counted, and stand in the order of their keys.
func TestDatasetProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := rapid.SliceOfN(rapid.Custom(drawFlow), 0, 40).Draw(t, "flows")
		var d Dataset
		var total decimal.Decimal
		missing := 0
		for _, f := range flows {
			require.NoError(t, d.Append(f))
			if f.Value != nil {
				total = total.Add(f.Value.Amount)
			} else {
				missing++
			}
		}
		require.Equal(t, len(flows), d.Len())
		seen := 0
		for i, f := range d.All() {
			require.Equal(t, seen, i)
			require.Equal(t, flows[i], f)
			seen++
		}
		require.Equal(t, len(flows), seen)
		check := func(sum decimal.Decimal, rows, without int) {
			require.True(t, sum.Equal(total))
			require.Equal(t, len(flows), rows)
			require.Equal(t, missing, without)
		}
		check(add(d.SumByOrigin()))
		check(add(d.SumByDestination()))
		check(add(d.SumByPrefix(4)))
		check(add(d.SumByMonth()))
		list := d.SumByPrefix(4)
		for i := 1; i < len(list); i++ {
			require.Less(t, list[i-1].Key, list[i].Key)
		}
	})
}

func TestDatasetSums(t *testing.T) {
	var d Dataset
	june, year := NewMonth(2025, 6).Interval(), Year(date("2025-01-01")).Interval()
	for _, f := range []Flow{
		{
			Period: june, Origin: "IN", Destination: "US", Product: "6109100012",
			Value: &Money{decimal.RequireFromString("10.10"), "USD"},
		},
		{
			Period: june, Origin: "IN", Destination: "GB", Product: "6110",
			Value: &Money{decimal.RequireFromString("0.005"), "USD"},
		},
		{Period: Interval{date("2025-06-03"), date("2025-06-04")}, Origin: "RU", Destination: "IN", Product: "27"},
		{Period: year, Origin: "IN", Destination: "US", Product: "61", Value: &Money{decimal.Zero, "USD"}},
	} {
		require.NoError(t, d.Append(f))
	}
	india := d.SumByOrigin()[0]
	assert.Equal(t, Country("IN"), india.Key)
	assert.Equal(t, "10.105", india.Value.String())
	assert.Equal(t, 0, india.Missing, "a value of nothing is a value")
	assert.Equal(t, Total[Country]{Key: "RU", Rows: 1, Missing: 1}, d.SumByOrigin()[1])
	var keys []string
	for _, x := range d.SumByMonth() {
		keys = append(keys, x.Key)
	}
	assert.Equal(t, []string{"2025-01-01 .. 2025-12-31", "2025-06"}, keys)
	assert.Equal(t, 3, d.SumByMonth()[1].Rows)
	assert.Len(t, d.SumByPrefix(2), 2)
	assert.Len(t, d.SumByPrefix(-1), 1)
	assert.Len(t, d.SumByPrefix(99), 4)
}

func TestDatasetAppendErrors(t *testing.T) {
	var d Dataset
	notes := map[string]string{"port": "Kandla"}
	require.NoError(t, d.Append(Flow{Value: &Money{decimal.NewFromInt(1), "USD"}, Notes: notes}))
	notes["port"] = "Mundra"
	assert.Equal(t, "Kandla", d.Row(0).Notes["port"], "the notes are copied")
	require.ErrorAs(t, d.Append(Flow{Value: &Money{decimal.NewFromInt(1), "EUR"}}), new(*CurrencyError))
	require.ErrorAs(t, d.Append(Flow{Value: &Money{decimal.New(1, 1<<30), "USD"}}), new(*AmountError))
	require.ErrorAs(t, d.Append(Flow{Quantity: &Quantity{decimal.New(1, -1<<30), "kg"}}), new(*AmountError))
	assert.Equal(t, 1, d.Len(), "what is refused leaves no trace")
	assert.Len(t, d.Value, 1)
	assert.Equal(t, Flow{}, d.Row(7))
	assert.Equal(t, Flow{}, d.Row(-1))
	var first Dataset
	require.ErrorAs(t, first.Append(Flow{Value: &Money{decimal.New(1, 1<<30), "USD"}}), new(*AmountError))
	assert.Equal(t, Currency(""), first.Currency)
}

// A Dataset whose columns somebody else filled, and not in step, does not panic.
func TestDatasetOutOfStep(t *testing.T) {
	d := Dataset{Periods: make([]Interval, 3), Origin: []uint32{9}, Quantity: []decimal.NullDecimal{{Valid: true}}}
	for i := range 3 {
		assert.Equal(t, Country(""), d.Row(i).Origin)
	}
	assert.Equal(t, 3, d.SumByOrigin()[0].Missing)
	assert.Len(t, d.SumByPrefix(2), 1)
	assert.Len(t, d.SumByMonth(), 1)
	for range d.All() {
		break
	}
}

func BenchmarkDatasetAppend(b *testing.B) {
	f := Flow{
		Period: NewMonth(2025, 8).Interval(), Origin: "IN", Destination: "US", Product: "6109100012",
		Value: &Money{decimal.New(123456, -2), "USD"}, Quantity: &Quantity{decimal.NewFromInt(100), "kg"},
	}
	var d Dataset
	b.ReportAllocs()
	for b.Loop() {
		_ = d.Append(f)
	}
}
