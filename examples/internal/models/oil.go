package models

import (
	"context"
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium/crude"
)

var oilModel = model{
	name: "oil",
	about: `one world price of oil, one exporter, and buyers who may leave.

  {"price":70,"demand":103,"elasticity":{"demand":-0.06,"supply":0.05},
   "russia":{"supply":4.9,"supply_elasticity":0.05,"shut_in":19},
   "buyers":[
     {"buyer":"CN","capacity":2.2,"freight":5,"political_cost":1,"covered":0.1,"exports":440,"bears":0.5},
     {"buyer":"IN","capacity":1.77,"freight":7,"political_cost":1,"covered":0.2,"exports":60.2,"bears":1},
     {"buyer":"TR","capacity":0.7,"freight":3,"political_cost":3,"covered":0.3},
     {"buyer":"others","capacity":3,"freight":12,"political_cost":5,"covered":0.3}],
   "policy":{"cap":47.6,"removed":0,"embargo":[],"secondary_tariff":{"IN":0.25}}}

  price, demand     of the world before any policy, $/bbl and million barrels a day (mb/d)
  elasticity        of the world's demand (at or below 0) and of all other supply (at or above 0)
  russia            what the exporter sells before (mb/d), the elasticity of that in its mean
                    price, and the price below which it sells nothing (left out: 0)
  capacity          the most a buyer takes, mb/d; before the policy together at least the supply
  freight, political_cost   $/bbl: a buyer pays at most price - freight - political cost at the
                    port of loading; the cheapest are served first, the last sets the discount
  covered           share of its barrels on covered services, which a cap binds (left out: 0)
  exports, bears    bn $ a year exposed to a secondary tariff, and the share the buyer bears
  policy.cap        $/bbl at the port of loading; 0 or left out: none
  policy.removed    share of the exporter's supply that is taken away by decree
  policy.embargo    buyers who may not buy
  policy.secondary_tariff   by buyer, a fraction of its exports, if it goes on buying

A buyer leaves if it gains less from this oil than the tariff costs it. That is discrete, and
there may be several equilibria: all that were found are in equilibria, most barrels first, with
where each was found from: all stay, all leave, or a search of all sets. In each: price,
port_price (of barrels that are not covered), netback (mean price at the port of loading),
discount (price - port_price), volume (mb/d), stranded, revenue (million $ a day) and, by buyer,
volume and its change, price, discount net of freight, gain and tariff_cost (bn $ a year),
break_even_discount ($/bbl) and left.
`,
	solve: solveOil,
}

type oilBuyer struct {
	Buyer      string  `json:"buyer"`
	Volume     float64 `json:"volume"`
	Change     float64 `json:"volume_difference"`
	Price      float64 `json:"price"`
	Discount   float64 `json:"discount"`
	Gain       float64 `json:"gain"`
	TariffCost float64 `json:"tariff_cost"`
	BreakEven  float64 `json:"break_even_discount"`
	Left       bool    `json:"left"`
}

type oilState struct {
	From     []string   `json:"found_from,omitempty"`
	Price    float64    `json:"price"`
	Port     float64    `json:"port_price"`
	Netback  float64    `json:"netback"`
	Discount float64    `json:"discount"`
	Volume   float64    `json:"volume"`
	Stranded float64    `json:"stranded"`
	Revenue  float64    `json:"revenue"`
	Buyers   []oilBuyer `json:"buyers"`
}

func solveOil(ctx context.Context, in *input) (answer, error) {
	var q struct {
		Price      *number `json:"price"`
		Demand     *number `json:"demand"`
		Elasticity struct {
			Demand *number `json:"demand"`
			Supply *number `json:"supply"`
		} `json:"elasticity"`
		Russia struct {
			Supply     *number `json:"supply"`
			Elasticity *number `json:"supply_elasticity"`
			ShutIn     number  `json:"shut_in"`
		} `json:"russia"`
		Buyers []struct {
			Buyer     string  `json:"buyer"`
			Capacity  *number `json:"capacity"`
			Freight   *number `json:"freight"`
			Political *number `json:"political_cost"`
			Covered   number  `json:"covered"`
			Exports   *number `json:"exports"`
			Bears     *number `json:"bears"`
		} `json:"buyers"`
		Policy struct {
			Cap     number            `json:"cap"`
			Removed number            `json:"removed"`
			Embargo []string          `json:"embargo"`
			Tariff  map[string]number `json:"secondary_tariff"`
		} `json:"policy"`
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
	m := &crude.Market{
		Price: need("price", q.Price), Demand: need("demand", q.Demand),
		DemandElasticity: need("elasticity.demand",
			q.Elasticity.Demand), SupplyElasticity: need("elasticity.supply", q.Elasticity.Supply),
		Supply: need("russia.supply", q.Russia.Supply), OwnElasticity: need("russia.supply_elasticity",
			q.Russia.Elasticity),
		ShutIn: float64(q.Russia.ShutIn),
	}
	for _, b := range q.Buyers {
		buyer := crude.Buyer{
			Name: b.Buyer, Capacity: need("capacity of "+b.Buyer, b.Capacity), Freight: need("freight of "+b.Buyer,
				b.Freight),
			Political: need("political_cost of "+b.Buyer, b.Political), Covered: float64(b.Covered),
		}
		if q.Policy.Tariff[b.Buyer] != 0 || b.Exports != nil || b.Bears != nil {
			buyer.Exports, buyer.Bears = need("exports of "+b.Buyer, b.Exports), need("bears of "+b.Buyer, b.Bears)
		}
		m.Buyers = append(m.Buyers, buyer)
	}
	if err := all.err(); err != nil {
		return answer{}, err
	}
	policy := crude.Policy{
		Cap: float64(q.Policy.Cap), Removed: float64(q.Policy.Removed),
		Embargo: q.Policy.Embargo, Tariff: make(map[string]float64),
	}
	for name, rate := range q.Policy.Tariff {
		policy.Tariff[name] = float64(rate)
	}
	r, err := crude.Solve(ctx, m, policy)
	if err != nil {
		return answer{}, err
	}
	out := struct {
		head
		Before     oilState   `json:"before"`
		Equilibria []oilState `json:"equilibria"`
	}{head: head{schema, "oil", r.Report}, Before: oilStateOf(r.Before, r.Before)}
	tables := []textTable{oilTable("before", r.Before)}
	for i, e := range r.Equilibria {
		out.Equilibria = append(out.Equilibria, oilStateOf(e, r.Before))
		tables = append(tables, oilTable(fmt.Sprintf("equilibrium %d of %d, found from: %s", i+1, len(r.Equilibria),
			strings.Join(e.From, ", ")), e))
	}
	return answer{object: out, report: r.Report, tables: tables}, nil
}

func oilStateOf(s, before crude.State) oilState {
	out := oilState{
		From: s.From, Price: s.Price, Port: s.Port, Netback: s.Netback, Discount: s.Discount,
		Volume: s.Volume, Stranded: s.Stranded, Revenue: s.Revenue,
	}
	for k, b := range s.Buyers {
		out.Buyers = append(out.Buyers, oilBuyer{
			b.Name, b.Volume, b.Volume - before.Buyers[k].Volume, b.Price, b.Discount, b.Gain, b.TariffCost, b.BreakEven, b.Left,
		})
	}
	return out
}

func oilTable(title string, s crude.State) textTable {
	t := textTable{
		title: fmt.Sprintf("%s: price %.2f, netback %.2f, discount %.2f $/bbl; %.3f mb/d, %.3f stranded; "+
			"revenue %.1f million $ a day",
			title, s.Price, s.Netback, s.Discount, s.Volume, s.Stranded, s.Revenue),
		columns: []string{"buyer", "mb/d", "price", "discount", "gain bn $", "tariff bn $", "break-even", "left"},
	}
	for _, b := range s.Buyers {
		left := ""
		if b.Left {
			left = "left"
		}
		t.rows = append(t.rows, []string{
			b.Name, fmt.Sprintf("%.3f", b.Volume), amount(b.Price), amount(b.Discount), amount(b.Gain), amount(b.TariffCost),
			amount(b.BreakEven), left,
		})
	}
	return t
}
