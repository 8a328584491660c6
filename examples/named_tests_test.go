package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var testName = regexp.MustCompile(`\bTest[A-Z]\w*`)

// declares reports whether a test whose name begins so stands in one of the files.
func declares(t *testing.T, pattern, name string) bool {
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.Contains(string(text), "\nfunc "+name) {
			return true
		}
	}
	return false
}

// TestGuardsExist: the tests that package comments name as guards of an invariant are there,
// wherever code has moved.
func TestGuardsExist(t *testing.T) {
	for _, room := range []string{"tariff/bulk", "tariff/panel", "tariff/internal/plan"} {
		text, err := os.ReadFile(filepath.Join("..", room, "doc.go"))
		require.NoError(t, err)
		named := testName.FindAllString(string(text), -1)
		assert.NotEmpty(t, named, room)
		for _, name := range named {
			there := declares(t, filepath.Join("..", room, "*_test.go"), name+"(") ||
				declares(t, filepath.Join("..", "tariff", "*", "*_test.go"), name+"(")
			assert.True(t, there, "%s names %s", room, name)
		}
	}
}

// TestTheGateNamesTests: a test that a step of the gate asks for by name stands in the package
// of the step; go test says nothing where it runs none.
func TestTheGateNamesTests(t *testing.T) {
	step := regexp.MustCompile(`(?:cd (\S+) && .*)?go test \./(\S+) .*-run '([^']+)'`)
	met := 0
	for _, script := range []string{"run", "long"} {
		text, err := os.ReadFile(filepath.Join("..", ".ci", script))
		require.NoError(t, err)
		for _, m := range step.FindAllStringSubmatch(string(text), -1) {
			for _, name := range testName.FindAllString(m[3], -1) {
				met++
				assert.True(t, declares(t, filepath.Join("..", m[1], m[2], "*_test.go"), name), "%s asks %s for %s", script, m[2],
					name)
			}
		}
	}
	assert.Greater(t, met, 3)
}
