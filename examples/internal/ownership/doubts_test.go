package ownership

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNearNames: a name that is almost a listed one stops with a question, and -exact or the
// name in the list answers it.
func TestNearNames(t *testing.T) {
	const two = "owner,entity,percent\nGamma Ltd,A,60\ngamma ltd,B,60\n"
	ask := func(args ...string) (int, string, string) {
		file := filepath.Join(t.TempDir(), "edges.csv")
		require.NoError(t, os.WriteFile(file, []byte(two), 0o600))
		var out, errs bytes.Buffer
		status := Run(t.Context(), append(args, "-rule", "ofac", "-date", "2026-10-01", "-edges", file), &out, &errs)
		return status, out.String(), errs.String()
	}
	for _, listed := range []string{"Gamma Ltd", "Gamma Limited", "GAMMA LTD."} {
		status, out, errs := ask("-listed", listed)
		assert.Equal(t, 1, status, listed)
		assert.Empty(t, out)
		assert.Contains(t, errs, `"gamma ltd"`)
		assert.Contains(t, errs, "?")
		assert.Contains(t, errs, "-exact")
		_, out, _ = ask("-listed", listed, "-json")
		assert.Contains(t, out, `"near_match"`)
	}
	status, out, _ := ask("-listed", "Gamma Ltd", "-exact")
	assert.Zero(t, status)
	assert.Contains(t, out, "blocked: 1")
	status, out, _ = ask("-listed", "Gamma Ltd,gamma ltd")
	assert.Zero(t, status)
	assert.Contains(t, out, "blocked: 2")
}

// TestDates: stakes count on their days, and what does not count is told.
func TestDates(t *testing.T) {
	const sold = "owner,entity,percent,source,valid_from,valid_to\nX,A,50,reg,2020-01-01,2022-01-01\nX,B,50,reg,,\n"
	status, a, errs := ask(t, "-rule ofac -date 2021-12-31 -listed X", sold)
	require.Zero(t, status, errs)
	assert.Equal(t, []string{"A", "B"}, a.Blocked)
	assert.NotContains(t, errs, "do not hold")
	status, a, errs = ask(t, "-rule ofac -date 2026-10-01 -listed X", sold)
	require.Zero(t, status, errs)
	assert.Equal(t, []string{"B"}, a.Blocked)
	assert.Contains(t, errs, "1 of 2 stakes do not hold on 2026-10-01")
	status, a, errs = ask(t, "-rule ofac -date 2026-10-01 -listed X",
		"owner,entity,percent,valid_from\nX,A,50,2022-13-01\n")
	assert.Equal(t, 1, status)
	assert.Equal(t, "date", a.Error.Problems[0].Code)
	assert.Contains(t, errs, "valid_from")
}

// TestHelpfulErrors: an error names the flag that helps, and a wrong flag shows its own line.
func TestHelpfulErrors(t *testing.T) {
	for line, want := range map[string]string{
		"-rule ofac -date 2027-01-01 -listed X": "-hold",
		"-rule ofac -date 2026-02-30 -listed X": "-date",
	} {
		_, _, errs := ask(t, line, "owner,entity,percent\nX,A,60\n")
		assert.Contains(t, errs, want)
	}
	var out, errs bytes.Buffer
	assert.Equal(t, 2, Run(t.Context(), strings.Fields("-rule ofac -liste X"), &out, &errs))
	assert.Contains(t, errs.String(), "-listed names")
	assert.NotContains(t, errs.String(), "cat >edges.csv")
	var text bytes.Buffer
	file := filepath.Join(t.TempDir(), "edges.csv")
	require.NoError(t, os.WriteFile(file, []byte("owner,entity,percent\nX,A,60\n"), 0o600))
	assert.Zero(t,
		Run(t.Context(), strings.Fields("-rule bis -date 2026-12-01 -hold -listed X -edges "+file), &text, &errs))
	assert.Contains(t, text.String(), "not known")
}
