package lines

import (
	"bytes"
	"math"
	"math/bits"

	"github.com/shopspring/decimal"
)

// number reads the digits of a plain decimal number, and how many of them are decimals;
// more than 18 digits give tooLong, which no column holds.
func number(name string, t []byte) (u uint64, decimals int, err error) {
	point, digits := -1, 0
	for i, ch := range t {
		switch d := ch - '0'; {
		case d <= 9:
			u = u*10 + uint64(d)
			digits++
		case ch == '.' && point < 0:
			point = i
		default:
			return 0, 0, badNumber(name, t)
		}
	}
	switch {
	case digits == 0:
		return 0, 0, badNumber(name, t)
	case digits > 18:
		return tooLong, 0, nil
	case point >= 0:
		decimals = len(t) - point - 1
	}
	return u, decimals, nil
}

const tooLong = math.MaxUint64

// scaled brings a number to a scale.
func scaled(u uint64, decimals, places int) (n int64, fits bool) {
	if decimals > places {
		return 0, u == 0
	}
	hi, lo := bits.Mul64(u, tens[places-decimals])
	return int64(lo), hi == 0 && lo <= math.MaxInt64
}

var tens = [...]uint64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}

// long reads a number that no column holds.
func long(name string, t []byte) (*decimal.Decimal, error) {
	if len(t) > 60 {
		return nil, badNumber(name, t)
	}
	d, err := decimal.NewFromString(string(t))
	if err != nil {
		return nil, badNumber(name, t)
	}
	return &d, nil
}

func badNumber(name string, t []byte) error {
	reason := "is no plain decimal number such as 14172.00"
	switch {
	case len(t) == 0:
		reason = "is empty"
	case t[0] == '-':
		reason = "is negative, or no number"
	case bytes.ContainsRune(t, ','):
		reason = "has a comma: write digits with a point and no separators, such as 1234.50"
	case bytes.ContainsAny(t, "eE"):
		reason = "is in scientific notation: write the digits out"
	case len(t) > 60:
		reason = "has more than 60 digits"
	}
	return &FieldError{name, string(t), reason}
}
