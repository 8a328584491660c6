package wedge

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
)

func random(t *rapid.T) (*Economy, [][]float64) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
	n := 2 + r.IntN(6)
	e := &Economy{
		Elasticity: 1.5 + 6*r.Float64(), LabourSupply: r.Float64(), Shape: 0.8 * r.Float64(),
		PassThrough: 0.25 + 0.75*r.Float64(),
	}
	tariff := make([][]float64, n)
	for i := range n {
		e.Countries = append(e.Countries, fmt.Sprintf("C%d", i))
		e.Profit = append(e.Profit, 0.3*r.Float64())
		e.Trade = append(e.Trade, make([]float64, n))
		tariff[i] = make([]float64, n)
		for j := range n {
			if e.Trade[i][j] = 0.1 + 8*r.Float64(); i == j {
				e.Trade[i][j] += 80 + 100*r.Float64()
			} else if tariff[i][j] = 0.5 * r.Float64(); r.IntN(3) == 0 {
				tariff[i][j] = 0
			}
		}
	}
	return e, tariff
}

func run(t require.TestingT, e *Economy, tariff [][]float64, use Use) *Result {
	r, err := Solve(context.Background(), e, tariff, use)
	require.NoError(t, err)
	return r
}

func TestIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		for _, use := range []Use{TaxRelief, LumpSum} {
			r := run(t, e, tariff, use)
			require.Less(t, r.Residual, 1e-12)
			level, weights := 0.0, 0.0
			for _, c := range r.Checks {
				require.True(t, c.OK, "%s: %g", c.Name, c.Value)
			}
			for i, c := range r.Countries {
				level += c.SpendingBefore * (c.Price - 1)
				weights += c.SpendingBefore
				revenue := 0.0
				for j := range tariff {
					revenue += tariff[j][i] * r.Trade[j][i]
				}
				require.InDelta(t, revenue, c.Revenue, 1e-10*c.SpendingBefore)
			}
			require.InDelta(t, 0, level/weights, 1e-13)
		}
	})
}

func TestNoShockNoChangeToTheLastBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		for i := range tariff {
			clear(tariff[i])
		}
		for _, c := range run(t, e, tariff, TaxRelief).Countries {
			require.Equal(t, [9]float64{1, 1, 1, 1, 1, 1, 1, 1, 0}, //nolint:testifylint // exactly
				[9]float64{c.Welfare, c.RealWage, c.Wage, c.Labour, c.Price, c.Spending, c.Income, c.RealWage, c.Revenue})
			require.InDelta(t, 1, c.Exports, 1e-14)
		}
	})
}

// TestWithoutWedgesItIsHat: no profits, no labour supply, no returns to scale.
func TestWithoutWedgesItIsHat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		clear(e.Profit)
		e.LabourSupply, e.Shape, e.PassThrough = 0, 0, 1
		m, err := hat.New(context.Background(), &hat.Economy{
			Countries: e.Countries, Sectors: []string{"all"},
			Trade: [][][]float64{e.Trade}, Elasticity: []float64{e.Elasticity},
		}, "")
		require.NoError(t, err)
		h, err := m.Solve(context.Background(), hat.Shock{Tariff: [][][]float64{tariff}})
		require.NoError(t, err)
		r := run(t, e, tariff, TaxRelief)
		for i := range r.Countries {
			a, b := r.Countries[i], h.Countries[i]
			require.InDelta(t, b.Welfare, a.Welfare, 1e-12)
			require.InDelta(t, b.RealWage, a.RealWage, 1e-12)
			require.InDelta(t, b.OwnShare, a.OwnShare, 1e-12)
			// another numeraire: all nominal values by the same factor
			require.InDelta(t, a.Wage/r.Countries[0].Wage, b.Wage/h.Countries[0].Wage, 1e-12)
		}
	})
}

// TestJacobian: the analytic derivative is that of differences.
func TestJacobian(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		for _, use := range []Use{TaxRelief, LumpSum} {
			st, err := prepare(e, tariff, use)
			require.NoError(t, err)
			n := 2 * st.n
			x := make([]float64, n)
			for i := range x {
				x[i] = 0.1 * math.Sin(float64(i+1))
			}
			f, up, down := make([]float64, n), make([]float64, n), make([]float64, n)
			require.True(t, st.residual(x, f))
			j := mat.NewDense(n, n, nil)
			st.jacobian(x, j)
			const h = 1e-5
			for c := range n {
				x[c] += h
				st.residual(x, up)
				x[c] -= 2 * h
				st.residual(x, down)
				x[c] += h
				for i := range n {
					require.InDelta(t, (up[i]-down[i])/(2*h), j.At(i, c), 1e-5*(1+math.Abs(j.At(i, c))), "%d by %d", i, c)
				}
			}
		}
	})
}

func TestUnitsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		a := run(t, e, tariff, TaxRelief)
		for i := range e.Trade {
			for j := range e.Trade[i] {
				e.Trade[i][j] *= 1e6
			}
		}
		b := run(t, e, tariff, TaxRelief)
		for i := range a.Countries {
			require.InDelta(t, a.Countries[i].Welfare, b.Countries[i].Welfare, 1e-12)
			require.InDelta(t, a.Countries[i].Price, b.Countries[i].Price, 1e-12)
		}
	})
}

func TestBadInputIsNamed(t *testing.T) {
	good := func() *Economy {
		return &Economy{
			Countries: []string{"A", "B"}, Trade: [][]float64{{80, 20}, {30, 90}}, Profit: []float64{.1, .2},
			Elasticity: 4, LabourSupply: .5, Shape: .67, PassThrough: 1,
		}
	}
	tariff := [][]float64{{0, .1}, {0, 0}}
	for _, c := range []struct {
		name  string
		spoil func(*Economy)
		class error
	}{
		{"negative trade", func(e *Economy) { e.Trade[0][1] = -1 }, equilibrium.Class("negative")},
		{"NaN", func(e *Economy) { e.Trade[0][1] = math.NaN() }, equilibrium.Class("not_finite")},
		{"ε", func(e *Economy) { e.Elasticity = 0 }, equilibrium.Class("elasticity")},
		{"κ", func(e *Economy) { e.LabourSupply = -1 }, equilibrium.Class("elasticity")},
		{"shape", func(e *Economy) { e.Shape = -1 }, equilibrium.Class("elasticity")},
		{"pass-through", func(e *Economy) { e.PassThrough = 2 }, equilibrium.Class("share")},
		{"profits", func(e *Economy) { e.Profit[0] = 1 }, equilibrium.Class("share")},
		{"unconnected", func(e *Economy) { e.Trade = [][]float64{{80, 0}, {0, 90}} }, equilibrium.Class("unconnected")},
		{"no output", func(e *Economy) { e.Trade = [][]float64{{80, 1}, {0, 0}} }, equilibrium.Class("no_output")},
		{"no demand", func(e *Economy) { e.Trade = [][]float64{{80, 0}, {1, 0}} }, equilibrium.Class("no_demand")},
		{"transfers", func(e *Economy) { e.Transfers = []float64{1, 2} }, equilibrium.Class("unbalanced")},
		{"shapes", func(e *Economy) { e.Profit = nil }, equilibrium.Class("shape")},
		{"remainder", func(e *Economy) { e.Remainder = "C" }, equilibrium.Class("names")},
	} {
		e := good()
		c.spoil(e)
		_, err := Solve(context.Background(), e, tariff, TaxRelief)
		require.ErrorIs(t, err, c.class, c.name)
	}
	for _, bad := range [][][]float64{nil, {{0, math.NaN()}, {0, 0}}, {{0, -1}, {0, 0}}, {{.1, 0}, {0, 0}}, {{0}, {0}}} {
		_, err := Solve(context.Background(), good(), bad, TaxRelief)
		var in *equilibrium.InputErrors
		require.ErrorAs(t, err, &in)
	}
	_, err := Solve(context.Background(), good(), tariff, "spend")
	require.ErrorIs(t, err, equilibrium.Class("option"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Solve(ctx, good(), tariff, LumpSum)
	require.ErrorIs(t, err, context.Canceled)
	_, err = ProfitShares([]string{"A", "B"}, [][]float64{{0, 1}, {1, 0}}, []float64{9, 9},
		[]Group{{Members: []string{"A"}, Share: .2}})
	require.ErrorIs(t, err, equilibrium.Class("missing"))
	_, err = ProfitShares([]string{"A"}, [][]float64{{0}}, []float64{9}, []Group{
		{Members: []string{"Z"}, Share: .2},
		{Share: .1},
	})
	require.ErrorIs(t, err, equilibrium.Class("names"))
	nu, err := ProfitShares([]string{"A", "B"}, [][]float64{{0, 1}, {1, 0}}, []float64{9, 9}, []Group{{Share: .2}})
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{.2, .2}, nu, 1e-12) // one group sells to itself alone
}

// TestOptimumIsThatOfHat: without profits, labour supply and returns to scale.
func TestOptimumIsThatOfHat(t *testing.T) {
	e := &Economy{
		Countries: []string{"A", "B", "C"}, Trade: [][]float64{{80, 9, 5}, {8, 90, 4}, {6, 3, 60}}, Profit: []float64{
			0,
			0, 0,
		},
		Elasticity: 4, PassThrough: 1,
	}
	free := [][]float64{{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}
	m, err := hat.New(context.Background(), &hat.Economy{
		Countries: e.Countries, Sectors: []string{"all"},
		Trade: [][][]float64{e.Trade}, Elasticity: []float64{4},
	}, "")
	require.NoError(t, err)
	for _, name := range e.Countries {
		want, err := m.Optimal(context.Background(), name, hat.Shock{})
		require.NoError(t, err)
		got, err := Optimal(context.Background(), e, name, free, LumpSum)
		require.NoError(t, err)
		assert.InDelta(t, want.Rate, got.Rate, 1e-7)
	}
}
