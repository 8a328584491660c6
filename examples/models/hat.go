package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
	"github.com/tradeshock/tradeshock/trade/equilibrium/world"
)

var hatModel = model{
	name: "hat",
	about: `one sector in exact hat algebra, tariff revenue in income.

  {"trade":"hat_trade.csv","countries":"hat_countries.csv","trade_elasticity":4,
   "tariff1":"hat_tariff.csv","deficits":"additive"}

  trade             CSV exporter,importer,value, or one column an importer; value before duty
                    or world-2023, as countries: the embedded data, ISO-3, US dollars
  countries         CSV country,gdp, in the units of trade; own trade is max(0, GDP - exports)
  trade_elasticity  sigma - 1, above zero
  tariff0, tariff1  CSV exporter,importer,rate before and after; left out or absent: 0
  deficits          additive (default), balanced or proportional
  optimal           a country: its best uniform tariff, the others as in tariff1
  nash              search or formula: the tariffs of a tariff war of all
`,
	solve: solveHat,
}

type hatInput struct {
	Trade      string  `json:"trade"`
	Countries  string  `json:"countries"`
	Elasticity float64 `json:"trade_elasticity"`
	Tariff0    string  `json:"tariff0"`
	Tariff1    string  `json:"tariff1"`
	Deficits   string  `json:"deficits"`
	Optimal    string  `json:"optimal"`
	Nash       string  `json:"nash"`
}

type hatCountry struct {
	Country     string  `json:"country"`
	Welfare     float64 `json:"welfare_pct"`
	RealWage    float64 `json:"real_wage_pct"`
	Wage        float64 `json:"wage_hat"`
	Price       float64 `json:"price_hat"`
	Expenditure float64 `json:"expenditure_hat"`
	Revenue     float64 `json:"revenue"`
	Revenue0    float64 `json:"revenue_before"`
	Exports     float64 `json:"exports_pct"`
	Imports     float64 `json:"imports_pct"`
	OwnShare    float64 `json:"own_share"`
	OwnShare0   float64 `json:"own_share_before"`
	Deficit     float64 `json:"deficit"`
	Deficit0    float64 `json:"deficit_before"`
}

type countryRate struct {
	Country string  `json:"country"`
	Rate    float64 `json:"rate"`
}

func solveHat(ctx context.Context, in *input) (answer, error) {
	var q hatInput
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	names, gdp, trade, err := in.world(q.Countries, q.Trade)
	if err != nil {
		return answer{}, err
	}
	e, err := hat.OneSector(names, trade, gdp, q.Elasticity)
	if err != nil {
		return answer{}, err
	}
	e.Units = "the units of the trade file"
	tariff0, err := in.tariffs("tariff0", q.Tariff0, names)
	if err != nil {
		return answer{}, err
	}
	tariff1, err := in.tariffs("tariff1", q.Tariff1, names)
	if err != nil {
		return answer{}, err
	}
	e.Tariff = [][][]float64{tariff0}
	return answerHat(ctx, "hat", e, hat.Shock{Tariff: [][][]float64{tariff1}}, q.Deficits, q.Optimal, q.Nash)
}

// world reads countries with their output and the trade among them; both files are called
// world-2023 where the embedded data are meant.
func (in *input) world(countries, trade string) (names []string, gdp []float64, flows [][]float64, err error) {
	if countries == world.Name && trade == world.Name {
		d, err := world.Load()
		if err != nil {
			return nil, nil, nil, err
		}
		return d.Countries, d.GDP, d.Trade, nil
	}
	list, err := in.sheet("countries", countries)
	if err != nil {
		return nil, nil, nil, err
	}
	at, err := list.find("country", "gdp")
	if err != nil {
		return nil, nil, nil, err
	}
	var all errorsOf
	for row := range list.rows {
		v, err := list.number(row, at[1])
		all.add(err)
		names, gdp = append(names, list.rows[row][at[0]]), append(gdp, v)
	}
	if err := all.err(); err != nil {
		return nil, nil, nil, err
	}
	sheet, err := in.sheet("trade", trade)
	if err != nil {
		return nil, nil, nil, err
	}
	flows, err = sheet.matrix(names, "value")
	return names, gdp, flows, err
}

// tariffs reads rates by pair; no file is no tariffs.
func (in *input) tariffs(field, path string, names []string) ([][]float64, error) {
	if path == "" {
		out := make([][]float64, len(names))
		for i := range out {
			out[i] = make([]float64, len(names))
		}
		return out, nil
	}
	s, err := in.sheet(field, path)
	if err != nil {
		return nil, err
	}
	return s.matrix(names, "rate")
}

// answerHat solves what was asked: the given tariffs, the best of one country, or a war.
func answerHat(ctx context.Context, name string, e *hat.Economy, s hat.Shock, deficits, optimal,
	nash string) (answer, error) {
	if optimal != "" && nash != "" {
		return answer{}, &equilibrium.InputError{Class: equilibrium.ErrOption, Field: "optimal", At: []string{optimal},
			Hint: "ask for optimal or for nash, not for both"}
	}
	m, err := hat.New(ctx, e, equilibrium.Deficits(deficits))
	if err != nil {
		return answer{}, err
	}
	var r *hat.Result
	var chosen []countryRate
	switch {
	case optimal != "":
		o, err := m.Optimal(ctx, optimal, s)
		if err != nil {
			return answer{}, err
		}
		r, chosen = o.Result, []countryRate{{o.Country, o.Rate}}
	case nash != "":
		w, err := m.Nash(ctx, hat.NashMethod(nash))
		if err != nil {
			return answer{}, err
		}
		r = w.Result
		for i, rate := range w.Rate {
			chosen = append(chosen, countryRate{r.Countries[i].Name, rate})
		}
	default:
		if r, err = m.Solve(ctx, s); err != nil {
			return answer{}, err
		}
	}
	out := struct {
		head
		Countries []hatCountry  `json:"countries"`
		Tariffs   []countryRate `json:"tariffs,omitempty"`
	}{head: head{schema, name, r.Report}, Tariffs: chosen}
	t := textTable{columns: []string{"country", "welfare %", "real wage %", "prices %", "exports %", "imports %",
		"revenue"}}
	for _, c := range r.Countries {
		out.Countries = append(out.Countries, hatCountry{
			Country: c.Name, Welfare: equilibrium.Percent(c.Welfare), RealWage: equilibrium.Percent(c.RealWage),
			Wage: c.Wage, Price: c.Price, Expenditure: c.Spending, Revenue: c.Revenue, Revenue0: c.RevenueBefore,
			Exports: equilibrium.Percent(c.Exports), Imports: equilibrium.Percent(c.Imports),
			OwnShare: c.OwnShare, OwnShare0: c.OwnShareBefore, Deficit: c.Deficit, Deficit0: c.DeficitBefore,
		})
		t.rows = append(t.rows, []string{
			c.Name, pct(equilibrium.Percent(c.Welfare)), pct(equilibrium.Percent(c.RealWage)),
			pct(equilibrium.Percent(c.Price)), pct(equilibrium.Percent(c.Exports)), pct(equilibrium.Percent(c.Imports)),
			amount(c.Revenue),
		})
	}
	return answer{object: out, report: r.Report, tables: append([]textTable{t}, chosenTable(chosen)...)}, nil
}

// chosenTable lists tariffs that a search chose, if there was one.
func chosenTable(chosen []countryRate) []textTable {
	if len(chosen) == 0 {
		return nil
	}
	t := textTable{title: "chosen tariffs", columns: []string{"country", "rate"}}
	for _, c := range chosen {
		t.rows = append(t.rows, []string{c.Country, fmt.Sprintf("%.6f", c.Rate)})
	}
	return []textTable{t}
}

var sectorsModel = model{
	name: "sectors",
	about: `many sectors without links between them, in exact hat algebra.

  {"flows":"sectors_flows.csv","elasticity":4,"tariff1":"sectors_tariff.csv"}

  flows             CSV importer,exporter,sector,flow (or flow_...), own sales among them
  elasticity        a number, or CSV sector,elasticity
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
		return answer{}, &equilibrium.InputError{Class: equilibrium.ErrOption, Field: "values",
			At:   []string{fmt.Sprintf("%.40q", q.Values)},
			Hint: "write with-duty or before-duty"}
	}
	return answerHat(ctx, "sectors", e, hat.Shock{Tariff: tariff1}, q.Deficits, q.Optimal, q.Nash)
}

// flows reads trade by sector, countries and sectors in the order of their first row.
func (in *input) flows(path string) (*hat.Economy, error) {
	s, err := in.sheet("flows", path)
	if err != nil {
		return nil, err
	}
	at, err := s.find("importer", "exporter", "sector")
	if err != nil {
		return nil, err
	}
	value := slices.IndexFunc(s.columns, func(c string) bool { return c == "flow" || strings.HasPrefix(c, "flow_") })
	if value < 0 {
		_, err := s.column("flow")
		return nil, err
	}
	e := &hat.Economy{}
	countries, sectors := index{}, index{}
	note := func(x index, list *[]string, name string) {
		if _, ok := x[name]; !ok {
			x[name] = len(*list)
			*list = append(*list, name)
		}
	}
	for _, row := range s.rows {
		note(countries, &e.Countries, row[at[0]])
		note(sectors, &e.Sectors, row[at[2]])
	}
	for _, row := range s.rows { // exporters that buy nothing come last, and are an error
		note(countries, &e.Countries, row[at[1]])
	}
	e.Trade = zeros(len(e.Sectors), len(e.Countries))
	var all errorsOf
	seen := make(map[[3]int]bool)
	for i, row := range s.rows {
		v, err := s.number(i, value)
		if all.add(err) {
			continue
		}
		key := [3]int{sectors[row[at[2]]], countries[row[at[1]]], countries[row[at[0]]]}
		if seen[key] {
			all.add(&equilibrium.InputError{Class: equilibrium.ErrNames, Field: "flows", At: []string{row[at[2]], row[at[1]],
				row[at[0]]},
				Hint: "the flow stands twice"})
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
		at, err := s.find("sector", "elasticity")
		if err != nil {
			return nil, err
		}
		return s.bySector(at[0], at[1], sectors)
	case nil:
		return nil, &equilibrium.InputError{Class: equilibrium.ErrMissing, Field: "elasticity",
			Hint: "a number, or CSV sector,elasticity"}
	}
	return nil, &equilibrium.InputError{Class: equilibrium.ErrOption, Field: "elasticity",
		Hint: "a number, or the name of a CSV file"}
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
					Class: equilibrium.ErrNames, Field: field, At: []string{cells[sector], cells[at[0]], cells[at[1]]},
					Hint: "the rate stands twice",
				})
			}
			seen[[3]int{k, i, j}] = true
			out[k][i][j] = v
		}
	}
	return out, all.err()
}

// text writes a number as short as it is exact.
func text(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
