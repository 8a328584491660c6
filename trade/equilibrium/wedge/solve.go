package wedge

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// Use is what becomes of tariff revenue.
type Use string

const (
	// TaxRelief lowers the tax on labour income, and so raises labour supply.
	TaxRelief Use = "tax-relief"
	// LumpSum hands the revenue out.
	LumpSum Use = "lump-sum"
)

// Country is what happens to a country, as ratios of after to before unless said otherwise.
type Country struct {
	Name                         string
	Welfare, RealWage            float64 // RealWage is ŵ/P̂
	Wage, Labour, Price          float64
	Spending, Income             float64 // Ê and ŵL̂
	Exports, Imports             float64 // before duty, in the numeraire; 1 where there were none
	ExportsToGDP, ImportsToGDP   float64 // over income, as the paper prints them
	Deficit, DeficitBefore       float64 // imports less exports, before duty, in units of trade
	Revenue                      float64 // in units of trade
	RevenueShare                 float64 // over spending before, as the paper prints it
	OwnShare, OwnShareBefore     float64
	SpendingBefore, IncomeBefore float64 // in units of trade
}

// DeficitPercent is the change of the deficit in percent of its size; 0 where there was none.
func (c *Country) DeficitPercent() float64 {
	if c.DeficitBefore == 0 {
		return 0
	}
	return 100 * (c.Deficit - c.DeficitBefore) / math.Abs(c.DeficitBefore)
}

// Result is the world after a shock.
type Result struct {
	equilibrium.Report
	Countries []Country
	Trade     [][]float64 // value before duty, exporter × importer, in the numeraire
}

// Solve finds the world with tariffs, by exporter and importer; before there are none.
func Solve(ctx context.Context, e *Economy, tariff [][]float64, use Use) (*Result, error) {
	st, err := prepare(e, tariff, use)
	if err != nil {
		return nil, err
	}
	n := st.n
	x := make([]float64, 2*n)
	var sol numeric.Solution
	if shocked := e.Transfers != nil || slices.Max(st.tariff) != 0 || slices.Min(st.tariff) != 0; shocked {
		sol, err = numeric.Newton(ctx, &numeric.System{
			N: 2 * n, Residual: st.residual, Jacobian: st.jacobian, MaxStep: 0.5, MaxIterations: 100,
		}, x)
		if ctx.Err() != nil {
			return nil, fmt.Errorf("wedge: %w", ctx.Err())
		}
		if err != nil {
			return nil, &equilibrium.ConvergenceError{
				Model: "wedge", Iterations: sol.Iterations, Residual: sol.Residual, Market: e.Countries[sol.Worst%n],
			}
		}
	}
	st.residual(x, make([]float64, 2*n))
	return result(e, st, sol, use), nil
}

// prepare checks the input and makes shares of it.
func prepare(e *Economy, tariff [][]float64, use Use) (*state, error) {
	n := len(e.Countries)
	var p equilibrium.Problems
	e.check(&p)
	e.parameters(&p)
	if use != TaxRelief && use != LumpSum {
		p.Add("option", "revenue", 0, "write tax-relief or lump-sum", fmt.Sprintf("%.40q", use))
	}
	if len(tariff) != n {
		p.Add("shape", "tariff1", 0, fmt.Sprintf("want %d rows", n))
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	vector := func() []float64 { return make([]float64, n) }
	st := &state{
		n: n, eps: e.Elasticity, kappa: e.LabourSupply, psi: e.Shape / e.Elasticity, relief: use == TaxRelief,
		share: make([]float64, n*n), tariff: make([]float64, n*n), move: make([]float64, n*n),
		remainder: slices.Index(e.Countries, e.Remainder), phi: vector(), nu: e.Profit,
		income: vector(), transfers: vector(), base: vector(),
		wage: vector(), labour: vector(), shareTo: make([]float64, n*n), flow: make([]float64, n*n),
		spending: vector(), revenue: vector(), logSum: vector(), logPrice: vector(), tax: vector(),
	}
	bought, sold := vector(), vector()
	for i, row := range e.Trade {
		for j, v := range row {
			bought[j] += v
			sold[i] += v
			st.income[i] += (1 - e.Profit[j]) * v
			st.income[j] += e.Profit[j] * v
		}
	}
	for i, name := range e.Countries {
		if sold[i] == 0 {
			p.Add("no_output", "trade", 0, "it sells nothing, itself included; leave it out", name)
		}
		if bought[i] == 0 {
			p.Add("no_demand", "trade", 0, "it buys nothing, itself included; leave it out", name)
		}
		p.Finite("trade", bought[i]+sold[i], name)
		if len(tariff[i]) != n {
			p.Add("shape", "tariff1", 0, fmt.Sprintf("want %d columns", n), name)
			continue
		}
		for j, t := range tariff[i] {
			if p.Tariff("tariff1", t, name, e.Countries[j]) && i == j && t != 0 {
				p.Add("tariff", "tariff1", t, "own sales pay no duty; write 0", name)
			}
		}
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	p.Connected("trade", e.Countries, func(i, j int) bool { return e.Trade[i][j] > 0 }, false)
	if err := p.Err(); err != nil {
		return nil, err
	}
	st.world = sum(st.income)
	// theta is infinite where there are no returns to scale: φ = PassThrough − 1 + 1/(1−ν)
	inverse := e.Shape / e.Elasticity // 1/θ
	for j := range n {
		st.phi[j] = e.PassThrough - 1 + (1+inverse)/(1-e.Profit[j]) - inverse
		st.transfers[j] = bought[j] - st.income[j]
		st.base[j] = st.income[j] + st.transfers[j]
		if e.Transfers != nil {
			st.transfers[j] = e.Transfers[j]
		}
		for i := range n {
			st.share[i*n+j] = e.Trade[i][j] / bought[j]
			st.tariff[i*n+j] = tariff[i][j]
			st.move[i*n+j] = math.Pow(1+tariff[i][j], -e.Elasticity*st.phi[j])
		}
	}
	return st, nil
}

// ImpliedTransfers are the transfers of the data, spending less income.
func (e *Economy) ImpliedTransfers() []float64 {
	out := make([]float64, len(e.Countries))
	for i, row := range e.Trade {
		for j, v := range row {
			out[j] += (1 - e.Profit[j]) * v
			out[i] -= (1 - e.Profit[j]) * v
		}
	}
	return out
}

func result(e *Economy, st *state, sol numeric.Solution, use Use) *Result {
	n := st.n
	r := &Result{Countries: make([]Country, n), Trade: make([][]float64, n)}
	// the numeraire of the paper: average prices, weighted by spending before
	var level, weights float64
	for j := range n {
		level += st.base[j] * math.Exp(st.logPrice[j])
		weights += st.base[j]
	}
	level /= weights
	for i := range n {
		r.Trade[i] = make([]float64, n)
		for j := range n {
			r.Trade[i][j] = st.flow[i*n+j] / level
		}
	}
	for i := range n {
		c := &r.Countries[i]
		*c = Country{
			Name: e.Countries[i], Wage: st.wage[i] / level, Labour: st.labour[i], Price: math.Exp(st.logPrice[i]) / level,
			Spending: st.spending[i] / level / st.base[i], SpendingBefore: st.base[i], IncomeBefore: st.income[i],
			Revenue: st.revenue[i] * st.spending[i] / level, OwnShare: st.shareTo[i*n+i], OwnShareBefore: st.share[i*n+i],
		}
		c.Income = c.Wage * c.Labour
		c.RealWage = c.Wage / c.Price
		c.RevenueShare = c.Revenue / st.base[i]
		k := st.kappa * (1 - st.tax[i]) / (1 + st.kappa)
		delta := st.base[i] / (st.base[i] - k*st.income[i])
		c.Welfare = delta*c.Spending/c.Price + (1-delta)*c.Income/c.Price
		var exports, imports, exports0, imports0 float64
		for j := range n {
			if j != i {
				exports, imports = exports+r.Trade[i][j], imports+r.Trade[j][i]
				exports0, imports0 = exports0+e.Trade[i][j], imports0+e.Trade[j][i]
			}
		}
		c.Exports, c.Imports = ratio(exports, exports0), ratio(imports, imports0)
		c.ExportsToGDP, c.ImportsToGDP = c.Exports/c.Income, c.Imports/c.Income
		c.Deficit, c.DeficitBefore = imports-exports, imports0-exports0
	}
	report(r, e, st, sol, use, level)
	return r
}

func ratio(after, before float64) float64 {
	if before == 0 {
		return 1
	}
	return after / before
}

func report(r *Result, e *Economy, st *state, sol numeric.Solution, use Use, level float64) {
	n := st.n
	r.Report = equilibrium.Report{
		Converged: true, Iterations: sol.Iterations, Residual: sol.Residual, Units: e.Units,
		Normalisation: "prices, weighted by spending before, do not change on average: sum of E(P hat - 1) = 0",
	}
	r.Assumptions = append(r.Assumptions, e.Notes...)
	r.Assumptions = append(r.Assumptions,
		fmt.Sprintf("trade elasticity %g, labour supply %g, shape %g, pass-through %g, as given", e.Elasticity,
			e.LabourSupply, e.Shape, e.PassThrough),
		fmt.Sprintf("profit shares nu from %.6g to %.6g", slices.Min(e.Profit), slices.Max(e.Profit)),
		"revenue: "+string(use), "before the shock there are no tariffs")
	if e.Transfers != nil {
		r.Assumptions = append(r.Assumptions, "transfers are those given; changes are against the data")
	} else {
		r.Assumptions = append(r.Assumptions, "transfers: those of the data, a constant share of world income")
	}
	if e.Remainder != "" {
		r.Assumptions = append(r.Assumptions,
			"the market of "+e.Remainder+" need not clear; it takes up what transfers lack to zero")
	}
	const bound = 1e-9
	var markets, budgets, labour float64
	for i := range n {
		own := r.Countries[i].Income * st.income[i]
		earned, paid := 0.0, 0.0
		for j := range n {
			earned += (1-st.nu[j])*r.Trade[i][j] + st.nu[i]*r.Trade[j][i]
			paid += r.Trade[j][i] * (1 + st.tariff[j*n+i])
		}
		if i != st.remainder {
			markets = math.Max(markets, math.Abs(earned/own-1))
		}
		income := own + st.transfers[i]*st.growth/level + r.Countries[i].Revenue
		budgets = math.Max(budgets, math.Abs(paid/income-1))
		c := &r.Countries[i]
		labour = math.Max(labour, math.Abs(c.Labour-math.Pow(c.Wage/(1-st.tax[i])/c.Price, st.kappa)))
	}
	r.Check("sales less profits paid abroad = labour income, relative", markets, bound)
	r.Check("spending = income, transfers and revenue, relative", budgets, bound)
	r.Check("labour supply", labour, bound)
}
