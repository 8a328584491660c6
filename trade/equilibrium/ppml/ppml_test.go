package ppml

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/rawtest"
)

// columns reads a CSV file of the raw data, which is not part of the project.
func columns(t testing.TB, path string, keep func(row map[string]string) bool) map[string][]string {
	out := make(map[string][]string)
	for _, m := range rawtest.Maps(t, path) {
		if keep != nil && !keep(m) {
			continue
		}
		for name, cell := range m {
			out[name] = append(out[name], cell)
		}
	}
	return out
}

func floats(t testing.TB, text []string, f func(float64) float64) []float64 {
	out := make([]float64, len(text))
	for i, s := range text {
		v, err := strconv.ParseFloat(s, 64)
		require.NoError(t, err)
		if out[i] = v; f != nil {
			out[i] = f(v)
		}
	}
	return out
}

func estimate(t require.TestingT, d *Data) *Result {
	r, err := Estimate(context.Background(), d)
	require.NoError(t, err)
	for _, c := range r.Report.Checks {
		require.True(t, c.OK, "%s: %g", c.Name, c.Value)
	}
	return r
}

func printed(t *testing.T, c Coefficient, name string, estimate, stdError, digit float64) {
	t.Helper()
	assert.Equal(t, name, c.Name)
	assert.InDelta(t, estimate, c.Estimate, digit/2*1.01)
	assert.InDelta(t, stdError, c.Error, digit/2*1.01)
}

// TestBorder2006 is the Advanced Guide's first application (Yotov et al. 2016), Stata's log.
func TestBorder2006(t *testing.T) {
	c := columns(t, "agtpa/border_2006.csv", nil)
	border := make([]float64, len(c["trade"]))
	for i := range border {
		if c["exporter"][i] != c["importer"][i] {
			border[i] = 1
		}
	}
	d := &Data{
		Names: []string{"ln_dist", "cntg", "intl_border"}, Y: floats(t, c["trade"], nil), Errors: Robust,
		X:       [][]float64{floats(t, c["dist"], math.Log), floats(t, c["cntg"], nil), border},
		Effects: [][]int{Groups(c["exporter"]), Groups(c["importer"])},
	}
	r := estimate(t, d)
	printed(t, r.Coefficients[0], "ln_dist", -.7912879, .0501494, 1e-7)
	printed(t, r.Coefficients[1], "cntg", .6736456, .1073719, 1e-7)
	printed(t, r.Coefficients[2], "intl_border", -2.474450, .1193816, 1e-6) // seven digits are printed
	assert.Equal(t, 4761, r.Observations)
	assert.InDelta(t, 4542202, r.Deviance, .5)
}

// panel is the Guide's panel of trade agreements, 1986 to 2006.
func panel(t testing.TB) (*Data, map[string][]string, []string) {
	c := columns(t, "agtpa/rta_panel.csv", nil)
	n := len(c["trade"])
	pair := make([]string, n)
	for i := range pair {
		a, b := c["exporter"][i], c["importer"][i]
		switch {
		case a == b:
			pair[i] = "home" // all internal pairs share one effect
		case a < b:
			pair[i] = a + b
		default:
			pair[i] = b + a
		}
	}
	return &Data{
		Names: []string{"rta"}, Y: floats(t, c["trade"], nil), X: [][]float64{floats(t, c["rta"],
			nil)}, Errors: Robust,
		Effects: [][]int{Groups(c["exporter"], c["year"]), Groups(c["importer"], c["year"]), Groups(pair)},
	}, c, pair
}

func TestAgreements(t *testing.T) {
	d, _, _ := panel(t)
	r := estimate(t, d)
	printed(t, r.Coefficients[0], "rta", .5571853, .055771, 1e-7)
	assert.Equal(t, 28482, r.Observations)
	assert.Equal(t, 84, r.NoTrade+r.Separated)
}

// TestSecondStage regresses the pair effects of the panel on distance in 1994.
func TestSecondStage(t *testing.T) {
	d, c, pair := panel(t)
	r := estimate(t, d)
	effect := make(map[string]float64)
	for i := range pair {
		effect[c["exporter"][i]+c["importer"][i]] = math.Exp(r.Effects[2][d.Effects[2][i]])
	}
	g := columns(t, "agtpa/nafta_1994.csv", func(row map[string]string) bool {
		v, ok := effect[row["exporter"]+row["importer"]]
		return ok && !math.IsNaN(v) && row["exporter"] != row["importer"]
	})
	y := make([]float64, len(g["exporter"]))
	for i := range y {
		y[i] = effect[g["exporter"][i]+g["importer"][i]]
	}
	second := estimate(t, &Data{
		Names: []string{"ln_dist", "cntg", "lang", "clny"}, Y: y, Errors: Robust,
		X: [][]float64{
			floats(t, g["dist"], math.Log), floats(t, g["cntg"], nil), floats(t, g["lang"], nil),
			floats(t, g["clny"], nil),
		},
		Effects: [][]int{Groups(g["exporter"]), Groups(g["importer"])},
	})
	assert.Equal(t, 4678, second.Observations)
	for i, want := range []float64{-.8475027, .2940831, .3633, .2394} {
		digit := 1e-7
		if i > 1 {
			digit = 1e-4
		}
		assert.InDelta(t, want, second.Coefficients[i].Estimate, digit/2*1.01, second.Coefficients[i].Name)
	}
}

// TestEnlargement is the estimate in the vignette of GEGravity (Zylkin and Kudlay), 44 countries.
func TestEnlargement(t *testing.T) {
	c := columns(t, "gegravity44/panel.csv",
		func(row map[string]string) bool { return row["exporter"] != row["importer"] })
	d := &Data{
		Names: []string{"eu_enlargement", "other_fta"}, Y: floats(t, c["trade"], nil), Errors: Cluster,
		X: [][]float64{floats(t, c["eu_enlargement"], nil), floats(t, c["other_fta"], nil)},
		Effects: [][]int{Groups(c["exporter"], c["year"]), Groups(c["importer"], c["year"]), Groups(c["exporter"],
			c["importer"])},
		Clusters: [][]int{Groups(c["exporter"], c["importer"])},
	}
	r := estimate(t, d)
	assert.InDelta(t, .224249, r.Coefficients[0].Estimate, 5.1e-7)
	assert.InDelta(t, .0713, r.Coefficients[0].Error, 5.1e-5)
	assert.InDelta(t, -.0365, r.Coefficients[1].Estimate, 5.1e-5)
	assert.InDelta(t, .0503, r.Coefficients[1].Error, 5.1e-5)
	assert.Equal(t, 1892, r.Clusters)
	assert.Equal(t, 7568, r.Observations)
}

// made is a small regression with zeros.
func made(t *rapid.T) *Data {
	g := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	const n = 9
	d := &Data{Names: []string{"a", "b"}, X: make([][]float64, 2), Effects: make([][]int, 2), Errors: Robust}
	for i := range n {
		for j := range n {
			a, b := g.NormFloat64(), float64(g.IntN(2))
			d.X[0], d.X[1] = append(d.X[0], a), append(d.X[1], b)
			y := math.Exp(.5*a-b+.1*float64(i)+g.NormFloat64()/2) * 10
			if g.IntN(5) == 0 {
				y = 0
			}
			d.Y = append(d.Y, y)
			d.Effects[0], d.Effects[1] = append(d.Effects[0], i), append(d.Effects[1], j)
		}
	}
	return d
}

// TestEffectsAreDummies: partialling effects out gives what dummies give, and the variances too.
func TestEffectsAreDummies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := made(t)
		a := estimate(t, d)
		full := &Data{Names: []string{"a", "b"}, Y: d.Y, X: [][]float64{d.X[0], d.X[1]}, Errors: Robust}
		for k, from := range []int{0, 1} {
			for g := from; g < 9; g++ { // one is left out for the other's sake
				dummy := make([]float64, len(d.Y))
				for i, v := range d.Effects[k] {
					if v == g {
						dummy[i] = 1
					}
				}
				full.Names = append(full.Names, string(rune('A'+9*k+g)))
				full.X = append(full.X, dummy)
			}
		}
		full.X, full.Names = append(full.X[:2:2], full.X[3:]...), append(full.Names[:2:2],
			full.Names[3:]...) // and one for the constant
		b := estimate(t, full)
		for c := range 2 {
			require.InDelta(t, b.Coefficients[c].Estimate, a.Coefficients[c].Estimate, 1e-8)
			require.InDelta(t, b.Coefficients[c].Error, a.Coefficients[c].Error, 1e-8)
		}
		require.InEpsilon(t, b.Deviance, a.Deviance, 1e-9)
		// a cluster a row is a robust error
		d.Errors, d.Clusters = Cluster, [][]int{make([]int, len(d.Y))}
		for i := range d.Y {
			d.Clusters[0][i] = i
		}
		require.InDelta(t, a.Coefficients[0].Error, estimate(t, d).Coefficients[0].Error, 1e-12)
	})
}

func TestUnitsAndOrderDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := made(t)
		a := estimate(t, d)
		n := len(d.Y)
		e := &Data{Names: d.Names, X: make([][]float64, 2), Effects: make([][]int, 2), Errors: Robust}
		for i := range n {
			k := n - 1 - i
			e.Y = append(e.Y, 1e6*d.Y[k])
			for c := range 2 {
				e.X[c], e.Effects[c] = append(e.X[c], d.X[c][k]), append(e.Effects[c], d.Effects[c][k])
			}
		}
		b := estimate(t, e)
		for c := range 2 {
			require.InDelta(t, a.Coefficients[c].Estimate, b.Coefficients[c].Estimate, 1e-9)
			require.InDelta(t, a.Coefficients[c].Error, b.Coefficients[c].Error, 1e-9)
		}
	})
}

// TestSeparation: x is one only where y is zero, or elsewhere is explained; by hand, the other
// coefficient is that of the rows without.
func TestSeparation(t *testing.T) {
	d := &Data{
		Names: []string{"x", "z"}, Errors: Robust,
		Y: []float64{1, 2, 4, 8, 3, 0, 0},
		X: [][]float64{{0, 0, 0, 0, 0, 1, 0}, {0, 1, 2, 3, 1, 1, 2}},
	}
	_, err := Estimate(context.Background(), d)
	require.ErrorIs(t, err, equilibrium.Class("collinear")) // x is known from a separated row alone
	d.Names, d.X = d.Names[1:], d.X[1:]
	d.Effects = [][]int{{0, 0, 0, 0, 0, 1, 0}}
	r := estimate(t, d)
	assert.Equal(t, 1, r.NoTrade)
	assert.Equal(t, 6, r.Observations)
	assert.True(t, math.IsNaN(r.Effects[0][1]))
	// two effects, no group without trade: row A-D can go to minus infinity by moving A and B
	// against C and D, and no row with trade resists
	two := &Data{
		Names: []string{"z"}, Errors: Robust, Y: []float64{1, 2, 3, 5, 2, 6, 4, 4, 0, 0},
		X:       [][]float64{{0, 1, 0, 2, 1, 3, 1, 0, 1, 2}},
		Effects: [][]int{{0, 0, 1, 1, 2, 2, 3, 3, 0, 1}, {0, 1, 0, 1, 2, 3, 2, 3, 2, 3}},
	}
	r = estimate(t, two)
	assert.Equal(t, 2, r.Separated)
	assert.Equal(t, []bool{false, false, false, false, false, false, false, false, true, true}, r.Dropped)
	two.Y, two.X[0] = two.Y[:8], two.X[0][:8]
	two.Effects[0], two.Effects[1] = two.Effects[0][:8], two.Effects[1][:8]
	assert.InDelta(t, estimate(t, two).Coefficients[0].Estimate, r.Coefficients[0].Estimate, 1e-10)
}

func TestFaultsOfInput(t *testing.T) {
	good := func() *Data {
		return &Data{Names: []string{"x"}, Y: []float64{1, 2, 0, 5}, X: [][]float64{{0, 1, 0, 1}}, Errors: Robust}
	}
	for name, c := range map[string]struct {
		spoil func(d *Data)
		class error
	}{
		"negative":  {func(d *Data) { d.Y[0] = -1 }, equilibrium.Class("negative")},
		"NaN":       {func(d *Data) { d.X[0][0] = math.NaN() }, equilibrium.Class("not_finite")},
		"nothing":   {func(d *Data) { d.Y = make([]float64, 4) }, equilibrium.Class("no_demand")},
		"short":     {func(d *Data) { d.X[0] = d.X[0][:3] }, equilibrium.Class("shape")},
		"effects":   {func(d *Data) { d.Effects = [][]int{{0}} }, equilibrium.Class("shape")},
		"group":     {func(d *Data) { d.Effects = [][]int{{0, 1, 2, 4}} }, equilibrium.Class("shape")},
		"errors":    {func(d *Data) { d.Errors = "" }, equilibrium.Class("option")},
		"cluster":   {func(d *Data) { d.Errors = Cluster }, equilibrium.Class("missing")},
		"constant":  {func(d *Data) { d.X[0] = []float64{1, 1, 1, 1} }, equilibrium.Class("collinear")},
		"explained": {func(d *Data) { d.Effects = [][]int{{0, 1, 0, 1}} }, equilibrium.Class("collinear")},
		"no x":      {func(d *Data) { d.Names, d.X = nil, nil }, equilibrium.Class("missing")},
		"names":     {func(d *Data) { d.Names = nil }, equilibrium.Class("shape")},
		"empty":     {func(d *Data) { d.Y = nil }, equilibrium.Class("missing")},
	} {
		d := good()
		c.spoil(d)
		_, err := Estimate(context.Background(), d)
		require.ErrorIs(t, err, c.class, name)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := Estimate(ctx, good())
	require.ErrorIs(t, err, context.Canceled)
}

// BenchmarkPanel: 28,566 rows, three-way effects; an independent numpy script takes 17 s.
func BenchmarkPanel(b *testing.B) {
	d, _, _ := panel(b)
	b.ReportAllocs()
	start := time.Now()
	for b.Loop() {
		estimate(b, d)
	}
	if each := time.Since(start) / time.Duration(b.N); each > 10*time.Second {
		b.Errorf("%v for the panel", each)
	}
}
