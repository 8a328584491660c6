package numeric

import "math"

// GMRES solves a linear system without its matrix: apply writes A·in to out. It starts from x
// and leaves the solution there, and returns the number of products and the residual relative
// to b. Systems of the form I − M with M a contraction take a few dozen products.
func GMRES(apply func(in, out []float64), b, x []float64, tolerance float64, limit int) (products int,
	residual float64,
) {
	const basis = 60
	n := len(b)
	size := norm(b)
	if size == 0 {
		clear(x)
		return 0, 0
	}
	v := make([][]float64, 0, basis+1)
	w := make([]float64, n)
	for {
		apply(x, w)
		products++
		r := make([]float64, n)
		for i := range r {
			r[i] = b[i] - w[i]
		}
		beta := norm(r)
		if residual = beta / size; residual <= tolerance || products >= limit || math.IsNaN(residual) {
			return products, residual
		}
		for i := range r {
			r[i] /= beta
		}
		v = append(v[:0], r)
		var h [basis][basis + 1]float64 // by column
		var cos, sin, g [basis + 1]float64
		g[0] = beta
		k := 0
		for k < basis && products < limit {
			next := make([]float64, n)
			apply(v[k], next)
			products++
			for i := 0; i <= k; i++ {
				h[k][i] = dot(v[i], next)
				for c := range next {
					next[c] -= h[k][i] * v[i][c]
				}
			}
			h[k][k+1] = norm(next)
			for i := range k {
				h[k][i], h[k][i+1] = cos[i]*h[k][i]+sin[i]*h[k][i+1], -sin[i]*h[k][i]+cos[i]*h[k][i+1]
			}
			length := math.Hypot(h[k][k], h[k][k+1])
			if length == 0 {
				break
			}
			cos[k], sin[k] = h[k][k]/length, h[k][k+1]/length
			last := h[k][k+1]
			h[k][k] = length
			g[k], g[k+1] = cos[k]*g[k], -sin[k]*g[k]
			k++
			if math.Abs(g[k]) <= tolerance*size || last == 0 {
				break
			}
			for c := range next {
				next[c] /= last
			}
			v = append(v, next)
		}
		if k == 0 {
			return products, residual
		}
		y := make([]float64, k)
		for i := k - 1; i >= 0; i-- {
			y[i] = g[i]
			for c := i + 1; c < k; c++ {
				y[i] -= h[c][i] * y[c]
			}
			y[i] /= h[i][i]
			for c := range x {
				x[c] += y[i] * v[i][c]
			}
		}
		if reached := math.Abs(g[k]) / size; reached <= tolerance || products >= limit {
			return products, reached
		}
	}
}

func dot(a, b []float64) float64 {
	t := 0.0
	for i, x := range a {
		t += x * b[i]
	}
	return t
}

func norm(a []float64) float64 { return math.Sqrt(dot(a, a)) }
