package pressure

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/pressure"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// target is a duty of a rate on a share of each good of a country.
type target struct {
	code          string
	rate, exposed decimal.Decimal
}

// ranking is the order of the pressures at one elasticity of the target's supply; imports are
// those from the target before and after, by pressure.
type ranking struct {
	supply  decimal.Decimal
	of      []pressure.Ranked
	imports map[string][2]decimal.Decimal
}

// rank asks the model about each pressure.
func rank(ctx context.Context, table *imports.Table, targets []target, supplies []decimal.Decimal) ([]ranking, error) {
	var out []ranking
	for _, supply := range supplies {
		r := ranking{supply: supply, imports: map[string][2]decimal.Decimal{}}
		model := response.Models()[0]
		fixed := func(of *response.Range, v decimal.Decimal) { of.Low, of.Central, of.High = v, v, v }
		fixed(&model.Substitution, model.Substitution.Central)
		fixed(&model.Demand, model.Demand.Central)
		fixed(&model.Supply, supply)
		var pressures []pressure.Pressure
		for _, t := range targets {
			markets, err := marketsOf(table, t)
			if err != nil {
				return nil, err
			}
			if len(markets) == 0 {
				return nil, &pressure.Error{Field: "buyer", Value: t.code, Reason: "the imports of 2024 hold no trade of it"}
			}
			answers, err := response.Solve(ctx, markets, response.Options{Models: []response.Model{model}})
			if err != nil {
				return nil, fmt.Errorf("-supply %s: %w", supply, err)
			}
			a := &answers[0]
			if len(a.Refused) > 0 {
				return nil, errors.New(a.Refused[0].Product + ": " + a.Refused[0].Reason)
			}
			name := trade.Percent(t.rate) + " on " + t.code
			p := pressure.Pressure{Name: name, Sender: a.Welfare.Central.Neg(), Source: "ces on " + imports.Name}
			for _, partner := range a.Partners {
				if partner.Partner == t.code {
					p.Target = partner.Exporters.Central.Neg()
					r.imports[name] = [2]decimal.Decimal{partner.Before, partner.Imports.Central}
				}
			}
			pressures = append(pressures, p)
		}
		var err error
		if r.of, err = pressure.Rank(pressures); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// marketsOf are the products of four digits that the target sells, from all partners, at the
// duties calculated in 2024.
func marketsOf(table *imports.Table, t target) ([]response.Market, error) {
	type sums struct{ value, duty int64 }
	products := map[string]map[string]*sums{}
	sold := map[string]bool{}
	for row := range table.Rows() {
		if row.Partner == "SK" || row.Value == 0 { // which is in the Union
			continue
		}
		code := string(row.Number[:4])
		if products[code] == nil {
			products[code] = map[string]*sums{}
		}
		s := products[code][row.Partner]
		if s == nil {
			s = &sums{}
			products[code][row.Partner] = s
		}
		s.value += row.Value
		s.duty += row.Duty
		sold[code] = sold[code] || row.Partner == t.code
	}
	var out []response.Market
	for _, code := range slices.Sorted(maps.Keys(products)) {
		if !sold[code] {
			continue
		}
		m := response.Market{Product: code}
		for _, partner := range slices.Sorted(maps.Keys(products[code])) {
			s := products[code][partner]
			value := decimal.NewFromInt(s.value)
			rate, err := exact.Div(decimal.NewFromInt(s.duty), value, 9, exact.HalfUp)
			if err != nil {
				return nil, err
			}
			source := response.Source{Partner: partner, Value: value, Rate0: rate, Rate1: rate}
			if partner == t.code {
				source.Rate1 = rate.Add(t.rate.Mul(t.exposed)) // in the mean of the product
			}
			m.Sources = append(m.Sources, source)
		}
		out = append(out, m)
	}
	return out, nil
}
