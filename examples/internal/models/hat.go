package models

import (
	"context"
	"fmt"

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
	nash string,
) (answer, error) {
	if optimal != "" && nash != "" {
		return answer{}, &equilibrium.InputError{
			Class: "option", Field: "optimal", At: []string{optimal},
			Hint: "ask for optimal or for nash, not for both",
		}
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
	t := textTable{columns: []string{
		"country", "welfare %", "real wage %", "prices %", "exports %", "imports %",
		"revenue",
	}}
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
