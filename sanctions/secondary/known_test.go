package secondary_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

// TestKnownBy: evidence counts from its day.
func TestKnownBy(t *testing.T) {
	found := trade.NewDate(2025, 8, 1)
	buy := secondary.Purchase{Flow: trade.Flow{
		Period: trade.NewMonth(2025, 7).Interval(), Origin: "RU", Destination: "TR",
		Product: "2709",
	}, Via: []trade.Country{"AE"}, Traced: "bills of lading", TracedOn: found}
	rule := &secondary.Tariff{
		Name: "test", Target: "RU", Goods: trade.ProductSet{In: []trade.Product{"2709"}},
		ByOrigin: true, Indirect: true,
	}
	for on, want := range map[trade.Date]sanctions.Holds{found.AddDays(-1): sanctions.Open, found: sanctions.Met} {
		got, err := rule.Describe(secondary.KnownBy([]secondary.Purchase{buy}, on), trade.NewMonth(2025, 7).Interval(), "t")
		require.NoError(t, err)
		require.Len(t, got, 1)
		assert.Equal(t, want, got[0].Holds, on)
	}
	buy.TracedOn = trade.Date{}
	got, err := rule.Describe(secondary.KnownBy([]secondary.Purchase{buy}, found), trade.NewMonth(2025, 7).Interval(), "t")
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, sanctions.Open, got[0].Holds, "evidence without a day")
}
