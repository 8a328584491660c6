package impact

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// pointsOf writes a difference of two shares as percentage points, with its sign: 0.041 is
// "+4.1 points". A difference of percentages is never written as one.
func pointsOf(difference decimal.Decimal) string {
	text := strings.TrimSuffix(trade.Percent(difference), "%") + " points"
	if difference.IsPositive() {
		return "+" + text
	}
	return text
}

// signed is a change of an amount, with its sign.
func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + trade.Thousands(d)
	}
	return trade.Thousands(d)
}

// currency is that of the amounts.
func (r *Report) currency() string {
	if c := r.Study.Book.Currency; c != "" {
		return string(c)
	}
	return "USD"
}

// amount is an amount with its currency.
func (r *Report) amount(d decimal.Decimal) string { return r.currency() + " " + trade.Thousands(d) }

func (r *Report) title() string {
	if r.Study.Name != "" {
		return r.Study.Name
	}
	return "Impact study"
}

// capital begins a text with a capital letter.
func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
