package us

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// TestFees: 0.3464 % of 100,000 is 346.40; of 1,000 it is 3.46, below the least; of
// 1,000,000 it is 3,464, above the most. 0.125 % of 100,000 is 125.
func TestFees(t *testing.T) {
	for _, c := range []struct {
		day, value string
		mode       Mode
		want       []string
	}{
		{"2025-09-01", "100000", sea, []string{"346.40", "125.00"}},
		{"2025-09-30", "1000", air, []string{"32.71"}},
		{"2025-10-01", "1000", land, []string{"33.58"}},
		{"2025-09-30", "1000000", air, []string{"634.62"}},
		{"2026-09-30", "1000000", sea, []string{"651.50", "1250.00"}},
	} {
		fees, err := Fees(tariff.Entry{Date: day(c.day), Origin: "IN", Value: decimal.RequireFromString(c.value)}, c.mode)
		require.NoError(t, err)
		var got []string
		for _, f := range fees {
			got = append(got, trade.Amount(f.Amount))
		}
		assert.Equal(t, c.want, got)
	}
	free, err := Fees(tariff.Entry{
		Date: day("2025-09-01"), Value: decimal.NewFromInt(1000),
		Claims: tariff.Claims{USMCA: true},
	}, land)
	require.NoError(t, err)
	assert.True(t, free[0].Amount.IsZero())
	_, err = ParseMode("rail")
	require.ErrorAs(t, err, new(*Error))
}

// TestNoProcessingFee: who pays no merchandise processing fee, 19 CFR 24.23(c).
func TestNoProcessingFee(t *testing.T) {
	for _, c := range []struct {
		origin, product, program string
		pays                     bool
	}{
		{"KR", "8703.23.01.90", "KR", false},
		{"KR", "8703.23.01.90", "", true},
		{"JO", "6109.10.00.12", "JO", true},
		{"MA", "6109.10.00.12", "MA", true},
		{"JP", "8703.23.01.90", "JP", true},
		{"GT", "6109.10.00.12", "P", false},
		{"SG", "8542.31.00.15", "SG", false},
		{"MX", "8703.23.01.90", "S", false},
		{"IL", "3004.90.92.90", "", false},
		{"JM", "2208.40.40.00", "", false},
		{"VI", "2208.40.40.00", "", false},
		{"IN", "9801.00.10.98", "", false},
		{"IN", "9802.00.60.00", "", true},
		{"IN", "6109.10.00.12", "", true},
	} {
		fees, err := Fees(tariff.Entry{
			Date: day("2025-09-01"), Origin: trade.Country(c.origin), Product: trade.Product(c.product),
			Value:  decimal.NewFromInt(100_000),
			Claims: tariff.Claims{Program: c.program},
		}, air)
		require.NoError(t, err)
		assert.Equal(t, c.pays, fees[0].Amount.Equal(decimal.RequireFromString("346.40")), "%s %s %s: %s", c.origin,
			c.product, c.program, fees[0].Reason)
		assert.Equal(t, c.pays, !fees[0].Amount.IsZero())
	}
}
