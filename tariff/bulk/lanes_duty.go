package bulk

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/internal/wide"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// assess computes what an outcome comes to on row i.
func (l *lanes[P, O, D]) assess(i, engine int, w *levy, p *parts) {
	c := l.columns
	v := c.Value[i] // 0 in rows that are entries
	p.more, p.rejected = p.more[:0], false
	switch {
	case w.lane == refused:
		*p = parts{more: p.more, rejected: true}
		return
	case v < 0 || v > l.most:
		l.charge(i, engine, p)
		return
	case w.lane == fast && uint64(v) <= plan.FastLimit && c.Scale == 2 && l.policy == exact.Cent:
		for k := range slots {
			p.amounts[k] = int64((uint64(v)*uint64(w.rates[k]) + plan.Half) / plan.Million)
		}
	case w.lane == fast:
		for k := range slots {
			amount, ok := rounded(v, w.rates[k], c.Scale, l.policy)
			if !ok {
				l.charge(i, engine, p)
				return
			}
			p.amounts[k] = amount
		}
		if engine == 0 && uint64(v) > plan.FastLimit {
			l.slow++
		}
	case w.needsQuantity && !c.hasQuantity(i):
		*p = parts{more: p.more, rejected: true}
		return
	case w.lane == perUnit && l.perUnit(i, w, p):
	case w.lane == byQuantity || w.lane == perUnit:
		if !l.byQuantity(i, engine, w, p) {
			l.charge(i, engine, p)
			return
		}
		if p.rejected {
			*p = parts{more: p.more, rejected: true}
			return
		}
	default:
		l.charge(i, engine, p)
		return
	}
	p.auth = w.auth
	p.base, p.rest = p.amounts[0], 0
	for _, amount := range p.amounts[1:] {
		if p.rest += amount; p.base+p.rest < 0 { // beyond 64 bits
			*p = parts{more: p.more, rejected: true}
			return
		}
	}
}

// rounded is a value at a rate in millionths, in cents by the policy; ok is false when
// it does not fit.
func rounded(v int64, rate uint32, scale uint8, policy exact.Policy) (cents int64, ok bool) {
	mode := exact.HalfUp
	switch policy {
	case exact.CentHalfEven:
		mode = exact.HalfEven
	case exact.Truncate:
		mode = exact.Down
	case exact.CFR1593:
		if v, ok = exact.MulRound(v, 1, scale, exact.HalfUp); !ok {
			return 0, false
		}
		scale = 0
	}
	return exact.MulRound(v, int64(rate), scale+4, mode)
}

// perUnit charges a specific duty, or a third of a rate, in 128 bits, at 12 decimals; false where the quantity is
// in another unit, or the amounts are not of the usual size.
func (l *lanes[P, O, D]) perUnit(i int, w *levy, p *parts) bool {
	c := l.columns
	v := uint64(c.Value[i])
	if c.Scale != 2 || l.policy != exact.Cent || v > plan.FastLimit {
		return false
	}
	// cent is a cent at 12 decimals, and up brings cents times millionths to 12.
	const cent, up = 10_000_000_000, 10_000
	base := wide.Product(v*uint64(w.rates[0]), up)
	if w.third {
		base = base.Third()
	} else {
		q := uint64(c.Quantity[i])
		if c.Units[c.Unit[i]] != w.unit || c.QuantityScale > 6 || q > plan.FastLimit {
			return false
		}
		base.Plus(wide.Product(q, uint64(w.each)*tens[6-c.QuantityScale]))
	}
	var ok bool
	if p.amounts[0], ok = base.Rounded(cent); !ok {
		return false
	}
	for k := 1; k < slots; k++ {
		due := wide.Product(v*uint64(w.rates[k]), up)
		if w.tops[k] {
			due = due.Less(base)
		}
		if p.amounts[k], ok = due.Rounded(cent); !ok {
			return false
		}
	}
	return true
}

// tens has a power for every scale of columns, and totalPlaces is one.
var _ = tens[totalPlaces]

var tens = [...]uint64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000}

// byQuantity charges a base duty on a quantity, and rates of the value. Without the
// quantity the row is rejected; false sends it the slow way.
func (l *lanes[P, O, D]) byQuantity(i, engine int, w *levy, p *parts) bool {
	c := l.columns
	facts := duty.Facts{Rounding: l.policy}
	if q, ok := c.quantity(i); ok {
		if uint64(c.Quantity[i]) > plan.FastLimit {
			return false
		}
		facts.Quantities = []trade.Quantity{q}
	}
	if uint64(c.Value[i]) > plan.FastLimit {
		return false
	}
	value := l.policy.Value(decimal.New(c.Value[i], -int32(c.Scale)))
	facts.Value = value
	amount, err := l.batch.engines[engine].Plan().Duties[w.base].Evaluate(facts)
	if err != nil {
		p.rejected = true
		return true
	}
	for k := range slots {
		due := amount.Total
		switch {
		case k == 0:
		case w.tops[k]:
			due = decimal.Max(decimal.New(int64(w.rates[k]), -6).Mul(value).Sub(amount.Total), decimal.Decimal{})
		default:
			due = decimal.New(int64(w.rates[k]), -6).Mul(value)
		}
		var ok bool
		if p.amounts[k], ok = cents(l.policy.Duty(due)); !ok {
			return false
		}
	}
	if engine == 0 {
		l.slow++
	}
	return true
}

// cents states an amount in cents.
func cents(d decimal.Decimal) (int64, bool) {
	n := d.Shift(2)
	if !n.IsInteger() || !n.BigInt().IsInt64() {
		return 0, false
	}
	return n.IntPart(), true
}

// charge takes the slow way.
func (l *lanes[P, O, D]) charge(i, engine int, p *parts) {
	if engine == 0 {
		l.slow++
	}
	*p = parts{more: p.more[:0]}
	if l.inParts(i, engine, p) {
		return
	}
	entry := l.columns.Entry(i)
	answered := l.batch.engines[engine].Duties(&entry, func(a law.Authority, due decimal.Decimal, base bool) {
		amount, ok := cents(due)
		if sum := p.base + p.rest + amount; !ok || sum < 0 {
			p.rejected = true
			return
		}
		p.more = append(p.more, authAmount{l.batch.authAt[a], amount, base})
		if base {
			p.base += amount
		} else {
			p.rest += amount
		}
	})
	if !answered || p.rejected {
		*p = parts{more: p.more[:0], rejected: true}
	}
}
