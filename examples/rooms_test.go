package examples_test

import (
	"go/ast"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// rooms are packages of tariff with what of tariff each may import: who reads duties or
// writes law does not take what answers, what decides is below all that asks it, and the
// engine knows nothing of columns and panels.
var rooms = map[string][]string{
	"tariff/duty":          nil,
	"tariff/law":           {"tariff/duty"},
	"tariff/internal/wide": nil,
	"tariff/internal/plan": {"tariff/duty", "tariff/law"},
	"tariff":               {"tariff/duty", "tariff/law", "tariff/internal/plan"},
	"tariff/panel":         {"tariff/duty", "tariff/law", "tariff/internal/plan", "tariff/internal/wide", "tariff"},
	"tariff/bulk":          {"tariff/duty", "tariff/law", "tariff/internal/plan", "tariff/internal/wide", "tariff"},
}

func TestLawStandsBelowTheEngine(t *testing.T) {
	met := map[string]bool{}
	sources(t, func(file string, f *ast.File) {
		allowed, is := rooms[path.Dir(file)]
		if !is {
			return
		}
		met[path.Dir(file)] = true
		for _, i := range f.Imports {
			inner, ours := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), module)
			if ours && strings.HasPrefix(inner, "tariff") {
				assert.Contains(t, allowed, inner, file)
			}
		}
	})
	assert.Len(t, met, len(rooms))
}

// TestThePlanIsInside: only the rooms of tariff that answer know how the law is decided.
func TestThePlanIsInside(t *testing.T) {
	met := 0
	sources(t, func(file string, f *ast.File) {
		for _, i := range f.Imports {
			if strings.Trim(i.Path.Value, `"`) == module+"tariff/internal/plan" {
				met++
				assert.Contains(t, rooms[path.Dir(file)], "tariff/internal/plan", file)
			}
		}
	})
	assert.NotZero(t, met)
}

// TestRoomsAreSmall: a package shows at most 80 names at its top level, so that one page of
// go doc says what is there, and the library at most so many in all. Who adds a name makes
// sure that a user needs it: a code or a kind is a documented word, an error one of the
// package's own type with a code, a helper is not exported. The ceiling goes down, not up.
func TestRoomsAreSmall(t *testing.T) {
	const most, inAll = 80, 949
	names := map[string]int{}
	sources(t, func(file string, f *ast.File) {
		if f.Name.Name == "main" || strings.Contains(file, "/internal/") || strings.HasPrefix(file, "examples/") {
			return
		}
		for _, d := range f.Decls {
			for _, id := range declared(d) {
				if id.IsExported() {
					names[path.Dir(file)]++
				}
			}
		}
	})
	assert.Greater(t, names["tariff/law"], 40)
	total := 0
	for _, n := range names {
		total += n
	}
	assert.LessOrEqual(t, total, inAll, "the library shows %d names", total)
	for room, n := range names {
		assert.LessOrEqual(t, n, most, "%s shows %d names", room, n)
	}
}

// declared are the names that a declaration adds to its package.
func declared(d ast.Decl) (out []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			out = append(out, d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				out = append(out, s.Name)
			case *ast.ValueSpec:
				out = append(out, s.Names...)
			}
		}
	}
	return out
}
