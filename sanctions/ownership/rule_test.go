package ownership

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

func TestDays(t *testing.T) {
	for _, c := range []struct {
		rule       Rule
		day        string
		comparison string
		state      State
	}{
		{OFAC, "2014-08-13", atLeast, inForce}, // the day of the revised guidance
		{OFAC, "2026-11-23", atLeast, inForce},
		{EU, "2022-04-08", moreThan, inForce},
		{EU, "2024-07-02", moreThan, inForce},
		{EU, "2024-07-03", atLeast, inForce}, // Best Practices of that day
		{UK, "2020-12-31", moreThan, inForce},
		{UK, "2026-11-23", moreThan, inForce},
		{BIS, "2014-01-01", atLeast, notYet},
		{BIS, "2025-09-28", atLeast, notYet},
		{BIS, "2025-09-29", atLeast, inForce},
		{BIS, "2025-11-09", atLeast, inForce},
		{BIS, "2025-11-10", atLeast, suspended},
		{BIS, "2026-11-09", atLeast, suspended},
	} {
		v := variantOn(t, c.rule, c.day)
		assert.Equal(t, c.comparison, v.Comparison, "%s %s", c.rule, c.day)
		assert.Equal(t, c.state, v.State, "%s %s", c.rule, c.day)
		assert.Equal(t, c.day, v.On.String())
		assert.NotEmpty(t, v.Citation)
		assert.False(t, v.Held())
	}
}

func TestHorizon(t *testing.T) {
	for _, c := range []struct {
		rule        Rule
		day         string
		from, until string
	}{
		{OFAC, "2014-08-12", "2014-08-13", "2026-11-23"}, // whether shares were added was open before
		{OFAC, "2026-11-24", "2014-08-13", "2026-11-23"},
		{EU, "2022-04-07", "2022-04-08", "2026-11-23"},
		{UK, "2020-12-30", "2020-12-31", "2026-11-23"},
		{BIS, "2026-11-10", "", "2026-11-09"}, // the end of the suspension as published
	} {
		day, err := trade.ParseDate(c.day)
		require.NoError(t, err)
		_, err = c.rule.On(day)
		var e *tariff.HorizonError
		require.ErrorAs(t, err, &e, "%s %s", c.rule, c.day)
		assert.Equal(t, day, e.Asked)
		assert.Equal(t, c.from, e.KnownFrom.String())
		assert.Equal(t, c.until, e.KnownUntil.String())
		assert.Contains(t, e.Error(), c.day)
		v, err := c.rule.Hold(day)
		if day.Before(e.KnownFrom) {
			require.ErrorAs(t, err, &e, "there is nothing to hold before the first variant")
			continue
		}
		require.NoError(t, err)
		assert.True(t, v.Held())
	}
	_, err := OFAC.On(trade.Date{})
	require.ErrorAs(t, err, new(*trade.DateError))
	_, err = Rule("swiss").On(trade.NewDate(2026, 1, 1))
	assert.Equal(t, "unknown_rule", codeOf(t, err))
}

// TestTable: variants follow one another without a gap, and a caller cannot change them.
func TestTable(t *testing.T) {
	for _, r := range Rules() {
		list := r.Variants()
		for i := 1; i < len(list); i++ {
			assert.Equal(t, list[i-1].Interval.To, list[i].Interval.From, r)
		}
		assert.True(t, list[len(list)-1].Interval.To.IsZero())
		list[0].Threshold = Percent{}
		assert.Equal(t, "50", r.Variants()[0].Threshold.String())
		got, err := ParseRule(" " + string(r) + " ")
		require.NoError(t, err)
		assert.Equal(t, r, got)
	}
	_, err := ParseRule("ofsi")
	assert.Equal(t, "unknown_rule", codeOf(t, err))
}

// TestSuspended: nobody is blocked on the days on which the rule does not hold, and the
// answer says why.
func TestSuspended(t *testing.T) {
	edges := edgesOf(t, "X A 100; X B ?")
	for day, state := range map[string]State{"2025-09-28": notYet, "2025-11-10": suspended} {
		d := decide(t, BIS, day, edges, "X")
		assert.Equal(t, state, d.Variant.State)
		assert.Empty(t, d.Blocked)
		assert.Empty(t, d.Undetermined)
	}
	d := decide(t, BIS, "2025-11-09", edges, "X")
	assert.Equal(t, []string{"A"}, entities(d.Blocked))
	assert.Equal(t, []string{"B"}, entities(d.Undetermined))
}
