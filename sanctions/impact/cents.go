package impact

import (
	"math/bits"

	"github.com/shopspring/decimal"
)

// cents are sums of a key; amounts of many flows fit 128 bits.
type cents struct {
	lines int
	value wide
	duty  []wide
}

// wide is a sum of cents, none of them negative.
type wide struct{ high, low uint64 }

func (w *wide) add(v int64) {
	var carry uint64
	w.low, carry = bits.Add64(w.low, uint64(v), 0)
	w.high += carry
}

func (w *wide) addWide(o wide) {
	var carry uint64
	w.low, carry = bits.Add64(w.low, o.low, 0)
	w.high += o.high + carry
}

func (s *cents) merge(o *cents) {
	s.lines += o.lines
	s.value.addWide(o.value)
	for law := range o.duty {
		s.duty[law].addWide(o.duty[law])
	}
}

func (w wide) decimal(places int32) decimal.Decimal {
	const half = 1 << 32
	d := decimal.NewFromUint64(w.high).Mul(decimal.NewFromUint64(half)).Mul(decimal.NewFromUint64(half))
	return d.Add(decimal.NewFromUint64(w.low)).Shift(-places)
}
