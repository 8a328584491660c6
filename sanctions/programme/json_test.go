package programme_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

// again writes a value as JSON, checks that its keys are in snake_case, reads it back and
// writes it again.
func again[T any](t *testing.T, v T) map[string]any {
	first, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(first, &back), string(first))
	second, err := json.Marshal(back)
	require.NoError(t, err)
	assert.JSONEq(t, string(first), string(second))
	for _, key := range regexp.MustCompile(`"([^"]+)":`).FindAllStringSubmatch(string(first), -1) {
		assert.Regexp(t, `^[a-z][a-z0-9_]*$`, key[1])
	}
	var out map[string]any
	require.NoError(t, json.Unmarshal(first, &out))
	return out
}

// TestJSON: answers are written and read back; what is not known is null.
func TestJSON(t *testing.T) {
	p := russian(t)
	on := trade.NewDate(2026, 3, 1)
	sale := programme.Sale{
		Regime: "EU", Class: programme.Crude, Price: decimal.RequireFromString("47.10"),
		Basis: trade.FOB, On: on,
	}
	a, err := p.TestCap(sale)
	require.NoError(t, err)
	got := again(t, a)
	assert.Equal(t, []any{"47.1", "44.1", "-3", "above"}, []any{got["fob"], got["cap"], got["margin"], got["verdict"]})
	sale.On = trade.NewDate(2027, 3, 1)
	a, err = p.TestCap(sale)
	require.Error(t, err)
	got = again(t, a)
	assert.Equal(t, []any{"47.1", nil, nil, "unknown"}, []any{got["fob"], got["cap"], got["margin"], got["verdict"]})
	got = again(t, programme.CapAnswer{})
	assert.Equal(t, []any{nil, nil, nil, "unknown"}, []any{got["fob"], got["cap"], got["margin"], got["verdict"]})
	old := sale
	old.On, old.Contract = on, trade.NewDate(2026, 1, 10)
	a, err = p.TestCap(old)
	require.NoError(t, err)
	assert.Equal(t, "transition", again(t, a)["verdict"])

	i, err := p.TestImport("EU", deal(t, "product=2709 from=RU to=IT route=cpc"), on)
	require.NoError(t, err)
	assert.Equal(t, "unknown", again(t, i)["verdict"])
	l, err := p.TestLicence("US", "licence/134", deal(t, "to=IN loaded=2026-03-01"), trade.NewDate(2026, 3, 20))
	require.NoError(t, err)
	got = again(t, l)
	assert.Equal(t, "open", got["holds"])
	assert.Contains(t, got["decided"], "buyer!=IR")
	x, err := p.Ask("UK", "cap/crude", trade.NewDate(2026, 1, 31))
	require.NoError(t, err)
	again(t, x)
	again(t, deal(t, "product=2709 origin=RU to=IN route=sea contract=2026-01-02 terms=price-cap"))
	for i := range p.Parameters {
		again(t, p.Parameters[i])
	}
	buyers, err := russia.EO14329().Describe([]secondary.Purchase{
		bought("RU", "IN", "2709", ""),
		bought("RU", "CN", "27", "5"),
	}, trade.Interval{}, "bbl")
	require.NoError(t, err)
	for _, b := range buyers {
		got := again(t, b)
		assert.Nil(t, got["volume"], "no volume is stated")
		assert.Nil(t, got["value"])
	}

	d, err := russia.EO14329().Dependence("IN", nil, trade.Interval{}, "bbl")
	require.NoError(t, err)
	assert.Nil(t, again(t, d)["share"])
	coverage, err := programme.Covered("price-cap coalition", programme.Ship{Owner: "GR"}, on)
	require.NoError(t, err)
	assert.Equal(t, "met", again(t, coverage)["holds"])
	m, err := russia.Designations().ByName("US", "Rosneft", on)
	require.NoError(t, err)
	again(t, m)
	for _, text := range []string{`"free"`, `7`} {
		for _, to := range []any{
			new(programme.Legality), new(programme.Verdict), new(programme.Status),
			new(ranking.Membership), new(sanctions.Holds),
		} {
			require.Error(t, json.Unmarshal([]byte(text), to), "%T", to)
		}
	}
	var holds sanctions.Holds
	require.NoError(t, json.Unmarshal([]byte("null"), &holds))
	assert.Equal(t, sanctions.Open, holds)
	text, err := json.Marshal(sanctions.NotMet)
	require.NoError(t, err)
	assert.Equal(t, "\"not_met\"", strings.TrimSpace(string(text)))
}
