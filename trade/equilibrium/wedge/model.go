package wedge

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// state is the world at given wages and employment. Matrices are row-major, exporter × importer.
type state struct {
	n                 int
	eps, kappa, psi   float64
	share, tariff     []float64
	move              []float64 // (1+t)^(−εφ)
	phi, nu           []float64
	income, transfers []float64 // Y and T of the data
	base              []float64 // E
	world             float64   // ΣY
	relief            bool      // revenue lowers the tax on labour, or is handed out
	remainder         int       // market that need not clear, or -1

	wage, labour []float64
	shareTo      []float64 // λ′
	flow         []float64 // X′ = λ′E′/(1+t)
	spending     []float64 // E′
	revenue      []float64 // r: revenue in a unit of spending
	logSum       []float64 // ln S
	logPrice     []float64 // ln P̂
	tax          []float64 // rev/Y′ where it is relief, else 0
	growth       float64
}

// at moves to x = (ln ŵ, ln L̂); false outside the domain.
func (st *state) at(x []float64) bool {
	n := st.n
	total := 0.0
	for i := range n {
		st.wage[i], st.labour[i] = math.Exp(x[i]), math.Exp(x[n+i])
		total += st.wage[i] * st.labour[i] * st.income[i]
	}
	st.growth = total / st.world
	before, after := make([]float64, n), make([]float64, n)
	for i := range n {
		push := math.Exp(-st.eps * (x[i] - st.psi*x[n+i]))
		for j := range n {
			at := i*n + j
			st.shareTo[at] = st.share[at] * push * st.move[at]
			before[j] += st.share[at]
			after[j] += st.shareTo[at]
		}
	}
	clear(st.revenue)
	for i := range n {
		for j := range n {
			at := i*n + j
			st.shareTo[at] /= after[j]
			if t := st.tariff[at]; t != 0 {
				st.revenue[j] += st.shareTo[at] * t / (1 + t)
			}
		}
	}
	for j := range n {
		own := st.wage[j] * st.labour[j] * st.income[j]
		st.spending[j] = (own + st.transfers[j]*st.growth) / (1 - st.revenue[j])
		st.tax[j] = 0
		if st.relief {
			st.tax[j] = st.revenue[j] * st.spending[j] / own
		}
		if !(st.spending[j] > 0) || math.IsInf(st.spending[j], 0) || st.tax[j] >= 1 {
			return false
		}
		st.logSum[j] = math.Log(after[j] / before[j])
		st.logPrice[j] = (1-st.phi[j])*(math.Log(st.spending[j]/st.base[j])-x[j]) - st.logSum[j]/st.eps
	}
	for i := range n {
		for j := range n {
			at := i*n + j
			st.flow[at] = st.shareTo[at] * st.spending[j] / (1 + st.tariff[at])
		}
	}
	return true
}

// residual: markets relative to income with world income constant, then labour supply.
func (st *state) residual(x, f []float64) bool {
	if !st.at(x) {
		return false
	}
	n := st.n
	for i := range n {
		own := st.wage[i] * st.labour[i] * st.income[i]
		earned := st.nu[i] * (own + st.transfers[i]*st.growth) // ν of all that is bought
		for j := range n {
			earned += (1 - st.nu[j]) * st.flow[i*n+j]
		}
		f[i] = earned/own - 1
		switch st.remainder {
		case -1:
			f[i] += st.growth - 1 // the markets add up to nothing, and so this does not disturb them
		case i:
			f[i] = st.growth - 1
		}
		f[n+i] = x[n+i] - st.kappa*(x[i]-math.Log(1-st.tax[i])-st.logPrice[i])
	}
	return true
}

// jacobian is the derivative of residual by x. Derivatives are gathered by q = ln ŵ − ψ ln L̂,
// on which shares depend, and by s = ln ŵ + ln L̂, on which incomes do.
func (st *state) jacobian(x []float64, jac *mat.Dense) {
	n := st.n
	dr, eq, es := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil), mat.NewDense(n, n, nil) // dr/dq, d ln E/dq, d ln E/ds
	weight := make([]float64, n)
	for k := range n {
		weight[k] = st.wage[k] * st.labour[k] * st.income[k] / st.world
	}
	for j := range n {
		own := weight[j] * st.world
		net := own + st.transfers[j]*st.growth
		for k := range n {
			tau := st.tariff[k*n+j] / (1 + st.tariff[k*n+j])
			d := -st.eps * st.shareTo[k*n+j] * (tau - st.revenue[j])
			dr.Set(j, k, d)
			eq.Set(j, k, d/(1-st.revenue[j]))
			es.Set(j, k, st.transfers[j]*weight[k]/net)
		}
		es.Set(j, j, es.At(j, j)+own/net)
	}
	sales := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			sales.Set(i, j, (1-st.nu[j])*st.flow[i*n+j])
		}
	}
	var fq, fs, part mat.Dense
	fq.Mul(sales, mat.NewDense(n, n, st.shareTo).T())
	fq.Scale(st.eps, &fq)
	part.Mul(sales, eq)
	fq.Add(&fq, &part)
	fs.Mul(sales, es)
	for i := range n {
		own := weight[i] * st.world
		sold := sum(sales.RawRowView(i))
		earned := sold + st.nu[i]*(own+st.transfers[i]*st.growth)
		rowQ, rowS := fq.RawRowView(i), fs.RawRowView(i)
		rowQ[i] -= st.eps * sold
		rowS[i] += st.nu[i]*own - earned
		for k := range n {
			rowS[k] += st.nu[i] * st.transfers[i] * weight[k]
			q, s := rowQ[k]/own, rowS[k]/own
			switch st.remainder {
			case -1:
				s += weight[k]
			case i:
				q, s = 0, weight[k]
			}
			jac.Set(i, k, q+s)
			jac.Set(i, n+k, s-st.psi*q)
		}
		// labour supply: l − κ(x − ln(1−u) − ln P̂)
		for k := range n {
			u := 0.0 // du by q and by s
			us := 0.0
			if st.relief {
				u = st.spending[i]/own*dr.At(i, k) + st.tax[i]*eq.At(i, k)
				us = st.tax[i] * es.At(i, k)
				if i == k {
					us -= st.tax[i]
				}
			}
			q := u/(1-st.tax[i]) - (1-st.phi[i])*eq.At(i, k) - st.shareTo[k*n+i]
			s := us/(1-st.tax[i]) - (1-st.phi[i])*es.At(i, k)
			dx, dl := q+s, s-st.psi*q
			if i == k {
				dx += 1 + (1 - st.phi[i])
			}
			jac.Set(n+i, k, -st.kappa*dx)
			jac.Set(n+i, n+k, -st.kappa*dl)
			if i == k {
				jac.Set(n+i, n+k, 1-st.kappa*dl)
			}
		}
	}
}
