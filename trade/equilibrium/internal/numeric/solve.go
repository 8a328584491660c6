// Package numeric holds the numerical methods that the models share.
package numeric

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Solution is how a system was solved.
type Solution struct {
	Iterations int
	Residual   float64
	Worst      int // index of the equation with the largest residual
}

// ErrStuck is returned where the steps no longer bring the system closer to zero.
var ErrStuck = errors.New("numeric: no step reduces the residual")

const (
	// aim is the residual at which no further step is taken. Floating point leaves a few
	// units in the last place of sums over hundreds of terms, which is about this.
	aim = 2e-15
	// good is a residual that counts as solved where no further step improves it.
	good = 1e-10
)

// System is a square system f(x) = 0 in logarithms, scaled so that |f| is a relative error.
type System struct {
	N int
	// Residual writes f(x); false where x is outside the domain.
	Residual func(x, f []float64) bool
	// Jacobian writes df/dx at the x of the last call of Residual that was true.
	Jacobian func(x []float64, j *mat.Dense)
	// MaxStep bounds a component of a step.
	MaxStep float64
	// MaxIterations bounds the number of steps.
	MaxIterations int
}

// Newton solves the system from x, in place. A step is halved until the residual falls, and
// bounded by MaxStep before.
func Newton(ctx context.Context, s *System, x []float64) (Solution, error) {
	n := s.N
	f, trial, tf := make([]float64, n), make([]float64, n), make([]float64, n)
	j := mat.NewDense(n, n, nil)
	var lu mat.LU
	var out Solution
	if !s.Residual(x, f) {
		return out, ErrStuck
	}
	out.Residual, out.Worst = worst(f)
	for out.Residual > aim && out.Iterations < s.MaxIterations {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		s.Jacobian(x, j)
		lu.Factorize(j)
		step := mat.NewVecDense(n, nil)
		if err := lu.SolveVecTo(step, false, mat.NewVecDense(n, f)); err != nil {
			var c mat.Condition
			if !errors.As(err, &c) || math.IsInf(float64(c), 1) {
				break
			}
		}
		scale := 1.0
		if m := mat.Norm(step, math.Inf(1)); math.IsNaN(m) {
			break
		} else if m > s.MaxStep {
			scale = s.MaxStep / m
		}
		better := false
		for range 40 {
			for i := range x {
				trial[i] = x[i] - scale*step.AtVec(i)
			}
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
		out.Iterations++
		if !better {
			s.Residual(x, f) // the state of the last good point, for the caller
			break
		}
		copy(x, trial)
		copy(f, tf)
	}
	if out.Residual > good {
		return out, ErrStuck
	}
	return out, nil
}

func worst(f []float64) (size float64, at int) {
	for i, v := range f {
		if math.IsNaN(v) {
			return math.Inf(1), i
		}
		if a := math.Abs(v); a > size {
			size, at = a, i
		}
	}
	return size, at
}
