package panel

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The law of the panel is chosen as that of duty is.
func TestLaw(t *testing.T) {
	status, plain, words := ask("-date 2025-09-01 -origin IN -hts 6109100012 -statutory -csv")
	require.Zero(t, status, words)
	assert.Contains(t, plain, "2025-09-01,IN,0.500000,0.665000,1", "twice 25 % and 16.5 %")
	status, without, words := ask("-date 2025-09-01 -origin IN -hts 6109100012 -statutory -csv -scenario no-ieepa")
	require.Zero(t, status, words)
	assert.Contains(t, without, "2025-09-01,IN,0.000000,0.165000,1")

	status, _, words = ask("-date 2029-09-01 -origin IN -hts 6109100012 -statutory -csv")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-hold")
	status, held, words := ask("-date 2026-10-10,2029-09-01 -origin IN -hts 6109100012 -statutory -csv -hold")
	require.Zero(t, status, words)
	assert.Contains(t, words, "held: nothing is known after 2026-10-10")
	rows := strings.Split(strings.TrimSpace(held), "\n")
	require.Len(t, rows, 3)
	assert.Equal(t, strings.Replace(rows[1], "2026-10-10", "2029-09-01", 1), rows[2])
}

// TestNotice: a text of law is laid over the book, and the answer names it.
func TestNotice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notice.txt")
	require.NoError(t, os.WriteFile(path, []byte(`notice Proclamation on cashew nuts
program Section 232 / nuts
  measure 9903.99.01 | cashew nuts, 12 %
    origins every country; products 0801.32
    duty 12% from 2026-09-15
`), 0o644))
	status, out, words := ask("-intervals -csv -statutory -origin VN -hts 0801.32.00.00 -law " + path)
	require.Zero(t, status, words)
	assert.Contains(t, words, "with Proclamation on cashew nuts laid over the book")
	last := strings.Split(strings.TrimSpace(out), "\n")
	assert.Contains(t, last[len(last)-1], "VN,2026-09-15,", "a stretch begins with the notice")
}
