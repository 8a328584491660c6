package source

import "github.com/shopspring/decimal"

// running is a sum of many amounts: exact, in whole numbers of 64 bits by exponent as long
// as they fit, so that an amount more takes no memory. The zero running is 0.
type running struct {
	small [lastExponent - firstExponent + 1]int64
	used  uint16 // by exponent: there was such an amount, which gives the sum its decimals
	rest  decimal.Decimal
}

// The exponents of amounts as files have them: in millionths and in billions.
const firstExponent, lastExponent = -6, 9

// mostSmall is the largest amount, and the largest sum, that is kept in 64 bits.
const mostSmall = 1 << 62

func (s *running) add(d decimal.Decimal) {
	at := int(d.Exponent()) - firstExponent
	if at < 0 || at >= len(s.small) || d.NumDigits() > 18 {
		s.rest = s.rest.Add(d)
		return
	}
	sum := s.small[at] + d.CoefficientInt64()
	if sum > mostSmall || sum < -mostSmall {
		s.rest, sum = s.rest.Add(decimal.New(sum, d.Exponent())), 0
	}
	s.small[at] = sum
	s.used |= 1 << at
}

// value is the sum.
func (s *running) value() decimal.Decimal {
	sum := s.rest
	for at, n := range s.small {
		if s.used&(1<<at) != 0 {
			sum = sum.Add(decimal.New(n, int32(at+firstExponent)))
		}
	}
	return sum
}

// empty tells that nothing was added.
func (s *running) empty() bool { return s.used == 0 && s.rest == (decimal.Decimal{}) }
