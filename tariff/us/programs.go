package us

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// programOfChapter98 names the program whose goods enter under a line of subchapters
// XIX and XX of chapter 98, which the special column leaves out: AGOA, the Caribbean Basin
// Trade Partnership Act, and the acts for Haiti, which have no symbol but the one here.
func programOfChapter98(line trade.Product) string {
	switch {
	case line.Within("9819"):
		return "D"
	case line.Within("982011"):
		return "R"
	case line.Within("9820"):
		return "HT"
	}
	return ""
}

// beneficiary reports whether a country is named by the special program of a symbol.
func beneficiary(symbol string, c trade.Country) bool {
	b, err := loaded()
	if err != nil {
		return false // Book reports why
	}
	for i := range b.Programs {
		if b.Programs[i].Symbol == symbol {
			return slices.Contains(b.Programs[i].Origins.In, string(c))
		}
	}
	return false
}
