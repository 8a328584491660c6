package secondary_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

func purchase(origin, destination, product, barrels string) secondary.Purchase {
	p := secondary.Purchase{Flow: trade.Flow{
		Period: trade.NewMonth(2025, 7).Interval(), Origin: trade.Country(origin), Destination: trade.Country(destination),
		Product: trade.Product(product),
	}}
	if barrels != "" {
		p.Quantity = &trade.Quantity{Amount: decimal.RequireFromString(barrels), Unit: "bbl"}
	}
	return p
}

// TestDescribe: the rule of EO 14329 counts oil made, refined in or exported from
// Russia, direct or traced through a third country, and nothing else.
func TestDescribe(t *testing.T) {
	kazakh := purchase("KZ", "CN", "2709", "50")
	kazakh.ExportedFrom = "RU" // loaded at a Russian port
	traced := purchase("RU", "TR", "2710", "20")
	traced.Via, traced.Traced = []trade.Country{"AE"}, "bills of lading"
	untraced := purchase("RU", "EG", "2709", "10")
	untraced.Via = []trade.Country{"AE"}
	refined := purchase("KZ", "BR", "2710", "7")
	refined.RefinedIn = "RU"
	flows := []secondary.Purchase{
		purchase("RU", "IN", "2709", "100"), purchase("RU", "IN", "27101930", ""), kazakh, traced, untraced, refined,
		purchase("RU", "IN", "2711", "999"), // gas is not oil
		purchase("SA", "JP", "2709", "999"), // not of Russia
		purchase("RU", "RU", "2709", "999"), // at home
	}
	rule := russia.EO14329()
	got, err := rule.Describe(flows, trade.Interval{}, "bbl")
	require.NoError(t, err)
	var lines []string
	for _, x := range got {
		lines = append(lines,
			fmt.Sprintf("%s %s %d %d %s %d %d", x.Buyer, x.Holds, x.Direct, x.Indirect, x.Volume, x.WithoutVolume, x.Untraced))
	}
	assert.Equal(t,
		[]string{"BR met 1 0 7 0 0", "CN met 1 0 50 0 0", "EG open 0 0 0 0 1", "IN met 2 0 100 1 0", "TR met 0 1 20 0 0"},
		lines)

	got, err = rule.Describe(flows, trade.NewMonth(2025, 8).Interval(), "bbl")
	require.NoError(t, err)
	assert.Empty(t, got, "no flow of that month")

	rule.MinimumVolume = decimal.RequireFromString("60")
	got, err = rule.Describe(flows, trade.Interval{}, "bbl")
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, []sanctions.Holds{sanctions.Open, sanctions.Met}, []sanctions.Holds{got[0].Holds, got[1].Holds},
		"Egypt and India")

	flows[0].Quantity.Unit = "kg"
	_, err = rule.Describe(flows, trade.Interval{}, "bbl")
	require.ErrorAs(t, err, new(*trade.UnitError), "a mass is not a volume")
	flows[0].Quantity.Unit = "bbl"
	flows[0].Value = &trade.Money{Amount: decimal.RequireFromString("1"), Currency: "USD"}
	flows[1].Value = &trade.Money{Amount: decimal.RequireFromString("1"), Currency: "INR"}
	_, err = rule.Describe(flows, trade.Interval{}, "bbl")
	require.ErrorContains(t, err, "INR")
}

// TestFindings: the duty on India ran from 27 August 2025 to 6 February 2026; that
// on China was never in force.
func TestFindings(t *testing.T) {
	for day, want := range map[trade.Date]bool{
		trade.NewDate(2025, 8, 26): false, trade.NewDate(2025, 8, 27): true,
		trade.NewDate(2026, 2, 6): true, trade.NewDate(2026, 2, 7): false,
	} {
		got, err := russia.India().Imposed(day)
		require.NoError(t, err)
		assert.Equal(t, want, got, day)
	}
	for day, want := range map[trade.Date]law.State{
		trade.NewDate(2025, 8, 5): "", trade.NewDate(2025, 8, 6): law.Authorised, trade.NewDate(2025, 8, 27): law.Imposed,
		trade.NewDate(2026, 2, 7): law.Ended,
	} {
		term, ok, err := russia.India().State(day)
		require.NoError(t, err)
		assert.Equal(t, want != "", ok, day)
		assert.Equal(t, want, term.State, day)
		order, _, err := russia.EO14329Order().State(day)
		require.NoError(t, err)
		if ok {
			assert.Equal(t, law.Authorised, order.State, "the order outlived the duty on India")
		}
	}
	order, _, err := russia.EO14329Order().State(trade.NewDate(2026, 2, 24))
	require.NoError(t, err)
	assert.Equal(t, law.Invalidated, order.State)
	china := russia.China()
	for d := trade.NewDate(2025, 1, 1); !d.After(russia.KnownUntil()); d = d.AddDays(1) {
		imposed, err := china.Imposed(d)
		require.NoError(t, err)
		require.False(t, imposed, d)
	}
	_, err = china.Imposed(trade.NewDate(2026, 11, 23))
	var h *tariff.HorizonError
	require.ErrorAs(t, err, &h)
	assert.Equal(t, russia.KnownUntil(), h.KnownUntil)
}

func TestTogether(t *testing.T) {
	rule := russia.EO14329()
	rule.Together = map[trade.Country][]trade.Country{"CN": {"HK", "MO"}}
	f := russia.China()
	f.Rule = rule
	assert.Equal(t, []string{"CN", "HK", "MO"}, f.Measure().Origins.In)
}

// TestAct2026: a ceiling and no rate; authorised, and not known after the sources end.
func TestAct2026(t *testing.T) {
	act := russia.Act2026()
	for day, want := range map[trade.Date]law.State{
		trade.NewDate(2026, 9, 17): law.Proposed, trade.NewDate(2026, 9, 18): law.Authorised,
		trade.NewDate(2026, 10, 10): law.Authorised,
	} {
		got, err := act.State(day)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err := act.State(trade.NewDate(2026, 10, 18))
	require.ErrorAs(t, err, new(*tariff.HorizonError))
	from := trade.NewDate(2026, 10, 1)
	_, err = act.Suppose("IN", decimal.RequireFromString("1.01"), from)
	assert.Equal(t, "outside_ceiling", sanctions.ErrorCode(err))
	_, err = act.Suppose("IN", decimal.RequireFromString("-0.01"), from)
	assert.Equal(t, "outside_ceiling", sanctions.ErrorCode(err))
	_, err = act.Suppose("IN", decimal.RequireFromString("1"), trade.NewDate(2026, 9, 17))
	require.ErrorAs(t, err, new(*tariff.ValueError))
	m, err := act.Suppose("IN", decimal.RequireFromString("0.5"), from)
	require.NoError(t, err)
	assert.Equal(t, "50%", m.Terms[0].Duty)
	_, err = russia.ActOnRussia().Suppose("RU", decimal.RequireFromString("5"), from)
	require.NoError(t, err)
	assert.Len(t, russia.Act2026().Open, 4, "the two sections do not share their lists")
}

// TestTradeOff reproduces published figures: 88 Mt × 7.33 bbl/t × discount (CLSA
// 2.5 and 1 bn, Nomura 1.5 bn), and 15.05 bn over the same barrels.
func TestTradeOff(t *testing.T) {
	for discount, want := range map[string]string{"4": "2.58", "1.5": "0.97", "2.2": "1.42"} {
		saving := secondary.OilSaving(decimal.RequireFromString("88000000"), decimal.RequireFromString("7.33"),
			decimal.RequireFromString(discount))
		assert.Equal(t, want, saving.Shift(-9).StringFixed(2))
	}
	d, err := secondary.BreakEvenDiscount(decimal.RequireFromString("15050000000"), decimal.RequireFromString("88000000"),
		decimal.RequireFromString("7.33"), 1)
	require.NoError(t, err)
	assert.Equal(t, "23.3", d.String())
	_, err = secondary.BreakEvenDiscount(decimal.RequireFromString("1"), decimal.Decimal{},
		decimal.RequireFromString("7.33"), 1)
	require.Error(t, err)
	assert.False(t, errors.Is(err, nil))
}

func ExampleTariff_Describe() {
	flows := []secondary.Purchase{{Flow: trade.Flow{
		Period: trade.NewMonth(2025, 7).Interval(), Origin: "RU", Destination: "IN", Product: "2709",
		Quantity: &trade.Quantity{Amount: decimal.RequireFromString("55180000"), Unit: "bbl"},
	}}}
	buyers, err := russia.EO14329().Describe(flows, trade.NewMonth(2025, 7).Interval(), "bbl")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range buyers {
		fmt.Println(b.Buyer, b.Volume, b.Unit)
	}
	india := russia.India().Measure()
	fmt.Println(india.Heading, india.Terms[1].Duty, india.Terms[1].Interval)
	// Output:
	// IN 55180000 bbl
	// 9903.01.84 25% 2025-08-27 .. 2026-02-06
}
