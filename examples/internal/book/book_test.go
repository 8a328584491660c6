package book

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/table"
)

func ask(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = Run(context.Background(), args, &out, &errs)
	return status, out.String(), errs.String()
}

// TestExport: both containers hold the embedded book.
func TestExport(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"us.xlsx", "us"} {
		path := filepath.Join(folder, name)
		status, _, stderr := ask("-export", path)
		require.Zero(t, status, stderr)
		assert.Contains(t, stderr, "18 tables")
		status, stdout, stderr := ask("-check", path)
		require.Zero(t, status, stderr)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, "0 differences")
	}
	status, _, stderr := ask("-export", filepath.Join(folder, "us"))
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "may hold edits")
}

// TestCheck: a folder that somebody edited, well and badly.
func TestCheck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "us")
	status, _, stderr := ask("-export", path)
	require.Zero(t, status, stderr)
	terms := filepath.Join(path, "Terms.csv")
	text, err := os.ReadFile(terms)
	require.NoError(t, err)
	edit := func(from, to string) {
		require.Equal(t, 1, strings.Count(string(text), from))
		require.NoError(t, os.WriteFile(terms, []byte(strings.Replace(string(text), from, to, 1)), 0o644))
	}
	edit("9903.01.84,2025-08-27,2026-02-07,imposed,25%", "9903.01.84,2025-08-27,2026-02-07,imposed,30%")
	status, stdout, stderr := ask("-check", path)
	require.Zero(t, status, stderr)
	assert.Equal(t, "Terms 9903.01.84, 2025-08-27: duty: \"30%\", was \"25%\"\n", stdout)
	status, stdout, _ = ask("-check", path, "-json")
	require.Zero(t, status)
	var answer struct{ Differences []table.Difference }
	require.NoError(t, json.Unmarshal([]byte(stdout), &answer))
	assert.Equal(t,
		[]table.Difference{{Table: "Terms", Key: "9903.01.84, 2025-08-27", Column: "duty", Before: "25%", After: "30%"}},
		answer.Differences)

	edit("9903.01.84,2025-08-27,2026-02-07,imposed,25%", "9903.01.84,27.8.2025,2026-02-07,imposd,25%")
	status, stdout, stderr = ask("-check", path)
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "refused for 2 mistakes")
	assert.Equal(t, 2, strings.Count(stdout, "\n"))
	assert.Regexp(t, `^Terms!B\d+ \(from\): "27.8.2025": needs a date`, stdout)
	status, stdout, _ = ask("-check", path, "-json")
	assert.Equal(t, 1, status)
	var refused struct {
		Error struct {
			Total  int
			Errors []table.Error
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &refused))
	assert.Equal(t, 2, refused.Error.Total)
	assert.Equal(t, "unknown-value", refused.Error.Errors[1].Code)
}

func TestScenario(t *testing.T) {
	folder := t.TempDir()
	in, sheet, out := filepath.Join(folder, "in.json"), filepath.Join(folder, "s.xlsx"), filepath.Join(folder, "out.json")
	const text = `{"name":"x","edits":[{"op":"drop_authority","authority":"IEEPA","from":"2025-09-01"}]}`
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	for _, step := range [][2]string{{in, sheet}, {sheet, out}} {
		status, _, stderr := ask("-scenario", step[0], "-export", step[1])
		require.Zero(t, status, stderr)
	}
	got, err := os.ReadFile(out)
	require.NoError(t, err)
	s, err := law.ParseScenario(bytes.NewReader(got))
	require.NoError(t, err)
	again, err := json.Marshal(s)
	require.NoError(t, err)
	assert.JSONEq(t, text, string(again))

	template := filepath.Join(folder, "t.xlsx")
	status, _, stderr := ask("-template", template)
	require.Zero(t, status, stderr)
	sheets, err := spreadsheet.ReadTables(context.Background(), template)
	require.NoError(t, err)
	assert.Equal(t, "README", sheets[0].Name)
}

func TestUse(t *testing.T) {
	for _, args := range [][]string{
		{},
		{"-check", "a", "-export", "b"},
		{"-check", "a", "b"},
		{"-no"},
		{"-scenario", "a"},
	} {
		status, _, stderr := ask(args...)
		assert.Equal(t, 2, status, args)
		assert.NotEmpty(t, stderr)
	}
	status, _, stderr := ask("-h")
	assert.Zero(t, status)
	assert.Contains(t, stderr, "go run ./examples/book -export us.xlsx")
	for _, args := range [][]string{
		{"-check", "none.xlsx"},
		{"-export", "no/such/us.xlsx"},
		{"-export", "us.ods"},
		{"-scenario", "none", "-export", "x.xlsx"},
	} {
		status, _, stderr := ask(args...)
		assert.Equal(t, 1, status, args)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
}
