package venezuela_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/venezuela"
	"github.com/tradeshock/tradeshock/trade"
)

// Section 2 of EO 14245: from 2 April 2025 a duty of 25 percent may be laid on goods of a country
// that imports oil of Venezuela; with China, Hong Kong and Macau are charged. It was laid on nobody:
// a measure for China is a supposition.
func ExampleEO14245() {
	order := venezuela.EO14245()
	term, _, err := order.State(trade.NewDate(2025, 4, 2))
	fmt.Println(term.State, term.Duty, err)
	supposed, err := order.Suppose("CN", decimal.RequireFromString("0.25"),
		trade.Year(trade.NewDate(2025, 1, 1)).Interval())
	fmt.Println(supposed.Origins.In, err)
	// Output:
	// authorised 25% <nil>
	// [CN HK MO] <nil>
}
