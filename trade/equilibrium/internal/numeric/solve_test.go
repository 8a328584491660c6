package numeric

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
)

// circle is x² + y² = 4, x = y, whose solution is √2 twice; outside x > 0 it has no domain.
func circle() *System {
	return &System{
		N: 2, MaxStep: 1, MaxIterations: 100,
		Residual: func(x, f []float64) bool {
			f[0], f[1] = (x[0]*x[0]+x[1]*x[1])/4-1, x[0]-x[1]
			return x[0] > 0
		},
		Jacobian: func(x []float64, j *mat.Dense) {
			j.SetRow(0, []float64{x[0] / 2, x[1] / 2})
			j.SetRow(1, []float64{1, -1})
		},
	}
}

func TestNewtonAndBroyden(t *testing.T) {
	for name, solve := range map[string]func(x []float64) (Solution, error){
		"newton":  func(x []float64) (Solution, error) { return Newton(context.Background(), circle(), x) },
		"broyden": func(x []float64) (Solution, error) { return Broyden(context.Background(), circle(), x, nil) },
	} {
		x := []float64{5, 0.5}
		sol, err := solve(x)
		require.NoError(t, err, name)
		assert.InDeltaSlice(t, []float64{math.Sqrt2, math.Sqrt2}, x, 1e-14, name)
		assert.Less(t, sol.Residual, 1e-14)
		assert.Less(t, sol.Iterations, 30)
	}
}

// TestNoSolution: what has no root ends with an error, not with numbers and not never.
func TestNoSolution(t *testing.T) {
	s := &System{
		N: 1, MaxStep: 1, MaxIterations: 100,
		Residual: func(x, f []float64) bool { f[0] = 1 + x[0]*x[0]; return true },
		Jacobian: func(x []float64, j *mat.Dense) { j.Set(0, 0, 2*x[0]) },
	}
	_, err := Newton(context.Background(), s, []float64{3})
	require.ErrorIs(t, err, ErrStuck)
	_, err = Broyden(context.Background(), s, []float64{3}, nil)
	require.ErrorIs(t, err, ErrStuck)
	outside := circle()
	_, err = Newton(context.Background(), outside, []float64{-1, 0})
	require.ErrorIs(t, err, ErrStuck)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Newton(ctx, circle(), []float64{5, 1})
	require.ErrorIs(t, err, context.Canceled)
}

func TestGMRES(t *testing.T) {
	const n = 90 // more than one basis
	a := mat.NewDense(n, n, nil)
	want, b := make([]float64, n), make([]float64, n)
	for i := range n {
		want[i] = math.Sin(float64(3 * i))
		for j := range n {
			a.Set(i, j, 0.9*math.Cos(float64(i*j+i))/math.Sqrt(n))
		}
		a.Set(i, i, a.At(i, i)+2)
	}
	mat.NewVecDense(n, b).MulVec(a, mat.NewVecDense(n, want))
	x := make([]float64, n)
	products, rel := GMRES(func(in, out []float64) {
		mat.NewVecDense(n, out).MulVec(a, mat.NewVecDense(n, in))
	}, b, x, 1e-14, 1000)
	assert.Less(t, rel, 1e-14)
	assert.Less(t, products, 200)
	assert.InDeltaSlice(t, want, x, 1e-12)
	clear(b)
	GMRES(func(in, out []float64) { copy(out, in) }, b, x, 1e-14, 10)
	assert.Zero(t, x[3])
}
