package ces_test

import (
	"context"
	"fmt"
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium/ces"
)

// One source at a fixed price and a duty of 25 %: with a demand of elasticity -1 a fifth less is
// bought, 1.25 to the power of -1.
func ExampleSolve() {
	r, err := ces.Solve(context.Background(), &ces.Market{
		Sources: []string{"India"}, Expenditure: []float64{100}, Supply: []float64{math.Inf(1)}, Substitution: 5, Demand: -1,
		Tariff0: []float64{0}, Tariff1: []float64{0.25}, Units: "million US dollars",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("price %+.2f, quantity %+.2f\n", r.ConsumerPrice[0], r.Quantity[0])
	// Output:
	// price +0.25, quantity -0.20
}
