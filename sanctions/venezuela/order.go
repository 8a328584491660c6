package venezuela

import (
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// EO14245 is the order of 24 March 2025 on buyers of oil of Venezuela: from 2 April 2025
// a duty of 25 percent at the discretion of the Secretary of State, directly or through
// third countries, that expires one year after the country last imported such oil. With
// China, Hong Kong and Macau are charged. It was never applied to any country.
func EO14245() *secondary.Order {
	return &secondary.Order{
		Rule: &secondary.Tariff{
			Name: "EO 14245", Citation: "Executive Order 14245 of March 24, 2025; FR Doc. 2025-05440",
			Target: "VE", Goods: trade.ProductSet{In: []trade.Product{"2709", "2710"}},
			ByOrigin: true, ByRefining: true, ByExport: true, Indirect: true,
			Together: map[trade.Country][]trade.Country{"CN": {"HK", "MO"}},
		},
		Authority: law.IEEPA,
		Terms: []law.Term{
			{
				Interval: trade.Interval{From: trade.NewDate(2025, 4, 2), To: secondary.PowersEnded().From}, State: law.Authorised,
				Duty:      "25%",
				Knowledge: law.Knowledge{Published: trade.NewDate(2025, 3, 24)},
				Source:    "at the discretion of the Secretary of State",
			},
			secondary.PowersEnded(),
		},
		Tail: 1, KnownUntil: trade.NewDate(2026, 10, 10),
	}
}
