package russia_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestIndia: the finding says what EO 14329 and the order that ended it say. Sections 2 and 3
// of EO 14329: 25 percent on goods entered from 27 August 2025, 21 days after the order, but
// for goods loaded before and entered before 17 September (HTS 9903.01.85). Order of 6 February
// 2026: from 7 February no more.
func TestIndia(t *testing.T) {
	india := russia.India()
	assert.Equal(t, "9903.01.84", india.Heading)
	assert.Equal(t, law.IEEPA, india.Authority)
	assert.Equal(t, []string{"IN"}, india.Measure().Origins.In)
	var terms []string
	for _, term := range india.Terms {
		terms = append(terms, fmt.Sprint(term.From, " ", term.State, " ", term.Duty))
	}
	assert.Equal(t, []string{"2025-08-06 authorised 25%", "2025-08-27 imposed 25%", "2026-02-07 ended "}, terms)
	assert.Equal(t, "9903.01.85", india.TransitHeading)
	assert.Equal(t, trade.NewDate(2025, 8, 27), india.LoadedBefore)
	assert.Equal(t, trade.NewDate(2025, 9, 17), india.EnteredBefore)
	india.Terms[0].Duty = "1%"
	assert.Equal(t, "25%", russia.India().Terms[0].Duty, "each call gives a copy")
}

// TestPowersEnded: Learning Resources v. Trump, 20 February 2026; no longer collected from 24
// February.
func TestPowersEnded(t *testing.T) {
	end := secondary.PowersEnded()
	assert.Equal(t, trade.Interval{From: trade.NewDate(2026, 2, 24)}, end.Interval)
	assert.Equal(t, law.Invalidated, end.State)
	assert.Equal(t, trade.NewDate(2026, 2, 20), end.Published)
	assert.Contains(t, end.Source, "Learning Resources v. Trump")
}

// TestTheEngineTakesIt: a book with the finding in place of its own measure charges a
// T-shirt the same on every day.
func TestTheEngineTakesIt(t *testing.T) {
	own := us.Book()
	with := us.Book()
	for i := range with.Measures {
		if with.Measures[i].Heading == "9903.01.84" {
			with.Measures[i] = russia.India().Measure()
		}
	}
	a, err := tariff.CompileWith(own, tariff.Options{Origins: []trade.Country{"IN"}})
	require.NoError(t, err)
	b, err := tariff.CompileWith(with, tariff.Options{Origins: []trade.Country{"IN"}})
	require.NoError(t, err)
	for d := us.KnownFrom(); !d.After(us.KnownUntil()); d = d.AddDays(1) {
		e := tariff.Entry{Date: d, Origin: "IN", Product: "6109100012", Value: decimal.NewFromInt(10000)}
		x, y := a.Charge(e), b.Charge(e)
		require.NoError(t, x.Err)
		require.NoError(t, y.Err)
		require.True(t, x.Total.Equal(y.Total), d)
	}
}

// TestChinaIsChargedOnlyInAScenario.
func TestChinaIsChargedOnlyInAScenario(t *testing.T) {
	threat := russia.China().Measure()
	entry := tariff.Entry{
		Date: trade.NewDate(2025, 10, 1), Origin: "CN", Product: "6109100012",
		Value: decimal.NewFromInt(10000),
	}
	charge := func(edits ...law.Edit) decimal.Decimal {
		book, err := (&law.Scenario{Name: "test", Edits: edits}).Apply(us.Book())
		require.NoError(t, err)
		engine, err := tariff.Compile(book)
		require.NoError(t, err)
		c := engine.Charge(entry)
		require.NoError(t, c.Err)
		return c.Total
	}
	add := law.Edit{Op: "add_measure", Measure: &threat}
	before := charge()
	assert.True(t, before.Equal(charge(add)), "a threat charges nothing")
	carried := charge(add, law.Edit{Op: "set_state", Heading: threat.Heading, State: law.Imposed})
	assert.Equal(t, "5000", carried.Sub(before).String(), "50 percent of 10,000")
}

// TestFromFlowsToDuty goes the whole way: flows of oil, direct and through a third country,
// describe a buyer; what is then found about it, here invented, is a measure; and the
// engine of the United States book charges a T-shirt of that buyer 25 percent more on the
// days of the finding, and no other.
func TestFromFlowsToDuty(t *testing.T) {
	july := trade.NewMonth(2025, 7).Interval()
	bought := func(buyer trade.Country, via ...trade.Country) secondary.Purchase {
		return secondary.Purchase{Via: via, Flow: trade.Flow{
			Period: july, Origin: "RU", Destination: buyer, Product: "271019",
			Quantity: &trade.Quantity{Amount: decimal.NewFromInt(700000), Unit: "t"},
		}}
	}
	indirect := bought("EG", "TR")
	indirect.Traced, indirect.TracedOn = "bills of lading", trade.NewDate(2025, 9, 1)
	rule := russia.EO14329()
	described := func(on trade.Date) (out []trade.Country) {
		got, err := rule.Describe(secondary.KnownBy([]secondary.Purchase{bought("BR"), indirect, bought("VN", "MY")}, on),
			july, "t")
		require.NoError(t, err)
		for _, x := range got {
			if x.Holds == sanctions.Met {
				out = append(out, x.Buyer)
			}
		}
		return out
	}
	assert.Equal(t, []trade.Country{"BR"}, described(trade.NewDate(2025, 8, 31)))
	assert.Equal(t, []trade.Country{"BR", "EG"}, described(trade.NewDate(2025, 9, 1)),
		"evidence came; of Viet Nam there is none")

	term := func(from, to trade.Date, state law.State) law.Term {
		return law.Term{Interval: trade.Interval{From: from, To: to}, State: state, Duty: "25%"}
	}
	day := trade.NewDate
	finding := &secondary.Finding{
		Rule: rule, Buyer: "BR", Heading: "9903.99.84", Authority: law.IEEPA, Program: "russian-oil",
		Title: "invented finding",
		Terms: []law.Term{
			term(day(2025, 9, 1), day(2025, 9, 15), law.Proposed), term(day(2025, 9, 15), day(2025, 10, 1), law.Authorised),
			term(day(2025, 10, 1), day(2025, 12, 1), law.Imposed), term(day(2025, 12, 1), day(2026, 1, 1), law.Suspended),
			term(day(2026, 1, 1), day(2026, 2, 1), law.Imposed), term(day(2026, 2, 1), day(2026, 2, 24), law.Ended),
			term(day(2026, 2, 24), trade.Date{}, law.Invalidated),
		},
		LoadedBefore: day(2025, 10, 1), EnteredBefore: day(2025, 10, 21), TransitHeading: "9903.99.85",
		KnownUntil: russia.KnownUntil(),
	}
	compile := func(more ...law.Measure) *tariff.Engine {
		b := us.Book()
		b.Measures = append(b.Measures, more...)
		engine, err := tariff.CompileWith(b, tariff.Options{Origins: []trade.Country{"BR"}})
		require.NoError(t, err)
		return engine
	}
	charge := func(engine *tariff.Engine, e tariff.Entry) decimal.Decimal {
		c := engine.Charge(e)
		require.NoError(t, c.Err)
		return c.Total
	}
	with, without := compile(finding.Measure()), compile()
	for on, want := range map[trade.Date]string{
		day(2025, 9, 10): "0", day(2025, 9, 30): "0", day(2025, 10, 1): "2500", day(2025, 11, 30): "2500",
		day(2025, 12, 1): "0",
		day(2026, 1, 1):  "2500", day(2026, 2, 1): "0", day(2026, 2, 24): "0", day(2026, 10, 10): "0",
	} {
		e := tariff.Entry{Date: on, Origin: "BR", Product: "6109100012", Value: decimal.NewFromInt(10000)}
		assert.Equal(t, want, charge(with, e).Sub(charge(without, e)).String(), on)
	}
	inTransit := tariff.Entry{
		Date: day(2025, 10, 20), Origin: "BR", Product: "6109100012",
		Value: decimal.NewFromInt(10000), Claims: tariff.Claims{Loaded: day(2025, 9, 30)},
	}
	assert.True(t, charge(with, inTransit).Equal(charge(without, inTransit)))
	inTransit.Date = day(2025, 10, 21)
	assert.Equal(t, "2500", charge(with, inTransit).Sub(charge(without, inTransit)).String())

	// The act of 2026, supposed at 25 percent: the same measure, marked as a supposition.
	supposed, err := russia.Act2026().Suppose("BR", decimal.New(25, -2), day(2026, 10, 1))
	require.NoError(t, err)
	e := tariff.Entry{Date: day(2026, 10, 5), Origin: "BR", Product: "6109100012", Value: decimal.NewFromInt(10000)}
	assert.Equal(t, "2500", charge(compile(supposed), e).Sub(charge(without, e)).String())
}
