package numeric

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Broyden solves a system whose Jacobian is dear: it is taken once, and its inverse is brought
// up to date from the steps. Where a step does not bring the residual down, the Jacobian is
// taken anew and the step is halved. Inverse, if not nil, is an inverse to start from; the last
// one is left in it.
func Broyden(ctx context.Context, s *System, x []float64, inverse *mat.Dense) (Solution, error) {
	n := s.N
	f, trial, tf, step := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	var out Solution
	if !s.Residual(x, f) {
		return out, ErrStuck
	}
	out.Residual, out.Worst = worst(f)
	fresh := false
	renew := func() bool {
		j := mat.NewDense(n, n, nil)
		s.Jacobian(x, j)
		inverse.Reset()
		err := inverse.Inverse(j)
		var poor mat.Condition
		fresh = true
		return err == nil || errors.As(err, &poor)
	}
	if inverse == nil {
		inverse = &mat.Dense{}
	}
	if inverse.IsEmpty() && out.Residual > aim && !renew() {
		return out, ErrStuck
	}
	for out.Residual > aim && out.Iterations < s.MaxIterations {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		var d mat.VecDense
		d.MulVec(inverse, mat.NewVecDense(n, f))
		scale := 1.0
		if m := mat.Norm(&d, math.Inf(1)); math.IsNaN(m) {
			return out, ErrStuck
		} else if m > s.MaxStep {
			scale = s.MaxStep / m
		}
		tries := 1
		if fresh {
			tries = 30
		}
		better := false
		for range tries {
			for i := range x {
				step[i] = -scale * d.AtVec(i)
				trial[i] = x[i] + step[i]
			}
			out.Iterations++
			if s.Residual(trial, tf) {
				if r, w := worst(tf); r < out.Residual {
					better = true
					out.Residual, out.Worst = r, w
					break
				}
			}
			if out.Residual < good {
				break
			}
			scale /= 2
		}
		if !better {
			s.Residual(x, f)
			if fresh || out.Residual < 1e-13 {
				break
			}
			if !renew() {
				break
			}
			continue
		}
		update(inverse, step, f, tf)
		fresh = false
		copy(x, trial)
		copy(f, tf)
	}
	if out.Residual > good {
		return out, ErrStuck
	}
	return out, nil
}

// update is Broyden's good update of the inverse after a step from f to tf.
func update(inverse *mat.Dense, step, f, tf []float64) {
	n := len(step)
	y := make([]float64, n)
	for i := range y {
		y[i] = tf[i] - f[i]
	}
	var hy, sh mat.VecDense
	hy.MulVec(inverse, mat.NewVecDense(n, y))
	sh.MulVec(inverse.T(), mat.NewVecDense(n, step))
	den := dot(step, hy.RawVector().Data)
	if den == 0 || math.IsNaN(den) {
		return
	}
	for i := range n {
		c := (step[i] - hy.AtVec(i)) / den
		for k := range n {
			inverse.Set(i, k, inverse.At(i, k)+c*sh.AtVec(k))
		}
	}
}
