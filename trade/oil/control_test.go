package oil

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// parts reads amounts; the empty text is withheld.
func parts(texts ...string) (out []decimal.NullDecimal) {
	for _, s := range texts {
		if s == "" {
			out = append(out, decimal.NullDecimal{})
			continue
		}
		out = append(out, decimal.NewNullDecimal(dec(s)))
	}
	return out
}

func TestCheckTotal(t *testing.T) {
	for _, c := range []struct {
		total      string
		parts      []decimal.NullDecimal
		difference string
		missing    int
		agrees     bool
		says       string
	}{
		{"10.5", parts("4", "6.5"), "0", 0, true, "agrees"},
		// Eurostat, January 2021: the value of Russian Export Blend that is not
		// published among the grades is in the total.
		{
			"3047607906", parts("2000163315", ""), "1047444591", 1, false,
			"total 3,047,607,906.00, sum of 1 of 2 parts 2,000,163,315.00, difference 1,047,444,591.00: what the missing " +
				"parts hold",
		},
		{"10", parts("4", "5"), "1", 0, false, "not among the parts"},
		{"10", parts("4", "6", "10"), "-10", 0, false, "does an aggregate stand among them?"},
		{"10", parts("4", "6", ""), "0", 1, false, "the missing parts are zero"},
		{"10", parts("4", "7", ""), "-1", 1, false, "more than the total"},
		{"-10", parts("-4"), "-6", 0, false, "not among the parts"},
		{"0", nil, "0", 0, true, "agrees"},
		{"0", parts("1"), "-1", 0, false, "more than the total"},
	} {
		got, err := CheckTotal(dec(c.total), c.parts)
		require.NoError(t, err)
		assert.True(t, got.Difference.Equal(dec(c.difference)), got)
		assert.True(t, got.Sum.Add(got.Difference).Equal(got.Total))
		assert.Equal(t, c.missing, got.Missing)
		assert.Equal(t, len(c.parts), got.Parts)
		assert.Equal(t, c.agrees, got.Agrees())
		assert.Contains(t, got.String(), c.says)
	}
	c, err := CheckTotal(dec("3047607906"), parts("2000163315", ""))
	require.NoError(t, err)
	share, err := c.Share(4, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "0.3437", share.String()) // a third of the value has no volume
	_, err = Control{}.Share(4, exact.HalfUp)
	require.ErrorAs(t, err, new(*exact.DivisionError))
	for _, huge := range extremes() {
		_, err := CheckTotal(huge, nil)
		require.ErrorAs(t, err, new(*trade.AmountError))
		_, err = CheckTotal(dec("1"), []decimal.NullDecimal{decimal.NewNullDecimal(huge)})
		require.ErrorAs(t, err, new(*trade.AmountError))
		_, err = Control{Total: huge, Difference: huge}.Share(2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
}

// FuzzCheckTotal: total is sum and difference, whatever the amounts.
func FuzzCheckTotal(f *testing.F) {
	f.Add("10", "4", "6", true)
	f.Add("1e1000", "-1e-1000", "0", false)
	f.Fuzz(func(t *testing.T, total, a, b string, seen bool) {
		var d [3]decimal.Decimal
		for i, s := range []string{total, a, b} {
			var err error
			if d[i], err = decimal.NewFromString(s); err != nil {
				return
			}
		}
		c, err := CheckTotal(d[0], []decimal.NullDecimal{decimal.NewNullDecimal(d[1]), {Decimal: d[2], Valid: seen}})
		if err != nil {
			return
		}
		if !c.Sum.Add(c.Difference).Equal(d[0]) || (c.Missing == 0) != seen || c.String() == "" {
			t.Fatalf("%s", c)
		}
		_, _ = c.Share(3, exact.HalfUp)
	})
}
