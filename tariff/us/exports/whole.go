package exports

import "github.com/tradeshock/tradeshock/trade"

// WholeSource is where the figures of Whole are from; later revisions move them by less than a
// hundredth of their amount.
const WholeSource = "U.S. Census Bureau, exports of goods in 2024, as first published for the year"

// Whole is what the United States exported to a country in 2024 in goods of every kind, in US dollars,
// published as tenths of a billion; it is not known for a country other than Canada and China. The
// rows of To are a part of it.
func Whole(to trade.Country) (dollars int64, known bool) {
	switch to {
	case "CA":
		return 348_500_000_000, true
	case "CN":
		return 143_500_000_000, true
	}
	return 0, false
}
