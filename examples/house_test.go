// Package examples_test holds the laws of the house as a whole: which way imports
// run, and that no float touches money.
package examples_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/tradeshock/tradeshock/"

// floors from the lowest to the highest; a floor never imports one above it.
var floors = []string{"trade", "tariff", "sanctions", "examples"}

// sources calls visit with every Go file that is no test.
func sources(t *testing.T, visit func(path string, f *ast.File)) {
	files := token.NewFileSet()
	seen := 0
	for _, floor := range floors {
		require.NoError(t, filepath.WalkDir(filepath.Join("..", floor), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
			if err == nil {
				seen++
				visit(filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))), f)
			}
			return err
		}))
	}
	require.Greater(t, seen, 40)
}

func TestImportsRunDownward(t *testing.T) {
	sources(t, func(path string, f *ast.File) {
		own := slices.Index(floors, strings.SplitN(path, "/", 2)[0])
		for _, i := range f.Imports {
			name := strings.Trim(i.Path.Value, `"`)
			if strings.Contains(name, "excelize") {
				assert.True(t, strings.HasPrefix(path, "trade/workbook/"), "%s imports excelize", path)
			}
			inner, ok := strings.CutPrefix(name, module)
			if !ok {
				continue
			}
			floor := slices.Index(floors, strings.SplitN(inner, "/", 2)[0])
			assert.LessOrEqual(t, floor, own, "%s imports %s, which is on a floor above", path, name)
		}
	})
}

// TestCoreIsLight: a program that imports the core carries neither excelize nor gonum.
func TestCoreIsLight(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", module+"tariff/...", module+"sanctions")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	deps := string(out)
	require.Contains(t, deps, module+"tariff\n")
	assert.NotContains(t, deps, "excelize")
	assert.NotContains(t, deps, "gonum")
}

// TestReadingIsLight: a program that reads workbooks and files of trade carries neither what
// writes them nor what speaks to a network.
func TestReadingIsLight(t *testing.T) {
	list := func(packages ...string) string {
		cmd := exec.Command("go", append([]string{"list", "-deps"}, packages...)...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		require.NoError(t, err)
		return "\n" + string(out)
	}
	deps := list(module+"trade/source", module+"trade/spreadsheet", module+"trade/table")
	require.Contains(t, deps, "\n"+module+"trade/spreadsheet\n")
	assert.NotContains(t, deps, "excelize")
	assert.NotContains(t, deps, "\nnet/http\n")
	assert.NotContains(t, list(module+"tariff/..."), "\nnet/http\n")
	assert.Contains(t, list(module+"trade/source/sheets"), "\nnet/http\n",
		"as excelize does; else there is nothing to keep apart")
}

// TestNoFloats walks the syntax of trade, tariff and sanctions for floats, and for
// the division and the equality of decimals that would lose digits or lie.
func TestNoFloats(t *testing.T) {
	barred := []string{
		"float32", "float64", "NewFromFloat", "NewFromFloat32", "InexactFloat64", "Float64",
		"DivisionPrecision", "ParseFloat",
	}
	sources(t, func(path string, f *ast.File) {
		if strings.HasPrefix(path, "examples/") || strings.HasPrefix(path, "trade/equilibrium/") {
			return
		}
		if path == "trade/workbook/frame.go" {
			return // the width of a column is no money, and excelize takes it as a float
		}
		for _, decl := range f.Decls {
			ast.Inspect(decl, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					assert.NotContains(t, barred, n.Name, path)
				case *ast.BasicLit:
					assert.NotEqual(t, token.FLOAT, n.Kind, "%s: %s", path, n.Value)
				case *ast.CallExpr:
					if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Div" {
						pkg, _ := s.X.(*ast.Ident)
						assert.True(t, pkg != nil && pkg.Name == "exact", "%s: a Div that is not exact.Div", path)
					}
				}
				return true
			})
		}
	})
}
