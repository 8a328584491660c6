package hat

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/world"
)

// small is two countries that trade.
func small() *Economy {
	return &Economy{
		Countries: []string{"A", "B"}, Sectors: []string{"goods"},
		Trade: [][][]float64{{{80, 20}, {20, 60}}}, Elasticity: []float64{4},
	}
}

func TestBadInputIsNamed(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*Economy)
		class error
	}{
		{"negative trade", func(e *Economy) { e.Trade[0][0][1] = -1 }, equilibrium.Class("negative")},
		{"NaN", func(e *Economy) { e.Trade[0][1][1] = math.NaN() }, equilibrium.Class("not_finite")},
		{"infinite", func(e *Economy) { e.Trade[0][1][1] = math.Inf(1) }, equilibrium.Class("not_finite")},
		{"overflowing", func(e *Economy) { e.Trade[0][1] = []float64{1e308, 1e308} }, equilibrium.Class("not_finite")},
		{"no demand", func(e *Economy) { e.Trade[0] = [][]float64{{80, 0}, {20, 0}} }, equilibrium.Class("no_demand")},
		{"no output", func(e *Economy) { e.Trade[0] = [][]float64{{80, 20}, {0, 0}} }, equilibrium.Class("no_output")},
		{"ε of zero", func(e *Economy) { e.Elasticity[0] = 0 }, equilibrium.Class("elasticity")},
		{"ε below zero", func(e *Economy) { e.Elasticity[0] = -4 }, equilibrium.Class("elasticity")},
		{"ε not a number", func(e *Economy) { e.Elasticity[0] = math.NaN() }, equilibrium.Class("not_finite")},
		{"names twice", func(e *Economy) { e.Countries[1] = "A" }, equilibrium.Class("names")},
		{"too many names", func(e *Economy) { e.Countries = append(e.Countries, "C") }, equilibrium.Class("shape")},
		{"nothing", func(e *Economy) { *e = Economy{} }, equilibrium.Class("shape")},
		{"ragged", func(e *Economy) { e.Trade[0][1] = e.Trade[0][1][:1] }, equilibrium.Class("shape")},
		{"tariff at −1", func(e *Economy) { e.Tariff = [][][]float64{{{0, -1}, {0, 0}}} }, equilibrium.Class("tariff")},
		{"duty on own sales", func(e *Economy) { e.Tariff = [][][]float64{{{0.1, 0}, {0, 0}}} }, equilibrium.Class("tariff")},
	} {
		e := small()
		c.spoil(e)
		_, err := New(context.Background(), e, "")
		require.ErrorIs(t, err, c.class, c.name)
	}
	parts := small()
	parts.Trade[0] = [][]float64{{80, 0}, {0, 60}}
	_, err := New(context.Background(), parts, "")
	require.ErrorIs(t, err, equilibrium.Class("unconnected"))
	parts.Trade[0][0][1] = 1
	_, err = New(context.Background(), parts, equilibrium.Balanced)
	require.ErrorIs(t, err, equilibrium.Class("unbalanced"))
	_, err = New(context.Background(), small(), "none")
	require.ErrorIs(t, err, equilibrium.Class("option"))
}

func TestBadShocksAreNamed(t *testing.T) {
	m, err := New(context.Background(), small(), "")
	require.NoError(t, err)
	for _, s := range []Shock{
		{Tariff: [][][]float64{{{0, math.NaN()}, {0, 0}}}},
		{Tariff: [][][]float64{{{0, -2}, {0, 0}}}},
		{Tariff: [][][]float64{}},
		{Cost: [][][]float64{{{1, 0}, {1, 1}}}},
		{Cost: [][][]float64{{{1, math.Inf(1)}, {1, 1}}}},
	} {
		_, err := m.Solve(context.Background(), s)
		var in *equilibrium.InputErrors
		require.ErrorAs(t, err, &in)
	}
	_, err = m.Optimal(context.Background(), "C", Shock{})
	require.ErrorIs(t, err, equilibrium.Class("names"))
	_, err = m.Nash(context.Background(), "guess")
	require.ErrorIs(t, err, equilibrium.Class("option"))
}

func TestCancelled(t *testing.T) {
	m, err := New(context.Background(), small(), "")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := Shock{Tariff: [][][]float64{{{0, 0.5}, {0, 0}}}}
	_, err = m.Solve(ctx, s)
	require.ErrorIs(t, err, context.Canceled)
	_, err = m.Nash(ctx, nashSearch)
	require.ErrorIs(t, err, context.Canceled)
}

// TestZeroOwnTradeIsARule: a country whose exports exceed its output sells itself nothing,
// and the result says so.
func TestZeroOwnTradeIsARule(t *testing.T) {
	e, err := OneSector([]string{"A", "entrepot", "C"},
		[][]float64{{0, 10, 5}, {12, 0, 12}, {4, 9, 0}}, []float64{100, 20, 80}, 4)
	require.NoError(t, err)
	m, err := New(context.Background(), e, "")
	require.NoError(t, err)
	r, err := m.Solve(context.Background(), Shock{Tariff: [][][]float64{{{0, 0, 0}, {.5, 0, 0}, {0, 0, 0}}}})
	require.NoError(t, err)
	assert.Zero(t, r.Countries[1].OwnShare)
	assert.Less(t, r.Countries[1].Welfare, 1.0)
	assert.Contains(t, r.Assumptions, "entrepot: exports are not below GDP; own trade is 0")
	assert.Equal(t, []float64{85, 24, 71}, []float64{e.Trade[0][0][0], sum(e.Trade[0][1]), e.Trade[0][2][2] + 4})
}

// TestHugeTariffs: prohibitive tariffs still end in a solved world.
func TestHugeTariffs(t *testing.T) {
	m, err := New(context.Background(), small(), equilibrium.Balanced)
	require.NoError(t, err)
	r, err := m.Solve(context.Background(), Shock{Tariff: [][][]float64{{{0, 1e6}, {1e6, 0}}}})
	require.NoError(t, err)
	for _, c := range r.Countries {
		// autarky: the formula of Arkolakis, Costinot and Rodríguez-Clare (2012)
		assert.InDelta(t, math.Pow(c.OwnShareBefore, 1.0/4), c.Welfare, 1e-9)
	}
}

// TestUnitsThatDiffer: trade in thousands and output in millions is no world.
func TestUnitsThatDiffer(t *testing.T) {
	_, err := OneSector([]string{"A", "B"}, [][]float64{{0, 2000}, {1000, 0}}, []float64{10, 8}, 4)
	require.ErrorIs(t, err, equilibrium.Class("no_own_trade"))
}

// TestSurplusThatCannotBeEarned: a small country that must keep its surplus in value has no
// equilibrium behind a high wall, and the error says so; with other rules there is one.
func TestSurplusThatCannotBeEarned(t *testing.T) {
	e, err := OneSector([]string{"large", "small"}, [][]float64{{0, 3}, {8, 0}}, []float64{100, 9}, 4)
	require.NoError(t, err)
	wall := Shock{Tariff: [][][]float64{{{0, 0}, {20, 0}}}}
	m, err := New(context.Background(), e, equilibrium.Additive)
	require.NoError(t, err)
	_, err = m.Solve(context.Background(), wall)
	var c *equilibrium.ConvergenceError
	require.ErrorAs(t, err, &c)
	assert.Equal(t, "small", c.Market)
	assert.Contains(t, err.Error(), "try balanced")
	for _, rule := range []equilibrium.Deficits{equilibrium.Balanced, equilibrium.Proportional} {
		m, err = New(context.Background(), e, rule)
		require.NoError(t, err)
		_, err = m.Solve(context.Background(), wall)
		require.NoError(t, err, rule)
	}
}

// TestLargeShocksAreTakenInParts: all the world puts 10,000 % on all trade, ε is 4.
func TestLargeShocksAreTakenInParts(t *testing.T) {
	d, err := world.Load()
	require.NoError(t, err)
	e, err := OneSector(d.Countries, d.Trade, d.GDP, 4)
	require.NoError(t, err)
	m, err := New(context.Background(), e, equilibrium.Balanced)
	require.NoError(t, err)
	r, err := m.Solve(context.Background(), rates(e.Countries, func(_ func(string) int, tt [][]float64) {
		for i := range tt {
			for j := range tt {
				if i != j {
					tt[i][j] = 100
				}
			}
		}
	}))
	require.NoError(t, err)
	for _, c := range r.Checks {
		assert.True(t, c.OK, "%s: %g", c.Name, c.Value)
	}
	for _, c := range r.Countries {
		if c.Name == "USA" || c.Name == "CHN" || c.Name == "IND" {
			// all but autarky: own share before, to the power of 1/ε. Smaller countries still sell to
			// the two that have nothing of their own to buy.
			assert.InDelta(t, math.Pow(c.OwnShareBefore, 1.0/4), c.Welfare, 1e-3, c.Name)
		}
	}
}
