// Package ces solves one market for a good that comes from several sources, which are
// imperfect substitutes (Armington 1969), after a change of tariffs: a partial equilibrium as
// in the models of the USITC (Riker and Hallren).
//
//	qᵢ = (pᵢ τᵢ)^−σ P^(σ+η)      P = (Σ θᵢ (pᵢ τᵢ)^(1−σ))^(1/(1−σ))      pᵢ^eᵢ = qᵢ
//
// in ratios of after to before: θ the share of a source in spending at the prices that buyers
// pay, τ = (1+t′)/(1+t), σ > 1 substitution, η ≤ 0 the elasticity of demand for the
// composite, e ≥ 0 the elasticity of supply of a source, +Inf where its price is fixed. The
// solution is one number, P, by Newton's method. Incomes and all other prices are fixed.
package ces

import (
	"context"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// Market is one good from several sources.
type Market struct {
	Sources      []string
	Expenditure  []float64 // what buyers spend, duty included
	Supply       []float64 // elasticity by source, +Inf for a fixed price
	Substitution float64
	Demand       float64
	Tariff0      []float64 // fraction of the value before duty
	Tariff1      []float64
	Units        string
}

// Result holds changes as fractions, by source.
type Result struct {
	ProducerPrice []float64
	ConsumerPrice []float64
	Quantity      []float64
	// PassThrough is the change of the price to buyers over the change of 1 + t, both as
	// fractions; NaN where the tariff does not change.
	PassThrough []float64
	PriceIndex  float64
	Expenditure []float64 // what buyers spend after the change
	Revenue0    float64   // duty before
	Revenue1    float64   // and after
	Report      equilibrium.Report
}

func (m *Market) check() error {
	var p equilibrium.Problems
	n := len(m.Sources)
	p.Names("sources", m.Sources, n)
	if n == 0 {
		p.Add("missing", "sources", 0, "name one at least")
	}
	if p.Finite("substitution", m.Substitution) && m.Substitution <= 1 {
		p.Add("elasticity", "substitution", m.Substitution, "it is above one")
	}
	if p.Finite("demand", m.Demand) && m.Demand > 0 {
		p.Add("elasticity", "demand", m.Demand, "it is at or below zero: -1")
	}
	total := 0.0
	for _, l := range []struct {
		field string
		v     []float64
	}{{"expenditure", m.Expenditure}, {"supply", m.Supply}, {"tariff0", m.Tariff0}, {"tariff1", m.Tariff1}} {
		if len(l.v) != n {
			p.Add("shape", l.field, 0, fmt.Sprintf("%d values for %d sources", len(l.v), n))
			continue
		}
		for i, v := range l.v {
			switch l.field {
			case "expenditure":
				p.Amount(l.field, v, m.Sources[i])
				total += v
			case "supply":
				if math.IsNaN(v) {
					p.Finite(l.field, v, m.Sources[i])
				} else if v < 0 {
					p.Add("elasticity", l.field, v, "it is at or above zero, or infinite", m.Sources[i])
				}
			default:
				p.Tariff(l.field, v, m.Sources[i])
			}
		}
	}
	if len(m.Expenditure) == n && n > 0 && total == 0 {
		p.Add("no_demand", "expenditure", 0, "nobody buys the good")
	}
	return p.Err()
}

// Solve finds the new prices and quantities. Errors are *equilibrium.InputErrors and
// *equilibrium.ConvergenceError.
func Solve(ctx context.Context, m *Market) (*Result, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	n := len(m.Sources)
	lift, price, share := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		lift[i] = math.Log((1 + m.Tariff1[i]) / (1 + m.Tariff0[i]))
	}
	cross := m.Substitution + m.Demand
	response := func(i int) float64 { // d ln p / d ln P
		if math.IsInf(m.Supply[i], 1) {
			return 0
		}
		return cross / (m.Supply[i] + m.Substitution)
	}
	residual := func(x, f []float64) bool {
		before, after := 0.0, 0.0
		for i := range n {
			if price[i] = 0; !math.IsInf(m.Supply[i], 1) {
				price[i] = (cross*x[0] - m.Substitution*lift[i]) / (m.Supply[i] + m.Substitution)
			}
			share[i] = m.Expenditure[i] * math.Exp((1-m.Substitution)*(price[i]+lift[i]))
			before += m.Expenditure[i]
			after += share[i]
		}
		for i := range share {
			share[i] /= after
		}
		f[0] = math.Log(after/before)/(1-m.Substitution) - x[0]
		return !math.IsNaN(f[0]) && !math.IsInf(f[0], 0)
	}
	jacobian := func(_ []float64, j *mat.Dense) {
		slope := -1.0
		for i := range n {
			slope += share[i] * response(i)
		}
		j.Set(0, 0, slope)
	}
	x, f := []float64{0}, []float64{0}
	found, err := numeric.Newton(ctx, &numeric.System{
		N: 1, Residual: residual, Jacobian: jacobian, MaxStep: 0.7,
		MaxIterations: 200,
	}, x)
	if errors.Is(err, numeric.ErrStuck) {
		return nil, &equilibrium.ConvergenceError{
			Model: "ces", Iterations: found.Iterations,
			Residual: found.Residual,
		}
	}
	if err != nil {
		return nil, err
	}
	residual(x, f)
	out := &Result{PriceIndex: math.Expm1(x[0]), Report: equilibrium.Report{
		Converged: true, Iterations: found.Iterations, Residual: found.Residual,
		Normalisation: "none: prices of all other goods are fixed", Units: m.Units,
		Assumptions: []string{
			"one market, sources are imperfect substitutes; incomes and other prices are fixed",
			fmt.Sprintf("elasticities, not estimated here: substitution %g, demand %g, supply by source",
				m.Substitution, m.Demand),
			"expenditure is at the prices of buyers, duty included",
		},
	}}
	clear, spent, before := 0.0, 0.0, 0.0
	for i := range n {
		q := cross*x[0] - m.Substitution*(price[i]+lift[i])
		through := math.NaN()
		if lift[i] != 0 {
			through = math.Expm1(price[i]+lift[i]) / math.Expm1(lift[i])
		}
		e := m.Expenditure[i] * math.Exp(q+price[i]+lift[i])
		out.ProducerPrice = append(out.ProducerPrice, math.Expm1(price[i]))
		out.ConsumerPrice = append(out.ConsumerPrice, math.Expm1(price[i]+lift[i]))
		out.Quantity = append(out.Quantity, math.Expm1(q))
		out.PassThrough = append(out.PassThrough, through)
		out.Expenditure = append(out.Expenditure, e)
		out.Revenue0 += m.Expenditure[i] * m.Tariff0[i] / (1 + m.Tariff0[i])
		out.Revenue1 += e * m.Tariff1[i] / (1 + m.Tariff1[i])
		if !math.IsInf(m.Supply[i], 1) {
			clear = max(clear, math.Abs(q-m.Supply[i]*price[i]))
		}
		spent += e
		before += m.Expenditure[i]
	}
	out.Report.Check("demand equals supply of every source, relative", clear, 1e-11)
	out.Report.Check("spending equals price times quantity of the composite, relative",
		spent/before/math.Exp(x[0]*(1+m.Demand))-1, 1e-11)
	return out, nil
}
