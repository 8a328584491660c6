// Package smart answers for one importer and one product what a change of tariffs creates and
// diverts in trade, in the way of the World Bank's SMART (Laird and Yeats 1986; Jammes and
// Olarreaga 2005). It is first-order arithmetic and solves no system.
//
// Imports M by partner at world prices, rates t before and t′ after, x = (t′−t)/(1+t), ε ≤ 0
// the elasticity of import demand, σ > 0 of substitution between partners, μ > 0 of export
// supply (+Inf where not given):
//
//	creation   Cᵢ = Mᵢ ε xᵢ / (1 − ε/μ)
//	diversion  Dᵢ = Mᵢ (uᵢ − ū)                    linear, u = −σ x, ū its mean by imports
//	           Dᵢ = Mᵢ ((1+uᵢ)/(1+ū) − 1)          laird-yeats
//	imports    M′ᵢ = Mᵢ + Cᵢ + Dᵢ
//	revenue    Σ tᵢ Mᵢ before, Σ t′ᵢ M′ᵢ after
//	welfare    Σ ½ (tᵢ−t′ᵢ) Cᵢ + t′ᵢ Cᵢ            the triangle and the revenue rectangle of creation
//
// With one partner A whose rate changes and R the imports from the rest, the forms are the
// usual ones: MA R u/(MA+R), and MA R u/(MA+R+MA u), which keeps the ratio of both sources at
// (1+u) times the old. They differ: by 15 % in the example of the tests. Diversion sums to zero
// over partners; a tariff that changes alike for all diverts nothing. Creation takes at most
// what is imported, and diversion at most what is left; where a bound holds, the report says so.
// Welfare leaves out what diversion costs, as SMART does; Result.DiversionRevenue has it.
package smart

import (
	"fmt"
	"math"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Form is the formula for diversion: "linear" or "laird-yeats".
type Form string

const (
	linear     Form = "linear"
	lairdYeats Form = "laird-yeats"
)

// Flow is imports from one partner.
type Flow struct {
	Partner      string
	Value        float64 // at world prices, before duty
	Rate0, Rate1 float64 // fractions
}

// Market is one importer's imports of one product.
type Market struct {
	Flows        []Flow
	ImportDemand float64 // ε, at or below zero
	Substitution float64 // σ, above zero
	ExportSupply float64 // μ, above zero, +Inf for fixed world prices
	Form         Form
	Units        string
}

// Result is by partner, in the units of imports.
type Result struct {
	Creation, Diversion, Imports []float64
	RevenueBefore, RevenueAfter  float64
	Welfare                      float64
	Triangle, Rectangle          float64 // its parts
	// DiversionRevenue is Σ t′ D: revenue on the trade that changed its source.
	DiversionRevenue float64
	Report           equilibrium.Report
}

func (m *Market) check() error {
	var p equilibrium.Problems
	var names []string
	total, sound := 0.0, true
	for _, f := range m.Flows {
		names = append(names, f.Partner)
		sound = p.Amount("value", f.Value, f.Partner) && sound
		p.Tariff("rate0", f.Rate0, f.Partner)
		p.Tariff("rate1", f.Rate1, f.Partner)
		total += f.Value
	}
	p.Names("flows", names, len(names))
	switch {
	case len(names) == 0:
		p.Add("missing", "flows", 0, "give one partner at least")
	case sound && total == 0:
		p.Add("no_demand", "flows", 0, "nothing is imported; SMART scales what is")
	case sound && math.IsInf(total, 0):
		p.Add("not_finite", "flows", total, "the values add up to more than a number holds")
	}
	if p.Finite("import_demand", m.ImportDemand) && m.ImportDemand > 0 {
		p.Add("elasticity", "import_demand", m.ImportDemand, "it is at or below zero: -1.5")
	}
	if p.Finite("substitution", m.Substitution) && m.Substitution <= 0 {
		p.Add("elasticity", "substitution", m.Substitution, "it is above zero; the usual value is 1.5")
	}
	if math.IsNaN(m.ExportSupply) || m.ExportSupply <= 0 {
		p.Add("elasticity", "export_supply", m.ExportSupply,
			"it is above zero; left out, it is infinite")
	}
	if m.Form != linear && m.Form != lairdYeats {
		p.Add("option", "form", 0, "write linear or laird-yeats", fmt.Sprintf("%.40q", string(m.Form)))
	}
	return p.Err()
}

// Solve does the arithmetic. Errors are *equilibrium.InputErrors.
func Solve(m *Market) (*Result, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	supply := "infinite"
	if !math.IsInf(m.ExportSupply, 1) {
		supply = fmt.Sprintf("%g", m.ExportSupply)
	}
	out := &Result{Report: equilibrium.Report{
		Converged: true, Normalisation: "none: prices of all other goods are fixed", Units: m.Units,
		Assumptions: []string{
			"first-order arithmetic at the trade of the data; a partner without trade gets none",
			fmt.Sprintf("elasticities, not estimated here: import demand %g, substitution %g, export supply %s",
				m.ImportDemand, m.Substitution, supply),
			"diversion in the form " + string(m.Form) + "; welfare is the triangle and the revenue rectangle of " +
				"trade creation",
		},
	}}
	n := len(m.Flows)
	left := make([]float64, n)
	var bounded []string
	for i, f := range m.Flows {
		x := (f.Rate1 - f.Rate0) / (1 + f.Rate0)
		c := f.Value * m.ImportDemand * x / (1 - m.ImportDemand/m.ExportSupply)
		if c < -f.Value {
			c = -f.Value
			bounded = append(bounded, f.Partner)
		}
		if c == 0 {
			c = 0 // not -0
		}
		out.Creation = append(out.Creation, c)
		left[i] = f.Value + min(c, 0)
	}
	out.Diversion = m.divert(left, &bounded)
	total := 0.0
	for i, f := range m.Flows {
		c, d := out.Creation[i], out.Diversion[i]
		imports := max(0, f.Value+c+d)
		out.Imports = append(out.Imports, imports)
		out.RevenueBefore += f.Value * f.Rate0
		out.RevenueAfter += imports * f.Rate1
		out.Triangle += (f.Rate0 - f.Rate1) * c / 2
		out.Rectangle += f.Rate1 * c
		out.DiversionRevenue += f.Rate1 * d
		total += f.Value
	}
	out.Welfare = out.Triangle + out.Rectangle
	if len(bounded) > 0 {
		out.Report.Assumptions = append(out.Report.Assumptions,
			"more would go than is imported; it is bounded by existing trade for "+strings.Join(bounded, ", "))
	}
	sum := 0.0
	for _, d := range out.Diversion {
		sum += d
	}
	out.Report.Residual = math.Abs(sum) / total
	out.Report.Check("diversion sums to zero over partners, relative to imports", sum/total, 1e-12)
	return out, nil
}

// divert moves trade between partners; what is left bounds what a partner can lose.
func (m *Market) divert(left []float64, bounded *[]string) []float64 {
	n := len(m.Flows)
	u, out := make([]float64, n), make([]float64, n)
	total, mean := 0.0, 0.0
	same := true
	for i, f := range m.Flows {
		u[i] = -m.Substitution * (f.Rate1 - f.Rate0) / (1 + f.Rate0)
		if m.Form == lairdYeats && u[i] < -1 {
			u[i] = -1
			*bounded = append(*bounded, f.Partner)
		}
		total += f.Value
		mean += f.Value * u[i]
		same = same && u[i] == u[0]
	}
	if same {
		return out
	}
	mean /= total
	if m.Form == lairdYeats && 1+mean <= 0 {
		return out // every partner that has trade is priced out alike
	}
	lost, gained, excess := 0.0, 0.0, 0.0
	for i, f := range m.Flows {
		if out[i] = f.Value * (u[i] - mean); m.Form == lairdYeats {
			out[i] /= 1 + mean
		}
		if out[i] < -left[i] {
			excess -= out[i] + left[i]
			out[i] = -left[i]
			*bounded = append(*bounded, f.Partner)
		}
		lost += min(out[i], 0)
		gained += max(out[i], 0)
	}
	if excess > 0 { // the others gain only what was there to lose
		for i := range out {
			if out[i] > 0 {
				out[i] *= -lost / gained
			}
		}
	}
	return out
}
