package gsim

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// exact solves the CES form by Newton's method in logarithms of prices.
func (m *model) exact(ctx context.Context, out *Outcome, report *equilibrium.Report) error {
	n := m.n
	lift := square(n)           // ln T′/T
	quantity := square(n)       // ln q
	share := square(n)          // θ after
	demand := square(n)         // φ·q over Σ φ·q
	index := make([]float64, n) // ln P
	for r := range n {
		for v := range n {
			lift[r][v] = math.Log(m.Tariff1[r][v] / m.Tariff0[r][v])
		}
	}
	residual := func(x, f []float64) bool {
		for v := range n {
			before, after := 0.0, 0.0
			for r := range n {
				share[r][v] = m.theta[r][v] * math.Exp((1-m.Substitution[v])*(x[r]+lift[r][v]))
				before += m.theta[r][v]
				after += share[r][v]
			}
			index[v] = math.Log(after/before) / (1 - m.Substitution[v])
			for r := range n {
				share[r][v] /= after
				quantity[r][v] = -m.Substitution[v]*(x[r]+lift[r][v]) + (m.Substitution[v]+m.Demand[v])*index[v]
			}
		}
		for r := range n {
			if m.sales[r] == 0 {
				f[r] = x[r]
				continue
			}
			before, after := 0.0, 0.0
			for v := range n {
				demand[r][v] = m.phi[r][v] * math.Exp(quantity[r][v])
				before += m.phi[r][v]
				after += demand[r][v]
			}
			for v := range n {
				demand[r][v] /= after
			}
			if f[r] = math.Log(after/before) - m.Supply[r]*x[r]; math.IsNaN(f[r]) || math.IsInf(f[r], 0) {
				return false
			}
		}
		return true
	}
	jacobian := func(_ []float64, j *mat.Dense) {
		j.Zero()
		for r := range n {
			if m.sales[r] == 0 {
				j.Set(r, r, 1)
				continue
			}
			own := -m.Supply[r]
			for v := range n {
				own -= demand[r][v] * m.Substitution[v]
				for s := range n {
					j.Set(r, s, j.At(r, s)+demand[r][v]*(m.Substitution[v]+m.Demand[v])*share[s][v])
				}
			}
			j.Set(r, r, j.At(r, r)+own)
		}
	}
	x := make([]float64, n)
	found, err := numeric.Newton(ctx, &numeric.System{
		N: n, Residual: residual, Jacobian: jacobian, MaxStep: 0.7,
		MaxIterations: 200,
	}, x)
	if errors.Is(err, numeric.ErrStuck) {
		return &equilibrium.ConvergenceError{
			Model: "gsim, exact", Iterations: found.Iterations,
			Residual: found.Residual,
			Market:   m.Regions[found.Worst],
		}
	}
	if err != nil {
		return err
	}
	report.Converged, report.Iterations, report.Residual = true, found.Iterations, found.Residual
	*out = Outcome{Trade: square(n)}
	for i := range n {
		out.Price = append(out.Price, math.Expm1(x[i]))
		out.Composite = append(out.Composite, math.Expm1(index[i]))
		out.Producer = append(out.Producer, m.sales[i]*area(x[i], m.Supply[i]))
		out.Consumer = append(out.Consumer, -m.spending[i]*area(index[i], m.Demand[i]))
		for v := range n {
			out.Trade[i][v] = m.Trade[i][v] * math.Exp(quantity[i][v]+x[i])
		}
	}
	m.account(out)
	return nil
}

// area is the integral of p^e from 1 to exp(x).
func area(x, e float64) float64 {
	if e == -1 {
		return x
	}
	return math.Expm1(x*(1+e)) / (1 + e)
}

// checks tests the solution against identities that the solver does not use.
func (m *model) checks(out *Result) {
	x := &out.Exact
	markets, budgets, parts := 0.0, 0.0, 0.0
	for r := range m.n {
		sold := 0.0
		for v := range m.n {
			sold += x.Trade[r][v]
		}
		if m.sales[r] > 0 {
			supply := m.sales[r] * math.Pow(1+x.Price[r], 1+m.Supply[r])
			markets = max(markets, math.Abs(sold/supply-1))
		}
		spent := 0.0
		for s := range m.n {
			spent += x.Trade[s][r] * m.Tariff1[s][r]
		}
		budgets = max(budgets, math.Abs(spent/(m.spending[r]*math.Pow(1+x.Composite[r], 1+m.Demand[r]))-1))
		for _, o := range []*Outcome{&out.Linear, &out.Exact} {
			parts = max(parts, math.Abs(o.Producer[r]+o.Consumer[r]+o.Revenue[r]-o.Welfare[r]))
		}
	}
	out.Report.Check("sales equal supply in the exact form, relative", markets, 1e-11)
	out.Report.Check("spending equals price times quantity of the composite in the exact form, relative", budgets,
		1e-11)
	out.Report.Check("the parts of welfare add up", parts, 1e-9)
}
