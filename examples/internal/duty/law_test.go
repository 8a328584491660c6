package duty

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
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

// TestNotice: a text of law is laid over the book without compiling anything anew, and the
// answer names it.
func TestNotice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notice.txt")
	require.NoError(t, os.WriteFile(path, []byte(notice), 0o644))
	const nuts = "-origin VN -hts 0801.32.00.00 -value 10000 -date "
	status, before, stderr := ask(t, nuts+"2026-09-14", "-law", path)
	require.Zero(t, status, stderr)
	status, after, stderr := ask(t, nuts+"2026-09-15", "-law", path)
	require.Zero(t, status, stderr)
	assert.NotContains(t, before.applied(), "9903.99.01")
	assert.Equal(t, "1200", strings.TrimSuffix(after.applied()["9903.99.01"], ".00"))
	assert.Contains(t, strings.Join(after.Notes, "\n"),
		"with Proclamation on cashew nuts, 91 FR 99999, published 2026-09-01 laid over the book")

	var out, errs bytes.Buffer
	lines := filepath.Join(t.TempDir(), "lines.csv")
	require.NoError(t, os.WriteFile(lines, []byte("hts,origin,date,value\n0801.32.00.00,VN,2026-09-15,10000\n"), 0o644))
	require.Zero(t, Run(t.Context(), []string{"-lines", lines, "-law", path, "-by", "authority"}, &out, &errs),
		errs.String())
	assert.Contains(t, errs.String(), "with Proclamation on cashew nuts")
	assert.Contains(t, out.String(), "Section 232,")

	require.NoError(t, os.WriteFile(path, []byte("change 9903.99.99\n  duty 1% from 2026-01-01\n"), 0o644))
	status, refused, stderr := ask(t, nuts+"2026-09-15", "-law", path)
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "-law")
	assert.Contains(t, stderr, "notice.txt:1:1")
	assert.Equal(t, "bad_law", refused.Error.Code)
}

// TestCountryOfItsOwn: a text is a whole book.
func TestCountryOfItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "examplia.txt")
	require.NoError(t, os.WriteFile(path, []byte(`book Examplia
importer XK
currency EUR
known from 2026-01-01 until 2026-12-31
program Safeguards / steel
  measure 99.10 | steel | origins every country; products 7208
    duty 15% from 2026-04-01
line 7208.10.00 | 3% | | 20% | t
schedule known until 2026-12-31
`), 0o644))
	status, a, stderr := ask(t, "-origin DE -hts 7208.10.00 -value 10000 -date 2026-05-01 -book "+path)
	require.Zero(t, status, stderr)
	assert.Equal(t, "1800", strings.TrimSuffix(a.TotalDuty, ".00"))
}
