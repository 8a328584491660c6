package tradeoff_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
)

// India's fiscal year 2024-25: 88 million tonnes of Russian oil at 7.33 barrels a tonne (SBI
// Research), 4 dollars a barrel below other oil, which CLSA reckons as 2.5 bn a year; exports of 86.5
// bn to the United States, of which GTRI counts 60.2 bn under the duty of 25 percent. By hand: the
// duty is 15.05 bn, and 15.05/0.64504 = 23.33 dollars a barrel would pay for it.
func ExampleCase_Solve() {
	number := decimal.RequireFromString
	c := &tradeoff.Case{
		Buyer: "IN", Barrels: tradeoff.Barrels(number("88000000"), number("7.33")), Discount: number("4"),
		Exports: number("60200000000"), Exposed: number("1"), Rate: number("0.25"), Bears: number("1"),
	}
	a, err := c.Solve()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("saving", a.Saving, "duty", a.Duty, "break-even", a.BreakEven, "stays", a.Stays)
	// Output: saving 2580160000 duty 15050000000 break-even 23.33 stays false
}
