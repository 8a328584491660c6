package response

import (
	"context"
	"math"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/ces"
	"github.com/tradeshock/tradeshock/trade/equilibrium/smart"
)

// Source is imports of one product from one partner: the value before duty, and the rates as
// fractions of it.
type Source struct {
	Partner      string
	Value        decimal.Decimal
	Rate0, Rate1 decimal.Decimal
	// Elsewhere are the sales of the partner into other countries, which gsim alone sees.
	Elsewhere []Sale
}

// Market is one product from its sources, each partner once.
type Market struct {
	Product string
	Sources []Source
}

// The models.
const (
	modelCES   = "ces"
	modelSMART = "smart"
)

// outcome is what a model says of a market, or of all, at one point of its parameters.
type outcome struct {
	imports, revenue, welfare, exporters float64
	redirected                           float64   // sales elsewhere, in gsim
	price, spent                         float64   // spending-weighted rise, and the spending
	by                                   []float64 // imports by source
	duty                                 []float64
	surplus                              []float64 // of the exporters, in ces
}

func (o *outcome) add(p *outcome) {
	o.imports += p.imports
	o.revenue += p.revenue
	o.welfare += p.welfare
	o.exporters += p.exporters
	o.redirected += p.redirected
	o.price += p.price
	o.spent += p.spent
}

// plain is a market in floats.
type plain struct {
	names        []string
	value        []float64
	rate0, rate1 []float64
	supply       []float64
	spending     []float64
	elsewhere    []sale
}

func plainOf(m *Market) plain {
	var p plain
	for i := range m.Sources {
		s := &m.Sources[i]
		v, t0, t1 := s.Value.InexactFloat64(), s.Rate0.InexactFloat64(), s.Rate1.InexactFloat64()
		p.names, p.value = append(p.names, s.Partner), append(p.value, v)
		p.rate0, p.rate1 = append(p.rate0, t0), append(p.rate1, t1)
		p.supply, p.spending = append(p.supply, 0), append(p.spending, v*(1+t0))
		for _, x := range s.Elsewhere {
			if x.Value.IsPositive() {
				p.elsewhere = append(p.elsewhere, sale{i, x.To, x.Value.InexactFloat64()})
			}
		}
	}
	return p
}

// solve asks a model about a market at a point: substitution, demand, supply. supply is room
// for as many numbers as there are sources.
func (p *plain) solve(ctx context.Context, model string, at []float64, supply []float64) (outcome, error) {
	if model == modelSMART {
		return p.smart(at)
	}
	if model == GSIM && len(p.elsewhere) > 0 {
		return p.redirect(ctx, at)
	}
	for i := range supply {
		supply[i] = at[2]
	}
	r, err := ces.Solve(ctx, &ces.Market{
		Sources: p.names, Expenditure: p.spending, Supply: supply, Substitution: at[0], Demand: at[1],
		Tariff0: p.rate0, Tariff1: p.rate1,
	})
	if err != nil {
		return outcome{}, err
	}
	o := outcome{revenue: r.Revenue1}
	for i, e := range r.Expenditure {
		imports := e / (1 + p.rate1[i])
		o.imports += imports
		o.by, o.duty = append(o.by, imports), append(o.duty, imports*p.rate1[i])
		o.spent += p.spending[i]
		o.surplus = append(o.surplus, p.value[i]*area(1+r.ProducerPrice[i], at[2]))
		o.exporters += o.surplus[i]
	}
	o.price = o.spent * r.PriceIndex
	o.welfare = r.Revenue1 - r.Revenue0 - o.spent*area(1+r.PriceIndex, at[1])
	return o, nil
}

// area is ∫ x^e dx from 1 to a price: the surplus along a curve of constant elasticity.
func area(price, elasticity float64) float64 {
	if elasticity == -1 {
		return math.Log(price)
	}
	return math.Expm1((1+elasticity)*math.Log(price)) / (1 + elasticity)
}

func (p *plain) smart(at []float64) (outcome, error) {
	m := smart.Market{ImportDemand: at[1], Substitution: at[0], ExportSupply: at[2], Form: "linear"}
	for i, name := range p.names {
		m.Flows = append(m.Flows, smart.Flow{Partner: name, Value: p.value[i], Rate0: p.rate0[i], Rate1: p.rate1[i]})
	}
	r, err := smart.Solve(&m)
	if err != nil {
		return outcome{}, err
	}
	o := outcome{revenue: r.RevenueAfter, welfare: r.Welfare, by: r.Imports}
	for i, v := range r.Imports {
		o.imports += v
		o.duty = append(o.duty, v*p.rate1[i])
	}
	return o, nil
}

// check finds what is wrong with the markets themselves.
func check(markets []Market) error {
	var p equilibrium.Problems
	if len(markets) == 0 {
		p.Add("missing", "markets", 0, "give one at least")
	}
	seen := map[string]bool{}
	for i := range markets {
		m := &markets[i]
		if seen[m.Product] {
			p.Add("names", "product", 0, "the product stands twice", m.Product)
		}
		seen[m.Product] = true
		partners := map[string]bool{}
		sum := decimal.Decimal{}
		for k := range m.Sources {
			s := &m.Sources[k]
			if partners[s.Partner] || s.Partner == "" {
				p.Add("names", "partner", 0, "each partner has a name and stands once", m.Product, s.Partner)
			}
			partners[s.Partner] = true
			if s.Value.IsNegative() {
				p.Add("negative", "value", s.Value.InexactFloat64(), "", m.Product, s.Partner)
			}
			sum = sum.Add(s.Value)
			for _, x := range s.Elsewhere {
				if x.To == "" || x.To == home || x.To == s.Partner {
					p.Add("names", "elsewhere", 0, "sales elsewhere are into a country that is named, and another than the source",
						m.Product, s.Partner)
				}
				if x.Value.IsNegative() {
					p.Add("negative", "elsewhere", x.Value.InexactFloat64(), "", m.Product, s.Partner)
				}
			}
			p.Tariff("rate0", s.Rate0.InexactFloat64(), m.Product, s.Partner)
			p.Tariff("rate1", s.Rate1.InexactFloat64(), m.Product, s.Partner)
		}
		if !sum.IsPositive() {
			p.Add("no_demand", "value", 0, "nothing of it is imported", m.Product)
		}
	}
	return p.Err()
}
