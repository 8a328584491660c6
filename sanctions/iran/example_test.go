package iran_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/sanctions/iran"
	"github.com/tradeshock/tradeshock/trade"
)

// The order of 6 February 2026 was an authority from the day after it until the emergency powers
// ended on 24 February, and applied to nobody.
func ExampleOrder() {
	for _, on := range []trade.Date{trade.NewDate(2026, 2, 6), trade.NewDate(2026, 2, 7), trade.NewDate(2026, 2, 24)} {
		term, ok, err := iran.Order().State(on)
		fmt.Println(on, ok, term.State, term.Duty, err)
	}
	// Output:
	// 2026-02-06 false   <nil>
	// 2026-02-07 true authorised 25% <nil>
	// 2026-02-24 true invalidated  <nil>
}
