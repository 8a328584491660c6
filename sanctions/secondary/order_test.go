package secondary_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/iran"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/sanctions/venezuela"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

func TestStatesOfOrders(t *testing.T) {
	for _, c := range []struct {
		order *secondary.Order
		on    trade.Date
		state law.State
		duty  string
	}{
		{venezuela.EO14245(), trade.NewDate(2025, 4, 1), "", ""},
		{venezuela.EO14245(), trade.NewDate(2025, 4, 2), law.Authorised, "25%"},
		{venezuela.EO14245(), trade.NewDate(2026, 2, 23), law.Authorised, "25%"}, // the last day of the timeline
		{venezuela.EO14245(), trade.NewDate(2026, 2, 24), law.Invalidated, ""},
		{iran.Order(), trade.NewDate(2026, 2, 23), law.Authorised, "25%"},
		{iran.Order(), trade.NewDate(2026, 2, 6), "", ""},
		{iran.Order(), trade.NewDate(2026, 2, 7), law.Authorised, "25%"},
		{iran.Order(), trade.NewDate(2026, 3, 1), law.Invalidated, ""},
		{russia.S1241(), trade.NewDate(2026, 10, 10), law.Proposed, "500%"},
	} {
		term, ok, err := c.order.State(c.on)
		require.NoError(t, err)
		assert.Equal(t, c.state != "", ok, "%s on %s", c.order.Rule.Name, c.on)
		assert.Equal(t, c.state, term.State, "%s on %s", c.order.Rule.Name, c.on)
		assert.Equal(t, c.duty, term.Duty)
	}
	_, _, err := russia.S1241().State(trade.NewDate(2026, 10, 11))
	var horizon *tariff.HorizonError
	require.ErrorAs(t, err, &horizon)
}

// TestTailOfAYear: oil of Venezuela taken in June 2025 describes its buyer to June 2026,
// what was taken before the order does not, and what came through a third country only
// with evidence.
func TestTailOfAYear(t *testing.T) {
	june := trade.NewMonth(2025, 6).Interval()
	buy := func(period trade.Interval, via []trade.Country, traced string) secondary.Purchase {
		return secondary.Purchase{
			Flow: trade.Flow{Period: period, Origin: "VE", Destination: "CN", Product: "270900"},
			Via:  via, Traced: traced,
		}
	}
	o := venezuela.EO14245()
	until := func(day trade.Date) []trade.Interval { return []trade.Interval{{From: june.From, To: day}} }
	assert.Equal(t, until(trade.NewDate(2026, 6, 30)),
		o.Described("CN", []secondary.Purchase{buy(trade.NewMonth(2025, 2).Interval(), nil, ""), buy(june, nil, "")}))
	assert.Empty(t, o.Described("CN", []secondary.Purchase{buy(trade.NewMonth(2025, 2).Interval(), nil, "")}))
	assert.Empty(t, o.Described("CN", []secondary.Purchase{buy(june, []trade.Country{"MY"}, "")}))
	assert.NotEmpty(t, o.Described("CN", []secondary.Purchase{buy(june, []trade.Country{"MY"}, "bill of lading")}))
	// A purchase within the year prolongs it, one after it begins another.
	may := trade.NewMonth(2026, 5).Interval()
	assert.Equal(t, until(trade.NewDate(2027, 5, 31)),
		o.Described("CN", []secondary.Purchase{buy(may, nil, ""), buy(june, nil, "")}))
	july := trade.NewMonth(2026, 7).Interval()
	assert.Len(t, o.Described("CN", []secondary.Purchase{buy(july, nil, ""), buy(june, nil, "")}), 2)
	// Hong Kong and Macau stand with China, not China with Hong Kong.
	assert.Equal(t, until(trade.NewDate(2026, 6, 30)), o.Described("HK", []secondary.Purchase{buy(june, nil, "")}))
	hk := buy(june, nil, "")
	hk.Destination = "HK"
	assert.Empty(t, o.Described("CN", []secondary.Purchase{hk}))
	// Without a tail, the days of the purchase; one that began before the order counts from then.
	buyFrom := secondary.Purchase{Flow: trade.Flow{
		Period: trade.NewMonth(2026, 2).Interval(), Origin: "IR",
		Destination: "CN", Product: "0802",
	}}
	assert.Equal(t, []trade.Interval{{From: trade.NewDate(2026, 2, 7), To: trade.NewDate(2026, 3, 1)}},
		iran.Order().Described("CN", []secondary.Purchase{buyFrom}))
	assert.Empty(t, (&secondary.Order{}).Described("CN", []secondary.Purchase{hk}),
		"an order without terms describes nobody")
}

// TestSupposedOrders: what an order would be as a measure, with Hong Kong and Macau.
func TestSupposedOrders(t *testing.T) {
	quarter := decimal.New(25, -2)
	year := trade.Interval{From: trade.NewDate(2025, 5, 1), To: trade.NewDate(2026, 2, 24)}
	m, err := venezuela.EO14245().Suppose("CN", quarter, year)
	require.NoError(t, err)
	assert.Equal(t, []string{"CN", "HK", "MO"}, m.Origins.In)
	assert.Equal(t, law.IEEPA, m.Authority)
	assert.Equal(t, "25%", m.Terms[0].Duty)
	_, err = russia.S1241().Suppose("Atlantis", quarter.Neg(), trade.Interval{})
	for _, part := range []string{"Atlantis", "negative", "first day"} {
		require.ErrorContains(t, err, part)
	}
	_, err = russia.S1241().Suppose("IN", decimal.New(1, 1<<30), year)
	require.ErrorAs(t, err, new(*tariff.ValueError))
}
