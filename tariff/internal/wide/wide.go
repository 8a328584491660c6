// Package wide adds up amounts beyond 64 bits, exactly and without allocating.
package wide

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Amount is an amount of up to 128 bits that is not negative.
type Amount struct{ Hi, Lo uint64 }

// Add adds an amount that is not negative.
func (w *Amount) Add(v int64) {
	var carry uint64
	w.Lo, carry = bits.Add64(w.Lo, uint64(v), 0)
	w.Hi += carry
}

func (w *Amount) Plus(o Amount) {
	var carry uint64
	w.Lo, carry = bits.Add64(w.Lo, o.Lo, 0)
	w.Hi += o.Hi + carry
}

// Times multiplies; the product must fit.
func (w Amount) Times(n uint64) Amount {
	hi, lo := bits.Mul64(w.Lo, n)
	return Amount{hi + w.Hi*n, lo}
}

func Product(a, b uint64) Amount {
	hi, lo := bits.Mul64(a, b)
	return Amount{hi, lo}
}

// Less is what is left after o, or nothing.
func (w Amount) Less(o Amount) Amount {
	lo, borrow := bits.Sub64(w.Lo, o.Lo, 0)
	hi, borrow := bits.Sub64(w.Hi, o.Hi, borrow)
	if borrow != 0 {
		return Amount{}
	}
	return Amount{hi, lo}
}

// Third divides by 3 and rounds half up, as a third of a rate is rounded at 12 decimals.
func (w Amount) Third() Amount {
	w.Add(1)
	hi := w.Hi / 3
	lo, _ := bits.Div64(w.Hi%3, w.Lo, 3)
	return Amount{hi, lo}
}

// Rounded divides and rounds half up; ok is false when the quotient is beyond 62 bits.
func (w Amount) Rounded(by uint64) (n int64, ok bool) {
	if w.Hi >= by {
		return 0, false
	}
	q, rem := bits.Div64(w.Hi, w.Lo, by)
	if q >= 1<<62 {
		return 0, false
	}
	if rem >= by-rem {
		q++
	}
	return int64(q), true
}

func (w Amount) Decimal(scale uint8) decimal.Decimal {
	n := new(big.Int).SetUint64(w.Hi)
	n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(w.Lo))
	return decimal.NewFromBigInt(n, -int32(scale))
}
