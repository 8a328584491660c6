package gravity

import (
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// solution is what a mode found, in ratios and levels, before it is laid out by country.
type solution struct {
	names                                    []string
	trade0, trade1                           [][]float64
	price, quantity, output, spending, index []float64
	in0, out0, in1, out1                     []float64
}

func square(n int) [][]float64 {
	out, flat := make([][]float64, n), make([]float64, n*n)
	for i := range out {
		out[i] = flat[i*n : (i+1)*n : (i+1)*n]
	}
	return out
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

func shares(v []float64) []float64 {
	t, out := total(v), make([]float64, len(v))
	for i, x := range v {
		out[i] = x / t
	}
	return out
}

// fill writes Y E T/(Π P) over the world's output.
func fill(to [][]float64, output, spending []float64, cost [][]float64, r *resistances, world float64) {
	for i := range to {
		for j := range to[i] {
			to[i][j] = output[i] * spending[j] * cost[i][j] / (r.outward[i] * r.inward[j]) / world
		}
	}
}

// scaling checks trade before the shock against output and spending, and after it against
// spending where that is what the mode clears.
func (s *solution) scaling(r *equilibrium.Report, w *World, y, e []float64) {
	rows, columns := 0.0, 0.0
	world := total(w.Expenditure)
	for i := range y {
		row, column := 0.0, 0.0
		for j := range y {
			row += s.trade0[i][j]
			column += s.trade0[j][i]
		}
		rows = max(rows, math.Abs(row/(world*y[i])-1))
		columns = max(columns, math.Abs(column/(world*e[i])-1))
	}
	r.Check("sales before add up to the share of output, relative", rows, 1e-10)
	r.Check("purchases before add up to spending, relative", columns, 1e-10)
}

func (s *solution) result(r *equilibrium.Report) *Result {
	out := &Result{TradeBefore: s.trade0, Trade: s.trade1, Report: *r}
	for i, name := range s.names {
		var exports, imports [2]float64
		for k, t := range [][][]float64{s.trade0, s.trade1} {
			for j := range s.names {
				if j != i {
					exports[k] += t[i][j]
					imports[k] += t[j][i]
				}
			}
		}
		out.Countries = append(out.Countries, Country{
			Name: name, Price: s.price[i], Quantity: s.quantity[i], Output: s.output[i], Expenditure: s.spending[i],
			PriceIndex: s.index[i], Welfare: s.spending[i] / s.index[i],
			Exports: ratio(exports), Imports: ratio(imports),
			InwardBefore: s.in0[i], OutwardBefore: s.out0[i], Inward: s.in1[i], Outward: s.out1[i],
		})
	}
	return out
}

func ratio(v [2]float64) float64 {
	if v[0] == 0 {
		return math.NaN()
	}
	return v[1] / v[0]
}
