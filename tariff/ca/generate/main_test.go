package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSameLists makes the lists anew from the raw files, where they are, and compares them
// byte for byte with the embedded ones.
func TestSameLists(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	text, err := generate(os.DirFS(data))
	require.NoError(t, err)
	want, err := os.ReadFile("../law/lists.txt")
	require.NoError(t, err)
	require.True(t, bytes.Equal(text, want), "lists.txt differs from what the raw files give")
}
