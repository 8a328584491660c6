package gravity

import (
	"context"
	"fmt"
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Solve answers the change of costs. Errors are *equilibrium.InputErrors and
// *equilibrium.ConvergenceError.
func Solve(ctx context.Context, w *World, mode Mode) (*Result, error) {
	reference, err := w.check(mode)
	if err != nil {
		return nil, err
	}
	n := len(w.Countries)
	y, e := shares(w.Output), shares(w.Expenditure)
	before, err := resist(ctx, w.Countries, w.Cost0, y, e, reference)
	if err != nil {
		return nil, err
	}
	s := &solution{
		names: w.Countries, trade0: square(n), trade1: square(n), price: ones(n), quantity: ones(n), output: ones(n),
		spending: ones(n),
		index:    make([]float64, n), in0: before.inward, out0: before.outward,
	}
	world := total(w.Output)
	fill(s.trade0, w.Output, w.Expenditure, w.Cost0, before, world)
	r := &equilibrium.Report{
		Converged: true, Iterations: before.steps, Residual: before.residual, Units: w.Units,
		Normalisation: "the inward resistance of " + w.Reference + " is 1, before and after",
		Assumptions: []string{
			fmt.Sprintf("elasticity of substitution %g, not estimated here; costs are t^(1-sigma)", w.Sigma),
			"resistances are (1-sigma) powers",
		},
	}
	if gap := total(w.Expenditure)/world - 1; math.Abs(gap) > 1e-12 {
		r.Assumptions = append(r.Assumptions,
			fmt.Sprintf("all spending is %.6g times all output: the shares of each are normalised separately", 1+gap))
	}
	if mode == Full {
		err = w.full(ctx, s, r, before, y, reference)
	} else {
		err = w.given(ctx, s, r, mode, before, y, e, reference)
	}
	if err != nil {
		return nil, err
	}
	s.scaling(r, w, y, e)
	return s.result(r), nil
}

// given solves the resistances at unchanged shares; one-pass then moves prices once.
func (w *World) given(
	ctx context.Context, s *solution, r *equilibrium.Report, mode Mode, before *resistances, y, e []float64, reference int,
) error {
	after, err := resist(ctx, w.Countries, w.Cost1, y, e, reference)
	if err != nil {
		return err
	}
	r.Iterations += after.steps
	r.Residual = max(r.Residual, after.residual)
	s.in1, s.out1 = after.inward, after.outward
	output, spending := make([]float64, len(y)), make([]float64, len(y))
	for i := range y {
		if mode == OnePass {
			p := math.Pow(after.outward[i]/before.outward[i], 1/(w.Sigma-1))
			s.price[i], s.output[i], s.spending[i] = p, p, p
		}
		s.index[i] = math.Pow(after.inward[i]/before.inward[i], 1/(1-w.Sigma))
		output[i], spending[i] = s.output[i]*w.Output[i], s.spending[i]*w.Expenditure[i]
	}
	fill(s.trade1, output, spending, w.Cost1, after, total(output))
	if mode == Conditional {
		r.Assumptions = append(r.Assumptions, "conditional: output and spending stay as they are")
	} else {
		r.Assumptions = append(r.Assumptions,
			"one-pass (gegravity): resistances at the old shares, prices moved once; this is no full equilibrium")
	}
	return nil
}

// full solves the endowment economy.
func (w *World) full(ctx context.Context, s *solution, r *equilibrium.Report, before *resistances, y []float64,
	reference int,
) error {
	n := len(y)
	lambda, move := make([]float64, n*n), square(n)
	for i := range n {
		for j, t := range w.Cost0[i] {
			lambda[i*n+j] = t * y[i] / before.outward[i] / before.inward[j]
			if move[i][j] = 1; w.Cost1[i][j] != t {
				move[i][j] = w.Cost1[i][j] / t
			}
			if t == 0 && w.Cost1[i][j] != 0 {
				return &equilibrium.InputError{
					Class: "share", Field: "cost1", Value: w.Cost1[i][j],
					At: []string{w.Countries[i], w.Countries[j]}, Hint: "the cost before is 0; give a small one " +
						"instead",
				}
			}
		}
	}
	eco := newEconomy(w.Countries, lambda, move, w.Output, w.Expenditure)
	eco.theta, eco.rule = w.Sigma-1, w.Deficits
	x, found, err := eco.solve(ctx)
	if err != nil {
		return err
	}
	r.Iterations += found.Iterations
	r.Residual = max(r.Residual, found.Residual)
	// prices in which the reference importer's index stays
	level := eco.log[reference] / (1 - w.Sigma)
	s.in1, s.out1 = make([]float64, n), make([]float64, n)
	scale := math.Exp(-level)
	for i := range n {
		p := math.Exp(x[i] - level)
		s.price[i], s.output[i] = p, p
		s.spending[i] = p
		if w.Deficits == equilibrium.Additive {
			own := w.Output[i] / w.Expenditure[i]
			s.spending[i] = 1 + own*(p-1) + (1-own)*(eco.world/eco.first*scale-1)
		}
		lift := eco.log[i] - eco.log[reference]
		s.index[i] = math.Exp(lift / (1 - w.Sigma))
		s.in1[i] = before.inward[i] * math.Exp(lift)
		// from p^(1−σ) = (y′/y)(Π/Π′)
		s.out1[i] = before.outward[i] * (p / (eco.world / eco.first * scale)) * math.Pow(p, w.Sigma-1)
	}
	eco.trade(s, x)
	output, spending := make([]float64, n), make([]float64, n)
	for j := range n {
		output[j], spending[j] = s.output[j]*w.Output[j], s.spending[j]*w.Expenditure[j]
	}
	r.Assumptions = append(r.Assumptions, "full: an endowment economy at its fixed point; deficits "+string(w.Deficits))
	again, err := resist(ctx, w.Countries, w.Cost1, shares(output), shares(spending), reference)
	if err != nil {
		return err
	}
	off := 0.0
	for i := range n {
		off = max(off, math.Abs(again.inward[i]/s.in1[i]-1), math.Abs(again.outward[i]/s.out1[i]-1))
	}
	r.Check("resistances solved in levels at the new output equal those of the hats, relative", off, 1e-10)
	return nil
}

// Universal answers the change of costs from observed flows, with supply that answers to real
// prices. Errors are *equilibrium.InputErrors and *equilibrium.ConvergenceError.
func Universal(ctx context.Context, f *Flows) (*Result, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	n := len(f.Countries)
	output, spending := make([]float64, n), make([]float64, n)
	for i := range n {
		for j, v := range f.Flow[i] {
			output[i] += v
			spending[j] += v
		}
	}
	lambda, move := make([]float64, n*n), square(n)
	for i := range n {
		for j := range n {
			lambda[i*n+j] = f.Flow[i][j] / spending[j]
			if move[i][j] = 1; f.Cost1[i][j] != f.Cost0[i][j] {
				move[i][j] = f.Cost1[i][j] / f.Cost0[i][j]
			}
		}
	}
	eco := newEconomy(f.Countries, lambda, move, output, spending)
	eco.theta, eco.supply, eco.rule = f.Sigma-1, f.SupplyElasticity, f.Deficits
	x, found, err := eco.solve(ctx)
	if err != nil {
		return nil, err
	}
	s := &solution{
		names: f.Countries, trade0: f.Flow, trade1: square(n), price: ones(n), quantity: ones(n), output: ones(n),
		spending: ones(n),
		index:    make([]float64, n), in0: ones(n), out0: ones(n), in1: make([]float64, n), out1: make([]float64, n),
	}
	growth := eco.world / eco.first // world income is the numeraire
	wish, wish0 := 0.0, 0.0
	for i := range n {
		wish += eco.ratio[i] * eco.income[i]
		wish0 += eco.ratio[i] * eco.output[i]
	}
	for i := range n {
		s.price[i] = math.Exp(x[i]) / growth
		s.index[i] = math.Exp(eco.log[i]/(1-f.Sigma)) / growth
		s.quantity[i] = math.Exp(f.SupplyElasticity * (x[i] - eco.log[i]/(1-f.Sigma)))
		s.output[i] = eco.income[i] / eco.output[i] / growth
		if f.Deficits == equilibrium.Proportional {
			s.spending[i] = s.output[i] * (growth / (wish / wish0))
		} else {
			s.spending[i] = 1 + output[i]/spending[i]*(s.output[i]-1)
		}
		s.in1[i] = math.Pow(s.index[i], 1-f.Sigma)
		s.out1[i] = s.output[i] * math.Pow(s.price[i], f.Sigma-1)
	}
	eco.trade(s, x)
	r := &equilibrium.Report{
		Converged: true, Iterations: found.Iterations, Residual: found.Residual, Units: f.Units,
		Normalisation: "world income",
		Assumptions: []string{
			fmt.Sprintf("elasticity of substitution %g, supply elasticity %g, not estimated here", f.Sigma,
				f.SupplyElasticity),
			"resistances are (1-sigma) powers of ratios: one before", "deficits " + string(f.Deficits),
		},
	}
	sold, bought := 0.0, 0.0
	income := make([]float64, n)
	for i := range n {
		row, column := 0.0, 0.0
		for j := range n {
			row += s.trade1[i][j]
			column += s.trade1[j][i]
		}
		income[i] = s.output[i] * output[i]
		sold = max(sold, math.Abs(row/income[i]-1))
		bought = max(bought, math.Abs(column/(s.spending[i]*spending[i])-1))
	}
	r.Check("sales equal output, relative", sold, 1e-10)
	r.Check("purchases equal spending, relative", bought, 1e-10)
	r.Check("world income is held constant, relative", total(income)/total(output)-1, 1e-11)
	return s.result(r), nil
}
