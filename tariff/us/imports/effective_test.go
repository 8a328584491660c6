package imports

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func day(t *testing.T, text string) trade.Date {
	d, err := trade.ParseDate(text)
	require.NoError(t, err)
	return d
}

func averages(t *testing.T) *panel.Shares {
	s, err := us.AverageShares()
	require.NoError(t, err)
	return s
}

// effective are the rates of all trade on days, in percent.
func effective(t *testing.T, book *law.Book, shares *panel.Shares, days ...string) map[string]decimal.Decimal {
	table, err := Load()
	require.NoError(t, err)
	rates, err := panel.New(book, panel.Options{Shares: shares})
	require.NoError(t, err)
	var on []trade.Date
	for _, d := range days {
		on = append(on, day(t, d))
	}
	means, err := rates.Weighted(t.Context(), table.Weights(), panel.WeightedBy{}, on...)
	require.NoError(t, err)
	out := map[string]decimal.Decimal{}
	for _, m := range means {
		assert.Equal(t, int64(24_240_115_445), m.NoRate, "9999.95.00.00, goods of low value, and nothing else")
		assert.Equal(t, int64(3_208_820_074_369), m.Value+m.NoRate, "no trade is dropped")
		out[m.Date.String()] = m.Total.Shift(2)
	}
	return out
}

func within(t *testing.T, rate decimal.Decimal, from, to, text string) {
	low, high := decimal.RequireFromString(from), decimal.RequireFromString(to)
	assert.True(t, rate.GreaterThanOrEqual(low) && rate.LessThanOrEqual(high), "%s: %s is not within %s and %s", text,
		rate, from, to)
}

// TestSumsOfAnEarlierReading: sums made earlier from the same trade are found again to a
// seventh of a point with the two readings that the book had then and has no longer, and with
// nothing else: civil aircraft claimed in full wherever the lists name it (now nobody is taken to
// claim it, 0.1 points in August 2025 and 0.8 with Section 122), and articles that pay Section
// 232 on their content outside the reciprocal duty for that content alone from 5 April to 3 June
// 2025 (they were outside as a whole, 0.7 points). The rest, never below, is the base of China
// and others without an agreement, of which averages saved a part then.
func TestSumsOfAnEarlierReading(t *testing.T) {
	shares, book := averages(t), us.Book()
	for heading := range strings.FieldsSeq("9903.01.82 9903.02.76 9903.02.81 9903.02.85 9903.02.90 9903.03.05 9903.96.01 9903.96.02 9903.96.03") {
		shares.Claims[heading] = panel.Whole
	}
	changed := 0
	for i := range book.Measures {
		for k := range book.Measures[i].Exceptions {
			if x := &book.Measures[i].Exceptions[k]; x.Heading == "9903.01.33" && x.Whole {
				x.Whole = false
				changed++
			}
		}
	}
	require.Positive(t, changed)
	earlier := []struct{ day, rate string }{
		{"2025-01-15", "2.5"},
		{"2025-04-12", "22.8"},
		{"2025-06-10", "13.7"},
		{"2025-08-08", "15.6"},
		{"2025-09-01", "16.7"},
		{"2025-11-20", "14.6"},
		{"2026-03-01", "11.0"},
		{"2026-06-01", "10.5"},
		{"2026-09-30", "11.6"},
	}
	var days []string
	for _, e := range earlier {
		days = append(days, e.day)
	}
	then, now := effective(t, book, shares, days...), effective(t, us.Book(), averages(t), days...)
	for _, e := range earlier {
		rate := decimal.RequireFromString(e.rate)
		within(t, then[e.day], rate.Sub(decimal.New(5, -2)).String(), rate.Add(decimal.New(16, -2)).String(), e.day)
	}
	within(t, then["2025-04-12"].Sub(now["2025-04-12"]), "0.6", "0.8", "articles outside as a whole")
	within(t, now["2026-03-01"].Sub(then["2026-03-01"]), "0.7", "0.9", "civil aircraft under Section 122")
}

// TestPublishedRates compares with the rates of The Budget Lab before substitution, and with
// the series of its tracker. Each bound is the published rate with the difference that is
// explained; none of them is the law of another day.
func TestPublishedRates(t *testing.T) {
	rates := effective(t, us.Book(), averages(t), "2025-01-15", "2025-04-12", "2025-05-14", "2025-06-10", "2025-07-10",
		"2025-08-08", "2025-09-01", "2025-09-04",
		"2025-10-30", "2025-11-17", "2025-11-20", "2026-03-01", "2026-04-06", "2026-06-01")
	for _, c := range []struct{ day, published, below, above, reason string }{
		{
			"2025-01-15", "2.7", "0.2", "0",
			"duties by quantity count as 0 here, and by their number of cents there; 9 percent of the trade",
		},
		{
			"2025-04-12", "22.8", "0.8", "0",
			"articles that paid Section 232 on content were outside the reciprocal duty as a whole until 3 June",
		},
		{
			"2025-05-14", "17.8", "5.1", "0",
			"report of 12 May: of Canada and Mexico less enters under the USMCA there (2024) than here (2025)",
		},
		{"2025-06-10", "14.0", "0.4", "0", "lower base, as in January"},
		{
			"2025-07-10", "18.0", "4.5", "0",
			"the report counts copper and the letters of 1 August, and the shares of 2024; here the law of the day",
		},
		{"2025-08-08", "16.0", "0.3", "0.1", "lower base; civil aircraft pays here"},
		{
			"2025-09-01", "19.6", "2.6", "-2.0",
			"from 18 August the tracker takes half of 3004.90.92, and much of other derivatives, for metal",
		},
		{"2025-09-04", "17.4", "0.3", "0", "lower base; the report has no share of metal in medicaments"},
		{"2025-10-30", "17.9", "1.2", "0", "the report counts trucks and buses from 1 November"},
		{
			"2025-11-17", "16.8", "1.7", "0",
			"metal in medicaments and derivatives; agricultural goods are out from 13 November by a later notice",
		},
		{"2025-11-20", "17.3", "2.2", "-1.5", "metal in medicaments and derivatives"},
		{"2026-03-01", "12.4", "0.8", "0", "metal in medicaments and derivatives, less civil aircraft, which pays here"},
		{
			"2026-04-06", "11.8", "0.7", "0",
			"metal by weight from this day; what the report counts of semiconductors and medicines is not known here",
		},
		{"2026-06-01", "10.6", "0", "0.8", "civil aircraft pays Section 122 here and nothing there"},
	} {
		published := decimal.RequireFromString(c.published)
		within(t, rates[c.day], published.Sub(decimal.RequireFromString(c.below)).String(),
			published.Add(decimal.RequireFromString(c.above)).String(), c.day+": "+c.reason)
	}
}

// TestWithoutUSMCA: the reports before September 2025 lie between the rate here and the one
// without any use of the USMCA.
func TestWithoutUSMCA(t *testing.T) {
	shares := averages(t)
	shares.USMCA = nil
	rates := effective(t, us.Book(), shares, "2025-05-14", "2025-07-10")
	within(t, rates["2025-05-14"], "17.8", "18.5", "12 May: 17.8 percent")
	within(t, rates["2025-07-10"], "18.0", "19.5", "10 July: 18.0 percent")
}

// TestMedicamentsAreNoMetal: the tracker's half of 3004.90.92 at 50 percent is two thirds of a
// point of all trade: 85.0 of 3,184.6 billion. The lists of steel and aluminum name one number
// of the line, 3004.90.92.44, and nothing else of it is charged whatever its averages say.
func TestMedicamentsAreNoMetal(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	value := map[bool]int64{}
	weights, shares := table.Weights(), averages(t)
	for _, w := range weights.Rows {
		if w.Product.Within("30049092") {
			value[w.Product == "3004909244"] += w.Value
			shares.Metal[w.Product] = [3]panel.Share{panel.Whole / 2}
		}
	}
	within(t, decimal.NewFromInt(value[false]+value[true]).Mul(decimal.New(25,
		0)).DivRound(decimal.NewFromInt(3_184_579_958_924), 3), "0.66", "0.68", "points")
	rates, err := panel.New(us.Book(), panel.Options{Shares: shares, Products: []trade.Product{"30049092"}})
	require.NoError(t, err)
	means, err := rates.Weighted(t.Context(), weights, panel.WeightedBy{}, day(t, "2025-09-01"))
	require.NoError(t, err)
	for _, a := range means[0].ByAuthority {
		if a.Authority == law.Section232 { // at most half at 50 percent
			within(t, a.Mean.Mul(decimal.NewFromInt(means[0].Value)), "1",
				decimal.NewFromInt(value[true]).Mul(decimal.New(25, -2)).String(), "the number listed")
			assert.Less(t, value[true], value[false]/100)
			return
		}
	}
	t.Error("the number listed pays")
}

// TestAgainstRates: the weighted rate of India is what the rates of a panel, looked up one by
// one and multiplied as decimals, come to.
func TestAgainstRates(t *testing.T) {
	table, err := Load()
	require.NoError(t, err)
	rates, err := panel.New(us.Book(), panel.Options{Shares: averages(t)})
	require.NoError(t, err)
	on := day(t, "2025-09-01")
	means, err := rates.Weighted(t.Context(), table.Weights(), panel.WeightedBy{Partner: true, Chapter: true}, on)
	require.NoError(t, err)
	var duty, value decimal.Decimal
	for _, r := range table.Below("61") {
		if r.Partner != "IN" {
			continue
		}
		rate, in, err := rates.Rate(r.Number, "IN", on)
		require.NoError(t, err)
		require.True(t, in, "%s", r.Number)
		value = value.Add(decimal.NewFromInt(r.Value))
		duty = duty.Add(rate.Total.Mul(decimal.NewFromInt(r.Value)))
	}
	found := 0
	for _, m := range means {
		if m.Partner == "IN" && m.Chapter == "61" {
			found++
			assert.Equal(t, duty.DivRound(value, 9).String(), m.Total.String())
			assert.Equal(t, value.String(), decimal.NewFromInt(m.Value).String())
			assert.Zero(t, m.Moved)
			assert.Equal(t, "0.5", m.Additional.String(), "twice 25 percent on all of it")
		}
	}
	assert.Equal(t, 1, found)
	assert.Empty(t, means[0].Partner+means[0].Chapter, "all trade comes first")
}

// TestMembersOweTheSame: one member of the Union stands for all.
func TestMembersOweTheSame(t *testing.T) {
	rates, err := panel.New(us.Book(), panel.Options{Shares: averages(t)})
	require.NoError(t, err)
	random, products, compared := rand.New(rand.NewPCG(3, 5)), rates.Products(), 0
	for _, on := range rates.Days() {
		for _, member := range trade.Group("EU").Members(on) {
			for range 40 {
				p := products[random.IntN(len(products))]
				of, in, err := rates.Rate(p, "DE", on)
				require.NoError(t, err)
				other, also, err := rates.Rate(p, member, on)
				require.NoError(t, err)
				require.Equal(t, in, also)
				if in {
					compared++
					require.True(t, of.Total.Equal(other.Total), "%s of %s on %s: %s, of DE %s", p, member, on, other.Total, of.Total)
				}
			}
		}
	}
	assert.Greater(t, compared, 10_000)
}

// TestPublishedWithoutAMeasure: the reports state what is left without a measure as well. The
// duties of IEEPA are the larger part, and the rest is that of Section 232 and 301 and the
// schedule.
func TestPublishedWithoutAMeasure(t *testing.T) {
	for _, c := range []struct{ scenario, day, published, below, above, reason string }{
		{
			"no-ieepa", "2025-10-30", "9.1", "1.2", "0",
			"as the rate with IEEPA of that day: trucks and buses from 1 November, and duties by quantity",
		},
		{
			"no-122", "2026-04-06", "9.7", "1.6", "0",
			"the report counts medicaments under Section 232, which are in force from 31 July",
		},
	} {
		scenario, err := us.Scenario(c.scenario)
		require.NoError(t, err)
		book, err := scenario.Apply(us.Book())
		require.NoError(t, err)
		rate := effective(t, book, averages(t), c.day)[c.day]
		published := decimal.RequireFromString(c.published)
		t.Logf("%s on %s: %s, published %s", c.scenario, c.day, rate, c.published)
		within(t, rate, published.Sub(decimal.RequireFromString(c.below)).String(),
			published.Add(decimal.RequireFromString(c.above)).String(),
			c.scenario+": "+c.reason)
	}
	// Not found again: 20.6 percent of 13 July 2025, with letters as announced, which were the law of
	// no day; 12.2 of 6 April 2026, with an extension of Section 122 that was not made; and 11.2 of
	// 9 November 2026, after the last day that the book knows, with two changes of policy that no
	// source here names. When the book reaches that day, its rate is to be compared.
	assert.True(t, day(t, "2026-11-09").After(us.KnownUntil()), "compare with the report of November 2026")
}
