package exact

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Accumulator adds 64-bit amounts of one scale in 128 bits. It cannot overflow in
// fewer than 2^64 additions, and its sum does not depend on their order. The zero
// Accumulator is an empty sum.
type Accumulator struct {
	hi int64
	lo uint64
}

// Add adds an amount.
func (a *Accumulator) Add(v int64) {
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, uint64(v), 0)
	a.hi += v>>63 + int64(carry)
}

// Merge adds another sum.
func (a *Accumulator) Merge(o Accumulator) {
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, o.lo, 0)
	a.hi += o.hi + int64(carry)
}

// Decimal returns the sum of amounts that had the given number of decimals.
func (a Accumulator) Decimal(scale uint8) decimal.Decimal {
	sum := new(big.Int).Lsh(big.NewInt(a.hi), 64)
	return decimal.NewFromBigInt(sum.Add(sum, new(big.Int).SetUint64(a.lo)), -int32(scale))
}
