package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/schema"
)

// TestEveryShapeHasASchema: what the programs call their answers stands in the source, and
// each has its schema.
func TestEveryShapeHasASchema(t *testing.T) {
	literal := regexp.MustCompile(`^"tradeshock/([a-z-]+)/[0-9]+"$`)
	found := map[string]bool{}
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if m := literal.FindStringSubmatch(n.Value); m != nil {
					found[m[1]] = true
				}
			case *ast.CallExpr:
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "JSON" && len(n.Args) == 3 {
					if name, ok := n.Args[1].(*ast.BasicLit); ok {
						found[strings.Trim(name.Value, `"`)] = true
					}
				}
			}
			return true
		})
		return nil
	}))
	assert.Equal(t, slices.Sorted(maps.Keys(found)), schema.Names())
}

func TestSchemaCommand(t *testing.T) {
	status, out, _ := ask(t, "schema")
	assert.Zero(t, status)
	for _, name := range schema.Names() {
		assert.Contains(t, "\n"+out, "\n"+name+" ", "listed")
		status, one, _ := ask(t, "schema", name)
		assert.Zero(t, status)
		assert.Contains(t, one, `"$id": "tradeshock/`+name+`/1"`)
		_, again, _ := ask(t, "schema", "tradeshock/"+name+"/1")
		assert.Equal(t, one, again)
	}
	for _, wrong := range []string{"dutty", "../schema", "", "tradeshock/duty/2"} {
		status, out, errs := ask(t, "schema", wrong)
		if wrong == "" {
			continue // nothing named: the list
		}
		assert.Equal(t, 1, status, wrong)
		assert.Empty(t, out)
		assert.Contains(t, errs, "duty-lines")
	}
}
