package ces

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// published is the market of the USITC's worked example (four sources, new tariffs of 20, 15
// and 10 %), as MathWorks prints it.
func published() *Market {
	return &Market{
		Sources: []string{"A", "B", "C", "home"}, Expenditure: []float64{25, 25, 25, 25}, Supply: []float64{
			10, 10,
			10, 2,
		},
		Substitution: 5, Demand: -1, Tariff0: make([]float64, 4), Tariff1: []float64{.2, .15, .1, 0},
	}
}

func solve(t require.TestingT, m *Market) *Result {
	r, err := Solve(context.Background(), m)
	require.NoError(t, err)
	for _, c := range r.Report.Checks {
		require.True(t, c.OK, "%s: %g", c.Name, c.Value)
	}
	return r
}

func TestPublishedExample(t *testing.T) {
	r := solve(t, published())
	for i, want := range []float64{-3.2909, -1.9092, -.4449, 6.0269} {
		assert.InDelta(t, want, 100*r.ProducerPrice[i], 5e-5)
	}
	for i, want := range []float64{-28.44, -17.53, -4.36, 12.42} {
		assert.InDelta(t, want, 100*r.Quantity[i], 5e-3)
	}
	assert.InDelta(t, 10.784, 100*r.PriceIndex, 5e-4)
	assert.InDelta(t, (1.2*(1-.032909)-1)/.2, r.PassThrough[0], 1e-5)
	assert.True(t, math.IsNaN(r.PassThrough[3]))
}

func TestNoShockNoChange(t *testing.T) {
	m := published()
	m.Tariff0 = m.Tariff1
	r := solve(t, m)
	assert.Zero(t, r.PriceIndex)
	for i := range m.Sources {
		assert.Equal(t, []float64{0, 0, 0}, []float64{
			r.ProducerPrice[i], r.ConsumerPrice[i],
			r.Quantity[i],
		}) //nolint:testifylint // exactly
	}
	assert.Equal(t, m.Expenditure, r.Expenditure)
	assert.Equal(t, r.Revenue0, r.Revenue1) //nolint:testifylint // exactly
}

// TestFixedPricesPassThrough: where supply is infinitely elastic the buyer bears it all, and a
// uniform tariff moves quantities by demand alone.
func TestFixedPricesPassThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := published()
		m.Substitution = rapid.Float64Range(1.01, 20).Draw(t, "substitution")
		m.Demand = rapid.Float64Range(-4, 0).Draw(t, "demand")
		rate := rapid.Float64Range(-.5, 3).Draw(t, "rate")
		for i := range m.Supply {
			m.Supply[i], m.Tariff1[i] = math.Inf(1), rate
		}
		r := solve(t, m)
		require.InDelta(t, rate, r.PriceIndex, 1e-11)
		for i := range m.Sources {
			require.Zero(t, r.ProducerPrice[i])
			require.InEpsilon(t, math.Pow(1+rate, m.Demand), 1+r.Quantity[i], 1e-10)
		}
	})
}

// TestOneSource: with one source the model is a single demand and supply curve.
func TestOneSource(t *testing.T) {
	m := &Market{
		Sources: []string{"A"}, Expenditure: []float64{7}, Supply: []float64{3}, Substitution: 4,
		Demand: -2, Tariff0: []float64{.1}, Tariff1: []float64{.4},
	}
	r := solve(t, m)
	assert.InDelta(t, math.Pow(1.4/1.1, -2.0/5)-1, r.ProducerPrice[0], 1e-14)
}

func TestFaultsOfInput(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(m *Market)
		class error
	}{
		"sigma":     {func(m *Market) { m.Substitution = 1 }, equilibrium.Class("elasticity")},
		"demand":    {func(m *Market) { m.Demand = 1 }, equilibrium.Class("elasticity")},
		"supply":    {func(m *Market) { m.Supply[0] = -1 }, equilibrium.Class("elasticity")},
		"NaN":       {func(m *Market) { m.Supply[0] = math.NaN() }, equilibrium.Class("not_finite")},
		"negative":  {func(m *Market) { m.Expenditure[0] = -1 }, equilibrium.Class("negative")},
		"no demand": {func(m *Market) { m.Expenditure = make([]float64, 4) }, equilibrium.Class("no_demand")},
		"rate":      {func(m *Market) { m.Tariff1[0] = -1 }, equilibrium.Class("tariff")},
		"short":     {func(m *Market) { m.Tariff1 = m.Tariff1[:3] }, equilibrium.Class("shape")},
		"names":     {func(m *Market) { m.Sources[1] = "A" }, equilibrium.Class("names")},
		"empty":     {func(m *Market) { *m = Market{Substitution: 2} }, equilibrium.Class("missing")},
	} {
		m := published()
		c.spoil(m)
		_, err := Solve(context.Background(), m)
		require.ErrorIs(t, err, c.class, name)
	}
}
