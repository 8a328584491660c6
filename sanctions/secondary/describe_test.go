package secondary_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

// TestDescribeOpen: a flow whose code is coarse, that is untraced, without an origin or
// without a volume is returned as such and counted, and no spelling drops one.
func TestDescribeOpen(t *testing.T) {
	buy := func(origin, destination trade.Country, product trade.Product, tonnes int64,
		via ...trade.Country,
	) secondary.Purchase {
		p := secondary.Purchase{Flow: trade.Flow{
			Period: trade.NewMonth(2025, 7).Interval(), Origin: origin,
			Destination: destination, Product: product,
		}, Via: via}
		if tonnes > 0 {
			p.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(tonnes), Unit: "t"}
		}
		return p
	}
	rule := secondary.Tariff{
		Name: "test", Target: "RU",
		Goods: trade.ProductSet{In: []trade.Product{"2709", "2711"}, Out: []trade.Product{"271111"}}, ByOrigin: true,
		Indirect: true,
	}
	direct := rule
	direct.Indirect = false
	least := rule
	least.MinimumVolume = decimal.NewFromInt(10)
	type want struct {
		holds                             sanctions.Holds
		direct, untraced, coarse, without int
	}
	for _, c := range []struct {
		name string
		rule *secondary.Tariff
		buys []secondary.Purchase
		want *want
	}{
		{
			"counts", &rule,
			[]secondary.Purchase{buy("RU", "IN", "2709", 5)},
			&want{holds: sanctions.Met, direct: 1, untraced: 0, coarse: 0, without: 0},
		},
		{
			"spellings", &rule,
			[]secondary.Purchase{buy("Russia", "ind", "2709.00", 5), buy("ru", "India", "27090000", 5)},
			&want{holds: sanctions.Met, direct: 2, untraced: 0, coarse: 0, without: 0},
		},
		{
			"a chapter", &rule,
			[]secondary.Purchase{buy("RU", "IN", "27", 5)},
			&want{holds: sanctions.Open, direct: 0, untraced: 0, coarse: 1, without: 0},
		},
		{
			"no code", &rule,
			[]secondary.Purchase{buy("RU", "IN", "", 5)},
			&want{holds: sanctions.Open, direct: 0, untraced: 0, coarse: 1, without: 0},
		},
		{
			"a heading with goods that are out", &rule,
			[]secondary.Purchase{buy("RU", "IN", "2711", 5)},
			&want{holds: sanctions.Open, direct: 0, untraced: 0, coarse: 1, without: 0},
		},
		{"goods that are out", &rule, []secondary.Purchase{buy("RU", "IN", "271111", 5)}, nil},
		{"other goods", &rule, []secondary.Purchase{buy("RU", "IN", "2710", 5)}, nil},
		{
			"no origin", &rule,
			[]secondary.Purchase{buy("", "IN", "2709", 5)},
			&want{holds: sanctions.Open, direct: 0, untraced: 1, coarse: 0, without: 0},
		},
		{"another origin", &rule, []secondary.Purchase{buy("KZ", "IN", "2709", 5)}, nil},
		{
			"untraced", &rule,
			[]secondary.Purchase{buy("RU", "IN", "2709", 5, "AE")},
			&want{holds: sanctions.Open, direct: 0, untraced: 1, coarse: 0, without: 0},
		},
		{"indirect does not count", &direct, []secondary.Purchase{buy("RU", "IN", "2709", 5, "AE")}, nil},
		{
			"no volume", &rule,
			[]secondary.Purchase{buy("RU", "IN", "2709", 0)},
			&want{holds: sanctions.Met, direct: 1, untraced: 0, coarse: 0, without: 1},
		},
		{
			"just enough", &least,
			[]secondary.Purchase{buy("RU", "IN", "2709", 10)},
			&want{holds: sanctions.Met, direct: 1, untraced: 0, coarse: 0, without: 0},
		},
		{"not enough", &least, []secondary.Purchase{buy("RU", "IN", "2709", 9)}, nil},
		{
			"perhaps enough", &least,
			[]secondary.Purchase{buy("RU", "IN", "2709", 9), buy("RU", "IN", "2709", 0)},
			&want{holds: sanctions.Open, direct: 2, untraced: 0, coarse: 0, without: 1},
		},
		{
			"perhaps enough of a chapter", &least,
			[]secondary.Purchase{buy("RU", "IN", "2709", 9), buy("RU", "IN", "27", 1)},
			&want{holds: sanctions.Open, direct: 1, untraced: 0, coarse: 1, without: 0},
		},
		{"at home", &rule, []secondary.Purchase{buy("RU", "Russia", "2709", 5)}, nil},
	} {
		got, err := c.rule.Describe(c.buys, trade.NewMonth(2025, 7).Interval(), "t")
		require.NoError(t, err, c.name)
		if c.want == nil {
			assert.Empty(t, got, c.name)
			continue
		}
		require.Len(t, got, 1, c.name)
		x := got[0]
		assert.Equal(t, trade.Country("IN"), x.Buyer)
		assert.Equal(t, *c.want,
			want{holds: x.Holds, direct: x.Direct, untraced: x.Untraced, coarse: x.Coarse, without: x.WithoutVolume}, c.name)
		assert.Len(t, x.OpenRows, x.Untraced+x.Coarse, c.name)
		assert.Len(t, x.Rows, x.Direct+x.Indirect, c.name)
	}
	for _, bad := range []secondary.Purchase{
		buy("Rusia", "IN", "2709", 5), buy("RU", "Indien?", "2709", 5),
		buy("RU", "IN", "27O9", 5), buy("RU", "IN", "2709", 5, "XX"),
	} {
		_, err := rule.Describe([]secondary.Purchase{bad}, trade.NewMonth(2025, 7).Interval(), "t")
		require.ErrorContains(t, err, "purchase 0")
		_, err = secondary.TakingsOf(&rule, []secondary.Purchase{bad}, secondary.Measure{Unit: "t", Source: "own"})
		require.ErrorContains(t, err, "purchase 0")
	}
	taken, err := secondary.TakingsOf(&rule,
		[]secondary.Purchase{buy("russia", "ind", "2709.00", 5), buy("RU", "IN", "27", 5), buy("", "IN", "2709", 5)},
		secondary.Measure{Unit: "t", Source: "own"})
	require.NoError(t, err)
	require.Len(t, taken.Takings, 1)
	assert.Equal(t, []any{"IN", 1, 1}, []any{taken.Takings[0].Buyer, taken.Coarse, taken.Untraced})
	d, err := rule.Dependence("India",
		[]secondary.Purchase{buy("Russia", "ind", "2709.00", 5), buy("IQ", "IN", "2709", 15), buy("RU", "IN", "27", 5)},
		trade.NewMonth(2025, 7).Interval(), "t")
	require.NoError(t, err)
	assert.Equal(t, []any{"0.25", 1}, []any{d.Share.String(), d.Coarse})
}
