package workbook

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

const (
	// Spreadsheet programs keep 15 significant digits of a number.
	maxDigits = 15
	// They keep numbers from about 2.2E-308 to 1.8E+308; one power of ten is
	// left as a margin on both sides.
	maxPower = 307
	// Digits are written out in full up to this many zeros, with a power of
	// ten beyond it, so that a huge exponent cannot make a huge text.
	maxPlainZeros = 30
)

// numberText returns the exact digits of d, and whether a spreadsheet program
// keeps them all as a number. Trailing zeros after the point are left out of a
// number, where they mean nothing, and kept in a text, which shows the decimal as
// it was given. The exponent is never expanded beyond maxPlainZeros zeros.
//
// The text is made here because decimal's own String depends on settings that
// any other package of the program can change.
func numberText(d decimal.Decimal) (text string, fits bool) {
	exponent := int64(d.Exponent())
	if exponent <= 0 && exponent >= -maxDigits && d.NumDigits() <= maxDigits {
		return shortText(d.CoefficientInt64(), int(-exponent)), true
	}
	coefficient := d.Coefficient()
	negative := coefficient.Sign() < 0
	all := new(big.Int).Abs(coefficient).String()
	if all == "0" {
		return "0", true
	}
	digits := strings.TrimRight(all, "0")
	power := int64(len(all)) - 1 + exponent // of the first digit
	fits = len(digits) <= maxDigits && -maxPower <= power && power <= maxPower
	if fits {
		exponent += int64(len(all) - len(digits))
	} else {
		digits = all
	}
	text = placePoint(digits, exponent, power)
	if negative {
		text = "-" + text
	}
	return text, fits
}

// shortText is the way of almost all numbers: n has at most maxDigits digits,
// places of them after the point.
func shortText(n int64, places int) string {
	for places > 0 && n%10 == 0 {
		n, places = n/10, places-1
	}
	if places == 0 {
		return strconv.FormatInt(n, 10)
	}
	var room [2*maxDigits + 3]byte
	b := room[:0]
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	var all [maxDigits]byte
	digits := strconv.AppendInt(all[:0], n, 10)
	if whole := len(digits) - places; whole > 0 {
		b = append(b, digits[:whole]...)
		b = append(b, '.')
		return string(append(b, digits[whole:]...))
	}
	b = append(b, "0."...)
	for range places - len(digits) {
		b = append(b, '0')
	}
	return string(append(b, digits...))
}

// placePoint writes digits × 10^exponent; power is that of the first digit.
func placePoint(digits string, exponent, power int64) string {
	switch {
	case exponent > maxPlainZeros || power < -maxPlainZeros:
		mantissa := digits[:1]
		if len(digits) > 1 {
			mantissa += "." + digits[1:]
		}
		sign := ""
		if power > 0 {
			sign = "+"
		}
		return mantissa + "E" + sign + strconv.FormatInt(power, 10)
	case exponent >= 0:
		return digits + strings.Repeat("0", int(exponent))
	case power < 0:
		return "0." + strings.Repeat("0", int(-power-1)) + digits
	}
	whole := power + 1
	return digits[:whole] + "." + digits[whole:]
}
