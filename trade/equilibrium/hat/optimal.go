package hat

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// maxRate is where the search for a tariff ends: 1,000 %.
const maxRate = 10

// Optimum is the best uniform tariff of a country while all others keep theirs.
type Optimum struct {
	Country string
	// Rate is the tariff on all imports of all sectors at which welfare no longer rises.
	Rate float64
	// Slope is what is left of d ln welfare / d ln(1+rate) there.
	Slope  float64
	Result *Result
}

// Optimal searches the uniform tariff on all imports that is best for a country, the other
// tariffs as in s. It looks for the zero of the exact derivative of welfare, from the factored
// Jacobian, and so finds the rate to many more digits than a comparison of welfare could. The
// optimum of a country too small to move the others is 1/ε where all sectors share one ε. A
// tariff below zero is not looked for; where welfare rises for ever the error is an
// *equilibrium.OptimumError.
func (m *Model) Optimal(ctx context.Context, country string, s Shock) (*Optimum, error) {
	c := -1
	for i, name := range m.countries {
		if name == country {
			c = i
		}
	}
	if c < 0 {
		return nil, &equilibrium.InputError{
			Class: "names", Field: "country", At: []string{country},
			Hint: "it is not in the data",
		}
	}
	tariff, cost, err := m.read(s)
	if err != nil {
		return nil, err
	}
	own := cube(len(tariff), m.n*m.n)
	for k := range tariff {
		copy(own[k], tariff[k])
	}
	st := m.newState()
	x := make([]float64, m.n)
	out := &Optimum{Country: country}
	steps := 0
	slope := func(log float64) (float64, error) {
		rate := math.Expm1(log)
		for k := range own {
			for i := range m.n {
				if i != c {
					own[k][i*m.n+c] = rate
				}
			}
		}
		sol, err := m.move(ctx, st, own, cost, x)
		if err != nil {
			return 0, err
		}
		steps += sol.Iterations
		g, err := st.slopes([]int{c})
		if err != nil {
			return 0, err
		}
		out.Rate, out.Slope, out.Result = rate, g[0], m.result(st, append([]float64(nil), x...), sol)
		return g[0], nil
	}
	switch err := numeric.Root(slope, 0, math.Log1p(1/slices.Min(m.eps)), math.Log1p(maxRate), 1e-14); {
	case errors.Is(err, numeric.ErrNoRoot), errors.Is(err, equilibrium.Class("not_converged")) && out.Slope > 0:
		return nil, &equilibrium.OptimumError{Country: country, Rate: out.Rate}
	case err != nil:
		return nil, fmt.Errorf("the best tariff of %s: %w", country, err)
	}
	out.Result.Iterations = m.first + steps
	out.Result.Assumptions = append(out.Result.Assumptions, fmt.Sprintf(
		"the uniform tariff of %s on all imports is chosen so that its welfare is highest; the others keep theirs", country))
	return out, nil
}

// slopes returns, at a solution, the derivative of the log welfare of each country given by
// the log of 1 + its own uniform tariff, with wages following.
func (st *state) slopes(of []int) ([]float64, error) {
	m, n := st.m, st.m.n
	j, h := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
	st.jacobian(j, h)
	rhs := mat.NewDense(n, len(of), nil)
	direct := make([]float64, len(of))
	for a, c := range of {
		direct[a] = st.push(c, func(i int, v float64) { rhs.Set(i, a, -v/(st.wage[i]*m.output[i])) })
	}
	var dx mat.Dense
	var lu mat.LU
	lu.Factorize(j)
	if err := lu.SolveTo(&dx, false, rhs); err != nil {
		if poor := mat.Condition(0); !errors.As(err, &poor) {
			return nil, err
		}
	}
	for a, c := range of {
		for i := range n {
			w := h.At(c, i)
			for k := range m.sectors {
				w -= m.alpha[k][c] * st.share[k][i*n+c]
			}
			direct[a] += w * dx.At(i, a)
		}
	}
	return direct, nil
}

// push gives the derivatives by ln(1+t) of c at unchanged wages: of the demand for each
// country to excess, of c's log welfare as the result.
func (st *state) push(c int, excess func(i int, v float64)) float64 {
	m, n := st.m, st.m.n
	rev, price := 0.0, 0.0
	for k := range m.sectors {
		foreign := 0.0
		for i := range n {
			if i != c {
				foreign += st.share[k][i*n+c]
			}
		}
		price += m.alpha[k][c] * foreign
		for i := range n {
			if i != c {
				t := st.tariff[k][i*n+c]
				rev += m.alpha[k][c] * st.share[k][i*n+c] * (1 - m.eps[k]*(1-foreign)*t) / (1 + t)
			}
		}
	}
	spending := rev / (1 - st.meanRev[c])
	for i := range n {
		d := 0.0
		for k := range m.sectors {
			foreign := 0.0
			for o := range n {
				if o != c {
					foreign += st.share[k][o*n+c]
				}
			}
			v := m.eps[k]*foreign + spending
			if i != c {
				v += -m.eps[k] - 1
			}
			d += st.sales[k][i*n+c] * v
		}
		excess(i, d)
	}
	return spending - price
}
