package tariff_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

func period(t testing.TB, s string) trade.Interval {
	p, err := trade.ParsePeriod(s)
	require.NoError(t, err)
	return p
}

func engineWith(t testing.TB, o tariff.Options) *tariff.Engine {
	e, err := tariff.CompileWith(us.Book(), o)
	require.NoError(t, err)
	return e
}

// T-shirts of India in 2025, by the days of each order: 16.5 % on all 365; 10 % from
// 5 April, but on 9 April the 26 % of Executive Order 14257 for one day, to 6 August;
// 25 % from 7 August (147 days), and another 25 % from 27 August (127 days). One
// rounding for each.
func TestAssessPeriod(t *testing.T) {
	e := engineWith(t, tariff.Options{})
	p, err := e.AssessPeriod(tariff.Entry{Origin: "IN", Product: "6109100012", Value: decimal.NewFromInt(12_000_000)},
		period(t, "2025"))
	require.NoError(t, err)
	var got []string
	for _, l := range p.Lines {
		if !l.Duty.IsZero() {
			got = append(got, fmt.Sprintf("%s %d %s", l.Heading, l.Days, l.Duty))
		}
	}
	assert.ElementsMatch(t, []string{
		"6109.10.00 365 1980000",
		"9903.01.25 4 13150.68",     // 1,200,000 × 4 ÷ 365 = 13,150.684…
		"9903.01.55 1 8547.95",      // 3,120,000 × 1 ÷ 365 = 8,547.945…
		"9903.01.25 119 391232.88",  // 1,200,000 × 119 ÷ 365 = 391,232.876…
		"9903.02.26 147 1208219.18", // 3,000,000 × 147 ÷ 365 = 1,208,219.178…
		"9903.01.84 127 1043835.62", // 3,000,000 × 127 ÷ 365 = 1,043,835.616…
	}, got)
	assert.Equal(t, "4644986.31", p.Total.String())
	var changes []string
	for _, d := range p.Changes() {
		changes = append(changes, d.String())
	}
	assert.Equal(t, []string{"2025-04-05", "2025-04-09", "2025-04-10", "2025-08-07", "2025-08-27"}, changes)
	assert.Equal(t, "1980000", p.First.String())
	assert.Equal(t, "7980000", p.Last.String(), "16.5 % and twice 25 %")
	assert.Equal(t, p.First, p.Lowest)
	assert.Equal(t, p.Last, p.Highest)
	assert.Equal(t, 365, p.Known)
}

// The same by another way: every day of the period as an entry of its own under the
// policy exact, added up as fractions, for goods of the whole schedule.
func TestAPeriodIsItsDays(t *testing.T) {
	e := engineWith(t, tariff.Options{Rounding: exact.Exact})
	calendar := tariff.NewCalendar(e)
	random := rand.New(rand.NewPCG(11, 3))
	lines := e.Book().Schedule.Lines
	origins := []trade.Country{"IN", "CN", "DE", "JP", "MX", "VN", "CA", "BR", "CH", "KR"}
	answered := 0
	for i := range 150 {
		from := trade.NewDate(2025, 1+random.IntN(18), 1+random.IntN(28))
		days := trade.Interval{From: from, To: from.AddDays(1 + random.IntN(70))}
		entry := tariff.Entry{
			Origin: origins[random.IntN(len(origins))], Product: lines[random.IntN(len(lines))].Code,
			Value:      decimal.New(int64(random.IntN(1e9)), -2),
			Quantities: []trade.Quantity{{Amount: decimal.NewFromInt(77), Unit: "kg"}},
		}
		if i == 0 { // coffee, which an order lifted from the duties in the middle of November 2025
			entry.Origin, entry.Product, days = "CO", "0901110025", period(t, "2025-11")
		}
		p, err := calendar.Assess(entry, days)
		if err != nil {
			require.Positive(t, i)
			continue
		}
		sum, n := new(big.Rat), 0
		for on := days.From; on.Before(days.To); on = on.AddDays(1) {
			entry.Date = on
			var absent *law.ProductError
			c := e.Charge(entry)
			if errors.As(c.Err, &absent) {
				continue
			}
			n++
			var horizon *tariff.HorizonError
			if errors.As(c.Err, &horizon) {
				continue
			}
			require.NoError(t, c.Err)
			sum.Add(sum, c.Total.Rat())
		}
		require.Equal(t, n, p.Count)
		sum.Quo(sum, new(big.Rat).SetInt64(int64(n)))
		off := new(big.Rat).Abs(sum.Sub(sum, p.Total.Rat()))
		bound := big.NewRat(int64(len(p.Lines)), 2_000_000_000_000) // half a unit in the last place of each
		assert.True(t, off.Cmp(bound) <= 0, "%s %s %s: off by %s", entry.Origin, entry.Product, days, off.FloatString(15))
		answered++
	}
	assert.Greater(t, answered, 20)
}

// A year that the book does not reach to the end is answered for the days known, and
// says which are not.
func TestPeriodBeyondTheHorizon(t *testing.T) {
	book := us.Book()
	until := book.KnownUntil
	from := until.AddDays(-9)
	days := trade.Interval{From: from, To: until.AddDays(31)}
	entry := tariff.Entry{Origin: "IN", Product: "6109100012", Value: decimal.NewFromInt(4000)}
	p, err := engineWith(t, tariff.Options{}).AssessPeriod(entry, days)
	require.NoError(t, err)
	assert.Equal(t, 40, p.Count)
	assert.Equal(t, 10, p.Known)
	require.Len(t, p.Unknown, 1)
	assert.Equal(t, trade.Interval{From: until.AddDays(1), To: until.AddDays(31)}, p.Unknown[0])
	assert.Equal(t, "1000", p.KnownValue().String())
	require.NotNil(t, p.Horizon)
	entry.Date = from
	a, err := engineWith(t, tariff.Options{}).Assess(entry)
	require.NoError(t, err)
	assert.True(t, a.Total.Div(decimal.NewFromInt(4)).Equal(p.Total), "%s and %s", a.Total, p.Total)

	p, err = engineWith(t, tariff.Options{Hold: true}).AssessPeriod(entry, days)
	require.NoError(t, err)
	assert.Empty(t, p.Unknown)
	assert.NotEmpty(t, p.Notes, "held is said")

	_, err = engineWith(t, tariff.Options{}).AssessPeriod(entry,
		trade.Interval{From: until.AddDays(1), To: until.AddDays(31)})
	var horizon *tariff.HorizonError
	require.ErrorAs(t, err, &horizon)
}

func TestPeriodErrors(t *testing.T) {
	e := engineWith(t, tariff.Options{})
	entry := tariff.Entry{Origin: "IN", Product: "6109100012", Value: decimal.NewFromInt(4000)}
	_, err := e.AssessPeriod(entry, trade.Interval{})
	var value *tariff.ValueError
	require.ErrorAs(t, err, &value)
	// Steel asks for its share only from the day on which it was listed.
	entry.Product, entry.Origin = "8418100075", "DE"
	_, err = e.AssessPeriod(entry, period(t, "2025"))
	var some *tariff.PeriodError
	require.ErrorAs(t, err, &some)
	assert.Equal(t, "missing_fact", tariff.ErrorCode(err))
	assert.Equal(t, "2025-06-23", some.During.From.String(), "appliances are on the list from that day")
	// Loaded on a day: entered on that day or later.
	entry = tariff.Entry{Origin: "IN", Product: "6109100012", Value: decimal.NewFromInt(4000)}
	require.NoError(t, entry.Claims.Add("loaded=2025-08-20"))
	p, err := e.AssessPeriod(entry, period(t, "2025-08"))
	require.NoError(t, err)
	assert.Equal(t, 12, p.Count)
	assert.Equal(t, "2025-08-20", p.Days.From.String())
}
