package crude

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// stays says whether a buyer buys, given what the others do. A tie stays.
func (t *trade) stays(k int, set []bool) (bool, error) {
	with := slices.Clone(set)
	with[k] = true
	s, err := t.at(with)
	if err != nil {
		return false, err
	}
	gain := s.Buyers[k].Gain
	return gain >= t.tariff[k]*(1-1e-12), nil
}

// search finds the sets of buyers in which nobody changes its mind.
func (t *trade) search(ctx context.Context, threatened []int, out *Result) error {
	add := func(set []bool, from string) error {
		for i := range out.Equilibria {
			e := &out.Equilibria[i]
			same := true
			for k, stay := range set {
				same = same && e.Buyers[k].Left == !stay
			}
			if same {
				if !slices.Contains(e.From, from) {
					e.From = append(e.From, from)
				}
				return nil
			}
		}
		s, err := t.at(set)
		if err != nil {
			return err
		}
		s.From = []string{from}
		out.Equilibria = append(out.Equilibria, *s)
		return nil
	}
	for _, end := range []struct {
		from string
		stay bool
	}{{"all stay", true}, {"all leave", false}} {
		set := t.all(true)
		for _, k := range threatened {
			set[k] = end.stay
		}
		seen := make(map[string]bool)
		for !seen[fmt.Sprint(set)] {
			seen[fmt.Sprint(set)] = true
			changed := -1
			for _, k := range threatened {
				if err := ctx.Err(); err != nil {
					return err
				}
				out.Report.Iterations++
				stay, err := t.stays(k, set)
				if err != nil {
					return err
				}
				if stay != set[k] {
					changed = k
					break
				}
			}
			if changed < 0 {
				if err := add(set, end.from); err != nil {
					return err
				}
				break
			}
			set[changed] = !set[changed]
		}
	}
	if len(threatened) > 1 && len(threatened) <= searched {
		for bits := range 1 << len(threatened) {
			if err := ctx.Err(); err != nil {
				return err
			}
			set := t.all(true)
			for i, k := range threatened {
				set[k] = bits&(1<<i) == 0
			}
			stable := true
			for _, k := range threatened {
				stay, err := t.stays(k, set)
				if err != nil {
					return err
				}
				if stable = stay == set[k]; !stable {
					break
				}
			}
			out.Report.Iterations++
			if stable {
				if err := add(set, "all sets"); err != nil {
					return err
				}
			}
		}
	}
	if len(out.Equilibria) == 0 {
		return &equilibrium.ConvergenceError{
			Model: "oil: buyers who answer each other in turn come back to where they were, and no set of " +
				"them is an equilibrium",
			Iterations: out.Report.Iterations, Residual: 1,
		}
	}
	slices.SortStableFunc(out.Equilibria, func(a, b State) int { return compare(b.Volume, a.Volume) })
	return nil
}

func (t *trade) report(out *Result, threatened []int) {
	r := &out.Report
	r.Converged = true
	r.Normalisation = "none: prices are US dollars a barrel"
	r.Units = "million barrels a day, US dollars a barrel, billion dollars a year for exports, gains and costs, " +
		"million dollars a day for revenue"
	r.Assumptions = []string{
		fmt.Sprintf("elasticities, not estimated here: demand %g, other supply %g, the exporter's supply %g",
			t.DemandElasticity, t.SupplyElasticity, t.OwnElasticity),
		"one world price; buyers are served in the order of freight and political cost, ties in the order of " +
			"the input; the last sets the discount",
		"a buyer that leaves buys the same oil elsewhere at the world price; a secondary tariff hits exports at " +
			"unchanged value",
	}
	if len(out.Equilibria) > 1 {
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("leaving is discrete: %d equilibria were found, and "+
			"the model does not choose", len(out.Equilibria)))
	}
	if len(threatened) > searched {
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("%d threatened buyers are too many to try all sets: "+
			"only both ends were searched", len(threatened)))
	}
	price, volume := 0.0, 0.0
	for _, s := range append([]State{out.Before}, out.Equilibria...) {
		p := s.Price / t.Price
		used := t.Demand * math.Pow(p, t.DemandElasticity)
		price = max(price, math.Abs(used-(t.Demand-t.Supply)*math.Pow(p, t.SupplyElasticity)-s.Volume)/used)
		sum := 0.0
		for _, b := range s.Buyers {
			sum += b.Volume
		}
		volume = max(volume, math.Abs(sum-s.Volume))
	}
	r.Residual = price
	r.Check("the world uses what it supplies, relative", price, 1e-11)
	r.Check("buyers take what the exporter sells, mb/d", volume, 1e-11)
	r.Check("the market before the policy is the data, relative price", out.Before.Price/t.Price-1, 1e-12)
}
