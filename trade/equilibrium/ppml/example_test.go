package ppml_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium/ppml"
)

// Trade with and without an agreement, and no fixed effects: the estimate is then the logarithm
// of the ratio of the means, ln(12/4) = 1.0986, zeros among them.
func ExampleEstimate() {
	r, err := ppml.Estimate(context.Background(), &ppml.Data{
		Names:  []string{"agreement"},
		Y:      []float64{0, 4, 8, 6, 12, 18},
		X:      [][]float64{{0, 0, 0, 1, 1, 1}},
		Errors: ppml.Robust,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %.4f from %d rows\n", r.Coefficients[0].Name, r.Coefficients[0].Estimate, r.Observations)
	// Output: agreement 1.0986 from 6 rows
}
