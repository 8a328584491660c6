package russia

import (
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// S1241 is the bill of 1 April 2025: at least 500 percent on Russia, and on buyers of its
// oil, gas, uranium and oil products. No source shows that it passed.
func S1241() *secondary.Order {
	return &secondary.Order{
		Rule: &secondary.Tariff{
			Name: "S. 1241", Citation: "S. 1241 and H.R. 2548, 119th Congress, as introduced",
			Target: "RU", Goods: trade.ProductSet{In: []trade.Product{"2709", "2710", "2711", "284410", "284420"}},
			ByOrigin: true,
		},
		Authority: "S. 1241",
		Terms: []law.Term{{
			Interval: trade.Interval{From: trade.NewDate(2025, 4, 1)}, State: law.Proposed,
			Duty: "500%", Source: "at least 500 percent",
		}},
		Open:       []string{"the wording of its sections, which was not seen", "which lines are uranium and gas"},
		KnownUntil: KnownUntil(),
	}
}
