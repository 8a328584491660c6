package wedge

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Economy is a world of one sector at free trade.
type Economy struct {
	Countries []string
	// Trade is value by exporter and importer, own sales on the diagonal.
	Trade [][]float64
	// Profit is ν by country: the share of sales there that is profit and is paid out there. It
	// is what makes income differ from sales, and deficits endogenous.
	Profit []float64
	// Transfers are T by country, which add up to zero; nil: those that the data imply, spending
	// less income.
	Transfers []float64
	// Remainder names a country whose market need not clear, and takes up what transfers lack to
	// zero. The paper's panels without an American deficit are solved so, with the last country of
	// its list; "" is no country, and all markets clear.
	Remainder string

	Elasticity   float64 // ε
	LabourSupply float64 // κ: elasticity of labour supply
	Shape        float64 // ε over the Pareto shape θ; the returns to scale are ψ = Shape/ε
	// PassThrough is the pass-through of tariffs that φ starts from: φ = PassThrough − 1 +
	// (1+θ)/((1−ν)θ) − 1/θ. The paper has 1, and 0.25 in a variant.
	PassThrough float64

	Units string
	Notes []string
}

// Complete fills the diagonal of a matrix of trade as the paper does, from output and profit
// shares: spending is E = GDP + (1−ν)(imports − Σ(1−ν_j) exports to j), and own trade is
// spending less imports, at least zero. Spending and income are then those of the
// completed matrix, so that income differs a little from GDP.
func Complete(countries []string, trade [][]float64, gdp, profit []float64) (*Economy, error) {
	n := len(countries)
	e := &Economy{Countries: countries, Trade: make([][]float64, n), Profit: profit}
	var p equilibrium.Problems
	if len(trade) != n || len(gdp) != n || len(profit) != n {
		p.Add("shape", "trade", 0,
			fmt.Sprintf("%d rows of trade, %d of output, %d profit shares for %d countries",
				len(trade), len(gdp), len(profit), n))
		return nil, p.Err()
	}
	for i := range trade {
		e.Trade[i] = append([]float64(nil), trade[i]...)
		if p.Amount("gdp", gdp[i], countries[i]); len(trade[i]) != n {
			p.Add("shape", "trade", 0, fmt.Sprintf("want %d columns", n), countries[i])
			return nil, p.Err()
		}
		e.Trade[i][i] = 0
	}
	e.check(&p)
	if err := p.Err(); err != nil {
		return nil, err
	}
	own := make([]float64, n)
	none := 0
	e.Notes = append(e.Notes, "own trade is built from GDP and profit shares, as in the paper")
	for i := range n {
		imports, exports := 0.0, 0.0
		for j := range n {
			imports += e.Trade[j][i]
			exports += (1 - profit[j]) * e.Trade[i][j]
		}
		own[i] = gdp[i] + (1-profit[i])*(imports-exports) - imports
		if !(own[i] > 0) {
			own[i] = 0
			none++
			e.Notes = append(e.Notes, countries[i]+": trade is not below output; own trade is 0")
		}
	}
	if none == n {
		p.Add("no_own_trade", "gdp", 0, "no country has any; are trade and GDP in the same units?", countries...)
		return nil, p.Err()
	}
	for i := range own {
		e.Trade[i][i] = own[i]
	}
	return e, nil
}

// check notes what is wrong with trade and profit shares.
func (e *Economy) check(p *equilibrium.Problems) {
	n := len(e.Countries)
	p.Names("countries", e.Countries, n)
	if n == 0 || len(e.Trade) != n || len(e.Profit) != n || e.Transfers != nil && len(e.Transfers) != n {
		p.Add("shape", "trade", 0, fmt.Sprintf("want %d rows, and as many profit shares", n))
		return
	}
	for i, row := range e.Trade {
		if len(row) != n {
			p.Add("shape", "trade", 0, fmt.Sprintf("want %d columns", n), e.Countries[i])
			continue
		}
		for j, v := range row {
			p.Amount("trade", v, e.Countries[i], e.Countries[j])
		}
		if v := e.Profit[i]; p.Finite("profit_share", v, e.Countries[i]) && (v < 0 || v >= 1) {
			p.Add("share", "profit_share", v, "a share from 0 to below 1", e.Countries[i])
		}
	}
	total := 0.0
	for i, v := range e.Transfers {
		p.Finite("transfers", v, e.Countries[i])
		total += math.Abs(v)
	}
	if left := sum(e.Transfers); e.Remainder == "" && math.Abs(left) > 1e-9*total {
		p.Add("unbalanced", "transfers", left, "they add up to zero")
	}
	if e.Remainder != "" && !slices.Contains(e.Countries, e.Remainder) {
		p.Add("names", "remainder", 0, "it is not in the data", e.Remainder)
	}
}

// parameters notes what is wrong with the elasticities.
func (e *Economy) parameters(p *equilibrium.Problems) {
	p.Elasticity("trade_elasticity", e.Elasticity)
	if p.Finite("labour_supply", e.LabourSupply) && e.LabourSupply < 0 {
		p.Add("elasticity", "labour_supply", e.LabourSupply, "at or above zero")
	}
	if p.Finite("shape", e.Shape) && e.Shape < 0 {
		p.Add("elasticity", "shape", e.Shape, "at or above zero")
	}
	if p.Finite("pass_through", e.PassThrough) && (e.PassThrough < 0 || e.PassThrough > 1) {
		p.Add("share", "pass_through", e.PassThrough, "from 0 to 1")
	}
}

// Group is a set of countries with a share of profits in their sales.
type Group struct {
	Members []string // nil for all that are in no other group
	Share   float64  // of profits in the sales of its firms, at home and abroad
}

// ProfitShares finds ν by country from the profits of groups: a group's firms earn ν of the
// market in which they sell, and the average over their sales at home and abroad is the
// share that was observed. Trade is without own trade. In the paper the United States have
// .26 and all others .12, and so ν is .270471 and .114335. Shares below zero are zero.
func ProfitShares(countries []string, trade [][]float64, gdp []float64, groups []Group) ([]float64, error) {
	n, k := len(countries), len(groups)
	var p equilibrium.Problems
	in := make([]int, n)
	for i := range in {
		in[i] = -1
	}
	rest := -1
	for g, group := range groups {
		if p.Finite("profit_share", group.Share, group.Members...) && (group.Share < 0 || group.Share >= 1) {
			p.Add("share", "profit_share", group.Share, "a share from 0 to below 1", group.Members...)
		}
		if group.Members == nil {
			rest = g
		}
		for _, name := range group.Members {
			found := false
			for i := range countries {
				if countries[i] == name {
					if found = true; in[i] >= 0 {
						p.Add("names", "profit_share", 0, "in two groups", name)
					}
					in[i] = g
				}
			}
			if !found {
				p.Add("names", "profit_share", 0, "it is not in the data", name)
			}
		}
	}
	for i := range in {
		if in[i] < 0 {
			if in[i] = rest; rest < 0 {
				p.Add("missing", "profit_share", 0, "no group has it; give others", countries[i])
			}
		}
	}
	if len(trade) != n || len(gdp) != n {
		p.Add("shape", "trade", 0, fmt.Sprintf("%d rows of trade and %d of output for %d countries",
			len(trade), len(gdp), n))
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	flow, output := mat.NewDense(k, k, nil), make([]float64, k)
	for i := range n {
		output[in[i]] += gdp[i]
		for j := range trade[i] {
			if i != j && j < n {
				flow.Set(in[i], in[j], flow.At(in[i], in[j])+trade[i][j])
			}
		}
	}
	nu := make([]float64, k)
	for g := range nu {
		nu[g] = groups[g].Share
	}
	// spending depends on ν, and the weights of markets on spending: a few rounds
	for range 500 {
		a, b := mat.NewDense(k, k, nil), mat.NewVecDense(k, nil)
		for g := range k {
			exports, imports, spending := 0.0, 0.0, output[g]
			for h := range k {
				spending += (1 - nu[g]) * (flow.At(h, g) - (1-nu[h])*flow.At(g, h))
				if h != g {
					exports += flow.At(g, h)
					imports += flow.At(h, g)
				}
			}
			home := spending - imports
			for h := range k {
				w := flow.At(g, h)
				if g == h {
					w = home
				}
				a.Set(g, h, w/(home+exports))
			}
			b.SetVec(g, groups[g].Share)
		}
		var next mat.VecDense
		if err := next.SolveVec(a, b); err != nil {
			p.Add("share", "profit_share", 0, "the shares of the groups do not determine those of the markets")
			return nil, p.Err()
		}
		change := 0.0
		for g := range nu {
			change = math.Max(change, math.Abs(next.AtVec(g)-nu[g]))
			nu[g] = next.AtVec(g)
		}
		if change < 1e-16 {
			break
		}
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Max(0, nu[in[i]])
	}
	return out, nil
}

func sum(v []float64) float64 {
	t := 0.0
	for _, x := range v {
		t += x
	}
	return t
}
