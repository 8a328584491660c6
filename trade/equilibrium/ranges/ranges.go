// Package ranges asks a model over ranges of what it takes: a grid, a tornado, a Monte Carlo with
// a seed. Results stand in an order that does not depend on how many workers computed
// them, and so every sum does: the same question gives the same bytes.
//
// A Parameter is a number with its ends, low ≤ value ≤ high, in the units of the model, a function
// from parameters to as many outputs each time. Grid asks at all combinations of even steps, Tornado
// at the ends of one parameter after the other, MonteCarlo at draws, uniform or triangular with the
// peak at the value; quantiles are linear between order statistics. At most Limit calls are made.
//
// Ranges, shapes or counts that cannot be are *equilibrium.InputErrors. Where the model gives an
// error, or a number that is not finite, the Point carries the error and no outputs, and a summary
// leaves it out and counts it. A context that ends gives its error.
package ranges

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// limit bounds how many times a model is asked in one call.
const limit = 1_000_000

// Parameter is a number with a range, low ≤ value ≤ high.
type Parameter struct {
	Name             string
	Value, Low, High float64
	Source           string // where the range comes from
}

// Model answers with as many outputs each time. It is called from several goroutines.
type Model func(ctx context.Context, parameters []float64) ([]float64, error)

// Point is one answer.
type Point struct {
	Parameters []float64
	Outputs    []float64
	Err        error // the model's, where it did not answer; Outputs is then nil
}

// Bar is one line of a tornado: the answers at both ends of one parameter, the others at their
// values.
type Bar struct {
	Parameter string
	Low, High Point
}

// Summary describes an output over the draws that were answered.
type Summary struct {
	Mean, StdDev            float64
	Min, Max                float64
	P05, P25, P50, P75, P95 float64 // quantiles, linear between order statistics
}

// Sample is the answer of a Monte Carlo.
type Sample struct {
	Points  []Point // in the order of the draws
	Outputs []Summary
	Failed  int // draws that the model did not answer; they are in no summary
}

// Shape is how draws are spread over a range.
type Shape string

// The shapes.
const (
	Uniform    Shape = "uniform"
	Triangular Shape = "triangular" // with its peak at the value
)

func check(parameters []Parameter, calls int) error {
	var p equilibrium.Problems
	var names []string
	for _, x := range parameters {
		names = append(names, x.Name)
		if p.Finite(x.Name, x.Value) && p.Finite(x.Name+" low", x.Low) && p.Finite(x.Name+" high", x.High) &&
			!(x.Low <= x.Value && x.Value <= x.High) {
			p.Add("shape", x.Name, 0, fmt.Sprintf("%g is not from %g to %g", x.Value, x.Low, x.High))
		}
	}
	p.Names("parameters", names, len(names))
	if len(parameters) == 0 {
		p.Add("missing", "parameters", 0, "name one at least")
	}
	if calls < 1 || calls > limit {
		p.Add("shape", "range", 0,
			fmt.Sprintf("the model would be asked %d times; from 1 to %d is possible", calls, limit))
	}
	return p.Err()
}

// ask fills the outputs of the points. Workers below one are as many as there are processors.
func ask(ctx context.Context, points []Point, f Model, asked int) error {
	return workers.Each(ctx, asked, len(points), func(_, i int) {
		out, err := f(ctx, slices.Clone(points[i].Parameters))
		for _, v := range out {
			if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
				err = &equilibrium.InputError{Class: "not_finite", Field: "output", Value: v}
			}
		}
		if err != nil {
			out = nil
		}
		points[i].Outputs, points[i].Err = out, err
	})
}

// Grid asks at n even steps from low to high of every parameter, all combinations, the last
// parameter fastest. A parameter whose ends are the same has one step.
func Grid(ctx context.Context, parameters []Parameter, n int, f Model, workers int) ([]Point, error) {
	calls := 1
	for _, p := range parameters {
		if p.Low != p.High && calls <= limit {
			calls *= max(n, 0)
		}
	}
	if n < 2 {
		calls = 0
	}
	if err := check(parameters, calls); err != nil {
		return nil, err
	}
	points := make([]Point, calls)
	for i := range points {
		at := make([]float64, len(parameters))
		left := i
		for k := len(parameters) - 1; k >= 0; k-- {
			p := parameters[k]
			if at[k] = p.Low; p.Low != p.High {
				step := left % n
				left /= n
				if at[k] = p.Low + (p.High-p.Low)*float64(step)/float64(n-1); step == n-1 {
					at[k] = p.High
				}
			}
		}
		points[i].Parameters = at
	}
	return points, ask(ctx, points, f, workers)
}

// Tornado asks at both ends of each parameter with the others at their values. Bars come in the
// order of the parameters; base is the answer at all values.
func Tornado(ctx context.Context, parameters []Parameter, f Model, workers int) (base Point, bars []Bar, err error) {
	if err := check(parameters, 1+2*len(parameters)); err != nil {
		return Point{}, nil, err
	}
	values := make([]float64, len(parameters))
	for k, p := range parameters {
		values[k] = p.Value
	}
	points := []Point{{Parameters: values}}
	for k, p := range parameters {
		for _, end := range []float64{p.Low, p.High} {
			at := slices.Clone(values)
			at[k] = end
			points = append(points, Point{Parameters: at})
		}
	}
	if err := ask(ctx, points, f, workers); err != nil {
		return Point{}, nil, err
	}
	for k, p := range parameters {
		bars = append(bars, Bar{p.Name, points[1+2*k], points[2+2*k]})
	}
	return points[0], bars, nil
}

// MonteCarlo asks at random draws. Draw i has a generator of its own (PCG of seed and i), so it
// is the same whatever else is drawn and whoever draws it.
func MonteCarlo(ctx context.Context, parameters []Parameter, shape Shape, draws int, seed uint64, f Model,
	workers int,
) (*Sample, error) {
	if err := check(parameters, draws); err != nil {
		return nil, err
	}
	if shape != Uniform && shape != Triangular {
		return nil, &equilibrium.InputError{
			Class: "option", Field: "shape", At: []string{fmt.Sprintf("%.40q", string(shape))},
			Hint: "write uniform or triangular",
		}
	}
	s := &Sample{Points: make([]Point, draws)}
	for i := range s.Points {
		g := rand.New(rand.NewPCG(seed, uint64(i)))
		for _, p := range parameters {
			s.Points[i].Parameters = append(s.Points[i].Parameters, p.draw(shape, g.Float64()))
		}
	}
	if err := ask(ctx, s.Points, f, workers); err != nil {
		return nil, err
	}
	var columns [][]float64
	for _, p := range s.Points {
		if p.Err != nil {
			s.Failed++
			continue
		}
		for len(columns) < len(p.Outputs) {
			columns = append(columns, nil)
		}
		for k, v := range p.Outputs {
			columns[k] = append(columns[k], v)
		}
	}
	if s.Failed == draws {
		var errs []error
		for _, p := range s.Points[:min(draws, 3)] {
			errs = append(errs, p.Err)
		}
		return nil, fmt.Errorf("the model answered none of %d draws: %w", draws, errors.Join(errs...))
	}
	for _, c := range columns {
		s.Outputs = append(s.Outputs, summarise(c))
	}
	return s, nil
}

// draw maps u in [0, 1) on the range.
func (p Parameter) draw(shape Shape, u float64) float64 {
	width := p.High - p.Low
	if shape == Uniform || width == 0 {
		return p.Low + u*width
	}
	if peak := (p.Value - p.Low) / width; u < peak {
		return p.Low + math.Sqrt(u*width*(p.Value-p.Low))
	}
	return p.High - math.Sqrt((1-u)*width*(p.High-p.Value))
}

func summarise(v []float64) Summary {
	n := float64(len(v))
	mean, square := 0.0, 0.0
	for _, x := range v {
		mean += x
	}
	mean /= n
	for _, x := range v {
		square += (x - mean) * (x - mean)
	}
	sorted := slices.Sorted(slices.Values(v))
	at := func(q float64) float64 {
		place := q * (n - 1)
		i := int(place)
		if i+1 >= len(sorted) {
			return sorted[len(sorted)-1]
		}
		return sorted[i] + (place-float64(i))*(sorted[i+1]-sorted[i])
	}
	return Summary{
		Mean: mean, StdDev: math.Sqrt(square / max(1, n-1)), Min: sorted[0], Max: sorted[len(sorted)-1],
		P05: at(.05), P25: at(.25), P50: at(.5), P75: at(.75), P95: at(.95),
	}
}
