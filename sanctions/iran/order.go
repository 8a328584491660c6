package iran

import (
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Order is the order of 6 February 2026 on countries that buy any goods or services of
// Iran, directly or indirectly. The 25 percent in its text are an example. It was in
// force as an authority for seventeen days and never applied to any country.
func Order() *secondary.Order {
	return &secondary.Order{
		Rule: &secondary.Tariff{
			Name: "Iran order", Citation: "Executive order of February 6, 2026 (number inferred: 14382)",
			Target: "IR", Goods: trade.AllProducts(), ByOrigin: true, Indirect: true,
		},
		Authority: law.IEEPA,
		Terms: []law.Term{
			{
				Interval: trade.Interval{From: trade.NewDate(2026, 2, 7), To: secondary.PowersEnded().From}, State: law.Authorised,
				Duty:      "25%",
				Knowledge: law.Knowledge{Published: trade.NewDate(2026, 2, 6)}, Source: "25 percent as an example",
			},
			secondary.PowersEnded(),
		},
		Open:       []string{"the rate: 25 percent is an example", "services, which flows of goods do not show"},
		KnownUntil: trade.NewDate(2026, 10, 10),
	}
}
