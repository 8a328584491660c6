package pressure_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/pressure"
)

// India saved 88 million tonnes × 7.33 barrels × 4 dollars = 2.58 bn dollars in the fiscal year
// 2024-25, and sold goods of 60.2 bn to the United States that a duty would charge (GTRI). If India bears all of a
// duty, 2.58016/60.2 = 4.2860 percent, rounded up to 4.29, is enough to end the gain.
func ExampleLeastRate() {
	number := decimal.RequireFromString
	r, ok, err := pressure.LeastRate(number("2580160000"), number("60200000000"), number("1"))
	fmt.Println(r.Rate, r.Target, ok, err)
	// Output: 0.0429 2582580000 true <nil>
}
