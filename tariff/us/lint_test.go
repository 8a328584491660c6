package us

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// TestTextsHaveEffect: nothing in the texts of the book is stated for nothing.
func TestTextsHaveEffect(t *testing.T) {
	text, err := law.ReadFS(texts, lawFiles()...)
	require.NoError(t, err)
	b := &law.Book{}
	if b.Schedule, err = loadSchedule(); err == nil {
		b.Lists, err = loadLists()
	}
	require.NoError(t, err)
	b.Groups, err = loadGroups()
	require.NoError(t, err)
	b.KnownFrom, b.KnownUntil = KnownFrom(), KnownUntil()
	require.NoError(t, text.Into(b))
	// Notes 50(a)(vi), 51(c) and 52(f) name a heading of goods that pay nothing under it.
	err = text.Lint(b)
	require.ErrorContains(t, err, "section301.txt")
	faults := strings.Split(err.Error(), "\n")
	require.Len(t, faults, 4, "%v", err)
	for _, f := range faults {
		require.Contains(t, f, "charged under 9903.74.06: the book has no such measure")
	}
}
