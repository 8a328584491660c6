package gravity

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// economy is the world in shares, made ready for prices to be solved.
type economy struct {
	n      int
	names  []string
	lambda []float64   // share of i in j's spending, row-major; columns sum to one
	move   [][]float64 // T′/T
	output []float64   // Y over ΣY
	spend  []float64   // E over ΣE
	ratio  []float64   // φ
	gap    []float64   // D over ΣY
	excess float64     // ΣE over ΣY
	theta  float64     // σ−1
	supply float64     // ψ
	rule   equilibrium.Deficits
	// state at the last prices
	share  *mat.Dense // λ′
	demand *mat.Dense // share of j in the sales of i
	log    []float64  // ln Σ λ T′/T p^−θ, that is ln of P̂^(1−σ)
	income []float64  // Y′ over ΣY
	world  float64    // ΣY′ over ΣY
	wish   []float64  // e′
	sales  []float64  // Σj λ′ e′
	base   []float64  // the same before the shock
	first  float64    // ΣY over ΣY, as it adds up
}

func newEconomy(names []string, lambda []float64, move [][]float64, output, spend []float64) *economy {
	n := len(names)
	e := &economy{
		n: n, names: names, lambda: lambda, move: move, output: make([]float64, n), spend: make([]float64,
			n), ratio: make([]float64, n),
		gap: make([]float64, n), share: mat.NewDense(n, n, nil), demand: mat.NewDense(n, n,
			nil), log: make([]float64, n),
		income: make([]float64, n), wish: make([]float64, n), sales: make([]float64, n), base: make([]float64, n),
	}
	y, x := total(output), total(spend)
	e.excess = x / y
	for i := range n {
		e.output[i], e.spend[i] = output[i]/y, spend[i]/x
		e.ratio[i] = spend[i] / output[i]
		e.gap[i] = (spend[i] - output[i]) / y
	}
	return e
}

func total(v []float64) float64 {
	t := 0.0
	for _, x := range v {
		t += x
	}
	return t
}

// at moves the economy to prices exp(x); with base the costs do not change.
func (e *economy) at(x []float64, base bool) bool {
	n := e.n
	before, after := make([]float64, n), make([]float64, n)
	for i := range n {
		push := math.Exp(-e.theta * x[i])
		share := e.share.RawRowView(i)
		for j := range n {
			l := e.lambda[i*n+j]
			share[j] = l * push
			if !base {
				share[j] *= e.move[i][j]
			}
			before[j] += l
			after[j] += share[j]
		}
	}
	for j := range n {
		e.log[j] = math.Log(after[j] / before[j])
	}
	e.world = 0
	weight := 0.0
	for i := range n {
		e.income[i] = e.output[i] * math.Exp((1+e.supply)*x[i]+e.supply/e.theta*e.log[i])
		e.world += e.income[i]
		weight += e.ratio[i] * e.income[i]
	}
	for j := range n {
		if e.rule == equilibrium.Proportional {
			e.wish[j] = e.ratio[j] * e.income[j] / weight
		} else {
			e.wish[j] = (e.income[j]/e.world + e.gap[j]) / e.excess
		}
		if !(e.wish[j] > 0) || math.IsInf(e.wish[j], 0) || math.IsInf(e.log[j], 0) {
			return false
		}
	}
	for i := range n {
		share, demand := e.share.RawRowView(i), e.demand.RawRowView(i)
		e.sales[i] = 0
		for j := range n {
			share[j] /= after[j]
			demand[j] = share[j] * e.wish[j]
			e.sales[i] += demand[j]
		}
		for j := range n {
			demand[j] /= e.sales[i]
		}
	}
	return true
}

// residual is the log of demand over supply, each relative to before.
func (e *economy) residual(x, f []float64) bool {
	if !e.at(x, false) {
		return false
	}
	pin := 0.0
	for i := range e.n {
		pin += e.output[i] * x[i]
	}
	for i := range e.n {
		f[i] = math.Log(e.sales[i]/e.base[i]) - math.Log(e.income[i]/e.output[i]/(e.world/e.first)) + pin
		if math.IsNaN(f[i]) || math.IsInf(f[i], 0) {
			return false
		}
	}
	return true
}

func (e *economy) jacobian(_ []float64, j *mat.Dense) {
	n := e.n
	// d ln Y′ = (1+ψ) I − ψ λ′ᵀ
	income := mat.NewDense(n, n, nil)
	if e.supply != 0 {
		income.Scale(-e.supply, e.share.T())
	}
	growth, mean := make([]float64, n), make([]float64, n) // d ln ΣY′, and of spending by its shares
	for i := range n {
		row := income.RawRowView(i)
		row[i] += 1 + e.supply
		for k, v := range row {
			growth[k] += e.income[i] / e.world * v
			mean[k] += e.wish[i] * v
		}
	}
	wish := mat.NewDense(n, n, nil) // d ln e′
	for i := range n {
		row, from := wish.RawRowView(i), income.RawRowView(i)
		weight := e.income[i] / e.world / e.excess / e.wish[i]
		for k := range row {
			if e.rule == equilibrium.Proportional {
				row[k] = from[k] - mean[k]
			} else {
				row[k] = weight * (from[k] - growth[k])
			}
		}
	}
	// wish + θ λ′ᵀ, seen by the sellers
	for i := range n {
		row := wish.RawRowView(i)
		for k := range row {
			row[k] += e.theta * e.share.At(k, i)
		}
	}
	j.Mul(e.demand, wish)
	for i := range n {
		row, from := j.RawRowView(i), income.RawRowView(i)
		row[i] -= e.theta
		for k := range row {
			row[k] += growth[k] - from[k] + e.output[k]
		}
	}
}

// maxParts bounds into how many parts a change of costs is taken.
const maxParts = 64

// solve finds ln p, up to its scale.
func (e *economy) solve(ctx context.Context) (x []float64, found numeric.Solution, err error) {
	x = make([]float64, e.n)
	e.at(x, true)
	copy(e.base, e.sales)
	e.first = e.world
	system := &numeric.System{N: e.n, Residual: e.residual, Jacobian: e.jacobian, MaxStep: 0.7, MaxIterations: 200}
	found, err = numeric.Newton(ctx, system, x)
	// where the way is too long, costs change in parts, each solved from the one before
	whole := e.move
	for parts := 4; errors.Is(err, numeric.ErrStuck) && parts <= maxParts; parts *= 4 {
		clear(x)
		err = nil
		for part := 1; part <= parts && err == nil; part++ {
			e.move = square(e.n)
			for i := range e.n {
				for j, m := range whole[i] {
					e.move[i][j] = math.Pow(m, float64(part)/float64(parts))
				}
			}
			if part == parts {
				e.move = whole
			}
			steps := found.Iterations
			found, err = numeric.Newton(ctx, system, x)
			found.Iterations += steps
		}
		e.move = whole
	}
	if errors.Is(err, numeric.ErrStuck) {
		return nil, found, &equilibrium.ConvergenceError{
			Model: "gravity, prices", Iterations: found.Iterations, Residual: found.Residual,
			Market: e.names[found.Worst],
		}
	}
	if err != nil {
		return nil, found, err
	}
	e.at(x, false)
	return x, found, nil
}

// trade writes the flows at prices exp(x), in ratios to those before, so that without a shock
// they are the same to the last bit.
func (e *economy) trade(s *solution, x []float64) {
	for i := range e.n {
		for j := range e.n {
			s.trade1[i][j] = s.trade0[i][j] * (e.move[i][j] * math.Exp(-e.theta*x[i]-e.log[j]) * s.spending[j])
		}
	}
}
