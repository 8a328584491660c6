package gsim_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium/gsim"
)

// The example of Francois and Hall, "Global Simulation Analysis of Industry-Level Trade Policy"
// (2003): the United States and the European Union free their trade. The paper prints the changes
// of world prices as .0792, −.0316, .0480 and −.0184.
func ExampleSolve() {
	all := func(v float64) []float64 { return []float64{v, v, v, v} }
	r, err := gsim.Solve(context.Background(), &gsim.Industry{
		Regions: []string{"US", "Japan", "EU", "rest"},
		Trade:   [][]float64{{0, 50, 200, 300}, {500, 0, 150, 200}, {300, 100, 200, 200}, {50, 100, 110, 20}},
		Tariff0: [][]float64{{1, 1.21, 1.41, 1.22}, {1.37, 1, 1.31, 1.23}, {1.32, 1.36, 1, 1.18}, {1.57, 1.41, 1.25, 1.15}},
		Tariff1: [][]float64{{1, 1.21, 1, 1.22}, {1.37, 1, 1.31, 1.23}, {1, 1.36, 1, 1.18}, {1.57, 1.41, 1.25, 1.15}},
		Demand:  all(-1.25), Supply: all(1.5), Substitution: all(5),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", r.Linear.Price)
	// Output: [0.0792 -0.0316 0.0480 -0.0184]
}
