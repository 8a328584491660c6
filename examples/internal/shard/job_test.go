package shard

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// TestBookByItsContent: the same book has the same hash, and one rate more or less another.
func TestBookByItsContent(t *testing.T) {
	hash := func(b *law.Book) string {
		is, err := BookOf(b)
		require.NoError(t, err)
		return is.SHA256
	}
	was := hash(us.Book())
	assert.Equal(t, was, hash(us.Book().Clone()))
	for what, edit := range map[string]func(b *law.Book, s *law.Schedule){
		"a rate of the schedule": func(_ *law.Book, s *law.Schedule) {
			s.Lines = slices.Clone(s.Lines)
			at := slices.IndexFunc(s.Lines, func(l law.Line) bool { return l.Code == "61091000" })
			require.GreaterOrEqual(t, at, 0)
			s.Lines[at].General = "17%"
		},
		"a number of the schedule": func(_ *law.Book, s *law.Schedule) { s.Numbers = s.Numbers[1:] },
		"a measure":                func(b *law.Book, _ *law.Schedule) { b.Measures = b.Measures[1:] },
		"a list":                   func(b *law.Book, _ *law.Schedule) { b.Lists = b.Lists[1:] },
		"a group":                  func(b *law.Book, _ *law.Schedule) { b.Groups = b.Groups[1:] },
		"a program":                func(b *law.Book, _ *law.Schedule) { b.Programs = b.Programs[1:] },
		"the last day known":       func(b *law.Book, _ *law.Schedule) { b.KnownUntil = b.KnownUntil.AddDays(1) },
	} {
		b, s := us.Book().Clone(), *us.Book().Schedule
		edit(b, &s)
		b.Schedule = &s
		assert.NotEqual(t, was, hash(b), what)
	}
}
