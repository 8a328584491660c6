package gravity_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/gravity"
)

// Two countries alike, σ = 5: each buys 80 at home and 20 abroad. Costs between them rise until
// t^(1−σ) is half. By hand: nothing but prices tells the two worlds apart, so P̂^(1−σ) = 0.8 +
// 0.2/2 = 0.9 and welfare is 1/P̂ = 0.9^(1/4) = 0.9740; the share from abroad is 0.1/0.9 in place
// of 0.2, and trade 0.5556 of what it was.
func ExampleUniversal() {
	r, err := gravity.Universal(context.Background(), &gravity.Flows{
		Countries: []string{"A", "B"},
		Flow:      [][]float64{{80, 20}, {20, 80}},
		Cost0:     [][]float64{{1, 1}, {1, 1}},
		Cost1:     [][]float64{{1, .5}, {.5, 1}},
		Sigma:     5, Deficits: equilibrium.Additive,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("welfare %.4f, exports %.4f\n", r.Countries[0].Welfare, r.Countries[0].Exports)
	// Output: welfare 0.9740, exports 0.5556
}
