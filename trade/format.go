package trade

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Amount prints an amount with two decimals, or with more where it has more:
// 1650 is "1650.00".
func Amount(d decimal.Decimal) string {
	if d.Exponent() >= -2 || d.Equal(d.Truncate(2)) {
		return d.StringFixed(2)
	}
	return d.String()
}

// Thousands prints an amount as Amount does, with a comma at every thousand:
// "1,650.00".
func Thousands(d decimal.Decimal) string {
	s := Amount(d)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	return sign + b.String() + "." + frac
}

// Percent prints a fraction as a percentage: 0.665 is "66.5%".
func Percent(fraction decimal.Decimal) string { return fraction.Shift(2).String() + "%" }
