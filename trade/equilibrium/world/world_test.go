package world

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
)

func TestLoad(t *testing.T) {
	d, err := Load()
	require.NoError(t, err)
	require.Len(t, d.Countries, 194)
	assert.True(t, slices.IsSorted(d.Countries))
	flows, total := 0, 0.0
	for i, row := range d.Trade {
		assert.Zero(t, row[i])
		assert.Positive(t, d.GDP[i])
		for _, v := range row {
			if total += v; v > 0 {
				flows++
			}
		}
	}
	assert.Greater(t, flows, 25000)
	assert.InDelta(t, 22.6e12, total, 1e12) // world trade in goods of 2023, about
	d.Trade[0][1] = -1                      // a copy
	again, err := Load()
	require.NoError(t, err)
	assert.GreaterOrEqual(t, again.Trade[0][1], 0.0)
	assert.Len(t, Provenance(), 2)
}

// TestIndia50: what an American duty of 50 % on all goods from India does, as an independent
// program finds it from the same sources.
func TestIndia50(t *testing.T) {
	d, err := Load()
	require.NoError(t, err)
	e, err := hat.OneSector(d.Countries, d.Trade, d.GDP, 4)
	require.NoError(t, err)
	m, err := hat.New(context.Background(), e, equilibrium.Additive)
	require.NoError(t, err)
	n := len(d.Countries)
	tariff := make([][]float64, n)
	for i := range tariff {
		tariff[i] = make([]float64, n)
	}
	at := func(name string) int { return slices.Index(d.Countries, name) }
	tariff[at("IND")][at("USA")] = .5
	r, err := m.Solve(context.Background(), hat.Shock{Tariff: [][][]float64{tariff}})
	require.NoError(t, err)
	for name, want := range map[string]float64{"USA": -.018797, "IND": -.184421, "VNM": .129220, "BGD": .032093} {
		assert.InDelta(t, want, equilibrium.Percent(r.Countries[at(name)].Welfare), 6e-7, name)
	}
	assert.InDelta(t, 5.819e9, r.Countries[at("USA")].Revenue, 6e5)
}
