package book

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is there may hold a person's edits: it is written over by force alone.
func TestEditsAreKept(t *testing.T) {
	folder := t.TempDir()
	do := func(args ...string) (int, string) {
		var out, words bytes.Buffer
		status := Run(t.Context(), args, &out, &words)
		return status, words.String()
	}
	for _, name := range []string{"whatif.xlsx", "whatif.json"} {
		path := filepath.Join(folder, name)
		args := []string{"-scenario", "no-ieepa", "-export", path}
		status, words := do(args...)
		require.Zero(t, status, words)
		before, err := os.ReadFile(path)
		require.NoError(t, err)
		status, words = do(args...)
		assert.Equal(t, 1, status)
		assert.Contains(t, words, "-force")
		status, _ = do("-scenario", path, "-export", path, "-force")
		assert.Equal(t, 1, status, "never what it reads")
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, before, after)
		status, words = do(append(args, "-force")...)
		assert.Zero(t, status, words)
	}
}
