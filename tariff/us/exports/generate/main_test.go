package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTable: the table is what the generator writes from the raw material.
func TestTable(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	want, err := os.ReadFile("../exports.txt")
	require.NoError(t, err)
	text, err := Table(os.DirFS(data))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(text))
}
