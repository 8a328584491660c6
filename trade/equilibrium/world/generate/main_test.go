package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTablesAreThoseEmbedded: the same material gives the same bytes.
func TestTablesAreThoseEmbedded(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw data")
	}
	trade, gdp, err := Tables(data)
	require.NoError(t, err)
	for name, want := range map[string]string{"trade.txt": trade, "gdp.txt": gdp} {
		got, err := os.ReadFile("../" + name)
		require.NoError(t, err)
		assert.Equal(t, want, string(got), name)
	}
}
