package exact

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// MaxScale is the largest number of decimals of a Fixed.
const MaxScale = 18

// Fixed is the decimal number Coef × 10^-Scale, with Scale from 0 to MaxScale.
// Two Fixed may be the same number at different scales; compare them with Cmp.
type Fixed struct {
	Coef  int64
	Scale uint8
}

// Mode says how a number is brought to fewer digits.
type Mode uint8

// The modes. Half up is away from zero, so that -0.5 becomes -1.
const (
	HalfUp Mode = iota
	HalfEven
	Down // toward zero
)

// String names the mode.
func (m Mode) String() string {
	switch m {
	case HalfUp:
		return "half up"
	case HalfEven:
		return "half even"
	case Down:
		return "down"
	}
	return fmt.Sprintf("Mode(%d)", uint8(m))
}

var pow10 = [MaxScale + 2]uint64{
	1, 10, 100, 1_000, 10_000,
	100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
	10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
	1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
	10_000_000_000_000_000_000,
}

// FromDecimal states a decimal as a Fixed; ok is false when it does not fit.
func FromDecimal(d decimal.Decimal) (f Fixed, ok bool) {
	exp := d.Exponent()
	c := d.CoefficientInt64()
	if d.NumDigits() > MaxScale { // that of a larger number says nothing
		coef := d.Coefficient()
		if !coef.IsInt64() {
			return Fixed{}, false
		}
		c = coef.Int64()
	}
	switch {
	case exp > MaxScale || exp < -MaxScale:
		return Fixed{}, c == 0
	case exp <= 0:
		return Fixed{c, uint8(-exp)}, true
	}
	hi, lo := bits.Mul64(magnitude(c), pow10[exp])
	return signed(hi, lo, c < 0, 0)
}

// Decimal states the number as a decimal.Decimal.
func (f Fixed) Decimal() decimal.Decimal { return decimal.New(f.Coef, -int32(f.Scale)) }

// String prints the number with Scale decimals.
func (f Fixed) String() string { return f.Decimal().StringFixed(int32(f.Scale)) }

// Cmp compares two numbers: -1, 0 or +1.
func (f Fixed) Cmp(o Fixed) int { return f.Decimal().Cmp(o.Decimal()) }

// ParseError reports a text that is no plain decimal number in range.
type ParseError struct {
	Text   string
	Offset int
	Want   string
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("number %q at offset %d: want %s", clip.Text(e.Text), e.Offset, e.Want)
}

// Parse reads digits with an optional sign and point, "-12.50", without
// allocating. The scale is the number of decimals written.
func Parse[T string | []byte](s T) (Fixed, error) {
	var f Fixed
	i, digits := 0, 0
	negative := len(s) > 0 && s[0] == '-'
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		i++
	}
	point := false
	var c uint64
	for ; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == '.' && !point:
			point = true
			continue
		case ch < '0' || ch > '9':
			return Fixed{}, &ParseError{string(s), i, "a digit"}
		default:
			hi, lo := bits.Mul64(c, 10)
			sum, carry := bits.Add64(lo, uint64(ch-'0'), 0)
			if hi != 0 || carry != 0 || sum > math.MaxInt64 {
				return Fixed{}, &ParseError{string(s), i, "a number within 64 bits"}
			}
			c = sum
			digits++
		}
		if point {
			if f.Scale == MaxScale {
				return Fixed{}, &ParseError{string(s), i, "at most 18 decimals"}
			}
			f.Scale++
		}
	}
	if digits == 0 {
		return Fixed{}, &ParseError{string(s), i, "a digit"}
	}
	f.Coef = int64(c)
	if negative {
		f.Coef = -f.Coef
	}
	return f, nil
}

// Mul returns a × b rounded to places decimals; ok is false when the result does
// not fit a Fixed or places exceeds MaxScale.
func Mul(a, b Fixed, places uint8, m Mode) (product Fixed, ok bool) {
	if places > MaxScale || a.Scale > MaxScale || b.Scale > MaxScale {
		return Fixed{}, false
	}
	shift := int(a.Scale) + int(b.Scale) - int(places)
	hi, lo := bits.Mul64(magnitude(a.Coef), magnitude(b.Coef))
	negative := (a.Coef < 0) != (b.Coef < 0)
	if shift <= 0 {
		hi2, lo2, fits := mulWide(hi, lo, pow10[-shift])
		if !fits {
			return Fixed{}, false
		}
		return signed(hi2, lo2, negative, places)
	}
	hi, lo = roundWide(hi, lo, shift, m)
	return signed(hi, lo, negative, places)
}

// MulRound returns v × r ÷ 10^shift rounded to a whole number: the kernel for
// columns of scaled integers. ok is false when the result does not fit or shift
// is above 36.
func MulRound(v, r int64, shift uint8, m Mode) (product int64, ok bool) {
	if shift > 2*MaxScale {
		return 0, false
	}
	hi, lo := bits.Mul64(magnitude(v), magnitude(r))
	if shift > 0 {
		hi, lo = roundWide(hi, lo, int(shift), m)
	}
	f, ok := signed(hi, lo, (v < 0) != (r < 0), 0)
	return f.Coef, ok
}

// magnitude is |c|, also for the smallest int64.
func magnitude(c int64) uint64 {
	if c < 0 {
		return -uint64(c)
	}
	return uint64(c)
}

// signed makes a Fixed of a magnitude of 128 bits if it fits.
func signed(hi, lo uint64, negative bool, scale uint8) (Fixed, bool) {
	switch {
	case hi != 0, !negative && lo > math.MaxInt64, negative && lo > 1<<63:
		return Fixed{}, false
	case negative:
		return Fixed{int64(-lo), scale}, true
	}
	return Fixed{int64(lo), scale}, true
}

// mulWide multiplies 128 bits by a factor.
func mulWide(hi, lo, by uint64) (h, l uint64, fits bool) {
	over, h := bits.Mul64(hi, by)
	carryHi, l := bits.Mul64(lo, by)
	h, carry := bits.Add64(h, carryHi, 0)
	return h, l, over == 0 && carry == 0
}

// roundWide divides 128 bits by 10^shift and rounds; shift is from 1 to 36.
func roundWide(hi, lo uint64, shift int, m Mode) (qhi, qlo uint64) {
	sticky := false
	for shift > MaxScale {
		// More than 18 digits go in two steps; what the first drops only decides a tie.
		const step = MaxScale - 1
		var rem uint64
		hi, lo, rem = divWide(hi, lo, pow10[step])
		sticky = sticky || rem != 0
		shift -= step
	}
	by := pow10[shift]
	qhi, qlo, rem := divWide(hi, lo, by)
	half := by / 2
	up := false
	switch m {
	case HalfUp:
		up = rem >= half
	case HalfEven:
		up = rem > half || (rem == half && (sticky || qlo&1 == 1))
	}
	if up {
		var carry uint64
		qlo, carry = bits.Add64(qlo, 1, 0)
		qhi += carry
	}
	return qhi, qlo
}

func divWide(hi, lo, by uint64) (qhi, qlo, rem uint64) {
	qhi, rem = hi/by, hi%by
	qlo, rem = bits.Div64(rem, lo, by)
	return qhi, qlo, rem
}

// MulDecimal returns a × b rounded to places decimals. It takes the fast way when
// the numbers fit and the slow one otherwise; the answer is the same.
func MulDecimal(a, b decimal.Decimal, places int32, m Mode) decimal.Decimal {
	if d, ok := mulFast(a, b, places, m); ok {
		return d
	}
	return Round(a.Mul(b), places, m)
}

func mulFast(a, b decimal.Decimal, places int32, m Mode) (decimal.Decimal, bool) {
	if places < 0 || places > MaxScale {
		return decimal.Decimal{}, false
	}
	fa, okA := FromDecimal(a)
	fb, okB := FromDecimal(b)
	if !okA || !okB {
		return decimal.Decimal{}, false
	}
	p, ok := Mul(fa, fb, uint8(places), m)
	return p.Decimal(), ok
}

// Round brings a decimal to at most places decimals, over big integers. A number
// with an exponent below -10,000 is taken as smaller than any unit in the last
// place of the result.
func Round(d decimal.Decimal, places int32, m Mode) decimal.Decimal {
	if d.Exponent() >= -places {
		return d
	}
	coef := d.Coefficient()
	negative := coef.Sign() < 0
	coef.Abs(coef)
	drop := -int64(places) - int64(d.Exponent())
	if drop > 10000 && drop > int64(coef.BitLen()) {
		return decimal.Decimal{}
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(drop), nil)
	return decimal.NewFromBigInt(quotient(coef, unit, negative, m), -places)
}

// Div returns num ÷ den rounded to places decimals, exactly. A zero divisor is a
// *DivisionError.
func Div(num, den decimal.Decimal, places int32, m Mode) (decimal.Decimal, error) {
	if den.IsZero() {
		return decimal.Decimal{}, &DivisionError{num}
	}
	n, d := num.Coefficient(), den.Coefficient()
	negative := (n.Sign() < 0) != (d.Sign() < 0)
	n.Abs(n)
	d.Abs(d)
	shift := int64(num.Exponent()) - int64(den.Exponent()) + int64(places)
	if shift > 20000 || shift < -20000 {
		return decimal.Decimal{}, &DivisionError{num}
	}
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(max(shift, -shift)), nil)
	if shift >= 0 {
		n.Mul(n, power)
	} else {
		d.Mul(d, power)
	}
	return decimal.NewFromBigInt(quotient(n, d, negative, m), -places), nil
}

// DivisionError says that a quotient does not exist or is out of all range.
type DivisionError struct{ Num decimal.Decimal }

func (e *DivisionError) Error() string {
	return "division: the divisor is zero, or the quotient has more than 20,000 digits"
}

// quotient divides magnitudes, rounds, and gives the sign back.
func quotient(num, den *big.Int, negative bool, m Mode) *big.Int {
	q, rem := new(big.Int).QuoRem(num, den, new(big.Int))
	half := rem.Lsh(rem, 1).CmpAbs(den)
	if (m == HalfUp && half >= 0) || (m == HalfEven && (half > 0 || (half == 0 && q.Bit(0) == 1))) {
		q.Add(q, big.NewInt(1))
	}
	if negative {
		q.Neg(q)
	}
	return q
}
