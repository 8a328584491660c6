package ppml

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

const (
	maxSteps = 500
	tight    = 1e-13 // of the conjugate gradients where it counts
	loose    = 1e-9  // and on the way
	still    = 1e-12 // relative change of the deviance
)

// fit is a regression on the rows that are kept.
type fit struct {
	rows    []int // of the data
	y       []float64
	x       [][]float64
	groups  [][]int32
	counts  []int
	labels  [][]int // of the data, by group
	effects *effects
	names   []string

	beta     []float64
	eta, mu  []float64
	deviance float64
	inside   [][]float64 // x net of effects
	steps    int
	moved    float64
	guess    [][]float64
	bread    *mat.SymDense
}

// Estimate finds the coefficients. Errors are *equilibrium.InputErrors, *equilibrium.InputError
// and *equilibrium.ConvergenceError.
func Estimate(ctx context.Context, d *Data) (*Result, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	n := len(d.Y)
	out := &Result{Dropped: make([]bool, n), Fitted: make([]float64, n)}
	for _, g := range d.Effects {
		sum := make([]float64, n)
		for i, v := range g {
			sum[v] += d.Y[i]
		}
		for i, v := range g {
			if sum[v] == 0 && !out.Dropped[i] {
				out.Dropped[i] = true
				out.NoTrade++
			}
		}
	}
	f := d.keep(out.Dropped)
	for {
		if err := f.solve(ctx); err != nil {
			return nil, err
		}
		lost := f.separated()
		if len(lost) == 0 {
			break
		}
		for _, i := range lost {
			out.Dropped[f.rows[i]] = true
		}
		out.Separated += len(lost)
		f = d.keep(out.Dropped)
	}
	for i, row := range f.rows {
		out.Fitted[row] = f.mu[i]
	}
	out.Observations = len(f.rows)
	out.Deviance = f.deviance
	f.values(d, out)
	f.variance(d, out)
	f.report(d, out)
	return out, nil
}

// keep takes the rows that are not dropped.
func (d *Data) keep(dropped []bool) *fit {
	f := &fit{names: d.Names, x: make([][]float64, len(d.X))}
	for i, y := range d.Y {
		if dropped[i] {
			continue
		}
		f.rows = append(f.rows, i)
		f.y = append(f.y, y)
		for k := range d.X {
			f.x[k] = append(f.x[k], d.X[k][i])
		}
	}
	all := d.Effects
	if len(all) == 0 { // a constant
		all = [][]int{make([]int, len(d.Y))}
	}
	for _, g := range all {
		number := make(map[int]int32)
		ids := make([]int32, len(f.rows))
		var labels []int
		for i, row := range f.rows {
			id, ok := number[g[row]]
			if !ok {
				id = int32(len(labels))
				number[g[row]] = id
				labels = append(labels, g[row])
			}
			ids[i] = id
		}
		f.groups, f.counts, f.labels = append(f.groups, ids), append(f.counts, len(labels)), append(f.labels, labels)
	}
	f.effects = newEffects(f.groups, f.counts)
	return f
}

func (f *fit) solve(ctx context.Context) error {
	n, k := len(f.y), len(f.x)
	f.eta, f.mu = make([]float64, n), make([]float64, n)
	f.inside, f.guess = make([][]float64, k), make([][]float64, k+1)
	for c := range f.guess {
		f.guess[c] = make([]float64, f.effects.size)
		if c < k {
			f.inside[c] = make([]float64, n)
		}
	}
	mean := 0.0
	for _, y := range f.y {
		mean += y / float64(n)
	}
	for i, y := range f.y {
		f.mu[i] = (y + mean) / 2
		f.eta[i] = math.Log(f.mu[i])
	}
	f.deviance = math.Inf(1)
	z, net, next := make([]float64, n), make([]float64, n), make([]float64, n)
	tolerance, done := tight, false
	for f.steps = 1; f.steps <= maxSteps; f.steps++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.effects.weigh(f.mu)
		for c, x := range f.x {
			f.effects.out(x, f.inside[c], f.guess[c], tolerance)
		}
		for i, y := range f.y {
			z[i] = f.eta[i] + y/f.mu[i] - 1
		}
		f.effects.out(z, net, f.guess[k], tolerance)
		if err := f.regress(net); err != nil {
			return err
		}
		for i := range next {
			r := net[i]
			for c := range f.x {
				r -= f.inside[c][i] * f.beta[c]
			}
			next[i] = z[i] - r
		}
		var better float64
		for halves := 0; ; halves++ {
			better = f.devianceAt(next)
			if !math.IsNaN(better) && better <= f.deviance*(1+1e-9) || halves == 30 {
				break
			}
			for i := range next {
				next[i] = (next[i] + f.eta[i]) / 2
			}
		}
		for i := range next {
			f.eta[i] = next[i]
			f.mu[i] = math.Exp(next[i])
		}
		f.moved = math.Abs(f.deviance-better) / max(better, 1e-3*mean*float64(n))
		f.deviance = better
		if done && f.moved < still {
			return nil
		}
		if tolerance = loose; f.moved < 1e-6 {
			tolerance = tight
		}
		done = tolerance == tight
	}
	return &equilibrium.ConvergenceError{Model: "ppml", Iterations: maxSteps, Residual: f.moved}
}

func (f *fit) devianceAt(eta []float64) float64 {
	t := 0.0
	for i, y := range f.y {
		mu := math.Exp(eta[i])
		if t += mu - y; y > 0 {
			t += y * (math.Log(y) - eta[i])
		}
	}
	return 2 * t
}

// regress solves the weighted normal equations for beta.
func (f *fit) regress(z []float64) error {
	k := len(f.x)
	cross, right := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
	scale := make([]float64, k)
	for a := range k {
		raw := 0.0
		for i, x := range f.x[a] {
			raw += f.mu[i] * x * x
		}
		scale[a] = math.Sqrt(raw)
		for b := range a + 1 {
			t := 0.0
			for i, m := range f.mu {
				t += m * f.inside[a][i] * f.inside[b][i]
			}
			cross.SetSym(a, b, t)
		}
		t := 0.0
		for i, m := range f.mu {
			t += m * f.inside[a][i] * z[i]
		}
		right.SetVec(a, t)
	}
	if name := f.explained(cross, scale); name != "" {
		return &equilibrium.InputError{
			Class: "collinear", Field: name,
			Hint: "the effects and the other regressors explain it in the rows that count; leave it out",
		}
	}
	var chol mat.Cholesky
	chol.Factorize(cross)
	var beta mat.VecDense
	if err := chol.SolveVecTo(&beta, right); err != nil {
		return &equilibrium.InputError{
			Class: "collinear", Field: "x",
			Hint: "the regressors explain each other",
		}
	}
	f.beta = append(f.beta[:0], beta.RawVector().Data...)
	f.bread = mat.NewSymDense(k, nil)
	return chol.InverseTo(f.bread)
}

// explained names a regressor of which the effects and the regressors before it leave nothing,
// relative to its size.
func (f *fit) explained(cross *mat.SymDense, scale []float64) string {
	k := len(scale)
	l := mat.NewDense(k, k, nil)
	for a := range k {
		for b := range a + 1 {
			t := cross.At(a, b)
			for c := range b {
				t -= l.At(a, c) * l.At(b, c)
			}
			if a != b {
				l.Set(a, b, t/l.At(b, b))
				continue
			}
			if !(t > 1e-18*scale[a]*scale[a]) || !(t > 1e-16*cross.At(a, a)) {
				return f.names[a]
			}
			l.Set(a, a, math.Sqrt(t))
		}
	}
	return ""
}
