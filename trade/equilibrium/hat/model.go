package hat

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Model is an economy made ready to be shocked. It is not changed by use and may be shared.
type Model struct {
	countries, sectors []string
	n                  int
	eps                []float64   // by sector
	share              [][]float64 // λ by sector, row-major exporter × importer; a column sums to one, or is zero
	alpha              [][]float64 // by sector and importer: share of spending
	tariff             [][]float64 // t by sector, row-major
	output             []float64   // Y, before duty
	deficit            []float64   // D: spending less income less revenue
	ratio              []float64   // φ: spending less revenue over output
	world              float64     // ΣY
	rule               equilibrium.Deficits
	units              string
	notes              []string
	solved             bool    // the baseline is an equilibrium
	first              int     // steps that it took
	firstResidual      float64 // and where they ended
}

// newModel splits sound trade and tariffs into shares.
func newModel(e *Economy, rule equilibrium.Deficits) *Model {
	n, s := len(e.Countries), len(e.Sectors)
	m := &Model{
		countries: e.Countries, sectors: e.Sectors, n: n, eps: e.Elasticity, rule: rule, units: e.Units, notes: e.Notes,
		share: cube(s, n*n), alpha: cube(s, n), tariff: cube(s, n*n),
		output: make([]float64, n), deficit: make([]float64, n), ratio: make([]float64, n),
	}
	spending, purchases := make([]float64, n), make([]float64, n)
	for k := range s {
		for i := range n {
			for j, x := range e.Trade[k][i] {
				t := 0.0
				if e.Tariff != nil {
					t = e.Tariff[k][i][j]
				}
				m.tariff[k][i*n+j] = t
				m.share[k][i*n+j] = x * (1 + t)
				m.alpha[k][j] += x * (1 + t)
				m.output[i] += x
				purchases[j] += x
			}
		}
		for j := range n {
			spending[j] += m.alpha[k][j]
			for i := range n {
				if m.alpha[k][j] > 0 {
					m.share[k][i*n+j] /= m.alpha[k][j]
				}
			}
		}
	}
	for j := range n {
		for k := range s {
			m.alpha[k][j] /= spending[j]
		}
		m.deficit[j] = purchases[j] - m.output[j]
		m.ratio[j] = (m.output[j] + m.deficit[j]) / m.output[j]
		m.world += m.output[j]
	}
	if rule == equilibrium.Balanced {
		clear(m.deficit)
	}
	return m
}

func cube(s, n int) [][]float64 {
	out := make([][]float64, s)
	flat := make([]float64, s*n)
	for k := range out {
		out[k] = flat[k*n : (k+1)*n : (k+1)*n]
	}
	return out
}

// state is the economy at given wages, with all that its derivatives need.
type state struct {
	m        *Model
	tariff   [][]float64 // t′
	move     [][]float64 // (κ·d)^−ε: what the shock does to shares at unchanged wages
	share    [][]float64 // λ′
	sales    [][]float64 // λ′·α·E′/(1+t′)
	price    [][]float64 // ln P̂ by sector and importer
	rev      [][]float64 // r: revenue in a unit of spending by sector and importer
	meanRev  []float64   // r̄ over sectors
	wage     []float64   // ŵ
	spending []float64   // E′
	growth   float64     // g = ΣŵY/ΣY
	scalar   float64     // Ξ
	excess   []float64   // supply and demand, in value
}

func (m *Model) newState() *state {
	n, s := m.n, len(m.sectors)
	return &state{
		m: m, tariff: cube(s, n*n), move: cube(s, n*n), share: cube(s, n*n), sales: cube(s, n*n),
		price: cube(s, n), rev: cube(s, n), meanRev: make([]float64, n), wage: make([]float64, n),
		spending: make([]float64, n), excess: make([]float64, n), scalar: 1,
	}
}

// shock sets tariffs and, where cost is not nil, changes of other trade costs d.
func (st *state) shock(tariff, cost [][]float64) {
	for k := range tariff {
		copy(st.tariff[k], tariff[k])
		for i, t := range tariff[k] {
			ratio := (1 + t) / (1 + st.m.tariff[k][i])
			if cost != nil {
				ratio *= cost[k][i]
			}
			st.move[k][i] = math.Pow(ratio, -st.m.eps[k])
		}
	}
}

// at moves the economy to wages exp(x). It is false where spending would not be positive.
func (st *state) at(x []float64) bool {
	m, n := st.m, st.m.n
	clear(st.meanRev)
	clear(st.excess)
	income, kept := 0.0, 0.0
	for i := range n {
		st.wage[i] = math.Exp(x[i])
		income += st.wage[i] * m.output[i]
		kept += m.ratio[i] * st.wage[i] * m.output[i]
	}
	st.growth, st.scalar = income/m.world, income/kept
	before, after := make([]float64, n), make([]float64, n)
	for k := range m.sectors {
		st.shares(k, x, before, after)
	}
	for j := range n {
		st.spending[j] = st.earned(j) / (1 - st.meanRev[j])
		if !(st.spending[j] > 0) || math.IsInf(st.spending[j], 0) {
			return false
		}
	}
	for k := range m.sectors {
		for i := range n {
			row, share, tariff := st.sales[k][i*n:(i+1)*n], st.share[k][i*n:(i+1)*n], st.tariff[k][i*n:(i+1)*n]
			total := 0.0
			for j := range row {
				row[j] = share[j] * m.alpha[k][j] * st.spending[j] / (1 + tariff[j])
				total += row[j]
			}
			st.excess[i] += total
		}
	}
	for i := range n {
		st.excess[i] -= st.wage[i] * m.output[i]
	}
	return true
}

// earned is what a country spends before revenue: income and deficit.
func (st *state) earned(j int) float64 {
	own := st.wage[j] * st.m.output[j]
	if st.m.rule == equilibrium.Proportional {
		return st.scalar * st.m.ratio[j] * own
	}
	return own + st.m.deficit[j]*st.growth
}

// shares computes prices, shares and revenue of a sector. Prices are the ratio of two sums
// taken in the same order, so that without a shock the change is zero to the last bit.
func (st *state) shares(k int, x, before, after []float64) {
	m, n := st.m, st.m.n
	clear(before)
	clear(after)
	for i := range n {
		push := math.Exp(-m.eps[k] * x[i])
		row, share, move := m.share[k][i*n:(i+1)*n], st.share[k][i*n:(i+1)*n], st.move[k][i*n:(i+1)*n]
		for j := range row {
			share[j] = row[j] * push * move[j]
			before[j] += row[j]
			after[j] += share[j]
		}
	}
	for j := range n {
		st.price[k][j], st.rev[k][j] = 0, 0
		if before[j] > 0 {
			st.price[k][j] = -math.Log(after[j]/before[j]) / m.eps[k]
			after[j] = 1 / after[j]
		}
	}
	for i := range n {
		share, tariff := st.share[k][i*n:(i+1)*n], st.tariff[k][i*n:(i+1)*n]
		for j := range share {
			share[j] *= after[j]
			if tariff[j] != 0 {
				st.rev[k][j] += share[j] * tariff[j] / (1 + tariff[j])
			}
		}
	}
	for j := range n {
		st.meanRev[j] += m.alpha[k][j] * st.rev[k][j]
	}
}

// residual is excess demand relative to output. World income is held constant by its change
// that is added to each market; markets add up to nothing, and so it does not disturb them.
func (st *state) residual(x, f []float64) bool {
	if !st.at(x) {
		return false
	}
	for i := range f {
		f[i] = st.excess[i]/(st.wage[i]*st.m.output[i]) + st.growth - 1
	}
	return true
}

// spendingBy writes d ln E′/dx, importers in rows.
func (st *state) spendingBy(h *mat.Dense) {
	m, n := st.m, st.m.n
	h.Zero()
	for k := range m.sectors {
		for i := range n {
			share, tariff := st.share[k][i*n:(i+1)*n], st.tariff[k][i*n:(i+1)*n]
			for j := range n {
				if share[j] != 0 {
					tau := tariff[j] / (1 + tariff[j])
					h.Set(j, i, h.At(j, i)-m.eps[k]*m.alpha[k][j]*share[j]*(tau-st.rev[k][j]))
				}
			}
		}
	}
	for j := range n {
		net, own, total := 1-st.meanRev[j], st.wage[j]*m.output[j], st.earned(j)
		for i := range n {
			world := m.deficit[j] / total // by the change of world income
			if m.rule == equilibrium.Proportional {
				world = (1 - st.scalar*m.ratio[i]) / st.growth
			}
			h.Set(j, i, h.At(j, i)/net+world*st.wage[i]*m.output[i]/m.world)
		}
		if m.rule == equilibrium.Proportional {
			own = total
		}
		h.Set(j, j, h.At(j, j)+own/total)
	}
}

// jacobian writes the derivative of residual at a solution of the markets, and within
// the size of the residual elsewhere; h is left as d ln E′/dx.
func (st *state) jacobian(j, h *mat.Dense) {
	m, n := st.m, st.m.n
	st.spendingBy(h)
	all := make([]float64, n*n)
	for k := range m.sectors {
		for i, v := range st.sales[k] {
			all[i] += v
		}
	}
	j.Mul(mat.NewDense(n, n, all), h)
	var part mat.Dense
	for k := range m.sectors {
		part.Mul(mat.NewDense(n, n, st.sales[k]), mat.NewDense(n, n, st.share[k]).T())
		for i := range n {
			row := j.RawRowView(i)
			for c, v := range part.RawRowView(i) {
				row[c] += m.eps[k] * v
			}
			row[i] -= m.eps[k] * sum(st.sales[k][i*n:(i+1)*n])
		}
	}
	for i := range n {
		row := j.RawRowView(i)
		own := st.wage[i] * m.output[i]
		row[i] -= own + st.excess[i] // the second from dividing by output
		for c := range row {
			row[c] /= own
		}
		for c := range row {
			row[c] += st.wage[c] * m.output[c] / m.world
		}
	}
}
