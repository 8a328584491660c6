package hat

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// Shock is what changes.
type Shock struct {
	// Tariff are the new rates, by sector, exporter and importer; nil: those of the data.
	Tariff [][][]float64
	// Cost are changes of other trade costs as factors, 1 for none; nil: none change.
	Cost [][][]float64
}

// Country is what happens to a country. A hat is the ratio of after to before.
type Country struct {
	Name string
	// Welfare is real spending, Ê/P̂, and RealWage ŵ/P̂.
	Welfare, RealWage float64
	// Wage is ŵ, Price the consumer price index P̂, Spending Ê; in the numeraire.
	Wage, Price, Spending float64
	// Revenue is tariff revenue afterwards, RevenueBefore that of the data, in units of trade.
	Revenue, RevenueBefore float64
	// Exports and Imports are hats of trade with others, before duty, in the numeraire; where
	// there was none there is none, and the hat is 1.
	Exports, Imports float64
	// OwnShare and OwnShareBefore are the share of spending that stays at home.
	OwnShare, OwnShareBefore float64
	// Deficit is imports less exports, before duty, afterwards; DeficitBefore in the baseline.
	Deficit, DeficitBefore float64
}

// Result is the world after a shock.
type Result struct {
	equilibrium.Report
	Countries []Country
	// Trade is value before duty afterwards, by sector, exporter and importer, in the numeraire.
	Trade [][][]float64
	// Tariff are the rates after the shock.
	Tariff [][][]float64

	x []float64 // ln ŵ, to start a neighbour from
}

// New makes an economy ready. Where deficits are balanced, the world without them is solved
// first, at the tariffs of the data, and becomes what results are compared with.
func New(ctx context.Context, e *Economy, deficits equilibrium.Deficits) (*Model, error) {
	rule, err := equilibrium.ParseDeficits(string(deficits))
	if err != nil {
		return nil, err
	}
	if err := e.check(rule); err != nil {
		return nil, err
	}
	m := newModel(e, rule)
	if m.solved = rule != equilibrium.Balanced; m.solved {
		return m, nil
	}
	r, err := m.Solve(ctx, Shock{})
	if err != nil {
		return nil, fmt.Errorf("the baseline without deficits: %w", err)
	}
	balanced := *e
	balanced.Trade = r.Trade
	m = newModel(&balanced, rule)
	m.solved, m.first, m.firstResidual = true, r.Iterations, r.Residual
	return m, nil
}

// Solve finds the world after a shock.
func (m *Model) Solve(ctx context.Context, s Shock) (*Result, error) {
	tariff, cost, err := m.read(s)
	if err != nil {
		return nil, err
	}
	st := m.newState()
	st.shock(tariff, cost)
	x := make([]float64, m.n)
	if m.solved && cost == nil && equal(tariff, m.tariff) { // nothing moves, to the last bit
		st.at(x)
		return m.result(st, x, numeric.Solution{}), nil
	}
	sol, err := m.move(ctx, st, tariff, cost, x)
	if err != nil {
		return nil, err
	}
	return m.result(st, x, sol), nil
}

// move brings the state to the equilibrium of a shock, starting from x. Where Newton's method
// fails on the whole way it goes a part of it first, down to a thousandth at a time.
func (m *Model) move(ctx context.Context, st *state, tariff, cost [][]float64, x []float64) (numeric.Solution, error) {
	st.shock(tariff, cost)
	start := append([]float64(nil), x...)
	sol, err := m.newton(ctx, st, x)
	if err == nil || !errors.Is(err, equilibrium.Class("not_converged")) {
		return sol, err
	}
	steps := sol.Iterations
	copy(x, start)
	for done, part := 0.0, 0.5; done < 1; {
		to := min(1, done+part)
		st.shock(m.between(tariff, cost, to))
		sol, err = m.newton(ctx, st, x)
		steps += sol.Iterations
		sol.Iterations = steps
		switch {
		case err == nil:
			done, part = to, 2*part
			copy(start, x)
		case part < 1e-3 || !errors.Is(err, equilibrium.Class("not_converged")):
			return sol, err
		default:
			part /= 4
			copy(x, start)
		}
	}
	return sol, nil
}

// between is a part of a shock, by logs.
func (m *Model) between(tariff, cost [][]float64, part float64) (tariffs, costs [][]float64) {
	if part == 1 {
		return tariff, cost
	}
	tariffs = cube(len(tariff), m.n*m.n)
	for k := range tariff {
		for i, t := range tariff[k] {
			tariffs[k][i] = (1+m.tariff[k][i])*math.Pow((1+t)/(1+m.tariff[k][i]), part) - 1
		}
	}
	if cost != nil {
		costs = cube(len(cost), m.n*m.n)
		for k := range cost {
			for i, c := range cost[k] {
				costs[k][i] = math.Pow(c, part)
			}
		}
	}
	return tariffs, costs
}

// newton moves the state to the equilibrium, starting from x.
func (m *Model) newton(ctx context.Context, st *state, x []float64) (numeric.Solution, error) {
	h := mat.NewDense(m.n, m.n, nil)
	sol, err := numeric.Newton(ctx, &numeric.System{
		N: m.n, Residual: st.residual,
		Jacobian: func(_ []float64, j *mat.Dense) { st.jacobian(j, h) },
		MaxStep:  0.7, MaxIterations: 100,
	}, x)
	if err != nil {
		if ctx.Err() != nil {
			return sol, fmt.Errorf("hat: %w", ctx.Err())
		}
		c := &equilibrium.ConvergenceError{Model: "hat", Iterations: sol.Iterations, Residual: sol.Residual}
		c.Market = m.countries[sol.Worst]
		if m.rule == equilibrium.Additive && slices.Min(m.deficit) < 0 {
			c.Hint = "some country may not be able to earn the surplus that it keeps; try balanced deficits"
		}
		return sol, c
	}
	return sol, nil
}

// read checks a shock and lays it out flat.
func (m *Model) read(s Shock) (tariff, cost [][]float64, err error) {
	e := &Economy{Countries: m.countries, Sectors: m.sectors}
	var p equilibrium.Problems
	if s.Tariff != nil {
		e.cube(&p, "tariff1", s.Tariff)
	}
	if s.Cost != nil {
		e.cube(&p, "cost", s.Cost)
	}
	if err := p.Err(); err != nil {
		return nil, nil, err
	}
	e.rates(&p, "tariff1", s.Tariff)
	for k := range s.Cost {
		for i, row := range s.Cost[k] {
			for j, v := range row {
				if p.Finite("cost", v, m.sectors[k], m.countries[i], m.countries[j]) && v <= 0 {
					p.Add("negative", "cost", v, "a change of cost is a factor above zero",
						m.sectors[k], m.countries[i], m.countries[j])
				}
			}
		}
	}
	if err := p.Err(); err != nil {
		return nil, nil, err
	}
	tariff = m.tariff
	if s.Tariff != nil {
		tariff = flat(s.Tariff, m.n)
	}
	if s.Cost != nil {
		cost = flat(s.Cost, m.n)
	}
	return tariff, cost, nil
}

func equal(a, b [][]float64) bool { return slices.EqualFunc(a, b, slices.Equal[[]float64]) }

func flat(in [][][]float64, n int) [][]float64 {
	out := cube(len(in), n*n)
	for k := range in {
		for i := range in[k] {
			copy(out[k][i*n:], in[k][i])
		}
	}
	return out
}

func deep(in [][]float64, n int) [][][]float64 {
	out := make([][][]float64, len(in))
	for k := range in {
		out[k] = make([][]float64, n)
		for i := range out[k] {
			out[k][i] = append([]float64(nil), in[k][i*n:(i+1)*n]...)
		}
	}
	return out
}

// result compares the solved state with the baseline, evaluated by the same code.
func (m *Model) result(st *state, x []float64, sol numeric.Solution) *Result {
	base := m.newState()
	base.shock(m.tariff, nil)
	base.at(make([]float64, m.n))
	r := &Result{Countries: make([]Country, m.n), Trade: deep(st.sales, m.n), Tariff: deep(st.tariff, m.n), x: x}
	for j := range r.Countries {
		c := &r.Countries[j]
		c.Name = m.countries[j]
		logPrice := 0.0
		for k := range m.sectors {
			logPrice += m.alpha[k][j] * st.price[k][j]
		}
		c.Wage, c.Price, c.Spending = st.wage[j], math.Exp(logPrice), st.spending[j]/base.spending[j]
		c.Welfare, c.RealWage = c.Spending/c.Price, c.Wage/c.Price
		c.Revenue = st.meanRev[j] * st.spending[j]
		c.RevenueBefore = base.meanRev[j] * base.spending[j]
		exports, imports := st.abroad(j)
		exports0, imports0 := base.abroad(j)
		c.Exports, c.Imports = ratio(exports, exports0), ratio(imports, imports0)
		c.OwnShare, c.OwnShareBefore = st.own(j), base.own(j)
		c.Deficit, c.DeficitBefore = imports-exports, imports0-exports0
	}
	m.report(r, st, sol)
	return r
}

func ratio(after, before float64) float64 {
	if before == 0 {
		return 1
	}
	return after / before
}

// abroad is trade with others, before duty.
func (st *state) abroad(c int) (exports, imports float64) {
	n := st.m.n
	for k := range st.sales {
		for o := range n {
			if o != c {
				exports += st.sales[k][c*n+o]
				imports += st.sales[k][o*n+c]
			}
		}
	}
	return exports, imports
}

func (st *state) own(c int) float64 {
	v := 0.0
	for k := range st.share {
		v += st.m.alpha[k][c] * st.share[k][c*st.m.n+c]
	}
	return v
}

func (m *Model) report(r *Result, st *state, sol numeric.Solution) {
	r.Converged, r.Iterations = true, m.first+sol.Iterations
	r.Residual = max(sol.Residual, m.firstResidual)
	r.Normalisation = "world income is constant: sum of wage hat times output = sum of output"
	r.Units = m.units
	r.Assumptions = append(r.Assumptions, m.notes...)
	r.Assumptions = append(r.Assumptions, "trade of the result is before duty; tariff revenue is spent by the importer")
	switch m.rule {
	case equilibrium.Additive:
		r.Assumptions = append(r.Assumptions, "deficits: additive, a constant share of world income")
	case equilibrium.Balanced:
		r.Assumptions = append(r.Assumptions,
			fmt.Sprintf("deficits: balanced; changes are against the world without deficits at the old tariffs (%d steps)",
				m.first))
	case equilibrium.Proportional:
		r.Assumptions = append(r.Assumptions, fmt.Sprintf(
			"deficits: proportional, spending less revenue is a constant multiple of output, times Xi = %.12g", st.scalar))
	}
	if len(m.sectors) == 1 {
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("trade elasticity %g, as given", m.eps[0]))
	} else {
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("trade elasticities of %d sectors from %g to %g, as given; "+
			"shares of sectors in spending are constant", len(m.sectors), slices.Min(m.eps), slices.Max(m.eps)))
	}
	if empty := m.empty(); empty != "" {
		r.Assumptions = append(r.Assumptions, "markets without demand stay without: "+empty)
	}
	m.identities(r, st)
}

// empty lists the sectors that a country does not buy at all, the first few by name.
func (m *Model) empty() string {
	var names []string
	count := 0
	for k := range m.sectors {
		for j := range m.n {
			if m.alpha[k][j] == 0 {
				if count++; len(names) < 5 {
					names = append(names, m.sectors[k]+" in "+m.countries[j])
				}
			}
		}
	}
	if count > len(names) {
		names = append(names, fmt.Sprintf("and %d more", count-len(names)))
	}
	return strings.Join(names, ", ")
}

// identities checks the solution by ways that the solver did not take.
func (m *Model) identities(r *Result, st *state) {
	const bound = 1e-9
	var market, budget, duty, deficits float64
	for i := range m.n {
		own := st.wage[i] * m.output[i]
		var sales, paid, base float64
		for k := range m.sectors {
			sales += sum(r.Trade[k][i])
			for j := range m.n {
				paid += r.Trade[k][j][i] * (1 + r.Tariff[k][j][i])
				base += r.Trade[k][j][i] * r.Tariff[k][j][i]
			}
		}
		c := &r.Countries[i]
		market = math.Max(market, math.Abs(sales/own-1))
		budget = math.Max(budget, math.Abs(paid/st.spending[i]-1))
		duty = math.Max(duty, math.Abs(base-c.Revenue)/st.spending[i])
		deficits += c.Deficit
	}
	r.Check("markets clear: sales less output, relative", market, bound)
	r.Check("budgets: trade with duty less spending, relative", budget, bound)
	r.Check("revenue = rate x base, relative to spending", duty, bound)
	r.Check("deficits of the world add up to zero, relative to income", deficits/m.world, bound)
	r.Check("world income is constant", st.growth-1, bound)
}
