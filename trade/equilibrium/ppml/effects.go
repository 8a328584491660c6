package ppml

import "math"

// effects partials fixed effects out of columns, with weights.
type effects struct {
	first       []int32   // group of each row in the effect that is eliminated
	rest        [][]int32 // groups in the others, numbered on through all of them
	size        int       // groups in the rest
	weight      []float64
	inner       []float64 // 1/Σ weight by first group
	diag        []float64 // Σ weight by group of the rest
	mean        []float64
	row         []float64
	r, z, p, ap []float64
}

// newEffects takes groups by effect; the one with the most groups comes first.
func newEffects(groups [][]int32, counts []int) *effects {
	most := 0
	for k, c := range counts {
		if c > counts[most] {
			most = k
		}
	}
	e := &effects{first: groups[most], mean: make([]float64, counts[most]), inner: make([]float64, counts[most])}
	for k, g := range groups {
		if k == most {
			continue
		}
		shifted := make([]int32, len(g))
		for i, v := range g {
			shifted[i] = v + int32(e.size)
		}
		e.rest = append(e.rest, shifted)
		e.size += counts[k]
	}
	e.row = make([]float64, len(e.first))
	e.diag, e.r, e.z = make([]float64, e.size), make([]float64, e.size), make([]float64, e.size)
	e.p, e.ap = make([]float64, e.size), make([]float64, e.size)
	return e
}

func (e *effects) weigh(w []float64) {
	e.weight = w
	clear(e.inner)
	clear(e.diag)
	for i, g := range e.first {
		e.inner[g] += w[i]
	}
	for g, v := range e.inner {
		e.inner[g] = 1 / v
	}
	for _, groups := range e.rest {
		for i, g := range groups {
			e.diag[g] += w[i]
		}
	}
}

// center takes the weighted means of the first effect out of the rows.
func (e *effects) center(row []float64) {
	clear(e.mean)
	for i, g := range e.first {
		e.mean[g] += e.weight[i] * row[i]
	}
	for g := range e.mean {
		e.mean[g] *= e.inner[g]
	}
	for i, g := range e.first {
		row[i] -= e.mean[g]
	}
}

// gather writes to out the weighted sums of rows by group of the rest.
func (e *effects) gather(row, out []float64) {
	clear(out)
	for _, groups := range e.rest {
		for i, g := range groups {
			out[g] += e.weight[i] * row[i]
		}
	}
}

// spread writes to row the sums over the rest of the values of its groups.
func (e *effects) spread(in, row []float64) {
	clear(row)
	for _, groups := range e.rest {
		for i, g := range groups {
			row[i] += in[g]
		}
	}
}

// out writes to to what the effects leave of v. The values a of the rest are where the search
// starts and where it ends.
func (e *effects) out(v, to, a []float64, tolerance float64) {
	copy(to, v)
	if e.size == 0 {
		e.center(to)
		return
	}
	e.center(to)
	e.gather(to, e.r)
	goal := e.size2(e.r)
	e.spread(a, e.row)
	for i := range to {
		to[i] = v[i] - e.row[i]
	}
	e.center(to)
	e.gather(to, e.r)
	rz := e.precondition()
	goal = max(goal, rz) * tolerance * tolerance
	copy(e.p, e.z)
	for step := 0; rz > goal && step < 5000; step++ {
		e.spread(e.p, e.row)
		e.center(e.row)
		e.gather(e.row, e.ap)
		curve := 0.0
		for g, p := range e.p {
			curve += p * e.ap[g]
		}
		if !(curve > 0) {
			break
		}
		alpha := rz / curve
		for g := range a {
			a[g] += alpha * e.p[g]
			e.r[g] -= alpha * e.ap[g]
		}
		next := e.precondition()
		beta := next / rz
		for g := range e.p {
			e.p[g] = e.z[g] + beta*e.p[g]
		}
		rz = next
	}
	e.spread(a, e.row)
	for i := range to {
		to[i] = v[i] - e.row[i]
	}
	e.center(to)
}

// precondition writes z = r/diag and returns r·z.
func (e *effects) precondition() float64 {
	t := 0.0
	for g, r := range e.r {
		e.z[g] = r / e.diag[g]
		t += r * e.z[g]
	}
	return t
}

func (e *effects) size2(r []float64) float64 {
	t := 0.0
	for g, v := range r {
		t += v * v / e.diag[g]
	}
	if math.IsNaN(t) {
		return 0
	}
	return t
}
