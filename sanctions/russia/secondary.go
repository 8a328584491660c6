package russia

import (
	"slices"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// KnownUntil is the last day for which the sources of this package say what holds.
func KnownUntil() trade.Date { return trade.NewDate(2026, 10, 10) }

// EO14329 is the rule of Executive Order 14329 of 6 August 2025: oil that is
// extracted, refined or exported from Russia, whoever produces or sells it, bought
// directly, or through third countries where its origin can reasonably be traced
// to Russia. It has no threshold of volume.
func EO14329() *secondary.Tariff {
	return &secondary.Tariff{
		Name: "EO 14329", Citation: "Executive Order 14329 of August 6, 2025; FR Doc. 2025-15267",
		Target:   "RU",
		Goods:    trade.ProductSet{In: []trade.Product{"2709", "2710"}},
		ByOrigin: true, ByRefining: true, ByExport: true, Indirect: true,
	}
}

// EO14329Order is the order itself as a law with its states: an authority from the day it
// was signed until the emergency powers were found to give none. It was applied to India
// alone; see India.
func EO14329Order() *secondary.Order {
	return &secondary.Order{
		Rule: EO14329(), Authority: law.IEEPA,
		Terms: []law.Term{
			{
				Interval: trade.Interval{From: trade.NewDate(2025, 8, 6), To: secondary.PowersEnded().From}, State: law.Authorised,
				Duty: "25%",
			},
			secondary.PowersEnded(),
		},
		Open: []string{"for countries other than India: found by Commerce, recommended by State, decided by the " +
			"President"},
		KnownUntil: KnownUntil(),
	}
}

// India is what was decided about India under EO 14329: 25 percent from 27 August
// 2025 to 6 February 2026, when an order of that day ended it. Heading, days and goods in
// transit are those of the book of package us, in which the other exceptions stand too, since
// they name lists of the book.
func India() *secondary.Finding {
	m := indiaMeasure()
	f := &secondary.Finding{
		Rule: EO14329(), Buyer: "IN",
		Heading: m.Heading, Authority: m.Authority, Program: m.Program, Title: m.Title, Citation: m.Citation,
		Terms: slices.Clone(m.Terms), KnownUntil: KnownUntil(),
	}
	for i := range m.Exceptions {
		if x := &m.Exceptions[i]; !x.LoadedBefore.IsZero() {
			f.TransitHeading, f.LoadedBefore, f.EnteredBefore = x.Heading, x.LoadedBefore, x.EnteredBefore
		}
	}
	return f
}

// indiaMeasure is the duty in the book of the United States.
var indiaMeasure = sync.OnceValue(func() *law.Measure {
	if m, ok := us.Book().Measure("9903.01.84"); ok {
		return m
	}
	return &law.Measure{} // TestIndia says that it does not come to this
})

// China is what was said of China under the same rule: a duty for Russian oil was
// threatened and never in force. The threat named 50 to 100 percent; the lower end
// stands here as the duty of the threat, for scenarios that set the state.
func China() *secondary.Finding {
	return &secondary.Finding{
		Rule: EO14329(), Buyer: "CN",
		Heading: "threatened russian-oil CN", Authority: law.IEEPA, Program: "russian-oil",
		Title:    "threatened duty for purchases of Russian oil",
		Citation: "statement of the President of the United States, 13 September 2025",
		Terms: []law.Term{
			{
				Interval: trade.Interval{From: trade.NewDate(2025, 9, 13), To: secondary.PowersEnded().From},
				State:    law.Threatened, Duty: "50%", Source: "never imposed; 50 to 100 percent were named",
			},
			secondary.PowersEnded(),
		},
		KnownUntil: KnownUntil(),
	}
}

// Act2026 is section 113 of Public Law 119-111: the President shall, within 30
// days, raise the duty on all goods of a described country to a rate of up to 100
// percent. It states a ceiling and no rate, and no duty under it was known on the
// last day of the sources.
func Act2026() *secondary.Direction {
	return &secondary.Direction{
		Name:     "Pub. L. 119-111, section 113",
		Citation: "Lindsey O. Graham Sanctioning Russia and Iran Act of 2026, Pub. L. 119-111, sections 113 to 115 and 203",
		Describes: "a country that makes new purchases of Russian-origin crude oil or natural gas and is among the five " +
			"largest importers by volume in the prior 12 months, or is among the five that most help to evade the oil sanctions",
		Ceiling: decimal.NewFromInt(1),
		Signed:  trade.NewDate(2026, 9, 18), Due: trade.NewDate(2026, 10, 18), Sunset: trade.NewDate(2031, 9, 18),
		Notice: 10, KnownUntil: KnownUntil(),
		Open: []string{
			"the rate: any from 0 to 100 percent, by decision of the President",
			"who is among the five: the report was due on 18 October 2026 and is not known",
			"whether a waiver under section 115 is given",
			"how the duty joins other duties, and its heading",
		},
	}
}

// ActOnRussia is section 112 of the same law: goods of Russia, up to 500 percent.
func ActOnRussia() *secondary.Direction {
	d := Act2026()
	d.Name = "Pub. L. 119-111, section 112"
	d.Describes = "the Russian Federation"
	d.Ceiling = decimal.NewFromInt(5)
	d.Open = d.Open[:1]
	d.Open[0] = "the rate: any from 0 to 500 percent, by decision of the President"
	return d
}
