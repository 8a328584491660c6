package sanctions

import (
	"testing"

	"github.com/shopspring/decimal"
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
		{EO14245(), trade.NewDate(2026, 2, 23), tariff.Authorised, "25%"}, // the last day of the timeline
		{EO14245(), trade.NewDate(2026, 2, 24), tariff.Invalidated, ""},
		{IranOrder(), trade.NewDate(2026, 2, 23), tariff.Authorised, "25%"},
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
	until := func(day trade.Date) []trade.Interval { return []trade.Interval{{From: june.From, To: day}} }
	assert.Equal(t, until(trade.NewDate(2026, 6, 30)), o.Described("CN", []Purchase{buy(month(2025, 2), nil, ""), buy(june, nil, "")}))
	assert.Empty(t, o.Described("CN", []Purchase{buy(month(2025, 2), nil, "")}))
	assert.Empty(t, o.Described("CN", []Purchase{buy(june, []trade.Country{"MY"}, "")}))
	assert.NotEmpty(t, o.Described("CN", []Purchase{buy(june, []trade.Country{"MY"}, "bill of lading")}))
	// A purchase within the year prolongs it, one after it begins another.
	may := month(2026, 5)
	assert.Equal(t, until(trade.NewDate(2027, 5, 31)), o.Described("CN", []Purchase{buy(may, nil, ""), buy(june, nil, "")}))
	july := month(2026, 7)
	assert.Len(t, o.Described("CN", []Purchase{buy(july, nil, ""), buy(june, nil, "")}), 2)
	// Hong Kong and Macau stand with China, not China with Hong Kong.
	assert.Equal(t, until(trade.NewDate(2026, 6, 30)), o.Described("HK", []Purchase{buy(june, nil, "")}))
	hk := buy(june, nil, "")
	hk.Destination = "HK"
	assert.Empty(t, o.Described("CN", []Purchase{hk}))
	// Without a tail, the days of the purchase; one that began before the order counts from then.
	buyFrom := Purchase{Flow: trade.Flow{Period: month(2026, 2), Origin: "IR", Destination: "CN", Product: "0802"}}
	assert.Equal(t, []trade.Interval{{From: trade.NewDate(2026, 2, 7), To: trade.NewDate(2026, 3, 1)}}, IranOrder().Described("CN", []Purchase{buyFrom}))
	assert.Empty(t, (&Order{}).Described("CN", []Purchase{hk}), "an order without terms describes nobody")
}

// TestSupposedOrders: what an order would be as a measure, with Hong Kong and Macau.
func TestSupposedOrders(t *testing.T) {
	quarter := decimal.New(25, -2)
	year := trade.Interval{From: trade.NewDate(2025, 5, 1), To: trade.NewDate(2026, 2, 24)}
	m, err := EO14245().Suppose("CN", quarter, year)
	require.NoError(t, err)
	assert.Equal(t, []string{"CN", "HK", "MO"}, m.Origins.In)
	assert.Equal(t, tariff.IEEPA, m.Authority)
	assert.Equal(t, "25%", m.Terms[0].Duty)
	_, err = S1241().Suppose("Atlantis", quarter.Neg(), trade.Interval{})
	for _, part := range []string{"Atlantis", "negative", "first day"} {
		require.ErrorContains(t, err, part)
	}
	_, err = S1241().Suppose("IN", decimal.New(1, 1<<30), year)
	require.ErrorAs(t, err, new(*tariff.ValueError))
}
