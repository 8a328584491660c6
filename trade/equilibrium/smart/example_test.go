package smart_test

import (
	"fmt"
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium/smart"
)

// A is freed of a duty of 20 %, x = -1/6: imports of 600 create 600 · -1.2 · -1/6 = 120, and
// divert 600 · (0.25 - 0.15) = 60 from B and C.
func ExampleSolve() {
	r, err := smart.Solve(&smart.Market{
		Flows: []smart.Flow{
			{Partner: "A", Value: 600, Rate0: 0.2, Rate1: 0},
			{Partner: "B", Value: 300, Rate0: 0.2, Rate1: 0.2},
			{Partner: "C", Value: 100, Rate0: 0.2, Rate1: 0.2},
		},
		ImportDemand: -1.2, Substitution: 1.5, ExportSupply: math.Inf(1), Form: "linear", Units: "thousand US dollars",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("creation %.0f\ndiversion %.0f\nimports %.0f\n", r.Creation, r.Diversion, r.Imports)
	// Output:
	// creation [120 0 0]
	// diversion [60 -45 -15]
	// imports [780 255 85]
}
