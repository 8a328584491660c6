package sanctions

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// AllBuyers is the buyer of a Taking that states the whole.
const AllBuyers = "*"

// Taking is what one source says that a buyer took of a commodity in a period: a volume,
// or a share of all. Takings of different sources are never added.
type Taking struct {
	// Buyer is a country code, the name of a group whose members take together ("EU"), or
	// AllBuyers.
	Buyer  string
	Period trade.Interval
	Amount decimal.Decimal
	// Unit is the unit of the amount, such as "t"; UnitShare says that it is a fraction of
	// the whole.
	Unit   string
	Source string
}

// UnitShare is the unit of shares.
const UnitShare = "share"

// Standing says whether a buyer is among the largest.
type Standing string

// The standings. Undetermined: what is stated does not decide it.
const (
	Among        Standing = "among"
	NotAmong     Standing = "not_among"
	Undetermined Standing = "undetermined"
)

// Importers is how the buyers of one source rank in a window.
type Importers struct {
	Source, Unit string
	// Buyers are in the order of what is stated of them, the largest first.
	Buyers []Importer
	// Unnamed is what buyers took that the source does not name, over the periods; nil when
	// it does not state the whole.
	Unnamed *decimal.Decimal
	// Missing are the days of the window of which the source says nothing. While there are
	// any, no standing in the window is decided.
	Missing []trade.Interval
}

// Importer is one buyer in a ranking.
type Importer struct {
	Buyer string
	// Rank is 1 and the number of buyers of whom more is stated.
	Rank int
	// Stated is the amount over the periods in which it is stated, Most the largest that it
	// can be over all periods of the source; nil when that is not bounded.
	Stated decimal.Decimal
	Most   *decimal.Decimal
	// InStated is the standing over the periods of the source, InWindow that in the window.
	InStated, InWindow Standing
}

// TakingError reports a taking that cannot be ranked, or two that exclude each other.
type TakingError struct {
	Taking Taking
	Reason string
}

func (e *TakingError) Error() string {
	return fmt.Sprintf("%s of %s, %s in %s: %s", e.Taking.Buyer, clip(e.Taking.Source), e.Taking.Amount, e.Taking.Period, e.Reason)
}

// RankImporters ranks the buyers of each source by what they took in a window, and says
// for each whether it is among the largest, so many as places. Periods that reach beyond
// the window are not counted. With apart, what a group took together is the takings of
// members that are not named, as where a law counts states: it then ranks nobody, and
// bounds what a member can have taken.
//
// A buyer is among the largest when fewer than places others can have taken more; equal
// amounts are not more.
func RankImporters(takings []Taking, window trade.Interval, places int, apart bool) ([]Importers, error) {
	type key struct{ source, unit string }
	var keys []key
	by := map[key][]Taking{}
	for _, t := range takings {
		k := key{t.Source, t.Unit}
		switch {
		case t.Buyer == "" || t.Source == "" || t.Unit == "":
			return nil, &TakingError{t, "wants a buyer, a unit and a source"}
		case t.Amount.IsNegative() || (t.Unit == UnitShare && t.Amount.GreaterThan(decimal.NewFromInt(1))):
			return nil, &TakingError{t, "is no amount, or no share from 0 to 1"}
		case t.Period.IsEmpty() || t.Period.From.IsZero() || t.Period.To.IsZero():
			return nil, &TakingError{t, "wants a period with a first and a last day"}
		case t.Period.From.Before(window.From) || t.Period.To.After(window.To):
			continue
		}
		if by[k] == nil {
			keys = append(keys, k)
		}
		by[k] = append(by[k], t)
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.unit, b.unit)) })
	var out []Importers
	for _, k := range keys {
		r, err := rank(by[k], window, places, apart)
		if err != nil {
			return nil, err
		}
		r.Source, r.Unit = k.source, k.unit
		out = append(out, r)
	}
	return out, nil
}

// rank ranks the buyers of one source and unit.
func rank(takings []Taking, window trade.Interval, places int, apart bool) (Importers, error) {
	var periods []trade.Interval
	stated := map[string]map[trade.Interval]decimal.Decimal{}
	for _, t := range takings {
		for _, p := range periods {
			if p != t.Period && p.Overlaps(t.Period) {
				return Importers{}, &TakingError{t, "its period overlaps " + p.String() + ", so that the two cannot be added"}
			}
		}
		if !slices.Contains(periods, t.Period) {
			periods = append(periods, t.Period)
		}
		if stated[t.Buyer] == nil {
			stated[t.Buyer] = map[trade.Interval]decimal.Decimal{}
		}
		if _, twice := stated[t.Buyer][t.Period]; twice {
			return Importers{}, &TakingError{t, "is stated twice by its source"}
		}
		stated[t.Buyer][t.Period] = t.Amount
	}
	slices.SortFunc(periods, func(a, b trade.Interval) int { return a.From.Compare(b.From) })

	// left is what a period leaves to buyers of whom nothing is stated in it.
	left := map[trade.Interval]decimal.Decimal{}
	for _, p := range periods {
		whole, known := stated[AllBuyers][p]
		if !known {
			if takings[0].Unit != UnitShare {
				continue
			}
			whole = decimal.NewFromInt(1)
		}
		for buyer, amounts := range stated {
			if buyer != AllBuyers {
				whole = whole.Sub(amounts[p])
			}
		}
		if whole.IsNegative() {
			return Importers{}, &TakingError{Taking{Buyer: AllBuyers, Period: p, Amount: whole, Unit: takings[0].Unit, Source: takings[0].Source}, "the buyers took more than the whole"}
		}
		left[p] = whole
	}
	r := Importers{Missing: missing(periods, window)}
	if len(left) == len(periods) {
		sum := decimal.Decimal{}
		for _, amount := range left {
			sum = sum.Add(amount)
		}
		r.Unnamed = &sum
	}
	var pools []decimal.Decimal // what members of groups took, where groups rank nobody
	for buyer, amounts := range stated {
		if buyer == AllBuyers {
			continue
		}
		b := importer(buyer, amounts, periods, left)
		if _, err := trade.ParseGroup(buyer); apart && err == nil {
			if b.Most == nil {
				r.Unnamed = nil // a member can have taken anything
			} else {
				pools = append(pools, *b.Most)
			}
			continue
		}
		r.Buyers = append(r.Buyers, b)
	}
	slices.SortFunc(r.Buyers, func(a, b Importer) int { return cmp.Or(b.Stated.Cmp(a.Stated), cmp.Compare(a.Buyer, b.Buyer)) })
	for i := range r.Buyers {
		b := &r.Buyers[i]
		b.Rank = 1 + slices.IndexFunc(r.Buyers, func(o Importer) bool { return !o.Stated.GreaterThan(b.Stated) })
		b.InStated = r.standing(i, places, pools)
		b.InWindow = b.InStated
		if len(r.Missing) > 0 {
			b.InWindow = Undetermined
		}
	}
	return r, nil
}

// importer adds up what is stated of a buyer, and bounds it by what is left in the
// periods of which nothing is.
func importer(buyer string, amounts map[trade.Interval]decimal.Decimal, periods []trade.Interval, left map[trade.Interval]decimal.Decimal) Importer {
	b := Importer{Buyer: buyer}
	var most decimal.Decimal
	bounded := true
	for _, p := range periods {
		amount, known := amounts[p]
		if known {
			b.Stated = b.Stated.Add(amount)
		} else if amount, known = left[p]; !known {
			bounded = false
		}
		most = most.Add(amount)
	}
	if bounded {
		b.Most = &most
	}
	return b
}

// missing are the days of the window outside the periods, which are in order.
func missing(periods []trade.Interval, window trade.Interval) []trade.Interval {
	var out []trade.Interval
	from := window.From
	for _, p := range periods {
		if from.Before(p.From) {
			out = append(out, trade.Interval{From: from, To: p.From})
		}
		from = p.To
	}
	if from.Before(window.To) {
		out = append(out, trade.Interval{From: from, To: window.To})
	}
	return out
}

// standing compares a buyer with what the others can have taken, and must have.
func (r *Importers) standing(i, places int, pools []decimal.Decimal) Standing {
	b := &r.Buyers[i]
	can, must := 0, 0
	for k := range r.Buyers {
		o := &r.Buyers[k]
		if k == i {
			continue
		}
		if o.Most == nil || o.Most.GreaterThan(b.Stated) {
			can++
		}
		if b.Most != nil && o.Stated.GreaterThan(*b.Most) {
			must++
		}
	}
	if r.Unnamed == nil {
		can = places
	} else {
		pools = append(slices.Clone(pools), *r.Unnamed)
	}
	for _, pool := range pools {
		can += exceeding(pool, b.Stated, places)
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
func exceeding(pool, amount decimal.Decimal, limit int) int {
	for n := range limit {
		if !pool.GreaterThan(amount.Mul(decimal.NewFromInt(int64(n + 1)))) {
			return n
		}
	}
	return limit
}

// TakingsOf states purchases of goods that count under a rule as takings in a unit, by
// buyer and period. Without counts those that have no volume: they are not in the takings.
func TakingsOf(r *SecondaryTariff, purchases []Purchase, unit trade.Unit, source string) (takings []Taking, without int, err error) {
	type key struct {
		buyer  trade.Country
		period trade.Interval
	}
	at := map[key]int{}
	for i := range purchases {
		p := &purchases[i]
		if !r.Goods.Contains(p.Product) || !r.traces(p) || p.Destination == r.Target || (len(p.Via) > 0 && (!r.Indirect || p.Traced == "")) {
			continue
		}
		if p.Quantity == nil {
			without++
			continue
		}
		q, err := trade.Convert(*p.Quantity, unit)
		if err != nil {
			return nil, 0, fmt.Errorf("purchase %d, of %s: %w", i, p.Destination, err)
		}
		k := key{p.Destination, p.Period}
		if n, known := at[k]; known {
			takings[n].Amount = takings[n].Amount.Add(q.Amount)
			continue
		}
		at[k] = len(takings)
		takings = append(takings, Taking{Buyer: string(p.Destination), Period: p.Period, Amount: q.Amount, Unit: string(unit), Source: source})
	}
	return takings, without, nil
}
