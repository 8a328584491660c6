package response

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Range is a parameter with the range over which a model is asked, low ≤ central ≤ high.
type Range struct {
	Name               string
	Low, Central, High decimal.Decimal
	Source             string
}

// Model is a model with its parameters: substitution between sources, demand, supply.
type Model struct {
	Name                         string // ces, smart or gsim
	Substitution, Demand, Supply Range
}

// ModelOf is a model by its name, with published elasticities: one of Models, or gsim, which has
// those of ces and needs sales elsewhere.
func ModelOf(name string) (Model, bool) {
	for _, m := range Models() {
		if m.Name == name {
			return m, true
		}
		if m.Name == modelCES && name == GSIM {
			m.Name = GSIM
			return m, true
		}
	}
	return Model{}, false
}

// Models are the models that every market has what they need for, with published elasticities; a
// person who knows better changes them.
func Models() []Model {
	return []Model{
		{
			Name: modelCES,
			Substitution: Range{
				"substitution between origins", decimal.New(176, -2), decimal.New(5, 0), decimal.New(603, -2),
				"1 + the trade elasticity: 0.76 within a year (Boehm, Levchenko and Pandalai-Nayar 2023), 4.0 (Simonovska " +
					"and Waugh 2014), 5.03 (Head and Mayer 2014)",
			},
			Demand: Range{
				"demand for the product", decimal.New(-15, -1), decimal.New(-125, -2), decimal.New(-1, 0),
				"-1.25 (Francois and Hall 2003, example); the ends are a working range",
			},
			Supply: Range{
				"supply of a source", decimal.New(15, -1), decimal.New(99, 0), decimal.New(99, 0),
				"1.5 (Francois and Hall 2003, example) to 99 (WITS SMART manual): with 99 buyers bear nearly all, as in " +
					"2018 (Amiti, Redding and Weinstein 2019) and 0.94 of it in 2025 (Gopinath and Neiman 2025)",
			},
		},
		{
			Name: modelSMART,
			Substitution: Range{
				"substitution between origins", decimal.New(15, -1), decimal.New(15, -1), decimal.New(5, 0),
				"1.5 (WITS SMART manual); 5 (Francois and Hall 2003, example)",
			},
			Demand: Range{
				"import demand", decimal.New(-15, -1), decimal.New(-125, -2), decimal.New(-1, 0),
				"-1.25 (Francois and Hall 2003, example); the ends are a working range",
			},
			Supply: Range{
				"export supply", decimal.New(15, -1), decimal.New(99, 0), decimal.New(99, 0),
				"99 (WITS SMART manual); 1.5 (Francois and Hall 2003, example)",
			},
		},
	}
}

func (m *Model) ranges() []Range { return []Range{m.Substitution, m.Demand, m.Supply} }

func (m *Model) check(p *equilibrium.Problems) {
	if m.Name != modelCES && m.Name != modelSMART && m.Name != GSIM {
		p.Add("option", "model", 0, "the models are ces, smart and gsim", m.Name)
	}
	for _, r := range m.ranges() {
		if r.Low.GreaterThan(r.Central) || r.Central.GreaterThan(r.High) {
			p.Add("elasticity", r.Name, r.Central.InexactFloat64(),
				"the range is low, central, high, in this order", m.Name)
		}
	}
	for _, end := range []decimal.Decimal{m.Substitution.Low, m.Substitution.High} {
		if m.Name != modelSMART && !end.GreaterThan(decimal.New(1, 0)) || !end.IsPositive() {
			p.Add("elasticity", m.Substitution.Name, end.InexactFloat64(), "above one in ces and gsim, above zero in smart",
				m.Name)
		}
	}
	if m.Demand.High.IsPositive() {
		p.Add("elasticity", m.Demand.Name, m.Demand.High.InexactFloat64(), "at or below zero", m.Name)
	}
	if !m.Supply.Low.IsPositive() {
		p.Add("elasticity", m.Supply.Name, m.Supply.Low.InexactFloat64(), "above zero", m.Name)
	}
}

// points are the central values, then both ends of each parameter with the others at their
// centres, then all combinations of ends; each once. at[k] are the places of the ends of
// parameter k.
func (m *Model) points() (points [][]float64, at [3][2]int) {
	add := func(p []float64) int {
		i := slices.IndexFunc(points, func(q []float64) bool { return slices.Equal(p, q) })
		if i < 0 {
			i, points = len(points), append(points, p)
		}
		return i
	}
	var centre []float64
	for _, r := range m.ranges() {
		centre = append(centre, r.Central.InexactFloat64())
	}
	add(centre)
	for k, r := range m.ranges() {
		for end, v := range []decimal.Decimal{r.Low, r.High} {
			p := slices.Clone(centre)
			p[k] = v.InexactFloat64()
			at[k][end] = add(p)
		}
	}
	for corner := range 8 {
		var p []float64
		for k, r := range m.ranges() {
			v := r.Low
			if corner>>k&1 == 1 {
				v = r.High
			}
			p = append(p, v.InexactFloat64())
		}
		add(p)
	}
	return points, at
}
