package bulk

import (
	"math"
	"math/bits"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// mostClaims is the number of different claims that a goroutine remembers in a call.
const mostClaims = 1 << 12

// claimsKey tells the claims of rows apart: rows of one call whose claims are the same
// slices and numbers. Nobody writes to columns during a call.
type claimsKey struct {
	shares   [5]*decimal.Decimal
	headings *string
	n        int
	loaded   trade.Date
	program  string
	usmca    bool
}

// stated finds the statement of the claims of an entry.
func (l *lanes[P, O, D]) stated(c *tariff.Claims) *statement {
	if c.ChargedValue != nil || c.Article != "" {
		return l.batch.statement(c)
	}
	key := claimsKey{c.Shares(), nil, len(c.Headings), c.Loaded, c.Program, c.USMCA}
	if len(c.Headings) > 0 {
		key.headings = &c.Headings[0]
	}
	found := l.claimed[key]
	if found == nil {
		if l.claimed == nil || len(l.claimed) >= mostClaims {
			l.claimed = map[claimsKey]*statement{}
		}
		found = l.batch.statement(c)
		l.claimed[key] = found
	}
	return found
}

// claims finds the statement of row i, which no cell answers.
func (l *lanes[P, O, D]) claims(i int) *statement {
	code := l.columns.claim(i)
	found := l.statements[code]
	if found == nil {
		var claims tariff.Claims
		if code > 0 {
			claims = l.columns.Claims[code-1]
		}
		found = l.batch.statement(&claims)
		l.statements[code] = found
	}
	return found
}

// inParts assesses a row that no cell answers, for rates of parts of the value; false
// where that is not enough, and the engine is to be asked.
func (l *lanes[P, O, D]) inParts(i, engine int, p *parts) bool {
	c := l.columns
	product, origin, date := int(c.Product[i]), int(c.Origin[i]), int(c.Date[i])
	if uint(product) >= uint(len(l.bound.classes)) || uint(origin) >= uint(l.origins) ||
		uint(date) >= uint(len(l.bound.segments)) {
		return false
	}
	g := rowGoods{
		l.bound.codes[product], l.bound.at[product], l.bound.classes[product], int(l.bound.segments[date]),
		l.bound.places[origin],
	}
	if l.policy != exact.Cent || g.class == unbound || g.segment < 0 || g.origin == unbound ||
		law.ForWorkAbroad(g.product) {
		return false
	}
	if l.batch.split[g.class] == inSeasons && !l.batch.inSeason(engine, &g, c.Dates[date]) {
		p.rejected = true
		return true
	}
	var s *statement
	value, scale, ok := c.Value[i], c.Scale, !l.badQuantity(i)
	if en, is := l.entryOf(i); is {
		if en.Product != c.Products[product] || en.Origin != c.Origins[origin] || en.Date != c.Dates[date] ||
			len(en.Parts) > 0 {
			return false
		}
		value, scale, ok = amountOf(en)
		s = l.stated(&en.Claims)
	} else {
		s = l.claims(i)
	}
	if !ok || s.byEntry || scale > mostPlacesOfPart || value < 0 || value > mostAmount(scale) {
		return false
	}
	if s.refused[engine] || s.stated.Loaded.After(c.Dates[date]) {
		p.rejected = true
		return true
	}
	if l.claiming == nil {
		l.claiming = l.batch.statements.take()
	}
	found := l.claiming.owed(l.batch, engine, &g, s)
	switch found.lane {
	case fast:
		if found.base != nil && !l.chargeBase(i, found.base, p) {
			*p = parts{more: p.more[:0]}
			return false
		}
		return p.rejected || found.charge(uint64(value), scale, p)
	case refused:
		p.rejected = true
		return true
	}
	if _, is := l.entryOf(i); found.needsFact && !is && !c.hasQuantity(i) {
		p.rejected = true // of columns, which have no parts of goods
		return true
	}
	return false
}

// chargeBase charges the base duty on a quantity that stands in the columns; false where
// that is not enough.
func (l *lanes[P, O, D]) chargeBase(i int, base *levy, p *parts) bool {
	if _, is := l.entryOf(i); is || base.lane != perUnit && l.columns.hasQuantity(i) {
		return false
	}
	if base.needsQuantity && !l.columns.hasQuantity(i) {
		p.rejected = true
		return true
	}
	if base.lane != perUnit || !l.perUnit(i, base, p) {
		return false
	}
	p.more, p.base = append(p.more, authAmount{base.auth[0], p.amounts[0], true}), p.amounts[0]
	p.amounts = [slots]int64{}
	return true
}

// inSeason reports whether goods may be entered under their line on a day.
func (b *Batch) inSeason(engine int, g *rowGoods, on trade.Date) bool {
	line := b.grids[engine].LineOf[g.segment][g.at]
	if line < 0 {
		return false
	}
	s := b.engines[engine].Plan().Book.Schedule
	return s.InSeason(s.Lines[line].Code, on)
}

// entryOf is the entry that stands in place of row i.
func (l *lanes[P, O, D]) entryOf(i int) (*tariff.Entry, bool) {
	if !l.entries {
		return nil, false
	}
	var ok bool
	l.entry, ok = l.columns.Entries[i]
	return &l.entry, ok
}

// amountOf is the value of an entry as columns state it; ok is false where the entry has no
// such value, or is none that Check lets pass.
func amountOf(en *tariff.Entry) (value int64, scale uint8, ok bool) {
	v, ok := exact.FromDecimal(en.Value)
	if !ok || v.Scale > mostPlacesOfPart || en.Check() != nil {
		return 0, 0, false
	}
	return v.Coef, v.Scale, true
}

// mostPlacesOfPart is the most decimals of a value of which a part is charged in integers:
// a cent in units of 10^-15 of them is below 2^64.
const mostPlacesOfPart = 6

var _ uint64 = partUnit / 100 * 1_000_000 // 10^mostPlacesOfPart

// charge charges a value on its parts, each duty rounded half up to cents; false where an
// amount is not of the usual size.
func (w *partLevy) charge(value uint64, scale uint8, p *parts) bool {
	unit := partUnit / 100 * tens[scale]
	for k := range w.charges {
		due := &w.charges[k]
		hi, lo := bits.Mul64(value, due.rate)
		lo, carry := bits.Add64(lo, unit/2, 0)
		if hi += carry; hi >= unit {
			*p = parts{more: p.more[:0]}
			return false
		}
		cents, _ := bits.Div64(hi, lo, unit)
		sum := uint64(p.base) + uint64(p.rest) + cents // each below 2^63
		if cents > math.MaxInt64 || sum > math.MaxInt64 {
			*p = parts{more: p.more[:0]}
			return false
		}
		p.more = append(p.more, authAmount{due.auth, int64(cents), due.base})
		if due.base {
			p.base += int64(cents)
		} else {
			p.rest += int64(cents)
		}
	}
	return true
}
