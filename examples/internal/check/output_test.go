package check

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A template that was filled in is written over by force alone.
func TestTemplateKeepsWork(t *testing.T) {
	path := filepath.Join(t.TempDir(), "flows.xlsx")
	do := func(args ...string) int {
		var out, words bytes.Buffer
		return Run(context.Background(), args, &out, &words)
	}
	require.Zero(t, do("-template", path))
	assert.Equal(t, 1, do("-template", path))
	assert.Zero(t, do("-template", path, "-force"))
	csv := filepath.Join(t.TempDir(), "flows.csv")
	require.NoError(t, os.WriteFile(csv, []byte("period,origin,destination,hs,value_usd\n2025,IN,US,610910,5\n"), 0o644))
	assert.Equal(t, 1, do("-annotate", path, csv))
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.NotEmpty(t, kept)
}
