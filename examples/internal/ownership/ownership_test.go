package ownership

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
)

type answer struct {
	Rule, Threshold, State string
	Blocked, Undetermined  []string
	Unmatched              []string
	Proof                  map[string][]struct{ Owner, Percent string }
	Error                  *struct {
		Code, Message string
		KnownUntil    string `json:"known_until"`
		Total         int
		Problems      []struct {
			Line, Column        int
			Code, Text, Message string
			Entity, Sum         string
			Owners              int
		}
	}
}

// ask runs the program with the words of a command line and a file of edges.
func ask(t *testing.T, line, edges string) (status int, a answer, stderr string) {
	file := filepath.Join(t.TempDir(), "edges.csv")
	require.NoError(t, os.WriteFile(file, []byte(edges), 0o600))
	var out, errs bytes.Buffer
	status = Run(context.Background(), append(strings.Fields(line), "-json", "-edges", file), &out, &errs)
	if out.Len() > 0 {
		require.NoError(t, json.Unmarshal(out.Bytes(), &a), out.String())
	}
	return status, a, errs.String()
}

const edges = "owner,entity,percent,control\nX,A,50,\nX,B,10,yes\nA,B,40,\nB,C,25-60,\nX,D,49.999999999999999999,\nY,D,,\nP,D,50,\n"

func TestRules(t *testing.T) {
	for _, c := range []struct {
		line, blocked, undetermined string
	}{
		{"-rule ofac -date 2026-10-01 -listed X", "A B", "C"},
		{"-rule OFAC -date 2026-11-23 -listed X,Y", "A B", "C D"}, // Y may hold the rest of D
		{"-rule eu -date 2024-07-02 -listed X", "B", "C"},
		{"-rule eu -date 2024-07-03 -listed X", "A B", "C"},
		{"-rule uk -date 2026-10-01 -listed X", "B", "C"},
		{"-rule bis -date 2025-10-15 -listed X", "A B", "C"},
		{"-rule bis -date 2026-10-01 -listed X", "", ""},
		{"-rule bis -date 2026-11-23 -hold -listed X", "", "A B C"}, // whether it is in force is not known
	} {
		status, a, stderr := ask(t, c.line, edges)
		require.Zero(t, status, stderr)
		assert.Equal(t, strings.Fields(c.blocked), append([]string{}, a.Blocked...), c.line)
		assert.Equal(t, strings.Fields(c.undetermined), append([]string{}, a.Undetermined...), c.line)
		assert.Equal(t, "50", a.Threshold)
		assert.Len(t, a.Proof, len(a.Blocked))
		switch {
		case strings.Contains(c.line, "-hold"):
			assert.Equal(t, "unknown", a.State)
		case strings.HasPrefix(c.line, "-rule bis -date 2026"):
			assert.Equal(t, "suspended", a.State)
		}
	}
	_, a, _ := ask(t, "-rule ofac -date 2026-10-01 -listed X", edges)
	assert.Equal(t, []struct{ Owner, Percent string }{{"A", "40"}, {"X", "10"}}, a.Proof["B"])
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		line, edges, code, text string
	}{
		{"-rule ofac -date 2014-08-12 -listed X", edges, "horizon", "2014-08-13"},
		{"-rule bis -date 2026-11-10 -listed X", edges, "horizon", "2026-11-09"},
		{"-rule ofac -date 2027-01-01 -listed X", edges, "horizon", "2026-11-23"},
		{"-rule ofac -date 2026-02-30 -listed X", edges, "bad_date", "2026-02-30"},
		{"-rule ofac -date 2026-10-01 -listed X", "", "bad_edges", "the file is empty"},
		{"-rule ofac -date 2026-10-01 -listed X", "owner,entity\n", "bad_edges", "percent"},
		{"-rule ofac -date 2026-10-01 -listed X", "owner,entity,percent\nX,A,60\nY,A,41\n", "bad_edges", "101"},
		{"-rule ofac -date 2026-10-01 -listed X", "owner,entity,percent\nX,A,60\nX,A,4\n", "bad_edges", "line 3, column 2"},
	} {
		status, a, stderr := ask(t, c.line, c.edges)
		assert.Equal(t, 1, status, c.line)
		require.NotNil(t, a.Error, c.line)
		assert.Equal(t, c.code, a.Error.Code, c.line)
		assert.Contains(t, stderr, c.text)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), "one line on stderr: %s", stderr)
	}
	_, a, stderr := ask(t, "-rule ofac -date 2026-10-01 -listed X", "owner,entity,percent\nX,A,fifty\n,B,5\nX,C,-1\n")
	assert.Equal(t, 3, a.Error.Total)
	require.Len(t, a.Error.Problems, 3)
	assert.Equal(t, 2, a.Error.Problems[0].Line)
	assert.Equal(t, 3, a.Error.Problems[0].Column)
	assert.Equal(t, "fifty", a.Error.Problems[0].Text)
	assert.Equal(t, "empty_owner", a.Error.Problems[1].Code)
	for _, part := range []string{"line 2, column 3", "line 3, column 1", "line 4, column 3", "edges.csv"} {
		assert.Contains(t, stderr, part)
	}
	_, a, _ = ask(t, "-rule ofac -date 2026-10-01 -listed X", "owner,entity,percent\nX,A,60\nY,A,40.5\n")
	p := a.Error.Problems[0]
	assert.Equal(t, []any{"shares_above_100", "A", "100.5", 2, 2}, []any{p.Code, p.Entity, p.Sum, p.Owners, p.Line})
	var out, errs bytes.Buffer
	assert.Equal(t, 1,
		Run(context.Background(), strings.Fields("-rule ofac -date 2026-10-01 -listed X -edges /nowhere/edges.csv"), &out,
			&errs))
	assert.Contains(t, errs.String(), "/nowhere/edges.csv")
	assert.Empty(t, out.String())
}

func TestWrongUse(t *testing.T) {
	for line, text := range map[string]string{
		"":                                  "-rule is missing",
		"-rule ofac -listed X -edges e.csv": "-date is missing",
		"-rule ofsi -date 2026-10-01 -listed X -edges e.csv":          "want ofac, eu, uk or bis",
		"-rule ofac -date 2026-10-01 -listed X,,Y -edges e.csv":       "listed person 2 has no name",
		"-rule ofac -date 2026-10-01 -listed X -edges e.csv more":     "unexpected argument",
		"-rule ofac -date 2026-10-01 -listed X -edges e.csv -unheard": "flag provided but not defined",
		"-rule ofac -date 2026-10-01 -listed \"X -edges e.csv":        "no list of names",
	} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, Run(context.Background(), strings.Fields(line), &out, &errs), line)
		assert.Contains(t, errs.String(), text)
		assert.Empty(t, out.String())
	}
	var out, errs bytes.Buffer
	assert.Zero(t, Run(context.Background(), []string{"-h"}, &out, &errs))
	for _, flag := range []string{"-rule", "-date", "-listed", "-edges", "-json", "-hold", "control", "Exit status"} {
		assert.Contains(t, errs.String(), flag)
	}
}

// TestFractions: a file of fractions is read as it stands, and the reader is told.
func TestFractions(t *testing.T) {
	status, a, stderr := ask(t, "-rule ofac -date 2026-10-01 -listed X", "owner,entity,percent\nX,A,0.5\nX,B,1\n")
	assert.Zero(t, status)
	assert.Empty(t, a.Blocked)
	assert.Contains(t, stderr, "no share in the file is above 1 percent")
}

// TestDoubts: shares of oneself and names that are alike are taken as they stand, and said.
func TestDoubts(t *testing.T) {
	status, a, stderr := ask(t, "-rule ofac -date 2026-10-01 -listed X -exact",
		"owner,entity,percent\nX,A,45\nA,A,10\nx,B,60\nX,C,60\n")
	assert.Zero(t, status)
	assert.Equal(t, []string{"C"}, a.Blocked)
	assert.Contains(t, stderr, `"A" holds a part of itself`)
	assert.Contains(t, stderr, `["X" "x"] are different names`)
	_, _, stderr = ask(t, "-rule ofac -date 2026-10-01 -listed rosneft -exact", "owner,entity,percent\nRosneft,A,60\n")
	assert.Contains(t, stderr, `not in the file by that name: ["rosneft"]; it has ["Rosneft"]`)
}

// TestText: a name with a comma, a column that is not read, a name that is not there.
func TestText(t *testing.T) {
	file := filepath.Join(t.TempDir(), "edges.csv")
	require.NoError(t, os.WriteFile(file, []byte("owner,entity,percent,source\n\"X, Ltd\",A,50,register\n"), 0o600))
	var out, errs bytes.Buffer
	status := Run(context.Background(),
		[]string{"-rule", "ofac", "-date", "2026-10-01", "-listed", `"X, Ltd", Y`, "-edges", file}, &out, &errs)
	require.Zero(t, status, errs.String())
	assert.Contains(t, out.String(), "A (step 1): blocked persons hold 50 %\n      X, Ltd  50 %  listed\n")
	assert.Contains(t, errs.String(), `"source"`)
	assert.Contains(t, errs.String(), `"Y"`)
}
