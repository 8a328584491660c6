package tariff

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// special finds the duty of a claimed program: what the special column offers, or the
// general rate where that is free, on which a claim still counts for fees.
func (e *plan) special(
	line *law.Line, symbol string, origin trade.Country, on trade.Date, general duty.Duty,
) (duty.Duty, error) {
	for _, p := range e.book.Programs {
		if p.Symbol != symbol {
			continue
		}
		if !e.originsHold(p.Origins, origin, on) {
			return duty.Duty{}, &notOpen{"spi=" + symbol, fmt.Sprintf("the program is not open to goods of %s on %s", origin, on)}
		}
		offers, err := line.Offers()
		if err != nil {
			return duty.Duty{}, err
		}
		for _, o := range offers {
			if slices.Contains(o.Programs, symbol) {
				return o.Duty, nil
			}
		}
		if general.IsFree() {
			return general, nil
		}
		return duty.Duty{}, &notOpen{"spi=" + symbol, fmt.Sprintf("line %s has no rate under that program", line.Code)}
	}
	return duty.Duty{}, &notOpen{"spi=" + symbol, "the " + e.book.Name + " book has no such special program"}
}

// underUSMCA finds the duty of goods that enter under the USMCA: the rate that the
// special column offers to S or S+, or the general rate where that is free.
func (e *plan) underUSMCA(
	line *law.Line, symbol string, origin trade.Country, on trade.Date, general duty.Duty,
) (duty.Duty, error) {
	claim, symbols := "usmca", []string{"S", "S+"}
	if symbol != "" {
		claim = "spi=" + symbol
		if slices.Contains(symbols, symbol) {
			symbols = []string{symbol}
		}
	}
	importer := cmp.Or(e.book.Importer, "US")
	if parties := []string{"USMCA"}; !e.anyHolds(parties, origin, on) || !e.anyHolds(parties, importer, on) || origin == importer {
		return duty.Duty{}, &notOpen{claim, partyGoods(importer) + ", not of " + string(origin)}
	}
	if general.IsFree() {
		return general, nil
	}
	offers, err := line.Offers()
	if err != nil {
		return duty.Duty{}, err
	}
	for _, o := range offers {
		if slices.ContainsFunc(symbols, func(s string) bool { return slices.Contains(o.Programs, s) }) {
			return o.Duty, nil
		}
	}
	return duty.Duty{}, &notOpen{claim, fmt.Sprintf("line %s has no rate under the USMCA", line.Code)}
}

// partyGoods says whose goods may claim the USMCA.
func partyGoods(importer trade.Country) string {
	of := map[trade.Country]string{"US": "Canada and Mexico", "CA": "the United States and Mexico", "MX": "the United States and Canada"}[importer]
	if of == "" {
		return "is for entries into its parties"
	}
	return "is for goods of " + of
}

// notOpen says why a special program is not open to goods.
type notOpen struct{ claim, reason string }

func (e *notOpen) Error() string { return e.claim + ": " + e.reason }
