package ranking

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// AllBuyers is the buyer of a Taking that states the whole.
const AllBuyers = "*"

// Taking is what one source says that a buyer took of a commodity in a period: a volume,
// a value, or a share of all. Takings of different sources are never added.
type Taking struct {
	// Buyer is a country code ("IN"), the name of a group whose members take together
	// ("EU"), codes of countries that are stated together ("HU+RS+SK"), or AllBuyers.
	Buyer string `json:"buyer,omitempty"`
	// Period has a first and a last day; of a share the first may be unknown.
	Period trade.Interval  `json:"period,omitzero"`
	Amount decimal.Decimal `json:"amount"`
	// Unit is the unit of the amount, such as "t" or "USD"; UnitShare says that it is a
	// fraction of the whole.
	Unit   string `json:"unit,omitempty"`
	Source string `json:"source,omitempty"`
}

// UnitShare is the unit of shares.
const UnitShare = "share"

// takingFault reports a taking that cannot be ranked, or two that exclude each other.
func takingFault(t *Taking, reason string) *sanctions.Error {
	return &sanctions.Error{
		Code:    "bad_taking",
		Subject: fmt.Sprintf("%s of %s, %s in %s", clip.To(t.Buyer, 80), clip.To(t.Source, 80), plain(t.Amount), t.Period),
		Reason:  reason,
	}
}

// plain prints a number that was not yet checked.
func plain(d decimal.Decimal) string {
	if check.Number("", d) != nil {
		return "a number of many digits"
	}
	return d.String()
}

// check reports what keeps a taking from being ranked.
func (t *Taking) check() error {
	reason := ""
	switch {
	case t.Buyer == "" || t.Source == "" || t.Unit == "":
		reason = "needs a buyer, a unit and a source"
	case t.Buyer != AllBuyers && !trade.Country(t.Buyer).Valid() && t.members(trade.Date{}) == nil:
		reason = "want the code of a country, a group such as EU, codes with + between, or " + AllBuyers
	case check.Number("", t.Amount) != nil || t.Amount.IsNegative() ||
		(t.Unit == UnitShare && t.Amount.GreaterThan(decimal.NewFromInt(1))):
		reason = "is no amount, or no share from 0 to 1"
	case t.Period.IsEmpty() || t.Period.To.IsZero() || (t.Period.From.IsZero() && t.Unit != UnitShare):
		reason = "needs a period with a first and a last day"
	}
	if reason == "" {
		return nil
	}
	return takingFault(t, reason)
}

// members are the countries of a buyer that is several; nil for one country. Without a
// day they are those of any time.
func (t *Taking) members(on trade.Date) []string { return membersOf(t.Buyer, on) }

func membersOf(buyer string, on trade.Date) []string {
	if strings.Contains(buyer, "+") {
		list := strings.Split(buyer, "+")
		for _, c := range list {
			if !trade.Country(c).Valid() {
				return nil
			}
		}
		return list
	}
	var out []string
	for _, m := range trade.Group(buyer).Memberships() {
		if on.IsZero() || m.During.Contains(on) {
			out = append(out, string(m.Country))
		}
	}
	return out
}
