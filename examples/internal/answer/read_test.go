package answer

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/program"
)

// TestRefused: what is no question is refused with a reason, by every operation.
func TestRefused(t *testing.T) {
	books := NewBooks()
	for text, reason := range map[string]string{
		``:                          "empty",
		`  `:                        "empty",
		`null`:                      "no JSON object",
		`[]`:                        "no JSON object",
		`"IN"`:                      "no JSON object",
		`{`:                         "ends before it is whole",
		`{"a":1`:                    "ends before it is whole",
		`{"a":1,"A":2}`:             `"A" stands twice`,
		`{"a":{"b":1,"b":2}}`:       `"b" stands twice`,
		`{"a":[{"b":1},{"b":2}]}{}`: "behind the question",
		`{} {}`:                     "behind the question",
		`{'a':1}`:                   "no JSON",
		`{"a":01}`:                  "no JSON",
		"{\"a\":\"\xff\"}":          "no UTF-8",
		`{"a":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`: "nested",
	} {
		for _, o := range Operations() {
			_, err := o.Ask(context.Background(), books, []byte(text))
			assert.ErrorContains(t, err, reason, "%s: %.60s", o.Name, text)
			assert.Equal(t, "bad_question", ProblemOf(err).Code, "%s: %.60s", o.Name, text)
		}
	}
}

// TestNoFile: no key of a question names a file.
func TestNoFile(t *testing.T) {
	books := NewBooks()
	// A scenario that the programs would read, if it were the name of a file here.
	file := filepath.Join(t.TempDir(), "free.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"name":"free","edits":[]}`), 0o600))
	_, err := program.Scenario(context.Background(), file)
	require.NoError(t, err)
	for _, q := range []string{
		`{` + shirt + `,"scenario":"` + filepath.ToSlash(file) + `"}`,
		`{` + shirt + `,"scenario":"/etc/passwd"}`,
		`{` + shirt + `,"scenario":"operations.go"}`,
		`{` + shirt + `,"scenario":"../../../testdata"}`,
		`{` + shirt + `,"importer":"/etc/passwd"}`,
		`{` + shirt + `,"book":"/etc/passwd"}`,
		`{` + shirt + `,"law":"/etc/passwd"}`,
	} {
		_, err := find(t, "assess").Ask(context.Background(), books, []byte(q))
		assert.Error(t, err, q)
		assert.NotContains(t, err.Error(), "no such file", q)
		assert.Contains(t, []string{"bad_scenario", "unknown_country", "bad_value"}, ProblemOf(err).Code, q)
	}
}

// FuzzAsk: no text makes an operation panic, and an error has a code.
func FuzzAsk(f *testing.F) {
	for name, all := range questionsOf() {
		for _, q := range all {
			f.Add(name, q)
		}
	}
	books := NewBooks()
	f.Fuzz(func(t *testing.T, name, question string) {
		for _, o := range Operations() {
			if o.Name != name {
				continue
			}
			text, err := o.Ask(context.Background(), books, []byte(question))
			if (err == nil) == (len(text) == 0) {
				t.Fatalf("an answer and an error, or neither: %s %v", text, err)
			}
			if err != nil && ProblemOf(err).Code == "" {
				t.Fatalf("no code: %v", err)
			}
		}
	})
}
