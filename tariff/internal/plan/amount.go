package plan

import "github.com/shopspring/decimal"

// IsAmount reports whether an amount can be assessed: 0 or more, 15 digits before the point
// and 9 decimals. It is asked before any arithmetic, so that a hostile exponent costs
// nothing.
func IsAmount(d decimal.Decimal) bool {
	const digits, places = 15, 9
	exp := int(d.Exponent())
	switch {
	case d.IsNegative():
		return false
	case exp <= 0 && exp >= -places && d.NumDigits()+exp <= digits:
		return true
	case exp > digits || (!d.IsZero() && d.NumDigits()+exp > digits):
		return false
	}
	return exp >= -places || ExactWithin(d, places)
}

// ExactWithin reports whether d has no digit beyond the places.
func ExactWithin(d decimal.Decimal, places int32) bool {
	return d.Exponent() > -1000 && d.Equal(d.Truncate(places))
}
