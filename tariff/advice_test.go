package tariff_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// TestAdvise: the claims that change an answer, the cheapest first, with the total that
// Assess gives when the claim is made.
func TestAdvise(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	for _, c := range []struct {
		entry tariff.Entry
		first tariff.Advice
	}{
		// 3.4 % and 7.5 % and 10 % and 10 %, without the 25 % on parts of cars.
		{
			usEntry(t, "2025-11-20", "CN", "8507600020", 1000),
			tariff.Advice{Claim: "heading=9903.94.06", Total: decimal.NewFromInt(309)},
		},
		{
			usEntry(t, "2026-06-10", "DE", "8807300060", 1000),
			tariff.Advice{Claim: "heading=9903.03.05", Total: decimal.Decimal{}},
		},
		{usEntry(t, "2025-09-10", "KR", "6109100012", 1000), tariff.Advice{Claim: "spi=KR", Total: decimal.NewFromInt(150)}},
		{usEntry(t, "2025-09-10", "MX", "6109100012", 1000), tariff.Advice{Claim: "usmca", Total: decimal.Decimal{}}},
	} {
		got := engine.Advise(c.entry)
		require.NotEmpty(t, got)
		assert.LessOrEqual(t, len(got), 5)
		assert.Equal(t, c.first.Claim, got[0].Claim)
		assert.Equal(t, c.first.Total.String(), got[0].Total.String())
		for i, a := range got {
			with := c.entry
			require.NoError(t, with.Claims.Add(a.Claim))
			assessed, err := engine.Assess(with)
			require.NoError(t, err)
			assert.True(t, assessed.Total.Equal(a.Total), a.Claim)
			assert.False(t, i > 0 && a.Total.LessThan(got[i-1].Total), "the cheapest first")
		}
	}
	// A claim that is made is not advised, and one for any goods is not either.
	for _, a := range engine.Advise(usEntry(t, "2025-11-20", "CN", "8507600020", 1000, "heading=9903.94.06")) {
		assert.NotContains(t, []string{"heading=9903.94.06", "heading=9903.01.21", "heading=9903.01.30"}, a.Claim)
	}
	text, err := json.Marshal(tariff.Advice{Claim: "usmca", Total: decimal.NewFromInt(5)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"claim":"usmca","total_duty":"5.00"}`, string(text))
	var back tariff.Advice
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, "5", back.Total.String())
}

// TestOpenInstead: a claimed heading that is not open names the one that is.
func TestOpenInstead(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	for _, c := range []struct {
		entry tariff.Entry
		want  string
	}{
		{usEntry(t, "2026-06-10", "DE", "8807300060", 1000, "heading=9903.02.76"), "open instead: 9903.03.05"},
		{
			usEntry(t, "2025-10-10", "DE", "8807300060", 1000, "heading=9903.03.05", "aluminum_share=0.1"),
			"open instead: 9903.02.76",
		},
		{usEntry(t, "2025-08-15", "IT", "62024050", 1000, "heading=9903.02.20"), "9903.02.19"},
		{usEntry(t, "2025-08-15", "IT", "6109100012", 1000, "heading=9903.02.20", "heading=9903.02.19"), "9903.02.20"},
	} {
		a, err := engine.Assess(c.entry)
		require.NoError(t, err)
		assert.Contains(t, strings.Join(a.Notes, "\n"), c.want)
	}
}
