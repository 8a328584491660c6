package gravity

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// random is a world with deficits, zeros and different costs.
func random(t *rapid.T) *World {
	g := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	n := 2 + g.IntN(7)
	w := &World{Sigma: 1.5 + 8*g.Float64(), Cost0: square(n), Cost1: square(n), Deficits: equilibrium.Proportional}
	if g.IntN(2) == 0 {
		w.Deficits = equilibrium.Additive
	}
	for i := range n {
		w.Countries = append(w.Countries, fmt.Sprintf("C%d", i))
		w.Output = append(w.Output, 1+50*g.Float64())
		w.Expenditure = append(w.Expenditure, w.Output[i]*(.8+.4*g.Float64()))
		for j := range n {
			switch {
			case i == j:
				w.Cost0[i][j] = .5 + g.Float64()
				w.Cost1[i][j] = w.Cost0[i][j]
			case n < 5 || j != (i+2)%n: // one zero in a row and a column leaves room for the balances
				w.Cost0[i][j] = .3 * g.Float64()
				w.Cost1[i][j] = w.Cost0[i][j] * (.5 + g.Float64())
			}
		}
	}
	w.Reference = w.Countries[g.IntN(n)]
	return w
}

var modes = []Mode{Conditional, OnePass, Full}

func TestMarketsClear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := random(t)
		r := solve(t, w, Full)
		gain := total(w.Expenditure) / total(w.Output)
		if w.Deficits == equilibrium.Proportional {
			before, after := 0.0, 0.0
			for i, c := range r.Countries {
				before, after = before+c.Output*w.Output[i], after+c.Expenditure*w.Expenditure[i]
			}
			gain = after / before
		}
		for i, c := range r.Countries {
			sold, bought := 0.0, 0.0
			for j := range r.Countries {
				sold += r.Trade[i][j]
				bought += r.Trade[j][i]
			}
			require.InEpsilon(t, c.Output*w.Output[i]*gain, sold, 1e-11)
			require.InEpsilon(t, c.Expenditure*w.Expenditure[i], bought, 1e-11)
			if c.Name == w.Reference {
				require.InDelta(t, 1, c.Inward, 1e-14)
			}
		}
	})
}

func TestNoShockNoChangeToTheLastBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := random(t)
		w.Cost1 = w.Cost0
		for _, mode := range modes {
			for _, c := range solve(t, w, mode).Countries {
				require.Equal(t, []float64{1, 1, 1, 1, 1}, []float64{
					c.Price, c.Output, c.Expenditure, c.Welfare,
					c.PriceIndex,
				}) //nolint:testifylint
				require.Equal(t, [2]float64{c.InwardBefore, c.OutwardBefore}, [2]float64{c.Inward, c.Outward})
				if !math.IsNaN(c.Exports) {
					require.Equal(t, 1.0, c.Exports) //nolint:testifylint
				}
			}
		}
	})
}

// TestFullIsUniversalWithoutSupply: on the flows that the levels imply, balanced in the sum, both
// are one model in different prices.
func TestFullIsUniversalWithoutSupply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := random(t)
		scale := total(w.Output) / total(w.Expenditure)
		for i := range w.Expenditure {
			w.Expenditure[i] *= scale
		}
		r := solve(t, w, Full)
		f := &Flows{
			Countries: w.Countries, Flow: r.TradeBefore, Cost0: square(len(w.Countries)),
			Cost1: square(len(w.Countries)), Sigma: w.Sigma, Deficits: w.Deficits,
		}
		for i := range w.Countries {
			for j := range w.Countries {
				f.Cost0[i][j], f.Cost1[i][j] = w.Cost0[i][j], w.Cost1[i][j]
			}
		}
		u, err := Universal(context.Background(), f)
		if err != nil { // parts of the world that do not trade
			require.ErrorIs(t, err, equilibrium.Class("unconnected"))
			return
		}
		for i := range r.Countries {
			a, b := r.Countries[i], u.Countries[i]
			require.InEpsilon(t, a.Price/r.Countries[0].Price, b.Price/u.Countries[0].Price, 1e-10)
			if w.Deficits == equilibrium.Additive {
				require.InEpsilon(t, a.Welfare, b.Welfare, 1e-10)
			}
		}
	})
}

func TestOrderScaleAndCostUnitsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := random(t)
		n := len(w.Countries)
		v := &World{Sigma: w.Sigma, Reference: w.Reference, Deficits: w.Deficits, Cost0: square(n), Cost1: square(n)}
		for i := range n {
			k := n - 1 - i
			v.Countries = append(v.Countries, w.Countries[k])
			v.Output, v.Expenditure = append(v.Output, 1e6*w.Output[k]), append(v.Expenditure, 1e6*w.Expenditure[k])
			for j := range n {
				// costs that are large for some importers change resistances and nothing else
				f := math.Pow(10, float64(3*j))
				v.Cost0[i][j], v.Cost1[i][j] = f*w.Cost0[k][n-1-j], f*w.Cost1[k][n-1-j]
			}
		}
		for _, mode := range modes {
			a, b := solve(t, w, mode), solve(t, v, mode)
			for i := range n {
				x, y := a.Countries[n-1-i], b.Countries[i]
				require.InEpsilon(t, x.Price, y.Price, 1e-10)
				require.InEpsilon(t, x.Welfare, y.Welfare, 1e-10)
			}
		}
	})
}

func TestFaultsOfInput(t *testing.T) {
	world := func() *World {
		return &World{
			Countries: []string{"A", "B"}, Output: []float64{10, 20}, Expenditure: []float64{
				12,
				18,
			}, Sigma: 5, Reference: "A",
			Cost0: [][]float64{{1, .1}, {.1, 1}}, Cost1: [][]float64{{1, .2}, {
				.2,
				1,
			}}, Deficits: equilibrium.Additive,
		}
	}
	for name, c := range map[string]struct {
		spoil func(w *World)
		class error
	}{
		"sigma":      {func(w *World) { w.Sigma = 1 }, equilibrium.Class("elasticity")},
		"NaN sigma":  {func(w *World) { w.Sigma = math.NaN() }, equilibrium.Class("not_finite")},
		"NaN":        {func(w *World) { w.Cost1[0][1] = math.NaN() }, equilibrium.Class("not_finite")},
		"negative":   {func(w *World) { w.Cost1[0][1] = -1 }, equilibrium.Class("negative")},
		"output":     {func(w *World) { w.Output[0] = 0 }, equilibrium.Class("no_output")},
		"demand":     {func(w *World) { w.Expenditure[1] = 0 }, equilibrium.Class("no_demand")},
		"unbalanced": {func(w *World) { w.Expenditure[1] = 18000 }, equilibrium.Class("unbalanced")},
		"reference":  {func(w *World) { w.Reference = "C" }, equilibrium.Class("names")},
		"twice":      {func(w *World) { w.Countries[1] = "A" }, equilibrium.Class("names")},
		"deficits":   {func(w *World) { w.Deficits = equilibrium.Balanced }, equilibrium.Class("option")},
		"short":      {func(w *World) { w.Output = w.Output[:1] }, equilibrium.Class("shape")},
		"ragged":     {func(w *World) { w.Cost0[0] = nil }, equilibrium.Class("shape")},
		"no costs":   {func(w *World) { w.Cost1[0] = []float64{0, 0} }, equilibrium.Class("no_demand")},
		"grows":      {func(w *World) { w.Cost0[0][1] = 0 }, equilibrium.Class("share")},
		// output 10 can be sold to A alone, who spends less
		"no solution": {func(w *World) {
			w.Cost0, w.Cost1 = [][]float64{{1, 0}, {0, 1}}, [][]float64{{1, 0}, {
				0,
				1,
			}}
		}, equilibrium.Class("not_converged")},
	} {
		w := world()
		c.spoil(w)
		r, err := Solve(context.Background(), w, Full)
		require.ErrorIs(t, err, c.class, name)
		assert.Nil(t, r)
	}
	_, err := Solve(context.Background(), world(), "compat")
	require.ErrorIs(t, err, equilibrium.Class("option"))
	flows := &Flows{
		Countries: []string{"A", "B"}, Flow: [][]float64{{5, 0}, {0, 5}}, Cost0: [][]float64{{1, 1}, {
			1,
			1,
		}}, Cost1: [][]float64{{1, 1}, {1, 1}},
		Sigma: 5, SupplyElasticity: -1, Deficits: equilibrium.Additive,
	}
	_, err = Universal(context.Background(), flows)
	require.ErrorIs(t, err, equilibrium.Class("unconnected"))
	require.ErrorIs(t, err, equilibrium.Class("elasticity"))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err = Solve(ctx, world(), Full)
	require.ErrorIs(t, err, context.Canceled)
}

// large is a made-up world of n countries on a line.
func large(n int) *World {
	g := rand.New(rand.NewPCG(7, 7))
	w := &World{Sigma: 5, Reference: "C0", Deficits: equilibrium.Additive, Cost0: square(n), Cost1: square(n)}
	for i := range n {
		w.Countries = append(w.Countries, fmt.Sprintf("C%d", i))
		w.Output = append(w.Output, math.Exp(6*g.Float64()))
		w.Expenditure = append(w.Expenditure, w.Output[i]*(.9+.2*g.Float64()))
		for j := range n {
			w.Cost0[i][j] = math.Exp(-.8 * math.Log(1+math.Abs(float64(i-j))))
			if w.Cost1[i][j] = w.Cost0[i][j]; i != j {
				w.Cost0[i][j] *= .1
				w.Cost1[i][j] = w.Cost0[i][j] * (.7 + .6*g.Float64())
			}
		}
	}
	return w
}

// BenchmarkFull250: baseline, full equilibrium and the levels again for 250 countries; the Python
// package takes about 0.6 s for 30.
func BenchmarkFull250(b *testing.B) {
	w := large(250)
	b.ReportAllocs()
	start := time.Now()
	for b.Loop() {
		solve(b, w, Full)
	}
	if each := time.Since(start) / time.Duration(b.N); each > 2*time.Second {
		b.Errorf("%v for 250 countries", each)
	}
}

// TestExtremeWorlds: sizes over six orders and costs over ten; shares of a surplus stay shares, and so
// there is an equilibrium.
func TestExtremeWorlds(t *testing.T) {
	for seed := range 40 {
		g := rand.New(rand.NewPCG(uint64(seed), 1))
		n := 5 + g.IntN(60)
		w := &World{Sigma: 1.2 + 12*g.Float64(), Cost0: square(n), Cost1: square(n), Deficits: equilibrium.Proportional}
		for i := range n {
			w.Countries = append(w.Countries, fmt.Sprintf("C%d", i))
			w.Output = append(w.Output, math.Exp(14*g.Float64()))
			w.Expenditure = append(w.Expenditure, w.Output[i]*(.9+.2*g.Float64()))
			for j := range n {
				w.Cost0[i][j] = math.Exp(-25 * g.Float64())
				if i == j {
					w.Cost0[i][j] = 1
				}
				w.Cost1[i][j] = w.Cost0[i][j] * math.Exp(6*g.Float64()-3)
			}
		}
		w.Reference = "C0"
		for _, m := range modes {
			solve(t, w, m)
		}
	}
}
