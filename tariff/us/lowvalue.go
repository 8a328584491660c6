package us

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// lowValueMost is the highest value of a shipment that could enter free of duty, USD (19
// U.S.C. 1321(a)(2)(C)).
const lowValueMost = 800

// lowValueKnown are the days for which the rules on low-value shipments are known.
var lowValueKnown = trade.Interval{From: trade.NewDate(2023, 10, 13), To: trade.NewDate(2026, 10, 11)}

// LowValue says whether a shipment of one person on one day may enter free of duty and
// fees because it is worth 800 dollars or less, and why. Until 1 May 2025 one of China and
// Hong Kong may, until 28 August 2025 one of all others: EO 14256 ended it from 2 May, EO
// 14324 from 29 August 2025, and the order of 20 February 2026 continued that. On 4
// February 2025 EO 14195 had ended it for China; EO 14200 restored it the day after. Gifts
// and what travelers carry are other exemptions, and goods that need a formal entry for
// another reason are not told apart.
func LowValue(origin trade.Country, value decimal.Decimal, on trade.Date) (free bool, why string, err error) {
	if origin, err = trade.ParseCountry(string(origin)); err != nil {
		return false, "", err
	}
	if value.IsNegative() {
		return false, "", &tariff.ValueError{Field: "value", Text: value.String(), Reason: "is negative"}
	}
	if !lowValueKnown.Contains(on) {
		return false, "", &tariff.HorizonError{
			Asked: on, KnownFrom: lowValueKnown.From, KnownUntil: lowValueKnown.LastDay(),
			What: "the rule on low-value shipments",
		}
	}
	china := origin == "CN" || origin == "HK"
	switch {
	case value.GreaterThan(decimal.NewFromInt(lowValueMost)):
		return false, fmt.Sprintf("worth more than %d dollars", lowValueMost), nil
	case !on.Before(lowValueEnd):
		return false, "ended for all countries on 29 August 2025, EO 14324", nil
	case china && !on.Before(lowValueEndChina):
		return false, "ended for China and Hong Kong on 2 May 2025, EO 14256", nil
	case china && on == trade.NewDate(2025, 2, 4):
		return false, "ended for China on 4 February 2025, EO 14195, and restored the day after, EO 14200", nil
	}
	return true, fmt.Sprintf("worth %d dollars or less, 19 U.S.C. 1321(a)(2)(C)", lowValueMost), nil
}

var (
	lowValueEndChina = trade.NewDate(2025, 5, 2)
	lowValueEnd      = trade.NewDate(2025, 8, 29)
	// postalSurcharge is the day from which the duty on items by post is the rate of the
	// surcharge under Section 122, and there is no duty by the item.
	postalSurcharge = trade.NewDate(2026, 2, 24)
)

// PostalMethod is how a carrier pays the duty on items by international post. It takes one
// method for all its items: "ad valorem", or "specific", an amount for an item.
type PostalMethod string

const (
	byValue PostalMethod = "ad valorem"
	byItem  PostalMethod = "specific"
)

// PostalItem is an item that comes by international post and is worth 800 dollars or less.
type PostalItem struct {
	Origin trade.Country
	Date   trade.Date
	Value  decimal.Decimal
	Method PostalMethod
	// Rate is the rate of the duties under the emergency powers on the country, as a
	// fraction: 0.25. From 29 August 2025 the duty depends on it; nil is not stated.
	Rate *decimal.Decimal
}

// Duty is the duty on an item by post, to the cent, half up, and why: of China and Hong
// Kong from 2 May 2025 120 percent, from 14 May 54 percent, or 100 dollars an item (EO
// 14256, 14266, 14298); of all countries from 29 August 2025 to 23 February 2026 the rate
// under the emergency powers, or, by the item, 80 dollars where that is less than 16
// percent, 160 from 16 to 25, 200 above 25 (EO 14324). Later the rate is that of the
// surcharge under Section 122 while it lasts, which this package does not state by post:
// a *tariff.HorizonError. It stands in the place of all other duties.
func (p PostalItem) Duty() (amount decimal.Decimal, why string, err error) {
	free, reason, err := LowValue(p.Origin, p.Value, p.Date)
	switch {
	case err != nil:
		return decimal.Decimal{}, "", err
	case free:
		return decimal.Decimal{}, reason, nil
	case p.Value.GreaterThan(decimal.NewFromInt(lowValueMost)):
		return decimal.Decimal{}, "", &tariff.ValueError{
			Field: "value", Text: p.Value.String(),
			Reason: fmt.Sprintf("is above %d dollars: it is entered, and pays what the schedule says", lowValueMost),
		}
	case p.Method != byValue && p.Method != byItem:
		return decimal.Decimal{}, "",
			&tariff.ValueError{
				Field: "method", Text: fmt.Sprintf("%.40q", string(p.Method)),
				Reason: "want ad valorem or specific",
			}
	case p.Date.Before(lowValueEndChina):
		return decimal.Decimal{}, "", &tariff.HorizonError{
			Asked: p.Date, KnownFrom: lowValueEndChina, KnownUntil: postalSurcharge.AddDays(-1),
			What: "the duty on items by post",
		}
	case p.Date.Before(lowValueEnd):
		if p.Method == byItem {
			return decimal.NewFromInt(100), "100 dollars an item of China, EO 14256", nil
		}
		rate, source := decimal.New(120, -2), "120 percent, EO 14256 and 14266"
		if !p.Date.Before(trade.NewDate(2025, 5, 14)) {
			rate, source = decimal.New(54, -2), "54 percent, EO 14298"
		}
		return exact.MulDecimal(p.Value, rate, 2, exact.HalfUp), source, nil
	case !p.Date.Before(postalSurcharge):
		return decimal.Decimal{}, "", &tariff.HorizonError{
			Asked: p.Date, KnownFrom: lowValueEndChina, KnownUntil: postalSurcharge.AddDays(-1),
			What: "the duty on items by post",
		}
	case p.Rate == nil:
		return decimal.Decimal{}, "", &tariff.ValueError{
			Field: "rate", Text: "(none)",
			Reason: "the duty depends on the rate under the emergency powers of the country; state it as a fraction",
		}
	case p.Rate.IsNegative():
		return decimal.Decimal{}, "",
			&tariff.ValueError{Field: "rate", Text: p.Rate.String(), Reason: "is negative; want a fraction such as 0.25"}
	case p.Method == byValue:
		return exact.MulDecimal(p.Value, *p.Rate, 2, exact.HalfUp), "the rate under the emergency powers, EO 14324", nil
	}
	switch {
	case p.Rate.LessThan(decimal.New(16, -2)):
		return decimal.NewFromInt(80), "80 dollars an item, rate below 16 percent, EO 14324", nil
	case !p.Rate.GreaterThan(decimal.New(25, -2)):
		return decimal.NewFromInt(160), "160 dollars an item, rate from 16 to 25 percent, EO 14324", nil
	}
	return decimal.NewFromInt(200), "200 dollars an item, rate above 25 percent, EO 14324", nil
}
