package wedge_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium/wedge"
)

// Two countries alike, without profits and with work as it is: each buys 80 at home, 20 abroad, and
// both lay 25 percent on the other's goods; ε = 4. By hand: the share of spending that goes abroad is
// 0.2·1.25^−4/(0.8 + 0.2·1.25^−4) = 0.0929, revenue 0.0929·0.25/1.25 of spending, so that spending is
// 1/(1 − 0.0186) = 1.0189 of income; prices are 0.8819^(−1/4) = 1.0319 of wages, and welfare
// 1.0189/1.0319 = 0.9874.
func ExampleSolve() {
	world := &wedge.Economy{
		Countries: []string{"A", "B"},
		Trade:     [][]float64{{80, 20}, {20, 80}},
		Profit:    []float64{0, 0}, Elasticity: 4, PassThrough: 1,
	}
	r, err := wedge.Solve(context.Background(), world, [][]float64{{0, .25}, {.25, 0}}, wedge.LumpSum)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("welfare %.4f, own share %.4f\n", r.Countries[0].Welfare, r.Countries[0].OwnShare)
	// Output: welfare 0.9874, own share 0.9071
}
