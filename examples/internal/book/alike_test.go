package book

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/table"
)

func TestAlike(t *testing.T) {
	cell := func(key, after string) table.Difference {
		return table.Difference{Table: "Measures", Key: key, Column: "duty", Before: "10%", After: after}
	}
	assert.Equal(t, []string{
		"Measures, 4 rows alike, the first a: duty: \"11%\", was \"10%\"",
		"Measures b: duty: \"12%\", was \"10%\"",
		"Terms: added: x", "Terms: added: x", "Terms: added: x", "Terms: added: x",
	}, summary([]table.Difference{
		cell("a", "11%"), cell("b", "12%"), cell("c", "11%"), cell("d", "11%"), cell("e", "11%"),
		{Table: "Terms", After: "x"},
		{Table: "Terms", After: "x"},
		{Table: "Terms", After: "x"},
		{Table: "Terms", After: "x"},
	}))
}

// TestKnownUntil: another day until which the whole book is known is a few lines.
func TestKnownUntil(t *testing.T) {
	path := filepath.Join(t.TempDir(), "us")
	do := func(args ...string) string {
		var out, words bytes.Buffer
		require.Zero(t, Run(context.Background(), args, &out, &words), words.String())
		return out.String()
	}
	do("-export", path)
	for _, table := range []string{"Book", "Measures"} {
		file := filepath.Join(path, table+".csv")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		text = bytes.ReplaceAll(text, []byte("2026-10-10"), []byte("2026-12-31"))
		require.NoError(t, os.WriteFile(file, text, 0o600))
	}
	said, all := do("-check", path), do("-check", path, "-all")
	assert.LessOrEqual(t, strings.Count(said, "\n"), 5, said)
	assert.Contains(t, said, `Book: known_until: "2026-12-31", was "2026-10-10"`)
	assert.Contains(t, said, "rows alike")
	assert.Greater(t, strings.Count(all, "\n"), 300)
}
