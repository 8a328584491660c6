package ppml

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	faint = 1e-5 // fitted value relative to the mean of y, below which a row without trade is looked at
	heavy = 1e6  // weight of a row that must not move, against 1
	slack = 1e-3 // size of a movement that counts
)

// separated finds rows without trade that a combination of regressors and effects pushes down
// without moving any other: the iterative rectifier of Correia, Guimarães and Zylkin, on the
// rows whose fitted values are about to vanish. All other rows get a heavy weight; what is
// wished for is regressed on the regressors, what came out negative is wished away, until
// nothing negative comes out. What is left positive is separated.
func (f *fit) separated() []int {
	n, k := len(f.y), len(f.x)
	mean := 0.0
	for _, y := range f.y {
		mean += y / float64(n)
	}
	weight, wish := make([]float64, n), make([]float64, n)
	var look []int
	for i, y := range f.y {
		if weight[i] = heavy; y == 0 && f.mu[i] < faint*mean {
			weight[i], wish[i] = 1, 1
			look = append(look, i)
		}
	}
	if len(look) == 0 {
		return nil
	}
	f.effects.weigh(weight)
	inside := make([][]float64, k)
	cross := mat.NewSymDense(k, nil)
	for a := range k {
		inside[a] = make([]float64, n)
		f.effects.out(f.x[a], inside[a], make([]float64, f.effects.size), tight)
		for b := range a + 1 {
			t := 0.0
			for i, w := range weight {
				t += w * inside[a][i] * inside[b][i]
			}
			cross.SetSym(a, b, t)
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(cross) {
		return nil
	}
	net, guess := make([]float64, n), make([]float64, f.effects.size)
	for range 200 {
		f.effects.out(wish, net, guess, tight)
		right := mat.NewVecDense(k, nil)
		for a := range k {
			t := 0.0
			for i, w := range weight {
				t += w * inside[a][i] * net[i]
			}
			right.SetVec(a, t)
		}
		var beta mat.VecDense
		if err := chol.SolveVecTo(&beta, right); err != nil {
			if _, poor := err.(mat.Condition); !poor {
				return nil
			}
		}
		var out []int
		negative := false
		for _, i := range look {
			v := wish[i] - net[i]
			for a := range k {
				v += inside[a][i] * beta.AtVec(a)
			}
			negative = negative || v < -slack
			if v > slack {
				out = append(out, i)
			}
			wish[i] = math.Max(v, 0)
		}
		if !negative || len(out) == 0 {
			return out
		}
	}
	return nil
}
