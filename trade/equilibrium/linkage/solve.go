package linkage

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// Model is a solved baseline, ready to be shocked. Solve does not change it.
type Model struct {
	regions, sectors []string
	units            string
	base             *data
	before           *state
	report           equilibrium.Report // of the baseline
	inverse          *mat.Dense         // of the Jacobian there
}

// Region is what happens to a region, against the baseline. A hat is after over before;
// TermsOfTrade, VolumeOfTrade and FirstOrder are percent of the baseline's income.
type Region struct {
	Name string
	// TermsOfTrade and VolumeOfTrade are the two parts of the first-order change of welfare that
	// Caliendo and Parro print, and FirstOrder is their sum.
	TermsOfTrade, VolumeOfTrade, FirstOrder float64
	// TermsBySector … VolumeByPartner are the parts of those sums.
	TermsBySector, TermsByPartner, VolumeBySector, VolumeByPartner []float64
	// RealWage is ŵ/P̂, RealIncome the exact change of real income, Î/P̂.
	RealWage, RealIncome float64
	Wage, Price          float64
	// Imports and Exports are hats of trade with others, before duty; 1 where there was none.
	Imports, Exports       float64
	Revenue, RevenueBefore float64
}

// Result is the world after a shock.
type Result struct {
	equilibrium.Report
	Regions []Region
	// Trade and TradeBefore are value before duty by sector, importer and exporter, in the
	// counterfactual and in the solved baseline.
	Trade, TradeBefore [][][]float64
}

// New splits the data into shares and solves the baseline: the world at the tariffs of the data with
// the deficits chosen, Balanced (none) or Additive (those of the data). The data themselves
// are no equilibrium where a residual final demand is below zero, and so the baseline moves a
// little even with the deficits of the data.
func New(ctx context.Context, e *Economy, deficits equilibrium.Deficits) (*Model, error) {
	rule, err := equilibrium.ParseDeficits(string(deficits))
	if err != nil {
		return nil, err
	}
	if rule == equilibrium.Proportional {
		return nil, &equilibrium.InputError{
			Class: "option", Field: "deficits", At: []string{string(rule)},
			Hint: "this model knows balanced and additive",
		}
	}
	if err := e.check(rule); err != nil {
		return nil, err
	}
	d, spend, notes := prepare(e)
	if rule == equilibrium.Balanced {
		clear(d.deficit)
		notes = append(notes, "deficits: balanced, in the baseline and after")
	} else {
		notes = append(notes, "deficits: those of the data, a constant share of world value added")
	}
	m := &Model{regions: e.Regions, sectors: e.Sectors, units: e.Units, base: d, inverse: &mat.Dense{}}
	st := newState(d, d.tariff)
	copy(st.spend, spend)
	sol, err := m.broyden(ctx, st, m.inverse)
	if err != nil {
		return nil, fmt.Errorf("the baseline: %w", err)
	}
	m.report = equilibrium.Report{
		Converged: true, Iterations: sol.Iterations, Residual: sol.Residual, Units: e.Units,
		Normalisation: "the world's value added is constant: sum of wage hat times value added",
		Assumptions: append(notes,
			"changes are against the baseline solved with the same deficits at the old tariffs",
			fmt.Sprintf("trade elasticities theta of %d sectors from %g to %g, as given",
				len(e.Sectors), slices.Min(e.Theta), slices.Max(e.Theta))),
	}
	m.rebase(st)
	return m, nil
}

// rebase makes a solved state what hats start from.
func (m *Model) rebase(st *state) {
	base := *st.data
	base.share, base.tariff, base.value = st.shareTo, st.target, make([]float64, st.n)
	for i := range st.n {
		base.value[i] = st.wage[i] * st.value[i]
	}
	m.base = &base
	m.before = newState(&base, base.tariff)
	copy(m.before.spend, st.spend)
	copy(m.before.output, st.output)
	copy(m.before.income, st.income)
	copy(m.before.revenue, st.revenue)
	for i := range m.before.wage {
		m.before.wage[i] = 1
	}
	m.before.growth = 1
}

// At is the model with another baseline: the world after a change of tariffs, from which
// further changes are measured ("given world tariff changes").
func (m *Model) At(ctx context.Context, tariff [][][]float64) (*Model, error) {
	st, sol, err := m.move(ctx, tariff)
	if err != nil {
		return nil, err
	}
	out := *m
	out.inverse = mat.DenseCopyOf(m.inverse)
	out.report.Assumptions = append(slices.Clone(m.report.Assumptions), "the baseline was moved to other tariffs first")
	out.report.Iterations += sol.Iterations
	out.report.Residual = max(out.report.Residual, sol.Residual)
	out.rebase(st)
	return &out, nil
}

// prepare makes shares of the data, and names the rules that it took.
func prepare(e *Economy) (d *data, spend []float64, notes []string) {
	n, s := len(e.Regions), len(e.Sectors)
	d = &data{
		n: n, s: s, theta: e.Theta, traded: make([]bool, s), share: make([][]float64, s), tariff: make([][]float64, s),
		va: make([]float64, n*s), inputs: make([][]float64, n), final: make([]float64, n*s),
		value: make([]float64, n), deficit: make([]float64, n),
	}
	spend = make([]float64, n*s)
	output := make([]float64, n*s)
	unbought := 0
	for j := range s {
		d.share[j], d.tariff[j] = make([]float64, n*n), make([]float64, n*n)
		for i := range n {
			for o, v := range e.Trade[j][i] {
				if e.Tariff != nil {
					d.tariff[j][i*n+o] = e.Tariff[j][i][o]
				}
				paid := v * (1 + d.tariff[j][i*n+o])
				d.share[j][i*n+o] = paid
				d.traded[j] = d.traded[j] || i != o && v > 0
				spend[i*s+j] += paid
				output[o*s+j] += v
				d.deficit[i] += v
				d.deficit[o] -= v
			}
		}
		for i := range n {
			if spend[i*s+j] == 0 {
				d.share[j][i*n+i] = 1
				unbought++
				continue
			}
			for o := range n {
				d.share[j][i*n+o] /= spend[i*s+j]
			}
		}
	}
	noInputs, clipped, negative := 0, 0, 0
	for i := range n {
		d.inputs[i] = make([]float64, s*s)
		for j := range s {
			total := 0.0
			for k := range s {
				total += e.Inputs[i][k][j]
				if e.Inputs[i][k][j] < 0 {
					negative++
				}
			}
			d.va[i*s+j] = e.ValueAdded[i][j]
			if total == 0 {
				d.va[i*s+j] = 1
				noInputs++
				continue
			}
			for k := range s {
				d.inputs[i][j*s+k] = (1 - d.va[i*s+j]) * e.Inputs[i][k][j] / total
			}
		}
	}
	used := make([]float64, n*s)
	d.uses(output, used)
	for i := range n {
		total := 0.0
		for j := range s {
			at := i*s + j
			d.value[i] += d.va[at] * output[at]
			if d.final[at] = spend[at] - used[at]; d.final[at] < 0 {
				d.final[at] = 0
				clipped++
			}
			total += d.final[at]
		}
		d.world += d.value[i]
		for j := range s {
			if d.final[i*s+j] /= total; total == 0 {
				d.final[i*s+j] = 1 / float64(s)
			}
		}
	}
	add := func(count int, format string) {
		if count > 0 {
			notes = append(notes, fmt.Sprintf(format, count))
		}
	}
	add(noInputs, "%d sectors of regions without inputs: value added is all of output")
	add(negative, "%d input coefficients below zero are kept, as by-products")
	add(clipped, "%d residual final demands below zero are taken as zero, and final shares rescaled")
	add(unbought, "%d sectors of regions without purchases are served at home if bought")
	return d, spend, notes
}

// broyden moves a state to the equilibrium.
func (m *Model) broyden(ctx context.Context, st *state, inverse *mat.Dense) (numeric.Solution, error) {
	sol, err := numeric.Broyden(ctx, &numeric.System{
		N: st.n, Residual: st.residual,
		Jacobian: func(_ []float64, j *mat.Dense) { st.jacobian(j) },
		MaxStep:  0.3, MaxIterations: 400,
	}, make([]float64, st.n), inverse)
	if err != nil {
		if ctx.Err() != nil {
			return sol, fmt.Errorf("linkage: %w", ctx.Err())
		}
		c := &equilibrium.ConvergenceError{
			Model: "linkage", Iterations: sol.Iterations, Residual: sol.Residual, Market: m.regions[sol.Worst],
		}
		if slices.Min(st.deficit) < 0 {
			c.Hint = "some region may not be able to earn the surplus that it keeps; try balanced deficits"
		}
		return sol, c
	}
	return sol, nil
}

// Solve finds the world at new tariffs, by sector, importer and exporter.
func (m *Model) Solve(ctx context.Context, tariff [][][]float64) (*Result, error) {
	st, sol, err := m.move(ctx, tariff)
	if err != nil {
		return nil, err
	}
	return m.result(st, sol), nil
}

// move solves the world at new tariffs.
func (m *Model) move(ctx context.Context, tariff [][][]float64) (*state, numeric.Solution, error) {
	var sol numeric.Solution
	e := &Economy{Regions: m.regions, Sectors: m.sectors}
	var p equilibrium.Problems
	e.shape(&p, "tariff1", tariff)
	if err := p.Err(); err != nil {
		return nil, sol, err
	}
	e.rates(&p, "tariff1", tariff)
	if err := p.Err(); err != nil {
		return nil, sol, err
	}
	same := true
	target := make([][]float64, m.base.s)
	for j := range target {
		for _, row := range tariff[j] {
			target[j] = append(target[j], row...)
		}
		same = same && slices.Equal(target[j], m.base.tariff[j])
	}
	if same {
		return m.before, sol, nil
	}
	st := newState(m.base, target)
	copy(st.spend, m.before.spend)
	sol, err := m.broyden(ctx, st, mat.DenseCopyOf(m.inverse))
	if err != nil {
		return nil, sol, err
	}
	return st, sol, nil
}

// flow is trade before duty.
func (st *state) flow(j, importer, exporter int) float64 {
	if !st.traded[j] {
		if importer != exporter {
			return 0
		}
		return st.spend[importer*st.s+j]
	}
	at := importer*st.n + exporter
	return st.shareTo[j][at] * st.spend[importer*st.s+j] / (1 + st.target[j][at])
}

func (m *Model) result(st *state, sol numeric.Solution) *Result {
	n, s, base := st.n, st.s, m.before
	r := &Result{Report: m.report, Trade: st.trade(), TradeBefore: base.trade(), Regions: make([]Region, n)}
	r.Iterations += sol.Iterations
	r.Residual = max(r.Residual, sol.Residual)
	cost := func(i, j int) float64 { return math.Exp(st.cost[i*s+j]) }
	for i := range n {
		g := &r.Regions[i]
		*g = Region{
			Name: m.regions[i], Wage: st.wage[i],
			TermsBySector: make([]float64, s), TermsByPartner: make([]float64, n),
			VolumeBySector: make([]float64, s), VolumeByPartner: make([]float64, n),
		}
		logPrice, imports, exports, imports0, exports0 := 0.0, 0.0, 0.0, 0.0, 0.0
		for j := range s {
			logPrice += st.final[i*s+j] * st.price[i*s+j]
			g.Revenue += st.revenue[i*s+j] * st.spend[i*s+j]
			g.RevenueBefore += base.revenue[i*s+j] * base.spend[i*s+j]
			for o := range n {
				if o == i {
					continue
				}
				in0, out0, in1 := r.TradeBefore[j][i][o], r.TradeBefore[j][o][i], r.Trade[j][i][o]
				imports0, exports0, imports, exports = imports0+in0, exports0+out0, imports+in1, exports+r.Trade[j][o][i]
				terms := 100 * (out0*(cost(i, j)-1) - in0*(cost(o, j)-1)) / base.income[i]
				volume := 100 * m.base.tariff[j][i*n+o] * (in1 - in0*cost(o, j)) / base.income[i]
				g.TermsBySector[j] += terms
				g.TermsByPartner[o] += terms
				g.VolumeBySector[j] += volume
				g.VolumeByPartner[o] += volume
				g.TermsOfTrade += terms
				g.VolumeOfTrade += volume
			}
		}
		g.FirstOrder = g.TermsOfTrade + g.VolumeOfTrade
		g.Price = math.Exp(logPrice)
		g.RealWage = g.Wage / g.Price
		g.RealIncome = st.income[i] / base.income[i] / g.Price
		g.Imports, g.Exports = ratio(imports, imports0), ratio(exports, exports0)
	}
	m.identities(r, st)
	return r
}

func ratio(after, before float64) float64 {
	if before == 0 {
		return 1
	}
	return after / before
}

func (st *state) trade() [][][]float64 {
	out := make([][][]float64, st.s)
	for j := range out {
		out[j] = make([][]float64, st.n)
		for i := range out[j] {
			out[j][i] = make([]float64, st.n)
			for o := range out[j][i] {
				out[j][i][o] = st.flow(j, i, o)
			}
		}
	}
	return out
}

// identities checks the solution by ways that the solver did not take.
func (m *Model) identities(r *Result, st *state) {
	const bound = 1e-9
	n, s := st.n, st.s
	// values of sectors are summed by region, as the accounts have them
	need := make([]float64, n*s)
	made := make([]float64, n*s)
	balance := make([]float64, n)
	revenue := make([]float64, n)
	for j := range s {
		for i := range n {
			for o, v := range r.Trade[j][i] {
				made[o*s+j] += v
				balance[i] += v
				balance[o] -= v
				revenue[i] += v * st.target[j][i*n+o]
			}
		}
	}
	st.uses(made, need)
	var markets, accounts, duty, world float64
	for i := range n {
		for j := range s {
			at := i*s + j
			markets = math.Max(markets, math.Abs(need[at]+st.final[at]*st.income[i]-st.spend[at])/st.income[i])
		}
		accounts = math.Max(accounts, math.Abs(balance[i]-st.deficit[i])/st.income[i])
		duty = math.Max(duty, math.Abs(revenue[i]-r.Regions[i].Revenue)/st.income[i])
		world += st.wage[i] * st.value[i]
	}
	r.Checks = nil
	r.Check("markets clear: inputs and final demand less spending, relative to income", markets, bound)
	r.Check("imports less exports = deficit, relative to income", accounts, bound)
	r.Check("revenue = rate x base, relative to income", duty, bound)
	r.Check("the world's value added is constant", world/st.world-1, bound)
}
