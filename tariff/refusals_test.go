package tariff_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// TestProductsCanBeEntered: every code that a batch names can be entered on some day of
// the book; what only a list of the law names is not among them.
func TestProductsCanBeEntered(t *testing.T) {
	schedule := usEngine().Book().Schedule
	products := usBatch().Products()
	require.Greater(t, len(products), 30_000)
	days := map[trade.Date]bool{usEngine().Book().KnownFrom: true}
	for _, l := range schedule.Lines {
		days[l.During.From] = true
	}
	for _, n := range schedule.Numbers {
		days[n.During.From] = true
	}
	for _, p := range products {
		found := false
		for on := range days {
			if _, _, err := schedule.Find(p, on); err == nil && !on.IsZero() {
				found = true
				break
			}
		}
		require.True(t, found, p)
	}
}

// TestTotalWithoutFacts: the sum of the lines that are known is no total while another
// line waits for a fact.
func TestTotalWithoutFacts(t *testing.T) {
	e := tariff.Entry{
		Product: "8211926000", Origin: "CN", Date: trade.NewDate(2025, 9, 1),
		Value: decimal.NewFromInt(10_000),
	}
	a, err := usEngine().Assess(e)
	var missing *tariff.MissingFacts
	require.ErrorAs(t, err, &missing)
	require.NotEmpty(t, a.Applied(), "something is charged already")
	require.True(t, a.Total.IsZero())
}

// TestShareIsNamedAsStated: an error repeats the number that was stated.
func TestShareIsNamedAsStated(t *testing.T) {
	for text, want := range map[string]string{
		"1.4": "1.4", "-0.25": "-0.25",
		"1e30": "1" + "000000000000000000000000000000", "14": "14", "1e400": "1e400",
	} {
		d := decimal.RequireFromString(text)
		e := tariff.Entry{
			Product: "6109100012", Origin: "IN", Date: trade.NewDate(2025, 9, 1), Value: decimal.NewFromInt(1),
			Claims: tariff.Claims{Metal: &d},
		}
		_, err := usEngine().Assess(e)
		var value *tariff.ValueError
		require.True(t, errors.As(err, &value), text)
		require.Equal(t, "share", value.Field)
		require.Equal(t, want, value.Text)
	}
}

// TestValueOfNothing: a value of 0 is possible, and is said.
func TestValueOfNothing(t *testing.T) {
	a, err := usEngine().Assess(tariff.Entry{Product: "6109100012", Origin: "IN", Date: trade.NewDate(2025, 9, 1)})
	require.NoError(t, err)
	require.Contains(t, a.Notes, "the value of the entry is 0: no duty on the value is charged")
}
