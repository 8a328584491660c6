package examples_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryPackageIsShown: a public package has an example that runs and is checked, and a
// comment of five lines at least: what goes in, what comes out, in which units, and which errors.
func TestEveryPackageIsShown(t *testing.T) {
	lines := map[string]int{} // of the comment, by folder
	sources(t, func(name string, f *ast.File) {
		dir := path.Dir(name)
		if f.Name.Name == "main" || strings.HasPrefix(dir, "examples/") || strings.Contains(dir, "/internal/") {
			return
		}
		head, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(name)), nil,
			parser.ParseComments|parser.PackageClauseOnly)
		require.NoError(t, err)
		lines[dir] = max(lines[dir], strings.Count(head.Doc.Text(), "\n"))
	})
	require.Greater(t, len(lines), 50)
	for dir, n := range lines {
		assert.GreaterOrEqual(t, n, 5, "%s: the comment of the package", dir)
		assert.True(t, hasExample(t, filepath.Join("..", filepath.FromSlash(dir))), "%s has no Example with // Output:", dir)
	}
}

// hasExample reports whether a test file of a folder has an Example whose output is compared.
func hasExample(t *testing.T, dir string) bool {
	names, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	require.NoError(t, err)
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Example") {
				continue
			}
			for _, c := range f.Comments {
				if c.Pos() > fn.Pos() && c.End() < fn.End() && strings.Contains(c.Text(), "Output:") {
					return true
				}
			}
		}
	}
	return false
}
