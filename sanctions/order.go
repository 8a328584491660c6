package sanctions

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Order is a law on secondary duties with the states that it went through, whether or
// not it was ever applied to a buyer.
type Order struct {
	Rule *SecondaryTariff
	// Terms are the states, with the duty that the text names where it names one.
	Terms []tariff.Term
	// Tail is the number of years after its last purchase for which a buyer stays
	// described.
	Tail int
	// Open names what the text or the sources leave open.
	Open       []string
	KnownUntil trade.Date
}

// State is the term of a day; ok is false before the first. Past KnownUntil the answer
// is a *tariff.HorizonError.
func (o *Order) State(on trade.Date) (term tariff.Term, ok bool, err error) {
	if on.After(o.KnownUntil) {
		return tariff.Term{}, false, &tariff.HorizonError{Asked: on, KnownUntil: o.KnownUntil, What: o.Rule.Name}
	}
	i := slices.IndexFunc(o.Terms, func(t tariff.Term) bool { return t.Contains(on) })
	if i < 0 {
		return tariff.Term{}, false, nil
	}
	return o.Terms[i], true, nil
}

// Described says since when and until when the purchases of a buyer put it under an order
// with a tail: from the first day of its first purchase that counts after the order began
// to the day Tail years after the last day of its last. The interval is empty when
// nothing counts.
func (o *Order) Described(buyer trade.Country, purchases []Purchase) trade.Interval {
	var during trade.Interval
	began := o.Terms[0].From
	for i := range purchases {
		p := &purchases[i]
		if p.Destination != buyer || !o.Rule.Goods.Contains(p.Product) || !o.Rule.traces(p) || o.Rule.untraced(p) || !p.Period.To.After(began) {
			continue
		}
		from := p.Period.From
		if from.Before(began) {
			from = began
		}
		year, month, day := p.Period.LastDay().Parts()
		to := trade.NewDate(year+o.Tail, month, day)
		if during.From.IsZero() || from.Before(during.From) {
			during.From = from
		}
		if to.After(during.To) {
			during.To = to
		}
	}
	return during
}

var ordersKnown = trade.NewDate(2026, 10, 10)

// fell is the end of the duties under the emergency powers: the ruling of 20 February
// 2026, and the order of that day.
func fell(from trade.Date) tariff.Term {
	return tariff.Term{
		Interval: trade.Interval{From: from}, State: tariff.Invalidated,
		Source: "Learning Resources v. Trump, 20 February 2026; order Ending Certain Tariff Actions of that day",
	}
}

// EO14245 is the order of 24 March 2025 on buyers of oil of Venezuela: from 2 April 2025
// a duty of 25 percent at the discretion of the Secretary of State, directly or through
// third countries, that expires one year after the country last imported such oil. With
// China, Hong Kong and Macau are charged. It was never applied to any country.
func EO14245() *Order {
	return &Order{
		Rule: &SecondaryTariff{
			Name: "EO 14245", Citation: "Executive Order 14245 of March 24, 2025; FR Doc. 2025-05440",
			Target: "VE", Goods: trade.ProductSet{In: []trade.Product{"2709", "2710"}},
			ByOrigin: true, ByRefining: true, ByExport: true, Indirect: true,
			Together: map[trade.Country][]trade.Country{"CN": {"HK", "MO"}},
		},
		Terms: []tariff.Term{
			{Interval: trade.Interval{From: trade.NewDate(2025, 4, 2), To: trade.NewDate(2026, 2, 20)}, State: tariff.Authorised, Duty: "25%"},
			fell(trade.NewDate(2026, 2, 20)),
		},
		Tail: 1, KnownUntil: ordersKnown,
	}
}

// IranOrder is the order of 6 February 2026 on countries that buy any goods or services of
// Iran, directly or indirectly. The 25 percent in its text are an example. It was in
// force as an authority for two weeks and never applied to any country.
func IranOrder() *Order {
	return &Order{
		Rule: &SecondaryTariff{
			Name: "Iran order", Citation: "Executive order of February 6, 2026 (number inferred: 14382)",
			Target: "IR", Goods: trade.AllProducts(), ByOrigin: true, Indirect: true,
		},
		Terms: []tariff.Term{
			{Interval: trade.Interval{From: trade.NewDate(2026, 2, 7), To: trade.NewDate(2026, 2, 20)}, State: tariff.Authorised, Duty: "25%", Source: "25 percent as an example"},
			fell(trade.NewDate(2026, 2, 20)),
		},
		Open:       []string{"the rate: 25 percent is an example", "services, which flows of goods do not show"},
		KnownUntil: ordersKnown,
	}
}

// S1241 is the bill of 1 April 2025: at least 500 percent on Russia, and on buyers of its
// oil, gas, uranium and oil products. No source shows that it passed.
func S1241() *Order {
	return &Order{
		Rule: &SecondaryTariff{
			Name: "S. 1241", Citation: "S. 1241 and H.R. 2548, 119th Congress, as introduced",
			Target: "RU", Goods: trade.ProductSet{In: []trade.Product{"2709", "2710", "2711", "284410", "284420"}},
			ByOrigin: true,
		},
		Terms: []tariff.Term{{
			Interval: trade.Interval{From: trade.NewDate(2025, 4, 1)}, State: tariff.Proposed,
			Duty: decimal.NewFromInt(500).String() + "%", Source: "at least 500 percent",
		}},
		Open:       []string{"the wording of its sections, which was not seen", "which lines are uranium and gas"},
		KnownUntil: ordersKnown,
	}
}
