package hat

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// TestOptimalTariffs: optima of 2023 known from an independent search over welfare.
func TestOptimalTariffs(t *testing.T) {
	e, _ := liberation(t)
	m := model(t, e, equilibrium.Additive)
	for _, c := range []struct {
		name          string
		rate, welfare float64
		tolerance     float64
	}{
		{"USA", .484491, .6629, 1e-5},
		{"IND", .274076, .7639, 1e-5},
		{"CHN", .2517, 0, 1e-4},
		{"DEU", .2589, 0, 1e-4},
		{"VNM", .2548, 0, 1e-4},
		{"MEX", .2539, 0, 1e-4},
		{"LUX", .2508, 0, 1e-4},
	} {
		o, err := m.Optimal(context.Background(), c.name, Shock{})
		require.NoError(t, err)
		assert.InDelta(t, c.rate, o.Rate, c.tolerance, c.name)
		assert.InDelta(t, 0, o.Slope, 1e-12, c.name)
		if c.welfare != 0 {
			for _, r := range o.Result.Countries {
				if r.Name == c.name {
					assert.InDelta(t, c.welfare, equilibrium.Percent(r.Welfare), 6e-5)
				}
			}
		}
		t.Log(c.name, o.Rate, o.Slope, o.Result.Iterations)
	}
}
