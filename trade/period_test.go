package trade

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestMonth(t *testing.T) {
	m, err := ParseMonth("2025-12")
	require.NoError(t, err)
	assert.Equal(t, "2026-02", m.AddMonths(2).String())
	assert.Equal(t, "2024-12", m.AddMonths(-12).String())
	assert.Equal(t, "2025-12-01 .. 2025-12-31", m.Interval().String())
	assert.Equal(t, "2024-02-01 .. 2024-02-29", NewMonth(2024, 2).Interval().String())
	assert.Equal(t, m, NewMonth(2026, 0), "a month out of range is carried into the year")
	for _, s := range []string{
		"", "2025", "2025-13", "2025-00", "2025-1", "0000-01", "2025-12-01", "2025/12",
		"2025-012",
	} {
		_, err := ParseMonth(s)
		require.ErrorAs(t, err, new(*PeriodError), s)
	}
	for _, zero := range []Month{
		{},
		NewMonth(0, 12), NewMonth(10000, 1), NewMonth(math.MaxInt32, 1), NewMonth(9999, 13),
		m.AddMonths(math.MaxInt32), Month{}.AddMonths(1),
	} {
		assert.True(t, zero.IsZero())
		assert.Equal(t, "", zero.String())
		assert.True(t, zero.Interval().IsEmpty(), "a month that is not set has no days, rather than all")
	}
	var v []Month
	require.NoError(t, json.Unmarshal([]byte(`["2025-08",""]`), &v))
	out, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, `["2025-08",""]`, string(out))
}

// The days of a month belong to it, the day after to the next one; adding and taking
// away months ends where it began.
func TestMonthProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := NewMonth(rapid.IntRange(1, 9999).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		again, err := ParseMonth(m.String())
		require.NoError(t, err)
		require.Equal(t, m, again)
		iv := m.Interval()
		require.Equal(t, m, MonthOf(iv.From))
		if m != NewMonth(9999, 12) { // its end is past the last day, and so open
			require.Equal(t, m, MonthOf(iv.LastDay()))
			require.Equal(t, m.AddMonths(1), MonthOf(iv.To))
		}
		n := rapid.IntRange(-400, 400).Draw(t, "n")
		if there := m.AddMonths(n); !there.IsZero() {
			require.Equal(t, m, there.AddMonths(-n))
		}
	})
}

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]string{
		"2025": "2025-01-01 .. 2025-12-31", "2025-02": "2025-02-01 .. 2025-02-28", "2025-02-03": "2025-02-03 .. 2025-02-03",
	} {
		iv, err := ParsePeriod(in)
		require.NoError(t, err)
		assert.Equal(t, want, iv.String())
	}
	for _, in := range []string{"", "25", "2025-13", "2025-2-1", "2025-02-30", "0000", "202x", "2025-52"} {
		_, err := ParsePeriod(in)
		var e *PeriodError
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, in, e.Text)
	}
}

func TestFiscalYear(t *testing.T) {
	for _, c := range []struct {
		year FiscalYear
		name string
		days string
	}{
		{USFiscalYear(2026), "FY2026", "2025-10-01 .. 2026-09-30"},
		{IndiaFiscalYear(2026), "FY2025-26", "2025-04-01 .. 2026-03-31"},
		{IndiaFiscalYear(2000), "FY1999-00", "1999-04-01 .. 2000-03-31"},
		{Year(date("2025-08-27")), "2025", "2025-01-01 .. 2025-12-31"},
	} {
		assert.Equal(t, c.name, c.year.String())
		assert.Equal(t, c.days, c.year.Interval().String())
	}
	for _, zero := range []FiscalYear{{}, Year(Date{}), USFiscalYear(-5), IndiaFiscalYear(math.MaxInt32)} {
		assert.Equal(t, "", zero.String())
		assert.True(t, zero.Interval().IsEmpty())
	}
}

func TestParseFiscalYear(t *testing.T) {
	for in, want := range map[string]string{
		"FY2025-26": "FY2025-26", "2025-26": "FY2025-26", "2025 - 2026": "FY2025-26", "FY26": "FY2025-26",
		"FY2026": "FY2025-26", "FY 2025-26": "FY2025-26",
		"1999-00": "FY1999-00", "1999-2000": "FY1999-00",
	} {
		f, err := ParseIndiaFiscalYear(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, f.String())
	}
	for _, in := range []string{
		"", "2026", "2025-27", "2025-2025", "25-26", "FY", "FY6", "2025-", "2025-6", "-26",
		"9999-00", "0000-01", "FY20256",
	} {
		_, err := ParseIndiaFiscalYear(in)
		require.ErrorAs(t, err, new(*PeriodError), in)
	}
	for _, in := range []string{"FY2026", "FY26"} {
		f, err := ParseUSFiscalYear(in)
		require.NoError(t, err)
		assert.Equal(t, "FY2026", f.String())
	}
	for _, in := range []string{"", "2026", "FY2025-26", "fy26", "FY0000"} {
		_, err := ParseUSFiscalYear(in)
		require.ErrorAs(t, err, new(*PeriodError), in)
	}
}

// FuzzParseMonth: what is read prints as it was.
func FuzzParseMonth(f *testing.F) {
	f.Add("2025-08")
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := ParseMonth(s); err == nil && m.String() != s {
			t.Fatalf("%q prints as %q", s, m)
		}
	})
}

// FuzzParseFiscalYear: what is read prints as a text that reads as the same year.
func FuzzParseFiscalYear(f *testing.F) {
	f.Add("2025 - 2026")
	f.Add("FY26")
	f.Fuzz(func(t *testing.T, s string) {
		if y, err := ParseIndiaFiscalYear(s); err == nil {
			again, err := ParseIndiaFiscalYear(y.String())
			require.NoError(t, err)
			require.Equal(t, y, again)
		}
		if y, err := ParseUSFiscalYear(s); err == nil {
			again, err := ParseUSFiscalYear(y.String())
			require.NoError(t, err)
			require.Equal(t, y, again)
		}
	})
}
