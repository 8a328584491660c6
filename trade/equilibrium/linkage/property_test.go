package linkage

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
)

// random is a world with inputs, zeros, tariffs and deficits, and new tariffs.
func random(t *rapid.T) (*Economy, [][][]float64) {
	return economyOf(rapid.Uint64().Draw(t, "seed"))
}

func economyOf(seed uint64) (*Economy, [][][]float64) {
	r := rand.New(rand.NewPCG(seed, 2))
	n, s := 2+r.IntN(5), 1+r.IntN(4)
	e := &Economy{Trade: cube(s, n), Tariff: cube(s, n)}
	tariff := cube(s, n)
	for i := range n {
		e.Regions = append(e.Regions, fmt.Sprintf("R%d", i))
		var va []float64
		io := make([][]float64, s)
		for k := range s {
			va = append(va, 0.3+0.6*r.Float64())
			for range s {
				io[k] = append(io[k], r.Float64())
			}
		}
		e.ValueAdded, e.Inputs = append(e.ValueAdded, va), append(e.Inputs, io)
	}
	for j := range s {
		e.Sectors = append(e.Sectors, fmt.Sprintf("S%d", j))
		e.Theta = append(e.Theta, 1+10*r.Float64())
		for i := range n {
			for o := range n {
				switch {
				case i == o:
					e.Trade[j][i][o] = 60 + 100*r.Float64()
				case j == 0 || r.IntN(4) > 0:
					e.Trade[j][i][o] = 0.1 + 3*r.Float64() // deficits that can be kept
				}
				if i != o {
					e.Tariff[j][i][o], tariff[j][i][o] = 0.3*r.Float64(), 0.5*r.Float64()
				}
			}
		}
	}
	return e, tariff
}

var rules = []equilibrium.Deficits{equilibrium.Balanced, equilibrium.Additive}

func run(t require.TestingT, e *Economy, d equilibrium.Deficits, tariff [][][]float64) *Result {
	m, err := New(context.Background(), e, d)
	require.NoError(t, err)
	r, err := m.Solve(context.Background(), tariff)
	require.NoError(t, err)
	return r
}

func TestIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		for _, d := range rules {
			r := run(t, e, d, tariff)
			require.Less(t, r.Residual, 1e-12)
			for _, c := range r.Checks {
				require.True(t, c.OK, "%s: %g", c.Name, c.Value)
			}
			for _, g := range r.Regions {
				parts := 0.0
				for j := range e.Sectors {
					parts += g.TermsBySector[j] + g.VolumeBySector[j]
				}
				for o := range e.Regions {
					parts += g.TermsByPartner[o] + g.VolumeByPartner[o]
				}
				require.InDelta(t, 2*g.FirstOrder, parts, 1e-10)
			}
		}
	})
}

func TestNoShockNoChangeToTheLastBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, _ := random(t)
		for _, d := range rules {
			for _, g := range run(t, e, d, e.Tariff).Regions {
				require.Equal(t, [8]float64{0, 0, 0, 1, 1, 1, 1, 1}, [8]float64{ //nolint:testifylint // exactly
					g.TermsOfTrade, g.VolumeOfTrade, g.FirstOrder, g.RealWage, g.RealIncome, g.Price, g.Imports, g.Exports,
				})
			}
		}
	})
}

func TestOrderAndUnitsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		n, s := len(e.Regions), len(e.Sectors)
		turned := &Economy{Regions: e.Regions, Sectors: e.Sectors, Theta: e.Theta, Trade: cube(s, n), Tariff: cube(s, n)}
		turnedTariff := cube(s, n)
		for i := range n {
			turned.ValueAdded, turned.Inputs = append(turned.ValueAdded, e.ValueAdded[n-1-i]), append(turned.Inputs,
				e.Inputs[n-1-i])
			for o := range n {
				for j := range s {
					turned.Trade[j][n-1-i][n-1-o] = 1000 * e.Trade[j][i][o]
					turned.Tariff[j][n-1-i][n-1-o], turnedTariff[j][n-1-i][n-1-o] = e.Tariff[j][i][o], tariff[j][i][o]
				}
			}
		}
		a, b := run(t, e, equilibrium.Additive, tariff), run(t, turned, equilibrium.Additive, turnedTariff)
		for i := range n {
			x, y := a.Regions[i], b.Regions[n-1-i]
			require.InDelta(t, x.RealIncome, y.RealIncome, 1e-11)
			require.InDelta(t, x.FirstOrder, y.FirstOrder, 1e-9)
			require.InEpsilon(t, 1+1000*x.Revenue, 1+y.Revenue, 1e-9)
		}
	})
}

// TestWithoutInputsItIsHat: where value added is all of output the model is that of package hat.
func TestWithoutInputsItIsHat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		n, s := len(e.Regions), len(e.Sectors)
		for i := range n {
			for j := range s {
				e.ValueAdded[i][j] = 1
			}
		}
		h := &hat.Economy{
			Countries: e.Regions, Sectors: e.Sectors, Elasticity: e.Theta, Trade: turn(e.Trade),
			Tariff: turn(e.Tariff),
		}
		for _, d := range rules {
			a := run(t, e, d, tariff)
			m, err := hat.New(context.Background(), h, d)
			require.NoError(t, err)
			b, err := m.Solve(context.Background(), hat.Shock{Tariff: turn(tariff)})
			require.NoError(t, err)
			for i := range n {
				require.InDelta(t, b.Countries[i].Welfare, a.Regions[i].RealIncome, 1e-11)
				require.InDelta(t, b.Countries[i].RealWage, a.Regions[i].RealWage, 1e-11)
				require.InDelta(t, b.Countries[i].Imports, a.Regions[i].Imports, 1e-10)
			}
		}
	})
}

// turn exchanges importers and exporters.
func turn(in [][][]float64) [][][]float64 {
	out := cube(len(in), len(in[0]))
	for j := range in {
		for i := range in[j] {
			for o, v := range in[j][i] {
				out[j][o][i] = v
			}
		}
	}
	return out
}

// TestSmallShocksAreFirstOrder: for a small change of tariffs the printed sum is the change of
// real income, if trade is balanced.
func TestSmallShocksAreFirstOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, tariff := random(t)
		for j := range tariff {
			for i := range tariff[j] {
				for o := range tariff[j][i] {
					if i != o {
						tariff[j][i][o] = e.Tariff[j][i][o] + 1e-5*tariff[j][i][o]
					}
				}
			}
		}
		for _, g := range run(t, e, equilibrium.Balanced, tariff).Regions {
			require.InDelta(t, equilibrium.Percent(g.RealIncome), g.FirstOrder, 1e-6)
		}
	})
}

func TestBadInputIsNamed(t *testing.T) {
	good := func() *Economy {
		return &Economy{
			Regions: []string{"A", "B"}, Sectors: []string{"goods"}, Trade: [][][]float64{{{80, 20}, {20, 60}}},
			ValueAdded: [][]float64{{.5}, {.4}}, Inputs: [][][]float64{{{.5}}, {{.6}}}, Theta: []float64{4},
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*Economy)
		class error
	}{
		{"negative trade", func(e *Economy) { e.Trade[0][0][1] = -1 }, equilibrium.Class("negative")},
		{"NaN", func(e *Economy) { e.Trade[0][0][1] = math.NaN() }, equilibrium.Class("not_finite")},
		{"θ", func(e *Economy) { e.Theta[0] = -1 }, equilibrium.Class("elasticity")},
		{"share above one", func(e *Economy) { e.ValueAdded[0][0] = 1.1 }, equilibrium.Class("share")},
		{"share not a number", func(e *Economy) { e.ValueAdded[0][0] = math.NaN() }, equilibrium.Class("not_finite")},
		{"inputs below zero", func(e *Economy) { e.Inputs[0][0][0] = -1 }, equilibrium.Class("negative")},
		{"no value added", func(e *Economy) { e.ValueAdded[0][0] = 0 }, equilibrium.Class("no_output")},
		{"buys nothing", func(e *Economy) { e.Trade[0][0] = []float64{0, 0} }, equilibrium.Class("no_demand")},
		{"ragged", func(e *Economy) { e.Inputs[0] = nil }, equilibrium.Class("shape")},
		{"no regions", func(e *Economy) { *e = Economy{} }, equilibrium.Class("shape")},
		{"names", func(e *Economy) { e.Regions[1] = "A" }, equilibrium.Class("names")},
		{"unconnected", func(e *Economy) { e.Trade[0] = [][]float64{{80, 0}, {0, 60}} }, equilibrium.Class("unconnected")},
		{"duty on own sales", func(e *Economy) { e.Tariff = [][][]float64{{{1, 0}, {0, 0}}} }, equilibrium.Class("tariff")},
	} {
		e := good()
		c.spoil(e)
		_, err := New(context.Background(), e, "")
		require.ErrorIs(t, err, c.class, c.name)
	}
	_, err := New(context.Background(), good(), equilibrium.Proportional)
	require.ErrorIs(t, err, equilibrium.Class("option"))
	e := good()
	e.Inputs[0][0][0] = 0
	m, err := New(context.Background(), e, "")
	require.NoError(t, err)
	_, err = m.Solve(context.Background(), nil)
	require.ErrorIs(t, err, equilibrium.Class("shape"))
	r, err := m.Solve(context.Background(), [][][]float64{{{0, .1}, {0, 0}}})
	require.NoError(t, err)
	assert.Contains(t, r.Assumptions[0], "1 sectors of regions without inputs")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = m.Solve(ctx, [][][]float64{{{0, .2}, {0, 0}}})
	require.ErrorIs(t, err, context.Canceled)
}

// TestAgainstPlainIteration: two regions and two sectors, solved by damped iteration of the
// published equations in a program of another language.
func TestAgainstPlainIteration(t *testing.T) {
	e := &Economy{
		Regions: []string{"A", "B"}, Sectors: []string{"machines", "services"},
		Trade:      [][][]float64{{{100, 20}, {30, 60}}, {{200, 0}, {0, 90}}},
		Tariff:     [][][]float64{{{0, 0}, {.2, 0}}, {{0, 0}, {0, 0}}},
		ValueAdded: [][]float64{{.4, .6}, {.5, .6}},
		Inputs:     [][][]float64{{{.3, .1}, {.3, .3}}, {{.2, .1}, {.3, .3}}},
		Theta:      []float64{4, 4},
	}
	r := run(t, e, equilibrium.Balanced, [][][]float64{{{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}})
	a, b := r.Regions[0], r.Regions[1]
	assert.InDelta(t, 1.030652311499643, a.Wage, 1e-12)
	assert.InDelta(t, .9407755983600162, b.Wage, 1e-12)
	assert.InDelta(t, 1.2206943018549568, a.FirstOrder, 1e-10)
	assert.InDelta(t, -.48377043924422053, b.FirstOrder, 1e-10)
	assert.InDelta(t, 1.462136317760221, equilibrium.Percent(a.RealIncome), 1e-10)
	assert.InDelta(t, -1.998623550942158, equilibrium.Percent(b.RealIncome), 1e-10)
}
