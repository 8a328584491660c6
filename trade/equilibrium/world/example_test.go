package world_test

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium/world"
)

// The World Bank states the GDP of 2023 of China as 17.79, of Germany as 4.53 and of Japan as 4.20
// trillion dollars.
func ExampleLoad() {
	d, err := world.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(d.Countries), "countries")
	for _, c := range []string{"CHN", "DEU", "JPN"} {
		fmt.Printf("%s %.2f\n", c, d.GDP[slices.Index(d.Countries, c)]/1e12)
	}
	// Output:
	// 194 countries
	// CHN 17.79
	// DEU 4.53
	// JPN 4.20
}
