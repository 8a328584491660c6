package words

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestAgreesWithBook: every number of the book that is in use after the last change has a
// text, or is a line that is printed by its numbers alone; and every text at the end of the
// outline is a number or line of the book.
func TestAgreesWithBook(t *testing.T) {
	s := loaded()
	schedule := us.Book().Schedule
	day, err := trade.ParseDate("2026-07-01")
	require.NoError(t, err)
	inUse := map[trade.Product]bool{}
	for _, l := range schedule.Lines {
		if l.During.Contains(day) {
			inUse[l.Code] = true
		}
	}
	for _, n := range schedule.Numbers {
		if n.During.Contains(day) {
			inUse[n.Code] = true
		}
	}
	for code := range inUse {
		_, ok := s.find(code)
		if !ok && len(code) == 8 {
			_, ok = s.first(code)
		}
		assert.True(t, ok, "%s has no text", code)
	}
	for _, r := range s.rows {
		if r.leaf && r.number != "" {
			line, undivided := r.number[:8], len(r.number) == 8 || r.number[8:] == "00"
			assert.True(t, inUse[r.number] || undivided && inUse[line], "%s is not in use", r.number)
		}
	}
}

func TestSource(t *testing.T) {
	source := Source()
	assert.Equal(t, "2026_rev_21", source.Revision)
	assert.Len(t, loaded().rows, source.Rows)
	assert.Contains(t, source.Publisher, "U.S. International Trade Commission")
	assert.NotEmpty(t, source.Retrieved)
	assert.NotEmpty(t, source.Title)
}

func TestLookup(t *testing.T) {
	for _, code := range []trade.Product{"6109.10.00.12", "6109100012"} {
		p, ok := Lookup(code)
		require.True(t, ok)
		assert.Equal(t, "6109.10.00.12: T-shirts, singlets, tank tops and similar garments, knitted or crocheted: "+
			"Of cotton: Men's or boys': Other T-shirts: Men's (338)", p.String())
	}
	for _, code := range []trade.Product{"8517.13.00.00", "8517.13.00", "851713"} {
		p, ok := Lookup(code)
		require.True(t, ok, code)
		assert.Equal(t, "Smartphones", p.Text)
	}
	// Split on 1 July 2026: the old number is gone, its text stands above the new ones.
	p, ok := Lookup("1207.99.03.65")
	require.True(t, ok)
	assert.Equal(t, "Certified organic", p.Text)
	_, ok = Lookup("1207.99.03.60")
	assert.False(t, ok)
	for _, code := range []trade.Product{"", "99", "6109.10.00.13", "9903.01.25", "x", "12345678901234"} {
		_, ok := Lookup(code)
		assert.False(t, ok, code)
	}
}

func TestBrowse(t *testing.T) {
	chapter, err := Browse("61")
	require.NoError(t, err)
	assert.Len(t, chapter.Below, 17, "headings 6101 to 6117")
	heading, err := Browse("6109")
	require.NoError(t, err)
	require.Len(t, heading.Below, 2)
	assert.Equal(t, Entry{"61091000", "Of cotton", 0, true}, heading.Below[0])
	line, err := Browse("6109.10.00")
	require.NoError(t, err)
	assert.Equal(t, Entry{"", "Men's or boys':", 0, true}, line.Below[0])
	numbers := 0
	for _, e := range line.Below {
		if e.Number != "" {
			numbers++
			assert.False(t, e.More, e.Number)
		}
	}
	assert.Equal(t, 14, numbers, "the statistical numbers of 6109.10.00")
	leaf, err := Browse("6109.10.00.12")
	require.NoError(t, err)
	assert.Empty(t, leaf.Below)
	assert.Len(t, leaf.Path, 4)

	_, err = Browse("6109.10.00.13")
	var e *CodeError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, trade.Product("6109100012"), e.Nearest[0].Number)
	assert.Contains(t, err.Error(), "6109.10.00.12")
	_, err = Browse("77")
	require.ErrorAs(t, err, &e)
}

func TestNearest(t *testing.T) {
	for wrong, want := range map[trade.Product]trade.Product{
		"6109.10.00.12": "6109100012", // itself
		"6109.10.00.13": "6109100012",
		"8517.12.00":    "85171100", // smartphones until 2021; of what shares five digits, the nearest by number
		"8471.30.02":    "8471300100",
	} {
		near := nearest(wrong, 3)
		require.NotEmpty(t, near, wrong)
		assert.True(t, near[0].Number.Within(want[:min(8, len(want))]), "%s: %v", wrong, near)
	}
	assert.Empty(t, nearest("", 3))
	assert.Empty(t, nearest("6109", 0))
	assert.Len(t, nearest("85171", 3), 3)
}
