package hat

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// NashMethod is how the tariffs of a tariff war are found.
//
// "search" looks for uniform tariffs of which each is best against the others: the
// derivative of every country's welfare by its own tariff is zero.
//
// "formula" takes the formula of Lashkaripour (2021): with χ the shares of i's exports by
// sector and partner, before duty, and λ the share of the partner's spending on the sector,
//
//	t_i = 1 / Σs εs Σj≠i χsij (1 − λsij)
//
// all at the equilibrium with these tariffs. It neglects what the tariff does to the
// wages of others; welfare still rises a little if one country deviates from it.
type NashMethod string

const (
	nashSearch  NashMethod = "search"
	nashFormula NashMethod = "formula"
)

// War is a tariff war: each country puts one uniform tariff on all its imports.
type War struct {
	// Rate is the tariff of each country, in the order of the economy. A country that exports
	// nothing (formula) or imports nothing has no tariff to choose, and keeps 0.
	Rate []float64
	// Step is the largest change of a rate in the last round.
	Step   float64
	Rounds int
	Result *Result
}

// Nash finds the tariffs of a tariff war.
func (m *Model) Nash(ctx context.Context, method NashMethod) (*War, error) {
	if method != nashSearch && method != nashFormula {
		return nil, &equilibrium.InputError{
			Class: "option", Field: "nash", At: []string{string(method)},
			Hint: "write search or formula",
		}
	}
	const rounds, done = 200, 1e-13
	n := m.n
	st := m.newState()
	x := make([]float64, m.n)
	logs := make([]float64, n) // ln(1+t)
	for i := range logs {
		logs[i] = math.Log1p(1 / m.eps[0])
		if len(m.eps) > 1 {
			logs[i] = math.Log1p(1 / slices.Max(m.eps))
		}
	}
	own := cube(len(m.sectors), n*n)
	w := &War{Rate: make([]float64, n)}
	newton := newSecants(n)
	steps := 0
	for w.Rounds = 1; w.Rounds <= rounds; w.Rounds++ {
		for k := range own {
			for i := range n {
				for j := range n {
					if i != j {
						own[k][i*n+j] = math.Expm1(logs[j])
					}
				}
			}
		}
		sol, err := m.move(ctx, st, own, nil, x)
		if err != nil {
			return nil, fmt.Errorf("tariff war, round %d: %w", w.Rounds, err)
		}
		steps += sol.Iterations
		for i := range w.Rate {
			w.Rate[i] = math.Expm1(logs[i])
		}
		w.Result = m.result(st, append([]float64(nil), x...), sol)
		var next []float64
		if method == nashFormula {
			next = st.formula()
		} else if next, err = newton.next(st, logs); err != nil {
			return nil, fmt.Errorf("tariff war, round %d: %w", w.Rounds, err)
		}
		w.Step = 0
		for i := range next {
			w.Step = math.Max(w.Step, math.Abs(math.Expm1(next[i])-w.Rate[i]))
		}
		if w.Step < done {
			break
		}
		copy(logs, next)
	}
	if w.Step > 1e-10 {
		return nil, &equilibrium.ConvergenceError{Model: "tariff war", Iterations: w.Rounds, Residual: w.Step}
	}
	w.Result.Iterations = m.first + steps
	w.Result.Assumptions = append(w.Result.Assumptions,
		"tariff war: one uniform tariff of each country on all imports of all sectors, method "+string(method))
	return w, nil
}

// formula is ln(1+t) of each country by the formula.
func (st *state) formula() []float64 {
	m, n := st.m, st.m.n
	out := make([]float64, n)
	for i := range n {
		var exports, weighted float64
		for k := range m.sectors {
			for j := range n {
				if j != i {
					exports += st.sales[k][i*n+j]
					weighted += m.eps[k] * st.sales[k][i*n+j] * (1 - st.share[k][i*n+j])
				}
			}
		}
		if weighted > 0 {
			out[i] = math.Log1p(exports / weighted)
		}
	}
	return out
}

// secants steps each country along the secant of its own slope, which the tariffs of the
// others change little.
type secants struct {
	all         []int
	last, slope []float64 // of the round before
	bend        []float64 // derivative of the slope
}

func newSecants(n int) *secants {
	s := &secants{all: make([]int, n)}
	for i := range s.all {
		s.all[i] = i
	}
	return s
}

func (s *secants) next(st *state, logs []float64) ([]float64, error) {
	slope, err := st.slopes(s.all)
	if err != nil {
		return nil, err
	}
	out := append([]float64(nil), logs...)
	if s.bend == nil {
		s.bend = make([]float64, len(logs))
		for i := range out {
			// near its peak the welfare of a small country bends by −ε times imports
			exports, imports := st.abroad(i)
			s.bend[i] = -slices.Min(st.m.eps) * math.Min(exports, imports) / st.spending[i]
		}
	} else {
		for i := range out {
			if d := logs[i] - s.last[i]; math.Abs(d) > 1e-9 {
				if b := (slope[i] - s.slope[i]) / d; b < 0 {
					s.bend[i] = b
				}
			}
		}
	}
	for i := range out {
		if s.bend[i] < 0 {
			out[i] = math.Max(0, logs[i]-math.Max(-0.1, math.Min(0.1, slope[i]/s.bend[i])))
		}
	}
	s.last, s.slope = append(s.last[:0], logs...), append(s.slope[:0], slope...)
	return out, nil
}
