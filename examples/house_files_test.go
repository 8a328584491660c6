package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// readYAML reads a file of the house; a key that stands twice is an error.
func readYAML(t *testing.T, path string) (text string, object map[string]any) {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(data, &object), path)
	return string(data), object
}

// TestWorkflows: workflows are thin; the scripts that they call are there.
func TestWorkflows(t *testing.T) {
	paths, err := filepath.Glob("../.github/workflows/*.yml")
	require.NoError(t, err)
	require.Len(t, paths, 3)
	called := map[string]bool{}
	for _, path := range paths {
		text, object := readYAML(t, path)
		assert.NotEmpty(t, object["jobs"], path)
		assert.NotEmpty(t, object["permissions"], "%s: what it may do is stated", path)
		for _, m := range regexp.MustCompile(`\.ci/([a-z]+)`).FindAllString(text, -1) {
			info, err := os.Stat("../" + m)
			if assert.NoError(t, err, "%s calls %s", path, m) {
				assert.NotZero(t, info.Mode().Perm()&0o100, "%s can be run", m)
			}
			called[m] = true
		}
	}
	assert.True(t, called[".ci/run"] && called[".ci/long"] && called[".ci/vulnerabilities"])
}

// TestReleaseAndUpdates: what is released is there, and every module is watched.
func TestReleaseAndUpdates(t *testing.T) {
	_, object := readYAML(t, "../.goreleaser.yaml")
	build := object["builds"].([]any)[0].(map[string]any)
	assert.FileExists(t, filepath.Join("..", build["main"].(string), "main.go"))
	for _, file := range object["archives"].([]any)[0].(map[string]any)["files"].([]any) {
		assert.FileExists(t, "../"+file.(string))
	}
	for _, key := range []string{"checksum", "sboms"} {
		assert.NotEmpty(t, object[key], key)
	}
	_, object = readYAML(t, "../.github/dependabot.yml")
	watched := object["updates"].([]any)[0].(map[string]any)["directories"].([]any)
	modules, err := filepath.Glob("*/go.mod")
	require.NoError(t, err)
	for _, m := range append(modules, "") {
		dir, found := strings.TrimSuffix("/examples/"+filepath.Dir(m), "/"), false
		if m == "" {
			dir = "/"
		}
		for _, pattern := range watched {
			if ok, err := filepath.Match(pattern.(string), dir); err == nil && ok {
				found = true
			}
		}
		assert.True(t, found, "%s is watched", dir)
	}
}

// TestIssueForms: a form asks for something, each question once, and the one about a rate
// requires heading, day and source.
func TestIssueForms(t *testing.T) {
	paths, err := filepath.Glob("../.github/ISSUE_TEMPLATE/*.yml")
	require.NoError(t, err)
	require.Len(t, paths, 4)
	for _, path := range paths {
		_, object := readYAML(t, path)
		if filepath.Base(path) == "config.yml" {
			continue
		}
		for _, key := range []string{"name", "description", "body"} {
			assert.NotEmpty(t, object[key], "%s %s", path, key)
		}
		required := map[string]bool{}
		for _, part := range object["body"].([]any) {
			p := part.(map[string]any)
			id, _ := p["id"].(string)
			if p["type"] == "markdown" {
				continue
			}
			require.NotEmpty(t, id, path)
			_, twice := required[id]
			assert.False(t, twice, "%s %s", path, id)
			assert.NotEmpty(t, p["attributes"].(map[string]any)["label"], "%s %s", path, id)
			rules, _ := p["validations"].(map[string]any)
			required[id] = rules["required"] == true
		}
		if filepath.Base(path) == "rate.yml" {
			assert.True(t, required["heading"] && required["day"] && required["source"])
		}
	}
	_, object := readYAML(t, "../.github/CITATION.cff")
	for _, key := range []string{"cff-version", "message", "title", "authors"} {
		assert.NotEmpty(t, object[key], key)
	}
}
