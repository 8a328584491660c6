package programme_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// weeksBefore are as many weeks of one price, the last one over on the day.
func weeksBefore(on trade.Date, n int, price func(i int) decimal.Decimal) []programme.WeekPrice {
	var out []programme.WeekPrice
	for i := range n {
		out = append(out, programme.WeekPrice{Monday: on.AddDays(-7 * (n - i)), Price: price(i)})
	}
	return out
}

// TestReview: the means that the published caps imply, 56.00 and 51.88, give 47.60
// and 44.10: 56.00 × 0.85 = 47.6000, 51.88 × 0.85 = 44.0980. The second change is
// (44.10 − 47.60) / 47.60 = −7.3529 percent.
func TestReview(t *testing.T) {
	rule := russia.EUDynamicRule()
	for _, c := range []struct{ before, mean, formula, change, value string }{
		{"60", "56.00", "47.60", "-0.206667", "47.60"},
		{"47.60", "51.88", "44.10", "-0.073529", "44.10"},
		{"44.10", "54.476", "46.30", "0.049887", "44.10"}, // 46.3046 → 46.30: within the band of 46.305
		{"44.10", "54.48", "46.31", "0.050113", "46.31"},  // 46.308 → 46.31: beyond it
		{"100", "123.53", "105.00", "0.05", "100"},        // 105.0005 → 105.00: exactly at the band, no change
		{"100", "111.76", "95.00", "-0.05", "100"},        // 94.996 → 95.00: the same below
		{"100", "111.75", "94.99", "-0.0501", "94.99"},    // 94.9875 → 94.99
	} {
		r, err := rule.ReviewOfMean(trade.NewDate(2026, 1, 15), decimal.RequireFromString(c.before),
			decimal.RequireFromString(c.mean))
		require.NoError(t, err)
		assert.Equal(t, c.formula, r.Formula.StringFixed(2), c)
		assert.True(t, decimal.RequireFromString(c.change).Equal(r.Change), "%v: %s", c, r.Change)
		assert.True(t, decimal.RequireFromString(c.value).Equal(r.Value), "%v: %s", c, r.Value)
		assert.Equal(t, !decimal.RequireFromString(c.value).Equal(decimal.RequireFromString(c.before)), r.Moves, c)
	}
	on := trade.NewDate(2026, 1, 15)
	r, err := rule.Review(on, decimal.RequireFromString("47.60"), weeksBefore(on, 22, func(int) decimal.Decimal {
		return decimal.RequireFromString("51.88")
	}))
	require.NoError(t, err)
	assert.Equal(t, "51.88", r.Average.StringFixed(2))
	assert.Equal(t, "44.10", r.Value.StringFixed(2))
	// 11 weeks of 50 and 11 of 62 are 56.00 on average.
	r, err = rule.Review(on, decimal.RequireFromString("60"), weeksBefore(on, 22, func(i int) decimal.Decimal {
		return decimal.NewFromInt(int64(50 + 12*(i%2)))
	}))
	require.NoError(t, err)
	assert.Equal(t, "47.60", r.Value.StringFixed(2))

	// Of a longer series the last 22 weeks that are over by the day are taken.
	long := weeksBefore(on.AddDays(9), 60, func(i int) decimal.Decimal {
		if i < 36 || i > 57 {
			return decimal.RequireFromString("99")
		}
		return decimal.RequireFromString("51.88")
	})
	r, err = rule.Review(on, decimal.RequireFromString("47.60"), long)
	require.NoError(t, err)
	assert.Equal(t, "44.10", r.Value.StringFixed(2))
	assert.Equal(t, trade.Interval{From: on.AddDays(-5 - 22*7), To: on.AddDays(-5)}, r.Weeks)

	assert.True(t, rule.Due(trade.NewDate(2026, 7, 15)))
	assert.False(t, rule.Due(trade.NewDate(2026, 7, 16)))
	assert.Equal(t, "2027-01-15", rule.NextDue(trade.NewDate(2026, 7, 15)).String())
	assert.Equal(t, "2026-07-15", rule.NextDue(trade.NewDate(2026, 1, 15)).String())
}

func TestReviewRefuses(t *testing.T) {
	rule := russia.EUDynamicRule()
	on := trade.NewDate(2026, 1, 15)
	fifty := func(int) decimal.Decimal { return decimal.RequireFromString("50") }
	_, err := rule.Review(on, decimal.RequireFromString("47.60"), weeksBefore(on, 21, fifty))
	var e *sanctions.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "bad_series", e.Code)
	assert.Contains(t, err.Error(), "21 weeks of prices, the rule takes 22")
	weeks := weeksBefore(on.AddDays(1), 22, fifty)
	weeks[3].Monday = weeks[3].Monday.AddDays(1)
	weeks[5].Price = decimal.RequireFromString("-1")
	_, err = rule.Review(on, decimal.RequireFromString("0"), weeks)
	require.ErrorAs(t, err, new(*tariff.ValueError))
	for _, part := range []string{"without a gap", "is not over by then", "-1", "the cap in force 0"} {
		assert.ErrorContains(t, err, part)
	}
	_, err = rule.ReviewOfMean(on, decimal.RequireFromString("47.60"), decimal.RequireFromString("1e900"))
	require.ErrorAs(t, err, new(*tariff.ValueError))
	_, err = rule.Review(trade.Date{}, decimal.RequireFromString("47.60"), nil)
	require.Error(t, err)
	_, err = (&programme.DynamicRule{}).Review(on, decimal.RequireFromString("47.60"), nil)
	require.Error(t, err)
}

// TestReviewAgainstRationals: the mean and the formula are rounded once, half up,
// and the band is compared exactly.
func TestReviewAgainstRationals(t *testing.T) {
	rule := russia.EUDynamicRule()
	on := trade.NewDate(2026, 7, 15)
	rapid.Check(t, func(t *rapid.T) {
		sum := new(big.Rat)
		weeks := weeksBefore(on, 22, func(i int) decimal.Decimal {
			d := decimal.New(rapid.Int64Range(1, 2_000_000).Draw(t, fmt.Sprint(i)), -4)
			sum.Add(sum, d.Rat())
			return d
		})
		before := decimal.New(rapid.Int64Range(100, 20000).Draw(t, "before"), -2)
		r, err := rule.Review(on, before, weeks)
		if err != nil {
			t.Fatal(err)
		}
		mean := new(big.Rat).Quo(sum, big.NewRat(22, 1))
		formula := new(big.Rat).Mul(mean, big.NewRat(85, 100))
		if want := halfUp(formula); want.Cmp(r.Formula.Rat()) != 0 {
			t.Fatalf("formula %s, want %s", r.Formula, want.FloatString(4))
		}
		if want := halfUp(mean); want.Cmp(r.Average.Rat()) != 0 {
			t.Fatalf("mean %s, want %s", r.Average, want.FloatString(4))
		}
		change := new(big.Rat).Sub(r.Formula.Rat(), before.Rat())
		change.Abs(change.Quo(change, before.Rat()))
		if moves := change.Cmp(big.NewRat(5, 100)) > 0; moves != r.Moves {
			t.Fatalf("moves %v by %s", r.Moves, change.FloatString(8))
		}
	})
}

// halfUp rounds a positive number to cents.
func halfUp(r *big.Rat) *big.Rat {
	n := new(big.Rat).Add(new(big.Rat).Mul(r, big.NewRat(100, 1)), big.NewRat(1, 2))
	return new(big.Rat).SetFrac(new(big.Int).Quo(n.Num(), n.Denom()), big.NewInt(100))
}

// ExampleDynamicRule computes the review of January 2026 from the mean that the
// published cap implies.
func ExampleDynamicRule() {
	rule := russia.EUDynamicRule()
	r, err := rule.ReviewOfMean(trade.NewDate(2026, 1, 15), decimal.RequireFromString("47.60"),
		decimal.RequireFromString("51.88"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Value.StringFixed(2), r.Moves, trade.Percent(r.Change))
	// Output: 44.10 true -7.3529%
}
