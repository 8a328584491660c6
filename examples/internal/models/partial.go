package models

import (
	"context"
	"errors"
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium/ces"
	"github.com/tradeshock/tradeshock/trade/equilibrium/gsim"
	"github.com/tradeshock/tradeshock/trade/equilibrium/smart"
)

var gsimModel = model{
	name: "gsim",
	about: `an industry of any number of regions (Francois and Hall 2003), linear and exact.

  {"regions":["US","JP","EU","RW"],
   "trade":[[0,50,200,300],[500,0,150,200],[300,100,200,200],[50,100,110,20]],
   "tariff0":[[1,1.21,1.41,1.22],[1.37,1,1.31,1.23],[1.32,1.36,1,1.18],[1.57,1.41,1.25,1.15]],
   "tariff1":[[1,1.21,1,1.22],[1.37,1,1.31,1.23],[1,1.36,1,1.18],[1.57,1.41,1.25,1.15]],
   "elasticity":{"demand":-1.25,"supply":1.5,"substitution":5}}

  trade             value at world prices; rows export, columns import
  tariff0, tariff1  before and after, as 1 + t: 1.25 for 25 %
  elasticity        each a number, or a list by region; substitution above 1, demand at or
                    below 0, supply at or above 0

linear is the published spreadsheet's form, exact the CES model behind it;
linearisation_error is the linear price change over the exact one, less one.
`,
	solve: solveGSIM,
}

type gsimForm struct {
	Price     []float64   `json:"price_change"`
	Composite []float64   `json:"composite_price_change"`
	Producer  []float64   `json:"producer_surplus"`
	Consumer  []float64   `json:"consumer_surplus"`
	Revenue   []float64   `json:"tariff_revenue"`
	Welfare   []float64   `json:"welfare"`
	Trade     [][]float64 `json:"trade"`
}

func solveGSIM(ctx context.Context, in *input) (answer, error) {
	var q struct {
		Regions    []string    `json:"regions"`
		Trade      [][]float64 `json:"trade"`
		Tariff0    [][]float64 `json:"tariff0"`
		Tariff1    [][]float64 `json:"tariff1"`
		Elasticity struct {
			Demand       perRegion `json:"demand"`
			Supply       perRegion `json:"supply"`
			Substitution perRegion `json:"substitution"`
		} `json:"elasticity"`
	}
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	n := len(q.Regions)
	demand, err1 := q.Elasticity.Demand.of("elasticity.demand", n)
	supply, err2 := q.Elasticity.Supply.of("elasticity.supply", n)
	substitution, err3 := q.Elasticity.Substitution.of("elasticity.substitution", n)
	if err := errors.Join(err1, err2, err3); err != nil {
		return answer{}, err
	}
	r, err := gsim.Solve(ctx, &gsim.Industry{
		Regions: q.Regions, Trade: q.Trade, Tariff0: q.Tariff0, Tariff1: q.Tariff1,
		Demand: demand, Supply: supply, Substitution: substitution, Units: "the units of trade",
	})
	if err != nil {
		return answer{}, err
	}
	form := func(o gsim.Outcome) gsimForm {
		return gsimForm{o.Price, o.Composite, o.Producer, o.Consumer, o.Revenue, o.Welfare, o.Trade}
	}
	out := struct {
		head
		Regions []string  `json:"regions"`
		Linear  gsimForm  `json:"linear"`
		Exact   gsimForm  `json:"exact"`
		Error   []float64 `json:"linearisation_error"`
	}{head{schema, "gsim", r.Report}, q.Regions, form(r.Linear), form(r.Exact), r.LinearError}
	var tables []textTable
	for _, f := range []struct {
		title string
		gsimForm
	}{{"linear form", out.Linear}, {"exact form", out.Exact}} {
		t := textTable{title: f.title, columns: []string{
			"region", "price %", "producers", "consumers", "revenue",
			"welfare", "linear error %",
		}}
		for i, name := range q.Regions {
			t.rows = append(t.rows, []string{
				name, fraction(f.Price[i]), amount(f.Producer[i]), amount(f.Consumer[i]), amount(f.Revenue[i]),
				amount(f.Welfare[i]), fraction(out.Error[i]),
			})
		}
		tables = append(tables, t)
	}
	return answer{object: out, report: r.Report, tables: tables}, nil
}

var cesModel = model{
	name: "ces",
	about: `one market with several sources that are imperfect substitutes.

  {"sources":["India","China","Mexico","home"],"expenditure":[25,25,25,25],"supply":[10,10,10,2],
   "substitution":5,"demand":-1,"tariff0":[0,0,0,0],"tariff1":[0.2,0.15,0.1,0]}

  expenditure       what buyers spend by source, duty included
  supply            elasticities by source; null for a fixed price
  tariff0, tariff1  fractions of the value before duty

pass_through is the change of the buyers' price over the change of 1 + t; null where the
tariff does not change.
`,
	solve: solveCES,
}

func solveCES(ctx context.Context, in *input) (answer, error) {
	var q struct {
		Sources      []string  `json:"sources"`
		Expenditure  []float64 `json:"expenditure"`
		Supply       []*number `json:"supply"`
		Substitution *number   `json:"substitution"`
		Demand       *number   `json:"demand"`
		Tariff0      []float64 `json:"tariff0"`
		Tariff1      []float64 `json:"tariff1"`
	}
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	m := &ces.Market{
		Sources: q.Sources, Expenditure: q.Expenditure, Tariff0: q.Tariff0, Tariff1: q.Tariff1,
		Units: "the units of expenditure",
	}
	for _, e := range q.Supply {
		v := math.Inf(1)
		if e != nil {
			v = float64(*e)
		}
		m.Supply = append(m.Supply, v)
	}
	var err1, err2 error
	m.Substitution, err1 = given("substitution", q.Substitution)
	m.Demand, err2 = given("demand", q.Demand)
	if err := errors.Join(err1, err2); err != nil {
		return answer{}, err
	}
	r, err := ces.Solve(ctx, m)
	if err != nil {
		return answer{}, err
	}
	out := struct {
		head
		Sources       []string   `json:"sources"`
		ProducerPrice []float64  `json:"producer_price"`
		ConsumerPrice []float64  `json:"consumer_price"`
		Quantity      []float64  `json:"quantity"`
		PassThrough   []*float64 `json:"pass_through"`
		PriceIndex    float64    `json:"price_index"`
		Expenditure   []float64  `json:"expenditure"`
		Revenue0      float64    `json:"revenue_before"`
		Revenue1      float64    `json:"revenue_after"`
	}{
		head{schema, "ces", r.Report},
		q.Sources, r.ProducerPrice, r.ConsumerPrice, r.Quantity, orNull(r.PassThrough),
		r.PriceIndex, r.Expenditure, r.Revenue0, r.Revenue1,
	}
	t := textTable{columns: []string{
		"source", "producer price %", "consumer price %", "quantity %",
		"pass-through %", "expenditure",
	}}
	for i, name := range q.Sources {
		through := "-"
		if out.PassThrough[i] != nil {
			through = fraction(r.PassThrough[i])
		}
		t.rows = append(t.rows, []string{
			name, fraction(r.ProducerPrice[i]), fraction(r.ConsumerPrice[i]), fraction(r.Quantity[i]), through,
			amount(r.Expenditure[i]),
		})
	}
	t.rows = append(t.rows, []string{"index", "", fraction(r.PriceIndex), "", "", ""})
	return answer{object: out, report: r.Report, tables: []textTable{t}}, nil
}

var smartModel = model{
	name: "smart",
	about: `one importer and one product, first-order arithmetic (SMART).

  {"importer":"US","product":"6109.10","form":"linear",
   "flows":[{"partner":"IN","value":"600","rate0":"0.165","rate1":"0.665"},
            {"partner":"BD","value":"300","rate0":"0.165","rate1":"0.165"},
            {"partner":"VN","value":"100","rate0":"0.165","rate1":"0.165"}],
   "elasticity":{"import_demand":-0.5,"substitution":0.5,"export_supply":99}}

  value          imports at world prices; rates are fractions of it
  export_supply  left out: infinite, world prices are fixed
  form           of diversion: linear, or laird-yeats, which keeps the ratio of two sources at
                 its old value times 1 + substitution times the change of price

welfare is the triangle and the revenue rectangle of trade creation, both also given.
`,
	solve: solveSMART,
}

func solveSMART(_ context.Context, in *input) (answer, error) {
	var q struct {
		Importer string `json:"importer"`
		Product  string `json:"product"`
		Flows    []struct {
			Partner string  `json:"partner"`
			Value   *number `json:"value"`
			Rate0   *number `json:"rate0"`
			Rate1   *number `json:"rate1"`
		} `json:"flows"`
		Elasticity struct {
			ImportDemand *number `json:"import_demand"`
			Substitution *number `json:"substitution"`
			ExportSupply *number `json:"export_supply"`
		} `json:"elasticity"`
		Form string `json:"form"`
	}
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	var all errorsOf
	need := func(field string, n *number) float64 {
		v, err := given(field, n)
		all.add(err)
		return v
	}
	m := &smart.Market{
		ImportDemand: need("elasticity.import_demand", q.Elasticity.ImportDemand),
		Substitution: need("elasticity.substitution", q.Elasticity.Substitution),
		ExportSupply: math.Inf(1), Form: smart.Form(q.Form), Units: "the units of value",
	}
	if q.Elasticity.ExportSupply != nil {
		m.ExportSupply = float64(*q.Elasticity.ExportSupply)
	}
	for _, f := range q.Flows {
		m.Flows = append(m.Flows, smart.Flow{
			Partner: f.Partner, Value: need("value of "+f.Partner, f.Value), Rate0: need("rate0 of "+f.Partner,
				f.Rate0), Rate1: need("rate1 of "+f.Partner, f.Rate1),
		})
	}
	if err := all.err(); err != nil {
		return answer{}, err
	}
	r, err := smart.Solve(m)
	if err != nil {
		return answer{}, err
	}
	out := struct {
		head
		Importer  string    `json:"importer"`
		Product   string    `json:"product"`
		Form      string    `json:"form"`
		Partners  []string  `json:"partners"`
		Creation  []float64 `json:"creation"`
		Diversion []float64 `json:"diversion"`
		Imports   []float64 `json:"imports"`
		Before    float64   `json:"revenue_before"`
		After     float64   `json:"revenue_after"`
		Welfare   float64   `json:"welfare"`
		Triangle  float64   `json:"welfare_triangle"`
		Rectangle float64   `json:"welfare_rectangle"`
		Moved     float64   `json:"diversion_revenue"`
	}{
		head{schema, "smart", r.Report},
		q.Importer, q.Product, q.Form, nil, r.Creation, r.Diversion, r.Imports,
		r.RevenueBefore, r.RevenueAfter, r.Welfare, r.Triangle, r.Rectangle, r.DiversionRevenue,
	}
	t := textTable{title: q.Importer + " " + q.Product, columns: []string{
		"partner", "before", "creation",
		"diversion", "after",
	}}
	for i, f := range m.Flows {
		out.Partners = append(out.Partners, f.Partner)
		t.rows = append(t.rows, []string{
			f.Partner, amount(f.Value), amount(r.Creation[i]), amount(r.Diversion[i]),
			amount(r.Imports[i]),
		})
	}
	totals := textTable{columns: []string{"", "before", "after"}, rows: [][]string{
		{"revenue", amount(r.RevenueBefore), amount(r.RevenueAfter)}, {"welfare", "", amount(r.Welfare)},
	}}
	return answer{object: out, report: r.Report, tables: []textTable{t, totals}}, nil
}
