package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
)

var sectorsModel = model{
	name: "sectors",
	about: `many sectors without links between them, in exact hat algebra.

  {"flows":"sectors_flows.csv","elasticity":4,"tariff1":"sectors_tariff.csv"}

  flows             CSV importer,exporter,sector,flow (or flow_...), own sales among them; or
                    sector,exporter and a column an importer
  elasticity        a number, or CSV sector,elasticity (or trade_elasticity)
  tariff0, tariff1  CSV exporter,importer,rate or with sector; left out or absent: 0
  values            with-duty (default: flows are what the buyer pays) or before-duty
  deficits          additive (default), balanced or proportional
  optimal, nash     as in hat
`,
	solve: solveSectors,
}

type sectorsInput struct {
	Flows      string `json:"flows"`
	Elasticity any    `json:"elasticity"`
	Tariff0    string `json:"tariff0"`
	Tariff1    string `json:"tariff1"`
	Values     string `json:"values"`
	Deficits   string `json:"deficits"`
	Optimal    string `json:"optimal"`
	Nash       string `json:"nash"`
}

func solveSectors(ctx context.Context, in *input) (answer, error) {
	var q sectorsInput
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	e, err := in.flows(q.Flows)
	if err != nil {
		return answer{}, err
	}
	if e.Elasticity, err = in.elasticities(q.Elasticity, e.Sectors); err != nil {
		return answer{}, err
	}
	if e.Tariff, err = in.sectorTariffs("tariff0", q.Tariff0, e); err != nil {
		return answer{}, err
	}
	tariff1, err := in.sectorTariffs("tariff1", q.Tariff1, e)
	if err != nil {
		return answer{}, err
	}
	e.Units = "the units of the flows file"
	switch q.Values {
	case "", "with-duty":
		e.Trade = hat.BeforeDuty(e.Trade, e.Tariff)
		e.Notes = append(e.Notes, "flows of the file are with duty")
	case "before-duty":
		e.Notes = append(e.Notes, "flows of the file are before duty")
	default:
		return answer{}, &equilibrium.InputError{
			Class: "option", Field: "values",
			At:   []string{fmt.Sprintf("%.40q", q.Values)},
			Hint: "write with-duty or before-duty",
		}
	}
	return answerHat(ctx, "sectors", e, hat.Shock{Tariff: tariff1}, q.Deficits, q.Optimal, q.Nash)
}

// flows reads trade by sector, a flow a row or a column an importer; countries and sectors in
// the order in which they first stand.
func (in *input) flows(path string) (*hat.Economy, error) {
	s, err := in.sheet("flows", path)
	if err != nil {
		return nil, err
	}
	at, err := s.find("exporter", "sector")
	if err != nil {
		return nil, err
	}
	type cell struct {
		sector, exporter, importer string
		row, column                int
	}
	var cells []cell
	importer := slices.Index(s.columns, "importer")
	value := slices.IndexFunc(s.columns, func(c string) bool { return c == "flow" || strings.HasPrefix(c, "flow_") })
	if importer >= 0 && value < 0 {
		_, err := s.column("flow")
		return nil, err
	}
	for row, r := range s.rows {
		if importer >= 0 {
			cells = append(cells, cell{r[at[1]], r[at[0]], r[importer], row, value})
			continue
		}
		for column, name := range s.columns {
			if column != at[0] && column != at[1] {
				cells = append(cells, cell{r[at[1]], r[at[0]], name, row, column})
			}
		}
	}
	e := &hat.Economy{}
	countries, sectors := index{}, index{}
	note := func(x index, list *[]string, name string) {
		if _, ok := x[name]; !ok {
			x[name] = len(*list)
			*list = append(*list, name)
		}
	}
	for _, c := range cells {
		note(countries, &e.Countries, c.importer)
		note(sectors, &e.Sectors, c.sector)
	}
	for _, c := range cells { // exporters that buy nothing come last, and are an error
		note(countries, &e.Countries, c.exporter)
	}
	e.Trade = zeros(len(e.Sectors), len(e.Countries))
	var all errorsOf
	seen := make(map[[3]int]bool)
	for _, c := range cells {
		v, err := s.number(c.row, c.column)
		if all.add(err) {
			continue
		}
		key := [3]int{sectors[c.sector], countries[c.exporter], countries[c.importer]}
		if seen[key] {
			all.add(&equilibrium.InputError{
				Class: "names", Field: "flows", At: []string{c.sector, c.exporter, c.importer},
				Hint: "the flow stands twice",
			})
		}
		seen[key] = true
		e.Trade[key[0]][key[1]][key[2]] = v
	}
	return e, all.err()
}

func zeros(s, n int) [][][]float64 {
	out := make([][][]float64, s)
	for k := range out {
		out[k] = make([][]float64, n)
		for i := range out[k] {
			out[k][i] = make([]float64, n)
		}
	}
	return out
}

// elasticities reads one number for all sectors, or a file with one a sector.
func (in *input) elasticities(v any, sectors []string) ([]float64, error) {
	out := make([]float64, len(sectors))
	switch v := v.(type) {
	case float64:
		for i := range out {
			out[i] = v
		}
		return out, nil
	case string:
		s, err := in.sheet("elasticity", v)
		if err != nil {
			return nil, err
		}
		name := "elasticity"
		if slices.Contains(s.columns, "trade_elasticity") {
			name = "trade_elasticity"
		}
		at, err := s.find("sector", name)
		if err != nil {
			return nil, err
		}
		return s.bySector(at[0], at[1], sectors)
	case nil:
		return nil, &equilibrium.InputError{
			Class: "missing", Field: "elasticity",
			Hint: "a number, or CSV sector,elasticity",
		}
	}
	return nil, &equilibrium.InputError{
		Class: "option", Field: "elasticity",
		Hint: "a number, or the name of a CSV file",
	}
}

// sectorTariffs reads rates by pair, or by pair and sector.
func (in *input) sectorTariffs(field, path string, e *hat.Economy) ([][][]float64, error) {
	out := zeros(len(e.Sectors), len(e.Countries))
	if path == "" {
		return out, nil
	}
	s, err := in.sheet(field, path)
	if err != nil {
		return nil, err
	}
	sector := slices.Index(s.columns, "sector")
	if sector < 0 {
		one, err := s.matrix(e.Countries, "rate")
		for k := range out {
			out[k] = one
		}
		return out, err
	}
	at, err := s.find("exporter", "importer", "rate")
	if err != nil {
		return nil, err
	}
	countries, sectors := indexOf(e.Countries), indexOf(e.Sectors)
	seen := make(map[[3]int]bool)
	var all errorsOf
	for row, cells := range s.rows {
		i, err1 := countries.place("exporter", cells[at[0]], s.name)
		j, err2 := countries.place("importer", cells[at[1]], s.name)
		k, err3 := sectors.place("sector", cells[sector], s.name)
		v, err4 := s.number(row, at[2])
		if !all.add(err1) && !all.add(err2) && !all.add(err3) && !all.add(err4) {
			if seen[[3]int{k, i, j}] {
				all.add(&equilibrium.InputError{
					Class: "names", Field: field, At: []string{cells[sector], cells[at[0]], cells[at[1]]},
					Hint: "the rate stands twice",
				})
			}
			seen[[3]int{k, i, j}] = true
			out[k][i][j] = v
		}
	}
	return out, all.err()
}
