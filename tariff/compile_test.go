package tariff

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

func TestCompileForOrigins(t *testing.T) {
	engine, err := CompileWith(smallBook(), Options{Origins: []trade.Country{"IN"}})
	require.NoError(t, err)
	a, err := engine.Assess(entry("IN", "6109100012", "1000", "2025-06-01"))
	require.NoError(t, err)
	assert.Equal(t, "265.00", trade.Amount(a.Total))
	_, err = engine.Assess(entry("CN", "6109100012", "1000", "2025-06-01"))
	assert.Equal(t, "not_covered", ErrorCode(err))
}

// TestOlderSchedule: an answer that rests on an edition older than the entry says so.
func TestOlderSchedule(t *testing.T) {
	engine := compile(t, smallBook())
	a, err := engine.Assess(entry("IN", "6109100012", "1000", "2026-07-01"))
	require.NoError(t, err)
	require.Len(t, a.Notes, 1)
	assert.Contains(t, a.Notes[0], "later editions up to r2 are not held")
	a, err = engine.Assess(entry("IN", "6109100012", "1000", "2026-06-30"))
	require.NoError(t, err)
	assert.Empty(t, a.Notes)
}

func TestTwoClocks(t *testing.T) {
	b := smallBook()
	b.Measures[0].Terms = []law.Term{
		{
			Interval: between("2025-04-05", "2026-02-24"), State: law.Imposed, Duty: "10%",
			Knowledge: law.Knowledge{Published: day("2025-04-02"), Overtaken: day("2025-06-16")},
		},
		{
			Interval: between("2025-04-05", "2026-02-24"), State: law.Imposed, Duty: "4%",
			Knowledge: law.Knowledge{Published: day("2025-06-16")},
		},
	}
	want := func(book *law.Book, total string) {
		t.Helper()
		a, err := compile(t, book).Assess(entry("IN", "6109100012", "1000", "2025-05-01"))
		require.NoError(t, err)
		assert.Equal(t, total, trade.Amount(a.Total))
	}
	want(b, "205.00")
	want(b.AsPublished(day("2025-04-01")), "165.00")
	want(b.AsPublished(day("2025-06-15")), "265.00")
	want(b.AsPublished(day("2025-06-16")), "205.00")
}

func TestCompileRefuses(t *testing.T) {
	for _, c := range []struct {
		name, says string
		spoil      func(*law.Book)
	}{
		{"no schedule", "no schedule", func(b *law.Book) { b.Schedule = nil }},
		{"a duty that does not parse", "general rate", func(b *law.Book) { b.Schedule.Lines[0].General = "ten percent" }},
		{"twice the same heading", "stands twice", func(b *law.Book) { b.Measures[1].Heading = "R" }},
		{"an unknown list", `no list "nowhere"`, func(b *law.Book) { b.Measures[1].Products.Lists = []string{"nowhere"} }},
		{"an unknown origin", `"ZZ"`, func(b *law.Book) { b.Measures[1].Origins.In = []string{"ZZ"} }},
		{"imposed without a duty", "without a duty", func(b *law.Book) { b.Measures[1].Terms[0].Duty = "" }},
		{"an unknown state", `state "maybe"`, func(b *law.Book) { b.Measures[1].Terms[0].State = "maybe" }},
		{"terms that overlap", "overlaps", func(b *law.Book) {
			b.Measures[1].Terms = append(b.Measures[1].Terms, b.Measures[1].Terms[0])
		}},
		{"a circle", "in a circle", func(b *law.Book) {
			b.Measures[1].Exceptions = []law.Exception{{Heading: "x", Subject: []law.Selector{{Headings: "R"}}}}
		}},
		{"topping up by a quantity", "rate of the value", func(b *law.Book) { b.Measures[3].Terms[0].Duty = "1¢/kg" }},
		{"a failed load", "boom", func(b *law.Book) { *b = *law.FailedBook(errors.New("boom")) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := smallBook()
			c.spoil(b)
			_, err := Compile(b)
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.says)
		})
	}
	_, err := Compile(nil)
	require.Error(t, err)
}

// TestCircleIsNamed: the error names the measures of the circle, and not those that only
// look at one of them.
func TestCircleIsNamed(t *testing.T) {
	charged := func(by string) []law.Exception {
		return []law.Exception{{Heading: "x", Subject: []law.Selector{{Headings: by}}}}
	}
	b := smallBook()
	for _, m := range []struct{ heading, by string }{
		{"before", "one"},
		{"one", "two"},
		{"two", "three"},
		{"three", "one"},
		{"after", "before"},
	} {
		added := b.Measures[1]
		added.Heading, added.Group, added.Exceptions = m.heading, "", charged(m.by)
		b.Measures = append(b.Measures, added)
	}
	_, err := Compile(b)
	require.ErrorContains(t, err, "in a circle: one, two, three")
	assert.NotContains(t, err.Error(), "before")
}
