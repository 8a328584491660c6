package ranges

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

func line(_ context.Context, p []float64) ([]float64, error) {
	return []float64{2*p[0] + p[1], p[0] * p[1]}, nil
}

var two = []Parameter{{Name: "a", Value: 1, Low: 0, High: 4}, {Name: "b", Value: 10, Low: 10, High: 20}}

func TestGrid(t *testing.T) {
	points, err := Grid(context.Background(), two, 3, line, 2)
	require.NoError(t, err)
	require.Len(t, points, 9)
	assert.Equal(t, []float64{0, 10}, points[0].Parameters)
	assert.Equal(t, []float64{0, 15}, points[1].Parameters)
	assert.Equal(t, []float64{28, 80}, points[8].Outputs)
}

func TestTornado(t *testing.T) {
	base, bars, err := Tornado(context.Background(), two, line, 0)
	require.NoError(t, err)
	assert.Equal(t, []float64{12, 10}, base.Outputs)
	require.Len(t, bars, 2)
	assert.Equal(t, "a", bars[0].Parameter)
	assert.Equal(t, 10.0, bars[0].Low.Outputs[0])  //nolint:testifylint // exactly
	assert.Equal(t, 18.0, bars[0].High.Outputs[0]) //nolint:testifylint // exactly
	assert.Equal(t, 22.0, bars[1].High.Outputs[0]) //nolint:testifylint // exactly
}

// TestMonteCarlo: the mean of 2a+b is that of the shape, and every number is the same for any
// number of workers.
func TestMonteCarlo(t *testing.T) {
	for shape, mean := range map[Shape]float64{Uniform: 2*2 + 15, Triangular: 2*5./3 + 40./3} {
		one, err := MonteCarlo(context.Background(), two, shape, 20000, 7, line, 1)
		require.NoError(t, err)
		for _, workers := range []int{2, 3, 16} {
			many, err := MonteCarlo(context.Background(), two, shape, 20000, 7, line, workers)
			require.NoError(t, err)
			require.Equal(t, one, many)
		}
		assert.InDelta(t, mean, one.Outputs[0].Mean, 4*one.Outputs[0].StdDev/math.Sqrt(20000))
		assert.GreaterOrEqual(t, one.Outputs[0].Min, 10.0)
		assert.LessOrEqual(t, one.Outputs[0].Max, 28.0)
		other, err := MonteCarlo(context.Background(), two, shape, 20000, 8, line, 1)
		require.NoError(t, err)
		assert.NotEqual(t, one.Outputs, other.Outputs)
	}
	// variance of a uniform draw over a width of 4 is 16/12
	s, err := MonteCarlo(context.Background(), two[:1], Uniform, 20000, 1, func(_ context.Context,
		p []float64,
	) ([]float64, error) {
		return p, nil
	}, 0)
	require.NoError(t, err)
	assert.InDelta(t, math.Sqrt(16./12), s.Outputs[0].StdDev, .02)
	assert.InDelta(t, .2, s.Outputs[0].P05, .05)
	assert.InDelta(t, 2, s.Outputs[0].P50, .05)
}

func TestDrawsThatFailAreCounted(t *testing.T) {
	stop := errors.New("no answer")
	half := func(_ context.Context, p []float64) ([]float64, error) {
		if p[0] > 2 {
			return nil, stop
		}
		return []float64{1}, nil
	}
	s, err := MonteCarlo(context.Background(), two[:1], Uniform, 1000, 1, half, 4)
	require.NoError(t, err)
	assert.InDelta(t, 500, s.Failed, 80)
	assert.Equal(t, 1.0, s.Outputs[0].Mean, "failed draws are in no mean") //nolint:testifylint
	_, err = MonteCarlo(context.Background(), two[:1], Uniform, 10, 1, func(context.Context, []float64) ([]float64,
		error,
	) {
		return nil, stop
	}, 1)
	require.ErrorIs(t, err, stop)
	points, err := Grid(context.Background(), two[:1], 2, func(context.Context, []float64) ([]float64,
		error,
	) {
		return []float64{math.NaN()}, nil
	}, 1)
	require.NoError(t, err)
	require.ErrorIs(t, points[0].Err, equilibrium.Class("not_finite"))
	assert.Nil(t, points[0].Outputs)
}

func TestFaults(t *testing.T) {
	ctx := context.Background()
	_, err := Grid(ctx, nil, 3, line, 1)
	require.ErrorIs(t, err, equilibrium.Class("missing"))
	_, err = Grid(ctx, two, 1, line, 1)
	require.ErrorIs(t, err, equilibrium.Class("shape"))
	_, err = Grid(ctx, two, 2000, line, 1)
	require.ErrorIs(t, err, equilibrium.Class("shape"))
	_, _, err = Tornado(ctx, []Parameter{{Name: "a", Value: 5, Low: 0, High: 4}}, line, 1)
	require.ErrorIs(t, err, equilibrium.Class("shape"))
	_, err = MonteCarlo(ctx, []Parameter{{Name: "a", Value: math.NaN()}}, Uniform, 3, 1, line, 1)
	require.ErrorIs(t, err, equilibrium.Class("not_finite"))
	_, err = MonteCarlo(ctx, two, "normal", 3, 1, line, 1)
	require.ErrorIs(t, err, equilibrium.Class("option"))
	stopped, stop := context.WithCancel(ctx)
	stop()
	_, err = MonteCarlo(stopped, two, Uniform, 3, 1, line, 1)
	require.ErrorIs(t, err, context.Canceled)
}
