package gravity

import (
	"fmt"
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Mode is the answer that is asked for.
type Mode string

// The modes of Solve.
const (
	Conditional Mode = "conditional"
	OnePass     Mode = "one-pass"
	Full        Mode = "full"
)

// World is output, spending and trade costs. Rows export, columns import.
type World struct {
	Countries   []string
	Output      []float64
	Expenditure []float64
	Cost0       [][]float64 // t^(1−σ) before, 0 for no trade
	Cost1       [][]float64 // and after
	Sigma       float64     // elasticity of substitution, above one
	Reference   string      // the importer whose inward resistance is 1
	Deficits    equilibrium.Deficits
	Units       string
}

// Flows is observed trade, own sales among it, and what happens to its costs.
type Flows struct {
	Countries []string
	Flow      [][]float64
	// Cost0 and Cost1 are t^(1−σ); only their ratio counts.
	Cost0, Cost1     [][]float64
	Sigma            float64
	SupplyElasticity float64 // ψ, at or above zero
	Deficits         equilibrium.Deficits
	Units            string
}

// Country is what happens to one. Ratios are of after to before.
type Country struct {
	Name        string
	Price       float64 // p at the factory gate, ratio
	Quantity    float64 // Q, ratio; one in an endowment economy
	Output      float64 // Y in value, ratio
	Expenditure float64 // E, ratio
	PriceIndex  float64 // P̂, ratio
	Welfare     float64 // Ê/P̂, ratio
	Exports     float64 // to other countries, ratio; NaN where there were none
	Imports     float64 // from other countries, ratio; NaN where there were none
	// Resistances are (1−σ) powers, levels. In universal mode they are one before.
	InwardBefore, OutwardBefore float64
	Inward, Outward             float64
}

// Result is by country, in the order of the input.
type Result struct {
	Countries   []Country
	TradeBefore [][]float64 // as the model has it, in the units of output
	Trade       [][]float64
	Report      equilibrium.Report
}

func matrix(p *equilibrium.Problems, field string, names []string, m [][]float64) bool {
	n := len(names)
	if len(m) != n {
		p.Add("shape", field, 0, fmt.Sprintf("%d rows for %d countries", len(m), n))
		return false
	}
	ok := true
	for i := range m {
		if len(m[i]) != n {
			p.Add("shape", field, 0, fmt.Sprintf("%d columns for %d countries", len(m[i]), n), names[i])
			ok = false
			continue
		}
		for j, v := range m[i] {
			ok = p.Amount(field, v, names[i], names[j]) && ok
		}
	}
	return ok
}

func sigma(p *equilibrium.Problems, v float64) {
	if p.Finite("sigma", v) && v <= 1 {
		p.Add("elasticity", "sigma", v, "the elasticity of substitution is above one")
	}
}

func deficits(p *equilibrium.Problems, d equilibrium.Deficits) {
	if d != equilibrium.Additive && d != equilibrium.Proportional {
		p.Add("option", "deficits", 0, "write additive or proportional", fmt.Sprintf("%.40q", string(d)))
	}
}

// check returns the place of the reference.
func (w *World) check(mode Mode) (reference int, err error) {
	var p equilibrium.Problems
	n := len(w.Countries)
	p.Names("countries", w.Countries, n)
	if n == 0 {
		p.Add("missing", "countries", 0, "name one at least")
	}
	if mode != Conditional && mode != OnePass && mode != Full {
		p.Add("option", "mode", 0, "write conditional, one-pass or full", fmt.Sprintf("%.40q",
			string(mode)))
	}
	sigma(&p, w.Sigma)
	deficits(&p, w.Deficits)
	reference = -1
	for i, name := range w.Countries {
		if name == w.Reference {
			reference = i
		}
	}
	if reference < 0 {
		p.Add("names", "reference", 0, "name one of the countries", fmt.Sprintf("%.40q", w.Reference))
	}
	var total [2]float64
	sound := true
	for k, l := range []struct {
		field string
		v     []float64
		none  equilibrium.Class
	}{
		{"output", w.Output, equilibrium.Class("no_output")},
		{"expenditure", w.Expenditure, equilibrium.Class("no_demand")},
	} {
		if len(l.v) != n {
			p.Add("shape", l.field, 0, fmt.Sprintf("%d values for %d countries", len(l.v), n))
			sound = false
			continue
		}
		for i, v := range l.v {
			switch ok := p.Amount(l.field, v, w.Countries[i]); {
			case !ok:
				sound = false
			case v == 0:
				p.Add(l.none, l.field, 0, "leave the country out", w.Countries[i])
				sound = false
			}
			total[k] += v
		}
	}
	if r := total[1] / total[0]; sound && !(r > .5 && r < 2) {
		p.Add("unbalanced", "expenditure", 0,
			fmt.Sprintf("all spending is %.3g times all output; are both in the same units?", r))
	}
	for _, c := range []struct {
		field string
		m     [][]float64
	}{{"cost0", w.Cost0}, {"cost1", w.Cost1}} {
		if !matrix(&p, c.field, w.Countries, c.m) {
			continue
		}
		for i := range n {
			row, column := 0.0, 0.0
			for j := range n {
				row += c.m[i][j]
				column += c.m[j][i]
			}
			if row == 0 || column == 0 {
				p.Add("no_demand", c.field, 0,
					"every cost is 0: it can sell to nobody, or buy from nobody", w.Countries[i])
			}
		}
	}
	return reference, p.Err()
}

func (f *Flows) check() error {
	var p equilibrium.Problems
	n := len(f.Countries)
	p.Names("countries", f.Countries, n)
	if n == 0 {
		p.Add("missing", "countries", 0, "name one at least")
	}
	sigma(&p, f.Sigma)
	deficits(&p, f.Deficits)
	if p.Finite("supply_elasticity", f.SupplyElasticity) && f.SupplyElasticity < 0 {
		p.Add("elasticity", "supply_elasticity", f.SupplyElasticity, "it is at or above zero")
	}
	if matrix(&p, "flow", f.Countries, f.Flow) {
		for i := range n {
			row, column := 0.0, 0.0
			for j := range n {
				row += f.Flow[i][j]
				column += f.Flow[j][i]
			}
			if row == 0 {
				p.Add("no_output", "flow", 0, "leave the country out", f.Countries[i])
			}
			if column == 0 {
				p.Add("no_demand", "flow", 0, "leave the country out", f.Countries[i])
			}
			if math.IsInf(row, 1) || math.IsInf(column, 1) {
				p.Add("not_finite", "flow", row, "the flows add up to more than a number holds",
					f.Countries[i])
			}
		}
		p.Connected("flow", f.Countries, func(i, j int) bool { return f.Flow[i][j] > 0 }, false)
	}
	if a, b := matrix(&p, "cost0", f.Countries, f.Cost0), matrix(&p, "cost1", f.Countries, f.Cost1); a && b {
		for i := range n {
			for j := range n {
				if f.Cost0[i][j] == 0 && f.Cost1[i][j] != 0 {
					p.Add("share", "cost1", f.Cost1[i][j],
						"the cost before is 0, and no flow can grow from it", f.Countries[i], f.Countries[j])
				}
			}
		}
	}
	return p.Err()
}
