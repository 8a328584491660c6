package check

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

const header = "period,origin,destination,hs,value_usd,quantity,unit\n"

func file(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func try(t *testing.T, args ...string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	status = Run(context.Background(), args, &out, &words)
	return status, out.String(), words.String()
}

func TestJSON(t *testing.T) {
	path := file(t, "flows.csv", header+"2024,IN,US,610910,100.50,5,kg\n2024,IN,US,610910,\"1,234\",5,kg\n")
	status, out, words := try(t, "-json", path)
	assert.Equal(t, 3, status)
	assert.Contains(t, words, "1 of 2 rows rejected")
	var d document
	require.NoError(t, json.Unmarshal([]byte(out), &d))
	assert.Equal(t, "native", d.Layout)
	assert.Equal(t, rows{2, 1, 1, 0}, d.Rows)
	assert.Equal(t, "100.5", *d.Totals["value_usd"])
	assert.Equal(t, []reject{{Cell: "E3", Code: "ambiguous", Text: "1,234", Hint: d.Rejects[0].Hint}}, d.Rejects)
	assert.NotContains(t, out, ": null,\n  \"", "lists are never null")

	status, _, _ = try(t, path, "-json", "-lenient") // flags may follow the file
	assert.Equal(t, 0, status)
	status, out, _ = try(t, path, "-json", "-group", ",")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, `"value_usd": "1334.5"`)
}

// TestKeys: the keys of the contract, and of a file that is refused.
func TestKeys(t *testing.T) {
	path := file(t, "flows.csv", header+"2024,IN,US,610910,100.50,5,kg\n")
	status, out, words := try(t, "-json", path)
	assert.Equal(t, 0, status)
	assert.Empty(t, words)
	var d map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &d))
	for _, key := range []string{"layout", "sheet", "rows", "totals", "rejects"} {
		assert.Contains(t, d, key)
	}
	assert.Equal(t, []any{}, d["rejects"])

	status, out, words = try(t, "-json", file(t, "other.csv", "a,b\n1,2\n"))
	assert.Equal(t, 1, status)
	assert.Equal(t, 1, strings.Count(words, "\n"))
	d = nil
	require.NoError(t, json.Unmarshal([]byte(out), &d))
	e, _ := d["error"].(map[string]any)
	assert.Equal(t, "no-layout", e["code"])
	assert.Equal(t, "other.csv", e["file"])
	assert.NotEmpty(t, e["message"])

	status, out, words = try(t, filepath.Join(t.TempDir(), "none.xlsx"))
	assert.Equal(t, 1, status)
	assert.Empty(t, out)
	assert.Contains(t, words, "none.xlsx")
}

func TestOtherCurrency(t *testing.T) {
	path := file(t, "flows.csv", strings.Replace(header, "usd", "eur", 1)+"2024,IN,DE,610910,100.50,5,kg\n")
	_, out, _ := try(t, "-json", path)
	assert.Contains(t, out, `"value_eur": "100.5"`)
	assert.Contains(t, out, `"value_usd": null`)
}

func TestText(t *testing.T) {
	path := file(t, "flows.csv",
		header+"2024,IN,US,610910,1000100.50,5,kg\n\n2024,IN,US,610910,x,5,kg\nTotal,,,,1000100.50\n")
	status, out, _ := try(t, path)
	assert.Equal(t, 3, status)
	for _, want := range []string{
		"rows     4 read = 1 accepted + 1 rejected + 2 skipped\n", "total    USD 1,000,100.50\n",
		"skipped  1: blank row, first A3\n",
		"check    total agrees", "1 problem in 1 row:\n", "  E4  \"x\"  ",
	} {
		assert.Contains(t, out, want)
	}
}

func TestUse(t *testing.T) {
	path := file(t, "flows.csv", header)
	for _, args := range [][]string{
		{},
		{path, path},
		{"-x", path},
		{path, "-layout", "x"},
		{path, "-flow", "x"},
		{path, "-partner", "Atlantis"},
		{path, "-period", "x"},
		{path, "-group", "xx"},
		{path, "-group", "."},
		{path, "-rejects", "0"},
		{"-template", "a.xlsx", path},
		{"-annotate", path, path},
	} {
		status, out, words := try(t, args...)
		assert.Equal(t, 2, status, args)
		assert.Empty(t, out, args)
		assert.NotEmpty(t, words, args)
	}
	status, _, words := try(t, "-h")
	assert.Equal(t, 0, status)
	assert.Contains(t, words, "usatradeonline")
	status, _, _ = try(t, "--", path)
	assert.Equal(t, 0, status)
}

// TestTemplate: the template is read as it is, and a copy with an error in it is
// marked and read again.
func TestTemplate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "template.xlsx")
	status, _, _ := try(t, "-template", path)
	require.Equal(t, 0, status)
	status, out, _ := try(t, path)
	assert.Equal(t, 0, status)
	assert.Contains(t, out, "sheet    Flows")

	marked := filepath.Join(dir, "marked.xlsx")
	bad := file(t, "flows.csv", header+"2024,IN,US,610910,100.50,5,kg\n2024,IN,US,610910,x,,kg\n")
	status, _, words := try(t, "-annotate", marked, bad)
	assert.Equal(t, 3, status)
	assert.Contains(t, words, marked)
	status, out, _ = try(t, marked)
	assert.Equal(t, 3, status)
	assert.Contains(t, out, "Data!E3")
	assert.Contains(t, out, "Data!F3")

	status, _, words = try(t, "-annotate", filepath.Join(dir, "none", "x.xlsx"), bad)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "none")
}
