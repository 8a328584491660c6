package linkage

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// data are the shares of a world that hats start from. Arrays by region and sector are
// region-major, n*J+j; matrices of trade are row-major, importer × exporter.
type data struct {
	n, s    int
	theta   []float64
	traded  []bool // by sector: whether anything crosses a border
	share   [][]float64
	tariff  [][]float64
	va      []float64   // γ: share of value added, by region and sector
	inputs  [][]float64 // by region, row-major sector × input: γ of input in the sector's cost
	final   []float64   // α: share in final spending
	value   []float64   // VA by region
	deficit []float64   // D
	world   float64     // ΣVA
}

// state is the world at given wages.
type state struct {
	*data
	target  [][]float64 // t′
	push    [][]float64 // −θ ln κ, where the flow is not zero
	shareTo [][]float64 // π′
	price   []float64   // ln P̂
	cost    []float64   // ln ĉ
	revenue []float64   // revenue in a unit of spending
	spend   []float64   // X′
	output  []float64   // Y′
	wage    []float64
	growth  float64
	income  []float64 // I′
}

func newState(d *data, target [][]float64) *state {
	st := &state{
		data: d, target: target, push: make([][]float64, d.s), shareTo: make([][]float64, d.s),
		price: make([]float64, d.n*d.s), cost: make([]float64, d.n*d.s), revenue: make([]float64, d.n*d.s),
		spend: make([]float64, d.n*d.s), output: make([]float64, d.n*d.s),
		wage: make([]float64, d.n), income: make([]float64, d.n),
	}
	for j := range d.s {
		st.push[j], st.shareTo[j] = make([]float64, d.n*d.n), append([]float64(nil), d.share[j]...)
		for c, t := range target[j] {
			if t != d.tariff[j][c] {
				st.push[j][c] = -d.theta[j] * math.Log((1+t)/(1+d.tariff[j][c]))
			}
		}
	}
	return st
}

// costs writes ln ĉ = γ ln ŵ + Σ γ ln P̂; wages may be nil.
func (d *data) costs(wage, price, cost []float64) {
	for i := range d.n {
		p := price[i*d.s : (i+1)*d.s]
		for j := range d.s {
			c := 0.0
			if wage != nil {
				c = d.va[i*d.s+j] * wage[i]
			}
			for k, g := range d.inputs[i][j*d.s : (j+1)*d.s] {
				c += g * p[k]
			}
			cost[i*d.s+j] = c
		}
	}
}

// reprice takes costs to shares and prices. A price is the log of the ratio of two sums taken
// in the same order, so that nothing moves where no cost does.
func (st *state) reprice(cost, price []float64) {
	for j := range st.s {
		for i := range st.n {
			at := i*st.s + j
			if !st.traded[j] {
				price[at] = cost[at]
				continue
			}
			row, push, to := st.share[j][i*st.n:(i+1)*st.n], st.push[j][i*st.n:(i+1)*st.n], st.shareTo[j][i*st.n:(i+1)*st.n]
			top := math.Inf(-1)
			for o, v := range row {
				if v > 0 {
					to[o] = push[o] - st.theta[j]*cost[o*st.s+j]
					top = max(top, to[o])
				}
			}
			before, after := 0.0, 0.0
			for o, v := range row {
				if v > 0 {
					to[o] = v * math.Exp(to[o]-top)
					before += v
					after += to[o]
				}
			}
			for o, v := range row {
				if v > 0 {
					to[o] /= after
				}
			}
			price[at] = -(top + math.Log(after/before)) / st.theta[j]
		}
	}
}

// through writes π′·v by sector: what importers see of changes at exporters.
func (st *state) through(v, out []float64) {
	for j := range st.s {
		if !st.traded[j] {
			for i := range st.n {
				out[i*st.s+j] = v[i*st.s+j]
			}
			continue
		}
		for i := range st.n {
			t := 0.0
			for o, w := range st.shareTo[j][i*st.n : (i+1)*st.n] {
				t += w * v[o*st.s+j]
			}
			out[i*st.s+j] = t
		}
	}
}

// prices solves prices at given log wages by Newton's method. The price of a bundle is a
// concave, increasing function of prices with a slope below one, for which Newton's method
// converges from anywhere.
func (st *state) prices(wage []float64) bool {
	size := st.n * st.s
	next, gap, step, tmp := make([]float64, size), make([]float64, size), make([]float64, size), make([]float64, size)
	last := math.Inf(1)
	for range 60 {
		st.costs(wage, st.price, st.cost)
		st.reprice(st.cost, next)
		worst := 0.0
		for i := range gap {
			gap[i] = next[i] - st.price[i]
			worst = math.Max(worst, math.Abs(gap[i]))
		}
		if math.IsNaN(worst) {
			return false
		}
		if worst < 2e-15 || worst < 1e-12 && worst >= last/4 {
			return true
		}
		last = worst
		clear(step)
		// as exact as the square of the gap that Newton's method leaves, or as floats are
		numeric.GMRES(func(in, out []float64) {
			st.costs(nil, in, tmp)
			st.through(tmp, out)
			for i := range out {
				out[i] = in[i] - out[i]
			}
		}, gap, step, math.Min(0.01, math.Max(worst, 1e-15/worst)), 300)
		for i := range step {
			st.price[i] += step[i]
		}
	}
	return last < 1e-11
}

// sales writes Y from spending X at the present shares.
func (st *state) sales(x, y []float64) {
	clear(y)
	for j := range st.s {
		for i := range st.n {
			v := x[i*st.s+j]
			if !st.traded[j] {
				y[i*st.s+j] += v
				continue
			}
			to, target := st.shareTo[j][i*st.n:(i+1)*st.n], st.target[j][i*st.n:(i+1)*st.n]
			for o, w := range to {
				if w != 0 {
					y[o*st.s+j] += w / (1 + target[o]) * v
				}
			}
		}
	}
}

// uses adds the inputs that output needs to x.
func (d *data) uses(y, x []float64) {
	for i := range d.n {
		to := x[i*d.s : (i+1)*d.s]
		for j := range d.s {
			if v := y[i*d.s+j]; v != 0 {
				for k, g := range d.inputs[i][j*d.s : (j+1)*d.s] {
					to[k] += g * v
				}
			}
		}
	}
}

// spending solves X = inputs for Y(X) + α(revenue(X) + b) for the spending that income b brings.
func (st *state) spending(b, x []float64, tolerance float64) bool {
	size := st.n * st.s
	y, scaled, rhs := make([]float64, size), make([]float64, size), make([]float64, size)
	for i := range st.n {
		for j := range st.s {
			rhs[i*st.s+j] = b[i*st.s+j] / st.value[i]
			x[i*st.s+j] /= st.value[i]
		}
	}
	apply := func(in, out []float64) {
		for i := range st.n {
			for j := range st.s {
				scaled[i*st.s+j] = in[i*st.s+j] * st.value[i]
			}
		}
		st.sales(scaled, y)
		clear(out)
		st.uses(y, out)
		for i := range st.n {
			rev := 0.0
			for j := range st.s {
				rev += st.revenue[i*st.s+j] * scaled[i*st.s+j]
			}
			for j := range st.s {
				at := i*st.s + j
				out[at] = in[at] - (out[at]+st.final[at]*rev)/st.value[i]
			}
		}
	}
	_, rel := numeric.GMRES(apply, rhs, x, tolerance, 400)
	if tolerance < 1e-10 { // plain rounds take out what GMRES leaves in the small regions
		left := make([]float64, size)
		for range 3 {
			apply(x, left)
			for i := range x {
				x[i] += rhs[i] - left[i]
			}
		}
	}
	for i := range st.n {
		for j := range st.s {
			x[i*st.s+j] *= st.value[i]
		}
	}
	return rel < 1e-3 && !math.IsNaN(rel)
}

// residual is the excess demand for value added, relative, with the numeraire.
func (st *state) residual(x, f []float64) bool {
	if !st.prices(x) {
		return false
	}
	total := 0.0
	for i := range st.n {
		st.wage[i] = math.Exp(x[i])
		total += st.wage[i] * st.value[i]
		for j := range st.s {
			at := i*st.s + j
			st.revenue[at] = 0
			if !st.traded[j] {
				continue
			}
			for o, w := range st.shareTo[j][i*st.n : (i+1)*st.n] {
				if t := st.target[j][i*st.n+o]; t != 0 {
					st.revenue[at] += w * t / (1 + t)
				}
			}
		}
	}
	st.growth = total / st.world
	b := make([]float64, st.n*st.s)
	for i := range st.n {
		own := st.wage[i]*st.value[i] + st.deficit[i]*st.growth
		for j := range st.s {
			b[i*st.s+j] = st.final[i*st.s+j] * own
		}
	}
	if !st.spending(b, st.spend, 1e-14) {
		return false
	}
	st.sales(st.spend, st.output)
	for i := range st.n {
		demand, rev := 0.0, 0.0
		for j := range st.s {
			demand += st.va[i*st.s+j] * st.output[i*st.s+j]
			rev += st.revenue[i*st.s+j] * st.spend[i*st.s+j]
		}
		own := st.wage[i] * st.value[i]
		if st.income[i] = own + rev + st.deficit[i]*st.growth; !(st.income[i] > 0) {
			return false
		}
		f[i] = demand/own - 1 + st.growth - 1
	}
	return true
}

// jacobian writes the derivative of residual by log wages, column by column from the linear
// systems of prices and spending. Broyden's method needs no more than a few digits of it.
func (st *state) jacobian(jac *mat.Dense) {
	const tolerance = 1e-5
	n, s := st.n, st.s
	size := n * s
	direct, tmp, rhs, dp, dc := make([]float64, size), make([]float64, size), make([]float64, size), make([]float64,
		size), make([]float64, size)
	dy, dx, y := make([]float64, size), make([]float64, size), make([]float64, size)
	for m := range n {
		clear(direct)
		for j := range s {
			direct[m*s+j] = st.va[m*s+j]
		}
		st.through(direct, rhs)
		clear(dp)
		numeric.GMRES(func(in, out []float64) {
			st.costs(nil, in, tmp)
			st.through(tmp, out)
			for i := range out {
				out[i] = in[i] - out[i]
			}
		}, rhs, dp, tolerance, 200)
		st.costs(nil, dp, dc)
		for j := range s {
			dc[m*s+j] += direct[m*s+j]
		}
		// what moving shares do to sales and revenue at unchanged spending
		clear(dy)
		clear(rhs)
		for j := range s {
			if !st.traded[j] {
				continue
			}
			for i := range n {
				x := st.spend[i*s+j]
				rev := 0.0
				for o, w := range st.shareTo[j][i*n : (i+1)*n] {
					if w == 0 {
						continue
					}
					t := st.target[j][i*n+o]
					move := -st.theta[j] * (dc[o*s+j] - dp[i*s+j]) * w / (1 + t) * x
					dy[o*s+j] += move
					rev += t * move
				}
				tmp[i*s+j] = rev
			}
		}
		st.uses(dy, rhs)
		for i := range n {
			more := st.deficit[i] * st.wage[m] * st.value[m] / st.world
			if i == m {
				more += st.wage[m] * st.value[m]
			}
			for j := range s {
				if st.traded[j] {
					more += tmp[i*s+j]
				}
			}
			for j := range s {
				rhs[i*s+j] += st.final[i*s+j] * more
			}
		}
		clear(dx)
		st.spending(rhs, dx, tolerance)
		st.sales(dx, y)
		for i := range n {
			own := st.wage[i] * st.value[i]
			d, level := 0.0, 0.0
			for j := range s {
				d += st.va[i*s+j] * (dy[i*s+j] + y[i*s+j])
				level += st.va[i*s+j] * st.output[i*s+j]
			}
			if i == m {
				d -= level
			}
			jac.Set(i, m, d/own+st.wage[m]*st.value[m]/st.world)
		}
	}
}
