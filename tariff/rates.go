package tariff

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
)

const (
	million = 1_000_000
	half    = million / 2
	// mostRate is the largest rate that is taken in millionths: 16 times the value.
	mostRate = 16 * million
	// fastLimit is the largest value in cents that is charged in integers: its products with
	// any rate stay within 63 bits, and so do its duties. That is 5.7 billion dollars.
	fastLimit = (1<<63 - 1 - half) / mostRate
)

// millionths states a rate in parts of a million; ok is false when it is negative, has
// more decimals, or is above 16 times the value.
func millionths(r decimal.Decimal) (rate uint32, ok bool) {
	parts := r.Shift(6)
	if r.IsNegative() || !parts.Equal(parts.Truncate(0)) || parts.GreaterThan(decimal.NewFromInt(mostRate)) {
		return 0, false
	}
	return uint32(parts.IntPart()), true
}

// priced is a duty with its rate.
type priced struct {
	duty       duty.Duty
	rate       decimal.Decimal // of the value, when isRate
	isRate     bool            // the duty is nothing but a rate
	millionths uint32          // the rate, when fits
	fits       bool
	text       string // of a duty of the book, as lines state it
}

func price(d duty.Duty) priced {
	p := priced{duty: d}
	if p.rate, p.isRate = d.AdValorem(); p.isRate {
		p.millionths, p.fits = millionths(p.rate)
	}
	return p
}

// named states the duty in words.
func (p priced) named() priced {
	if !p.duty.IsZero() {
		p.text = p.duty.String()
	}
	return p
}
