package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func ask(t *testing.T, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return status, out.String(), errs.String()
}

func TestHelp(t *testing.T) {
	status, out, _ := ask(t, "help")
	assert.Equal(t, 0, status)
	for _, c := range commands() {
		assert.Contains(t, out, "\n  "+c.name+" ")
		status, _, errs := ask(t, c.name, "-h")
		assert.Equal(t, 0, status, c.name)
		assert.Contains(t, errs, c.name, c.name)
	}
	status, _, errs := ask(t)
	assert.Equal(t, 2, status)
	assert.Contains(t, errs, "COMMAND")
	status, _, errs = ask(t, "dutty")
	assert.Equal(t, 2, status)
	assert.Contains(t, errs, "(duty?)")
	assert.Equal(t, 1, strings.Count(errs, "\n"))
}

// TestSchema: the first key of every JSON answer, an error too, says of which shape it is.
func TestSchema(t *testing.T) {
	for line, want := range map[string]struct {
		status int
		schema string
	}{
		"duty -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01 -json": {0, "duty"},
		"duty -origin IN -hts 6109.10.00.12 -value 10000 -date 2035-09-01 -json": {1, "duty"},
		"cap -regime EU -product crude -price 47.10 -date 2026-02-15 -json":      {0, "cap"},
		"cap -regime EU -product crude -price x -date 2026-02-15 -json":          {1, "cap"},
		"search t-shirt -json":                                            {0, "search"},
		"search -json xqzvkjwq":                                           {1, "search"},
		"browse 6109.10 -json":                                            {0, "browse"},
		"browse 6109.17 -json":                                            {1, "browse"},
		"check none.csv -json":                                            {1, "check"},
		"book -json -check none.csv":                                      {1, "book"},
		"models -model hat -in ../models/testdata/hat.json -json":         {0, "models"},
		"models -model hat -in none.json -json":                           {1, "models"},
		"ownership -rule ofac -date 2025-01-01 -listed A -edges x -json":  {1, "ownership"},
		"impact -flows none.csv -scenario none -json":                     {1, "impact"},
		"compare -hts 6109.10.00.12 -origin IN,VN -date 2025-09-01 -json": {0, "compare"},
		"compare -hts 6109.10.00.12 -origin IN,VN -date 2035-09-01 -json": {1, "compare"},
		"watch -list none.csv -from 2025-09-01 -to 2025-10-01 -json":      {1, "watch"},
		"version -json":                                                   {0, "version"},
	} {
		status, out, errs := ask(t, strings.Fields(line)...)
		assert.Equal(t, want.status, status, "%s: %s", line, errs)
		assert.True(t, strings.HasPrefix(out, "{\n  \"schema\": \"tradeshock/"+want.schema+"/1\""), "%s: %s", line, out)
		assert.Equal(t, 1, strings.Count(out, `"schema":`), line)
		var object map[string]any
		require.NoError(t, json.Unmarshal([]byte(out), &object), line)
		_, failed := object["error"]
		assert.Equal(t, want.status == 1, failed, line)
	}
}

func TestDutyIsTheProgram(t *testing.T) {
	status, out, _ := ask(t, "duty", "-origin", "IN", "-hts", "6109.10.00.12", "-value", "10000", "-date", "2025-09-01")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, "6,650.00", "16.5% + 25% + 25% of 10,000")
	assert.Contains(t, out, "goods: T-shirts")
}

func TestSearch(t *testing.T) {
	status, out, _ := ask(t, "search", "-n", "1", "cotton", "t-shirt")
	assert.Equal(t, 0, status)
	assert.True(t, strings.HasPrefix(out, "6109.10.00.12: T-shirts"), out)
	assert.Equal(t, 1, strings.Count(out, "\n"))
	status, again, _ := ask(t, "search", "cotton t-shirt", "-n", "1")
	assert.Equal(t, 0, status)
	assert.Equal(t, out, again, "flags may stand behind the words")
	for _, wrong := range []string{"search", "search -n 0 shirt", "search -x shirt", "browse"} {
		status, _, errs := ask(t, strings.Fields(wrong)...)
		assert.Equal(t, 2, status, wrong)
		assert.NotEmpty(t, errs)
	}
	status, _, errs := ask(t, "browse", "6109.10.00.13")
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "6109.10.00.12")
}

func TestVersion(t *testing.T) {
	status, out, _ := ask(t, "version")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, "law known until 20")
	assert.Contains(t, out, "schedule 2026_rev_")
}

// TestCompletion: every command and flag stands in the completion, which the shell can read.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		status, out, _ := ask(t, "completion", shell)
		assert.Equal(t, 0, status, shell)
		for _, c := range commands() {
			assert.Contains(t, out, c.name, shell)
		}
		assert.Contains(t, out, "as-published", shell)
		if _, err := exec.LookPath(shell); err == nil && shell != "zsh" {
			check := exec.CommandContext(context.Background(), shell, "-n")
			check.Stdin = strings.NewReader(out)
			text, err := check.CombinedOutput()
			require.NoError(t, err, string(text))
		}
	}
	status, _, _ := ask(t, "completion", "tcsh")
	assert.Equal(t, 2, status)
}
