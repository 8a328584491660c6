package ppml

import (
	"fmt"
	"math"
	"math/bits"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// values splits the fitted values into effects.
func (f *fit) values(d *Data, out *Result) {
	if len(d.Effects) == 0 {
		return
	}
	n := len(f.y)
	left, net := make([]float64, n), make([]float64, n)
	for i := range left {
		left[i] = f.eta[i]
		for c := range f.x {
			left[i] -= f.x[c][i] * f.beta[c]
		}
	}
	f.effects.weigh(f.mu)
	rest := make([]float64, f.effects.size)
	f.effects.out(left, net, rest, tight)
	f.effects.spread(rest, f.effects.row)
	for i := range left {
		left[i] -= f.effects.row[i]
	}
	f.effects.center(left) // leaves the first effect in mean
	most, at := 0, 0
	for k, c := range f.counts {
		if c > f.counts[most] {
			most = k
		}
	}
	for k := range f.counts {
		groups := 0
		for _, g := range d.Effects[k] {
			groups = max(groups, g+1)
		}
		v := make([]float64, groups)
		for g := range v {
			v[g] = math.NaN()
		}
		for id, label := range f.labels[k] {
			if k == most {
				v[label] = f.effects.mean[id]
			} else {
				v[label] = rest[at+id]
			}
		}
		if k != most {
			at += f.counts[k]
		}
		out.Effects = append(out.Effects, v)
	}
}

// variance computes standard errors at the last step.
func (f *fit) variance(d *Data, out *Result) {
	k, n := len(f.x), len(f.y)
	score := make([][]float64, k)
	for c := range score {
		score[c] = make([]float64, n)
		for i, y := range f.y {
			score[c][i] = f.inside[c][i] * (y - f.mu[i])
		}
	}
	meat := mat.NewSymDense(k, nil)
	add := func(groups []int32, count int, sign float64) {
		sums := make([][]float64, k)
		for c := range sums {
			sums[c] = make([]float64, count)
			for i, g := range groups {
				sums[c][g] += score[c][i]
			}
		}
		for a := range k {
			for b := range a + 1 {
				t := 0.0
				for g := range count {
					t += sums[a][g] * sums[b][g]
				}
				meat.SetSym(a, b, meat.At(a, b)+sign*t)
			}
		}
	}
	single := make([]int32, n)
	for i := range single {
		single[i] = int32(i)
	}
	units := n
	if d.Errors == Robust {
		add(single, n, 1)
	} else {
		fewest := n
		for set := uint(1); set < 1<<len(d.Clusters); set++ {
			ids, count := f.intersect(d, set)
			sign := 1.0
			if bits.OnesCount(set)%2 == 0 {
				sign = -1
			} else if bits.OnesCount(set) == 1 {
				fewest = min(fewest, count)
			}
			add(ids, count, sign)
		}
		units = fewest
		out.Clusters = fewest
	}
	var half, full mat.Dense
	half.Mul(f.bread, meat)
	full.Mul(&half, f.bread)
	factor := float64(units) / float64(units-1)
	for a := range k {
		row := make([]float64, k)
		for b := range row {
			row[b] = factor * full.At(a, b)
		}
		out.Variance = append(out.Variance, row)
		out.Coefficients = append(out.Coefficients, Coefficient{f.names[a], f.beta[a], math.Sqrt(max(0, row[a]))})
	}
}

// intersect numbers the combinations of the cluster variables in a set.
func (f *fit) intersect(d *Data, set uint) (ids []int32, count int) {
	ids = make([]int32, len(f.rows))
	for c, groups := range d.Clusters {
		if set&(1<<c) == 0 {
			continue
		}
		number := make(map[[2]int]int32)
		for i, row := range f.rows {
			key := [2]int{int(ids[i]), groups[row]}
			id, ok := number[key]
			if !ok {
				id = int32(len(number))
				number[key] = id
			}
			ids[i] = id
		}
		count = len(number)
	}
	return ids, count
}

func (f *fit) report(d *Data, out *Result) {
	groups := 0
	for _, c := range f.counts {
		groups += c
	}
	r := &out.Report
	*r = equilibrium.Report{
		Converged: true, Iterations: f.steps, Residual: f.moved, Normalisation: "effects up to a " +
			"constant", Units: "estimates as they are; deviance in the units of y",
		Assumptions: []string{
			"Poisson pseudo-maximum likelihood; the mean is right, the variance need not be",
			fmt.Sprintf("%d effects with %d groups", len(d.Effects), groups),
		},
	}
	if d.Errors == Robust {
		r.Assumptions = append(r.Assumptions, "errors robust to heteroskedasticity, times n/(n-1)")
	} else {
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("errors clustered, %d clusters, times G/(G-1)",
			out.Clusters))
	}
	if out.NoTrade+out.Separated > 0 {
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("rows dropped: %d of groups without any trade, %d "+
			"separated otherwise", out.NoTrade, out.Separated))
	}
	// the first-order conditions, which the last step does not impose
	size := 0.0
	for _, y := range f.y {
		size += y
	}
	worst := 0.0
	for k := range f.counts {
		sum := make([]float64, f.counts[k])
		for i, g := range f.groups[k] {
			sum[g] += f.y[i] - f.mu[i]
		}
		for _, s := range sum {
			worst = max(worst, math.Abs(s)/size)
		}
	}
	r.Check("fitted values add up to y in every group, relative to all y", worst, 1e-9)
	worst = 0
	for c := range f.x {
		t, scale := 0.0, 0.0
		for i, y := range f.y {
			t += f.inside[c][i] * (y - f.mu[i])
			scale += math.Abs(f.inside[c][i]) * (y + f.mu[i])
		}
		worst = max(worst, math.Abs(t)/scale)
	}
	r.Check("residuals are orthogonal to every regressor, relative", worst, 1e-9)
}
