package secondary_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/sanctions/venezuela"
	"github.com/tradeshock/tradeshock/trade"
)

// Oil of Venezuela bought in June 2025 puts China, and Hong Kong with it, under EO 14245
// for a year; the order itself fell in February 2026.
func ExampleOrder_Described() {
	order := venezuela.EO14245()
	bought := []secondary.Purchase{{Flow: trade.Flow{
		Period: trade.NewMonth(2025, 6).Interval(), Origin: "VE",
		Destination: "CN", Product: "2709",
	}}}
	fmt.Println(order.Described("CN", bought), order.Described("HK", bought))
	for _, on := range []trade.Date{trade.NewDate(2026, 2, 23), trade.NewDate(2026, 2, 24)} {
		term, _, err := order.State(on)
		fmt.Println(on, term.State, err)
	}
	// Output:
	// [2025-06-01 .. 2026-06-29] [2025-06-01 .. 2026-06-29]
	// 2026-02-23 authorised <nil>
	// 2026-02-24 invalidated <nil>
}

// A law that directs a duty up to a ceiling has no rate; a scenario supposes one.
func ExampleDirection_Suppose() {
	act := russia.Act2026()
	fmt.Println(act.Rate())
	m, err := act.Suppose("IN", decimal.RequireFromString("0.25"), trade.NewDate(2026, 10, 18))
	fmt.Println(m.Terms[0].Duty, m.Origins.In, act.NoticeBy(trade.NewDate(2026, 10, 18)), err)
	_, err = act.Suppose("IN", decimal.RequireFromString("1.01"), trade.NewDate(2026, 10, 18))
	fmt.Println(err)
	// Output:
	// 0 to 100 percent, not set as far as known to 2026-10-10
	// 25% [IN] 2026-10-08 <nil>
	// Pub. L. 119-111, section 113 allows a rate from 0 to 1 of the value; 1.01 is outside
}
