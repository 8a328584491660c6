package response

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/ranges"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// Figure is an answer at the central values of the parameters, and the lowest and highest over
// all combinations of their ends.
type Figure struct {
	Low     decimal.Decimal `json:"low"`
	Central decimal.Decimal `json:"central"`
	High    decimal.Decimal `json:"high"`
}

// Sums are the answers for one market or for all. Price and Exporters are nil in a model that
// says nothing of them.
type Sums struct {
	ImportsBefore decimal.Decimal `json:"imports_before"`
	RevenueBefore decimal.Decimal `json:"revenue_before"`
	Imports       Figure          `json:"imports"`
	Revenue       Figure          `json:"revenue"`
	Welfare       Figure          `json:"welfare"`
	Price         *Figure         `json:"price,omitempty"`
	Exporters     *Figure         `json:"exporters,omitempty"`
	// Redirected is the change of what the sources sell elsewhere, at world prices: of gsim alone.
	Redirected *Figure `json:"redirected,omitempty"`
}

// Partner is what comes from one partner, over all markets.
type Partner struct {
	Partner string          `json:"partner"`
	Before  decimal.Decimal `json:"before"`
	Imports Figure          `json:"imports"`
	Duty    Figure          `json:"duty"`
	// Exporters is the change of the surplus of those who sell there; nil in smart.
	Exporters *Figure `json:"exporters,omitempty"`
}

// Product is one market.
type Product struct {
	Product string `json:"product"`
	Sums
}

// Bar is the sums at both ends of one parameter, the others at their centres.
type Bar struct {
	Parameter Range
	Low, High Point
}

// Point is the sums at one point of the parameters.
type Point struct {
	Imports decimal.Decimal `json:"imports"`
	Revenue decimal.Decimal `json:"revenue"`
	Welfare decimal.Decimal `json:"welfare"`
}

// Drawn summarises a sum over random draws.
type Drawn struct {
	What string          `json:"what"` // imports, revenue, welfare
	Mean decimal.Decimal `json:"mean"`
	P05  decimal.Decimal `json:"p05"`
	P50  decimal.Decimal `json:"p50"`
	P95  decimal.Decimal `json:"p95"`
}

// Refusal is a market that a model did not solve; it is in no sum.
type Refusal struct{ Product, Reason string }

// Answer is what one model says.
type Answer struct {
	Model Model
	Sums
	Partners []Partner // in the order of their codes
	Products []Product // in the order of the markets
	Bars     []Bar
	Draws    []Drawn // none unless they were asked for
	Refused  []Refusal
}

// Options are how the models are asked.
type Options struct {
	Models  []Model // nil: those of Models
	Draws   int     // 0: none
	Seed    uint64
	Workers int // 0: one for each processor
}

// maxSolves bounds how often a market is solved in one call.
const maxSolves = 20_000_000

// Solve asks each model about all markets. Errors are *equilibrium.InputErrors and that of the
// context.
func Solve(ctx context.Context, markets []Market, o Options) ([]Answer, error) {
	if err := check(markets); err != nil {
		return nil, err
	}
	models := o.Models
	if models == nil {
		models = Models()
	}
	var p equilibrium.Problems
	for i := range models {
		models[i].check(&p)
	}
	if o.Draws < 0 || o.Draws > 0 && len(markets) > maxSolves/o.Draws {
		p.Add("option", "draws", float64(o.Draws), "from 0 to 20,000,000 in all markets together")
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	plains := make([]plain, len(markets))
	for i := range markets {
		plains[i] = plainOf(&markets[i])
	}
	var out []Answer
	for _, m := range models {
		a, err := answer(ctx, markets, plains, m, &o)
		if err != nil {
			return nil, err
		}
		out = append(out, *a)
	}
	return out, nil
}

func answer(ctx context.Context, markets []Market, plains []plain, m Model, o *Options) (*Answer, error) {
	points, ends := m.points()
	solved, failed := make([][]outcome, len(markets)), make([]error, len(markets))
	err := workers.Each(ctx, o.Workers, len(markets), func(_, i int) {
		supply := make([]float64, len(plains[i].value))
		for _, at := range points {
			one, err := plains[i].solve(ctx, m.Name, at, supply)
			if err != nil {
				failed[i] = err
				return
			}
			solved[i] = append(solved[i], one)
		}
	})
	if err != nil {
		return nil, err
	}
	a := &Answer{Model: m}
	all := make([]outcome, len(points))
	partners := map[string]*partner{}
	for i := range markets { // in this order, whoever solved them
		if failed[i] != nil {
			a.Refused = append(a.Refused, Refusal{markets[i].Product, failed[i].Error()})
			continue
		}
		one := Product{Product: markets[i].Product}
		if one.Sums, err = sums(m.Name, before(&markets[i]), solved[i]); err != nil {
			return nil, err
		}
		a.Products = append(a.Products, one)
		a.ImportsBefore = a.ImportsBefore.Add(one.ImportsBefore)
		a.RevenueBefore = a.RevenueBefore.Add(one.RevenueBefore)
		for k := range solved[i] {
			all[k].add(&solved[i][k])
		}
		for s := range markets[i].Sources {
			of := &markets[i].Sources[s]
			p := partners[of.Partner]
			if p == nil {
				p = &partner{imports: make([]float64, len(points)), duty: make([]float64, len(points))}
				if m.Name != modelSMART {
					p.surplus = make([]float64, len(points))
				}
				partners[of.Partner] = p
			}
			p.before = p.before.Add(of.Value)
			for k := range solved[i] {
				p.imports[k] += solved[i][k].by[s]
				p.duty[k] += solved[i][k].duty[s]
				if p.surplus != nil {
					p.surplus[k] += solved[i][k].surplus[s]
				}
			}
		}
	}
	if len(a.Products) == 0 {
		return nil, errors.New(m.Name + ": no market was solved: " + a.Refused[0].Product + ": " + a.Refused[0].Reason)
	}
	if a.Sums, err = sums(m.Name, a.Sums, all); err != nil {
		return nil, err
	}
	if a.Partners, err = partnersOf(partners); err != nil {
		return nil, err
	}
	for k, r := range m.ranges() {
		if r.Low.Equal(r.High) {
			continue
		}
		bar := Bar{Parameter: r}
		if bar.Low, err = pointOf(&all[ends[k][0]]); err == nil {
			bar.High, err = pointOf(&all[ends[k][1]])
		}
		if err != nil {
			return nil, err
		}
		a.Bars = append(a.Bars, bar)
	}
	return a, a.draw(ctx, plains, failed, o)
}

type partner struct {
	before                 decimal.Decimal
	imports, duty, surplus []float64
}

func partnersOf(partners map[string]*partner) ([]Partner, error) {
	var out []Partner
	for name, p := range partners {
		one := Partner{Partner: name, Before: p.before}
		var err error
		if one.Imports, err = figure(p.imports, 2); err == nil {
			one.Duty, err = figure(p.duty, 2)
		}
		if err == nil && p.surplus != nil {
			one.Exporters = new(Figure)
			*one.Exporters, err = figure(p.surplus, 2)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b Partner) int { return cmp.Compare(a.Partner, b.Partner) })
	return out, nil
}

func before(m *Market) Sums {
	var s Sums
	for i := range m.Sources {
		s.ImportsBefore = s.ImportsBefore.Add(m.Sources[i].Value)
		s.RevenueBefore = s.RevenueBefore.Add(m.Sources[i].Value.Mul(m.Sources[i].Rate0))
	}
	s.RevenueBefore = exact.Round(s.RevenueBefore, 2, exact.HalfUp)
	return s
}

func sums(model string, s Sums, points []outcome) (Sums, error) {
	var errs []error
	of := func(places int32, get func(*outcome) float64) Figure {
		var v []float64
		for i := range points {
			v = append(v, get(&points[i]))
		}
		f, err := figure(v, places)
		errs = append(errs, err)
		return f
	}
	s.Imports = of(2, func(o *outcome) float64 { return o.imports })
	s.Revenue = of(2, func(o *outcome) float64 { return o.revenue })
	s.Welfare = of(2, func(o *outcome) float64 { return o.welfare })
	if model != modelSMART {
		price := of(6, func(o *outcome) float64 { return o.price / o.spent })
		exporters := of(2, func(o *outcome) float64 { return o.exporters })
		s.Price, s.Exporters = &price, &exporters
	}
	if model == GSIM {
		redirected := of(2, func(o *outcome) float64 { return o.redirected })
		s.Redirected = &redirected
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

func pointOf(o *outcome) (p Point, err error) {
	for _, part := range []struct {
		to *decimal.Decimal
		v  float64
	}{{&p.Imports, o.imports}, {&p.Revenue, o.revenue}, {&p.Welfare, o.welfare}} {
		if *part.to, err = equilibrium.Round(part.v, 2, exact.HalfUp); err != nil {
			return p, err
		}
	}
	return p, nil
}

// draw asks at random points of the ranges, all markets at the same point.
func (a *Answer) draw(ctx context.Context, plains []plain, failed []error, o *Options) error {
	if o.Draws == 0 {
		return nil
	}
	var parameters []ranges.Parameter
	for _, r := range a.Model.ranges() {
		parameters = append(parameters, ranges.Parameter{
			Name: r.Name, Value: r.Central.InexactFloat64(), Low: r.Low.InexactFloat64(),
			High: r.High.InexactFloat64(), Source: r.Source,
		})
	}
	sample, err := ranges.MonteCarlo(ctx, parameters, ranges.Triangular, o.Draws, o.Seed,
		func(ctx context.Context, at []float64) ([]float64, error) {
			var all outcome
			for i := range plains {
				if failed[i] != nil {
					continue
				}
				one, err := plains[i].solve(ctx, a.Model.Name, at, make([]float64, len(plains[i].value)))
				if err != nil {
					return nil, err
				}
				all.add(&one)
			}
			return []float64{all.imports, all.revenue, all.welfare}, nil
		}, o.Workers)
	if err != nil {
		return err
	}
	for k, what := range []string{"imports", "revenue", "welfare"} {
		s := &sample.Outputs[k]
		d := Drawn{What: what}
		for _, part := range []struct {
			to *decimal.Decimal
			v  float64
		}{{&d.Mean, s.Mean}, {&d.P05, s.P05}, {&d.P50, s.P50}, {&d.P95, s.P95}} {
			if *part.to, err = equilibrium.Round(part.v, 2, exact.HalfUp); err != nil {
				return err
			}
		}
		a.Draws = append(a.Draws, d)
	}
	return nil
}
