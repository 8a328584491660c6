package plan

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Special finds the duty of a claimed program: what the special column offers, or the
// general rate where that is free, on which a claim still counts for fees.
func (p *Plan) Special(
	line *law.Line, symbol string, origin trade.Country, on trade.Date, general duty.Duty,
) (duty.Duty, error) {
	for _, program := range p.Book.Programs {
		if program.Symbol != symbol {
			continue
		}
		if !p.OriginsHold(program.Origins, origin, on) {
			return duty.Duty{},
				&NotOpen{"spi=" + symbol, fmt.Sprintf("the program is not open to goods of %s on %s", origin, on)}
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
		return duty.Duty{}, &NotOpen{"spi=" + symbol, fmt.Sprintf("line %s has no rate under that program", line.Code)}
	}
	return duty.Duty{}, &NotOpen{"spi=" + symbol, "the " + p.Book.Name + " book has no such special program"}
}

// UnderUSMCA finds the duty of goods that enter under the USMCA: the rate that the
// special column offers to S or S+, or the general rate where that is free.
func (p *Plan) UnderUSMCA(
	line *law.Line, symbol string, origin trade.Country, on trade.Date, general duty.Duty,
) (duty.Duty, error) {
	claim, symbols := "usmca", []string{"S", "S+"}
	if symbol != "" {
		claim = "spi=" + symbol
		if slices.Contains(symbols, symbol) {
			symbols = []string{symbol}
		}
	}
	importer := cmp.Or(p.Book.Importer, "US")
	if parties := []string{"USMCA"}; !p.AnyHolds(parties, origin, on) || !p.AnyHolds(parties, importer, on) ||
		origin == importer {
		return duty.Duty{}, &NotOpen{claim, partyGoods(importer) + ", not of " + string(origin)}
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
	return duty.Duty{}, &NotOpen{claim, fmt.Sprintf("line %s has no rate under the USMCA", line.Code)}
}

// partyGoods says whose goods may claim the USMCA.
func partyGoods(importer trade.Country) string {
	of := map[trade.Country]string{
		"US": "Canada and Mexico", "CA": "the United States and Mexico", "MX": "the United States and Canada",
	}[importer]
	if of == "" {
		return "is for entries into its parties"
	}
	return "is for goods of " + of
}

// NotOpen says why a special program is not open to goods.
type NotOpen struct{ Claim, Reason string }

func (e *NotOpen) Error() string { return e.Claim + ": " + e.Reason }
