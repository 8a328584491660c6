package law

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// workAbroad are the provisions of goods that went abroad for work and come back. Their
// duties are charged on a part of the value: of .40, .50 and .60 on that of the repairs,
// alterations or processing, of .80 on the value less the products of the United States
// that were assembled (notes 3 and 4 to subchapter II of chapter 98, and the paragraph on
// chapter 98 of each note on additional duties).
var workAbroad = []trade.Product{"98020040", "98020050", "98020060", "98020080"}

// ForWorkAbroad reports whether a code is of a provision for goods that were abroad for work:
// 9802.00.40, .50, .60 or .80.
func ForWorkAbroad(p trade.Product) bool {
	return len(p) >= 8 && p[:6] == "980200" && slices.Contains(workAbroad, p[:8])
}
