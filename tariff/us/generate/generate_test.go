package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSameTables makes the tables anew from the raw files, where they are, and
// compares them byte for byte with the embedded ones.
func TestSameTables(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	dir := t.TempDir()
	require.NoError(t, generate(os.DirFS(data), dir))
	count := func(root string) (names []string) {
		for _, pattern := range []string{"*.txt", "lists/*.txt"} {
			found, err := filepath.Glob(filepath.Join(root, pattern))
			require.NoError(t, err)
			for _, f := range found {
				name, err := filepath.Rel(root, f)
				require.NoError(t, err)
				names = append(names, name)
			}
		}
		return names
	}
	const embedded = "../facts"
	require.Equal(t, count(embedded), count(dir))
	for _, name := range count(dir) {
		want, err := os.ReadFile(filepath.Join(embedded, name))
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Equal(t, string(want) == string(got), true, "%s differs from what the raw files give", name)
	}
}

func TestRefusesOtherFolders(t *testing.T) {
	require.Error(t, generate(os.DirFS(t.TempDir()), t.TempDir()))
}
