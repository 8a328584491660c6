package equilibrium_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// A model's number enters the exact world once. 1.005 is a little less than 1.005 in binary;
// what is rounded is the shortest decimal that stands for it, so that half goes up as on paper.
func ExampleRound() {
	price, err := equilibrium.Round(1.005, 2, exact.HalfUp)
	fmt.Println(price, err)
	fmt.Printf("%.1f percent\n", equilibrium.Percent(1.025))
	// Output:
	// 1.01 <nil>
	// 2.5 percent
}
