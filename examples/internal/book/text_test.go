package book

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A notice that does not exist.
const notice = `notice Proclamation on cashew nuts
  cite 91 FR 99999
  published 2026-09-01; known until 2026-10-10

program Section 232 / nuts
  measure 9903.99.01 | cashew nuts, 12 %
    origins every country; products 0801.32
    duty 12% from 2026-09-15
`

// TestText: the whole book goes out as text of law and comes back, alone and under a notice.
func TestText(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "us.txt")
	status, _, stderr := ask("-export", path)
	require.Zero(t, status, stderr)
	status, stdout, stderr := ask("-check", path)
	require.Zero(t, status, stderr)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "0 differences")

	// What is there is not written over.
	status, _, stderr = ask("-export", path)
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "-export")
}

// TestNotice: a notice is checked against the embedded book, line by line.
func TestNotice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notice.txt")
	require.NoError(t, os.WriteFile(path, []byte(notice), 0o644))
	status, stdout, stderr := ask("-check", path)
	require.Zero(t, status, stderr)
	assert.Contains(t, stdout, "9903.99.01")
	assert.Contains(t, stdout, "cashew nuts, 12 %")

	require.NoError(t, os.WriteFile(path, []byte(notice+"    duty 12 percent\n"), 0o644))
	status, stdout, stderr = ask("-check", path, "-json")
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "notice.txt:9:10")
	assert.Contains(t, stdout, `"bad_law"`)
}
