package russia_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestIndiaIsTheMeasureOfTheBook: the finding and the book say the same of the duty,
// its days and its goods in transit.
func TestIndiaIsTheMeasureOfTheBook(t *testing.T) {
	finding := russia.India().Measure()
	book, ok := us.Book().Measure("9903.01.84")
	require.True(t, ok)
	assert.Equal(t, book.Authority, finding.Authority)
	assert.Equal(t, book.Program, finding.Program)
	assert.Equal(t, book.Origins, finding.Origins)
	require.Len(t, finding.Terms, len(book.Terms))
	for i, term := range book.Terms {
		assert.Equal(t, term.Interval, finding.Terms[i].Interval)
		assert.Equal(t, term.State, finding.Terms[i].State)
		assert.Equal(t, term.Duty, finding.Terms[i].Duty)
	}
	assert.Equal(t, book.Exceptions[0].Heading, finding.Exceptions[0].Heading)
	assert.Equal(t, book.Exceptions[0].LoadedBefore, finding.Exceptions[0].LoadedBefore)
	assert.Equal(t, book.Exceptions[0].EnteredBefore, finding.Exceptions[0].EnteredBefore)
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
	entry := tariff.Entry{Date: trade.NewDate(2025, 10, 1), Origin: "CN", Product: "6109100012", Value: decimal.NewFromInt(10000)}
	charge := func(edits ...tariff.Edit) decimal.Decimal {
		book, err := (&tariff.Scenario{Name: "test", Edits: edits}).Apply(us.Book())
		require.NoError(t, err)
		engine, err := tariff.Compile(book)
		require.NoError(t, err)
		c := engine.Charge(entry)
		require.NoError(t, c.Err)
		return c.Total
	}
	add := tariff.Edit{Op: "add_measure", Measure: &threat}
	before := charge()
	assert.True(t, before.Equal(charge(add)), "a threat charges nothing")
	carried := charge(add, tariff.Edit{Op: "set_state", Heading: threat.Heading, State: tariff.Imposed})
	assert.Equal(t, "5000", carried.Sub(before).String(), "50 percent of 10,000")
}
