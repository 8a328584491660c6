package tariff

import (
	"math"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Rows with claims are decided each for itself, by the rules of their origin and segment,
// which a batch remembers, and are charged in integers. No reason is made: what is wrong
// with a row is asked of Why.

// mostClaims is the number of different claims that a goroutine remembers.
const mostClaims = 1 << 12

// claimsKey tells the claims of rows apart: rows of one call whose claims are the same
// slices and numbers. Nobody writes to columns during a call.
type claimsKey struct {
	shares   [5]*decimal.Decimal
	headings *string
	n        int
	loaded   trade.Date
}

// claimed is what claims state of any goods.
type claimed struct {
	stated  declared
	refused bool // no entry may claim so
}

// claims finds what claims state.
func (l *lanes[P, O, D]) claims(engine int, c *Claims) *claimed {
	key := claimsKey{[...]*decimal.Decimal{c.USContent, c.Metal, c.Steel, c.Aluminum, c.Copper}, nil, len(c.Headings), c.Loaded}
	if len(c.Headings) > 0 {
		key.headings = &c.Headings[0]
	}
	if l.claimed == nil {
		l.claimed = make([]map[claimsKey]*claimed, len(l.batch.engines))
	}
	known := l.claimed[engine]
	if found := known[key]; found != nil {
		return found
	}
	if known == nil || len(known) >= mostClaims {
		known = map[claimsKey]*claimed{}
		l.claimed[engine] = known
	}
	e := &Entry{Claims: *c}
	found := &claimed{refused: e.check() != nil}
	if !found.refused {
		found.stated = declaredBy(e)
	}
	for _, h := range c.Headings {
		found.refused = found.refused || !l.batch.engines[engine].headings[h]
	}
	known[key] = found
	return found
}

// brief assesses a row that no cell answers, for rates of parts of the value; false where
// that is not enough.
func (l *lanes[P, O, D]) brief(i, engine int, en *Entry, p *parts) bool {
	c, b := l.columns, l.batch
	product, origin, date := int(c.Product[i]), int(c.Origin[i]), int(c.Date[i])
	if uint(product) >= uint(len(l.bound.classes)) || uint(origin) >= uint(l.origins) || uint(date) >= uint(len(l.bound.segments)) {
		return false
	}
	class, seg, place := l.bound.classes[product], int(l.bound.segments[date]), l.bound.places[origin]
	switch {
	case l.policy != exact.Cent || class == unbound || seg < 0 || place == unbound || b.split[class],
		en.Product != c.Products[product] || en.Origin != c.Origins[origin] || en.Date != c.Dates[date],
		en.Claims.USMCA || en.Claims.Program != "" || en.Claims.ChargedValue != nil || en.Claims.Article != "",
		len(en.Parts) > 0:
		return false
	}
	value, ok := exact.FromDecimal(en.Value)
	if !ok || value.Scale > 2 || value.Coef < 0 || value.Coef > fastLimit/int64(tens[2-value.Scale]) {
		return false
	}
	for _, q := range en.Quantities {
		if checkAmount("quantity", q.Amount) != nil {
			return false
		}
	}
	row := l.row(seg, origin)
	if int(row) >= len(l.snapshot.rows) {
		l.snapshot = b.snapshot.Load()
	}
	base := b.baseDuty(engine, l.snapshot.rows[row], class)
	if base.levy.lane != fast || base == noLine {
		return false
	}
	claimed := l.claims(engine, &en.Claims)
	rs := b.open(engine, seg, place)
	if claimed.refused || !rs.covered || en.Claims.Loaded.After(en.Date) {
		p.rejected = true
		return true
	}
	stated := claimed.stated
	stated.product = l.bound.codes[product]
	stated.allMetal()
	k := &l.cells
	k.rules, k.held, k.base = rs.rules, b.scopes[int(class)*b.words:], base
	k.d.only = rs.reaching(k.d.only[:0], k.held)
	k.d.decide(rs.rules, k, &stated, rs.last)
	switch k.d.stop {
	case goesOn:
		return l.inParts(uint64(value.Coef)*tens[2-value.Scale], rs, p)
	case prohibits, ambiguous:
		p.rejected = true
		return true
	}
	return false
}

// inParts charges what was decided on a value in cents; false where an amount is not of
// the usual size.
func (l *lanes[P, O, D]) inParts(cents uint64, rs *rules, p *parts) bool {
	k := &l.cells
	base := k.base.levy.rates[0]
	add := func(on portion, rate uint32, auth Authority, isBase bool) bool {
		amount, ok := on.due(cents, rate)
		if !ok {
			return false
		}
		p.more = append(p.more, authAmount{l.batch.authAt[auth], amount, isBase})
		if isBase {
			p.base += amount
		} else {
			p.rest += amount
		}
		return true
	}
	auth := Column1
	if rs.column2 {
		auth = Column2
	}
	ok := k.d.base == 0 || add(k.d.base, base, auth, true)
	for i := range k.rules {
		r, v := &k.rules[i], &k.d.verdicts[i]
		switch v.state {
		case lacks, waits:
			*p = parts{more: p.more[:0], rejected: true}
			return true
		case charges:
			rate := r.millionths
			if r.Stacking == TopsUp {
				rate -= min(rate, base)
			}
			ok = ok && add(v.charged, rate, r.Authority, r.Stacking == Replaces)
		}
	}
	if !ok {
		*p = parts{more: p.more[:0]}
	}
	return ok
}

// due is a rate in millionths on the part of a value in cents, rounded half up to cents;
// ok is false for a part of more than nine decimals.
func (p portion) due(cents uint64, rate uint32) (amount int64, ok bool) {
	const billionth = whole / 1_000_000_000
	const unit = million * 1_000_000_000
	if p == whole {
		return int64((cents*uint64(rate) + half) / million), true
	}
	if p%billionth != 0 {
		return 0, false
	}
	hi, lo := bits.Mul64(cents*uint64(rate), uint64(p/billionth))
	lo, carry := bits.Add64(lo, unit/2, 0)
	quotient, _ := bits.Div64(hi+carry, lo, unit)
	return int64(quotient), true
}

// open is the law of an engine for an origin in a segment with all that may be claimed.
func (b *Batch) open(engine, seg int, origin uint32) *rules {
	slot := &b.opened[engine][seg*b.kinds+int(b.kindOf[seg][origin])]
	if found := slot.Load(); found != nil {
		return found
	}
	sets, holds := b.held(engine, seg, origin)
	found := &rules{last: b.lastDay(seg), column2: sets.underColumn2(holds), covered: sets.covered(holds)}
	e := b.engines[engine]
	p := e.planned()
	columns := b.columns[engine][seg*len(b.grids[engine].scopes):]
	found.rules = p.laws[p.stretchOf(b.days[seg])]().row(len(e.measures), holds)
	for i := range found.rules {
		r := &found.rules[i]
		r.column, r.millionths, r.fits = columns[r.scope], r.term.millionths, r.term.fits
		r.lifts = slices.Clone(r.lifts)
		for k := range r.lifts {
			if x := *r.lifts[k]; x.scope >= 0 {
				x.column = columns[x.scope]
				r.lifts[k] = &x
			}
		}
	}
	found.reach = make([]uint32, len(found.rules))
	for i := range found.rules {
		r := &found.rules[i]
		found.reach[i] = r.column
		if r.scope < 0 || r.closes {
			found.reach[i] = always
		}
	}
	slot.Store(found)
	return found
}

// always is the column of a rule that is looked at whatever the product.
const always = math.MaxUint32

// reaching appends the places of the rules that can reach a class, which stands in the
// columns held.
func (r *rules) reaching(only []int32, held []uint64) []int32 {
	for i, column := range r.reach {
		if column == always || held[column/64]>>(column%64)&1 == 1 {
			only = append(only, int32(i))
		}
	}
	return only
}
