package tariff_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestSeasons: over a year, the lines of one group never overlap, and the line that a
// refusal names is entered that day.
func TestSeasons(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	lines := map[trade.Product]trade.Product{}
	for _, s := range us.Book().Schedule.Seasons {
		lines[s.Code] = s.Group
	}
	require.Len(t, lines, 55)
	for d := trade.NewDate(2025, 3, 1); d.Before(trade.NewDate(2026, 3, 1)); d = d.AddDays(1) {
		open := map[trade.Product]int{}
		for line, group := range lines {
			_, err := engine.Assess(tariff.Entry{Date: d, Origin: "BR", Product: line, Value: decimal.NewFromInt(1)})
			var out *law.ProductError
			if !errors.As(err, &out) {
				open[group]++
				continue
			}
			require.Equal(t, law.OutOfSeason, out.Kind)
			require.NotEmpty(t, out.Seasons)
			for _, p := range out.Try {
				_, err := engine.Assess(tariff.Entry{Date: d, Origin: "BR", Product: p, Value: decimal.NewFromInt(1)})
				require.False(t, errors.As(err, &out), "%s on %s: %s is named", line, d, p)
			}
		}
		for group, n := range open {
			require.Equal(t, 1, n, "%s on %s", group, d)
		}
		for _, whole := range []trade.Product{
			"07020020", "07070020", "07108040", "08045040", "08054040", "08061020",
			"08071130", "08093020", "08101020",
		} {
			require.Equal(t, 1, open[whole], "%s on %s", whole, d)
		}
	}
}
