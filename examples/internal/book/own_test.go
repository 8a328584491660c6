package book

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCheckOwn: the book of another country is checked with its table, and not compared with
// that of the United States; a fault names its line and column.
func TestCheckOwn(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	const head = "book Examplia\nimporter XK\ncurrency EUR\nknown from 2026-01-01 until 2026-12-31\n"
	write("rates.csv", "code,duty\n7208,3%\n0801,5%\n")
	status, stdout, stderr := ask("-check", write("xk.txt", head+"schedule rates.csv\n"))
	require.Zero(t, status, stderr)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "a sound book of XK: 0 measures, 2 lines")
	status, _, stderr = ask("-check", write("bad.txt", head+"line 7208.10 | 3% | | | from 2026-01-01\n"))
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "bad.txt:5:25")
	assert.Contains(t, stderr, "days behind one more bar")
	// A book of Canada is compared with that of Canada.
	ca := filepath.Join(dir, "ca.txt")
	status, _, stderr = ask("-importer", "CA", "-export", ca)
	require.Zero(t, status, stderr)
	status, stdout, stderr = ask("-check", ca)
	require.Zero(t, status, stderr)
	assert.Contains(t, stderr, "0 differences", stdout)
}
