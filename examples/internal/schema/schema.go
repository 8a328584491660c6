// Package schema holds the shapes of the JSON answers of all programs, as JSON Schemas of
// draft 2020-12, and the program that prints them. The key "schema" of an answer is the $id
// of its schema. A shape changes only in a new version, which gets a number of its own; the
// schemas allow no key that they do not name, so that a slip of the pen is noticed.
package schema

import (
	"context"
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

//go:embed *.json
var files embed.FS

// Names are the names of all schemas, sorted: "duty" is that of the answers of duty.
func Names() []string {
	var names []string
	found, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil
	}
	for _, f := range found {
		names = append(names, strings.TrimSuffix(f.Name(), ".json"))
	}
	slices.Sort(names) // a folder has duty-lines before duty.json
	return names
}

// Find is the schema of a name, or of what the key "schema" of an answer says.
func Find(name string) ([]byte, bool) {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "tradeshock/"), "/1")
	if strings.ContainsAny(name, `/\.`) {
		return nil, false
	}
	text, err := files.ReadFile(name + ".json")
	return text, err == nil
}

// title is what a schema says of itself in a few words.
func title(name string) string {
	var head struct {
		Title string `json:"title"`
	}
	text, _ := Find(name)
	_ = json.Unmarshal(text, &head)
	return head.Title
}

const usage = `schema prints the JSON Schema of an answer, or without a name lists them.

  tradeshock schema
  tradeshock schema duty
  tradeshock schema tradeshock/duty/1

The key "schema" of every JSON answer is the $id of its schema. A shape changes only in a new
version. Exit status: 0 done; 1 there is no such schema; 2 wrong use of flags.

`

// Run answers the arguments and returns the exit status.
func Run(_ context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("schema", flag.ContinueOnError)
	name := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if name == "" {
		for _, n := range Names() {
			fmt.Fprintf(stdout, "%-11s %s\n", n, title(n))
		}
		return program.Done
	}
	text, ok := Find(name)
	if !ok {
		err := fmt.Errorf("there is no schema %.40q; there are %s", name, strings.Join(Names(), ", "))
		return program.Fail("schema", err, nil, stdout, stderr)
	}
	if _, err := stdout.Write(text); err != nil {
		return program.Fail("schema", err, nil, stdout, stderr)
	}
	return program.Done
}
