package impact

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// quantityStudy is a study of goods of one day by six digits or more.
func quantityStudy(t *testing.T, averages bool, flows ...trade.Flow) *Report {
	t.Helper()
	table, err := imports.Load()
	require.NoError(t, err)
	on := trade.NewDate(2025, 9, 10)
	d := &trade.Dataset{Currency: "USD"}
	for _, f := range flows {
		f.Period, f.Destination, f.Basis = trade.Interval{From: on, To: on.AddDays(1)}, "US", trade.CustomsValue
		require.NoError(t, d.Append(f))
	}
	scenario, err := us.Scenario("no-ieepa")
	require.NoError(t, err)
	s := &Study{Flows: d, Book: us.Book(), Imports: table, Scenarios: []*law.Scenario{scenario}}
	if averages {
		s.Averages, err = us.AverageShares()
		require.NoError(t, err)
	}
	r, err := Run(t.Context(), s)
	require.NoError(t, err)
	for _, c := range r.Checks {
		assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
	}
	return r
}

func goods(origin trade.Country, product trade.Product, value int64) trade.Flow {
	return trade.Flow{
		Origin: origin, Product: product,
		Value: &trade.Money{Amount: decimal.NewFromInt(value), Currency: "USD"},
	}
}

// TestUnitValuesStandIn: rice of India of six digits pays 1.4 cents/kg under one line and a share
// of the value under others. India had no preference in 2024 and paid no duty of chapter 99 on
// rice, so without IEEPA a million dollars owes the duty that Census calculated for the trade of
// 2024 over its value; with it, 50 percent more.
func TestUnitValuesStandIn(t *testing.T) {
	r := quantityStudy(t, false, goods("IN", "100630", 1_000_000))
	require.Empty(t, r.Rejects)
	assert.Equal(t, 1, r.ByQuantity.Averaged)
	assert.Zero(t, r.ByQuantity.LeftOut)
	assert.Empty(t, r.LowerBound())
	total := r.Total()
	specific := total.Duty[1] // without IEEPA nothing but the schedule is charged
	value, duty := int64(0), int64(0)
	for _, row := range r.Study.Imports.Below("100630") {
		if row.Partner == "IN" {
			value, duty = value+row.Value, duty+row.Duty
		}
	}
	calculated := decimal.NewFromInt(duty).Mul(decimal.NewFromInt(1_000_000)).DivRound(decimal.NewFromInt(value), 2)
	assert.True(t, specific.Sub(calculated).Abs().LessThan(decimal.NewFromInt(2)), "%s, calculated %s", specific,
		calculated)
	assert.True(t, total.Duty[0].Sub(specific).Sub(decimal.NewFromInt(500_000)).Abs().LessThan(one), "%s", total.Duty[0])
	assert.Contains(t, strings.Join(r.Caveats(), "\n"), "Duties by quantity: 1 flow, USD 9")

	// The spread has the numbers that pay by quantity.
	require.Len(t, r.Parted, 1)
	assert.Zero(t, r.Parted[0].Spread[1].Unanswered)
	assert.True(t, r.Parted[0].Spread[1].Highest.GreaterThan(decimal.Decimal{}))
}

// TestStatedQuantityIsTaken: the quantity of the file comes before a unit value, in the unit of the
// duty or in another of its dimension: 500 t of rice at 1.4 cents/kg are $7,000, all of it below
// one line. A quantity in pieces says nothing of a weight.
func TestStatedQuantityIsTaken(t *testing.T) {
	for _, c := range []struct {
		amount int64
		unit   trade.Unit
		duty   string
		stands int
	}{{500_000, "kg", "7000", 0}, {500, "t", "7000", 0}, {3, "No.", "", 1}} {
		f := goods("IN", "10063090", 1_000_000)
		f.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(c.amount), Unit: c.unit}
		r := quantityStudy(t, true, f)
		require.Empty(t, r.Rejects)
		assert.Equal(t, c.stands, r.ByQuantity.Averaged, "%s", c.unit)
		total := r.Total()
		if c.duty != "" {
			assert.Equal(t, c.duty, total.Duty[1].String(), "%s", c.unit)
		} else {
			assert.True(t, total.Duty[1].GreaterThan(decimal.NewFromInt(10_000)), "%s", total.Duty[1])
		}
	}
}

// TestUnitValuesOnRequest: goods of 8 digits are declared by somebody who can know the quantity; so
// unit values stand in for it with averages alone.
func TestUnitValuesOnRequest(t *testing.T) {
	r := quantityStudy(t, false, goods("IN", "10063090", 1_000_000))
	require.Len(t, r.Rejects, 1)
	assert.Equal(t, "missing_fact", r.Rejects[0].Code)
	assert.Contains(t, r.Rejects[0].Reason, "the quantity in kg")
	assert.Zero(t, r.ByQuantity)
	r = quantityStudy(t, true, goods("IN", "10063090", 1_000_000))
	assert.Empty(t, r.Rejects)
	assert.Equal(t, 1, r.ByQuantity.Averaged)
}

// TestLowerBound: a watch of Switzerland pays so much a piece and shares of its case, strap and
// battery, which no calculated duty tells apart. What Switzerland owes by value is charged, and
// the rest left out: a lower bound on the share of the watches in all.
func TestLowerBound(t *testing.T) {
	r := quantityStudy(t, false, goods("CH", "910211", 1_000_000), goods("IN", "610910", 3_000_000))
	require.Empty(t, r.Rejects)
	q := r.ByQuantity
	assert.Equal(t, 1, q.LeftOut)
	assert.Equal(t, "1000000", q.LeftOutValue.String())
	total := r.Total()
	assert.Equal(t, "0.25", q.LeftOutShare(total.Value).String())
	assert.True(t, total.Duty[0].GreaterThan(decimal.NewFromInt(390_000)), "39 percent on the watches, and the shirts")
	text := r.LowerBound()
	assert.Contains(t, text, "USD 1,000,000.00 of 1 flow, 25% of the value answered")
	assert.Contains(t, r.Caveats(), text)
	assert.Contains(t, r.answerText(&total), "owe at least USD")
	assert.Contains(t, strings.Join(r.Provenance().Assumed, "\n"), "lower bounds")

	// Nothing but a duty by quantity is no answer at all.
	table, err := imports.Load()
	require.NoError(t, err)
	book := us.Book()
	book.Measures = nil
	s := &Study{Flows: r.Asked, Book: book, Imports: table}
	r, err = Run(t.Context(), s)
	require.NoError(t, err)
	require.NotEmpty(t, r.Rejects)
	assert.Equal(t, "missing_fact", r.Rejects[0].Code)
	assert.Empty(t, r.LowerBound())
}

// TestOtherFactsAreNotSupplied: the metal in an article is no quantity.
func TestOtherFactsAreNotSupplied(t *testing.T) {
	r := quantityStudy(t, false, goods("IN", "3004909244", 1000), goods("IN", "760421", 1000))
	for _, x := range r.Rejects {
		assert.Contains(t, x.Reason, "share of the value")
	}
	require.NotEmpty(t, r.Rejects)
	assert.Zero(t, r.ByQuantity)
}

// TestSeasonsOfCoarseCodes: what came in on a day came under a line that is open on it: mangoes
// on 10 September under 0804.50.40, since 0804.50.60 is open from June to August.
func TestSeasonsOfCoarseCodes(t *testing.T) {
	r := quantityStudy(t, false, goods("MX", "080450", 1_000_000), goods("IN", "080450", 0))
	require.Empty(t, r.Rejects)
	for i := range r.Lines {
		assert.NotEqual(t, "08045060", string(r.Lines[i].Product[:8]))
	}
	assert.Equal(t, 2, func() int { n, _, _ := r.Counts(); return n }(), "a value of nothing has an answer")
}
