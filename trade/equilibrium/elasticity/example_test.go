package elasticity_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium/elasticity"
)

// Table 1 of Caliendo and Parro (2015), 99 percent sample: agriculture 9.11, mining 13.53, food 2.62.
func ExampleSetOf() {
	set, err := elasticity.SetOf("CP2015")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range set.Sectors[:3] {
		fmt.Println(s.Code, s.Name, s.Value)
	}
	// Output:
	// 01-05 Agriculture 9.11
	// 10-14 Mining 13.53
	// 15-16 Food 2.62
}
