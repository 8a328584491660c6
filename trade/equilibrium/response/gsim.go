package response

import (
	"context"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium/gsim"
)

// GSIM is the model of package gsim in its exact form. It sees what ces does not: that a source
// sells elsewhere too, and redirects what it loses. That needs sales into other countries
// (Source.Elsewhere); for a market that has none the equations are those of ces, and so is the
// answer. Duties of other countries do not change, and what they buy from sources that the market
// does not name is not seen.
const GSIM = "gsim"

// Sale is what a source sells of the product into another country than that of the market.
type Sale struct {
	To    string
	Value decimal.Decimal
}

// sale is a Sale in floats: by place of the source.
type sale struct {
	source int
	to     string
	value  float64
}

// CanRedirect tells whether a market has what gsim needs.
func (m *Market) CanRedirect() bool {
	return slices.ContainsFunc(m.Sources, func(s Source) bool {
		return slices.ContainsFunc(s.Elsewhere, func(x Sale) bool { return x.Value.IsPositive() })
	})
}

// home is the region of the market among those of the industry; no code of a country is so long.
const home = "the importer"

// none is the part of its sales that a region without purchases is taken to buy from itself: the
// model wants a buyer in each region, and this one changes no digit that is reported.
const none = 1e-12

// redirect asks gsim.
func (p *plain) redirect(ctx context.Context, at []float64) (outcome, error) {
	regions := []string{home}
	place := func(name string) int {
		i := slices.Index(regions[1:], name)
		if i < 0 {
			regions = append(regions, name)
			return len(regions) - 1
		}
		return 1 + i
	}
	row, to := make([]int, len(p.names)), make([]int, len(p.elsewhere))
	for i, name := range p.names {
		row[i] = place(name)
	}
	for k := range p.elsewhere {
		to[k] = place(p.elsewhere[k].to)
	}
	n := len(regions)
	x := &gsim.Industry{Regions: regions}
	for range n {
		x.Trade = append(x.Trade, make([]float64, n))
		x.Tariff0 = append(x.Tariff0, slices.Repeat([]float64{1}, n))
		x.Tariff1 = append(x.Tariff1, slices.Repeat([]float64{1}, n))
		x.Substitution, x.Demand = append(x.Substitution, at[0]), append(x.Demand, at[1])
		x.Supply = append(x.Supply, at[2])
	}
	for i, r := range row {
		x.Trade[r][0] = p.value[i]
		x.Tariff0[r][0], x.Tariff1[r][0] = 1+p.rate0[i], 1+p.rate1[i]
	}
	for k := range p.elsewhere {
		x.Trade[row[p.elsewhere[k].source]][to[k]] += p.elsewhere[k].value
	}
	for v := range n {
		bought, sold := 0.0, 0.0
		for r := range n {
			bought, sold = bought+x.Trade[r][v], sold+x.Trade[v][r]
		}
		if bought == 0 {
			x.Trade[v][v] = none * max(sold, 1)
		}
	}
	found, err := gsim.Solve(ctx, x)
	if err != nil {
		return outcome{}, err
	}
	e := &found.Exact
	var o outcome
	for i, r := range row {
		imports := e.Trade[r][0]
		o.imports += imports
		o.revenue += imports * p.rate1[i]
		o.by, o.duty = append(o.by, imports), append(o.duty, imports*p.rate1[i])
		o.spent += p.spending[i]
		o.surplus = append(o.surplus, e.Producer[r])
		o.exporters += e.Producer[r]
	}
	for r := 1; r < n; r++ {
		for v := 1; v < n; v++ {
			if v != r {
				o.redirected += e.Trade[r][v] - x.Trade[r][v]
			}
		}
	}
	o.price = o.spent * e.Composite[0]
	o.welfare = e.Consumer[0] + e.Revenue[0]
	return o, nil
}
