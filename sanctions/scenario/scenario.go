// Package scenario names the questions about sanctions that are asked most: changes of the
// book of the United States with what they mean written beside them. None of them is the law;
// each is a supposition, as package tariff applies one. Those that only take duties away are
// in package us.
//
// A scenario that has a rate takes another after "=", in percent, and one that has countries
// takes others after a colon, with "+" between: "section-113=25:IN+TR". Find reads such a text;
// All lists the names.
package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Named is a scenario that has a name.
type Named struct {
	Name        string
	Description string
	// Rate is the rate in percent when none is given; "" where the scenario has none. With Cap it
	// is a price cap in US dollars a barrel.
	Rate string
	Cap  bool
	// Most is the highest rate in percent, or the highest cap.
	Most int64
	// Countries are those when none are given; nil where the scenario has none.
	Countries []trade.Country

	edits func(rate decimal.Decimal, countries []trade.Country) ([]law.Edit, error)
	oil   func(rate decimal.Decimal, countries []trade.Country) Oil // nil: nothing about oil
}

// Error says why a text names no scenario.
type Error struct{ Text, Reason string }

func (e *Error) Error() string { return fmt.Sprintf("scenario %q: %s", e.Text, e.Reason) }

// All are the scenarios in the order of their names.
func All() []Named {
	return []Named{
		capLowered(),
		ceasefire(),
		{
			Name: "china-threat", Rate: "50", Most: 500, oil: duties("CN"),
			Description: "the duty for Russian oil that was threatened on " + dayOf(threatened().From) +
				", and never imposed, is " +
				"charged on goods of China from that day until the emergency powers ended on " + dayOf(threatened().To) +
				"; 50 to 100 percent were named, and 500 in the bill of 2025",
			edits: chinaThreat,
		},
		{
			Name: "ieepa-falls",
			Description: "the duties under the emergency powers are void from the beginning, as no-ieepa; " +
				"the ruling of 20 February 2026 ended them",
			edits: drop(law.IEEPA, trade.Date{}),
		},
		{
			Name: "india50", oil: india50Oil,
			Description: "India goes on to pay the two duties of August 2025, 25 percent each, past 6 February 2026, " +
				"under whatever power; before that day it is the law",
			edits: india50,
		},
		retaliation(),
		{
			Name: "section-113", oil: dutiesOf, Rate: "50", Most: 100, Countries: []trade.Country{"CN", "IN"},
			Description: "the duty of section 113 of Public Law 119-111 on all goods of buyers of Russian oil, from " +
				"18 October 2026, the day on which it was due; the law states a ceiling of 100 percent and no rate, " +
				"and no decision is known. It joins all other duties",
			edits: section113,
		},
		{
			Name: "section122-expires",
			Description: "the surcharge of section 122 ends after its 150 days, on 24 July 2026: the law as it is, " +
				"and another where a book extends it",
			edits: drop(law.Section122, trade.NewDate(2026, 7, 24)),
		},
		{
			Name: "top-five-100", oil: topFiveOil,
			Description: "section 113 used to the full: 100 percent from 18 October 2026 on goods of China, India, Turkey, " +
				"the European Union as one importer, and Japan, which published figures name among the first buyers of " +
				"Russian crude oil or gas; who is among the five is not decided by them",
			edits: func(decimal.Decimal, []trade.Country) ([]law.Edit, error) {
				return suppose(decimal.NewFromInt(1), topFive()...)
			},
		},
	}
}

// Names are the names, with the form of those that take a rate.
func Names() []string {
	var out []string
	for _, n := range All() {
		name := n.Name
		if n.Rate != "" {
			name += "[=" + n.Rate + "]"
		}
		out = append(out, name)
	}
	return out
}

// AtRates are the texts of a scenario at each of the rates, in percent; one that takes no rate,
// or has one already, stays as it is.
func AtRates(text string, rates []string) []string {
	name, countries, some := strings.Cut(text, ":")
	i := slices.IndexFunc(All(), func(n Named) bool { return n.Name == name && n.Rate != "" && !n.Cap })
	if i < 0 || len(rates) == 0 {
		return []string{text}
	}
	var out []string
	for _, rate := range rates {
		at := name + "=" + strings.TrimSpace(rate)
		if some {
			at += ":" + countries
		}
		out = append(out, at)
	}
	return out
}

// Find reads a name, and a rate or countries after it. The error is an *Error.
func Find(text string) (*law.Scenario, error) {
	p, err := parse(text)
	if err != nil {
		return nil, err
	}
	n := p.named
	s := &law.Scenario{Name: n.Name, Description: n.Description}
	if n.Rate != "" {
		s.Name += "=" + p.rate
		if s.Description += "; at " + p.rate + " percent"; n.Cap {
			s.Description = n.Description + "; at " + p.rate + " dollars a barrel"
		}
	}
	if p.countries != "" {
		s.Name += ":" + p.countries
	}
	if s.Edits, err = n.edits(p.of, p.buyers); err != nil {
		return nil, &Error{text, err.Error()}
	}
	return s, nil
}

// parsed is a text that names a scenario.
type parsed struct {
	named           *Named
	rate, countries string // in one spelling: 25.0% is 25, India is IN
	of              decimal.Decimal
	buyers          []trade.Country
}

func parse(text string) (*parsed, error) {
	rest, countries, some := strings.Cut(text, ":")
	name, rate, rated := strings.Cut(rest, "=")
	all := All()
	i := slices.IndexFunc(all, func(n Named) bool { return n.Name == strings.TrimSpace(name) })
	if i < 0 {
		return nil, &Error{text, "no such name; the names are " + strings.Join(Names(), ", ")}
	}
	n := &all[i]
	switch {
	case rated && n.Rate == "":
		return nil, &Error{text, "it takes no rate"}
	case some && n.Countries == nil:
		return nil, &Error{text, "it takes no countries"}
	case !rated:
		rate = n.Rate
	}
	of, err := n.rate(text, rate)
	if err != nil {
		return nil, err
	}
	buyers := n.Countries
	if some {
		if buyers, err = list(text, countries); err != nil {
			return nil, err
		}
		countries = join(buyers)
	}
	switch {
	case !n.Cap:
		rate = of.Shift(2).String()
	case of.IsInteger() || of.Exponent() < -2:
		rate = of.String()
	default:
		rate = of.StringFixed(2)
	}
	return &parsed{n, rate, countries, of, buyers}, nil
}

func join(countries []trade.Country) string {
	var out []string
	for _, c := range countries {
		out = append(out, string(c))
	}
	return strings.Join(out, "+")
}

// rate reads a rate in percent as a fraction.
func (n *Named) rate(text, rate string) (decimal.Decimal, error) {
	if n.Rate == "" {
		return decimal.Decimal{}, nil
	}
	number := strings.TrimSpace(rate)
	if !n.Cap { // dollars have no such sign
		number = strings.TrimSuffix(number, "%")
	}
	of, err := decimal.NewFromString(number)
	if err != nil || of.IsNegative() || of.GreaterThan(decimal.NewFromInt(n.Most)) || of.Exponent() < -6 {
		if n.Cap {
			return of, &Error{text, fmt.Sprintf("%q is no cap from 0 to %d dollars a barrel", rate, n.Most)}
		}
		return of, &Error{text, fmt.Sprintf("%q is no rate from 0 to %d percent", rate, n.Most)}
	}
	if n.Cap {
		return of, nil
	}
	return of.Shift(-2), nil
}

func list(text, countries string) ([]trade.Country, error) {
	var out []trade.Country
	for name := range strings.SplitSeq(countries, "+") {
		c, err := trade.ParseCountry(strings.TrimSpace(name))
		if err != nil {
			return nil, &Error{text, err.Error()}
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// drop makes the duties of an authority void, from a day on where there is one.
func drop(a law.Authority, from trade.Date) func(decimal.Decimal, []trade.Country) ([]law.Edit, error) {
	return func(decimal.Decimal, []trade.Country) ([]law.Edit, error) {
		return []law.Edit{{Op: "drop_authority", Authority: a, From: from}}, nil
	}
}

func india50(decimal.Decimal, []trade.Country) ([]law.Edit, error) {
	india := russia.India()
	ended := india.Terms[len(india.Terms)-1].From
	var out []law.Edit
	for _, heading := range []string{india.Heading, "9903.02.26"} { // for Russian oil, and the reciprocal duty
		out = append(out, law.Edit{Op: "set_state", Heading: heading, State: law.Imposed, Duty: "25%", From: ended})
	}
	return out, nil
}

// threatened are the days from the threat against China until the emergency powers ended.
func threatened() trade.Interval { return russia.China().Terms[0].Interval }

// dayOf is a day in words: 24 February 2026.
func dayOf(d trade.Date) string {
	year, month, day := d.Parts()
	return fmt.Sprintf("%d %s %d", day, time.Month(month), year)
}

func chinaThreat(rate decimal.Decimal, _ []trade.Country) ([]law.Edit, error) {
	threat := russia.China().Measure()
	return []law.Edit{
		{Op: "add_measure", Measure: &threat},
		{
			Op: "set_state", Heading: threat.Heading, State: law.Imposed, Duty: rate.Shift(2).String() + "%",
			From: threatened().From, To: threatened().To,
		},
	}, nil
}

func section113(rate decimal.Decimal, countries []trade.Country) ([]law.Edit, error) {
	var buyers []string
	for _, c := range countries {
		buyers = append(buyers, string(c))
	}
	return suppose(rate, buyers...)
}

// suppose adds the duty of section 113 on goods of buyers, countries or the Union.
func suppose(rate decimal.Decimal, buyers ...string) ([]law.Edit, error) {
	act := russia.Act2026()
	var out []law.Edit
	for _, buyer := range buyers {
		of := trade.Country(buyer)
		if buyer == "EU" {
			of = "DE" // whose name is then that of all members
		}
		m, err := act.Suppose(of, rate, act.Due)
		if err != nil {
			return nil, err
		}
		if buyer == "EU" {
			m.Heading = strings.TrimSuffix(m.Heading, "DE") + buyer
			m.Origins.In = []string{buyer}
		}
		out = append(out, law.Edit{Op: "add_measure", Measure: &m})
	}
	return out, nil
}
