package models

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
	"github.com/tradeshock/tradeshock/trade/equilibrium/wedge"
)

var wedgeModel = model{
	name: "wedge",
	about: `one sector with profits, labour supply and incomplete pass-through
(Ignatenko, Lashkaripour, Macedoni and Simonovska 2025).

  {"trade":"hat_trade.csv","countries":"hat_countries.csv","trade_elasticity":4,
   "tariff1":"hat_tariff.csv","labour_supply":0.5,"shape":0.67,"revenue":"tax-relief",
   "profit_share":{"US":0.26,"others":0.12}}

  trade, countries, trade_elasticity, tariff1   as in hat; before the shock there are no tariffs
  labour_supply     its elasticity; left out: 0.5, the paper's
  shape             trade elasticity over the Pareto shape; left out: 0.67, the paper's
  pass_through      of tariffs, 0 to 1; left out: 1, the paper's
  revenue           tax-relief (default) or lump-sum
  profit_share      by country, profits in the sales of its firms (others: all not named); or a
                    list by country of nu, profits in the sales that are made there
  own_trade         profits (default: built from GDP and profit shares, as in the paper) or
                    gdp (GDP - exports, as in hat)
  optimal           a country: its best uniform tariff in this model (not the paper's formula)
  deficits          additive (default): the transfers of the data are a constant share of world
                    income
`,
	solve: solveWedge,
}

type wedgeInput struct {
	Trade       string          `json:"trade"`
	Countries   string          `json:"countries"`
	Elasticity  float64         `json:"trade_elasticity"`
	Tariff0     string          `json:"tariff0"`
	Tariff1     string          `json:"tariff1"`
	Labour      *float64        `json:"labour_supply"`
	Shape       *float64        `json:"shape"`
	PassThrough *float64        `json:"pass_through"`
	Revenue     string          `json:"revenue"`
	Profit      json.RawMessage `json:"profit_share"`
	OwnTrade    string          `json:"own_trade"`
	Deficits    string          `json:"deficits"`
	Optimal     string          `json:"optimal"`
}

type wedgeCountry struct {
	hatCountry
	DeficitPct   float64 `json:"deficit_pct"`
	Employment   float64 `json:"employment_pct"`
	CPI          float64 `json:"cpi_pct"`
	ExportsToGDP float64 `json:"exports_to_gdp_pct"`
	ImportsToGDP float64 `json:"imports_to_gdp_pct"`
	RevenueShare float64 `json:"revenue_to_expenditure_pct"`
	ProfitShare  float64 `json:"profit_share"`
}

func solveWedge(ctx context.Context, in *input) (answer, error) {
	var q wedgeInput
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	names, gdp, trade, err := in.world(q.Countries, q.Trade)
	if err != nil {
		return answer{}, err
	}
	for _, c := range []struct {
		field, value string
		allowed      []string
	}{
		{"deficits", q.Deficits, []string{"", "additive"}},
		{"own_trade", q.OwnTrade, []string{"", "profits", "gdp"}},
		{"tariff0", q.Tariff0, []string{""}},
	} {
		ok := false
		for _, a := range c.allowed {
			ok = ok || a == c.value
		}
		if !ok {
			return answer{}, &equilibrium.InputError{
				Class: "option", Field: c.field,
				At:   []string{fmt.Sprintf("%.40q", c.value)},
				Hint: "this model knows no such case; see -h",
			}
		}
	}
	tariff, err := in.tariffs("tariff1", q.Tariff1, names)
	if err != nil {
		return answer{}, err
	}
	nu, err := profits(q.Profit, names, trade, gdp)
	if err != nil {
		return answer{}, err
	}
	var e *wedge.Economy
	if q.OwnTrade == "gdp" {
		one, err := hat.OneSector(names, trade, gdp, q.Elasticity)
		if err != nil {
			return answer{}, err
		}
		e = &wedge.Economy{Countries: names, Trade: one.Trade[0], Profit: nu, Notes: one.Notes}
	} else if e, err = wedge.Complete(names, trade, gdp, nu); err != nil {
		return answer{}, err
	}
	e.Elasticity, e.Units = q.Elasticity, "the units of the trade file"
	for _, d := range []struct {
		name  string
		given *float64
		paper float64
		to    *float64
	}{
		{"labour supply", q.Labour, .5, &e.LabourSupply}, {"shape", q.Shape, .67, &e.Shape}, {
			"pass-through",
			q.PassThrough, 1, &e.PassThrough,
		},
	} {
		if *d.to = d.paper; d.given != nil {
			*d.to = *d.given
		} else {
			e.Notes = append(e.Notes, fmt.Sprintf("%s is not given; %g is the paper's", d.name, d.paper))
		}
	}
	use := wedge.Use(q.Revenue)
	if use == "" {
		use = wedge.TaxRelief
	}
	if q.Optimal != "" {
		o, err := wedge.Optimal(ctx, e, q.Optimal, tariff, use)
		if err != nil {
			return answer{}, err
		}
		return answerWedge(e, o.Result, countryRate{o.Country, o.Rate}), nil
	}
	r, err := wedge.Solve(ctx, e, tariff, use)
	if err != nil {
		return answer{}, err
	}
	return answerWedge(e, r), nil
}

// profits reads ν as a list, or shares of groups from which ν follows.
func profits(text json.RawMessage, names []string, trade [][]float64, gdp []float64) ([]float64, error) {
	if len(text) == 0 {
		return nil, &equilibrium.InputError{
			Class: "missing", Field: "profit_share",
			Hint: `{"USA":0.26,"others":0.12} in the paper`,
		}
	}
	var list []float64
	if json.Unmarshal(text, &list) == nil {
		return list, nil
	}
	var shares map[string]float64
	if err := json.Unmarshal(text, &shares); err != nil {
		return nil, &equilibrium.InputError{
			Class: "option", Field: "profit_share",
			Hint: "a list of numbers, or an object of numbers by country and others",
		}
	}
	var groups []wedge.Group
	for name, share := range shares {
		g := wedge.Group{Members: []string{name}, Share: share}
		if name == "others" {
			g.Members = nil
		}
		groups = append(groups, g)
	}
	sort.Slice(groups, func(i, j int) bool { // the same order at every run
		return fmt.Sprint(groups[i].Members) < fmt.Sprint(groups[j].Members)
	})
	return wedge.ProfitShares(names, trade, gdp, groups)
}

func answerWedge(e *wedge.Economy, r *wedge.Result, chosen ...countryRate) answer {
	out := struct {
		head
		Countries []wedgeCountry `json:"countries"`
		Tariffs   []countryRate  `json:"tariffs,omitempty"`
	}{head: head{schema, "wedge", r.Report}, Tariffs: chosen}
	t := textTable{columns: []string{
		"country", "welfare %", "deficit %", "exports/GDP %", "imports/GDP %",
		"employment %", "prices %", "revenue",
	}}
	for i, c := range r.Countries {
		w := wedgeCountry{
			hatCountry: hatCountry{
				Country: c.Name, Welfare: equilibrium.Percent(c.Welfare), RealWage: equilibrium.Percent(c.RealWage),
				Wage: c.Wage, Price: c.Price, Expenditure: c.Spending, Revenue: c.Revenue,
				Exports: equilibrium.Percent(c.Exports), Imports: equilibrium.Percent(c.Imports),
				OwnShare: c.OwnShare, OwnShare0: c.OwnShareBefore, Deficit: c.Deficit, Deficit0: c.DeficitBefore,
			},
			DeficitPct: c.DeficitPercent(), Employment: equilibrium.Percent(c.Labour), CPI: equilibrium.Percent(c.Price),
			ExportsToGDP: equilibrium.Percent(c.ExportsToGDP), ImportsToGDP: equilibrium.Percent(c.ImportsToGDP),
			RevenueShare: 100 * c.RevenueShare, ProfitShare: e.Profit[i],
		}
		out.Countries = append(out.Countries, w)
		t.rows = append(t.rows, []string{
			w.Country, pct(w.Welfare), pct(w.DeficitPct), pct(w.ExportsToGDP), pct(w.ImportsToGDP),
			pct(w.Employment), pct(w.CPI), amount(w.Revenue),
		})
	}
	return answer{object: out, report: r.Report, tables: append([]textTable{t}, chosenTable(chosen)...)}
}
