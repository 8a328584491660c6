package us

import (
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
	require.NoError(t, text.Lint(b))
}
