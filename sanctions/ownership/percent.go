package ownership

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// maxDecimals is the number of decimals that a Percent keeps.
const maxDecimals = 36

// Percent is a share of a hundred from 0 to 100, exact to 36 decimals. The zero value
// is 0 percent. Percents are comparable with ==.
type Percent struct{ hi, lo uint64 } // 128 bits, in units of 10^-36 percent

const (
	hundredHi, hundredLo = 0x4b3b4ca85a86c47a, 0x098a224000000000 // 10^38
	oneHi, oneLo         = 0x00c097ce7bc90715, 0xb34b9f1000000000 // 10^36
	half                 = 1_000_000_000_000_000_000              // 10^18, half of the decimals
)

// hundred is the whole of an entity.
func hundred() Percent { return Percent{hundredHi, hundredLo} }

// percentFault says at which byte a text stops being a percentage or a range of them.
func percentFault(text string, offset int, want string) *Error {
	return &Error{Code: badPercent, Text: clip.Text(text), Offset: offset, Reason: want}
}

const wantPercent = "a plain number from 0 to 100 such as 33.34"

// ParsePercent reads digits with an optional point: "50", "33.34", ".5". It takes no
// sign, no percent sign, no exponent, no comma. What does not fit in 36 decimals is
// refused, never rounded.
func ParsePercent(s string) (Percent, error) { return parsePercent(s, 0, len(s)) }

// parsePercent reads s[from:to] and reports offsets in s.
func parsePercent(s string, from, to int) (Percent, error) {
	fail := func(at int, want string) (Percent, error) {
		return Percent{}, percentFault(s, at, want)
	}
	var p Percent
	digits, decimals, point := 0, 0, false
	for i := from; i < to; i++ {
		ch := s[i]
		switch {
		case ch == '.' && !point:
			point = true
			continue
		case ch == '-' && i == from:
			return fail(i, "a number that is not negative")
		case ch == ',':
			return fail(i, "a point before the decimals, such as 33.34")
		case ch == '%':
			return fail(i, "the number without a percent sign")
		case ch < '0' || ch > '9':
			return fail(i, wantPercent)
		}
		digits++
		if point {
			decimals++
			if decimals > maxDecimals {
				if ch != '0' {
					return fail(i, "at most 36 decimals")
				}
				continue
			}
		}
		// Until the number is scaled, it is below 1000 × 10^decimals: no overflow,
		// because what passes 100 before the point is refused here.
		p = p.times(10).plus(Percent{0, uint64(ch - '0')})
		if !point && (p.hi != 0 || p.lo > 100) {
			return fail(i, "a number up to 100")
		}
	}
	if digits == 0 {
		return fail(to, wantPercent)
	}
	for range maxDecimals - min(decimals, maxDecimals) {
		p = p.times(10)
	}
	if p.Cmp(hundred()) > 0 {
		return fail(from, "a number up to 100")
	}
	return p, nil
}

// Decimal is the number of percent.
func (p Percent) Decimal() decimal.Decimal { return decimal.RequireFromString(p.String()) }

// String writes the number without a percent sign and without zeros at its end: "33.34".
func (p Percent) String() string {
	// Two divisions by 10^18 part the 128 bits into the whole percents and two
	// halves of 18 decimals.
	q, last := p.divide(half)
	q, first := q.divide(half)
	whole := strconv.FormatUint(q.lo, 10)
	if first == 0 && last == 0 {
		return whole
	}
	return strings.TrimRight(fmt.Sprintf("%s.%018d%018d", whole, first, last), "0")
}

// MarshalText writes the form of String.
func (p Percent) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the form of ParsePercent.
func (p *Percent) UnmarshalText(b []byte) error {
	v, err := ParsePercent(string(b))
	if err == nil {
		*p = v
	}
	return err
}

// Cmp compares two percentages: -1, 0 or +1.
func (p Percent) Cmp(o Percent) int {
	switch {
	case p.hi < o.hi, p.hi == o.hi && p.lo < o.lo:
		return -1
	case p == o:
		return 0
	}
	return 1
}

// IsZero reports whether it is 0 percent.
func (p Percent) IsZero() bool { return p == Percent{} }

// plus adds; the sum of up to three percentages fits.
func (p Percent) plus(o Percent) Percent {
	lo, carry := bits.Add64(p.lo, o.lo, 0)
	hi, _ := bits.Add64(p.hi, o.hi, carry)
	return Percent{hi, lo}
}

// upTo adds and stops at 100.
func (p Percent) upTo(o Percent) Percent { return least(p.plus(o), hundred()) }

// minus subtracts a percentage that is not larger.
func (p Percent) minus(o Percent) Percent {
	lo, borrow := bits.Sub64(p.lo, o.lo, 0)
	hi, _ := bits.Sub64(p.hi, o.hi, borrow)
	return Percent{hi, lo}
}

func (p Percent) times(by uint64) Percent {
	hi, lo := bits.Mul64(p.lo, by)
	return Percent{p.hi*by + hi, lo}
}

func (p Percent) divide(by uint64) (q Percent, rem uint64) {
	q.hi, rem = p.hi/by, p.hi%by
	q.lo, rem = bits.Div64(rem, p.lo, by)
	return q, rem
}

func least(a, b Percent) Percent {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}
