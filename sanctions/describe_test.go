package sanctions

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestDescribeOpen: a flow whose code is coarse, that is untraced, without an origin or
// without a volume is returned as such and counted, and no spelling drops one.
func TestDescribeOpen(t *testing.T) {
	buy := func(origin, destination trade.Country, product trade.Product, tonnes int64, via ...trade.Country) Purchase {
		p := Purchase{Flow: trade.Flow{Period: month(2025, 7), Origin: origin, Destination: destination, Product: product}, Via: via}
		if tonnes > 0 {
			p.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(tonnes), Unit: "t"}
		}
		return p
	}
	rule := SecondaryTariff{
		Name: "test", Target: "RU", Goods: trade.ProductSet{In: []trade.Product{"2709", "2711"}, Out: []trade.Product{"271111"}}, ByOrigin: true, Indirect: true,
	}
	direct := rule
	direct.Indirect = false
	least := rule
	least.MinimumVolume = decimal.NewFromInt(10)
	type want struct {
		holds                             Holds
		direct, untraced, coarse, without int
	}
	for _, c := range []struct {
		name string
		rule *SecondaryTariff
		buys []Purchase
		want *want
	}{
		{"counts", &rule, []Purchase{buy("RU", "IN", "2709", 5)}, &want{Met, 1, 0, 0, 0}},
		{"spellings", &rule, []Purchase{buy("Russia", "ind", "2709.00", 5), buy("ru", "India", "27090000", 5)}, &want{Met, 2, 0, 0, 0}},
		{"a chapter", &rule, []Purchase{buy("RU", "IN", "27", 5)}, &want{Open, 0, 0, 1, 0}},
		{"no code", &rule, []Purchase{buy("RU", "IN", "", 5)}, &want{Open, 0, 0, 1, 0}},
		{"a heading with goods that are out", &rule, []Purchase{buy("RU", "IN", "2711", 5)}, &want{Open, 0, 0, 1, 0}},
		{"goods that are out", &rule, []Purchase{buy("RU", "IN", "271111", 5)}, nil},
		{"other goods", &rule, []Purchase{buy("RU", "IN", "2710", 5)}, nil},
		{"no origin", &rule, []Purchase{buy("", "IN", "2709", 5)}, &want{Open, 0, 1, 0, 0}},
		{"another origin", &rule, []Purchase{buy("KZ", "IN", "2709", 5)}, nil},
		{"untraced", &rule, []Purchase{buy("RU", "IN", "2709", 5, "AE")}, &want{Open, 0, 1, 0, 0}},
		{"indirect does not count", &direct, []Purchase{buy("RU", "IN", "2709", 5, "AE")}, nil},
		{"no volume", &rule, []Purchase{buy("RU", "IN", "2709", 0)}, &want{Met, 1, 0, 0, 1}},
		{"just enough", &least, []Purchase{buy("RU", "IN", "2709", 10)}, &want{Met, 1, 0, 0, 0}},
		{"not enough", &least, []Purchase{buy("RU", "IN", "2709", 9)}, nil},
		{"perhaps enough", &least, []Purchase{buy("RU", "IN", "2709", 9), buy("RU", "IN", "2709", 0)}, &want{Open, 2, 0, 0, 1}},
		{"perhaps enough of a chapter", &least, []Purchase{buy("RU", "IN", "2709", 9), buy("RU", "IN", "27", 1)}, &want{Open, 1, 0, 1, 0}},
		{"at home", &rule, []Purchase{buy("RU", "Russia", "2709", 5)}, nil},
	} {
		got, err := c.rule.Describe(c.buys, month(2025, 7), "t")
		require.NoError(t, err, c.name)
		if c.want == nil {
			assert.Empty(t, got, c.name)
			continue
		}
		require.Len(t, got, 1, c.name)
		x := got[0]
		assert.Equal(t, trade.Country("IN"), x.Buyer)
		assert.Equal(t, *c.want, want{x.Holds, x.Direct, x.Untraced, x.Coarse, x.WithoutVolume}, c.name)
		assert.Len(t, x.OpenRows, x.Untraced+x.Coarse, c.name)
		assert.Len(t, x.Rows, x.Direct+x.Indirect, c.name)
	}
	for _, bad := range []Purchase{buy("Rusia", "IN", "2709", 5), buy("RU", "Indien?", "2709", 5), buy("RU", "IN", "27O9", 5), buy("RU", "IN", "2709", 5, "XX")} {
		_, err := rule.Describe([]Purchase{bad}, month(2025, 7), "t")
		require.ErrorContains(t, err, "purchase 0")
		_, err = TakingsOf(&rule, []Purchase{bad}, Measure{Unit: "t", Source: "own"})
		require.ErrorContains(t, err, "purchase 0")
	}
	taken, err := TakingsOf(&rule, []Purchase{buy("russia", "ind", "2709.00", 5), buy("RU", "IN", "27", 5), buy("", "IN", "2709", 5)}, Measure{Unit: "t", Source: "own"})
	require.NoError(t, err)
	require.Len(t, taken.Takings, 1)
	assert.Equal(t, []any{"IN", 1, 1}, []any{taken.Takings[0].Buyer, taken.Coarse, taken.Untraced})
	d, err := rule.Dependence("India", []Purchase{buy("Russia", "ind", "2709.00", 5), buy("IQ", "IN", "2709", 15), buy("RU", "IN", "27", 5)}, month(2025, 7), "t")
	require.NoError(t, err)
	assert.Equal(t, []any{"0.25", 1}, []any{d.Share.String(), d.Coarse})
}
