package india50

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The workbook takes the place of an earlier one, and of nothing else.
func TestNothingElseIsOverwritten(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "india50.xlsx")
	require.NoError(t, os.WriteFile(path, []byte("a person's work"), 0o644))
	do := func(more ...string) int {
		var out, words bytes.Buffer
		return Run(context.Background(), append([]string{"-out", folder}, more...), &out, &words)
	}
	assert.Equal(t, 1, do())
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "a person's work", string(kept))
	assert.Zero(t, do("-force"))
	assert.Zero(t, do(), "its own")
}
