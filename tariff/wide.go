package tariff

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// wide is an amount of up to 128 bits that is not negative.
type wide struct{ hi, lo uint64 }

// add adds an amount that is not negative.
func (w *wide) add(v int64) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, uint64(v), 0)
	w.hi += carry
}

func (w *wide) addWide(o wide) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, o.lo, 0)
	w.hi += o.hi + carry
}

// times multiplies; the product must fit.
func (w wide) times(n uint64) wide {
	hi, lo := bits.Mul64(w.lo, n)
	return wide{hi + w.hi*n, lo}
}

func product(a, b uint64) wide {
	hi, lo := bits.Mul64(a, b)
	return wide{hi, lo}
}

// less is what is left after o, or nothing.
func (w wide) less(o wide) wide {
	lo, borrow := bits.Sub64(w.lo, o.lo, 0)
	hi, borrow := bits.Sub64(w.hi, o.hi, borrow)
	if borrow != 0 {
		return wide{}
	}
	return wide{hi, lo}
}

// third divides by 3 and rounds half up, as a third of a rate is rounded at 12 decimals.
func (w wide) third() wide {
	w.add(1)
	hi := w.hi / 3
	lo, _ := bits.Div64(w.hi%3, w.lo, 3)
	return wide{hi, lo}
}

// rounded divides and rounds half up; ok is false when the quotient is beyond 62 bits.
func (w wide) rounded(by uint64) (n int64, ok bool) {
	if w.hi >= by {
		return 0, false
	}
	q, rem := bits.Div64(w.hi, w.lo, by)
	if q >= 1<<62 {
		return 0, false
	}
	if rem >= by-rem {
		q++
	}
	return int64(q), true
}

func (w wide) decimal(scale uint8) decimal.Decimal {
	n := new(big.Int).SetUint64(w.hi)
	n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(w.lo))
	return decimal.NewFromBigInt(n, -int32(scale))
}
