package trade

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Amount prints an amount with two decimals, or with more where it has more:
// 1650 is "1650.00". An amount whose power of ten is out of the range of
// AmountError is printed with it, as "1e999999".
func Amount(d decimal.Decimal) string {
	if inRange(d) && (d.Exponent() >= -2 || d.Equal(d.Truncate(2))) {
		return d.StringFixed(2)
	}
	return plain(d)
}

// plain writes an amount out, unless its power of ten is out of range.
func plain(d decimal.Decimal) string {
	if !inRange(d) {
		return d.Coefficient().String() + "e" + strconv.Itoa(int(d.Exponent()))
	}
	return d.String()
}

// Thousands prints an amount as Amount does, with a comma at every thousand:
// "1,650.00".
func Thousands(d decimal.Decimal) string {
	s := Amount(d)
	if !inRange(d) {
		return s
	}
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
func Percent(fraction decimal.Decimal) string {
	if !inRange(fraction) {
		return plain(fraction) + " × 100%"
	}
	return plain(fraction.Shift(2)) + "%"
}
