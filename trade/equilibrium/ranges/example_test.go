package ranges_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium/ranges"
)

// The duty that breaks even is saving over exports: 2.58/60.2 = 4.29 percent. Moved one by one, the
// discount makes it 1.61 to 6.43 percent, and the exports 3.69 to 5.16.
func ExampleTornado() {
	parameters := []ranges.Parameter{
		{Name: "saving", Value: 2.58, Low: 0.97, High: 3.87}, {Name: "exports", Value: 60.2, Low: 50, High: 70},
	}
	rate := func(_ context.Context, p []float64) ([]float64, error) { return []float64{100 * p[0] / p[1]}, nil }
	base, bars, err := ranges.Tornado(context.Background(), parameters, rate, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", base.Outputs[0])
	for _, b := range bars {
		fmt.Printf("%s %.2f %.2f\n", b.Parameter, b.Low.Outputs[0], b.High.Outputs[0])
	}
	// Output:
	// 4.29
	// saving 1.61 6.43
	// exports 5.16 3.69
}
