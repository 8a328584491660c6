package trade

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func date(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2025-08-27", "2024-02-29", "0001-01-01", "9999-12-31", "1900-03-01", "2000-02-29"} {
		d, err := ParseDate(s)
		require.NoError(t, err)
		assert.Equal(t, s, d.String())
	}
	for _, s := range []string{
		"", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "25-01-01", "2025/01/01",
		"0000-01-01", "0000-00-00", "2025-01-32", "2025-01-00", "2025-01-0x", "2025-01-01 ", "-025-01-01", "２025-01-0",
	} {
		_, err := ParseDate(s)
		var e *DateError
		require.ErrorAs(t, err, &e, s)
		assert.Equal(t, s, e.Text)
		assert.Contains(t, err.Error(), "yyyy-mm-dd")
	}
}

func TestDateArithmetic(t *testing.T) {
	assert.Equal(t, "2025-03-02", NewDate(2025, 2, 30).String(), "a day out of range is carried over, as in package time")
	assert.Equal(t, "2026-01-01", NewDate(2025, 13, 1).String())
	assert.Equal(t, 31, date("2025-08-01").Sub(date("2025-07-01")))
	assert.Equal(t, 1, date("0001-01-01").Days())
	assert.True(t, Date{}.AddDays(5).IsZero())
	assert.True(t, NewDate(1<<30, 1, 1).IsZero())
	assert.True(t, NewDate(0, 12, 31).IsZero())
	assert.True(t, date("9999-12-31").AddDays(1).IsZero())
	assert.True(t, date("0001-01-01").AddDays(-1).IsZero())
	assert.True(t, DateFromDays(maxDate+1).IsZero())
	assert.Equal(t, date("9999-12-31"), DateFromDays(maxDate))
	assert.True(t, Date{}.Before(date("0001-01-01")), "not set is before every day")
	east := time.FixedZone("UTC+5:30", 19800)
	assert.Equal(t, "2025-08-28", DateOf(time.Date(2025, 8, 28, 1, 0, 0, 0, east)).String(),
		"the day of the zone, not of UTC")
	y, m, d := Date{}.Parts()
	assert.Equal(t, [3]int{}, [3]int{y, m, d})
	assert.True(t, Date{}.Time().IsZero())
}

// Days are counted as package time counts them, and order is that of the count.
func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, maxDate).Draw(t, "n"), rapid.IntRange(1, maxDate).Draw(t, "m")
		d, o := DateFromDays(n), DateFromDays(m)
		require.Equal(t, d, DateOf(time.Date(1, 1, n, 0, 0, 0, 0, time.UTC)))
		require.Equal(t, d, DateOf(d.Time()))
		require.Equal(t, d, NewDate(d.Parts()))
		require.Equal(t, d, o.AddDays(d.Sub(o)))
		require.Equal(t, n < m, d.Before(o))
		require.Equal(t, n > m, d.After(o))
		require.Equal(t, d.Compare(o), -o.Compare(d))
	})
}

func TestDateText(t *testing.T) {
	var v struct {
		On     Date     `json:"on"`
		During Interval `json:"during"`
	}
	require.NoError(t, json.Unmarshal([]byte(`{"on":"2025-08-27","during":{"from":"2025-08-27"}}`), &v))
	out, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, `{"on":"2025-08-27","during":{"from":"2025-08-27"}}`, string(out), "an open end is left out")
	kept := date("2025-08-27")
	require.Error(t, kept.UnmarshalText([]byte("soon")))
	assert.Equal(t, date("2025-08-27"), kept, "an error leaves the date alone")
	require.NoError(t, kept.UnmarshalText(nil))
	assert.True(t, kept.IsZero())
}

func TestInterval(t *testing.T) {
	iv := Interval{date("2025-08-27"), date("2026-02-07")}
	assert.True(t, iv.Contains(date("2025-08-27")))
	assert.True(t, iv.Contains(date("2026-02-06")))
	assert.False(t, iv.Contains(date("2026-02-07")))
	assert.Equal(t, "2025-08-27 .. 2026-02-06", iv.String())
	assert.Equal(t, "… .. …", Interval{}.String())
	assert.Equal(t, "2025-08-27 .. …", Interval{From: date("2025-08-27")}.String())
	assert.False(t, Interval{}.IsEmpty())
	assert.True(t, Interval{date("2025-08-27"), date("2025-08-27")}.IsEmpty())
	next := Interval{From: date("2026-02-07")}
	assert.False(t, iv.Overlaps(next), "what ends on a day and what begins on it do not overlap")
}

// drawInterval draws one that may be open or empty, in the first sixty days of time.
func drawInterval(t *rapid.T, name string) Interval {
	var iv Interval
	if rapid.Bool().Draw(t, name+" has from") {
		iv.From = DateFromDays(rapid.IntRange(1, 60).Draw(t, name+" from"))
	}
	if rapid.Bool().Draw(t, name+" has to") {
		iv.To = DateFromDays(rapid.IntRange(1, 60).Draw(t, name+" to"))
	}
	return iv
}

// A day lies in the intersection if it lies in both; intersection does not depend on
// order; what is empty holds no day and overlaps nothing.
func TestIntervalProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawInterval(t, "a"), drawInterval(t, "b"), drawInterval(t, "c")
		both := a.Intersect(b)
		shared, inA := 0, 0
		for n := 1; n <= 70; n++ {
			d := DateFromDays(n)
			require.Equal(t, a.Contains(d) && b.Contains(d), both.Contains(d))
			if both.Contains(d) {
				shared++
			}
			if a.Contains(d) {
				inA++
			}
		}
		require.Equal(t, both, b.Intersect(a))
		require.Equal(t, both.Intersect(c), a.Intersect(b.Intersect(c)))
		require.Equal(t, a, a.Intersect(Interval{}))
		if shared > 0 {
			require.True(t, a.Overlaps(b))
		}
		if a.IsEmpty() {
			require.Zero(t, inA)
			require.False(t, a.Overlaps(b))
		}
		if !a.To.IsZero() && !a.IsEmpty() && a.To.Days() > 1 {
			require.True(t, a.Contains(a.LastDay()))
			require.False(t, a.Contains(a.LastDay().AddDays(1)))
		}
	})
}

// FuzzParseDate: what is read prints as it was.
func FuzzParseDate(f *testing.F) {
	f.Add("2025-08-27")
	f.Add("0000-00-00")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil && d.String() != s {
			t.Fatalf("%q prints as %q", s, d)
		}
	})
}
