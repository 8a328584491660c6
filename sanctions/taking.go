package sanctions

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// AllBuyers is the buyer of a Taking that states the whole.
const AllBuyers = "*"

// Taking is what one source says that a buyer took of a commodity in a period: a volume,
// a value, or a share of all. Takings of different sources are never added.
type Taking struct {
	// Buyer is a country code ("IN"), the name of a group whose members take together
	// ("EU"), codes of countries that are stated together ("HU+RS+SK"), or AllBuyers.
	Buyer string `json:"buyer,omitempty"`
	// Period has a first and a last day; of a share the first may be unknown.
	Period trade.Interval  `json:"period,omitzero"`
	Amount decimal.Decimal `json:"amount"`
	// Unit is the unit of the amount, such as "t" or "USD"; UnitShare says that it is a
	// fraction of the whole.
	Unit   string `json:"unit,omitempty"`
	Source string `json:"source,omitempty"`
}

// UnitShare is the unit of shares.
const UnitShare = "share"

// TakingError reports a taking that cannot be ranked, or two that exclude each other.
type TakingError struct {
	Taking Taking
	Reason string
}

func (e *TakingError) Error() string {
	return fmt.Sprintf("%s of %s, %s in %s: %s", clip(e.Taking.Buyer), clip(e.Taking.Source), plain(e.Taking.Amount), e.Taking.Period, e.Reason)
}

// plain prints a number that was not yet checked.
func plain(d decimal.Decimal) string {
	if checkNumber("", d) != nil {
		return "a number of many digits"
	}
	return d.String()
}

// check reports what keeps a taking from being ranked.
func (t *Taking) check() error {
	reason := ""
	switch {
	case t.Buyer == "" || t.Source == "" || t.Unit == "":
		reason = "wants a buyer, a unit and a source"
	case t.Buyer != AllBuyers && !trade.Country(t.Buyer).Valid() && t.members(trade.Date{}) == nil:
		reason = "want the code of a country, a group such as EU, codes with + between, or " + AllBuyers
	case checkNumber("", t.Amount) != nil || t.Amount.IsNegative() || (t.Unit == UnitShare && t.Amount.GreaterThan(decimal.NewFromInt(1))):
		reason = "is no amount, or no share from 0 to 1"
	case t.Period.IsEmpty() || t.Period.To.IsZero() || (t.Period.From.IsZero() && t.Unit != UnitShare):
		reason = "wants a period with a first and a last day"
	}
	if reason == "" {
		return nil
	}
	return &TakingError{*t, reason}
}

// members are the countries of a buyer that is several; nil for one country. Without a
// day they are those of any time.
func (t *Taking) members(on trade.Date) []string { return membersOf(t.Buyer, on) }

func membersOf(buyer string, on trade.Date) []string {
	if strings.Contains(buyer, "+") {
		list := strings.Split(buyer, "+")
		for _, c := range list {
			if !trade.Country(c).Valid() {
				return nil
			}
		}
		return list
	}
	var out []string
	for _, m := range trade.Group(buyer).Memberships() {
		if on.IsZero() || m.During.Contains(on) {
			out = append(out, string(m.Country))
		}
	}
	return out
}

// Measure says how flows are stated as takings.
type Measure struct {
	// Unit is that of volumes, to which all are converted; with Currency the takings are
	// values in that currency instead.
	Unit     trade.Unit
	Currency trade.Currency
	// Source names the flows.
	Source string
	// Whole are the days in which the flows are all of the target's sales, to every buyer;
	// the zero Interval says that they are not. Their sums are then stated as the takings of
	// AllBuyers, and days without a flow as days on which nothing was sold.
	Whole trade.Interval
}

// Taken is what flows say of the takings of goods that count under a rule.
type Taken struct {
	Takings []Taking `json:"takings,omitempty"`
	// Without are buyers and periods with a flow that lacks the volume, or the value, that
	// is asked for: their sum is not known, and so there is no taking of them. Neither is
	// there one of AllBuyers in that period.
	Without []Unstated `json:"without,omitempty"`
	// Untraced counts flows through third countries without evidence, or without an origin, and Coarse flows
	// whose code is too short to say whether the goods count ("2711" holds gas and more).
	// Neither are in the takings, and with any there is no taking of AllBuyers.
	Untraced int `json:"untraced"`
	Coarse   int `json:"coarse"`
}

// Unstated is a buyer and a period whose sum is not known, with the flows that lack what
// is asked for.
type Unstated struct {
	Buyer  string         `json:"buyer,omitempty"`
	Period trade.Interval `json:"period,omitzero"`
	Rows   []int          `json:"rows,omitempty"`
}

// Purchases are the flows of a dataset, direct from the origin that they state. What a
// rule asks beyond that is set by the caller.
func Purchases(flows iter.Seq2[int, trade.Flow]) []Purchase {
	var out []Purchase
	for _, f := range flows {
		out = append(out, Purchase{Flow: f})
	}
	return out
}

// TakingsOf states purchases of goods that count under a rule as takings, by buyer and
// period, in the order of periods and buyers. A purchase in another unit that cannot be
// converted, or of another currency, is an error: a volume of oil becomes a mass only by
// the factor of its grade (package trade/oil).
func TakingsOf(r *SecondaryTariff, purchases []Purchase, m Measure) (Taken, error) {
	if m.Source == "" || (m.Unit == "") == (m.Currency == "") {
		return Taken{}, &MissingFactError{"the measure of takings", "it wants a source, and either a unit or a currency"}
	}
	type key struct {
		buyer  string
		period trade.Interval
	}
	if m.Whole != (trade.Interval{}) && (m.Whole.From.IsZero() || m.Whole.To.IsZero() || m.Whole.IsEmpty()) {
		return Taken{}, &MissingFactError{"the days of the whole", "they want a first and a last one"}
	}
	whole := func(p trade.Interval) bool { return !m.Whole.From.IsZero() && covers(m.Whole, p) }
	var out Taken
	sums, without := map[key]decimal.Decimal{}, map[key][]int{}
	for i := range purchases {
		canonical, err := purchases[i].canonical()
		if err != nil {
			return Taken{}, fmt.Errorf("purchase %d, of %s: %w", i, clip(string(purchases[i].Destination)), err)
		}
		p := &canonical
		switch r.counts(p) {
		case notCounted:
			continue
		case coarseCode:
			out.Coarse++
			continue
		case noTrace:
			out.Untraced++
			continue
		}
		k := key{string(p.Destination), p.Period}
		amount, known, err := m.of(p)
		if err != nil {
			return Taken{}, fmt.Errorf("purchase %d, of %s: %w", i, p.Destination, err)
		}
		if !known {
			without[k] = append(without[k], i)
			continue
		}
		sums[k] = sums[k].Add(amount)
		if whole(p.Period) {
			all := key{AllBuyers, p.Period}
			sums[all] = sums[all].Add(amount)
		}
	}
	unit := cmp.Or(string(m.Unit), string(m.Currency))
	unsure := map[trade.Interval]bool{}
	var periods []trade.Interval
	for k, rows := range without {
		out.Without = append(out.Without, Unstated{k.buyer, k.period, rows})
		unsure[k.period] = true
		periods = append(periods, k.period)
	}
	for k, sum := range sums {
		periods = append(periods, k.period)
		if k.buyer == AllBuyers && (unsure[k.period] || out.Untraced > 0 || out.Coarse > 0) || without[k] != nil {
			continue
		}
		out.Takings = append(out.Takings, Taking{Buyer: k.buyer, Period: k.period, Amount: sum, Unit: unit, Source: m.Source})
	}
	if !m.Whole.From.IsZero() && out.Untraced == 0 && out.Coarse == 0 {
		out.Takings = append(out.Takings, m.idle(periods, unit)...)
	}
	slices.SortFunc(out.Takings, func(a, b Taking) int {
		return cmp.Or(comparePeriods(a.Period, b.Period), cmp.Compare(a.Buyer, b.Buyer))
	})
	slices.SortFunc(out.Without, func(a, b Unstated) int {
		return cmp.Or(comparePeriods(a.Period, b.Period), cmp.Compare(a.Buyer, b.Buyer))
	})
	return out, nil
}

// idle are takings of nothing by all buyers, for the days of the whole on which no flow
// falls.
func (m *Measure) idle(periods []trade.Interval, unit string) []Taking {
	slices.SortFunc(periods, comparePeriods)
	var out []Taking
	for _, gap := range missing(slices.Compact(periods), m.Whole) {
		gap = gap.Intersect(m.Whole)
		if !gap.IsEmpty() {
			out = append(out, Taking{Buyer: AllBuyers, Period: gap, Unit: unit, Source: m.Source})
		}
	}
	return out
}

func comparePeriods(a, b trade.Interval) int {
	return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To))
}

// of is what a purchase comes to in the measure; known is false where it does not say.
func (m *Measure) of(p *Purchase) (amount decimal.Decimal, known bool, err error) {
	if m.Currency != "" {
		if p.Value == nil {
			return amount, false, nil
		}
		if p.Value.Currency != m.Currency {
			return amount, false, &trade.CurrencyError{Text: string(p.Value.Currency), Other: m.Currency}
		}
		return p.Value.Amount, true, checkNumber("value", p.Value.Amount)
	}
	if p.Quantity == nil {
		return amount, false, nil
	}
	q, err := trade.Convert(*p.Quantity, m.Unit)
	return q.Amount, err == nil, err
}

// coarser reports whether a code holds goods of the set and others: it is shorter than one
// that the set takes in, or takes out. No code at all holds goods of every set.
func coarser(set trade.ProductSet, code trade.Product) bool {
	within := func(p trade.Product) bool { return len(p) > len(code) && p.Within(code) }
	return !set.Contains(code) && slices.ContainsFunc(set.In, within) || set.Contains(code) && slices.ContainsFunc(set.Out, within)
}
