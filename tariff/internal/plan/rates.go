package plan

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
)

const (
	Million = 1_000_000
	Half    = Million / 2
	// MostRate is the largest rate that is taken in millionths: 16 times the value.
	MostRate = 16 * Million
	// FastLimit is the largest value in cents that is charged in integers: its products with
	// any rate stay within 63 bits, and so do its duties. That is 5.7 billion dollars.
	FastLimit = (1<<63 - 1 - Half) / MostRate
)

// Millionths states a rate in parts of a million; ok is false when it is negative, has
// more decimals, or is above 16 times the value.
func Millionths(r decimal.Decimal) (rate uint32, ok bool) {
	parts := r.Shift(6)
	if r.IsNegative() || !parts.Equal(parts.Truncate(0)) || parts.GreaterThan(decimal.NewFromInt(MostRate)) {
		return 0, false
	}
	return uint32(parts.IntPart()), true
}

// Priced is a duty with its rate.
type Priced struct {
	Parsed     duty.Duty
	Rate       decimal.Decimal // of the value, when isRate
	IsRate     bool            // the duty is nothing but a rate
	Millionths uint32          // the rate, when fits
	Fits       bool
	Text       string // of a duty of the book, as lines state it
}

func Price(d duty.Duty) Priced {
	p := Priced{Parsed: d}
	if p.Rate, p.IsRate = d.AdValorem(); p.IsRate {
		p.Millionths, p.Fits = Millionths(p.Rate)
	}
	return p
}

// Named states the duty in words.
func (p Priced) Named() Priced {
	if !p.Parsed.IsZero() {
		p.Text = p.Parsed.String()
	}
	return p
}
