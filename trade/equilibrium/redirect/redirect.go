// Package redirect asks package crude where an exporter's oil goes under a cap, an embargo or
// secondary duties, over ranges of elasticities, and hands the answers back as decimals.
//
// A [Figure] is the answer at the central elasticities and the least and most over all
// combinations of their ends. Leaving is discrete, and there may be several equilibria: Most is
// the one with the most barrels at each point of the elasticities, Fewest the one with the fewest;
// where the two differ, the model does not say which comes about, and Several counts the points.
// Prices and barrels are rounded half up: dollars a barrel to cents, million barrels a day to
// four places, money a day and a year to cents.
package redirect

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/crude"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Buyer is a buyer in decimals, as crude.Buyer.
type Buyer struct {
	Name                         string
	Capacity, Freight, Political decimal.Decimal // mb/d, $/bbl, $/bbl
	Covered                      decimal.Decimal // share of its barrels on covered services
	Exports                      decimal.Decimal // bn $ a year to the country that threatens
	Bears                        decimal.Decimal // share of a duty that it bears
	Source                       string
}

// Market is the world before, as crude.Market.
type Market struct {
	Price, Demand, Supply, ShutIn decimal.Decimal
	Elasticity                    struct{ Demand, Supply, Own response.Range }
	Buyers                        []Buyer
	Source                        string // of the first four
}

// Policy is what is done.
type Policy struct {
	Cap    decimal.Decimal // $/bbl; 0: none
	Duties map[string]decimal.Decimal
	Out    []string // buyers who may not buy
}

// Figure is a number over the elasticities.
type Figure = response.Figure

// State is the market at one equilibrium.
type State struct {
	Price, Netback, Discount Figure // $/bbl
	Volume, Stranded         Figure // mb/d
	Revenue                  Figure // $ a day
	Buyers                   []BuyerState
}

// BuyerState is what a buyer does.
type BuyerState struct {
	Name          string
	Volume, Price Figure // mb/d, $/bbl at the port of loading
	Gain, Duty    Figure // $ a year: over buying elsewhere; of the duty, if it buys
	Left          bool   // at the central elasticities
	LeftAt        int    // at how many points of the elasticities
}

// Answer is what the model says.
type Answer struct {
	Market               Market
	Before, Most, Fewest State
	Points, Several      int
	Failed               []string // points without an equilibrium, with the reason
}

// Solve asks the model. Errors are *equilibrium.InputErrors and that of the context.
func Solve(ctx context.Context, m *Market, p Policy) (*Answer, error) {
	elasticities := []response.Range{m.Elasticity.Demand, m.Elasticity.Supply, m.Elasticity.Own}
	var points [][]decimal.Decimal
	points = append(points, []decimal.Decimal{elasticities[0].Central, elasticities[1].Central, elasticities[2].Central})
	for corner := range 8 {
		var at []decimal.Decimal
		for k, r := range elasticities {
			v := r.Low
			if corner>>k&1 == 1 {
				v = r.High
			}
			at = append(at, v)
		}
		if !slices.ContainsFunc(points, func(q []decimal.Decimal) bool {
			return slices.EqualFunc(q, at, decimal.Decimal.Equal)
		}) {
			points = append(points, at)
		}
	}
	policy := crude.Policy{Cap: p.Cap.InexactFloat64(), Tariff: map[string]float64{}, Embargo: p.Out}
	for name, rate := range p.Duties {
		policy.Tariff[name] = rate.InexactFloat64()
	}
	a := &Answer{Market: *m, Points: len(points)}
	var before, most, fewest []crude.State
	for i, at := range points {
		r, err := crude.Solve(ctx, m.plain(at), policy)
		var stuck *equilibrium.ConvergenceError
		switch {
		case err != nil && (i == 0 || !errors.As(err, &stuck)):
			return nil, err
		case err != nil:
			a.Failed = append(a.Failed, fmt.Sprintf("elasticities %s, %s, %s: %s", at[0], at[1], at[2], err))
			continue
		case len(r.Equilibria) == 0:
			if i == 0 {
				return nil, &equilibrium.ConvergenceError{
					Model: "oil",
					Hint:  "no equilibrium in which every buyer does one thing; change who bears the duty",
				}
			}
			a.Failed = append(a.Failed, fmt.Sprintf("elasticities %s, %s, %s: no equilibrium", at[0], at[1], at[2]))
			continue
		}
		if len(r.Equilibria) > 1 {
			a.Several++
		}
		before, most, fewest = append(before, r.Before), append(most, r.Equilibria[0]), append(fewest,
			r.Equilibria[len(r.Equilibria)-1])
	}
	var err error
	if a.Before, err = stateOf(before); err != nil {
		return nil, err
	}
	if a.Most, err = stateOf(most); err != nil {
		return nil, err
	}
	a.Fewest, err = stateOf(fewest)
	return a, err
}

func (m *Market) plain(at []decimal.Decimal) *crude.Market {
	out := &crude.Market{
		Price: m.Price.InexactFloat64(), Demand: m.Demand.InexactFloat64(), DemandElasticity: at[0].InexactFloat64(),
		SupplyElasticity: at[1].InexactFloat64(), Supply: m.Supply.InexactFloat64(), OwnElasticity: at[2].InexactFloat64(),
		ShutIn: m.ShutIn.InexactFloat64(),
	}
	for _, b := range m.Buyers {
		out.Buyers = append(out.Buyers, crude.Buyer{
			Name: b.Name, Capacity: b.Capacity.InexactFloat64(), Freight: b.Freight.InexactFloat64(),
			Political: b.Political.InexactFloat64(),
			Covered:   b.Covered.InexactFloat64(), Exports: b.Exports.InexactFloat64(), Bears: b.Bears.InexactFloat64(),
		})
	}
	return out
}

func stateOf(points []crude.State) (s State, err error) {
	var errs []error
	of := func(places int32, get func(*crude.State) float64) Figure {
		var v []float64
		for i := range points {
			v = append(v, get(&points[i]))
		}
		f, err := figure(v, places)
		errs = append(errs, err)
		return f
	}
	s.Price = of(2, func(s *crude.State) float64 { return s.Price })
	s.Netback = of(2, func(s *crude.State) float64 { return s.Netback })
	s.Discount = of(2, func(s *crude.State) float64 { return s.Discount })
	s.Volume = of(4, func(s *crude.State) float64 { return s.Volume })
	s.Stranded = of(4, func(s *crude.State) float64 { return s.Stranded })
	s.Revenue = of(2, func(s *crude.State) float64 { return s.Revenue * 1e6 })
	for k := range points[0].Buyers {
		b := BuyerState{Name: points[0].Buyers[k].Name}
		b.Volume = of(4, func(s *crude.State) float64 { return s.Buyers[k].Volume })
		b.Price = of(2, func(s *crude.State) float64 { return s.Buyers[k].Price })
		b.Gain = of(2, func(s *crude.State) float64 { return s.Buyers[k].Gain * 1e9 })
		b.Duty = of(2, func(s *crude.State) float64 { return s.Buyers[k].TariffCost * 1e9 })
		for i := range points {
			if points[i].Buyers[k].Left {
				b.LeftAt++
			}
		}
		b.Left = points[0].Buyers[k].Left
		s.Buyers = append(s.Buyers, b)
	}
	return s, errors.Join(errs...)
}

// figure is the first of the values, and the least and the most of all.
func figure(v []float64, places int32) (f Figure, err error) {
	for _, part := range []struct {
		to *decimal.Decimal
		v  float64
	}{{&f.Low, slices.Min(v)}, {&f.Central, v[0]}, {&f.High, slices.Max(v)}} {
		if *part.to, err = equilibrium.Round(part.v, places, exact.HalfUp); err != nil {
			return f, err
		}
	}
	return f, nil
}
