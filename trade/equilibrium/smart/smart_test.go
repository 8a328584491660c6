package smart

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/ces"
)

// hand is worked by hand from the formulas of Laird and Yeats and Jammes and Olarreaga: imports of
// 600, 300 and 100 at 20 %, and A freed.
func hand(form Form) *Market {
	return &Market{
		Flows:        []Flow{{"A", 600, .2, 0}, {"B", 300, .2, .2}, {"C", 100, .2, .2}},
		ImportDemand: -1.2, Substitution: 1.5, ExportSupply: math.Inf(1), Form: form,
	}
}

func solve(t require.TestingT, m *Market) *Result {
	r, err := Solve(m)
	require.NoError(t, err)
	require.True(t, r.Report.Checks[0].OK)
	return r
}

func TestByHand(t *testing.T) {
	r := solve(t, hand(linear))
	for i, want := range [][3]float64{{120, 60, 780}, {0, -45, 255}, {0, -15, 85}} {
		assert.InDelta(t, want[0], r.Creation[i], 1e-12)
		assert.InDelta(t, want[1], r.Diversion[i], 1e-12)
		assert.InDelta(t, want[2], r.Imports[i], 1e-12)
	}
	assert.InDelta(t, 200, r.RevenueBefore, 1e-12)
	assert.InDelta(t, 68, r.RevenueAfter, 1e-12)
	assert.InDelta(t, 12, r.Welfare, 1e-12)
	r = solve(t, hand(lairdYeats))
	assert.InDelta(t, 60000./1150, r.Diversion[0], 1e-12) // 52.174
	assert.InDelta(t, -60000./1150*.75, r.Diversion[1], 1e-12)
	m := hand(linear)
	m.ExportSupply = 99
	assert.InDelta(t, 118.563, solve(t, m).Creation[0], 5e-4)
	// half of the cut: the rectangle is t' times creation
	m = hand(linear)
	m.Flows[0].Rate1 = .1
	r = solve(t, m)
	assert.InDelta(t, 3, r.Triangle, 1e-12)
	assert.InDelta(t, 6, r.Rectangle, 1e-12)
}

func TestDiversionMovesTradeAndMakesNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := hand(rapid.SampledFrom([]Form{linear, lairdYeats}).Draw(t, "form"))
		m.Flows = nil
		for i := range rapid.IntRange(1, 6).Draw(t, "partners") {
			rate := rapid.Float64Range(0, 3)
			m.Flows = append(m.Flows, Flow{
				fmt.Sprint(i), rapid.Float64Range(.1, 1000).Draw(t, "value"),
				rate.Draw(t, "t0"), rate.Draw(t, "t1"),
			})
		}
		r := solve(t, m)
		for i, f := range m.Flows {
			require.GreaterOrEqual(t, r.Imports[i], 0.0)
			require.InDelta(t, r.Imports[i], f.Value+r.Creation[i]+r.Diversion[i], 1e-9)
		}
	})
}

// TestSmallCountryLimit: for a small change and fixed world prices, SMART and the CES market
// agree on total imports where all pay the same rate before, and for each partner where
// the change is the same for all.
func TestSmallCountryLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const h = 1e-6
		m := hand(linear)
		c := &ces.Market{Substitution: 3, Demand: m.ImportDemand}
		m.Substitution = c.Substitution
		uniform := rapid.Bool().Draw(t, "uniform")
		for i := range m.Flows {
			f := &m.Flows[i]
			f.Rate1 = f.Rate0 + h*(1+rapid.Float64Range(0, 1).Draw(t, "change"))
			if uniform {
				f.Rate1 = f.Rate0 + h
			}
			c.Sources = append(c.Sources, f.Partner)
			c.Expenditure = append(c.Expenditure, f.Value*(1+f.Rate0))
			c.Supply = append(c.Supply, math.Inf(1))
			c.Tariff0, c.Tariff1 = append(c.Tariff0, f.Rate0), append(c.Tariff1, f.Rate1)
		}
		got := solve(t, m)
		want, err := ces.Solve(context.Background(), c)
		require.NoError(t, err)
		a, b := 0.0, 0.0
		for i, f := range m.Flows {
			one, other := got.Imports[i]-f.Value, f.Value*want.Quantity[i]
			if uniform {
				require.InEpsilon(t, other, one, 1e-4)
			}
			a, b = a+one, b+other
		}
		require.InEpsilon(t, b, a, 1e-4)
	})
}

func TestNoShockNoChange(t *testing.T) {
	m := hand(lairdYeats)
	m.Flows[0].Rate1 = m.Flows[0].Rate0
	r := solve(t, m)
	assert.Equal(t, []float64{0, 0, 0}, r.Creation)
	assert.Equal(t, []float64{0, 0, 0}, r.Diversion)
	assert.Equal(t, r.RevenueBefore, r.RevenueAfter) //nolint:testifylint // exactly
}

func TestProhibitiveDutyIsBounded(t *testing.T) {
	for _, form := range []Form{linear, lairdYeats} {
		m := hand(form)
		m.Flows[0].Rate1 = 5
		r := solve(t, m)
		assert.Equal(t, -600.0, r.Creation[0]) //nolint:testifylint // exactly
		assert.Zero(t, r.Imports[0])
		assert.Contains(t, fmt.Sprint(r.Report.Assumptions), "bounded by existing trade for A")
	}
}

func TestFaultsOfInput(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(m *Market)
		class error
	}{
		"demand":   {func(m *Market) { m.ImportDemand = 1.2 }, equilibrium.Class("elasticity")},
		"sigma":    {func(m *Market) { m.Substitution = 0 }, equilibrium.Class("elasticity")},
		"supply":   {func(m *Market) { m.ExportSupply = 0 }, equilibrium.Class("elasticity")},
		"NaN":      {func(m *Market) { m.Flows[1].Value = math.NaN() }, equilibrium.Class("not_finite")},
		"negative": {func(m *Market) { m.Flows[1].Value = -1 }, equilibrium.Class("negative")},
		"rate":     {func(m *Market) { m.Flows[1].Rate1 = -1 }, equilibrium.Class("tariff")},
		"form":     {func(m *Market) { m.Form = "" }, equilibrium.Class("option")},
		"names":    {func(m *Market) { m.Flows[1].Partner = "A" }, equilibrium.Class("names")},
		"empty":    {func(m *Market) { m.Flows = nil }, equilibrium.Class("missing")},
		"nothing":  {func(m *Market) { m.Flows = m.Flows[:1]; m.Flows[0].Value = 0 }, equilibrium.Class("no_demand")},
	} {
		m := hand(linear)
		c.spoil(m)
		_, err := Solve(m)
		require.ErrorIs(t, err, c.class, name)
	}
}
