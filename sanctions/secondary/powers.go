package secondary

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// PowersEnded is the end of the duties under the emergency powers: the ruling of 20 February
// 2026, and the order of that day; from 24 February none is collected.
func PowersEnded() law.Term {
	return law.Term{
		Interval: trade.Interval{From: trade.NewDate(2026, 2, 24)}, State: law.Invalidated,
		Knowledge: law.Knowledge{Published: trade.NewDate(2026, 2, 20)},
		Source:    "Learning Resources v. Trump, 20 February 2026; order Ending Certain Tariff Actions of that day",
	}
}
