package russia_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/trade"
)

// TestWhenTheCapBinds: whether the cap binds is a question for each month and regime.
// Means of Urals in 2026 as published: in February Brent 70.89 less the discount of
// 12.6, between the caps of the EU and of the US; from March to September above
// every cap, in July by 22 cents only.
func TestWhenTheCapBinds(t *testing.T) {
	p := program(t)
	for _, c := range []struct {
		month      int
		price      string
		eu, uk, us programme.Verdict
	}{
		{2, "58.29", programme.Above, programme.Above, programme.Within},
		{3, "94.4", programme.Above, programme.Above, programme.Above},
		{4, "112.3", programme.Above, programme.Above, programme.Above},
		{6, "62.1", programme.Above, programme.Above, programme.Above},
		{7, "60.22", programme.Above, programme.Above, programme.Above},
		{8, "67.11", programme.Above, programme.Above, programme.Above},
		{9, "92.08", programme.Above, programme.Above, programme.Above},
	} {
		for regime, want := range map[sanctions.Regime]programme.Verdict{"EU": c.eu, "UK": c.uk, "US": c.us} {
			a, err := p.TestCap(programme.Sale{
				Regime: regime, Class: programme.Crude, Price: decimal.RequireFromString(c.price), Basis: trade.FOB,
				On: trade.NewDate(2026, c.month, 20),
			})
			require.NoError(t, err)
			assert.Equal(t, want, a.Verdict, "%s in month %d", regime, c.month)
		}
	}
	// Tax price of December 2025, 39: within every cap of that month.
	for _, regime := range []sanctions.Regime{"EU", "UK", "US"} {
		a, err := p.TestCap(programme.Sale{
			Regime: regime, Class: programme.Crude, Price: decimal.NewFromInt(39),
			Basis: trade.FOB, On: trade.NewDate(2025, 12, 15),
		})
		require.NoError(t, err)
		assert.Equal(t, programme.Within, a.Verdict)
	}
}
