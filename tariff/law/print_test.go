package law

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us"
)

// TestPrintUnitedStates: the largest book there is reads back the same.
func TestPrintUnitedStates(t *testing.T) {
	b := us.Book()
	var out bytes.Buffer
	require.NoError(t, Print(&out, b))
	if p := os.Getenv("LAW_OUT"); p != "" {
		os.WriteFile(p, out.Bytes(), 0o644)
	}
	text, err := Read(bytes.NewReader(out.Bytes()), "us.law")
	require.NoError(t, err)
	again, err := text.book()
	require.NoError(t, err)
	require.Equal(t, b.Groups, again.Groups)
	require.Equal(t, len(b.Measures), len(again.Measures))
	for i := range b.Measures {
		require.Equal(t, b.Measures[i], again.Measures[i])
	}
	require.Equal(t, b, again)
	var twice bytes.Buffer
	require.NoError(t, Print(&twice, again))
	require.Equal(t, out.String(), twice.String())
}
