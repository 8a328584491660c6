package duty

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLines: a file in, rows and totals and statistics out, and the status of rejects.
func TestLines(t *testing.T) {
	dir := t.TempDir()
	in, out, rejects := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv"), filepath.Join(dir, "rejects.csv")
	require.NoError(t,
		os.WriteFile(in,
			[]byte("origin,hts,value,date\nIN,6109.10.00.12,10000,2025-09-01\nVN,6109.10.00.12,10000,2025-09-01\n"+
				"IN,6109.10.00.12,x,2025-09-01\n"), 0o600))
	var stdout, stderr bytes.Buffer
	status := Run(t.Context(),
		[]string{"-lines", in, "-out", out, "-by", "origin", "-rejects", rejects, "-stats", "-workers", "1"}, &stdout,
		&stderr)
	assert.Equal(t, 3, status, stderr.String())
	written, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "origin,hts,value,date,total_duty,effective_rate,base_duty,additional_duty\n"+
		"IN,6109.10.00.12,10000,2025-09-01,6650.00,0.665,1650.00,5000.00\n"+
		"VN,6109.10.00.12,10000,2025-09-01,3650.00,0.365,1650.00,2000.00\n"+
		"IN,6109.10.00.12,x,2025-09-01,,,,\n", string(written))
	printed := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	require.Len(t, printed, 4)
	// A row that is rejected for its value is still one of its origin.
	assert.Equal(t, []string{
		"origin,lines,value,total_duty,base_duty,additional_duty,rejected",
		"IN,1,10000.00,6650.00,1650.00,5000.00,1", "VN,1,10000.00,3650.00,1650.00,2000.00,0",
	}, printed[:3])
	var stats struct {
		Lines, Rejected, Workers int
		Duty                     string `json:"total_duty"`
	}
	require.NoError(t, json.Unmarshal([]byte(printed[3]), &stats))
	assert.Equal(t, 3, stats.Lines)
	assert.Equal(t, 1, stats.Rejected)
	assert.Equal(t, 1, stats.Workers)
	assert.Equal(t, "10300.00", stats.Duty)
	told, err := os.ReadFile(rejects)
	require.NoError(t, err)
	assert.Contains(t, string(told), "4,C4,bad_value,x,")

	assert.Equal(t, 0, Run(t.Context(), []string{"-lines", in, "-by", "size"}, &stdout, &stderr)-2, "a wrong flag")
	stdout.Reset()
	assert.Equal(t, 1, Run(t.Context(), []string{"-lines", filepath.Join(dir, "none.csv"), "-json"}, &stdout, &stderr))
	assert.Contains(t, stdout.String(), `"error"`)

	// A refused file leaves what stood there before.
	require.NoError(t, os.WriteFile(in, []byte("nothing\n"), 0o600))
	assert.Equal(t, 1, Run(t.Context(), []string{"-lines", in, "-out", out}, &stdout, &stderr))
	again, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, written, again)
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}
