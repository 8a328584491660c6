package india50

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReport: the figures are published ones (15.05 bn; 2.58, 0.97 and 1.42 bn;
// $23.3 a barrel) and the duties are those of the golden entries.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out, errs bytes.Buffer
	require.Zero(t, Run(context.Background(), []string{"-out", dir}, &out, &errs), errs.String())
	text := out.String()
	for _, want := range []string{
		"66.5%", "6,650.00", "from 2025-08-27", "from 2026-02-07", "from 2026-02-24", "from 2026-07-24",
		"15.05", "2.58", "0.97", "1.42", "$23.3/bbl", "threatened", "never charged", "What ended when", "18 September 2026",
		"Not set as far as known to 2026-10-10",
	} {
		assert.Contains(t, text, want)
	}
	assert.LessOrEqual(t, strings.Count(text, "\n"), 75, "about one screen")
	for _, line := range strings.Split(text, "\n") {
		assert.LessOrEqual(t, len([]rune(line)), 150)
	}
	first, err := os.ReadFile(filepath.Join(dir, "india50.xlsx"))
	require.NoError(t, err)
	out.Reset()
	require.Zero(t, Run(context.Background(), []string{"-out", dir}, &out, &errs))
	assert.Equal(t, text, out.String())
	second, err := os.ReadFile(filepath.Join(dir, "india50.xlsx"))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(first, second), "the same bytes for the same input")
}

func TestRefuses(t *testing.T) {
	var out, errs bytes.Buffer
	assert.Equal(t, 1, Run(context.Background(), []string{"-date", "2031-01-01", "-out", t.TempDir()}, &out, &errs))
	assert.Contains(t, errs.String(), "2026-10-10")
	assert.Equal(t, 1, Run(context.Background(), []string{"-out", filepath.Join(t.TempDir(), "nowhere")}, &out, &errs))
	assert.Equal(t, 2, Run(context.Background(), []string{"stray"}, &out, &errs))
	assert.Zero(t, Run(context.Background(), []string{"-h"}, &out, &errs))
}
