package sanctions

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

func TestStatesOfOrders(t *testing.T) {
	for _, c := range []struct {
		order *Order
		on    trade.Date
		state tariff.State
		duty  string
	}{
		{EO14245(), trade.NewDate(2025, 4, 1), "", ""},
		{EO14245(), trade.NewDate(2025, 4, 2), tariff.Authorised, "25%"},
		{EO14245(), trade.NewDate(2026, 2, 19), tariff.Authorised, "25%"},
		{EO14245(), trade.NewDate(2026, 2, 20), tariff.Invalidated, ""},
		{IranOrder(), trade.NewDate(2026, 2, 6), "", ""},
		{IranOrder(), trade.NewDate(2026, 2, 7), tariff.Authorised, "25%"},
		{IranOrder(), trade.NewDate(2026, 3, 1), tariff.Invalidated, ""},
		{S1241(), trade.NewDate(2026, 10, 10), tariff.Proposed, "500%"},
	} {
		term, ok, err := c.order.State(c.on)
		require.NoError(t, err)
		assert.Equal(t, c.state != "", ok, "%s on %s", c.order.Rule.Name, c.on)
		assert.Equal(t, c.state, term.State, "%s on %s", c.order.Rule.Name, c.on)
		assert.Equal(t, c.duty, term.Duty)
	}
	_, _, err := S1241().State(trade.NewDate(2026, 10, 11))
	var horizon *tariff.HorizonError
	require.ErrorAs(t, err, &horizon)
}

// TestTailOfAYear: oil of Venezuela taken in June 2025 describes its buyer to June 2026,
// what was taken before the order does not, and what came through a third country only
// with evidence.
func TestTailOfAYear(t *testing.T) {
	june := month(2025, 6)
	buy := func(period trade.Interval, via []trade.Country, traced string) Purchase {
		return Purchase{Flow: trade.Flow{Period: period, Origin: "VE", Destination: "CN", Product: "270900"}, Via: via, Traced: traced}
	}
	o := EO14245()
	during := o.Described("CN", []Purchase{buy(month(2025, 2), nil, ""), buy(june, nil, "")})
	assert.Equal(t, trade.Interval{From: june.From, To: trade.NewDate(2026, 6, 30)}, during)
	assert.True(t, o.Described("CN", []Purchase{buy(month(2025, 2), nil, "")}) == trade.Interval{})
	assert.True(t, o.Described("CN", []Purchase{buy(june, []trade.Country{"MY"}, "")}) == trade.Interval{})
	assert.False(t, o.Described("CN", []Purchase{buy(june, []trade.Country{"MY"}, "bill of lading")}) == trade.Interval{})
	assert.Equal(t, []trade.Country{"HK", "MO"}, o.Rule.Together["CN"])
}
