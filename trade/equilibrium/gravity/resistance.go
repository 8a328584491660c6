package gravity

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// resistances are the (1−σ) powers.
type resistances struct {
	outward, inward []float64
	steps           int
	residual        float64
}

const (
	rounds    = 12     // of scaling before Newton's method takes over
	maxRounds = 12_500 // where it is stuck
)

// resist scales cost to the shares y and e. The scale of the resistances is free and is set by
// the reference importer.
func resist(ctx context.Context, names []string, cost [][]float64, y, e []float64, reference int) (*resistances,
	error,
) {
	n := len(y)
	out := &resistances{outward: make([]float64, n), inward: make([]float64, n)}
	start, x := make([]float64, n), make([]float64, n)
	for i := range start {
		start[i] = 1
	}
	inward := func(outward []float64) {
		clear(out.inward)
		for i := range n {
			share := y[i] / outward[i]
			for j, t := range cost[i] {
				out.inward[j] += t * share
			}
		}
	}
	rescale := func(times int) {
		for range times {
			inward(start)
			for i := range n {
				start[i] = 0
				for j, t := range cost[i] {
					start[i] += t * e[j] / out.inward[j]
				}
			}
		}
	}
	rescale(rounds)
	rows, columns := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil) // shares of a row, and of a column
	residual := func(x, f []float64) bool {
		pin := 0.0
		for i := range n {
			out.outward[i] = start[i] * math.Exp(x[i])
			pin += y[i] * x[i]
		}
		inward(out.outward)
		for i := range n {
			r, c := rows.RawRowView(i), columns.RawRowView(i)
			total := 0.0
			for j, t := range cost[i] {
				r[j] = t * e[j] / out.inward[j] / out.outward[i]
				c[j] = t * y[i] / out.inward[j] / out.outward[i]
				total += r[j]
			}
			for j := range r {
				r[j] /= total
			}
			if f[i] = math.Log(total) + pin; math.IsNaN(f[i]) || math.IsInf(f[i], 0) {
				return false
			}
		}
		return true
	}
	jacobian := func(_ []float64, j *mat.Dense) {
		j.Mul(rows, columns.T())
		for i := range n {
			row := j.RawRowView(i)
			row[i]--
			for k := range row {
				row[k] += y[k]
			}
		}
	}
	system := &numeric.System{N: n, Residual: residual, Jacobian: jacobian, MaxStep: 3, MaxIterations: 100}
	found, err := numeric.Newton(ctx, system, x)
	// scaling alone gets there in the end; where Newton's method is stuck, it goes on for longer
	for times := 100; errors.Is(err, numeric.ErrStuck) && times <= maxRounds; times *= 5 {
		rescale(times)
		clear(x)
		steps := found.Iterations
		found, err = numeric.Newton(ctx, system, x)
		found.Iterations += steps
	}
	if errors.Is(err, numeric.ErrStuck) {
		return nil, &equilibrium.ConvergenceError{
			Model: "gravity, resistances", Iterations: found.Iterations, Residual: found.Residual,
			Market: names[found.Worst],
		}
	}
	if err != nil {
		return nil, err
	}
	residual(x, make([]float64, n))
	scale := out.inward[reference]
	for i := range n {
		out.inward[i] /= scale
		out.outward[i] *= scale
	}
	out.steps, out.residual = found.Iterations, found.Residual
	return out, nil
}
