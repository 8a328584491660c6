package us

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
)

// TestReadings: knives of Brazil and India with 40 percent of steel, by the letter of notes
// 2(x) and 2(z) and as Customs collects it (FAQ of 21 August 2025). 4.4 percent (440),
// steel 50 percent of 4,000 (2,000) and the reciprocal duty of 10 and 25 percent on the rest
// (600, 1,500) stand in both; as collected 40 and 25 percent of 6,000 come on top (2,400, 1,500).
func TestReadings(t *testing.T) {
	letter, err := tariff.Compile(Book())
	require.NoError(t, err)
	book, err := Book().WithReading("rest of derivatives", true)
	require.NoError(t, err)
	collected, err := tariff.Compile(book)
	require.NoError(t, err)
	for _, c := range []struct{ origin, letter, collected string }{
		{"BR", "3040", "5440"},
		{"IN", "3940", "5440"},
	} {
		entry := entryOf(t, "date 2025-09-01", "hts 8211.92.60.00", "value 10000", "claim metal_share=0.4",
			"origin "+c.origin)
		a, err := letter.Assess(entry)
		require.NoError(t, err)
		require.Equal(t, c.letter, a.Total.String())
		require.True(t, contested(a, "as it is collected it is "+c.collected+".00"), "%q", a.Notes)
		a, err = collected.Assess(entry)
		require.NoError(t, err)
		require.Equal(t, c.collected, a.Total.String())
		require.True(t, contested(a, "by its letter it is "+c.letter+".00"), "%q", a.Notes)
	}
	entry := entryOf(t, "date 2025-09-01", "hts 6109.10.00.12", "value 10000", "origin BR")
	a, err := letter.Assess(entry)
	require.NoError(t, err)
	require.False(t, contested(a, ""), "%q", a.Notes)
	_, err = Book().WithReading("no such", true)
	require.ErrorContains(t, err, "rest of derivatives")
}

func contested(a *tariff.Assessment, end string) bool {
	for _, n := range a.Notes {
		if strings.HasPrefix(n, "contested: ") && strings.HasSuffix(n, end) {
			return true
		}
	}
	return false
}

func entryOf(t *testing.T, lines ...string) tariff.Entry {
	t.Helper()
	cases, err := tarifftest.Parse("entry",
		strings.NewReader("entry x\n  "+strings.Join(lines, "\n  ")+"\n  total 0\n  why none\n"))
	require.NoError(t, err)
	entry, err := cases[0].Entry()
	require.NoError(t, err)
	return entry
}
