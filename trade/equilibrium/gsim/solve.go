package gsim

import (
	"context"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// model is an industry taken apart into shares.
type model struct {
	*Industry
	n        int
	sales    []float64   // Σv R
	spending []float64   // Σr R·T
	theta    [][]float64 // share of r in v's spending, [r][v]
	phi      [][]float64 // share of v in r's sales, [r][v]
}

// Solve finds both forms. Errors are *equilibrium.InputErrors and *equilibrium.ConvergenceError.
func Solve(ctx context.Context, x *Industry) (*Result, error) {
	if err := x.check(); err != nil {
		return nil, err
	}
	n := len(x.Regions)
	m := &model{
		Industry: x, n: n, sales: make([]float64, n), spending: make([]float64, n), theta: square(n),
		phi: square(n),
	}
	out := &Result{Report: equilibrium.Report{
		Normalisation: "none: prices of all other goods are fixed", Units: x.Units,
		Assumptions: []string{
			"goods differ by origin; one industry, incomes and other prices are fixed",
			"linear: the published spreadsheet's form; exact: CES demand and constant elasticities of supply",
			fmt.Sprintf("elasticities, not estimated here: demand %s, supply %s, substitution %s",
				span(x.Demand), span(x.Supply), span(x.Substitution)),
		},
	}}
	for r := range n {
		for v, value := range x.Trade[r] {
			m.sales[r] += value
			m.spending[v] += value * x.Tariff0[r][v]
		}
		if m.sales[r] == 0 {
			out.Report.Assumptions = append(out.Report.Assumptions,
				x.Regions[r]+" sells nothing: it has no price to change")
		}
	}
	for r := range n {
		for v, value := range x.Trade[r] {
			m.theta[r][v] = value * x.Tariff0[r][v] / m.spending[v]
			if m.sales[r] > 0 {
				m.phi[r][v] = value / m.sales[r]
			}
		}
	}
	residual, err := m.linear(&out.Linear)
	if err != nil {
		return nil, err
	}
	if err := m.exact(ctx, &out.Exact, &out.Report); err != nil {
		return nil, err
	}
	for r := range n {
		off := 0.0
		if out.Exact.Price[r] != 0 {
			off = out.Linear.Price[r]/out.Exact.Price[r] - 1
		}
		out.LinearError = append(out.LinearError, off)
	}
	out.Report.Check("markets clear in the linear form, relative to supply and demand", residual, 1e-11)
	m.checks(out)
	return out, nil
}

func square(n int) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	return out
}

func span(v []float64) string {
	low, high := v[0], v[0]
	for _, e := range v {
		low, high = min(low, e), max(high, e)
	}
	if low == high {
		return fmt.Sprintf("%g", low)
	}
	return fmt.Sprintf("%g to %g by region", low, high)
}

// linear solves the published form and returns the largest excess demand, relative to the
// size of the price effects.
func (m *model) linear(out *Outcome) (float64, error) {
	n := m.n
	slope := func(r, s, v int) float64 {
		e := m.theta[s][v] * (m.Demand[v] + m.Substitution[v])
		if r == s {
			e -= m.Substitution[v]
		}
		return e
	}
	a, b := mat.NewDense(n, n, nil), mat.NewVecDense(n, nil)
	for r := range n {
		if m.sales[r] == 0 {
			a.Set(r, r, 1)
			continue
		}
		for s := range n {
			own := 0.0
			if r == s {
				own = m.Supply[r]
			}
			for v := range n {
				e := m.phi[r][v] * slope(r, s, v)
				own -= e
				b.SetVec(r, b.AtVec(r)+e*m.move(s, v))
			}
			a.Set(r, s, own)
		}
	}
	var lu mat.LU
	lu.Factorize(a)
	price := mat.NewVecDense(n, nil)
	if err := lu.SolveVecTo(price, false, b); err != nil {
		var c mat.Condition
		if !errors.As(err, &c) || math.IsInf(float64(c), 1) {
			return 0, &equilibrium.ConvergenceError{
				Model:    "gsim, linear: these elasticities determine no prices",
				Residual: 1,
			}
		}
	}
	*out = Outcome{Price: price.RawVector().Data, Composite: make([]float64, n), Trade: square(n)}
	worst, size := 0.0, 0.0
	for r := range n {
		demand := 0.0
		for v := range n {
			q := 0.0
			for s := range n {
				q += slope(r, s, v) * (out.Price[s] + m.move(s, v))
			}
			demand += m.phi[r][v] * q
			out.Trade[r][v] = m.Trade[r][v] * (1 + q) * (1 + out.Price[r])
			out.Composite[v] += m.theta[r][v] * ((1+out.Price[r])*(m.Tariff1[r][v]/m.Tariff0[r][v]) - 1)
			size = max(size, math.Abs(m.move(r, v))*m.Substitution[v])
		}
		if m.sales[r] > 0 {
			worst = max(worst, math.Abs(demand-m.Supply[r]*out.Price[r]))
		}
	}
	for i := range n {
		p, c := out.Price[i], out.Composite[i]
		out.Producer = append(out.Producer, m.sales[i]*p*(1+m.Supply[i]*p/2))
		out.Consumer = append(out.Consumer, (m.Demand[i]*c*math.Abs(c)/2-c)*m.spending[i])
	}
	m.account(out)
	return worst / max(size, 1e-300), nil
}

// move is T̂.
func (m *model) move(r, v int) float64 { return m.Tariff1[r][v]/m.Tariff0[r][v] - 1 }

// account adds revenue and welfare.
func (m *model) account(out *Outcome) {
	for v := range m.n {
		revenue := 0.0
		for r := range m.n {
			revenue += out.Trade[r][v]*(m.Tariff1[r][v]-1) - m.Trade[r][v]*(m.Tariff0[r][v]-1)
		}
		out.Revenue = append(out.Revenue, revenue)
		out.Welfare = append(out.Welfare, out.Producer[v]+out.Consumer[v]+revenue)
	}
}
