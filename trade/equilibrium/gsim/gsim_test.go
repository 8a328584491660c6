package gsim

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
)

func list(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// published is the example of Francois and Hall, "Global Simulation Analysis of Industry-Level
// Trade Policy" (2003): the United States and the European Union free their trade.
func published() *Industry {
	x := &Industry{
		Regions: []string{"US", "JP", "EU", "RW"},
		Trade:   [][]float64{{0, 50, 200, 300}, {500, 0, 150, 200}, {300, 100, 200, 200}, {50, 100, 110, 20}},
		Tariff0: [][]float64{{1, 1.21, 1.41, 1.22}, {1.37, 1, 1.31, 1.23}, {1.32, 1.36, 1, 1.18}, {
			1.57, 1.41, 1.25,
			1.15,
		}},
		Tariff1: [][]float64{{1, 1.21, 1, 1.22}, {1.37, 1, 1.31, 1.23}, {1, 1.36, 1, 1.18}, {1.57, 1.41, 1.25, 1.15}},
		Demand:  list(4, -1.25), Supply: list(4, 1.5), Substitution: list(4, 5),
	}
	return x
}

func solve(t require.TestingT, x *Industry) *Result {
	r, err := Solve(context.Background(), x)
	require.NoError(t, err)
	for _, c := range r.Report.Checks {
		require.True(t, c.OK, "%s: %g", c.Name, c.Value)
	}
	return r
}

func TestPublishedExample(t *testing.T) {
	r := solve(t, published())
	near := func(want, got []float64, digits float64) {
		t.Helper()
		require.Len(t, got, len(want))
		for i := range want {
			assert.InDelta(t, want[i], got[i], digits/2)
		}
	}
	// world prices as printed in the paper, four digits
	near([]float64{.0792, -.0316, .0480, -.0184}, r.Linear.Price, 1e-4)
	// accounts of the published spreadsheet on the same data, three digits
	near([]float64{46.136, -26.240, 39.825, -5.073}, r.Linear.Producer, 1e-3)
	near([]float64{110.595, -8.876, 68.559, -32.859}, r.Linear.Consumer, 1e-3)
	near([]float64{-138.517, .622, -93.839, -2.870}, r.Linear.Revenue, 1e-3)
	near([]float64{18.214, -34.495, 14.544, -40.802}, r.Linear.Welfare, 1.1e-3)
	// the CES model, solved by an independent script with damped iteration
	near([]float64{0.12645992834357367, -0.03229040697439711, 0.07932931392367237, -0.017326398735166504},
		r.Exact.Price, 1e-12)
	near([]float64{51.94548084404653, -38.238083191449626, 49.835964372169116, -51.18529109481275}, r.Exact.Welfare,
		1e-9)
	assert.InDelta(t, -0.374, r.LinearError[0], 5e-4) // the linear price is 37 % too low
}

// random is an industry with zeros.
func random(t *rapid.T) *Industry {
	g := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	n := 2 + g.IntN(7)
	x := &Industry{Trade: square(n), Tariff0: square(n), Tariff1: square(n)}
	for i := range n {
		x.Regions = append(x.Regions, fmt.Sprintf("R%d", i))
		x.Demand = append(x.Demand, -2*g.Float64())
		x.Supply = append(x.Supply, .1+5*g.Float64())
		x.Substitution = append(x.Substitution, 1.1+8*g.Float64())
		for j := range n {
			if i == j || g.IntN(4) > 0 {
				x.Trade[i][j] = 1 + 100*g.Float64()
			}
			x.Tariff0[i][j], x.Tariff1[i][j] = 1, 1
			if i != j {
				x.Tariff0[i][j] += .4 * g.Float64()
				x.Tariff1[i][j] += .6 * g.Float64()
			}
		}
	}
	return x
}

func TestNoShockNoChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := random(t)
		x.Tariff1 = x.Tariff0
		r := solve(t, x)
		for _, o := range []Outcome{r.Linear, r.Exact} {
			for i := range x.Regions {
				require.Equal(t, []float64{0, 0, 0, 0, 0, 0}, //nolint:testifylint // exactly
					[]float64{
						o.Price[i], o.Composite[i] + 0, o.Producer[i], o.Consumer[i] + 0, o.Revenue[i],
						o.Welfare[i],
					})
			}
			require.Equal(t, x.Trade, o.Trade)
		}
	})
}

// TestSmallShocksAgree: the linear form is the derivative of the exact one.
func TestSmallShocksAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := random(t)
		for i := range x.Regions {
			for j := range x.Regions {
				x.Tariff1[i][j] = x.Tariff0[i][j] * (1 + 1e-6*(x.Tariff1[i][j]-1))
			}
		}
		r := solve(t, x)
		for i := range x.Regions {
			require.InDelta(t, r.Exact.Price[i], r.Linear.Price[i], 1e-9)
			require.InDelta(t, r.Exact.Composite[i], r.Linear.Composite[i], 1e-9)
			require.InDelta(t, r.Exact.Welfare[i], r.Linear.Welfare[i], 1e-7)
		}
	})
}

func TestOrderAndUnitsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := random(t)
		n := len(x.Regions)
		y := &Industry{Trade: square(n), Tariff0: square(n), Tariff1: square(n)}
		for i := range n {
			k := n - 1 - i
			y.Regions = append(y.Regions, x.Regions[k])
			y.Demand, y.Supply = append(y.Demand, x.Demand[k]), append(y.Supply, x.Supply[k])
			y.Substitution = append(y.Substitution, x.Substitution[k])
			for j := range n {
				y.Trade[i][j] = 1000 * x.Trade[k][n-1-j]
				y.Tariff0[i][j], y.Tariff1[i][j] = x.Tariff0[k][n-1-j], x.Tariff1[k][n-1-j]
			}
		}
		a, b := solve(t, x), solve(t, y)
		for i := range n {
			k := n - 1 - i
			require.InDelta(t, a.Linear.Price[k], b.Linear.Price[i], 1e-12)
			require.InDelta(t, a.Exact.Price[k], b.Exact.Price[i], 1e-12)
			require.InDelta(t, 1000*a.Exact.Welfare[k], b.Exact.Welfare[i], 1e-6)
		}
	})
}

// TestExactSurplusIsAnArea: a path of small shocks adds up to the large one.
func TestExactSurplusIsAnArea(t *testing.T) {
	whole := solve(t, published())
	const steps = 4000
	var producer [4]float64
	x := published()
	end, start := x.Tariff1, x.Tariff0
	last := list(4, 1)
	for k := 1; k <= steps; k++ {
		x.Tariff1 = square(4)
		for i := range 4 {
			for j := range 4 {
				f := float64(k) / steps
				x.Tariff1[i][j] = math.Pow(start[i][j], 1-f) * math.Pow(end[i][j], f)
			}
		}
		r := solve(t, x)
		for i := range 4 {
			p := 1 + r.Exact.Price[i]
			sales := 0.0
			for j := range 4 {
				sales += x.Trade[i][j]
			}
			middle := (p + last[i]) / 2
			producer[i] += sales * math.Pow(middle, x.Supply[i]) * (p - last[i])
			last[i] = p
		}
	}
	for i := range 4 {
		assert.InDelta(t, whole.Exact.Producer[i], producer[i], 1e-5)
	}
}

func TestARegionThatSellsNothing(t *testing.T) {
	x := published()
	x.Trade[3] = make([]float64, 4)
	r := solve(t, x)
	assert.Zero(t, r.Linear.Price[3])
	assert.Zero(t, r.Exact.Price[3])
	assert.Contains(t, fmt.Sprint(r.Report.Assumptions), "RW sells nothing")
}

func TestFaultsOfInput(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(x *Industry)
		class error
	}{
		"sigma 1":  {func(x *Industry) { x.Substitution[1] = 1 }, equilibrium.Class("elasticity")},
		"demand":   {func(x *Industry) { x.Demand[1] = 1.25 }, equilibrium.Class("elasticity")},
		"supply":   {func(x *Industry) { x.Supply[1] = -1 }, equilibrium.Class("elasticity")},
		"NaN":      {func(x *Industry) { x.Trade[0][1] = math.NaN() }, equilibrium.Class("not_finite")},
		"infinite": {func(x *Industry) { x.Tariff1[0][1] = math.Inf(1) }, equilibrium.Class("not_finite")},
		"negative": {func(x *Industry) { x.Trade[0][1] = -1 }, equilibrium.Class("negative")},
		"rates":    {func(x *Industry) { x.Tariff1[0][1] = 0 }, equilibrium.Class("tariff")},
		"no demand": {
			func(x *Industry) { x.Trade[0][1], x.Trade[2][1], x.Trade[3][1] = 0, 0, 0 },
			equilibrium.Class("no_demand"),
		},
		"names":       {func(x *Industry) { x.Regions[1] = "US" }, equilibrium.Class("names")},
		"names short": {func(x *Industry) { x.Regions = x.Regions[:3] }, equilibrium.Class("shape")},
		"ragged":      {func(x *Industry) { x.Tariff0[2] = nil }, equilibrium.Class("shape")},
		"short list":  {func(x *Industry) { x.Supply = nil }, equilibrium.Class("shape")},
		"empty":       {func(x *Industry) { x.Regions = nil }, equilibrium.Class("missing")},
	} {
		x := published()
		c.spoil(x)
		r, err := Solve(context.Background(), x)
		require.ErrorIs(t, err, c.class, name)
		assert.Nil(t, r)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := Solve(ctx, published())
	require.ErrorIs(t, err, context.Canceled)
}

// BenchmarkRegions: the published spreadsheets stop at 35 regions.
func BenchmarkRegions(b *testing.B) {
	const n = 60
	x := &Industry{Trade: square(n), Tariff0: square(n), Tariff1: square(n), Demand: list(n, -1.25), Supply: list(n,
		1.5), Substitution: list(n, 5)}
	for i := range n {
		x.Regions = append(x.Regions, fmt.Sprint(i))
		for j := range n {
			x.Trade[i][j] = float64(1 + (i*7+j*13)%97)
			x.Tariff0[i][j], x.Tariff1[i][j] = 1, 1
			if i != j {
				x.Tariff0[i][j], x.Tariff1[i][j] = 1.1, 1.1+float64((i+j)%5)/10
			}
		}
	}
	for b.Loop() {
		solve(b, x)
	}
}
