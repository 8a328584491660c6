package ranking

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/period"
	"github.com/tradeshock/tradeshock/trade"
)

// Importers is how the buyers of one source rank in a window.
type Importers struct {
	Source string `json:"source,omitempty"`
	Unit   string `json:"unit,omitempty"`
	// Periods are those of the source that the window overlaps. Of one that reaches beyond
	// the window any part may lie in it.
	Periods []trade.Interval `json:"periods,omitempty"`
	// Buyers are in the order of what is stated of them, the largest first.
	Buyers []Importer `json:"buyers,omitempty"`
	// Unnamed is what buyers took that the source does not name, over the periods inside the
	// window; nil when it does not state the whole.
	Unnamed *decimal.Decimal `json:"unnamed"`
	// Missing are the days of the window of which the source says nothing. While there are
	// any, no membership in the window is decided.
	Missing []trade.Interval `json:"missing,omitempty"`
	// Partial are the periods that reach beyond the window: between nothing and all of what
	// is stated of them lies in it.
	Partial []trade.Interval `json:"partial,omitempty"`

	whole bounds
}

// Importer is one buyer in a ranking.
type Importer struct {
	Buyer string `json:"buyer,omitempty"`
	// Rank is 1 and the number of buyers of whom more is stated; 0 where no period lies
	// inside the window.
	Rank int `json:"rank"`
	// Stated is the amount over the periods inside the window in which it is stated, and
	// Most the largest that it can be over all periods inside; nil when that is not bounded.
	Stated decimal.Decimal  `json:"stated"`
	Most   *decimal.Decimal `json:"most"`
	// InStated is the membership over the periods inside the window, InWindow that in the
	// window.
	InStated Membership `json:"in_stated"`
	InWindow Membership `json:"in_window"`

	inside, window bounds
}

// bounds are the least and the most that an amount can be.
type bounds struct {
	low  decimal.Decimal
	high *decimal.Decimal // nil is no bound
}

func (b *bounds) add(low decimal.Decimal, high *decimal.Decimal) {
	b.low = b.low.Add(low)
	switch {
	case high == nil:
		b.high = nil
	case b.high != nil:
		sum := b.high.Add(*high)
		b.high = &sum
	}
}

func nothing() bounds { return bounds{high: new(decimal.Decimal)} }

// one is the group that a law may count as one importer, or as its states.
const one = "EU"

// RankImporters ranks the buyers of each source by what they took in a window, and says
// for each whether it is among the largest, so many as places. Amounts of one source and
// unit are added over its periods; shares are not, since each is of another whole, and
// every period of theirs is a ranking of its own. Of a period that reaches beyond the
// window, between nothing and all can have been taken in it; such a share is left out. The
// zero window is all days:
// it ranks over the periods of each source and decides nothing else.
//
// The EU counts as one importer: what its members took is added, and is the least that it
// took where the source does not state the EU itself. With apart each member counts for
// itself, and what is stated of the EU together bounds what a member can have taken. So
// do other groups and countries that are stated together, in either case: they rank
// nobody.
//
// A buyer is among the largest when fewer than places others can have taken more; equal
// amounts are not more. What a source does not say is never taken for nothing: without
// the whole, anybody whom it does not name can have taken more.
func RankImporters(takings []Taking, window trade.Interval, places int, apart bool) ([]Importers, error) {
	type key struct {
		source, unit string
		share        trade.Interval // of shares only
	}
	var all check.Problems
	var keys []key
	by := map[key][]Taking{}
	for _, t := range takings {
		if err := t.check(); err != nil {
			all.Add(err)
			continue
		}
		if !t.Period.Overlaps(window) {
			continue
		}
		k := key{source: t.Source, unit: t.Unit}
		if t.Unit == UnitShare {
			if !period.Covers(window, t.Period) {
				continue // a share of another whole says nothing of the days asked for
			}
			k.share = t.Period
		}
		if by[k] == nil {
			keys = append(keys, k)
		}
		by[k] = append(by[k], t)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.unit, b.unit), period.Compare(a.share, b.share))
	})
	var out []Importers
	for _, k := range keys {
		s, err := newStatement(by[k])
		if err != nil {
			all.Add(err)
			continue
		}
		out = append(out, s.rank(window, places, apart))
	}
	if err := all.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// statement is what one source says in one unit.
type statement struct {
	source, unit string
	periods      []trade.Interval
	by           map[string]map[trade.Interval]decimal.Decimal
	// rest is what a group took beyond what is stated of its members, by group; left is
	// what a period leaves to buyers of whom nothing is stated in it, where the whole is
	// known.
	rest map[trade.Interval]map[string]decimal.Decimal
	left map[trade.Interval]decimal.Decimal
}

func newStatement(takings []Taking) (*statement, error) {
	s := &statement{
		source: takings[0].Source, unit: takings[0].Unit,
		by:   map[string]map[trade.Interval]decimal.Decimal{},
		rest: map[trade.Interval]map[string]decimal.Decimal{}, left: map[trade.Interval]decimal.Decimal{},
	}
	takings = slices.Clone(takings)
	slices.SortStableFunc(takings, func(a, b Taking) int { return period.Compare(a.Period, b.Period) })
	for _, t := range takings {
		if n := len(s.periods); n == 0 || s.periods[n-1] != t.Period {
			if n > 0 && s.periods[n-1].Overlaps(t.Period) {
				return nil, takingFault(&t, "its period overlaps "+s.periods[n-1].String()+", so that the two cannot be added")
			}
			s.periods = append(s.periods, t.Period)
		}
		if s.by[t.Buyer] == nil {
			s.by[t.Buyer] = map[trade.Interval]decimal.Decimal{}
		}
		if _, twice := s.by[t.Buyer][t.Period]; twice {
			return nil, takingFault(&t, "is stated twice by its source")
		}
		s.by[t.Buyer][t.Period] = t.Amount
	}
	for _, p := range s.periods {
		if err := s.balance(p); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// balance works out what a period leaves to those who are not named.
func (s *statement) balance(p trade.Interval) error {
	named := decimal.Decimal{}
	within := map[string]string{}
	s.rest[p] = map[string]decimal.Decimal{}
	for _, buyer := range sorted(s.by) {
		amount, stated := s.by[buyer][p]
		if !stated || buyer == AllBuyers {
			continue
		}
		members := membersOf(buyer, p.From)
		if members == nil {
			named = named.Add(amount)
			continue
		}
		rest := amount
		for _, m := range members {
			if other := within[m]; other != "" {
				return s.wrong(buyer, p, amount, "holds "+m+", and so does "+other+", so that the two cannot be told apart")
			}
			within[m] = buyer
			rest = rest.Sub(s.by[m][p])
		}
		if rest.IsNegative() {
			return s.wrong(buyer, p, amount, "its members took more than it did")
		}
		s.rest[p][buyer] = rest
		named = named.Add(rest)
	}
	whole, known := s.by[AllBuyers][p]
	if !known {
		if s.unit != UnitShare {
			return nil
		}
		whole = decimal.NewFromInt(1)
	}
	left := whole.Sub(named)
	if left.IsNegative() {
		return s.wrong(AllBuyers, p, whole, "the buyers took more than the whole, "+named.String())
	}
	s.left[p] = left
	return nil
}

func (s *statement) wrong(buyer string, p trade.Interval, amount decimal.Decimal, reason string) error {
	return takingFault(&Taking{Buyer: buyer, Period: p, Amount: amount, Unit: s.unit, Source: s.source}, reason)
}

func sorted[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// unnamed is the most that one buyer can have taken of whom nothing is stated in a
// period: what is left, or, for a member of a group that is stated, what that leaves.
func (s *statement) unnamed(buyer string, p trade.Interval) *decimal.Decimal {
	for group, rest := range s.rest[p] {
		if group == buyer || slices.Contains(membersOf(group, p.From), buyer) {
			return &rest
		}
	}
	if left, known := s.left[p]; known {
		return &left
	}
	return nil
}

// of is what a buyer took in a period.
func (s *statement) of(buyer string, p trade.Interval) (b bounds, stated bool) {
	if amount, ok := s.by[buyer][p]; ok {
		return bounds{amount, &amount}, true
	}
	return bounds{decimal.Decimal{}, s.unnamed(buyer, p)}, false
}

// together is what the EU took in a period: what is stated of it, or at least what is of
// its members.
func (s *statement) together(p trade.Interval) (bounds, bool) {
	if amount, ok := s.by[one][p]; ok {
		return bounds{amount, &amount}, true
	}
	b := bounds{high: s.unnamed(one, p)}
	some := false
	for _, m := range membersOf(one, p.From) {
		if amount, ok := s.by[m][p]; ok {
			some = true
			b.add(amount, &amount)
		}
	}
	// Others that are stated together may be members.
	for group := range s.rest[p] {
		rest := s.rest[p][group]
		if slices.ContainsFunc(membersOf(group, p.From), func(c string) bool {
			return trade.Group(one).Contains(trade.Country(c), p.From)
		}) {
			b.add(decimal.Decimal{}, &rest)
		}
	}
	return b, some
}

func (s *statement) rank(window trade.Interval, places int, apart bool) Importers {
	r := Importers{
		Source: s.source, Unit: s.unit, Periods: s.periods, Missing: period.Missing(s.periods, window),
		whole: nothing(),
	}
	unnamed := pool{inside: nothing(), window: nothing(), members: places}
	for _, p := range s.periods {
		if !period.Covers(window, p) {
			r.Partial = append(r.Partial, p)
		}
		left, known := s.left[p]
		var whole *decimal.Decimal
		if known {
			unnamed.add(window, p, &left)
			amount := decimal.NewFromInt(1)
			if stated, ok := s.by[AllBuyers][p]; ok {
				amount = stated
			}
			whole = &amount
		} else {
			unnamed.add(window, p, nil)
		}
		switch {
		case whole == nil:
			r.whole.add(decimal.Decimal{}, nil)
		case period.Covers(window, p):
			r.whole.add(*whole, whole)
		default:
			r.whole.add(decimal.Decimal{}, whole)
		}
	}
	inside := slices.ContainsFunc(s.periods, func(p trade.Interval) bool { return period.Covers(window, p) })
	if inside {
		r.Unnamed = unnamed.inside.high
	}
	pools := []pool{unnamed}
	for _, buyer := range s.candidates(apart) {
		b := Importer{Buyer: buyer, inside: nothing(), window: nothing()}
		for _, p := range s.periods {
			amount, stated := s.of(buyer, p)
			if buyer == one {
				amount, stated = s.together(p)
			}
			if !period.Covers(window, p) {
				b.window.add(decimal.Decimal{}, amount.high)
				continue
			}
			b.window.add(amount.low, amount.high)
			b.inside.add(amount.low, amount.high)
			if stated {
				b.Stated = b.Stated.Add(amount.low)
			}
		}
		b.Most = b.inside.high
		r.Buyers = append(r.Buyers, b)
	}
	for _, group := range sorted(s.by) {
		if members := membersOf(group, trade.Date{}); members != nil && (apart || group != one) {
			pools = append(pools, s.pool(group, members, window))
		}
	}
	slices.SortFunc(r.Buyers, func(a, b Importer) int {
		return cmp.Or(b.Stated.Cmp(a.Stated), cmp.Compare(a.Buyer, b.Buyer))
	})
	for i := range r.Buyers {
		b := &r.Buyers[i]
		b.Rank = 1 + slices.IndexFunc(r.Buyers, func(o Importer) bool { return !o.Stated.GreaterThan(b.Stated) })
		b.InStated = r.membership(i, places, pools, func(b *Importer) *bounds {
			return &b.inside
		}, func(p *pool) *bounds { return &p.inside })
		if !inside {
			b.Rank, b.InStated = 0, Undetermined
		}
		b.InWindow = Undetermined
		if len(r.Missing) == 0 {
			b.InWindow = r.membership(i, places, pools, func(b *Importer) *bounds {
				return &b.window
			}, func(p *pool) *bounds { return &p.window })
		}
	}
	return r
}

// candidates are the buyers that rank.
func (s *statement) candidates(apart bool) []string {
	var out []string
	european := false
	for _, buyer := range sorted(s.by) {
		switch {
		case buyer == AllBuyers:
		case buyer == one || !apart && trade.Group(one).EverContains(trade.Country(buyer)) && s.inUnion(buyer):
			european = true
		case membersOf(buyer, trade.Date{}) == nil:
			out = append(out, buyer)
		}
	}
	if european && !apart {
		out = append(out, one)
	}
	return out
}

// inUnion reports whether a country was a member when something is stated of it.
func (s *statement) inUnion(buyer string) bool {
	for p := range s.by[buyer] {
		if trade.Group(one).Contains(trade.Country(buyer), p.From) {
			return true
		}
	}
	return false
}

// pool is what buyers took together who are not named: so many of them at most.
type pool struct {
	inside, window bounds
	members        int
}

func (p *pool) add(window, days trade.Interval, amount *decimal.Decimal) {
	p.window.add(decimal.Decimal{}, amount)
	if period.Covers(window, days) {
		p.inside.add(decimal.Decimal{}, amount)
	}
}

// pool is what the members of a group took of whom nothing is stated.
func (s *statement) pool(group string, members []string, window trade.Interval) pool {
	out := pool{inside: nothing(), window: nothing()}
	for _, m := range members {
		if s.by[m] == nil {
			out.members++
		}
	}
	for _, p := range s.periods {
		out.add(window, p, s.unnamed(group, p))
	}
	return out
}

// membership compares a buyer with what the others can have taken, and must have.
func (r *Importers) membership(i, places int, pools []pool, of func(*Importer) *bounds,
	in func(*pool) *bounds,
) Membership {
	b := of(&r.Buyers[i])
	can, must := 0, 0
	for k := range r.Buyers {
		if k == i {
			continue
		}
		o := of(&r.Buyers[k])
		if o.high == nil || o.high.GreaterThan(b.low) {
			can++
		}
		if b.high != nil && o.low.GreaterThan(*b.high) {
			must++
		}
	}
	for k := range pools {
		can += min(pools[k].members, exceeding(in(&pools[k]).high, b.low, places))
	}
	switch {
	case must >= places:
		return NotAmong
	case can < places:
		return Among
	}
	return Undetermined
}

// exceeding is how many buyers can each have taken more than an amount out of a pool, up
// to a limit.
func exceeding(pool *decimal.Decimal, amount decimal.Decimal, limit int) int {
	if pool == nil {
		return limit
	}
	for n := range limit {
		if !pool.GreaterThan(amount.Mul(decimal.NewFromInt(int64(n + 1)))) {
			return n
		}
	}
	return limit
}

// Below says whether a buyer took less than a fraction of the whole in the window; known
// is false where the source does not decide it.
func (r *Importers) Below(buyer string, fraction decimal.Decimal) (below, known bool) {
	i := slices.IndexFunc(r.Buyers, func(b Importer) bool { return b.Buyer == buyer })
	if i < 0 || len(r.Missing) > 0 || r.whole.high == nil {
		return false, false
	}
	b := &r.Buyers[i].window
	switch {
	case !b.low.LessThan(fraction.Mul(*r.whole.high)):
		return false, true
	case b.high != nil && b.high.LessThan(fraction.Mul(r.whole.low)):
		return true, true
	}
	return false, false
}
