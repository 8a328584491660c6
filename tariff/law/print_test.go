package law_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// TestPrintUnitedStates: the largest book there is reads back the same.
func TestPrintUnitedStates(t *testing.T) {
	b := us.Book()
	var out bytes.Buffer
	require.NoError(t, law.Print(&out, b))
	text, err := law.Read(bytes.NewReader(out.Bytes()), "us.law")
	require.NoError(t, err)
	again := &law.Book{}
	require.NoError(t, text.Into(again))
	// Piece by piece: a difference of two whole books is a page that nobody reads.
	same(t, "measure", b.Measures, again.Measures)
	same(t, "list", b.Lists, again.Lists)
	same(t, "line", b.Schedule.Lines, again.Schedule.Lines)
	same(t, "number", b.Schedule.Numbers, again.Schedule.Numbers)
	same(t, "season", b.Schedule.Seasons, again.Schedule.Seasons)
	require.True(t, reflect.DeepEqual(b, again), "another part of the book")
	var twice bytes.Buffer
	require.NoError(t, law.Print(&twice, again))
	require.True(t, out.String() == twice.String(), "what is printed again is the same")
}

func same[T any](t *testing.T, what string, was, is []T) {
	t.Helper()
	require.Len(t, is, len(was), what)
	for i := range was {
		if !reflect.DeepEqual(was[i], is[i]) {
			require.Equal(t, was[i], is[i], what)
		}
	}
}
