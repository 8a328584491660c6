package models

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/gravity"
)

var gravityModel = model{
	name: "gravity",
	about: `structural gravity of one sector: resistances, prices, output and welfare.

  {"mode":"full","sigma":5,"reference":"US","flows":"gravity_flows.csv","deficits":"proportional"}

  mode       conditional: output and spending stay as they are
             one-pass: prices moved once from the conditional resistances, as gegravity does
             full: the fixed point of an endowment economy
             universal: from observed flows, with supply_elasticity
  flows      CSV exporter,importer,output,expenditure,cost0,cost1: output of the exporter,
             spending of the importer, and t^(1-sigma) before and after, 0 for no trade; every
             pair, own trade among them. For universal flow in place of output and expenditure;
             only cost1/cost0 counts there, and a pair left out does not trade
  sigma      elasticity of substitution, above 1
  reference  the importer whose inward resistance is 1, before and after (not in universal,
             where world income is held constant)
  deficits   additive (default in universal) or proportional (default in full)
  supply_elasticity   universal: of quantity in the real price; left out: 0

Changes are fractions; welfare is spending over the price index. Resistances are (1-sigma)
powers after the change, in universal as ratios to before. gegravity's welfare statistic is
1/(1+welfare_change).
`,
	solve: solveGravity,
}

type gravityCountry struct {
	Country     string   `json:"country"`
	Price       float64  `json:"price_change"`
	Output      float64  `json:"output_change"`
	Welfare     float64  `json:"welfare_change"`
	Imports     *float64 `json:"imports_change"`
	Exports     *float64 `json:"exports_change"`
	Inward      float64  `json:"inward_resistance"`
	Outward     float64  `json:"outward_resistance"`
	Inward0     float64  `json:"inward_resistance_before"`
	Outward0    float64  `json:"outward_resistance_before"`
	PriceIndex  float64  `json:"price_index_change"`
	Expenditure float64  `json:"expenditure_change"`
	Quantity    float64  `json:"quantity_change"`
}

func solveGravity(ctx context.Context, in *input) (answer, error) {
	var q struct {
		Mode      string  `json:"mode"`
		Sigma     *number `json:"sigma"`
		Reference string  `json:"reference"`
		Flows     string  `json:"flows"`
		Supply    number  `json:"supply_elasticity"`
		Deficits  string  `json:"deficits"`
	}
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	modes := []string{string(gravity.Conditional), string(gravity.OnePass), string(gravity.Full), "universal"}
	if !slices.Contains(modes, q.Mode) {
		return answer{}, &equilibrium.InputError{
			Class: "option", Field: "mode", At: []string{fmt.Sprintf("%.40q", q.Mode)},
			Hint: "write conditional, one-pass, full or universal",
		}
	}
	universal := q.Mode == "universal"
	if !universal && q.Supply != 0 {
		return answer{}, &equilibrium.InputError{
			Class: "option", Field: "supply_elasticity",
			Hint: "only universal has one",
		}
	}
	sigma, err := given("sigma", q.Sigma)
	if err != nil {
		return answer{}, err
	}
	rule := equilibrium.Deficits(q.Deficits)
	if rule == "" {
		if rule = equilibrium.Proportional; universal {
			rule = equilibrium.Additive
		}
	}
	s, err := in.sheet("flows", q.Flows)
	if err != nil {
		return answer{}, err
	}
	var r *gravity.Result
	if universal {
		names, cells, err := s.pairs(true, "flow", "cost0", "cost1")
		if err != nil {
			return answer{}, err
		}
		r, err = gravity.Universal(ctx, &gravity.Flows{
			Countries: names, Flow: cells[0], Cost0: cells[1], Cost1: cells[2], Sigma: sigma,
			SupplyElasticity: float64(q.Supply),
			Deficits:         rule, Units: "the units of flow",
		})
		if err != nil {
			return answer{}, err
		}
	} else {
		names, cells, err := s.pairs(false, "output", "expenditure", "cost0", "cost1")
		if err != nil {
			return answer{}, err
		}
		w := &gravity.World{
			Countries: names, Cost0: cells[2], Cost1: cells[3], Sigma: sigma, Reference: q.Reference, Deficits: rule,
			Units: "the units of output",
		}
		if w.Output, w.Expenditure, err = margins(names, cells[0], cells[1]); err != nil {
			return answer{}, err
		}
		if r, err = gravity.Solve(ctx, w, gravity.Mode(q.Mode)); err != nil {
			return answer{}, err
		}
	}
	out := struct {
		head
		Mode      string           `json:"mode"`
		Countries []gravityCountry `json:"countries"`
	}{head: head{schema, "gravity", r.Report}, Mode: q.Mode}
	t := textTable{columns: []string{"country", "price %", "output %", "welfare %", "imports %", "exports %"}}
	for _, c := range r.Countries {
		trade := orNull([]float64{c.Imports - 1, c.Exports - 1})
		out.Countries = append(out.Countries, gravityCountry{
			Country: c.Name, Price: c.Price - 1, Output: c.Output - 1, Welfare: c.Welfare - 1, Imports: trade[0],
			Exports: trade[1],
			Inward:  c.Inward, Outward: c.Outward, Inward0: c.InwardBefore, Outward0: c.OutwardBefore,
			PriceIndex: c.PriceIndex - 1, Expenditure: c.Expenditure - 1, Quantity: c.Quantity - 1,
		})
		row := []string{c.Name, fraction(c.Price - 1), fraction(c.Output - 1), fraction(c.Welfare - 1)}
		for _, v := range trade {
			if v == nil {
				row = append(row, "-")
			} else {
				row = append(row, fraction(*v))
			}
		}
		t.rows = append(t.rows, row)
	}
	return answer{object: out, report: r.Report, tables: []textTable{t}}, nil
}

// maxCountries bounds the memory that a file of pairs can ask for.
const maxCountries = 2000

// pairs reads columns by exporter and importer; every pair must be there, once, unless gaps are
// allowed, which are zero. Countries come in the order in which they first export.
func (s *sheet) pairs(gaps bool, columns ...string) (names []string, cells [][][]float64, err error) {
	at, err := s.find(append([]string{"exporter", "importer"}, columns...)...)
	if err != nil {
		return nil, nil, err
	}
	places := make(index)
	for _, row := range s.rows {
		if name := row[at[0]]; name != "" {
			if _, ok := places[name]; !ok {
				places[name] = len(names)
				names = append(names, name)
			}
		}
	}
	n := len(names)
	// a list longer than the rows can fill is missing pairs, whatever they are
	if n*n > 4*len(s.rows)+4 && !gaps || n > maxCountries {
		return nil, nil, &equilibrium.InputError{
			Class: "missing", Field: "pairs", At: []string{s.name},
			Hint: fmt.Sprintf("%d exporters make %d pairs, and there are %d rows; at most %d exporters", n, n*n,
				len(s.rows), maxCountries),
		}
	}
	cells = make([][][]float64, len(columns))
	for c := range cells {
		cells[c] = make([][]float64, n)
		for i := range cells[c] {
			cells[c][i] = make([]float64, n)
		}
	}
	seen := make([]bool, n*n)
	var all errorsOf
	for row, text := range s.rows {
		i, err1 := places.place("exporter", text[at[0]], s.name)
		j, err2 := places.place("importer", text[at[1]], s.name)
		if all.add(err1) || all.add(err2) {
			continue
		}
		if seen[i*n+j] {
			all.add(&equilibrium.InputError{
				Class: "names", Field: "pairs", At: []string{names[i], names[j], s.name},
				Hint: "the pair stands twice",
			})
		}
		seen[i*n+j] = true
		for c := range columns {
			v, err := s.number(row, at[2+c])
			all.add(err)
			cells[c][i][j] = v
		}
	}
	for k, ok := range seen {
		if gaps {
			break
		}
		if !ok && all.count == 0 || !ok && len(all.list) < equilibrium.MaxProblems {
			all.add(&equilibrium.InputError{
				Class: "missing", Field: "pairs", At: []string{names[k/n], names[k%n], s.name},
				Hint: "write every pair, with a cost of 0 where there is no trade",
			})
		}
	}
	return names, cells, all.err()
}

// margins takes output by exporter and spending by importer, which every pair repeats.
func margins(names []string, output, expenditure [][]float64) (y, e []float64, err error) {
	var all errorsOf
	y, e = make([]float64, len(names)), make([]float64, len(names))
	for i := range names {
		y[i], e[i] = output[i][0], expenditure[0][i]
		for j := range names {
			all.add(repeated("output", output[i][j], y[i], names[i], names[j]))
			all.add(repeated("expenditure", expenditure[j][i], e[i], names[j], names[i]))
		}
	}
	return y, e, all.err()
}

// repeated is an error where a number that every row repeats is another one, or none.
func repeated(field string, here, first float64, at ...string) error {
	switch {
	case math.IsNaN(here):
		return &equilibrium.InputError{Class: "not_finite", Field: field, At: at, Value: here}
	case here != first && !math.IsNaN(first):
		return &equilibrium.InputError{
			Class: "names", Field: field, At: at,
			Hint: fmt.Sprintf("it is %g here and %g elsewhere", here, first),
		}
	}
	return nil
}
