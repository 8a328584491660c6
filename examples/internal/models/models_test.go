package models

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ask runs the program with -json on a file.
func askFile(t *testing.T, name, file string) (status int, object map[string]any, stderr string) {
	var out, errs bytes.Buffer
	status = Run(context.Background(), []string{"-model", name, "-in", file, "-json"}, &out, &errs)
	require.NoError(t, json.Unmarshal(out.Bytes(), &object), out.String())
	return status, object, errs.String()
}

// write makes a folder with the files given as name and text, and returns the first.
func write(t *testing.T, files ...string) string {
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600))
	}
	return filepath.Join(dir, files[0])
}

// TestExamplesOfTheHelp: every model has the example that its help prints, and solves it.
func TestExamplesOfTheHelp(t *testing.T) {
	space := regexp.MustCompile(`\s+`)
	for _, m := range models {
		file := filepath.Join("../../models/testdata", m.name+".json")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Contains(t, space.ReplaceAllString(m.about, ""), space.ReplaceAllString(string(text), ""), m.name)
		status, object, stderr := askFile(t, m.name, file)
		require.Zero(t, status, stderr)
		assert.Equal(t, schema, object["schema"])
		assert.Equal(t, m.name, object["model"])
		assert.Equal(t, true, object["converged"])
		assert.NotEmpty(t, object["assumptions"])
		for _, c := range object["checks"].([]any) {
			assert.Equal(t, true, c.(map[string]any)["ok"], "%s: %v", m.name, c)
		}
		var out, errs bytes.Buffer
		require.Zero(t, Run(context.Background(), []string{"-model", m.name, "-in", file}, &out, &errs))
		assert.Contains(t, out.String(), "holds: ")
		assert.NotContains(t, out.String(), "NaN")
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		line   string
		status int
		says   string
	}{
		{"-h", 0, "exact hat algebra"},
		{"", 2, "give -model and -in"},
		{"-model hat", 2, "give -model and -in"},
		{"-model none -in x.json", 2, `no model "none"; there are hat`},
		{"-model hat -in x.json more", 2, "unexpected argument"},
		{"-other", 2, "flag provided but not defined"},
		{"-model hat -in ../../models/testdata/none.json", 1, "no such file"},
	} {
		var out, errs bytes.Buffer
		assert.Equal(t, c.status, Run(context.Background(), strings.Fields(c.line), &out, &errs), c.line)
		assert.Contains(t, errs.String(), c.says, c.line)
	}
}

func TestHatAnswer(t *testing.T) {
	_, object, _ := askFile(t, "hat", "../../models/testdata/hat.json")
	countries := object["countries"].([]any)
	require.Len(t, countries, 4)
	first := countries[0].(map[string]any)
	assert.Equal(t, "US", first["country"])
	for _, key := range []string{
		"welfare_pct", "real_wage_pct", "wage_hat", "price_hat", "expenditure_hat",
		"revenue", "exports_pct", "imports_pct", "own_share",
	} {
		assert.Contains(t, first, key)
	}
	assert.Greater(t, first["revenue"], 0.0)
	assert.Less(t, countries[1].(map[string]any)["welfare_pct"], 0.0)
	assert.Greater(t, countries[2].(map[string]any)["welfare_pct"], 0.0) // trade diverted to China
}

// TestEmbeddedWorld: what a duty of 50 % on India does to it needs one file of one row. The
// figure is that of an independent program.
func TestEmbeddedWorld(t *testing.T) {
	_, object, stderr := askFile(t, "hat", write(t,
		"q.json", `{"trade":"world-2023","countries":"world-2023","trade_elasticity":4,"tariff1":"t.csv"}`,
		"t.csv", "exporter,importer,rate\nIND,USA,0.5\n"))
	require.NotContains(t, object, "error", stderr)
	countries := object["countries"].([]any)
	require.Len(t, countries, 194)
	for _, c := range countries {
		if c := c.(map[string]any); c["country"] == "IND" {
			assert.InDelta(t, -.184421, c["welfare_pct"], 6e-7)
		}
	}
}

func TestOptimalAndNashAreAsked(t *testing.T) {
	hat := func(more string) string {
		return write(t, "q.json", `{"trade":"t.csv","countries":"c.csv","trade_elasticity":4`+more+`}`,
			"t.csv", "exporter,A,B\nA,0,3\nB,4,0\n", "c.csv", "country,gdp\nA,100\nB,9\n")
	}
	_, object, _ := askFile(t, "hat", hat(`,"optimal":"A","deficits":"balanced"`))
	rate := object["tariffs"].([]any)[0].(map[string]any)
	assert.Equal(t, "A", rate["country"])
	assert.Greater(t, rate["rate"], 0.25)
	_, object, _ = askFile(t, "hat", hat(`,"nash":"search","deficits":"balanced"`))
	assert.Len(t, object["tariffs"], 2)
	// where B's surplus is kept in value, a tariff of A makes cheaper what it is paid in
	_, object, _ = askFile(t, "hat", hat(`,"optimal":"A"`))
	assert.Equal(t, "no_optimum", object["error"].(map[string]any)["code"])
	status, object, _ := askFile(t, "hat", hat(`,"nash":"search","optimal":"A"`))
	assert.Equal(t, 1, status)
	assert.Equal(t, "option", object["error"].(map[string]any)["code"])
}

// TestRefusals: bad input ends with status 1, a code, and no number.
func TestRefusals(t *testing.T) {
	const countries, trade = "country,gdp\nA,100\nB,90\n", "exporter,importer,value\nA,B,3\nB,A,4\n"
	for _, c := range []struct{ question, countries, trade, tariff, code, says string }{
		{`{"trade":"t.csv"}`, countries, trade, "", "missing", "countries"},
		{`{"tarde":"t.csv"}`, countries, trade, "", "input", "tarde"},
		{`{"trade":"t.csv","countries":"c.csv"}`, countries, trade, "", "elasticity", "above zero"},
		{`{"trade":"t.csv","countries":"c.csv","trade_elasticity":-3}`, countries, trade, "", "elasticity", "above zero"},
		{"", countries, "exporter,importer,value\nA,B,-3\nB,A,4\n", "", "negative", "trade of A, B"},
		{"", countries, "exporter,importer,value\nA,B,NaN\nB,A,4\n", "", "not_finite", "A, B"},
		{"", countries, "exporter,importer,value\nA,B,\nB,A,4\n", "", "missing", "t.csv row 2, column value"},
		{"", countries, "exporter,importer,value\nA,C,3\nB,A,4\n", "", "names", `"C"`},
		{"", countries, "exporter,importer,value\nA,B,3\nA,B,4\n", "", "names", "twice"},
		{"", countries, "exporter,importer,amount\nA,B,3\n", "", "missing", "column value"},
		{"", "country,gdp\nA,100\nA,90\n", "exporter,importer,value\nA,A,3\n", "", "names", "twice"},
		{"", "country,gdp\nA,100\nB,1e999\n", trade, "", "not_finite", "c.csv row 3"},
		{"", "country,gdp\nA,0\nB,90\n", "exporter,importer,value\nB,A,4\n", "", "no_output", "A"},
		{"", countries, "exporter,importer,value\nA,B,0\n", "", "unconnected", "A, B"},
		{"", countries, trade, "exporter,importer,rate\nA,B,-1\n", "tariff", "A, B"},
		{"", countries, trade, "exporter,importer,rate\nA,A,0.5\n", "tariff", "own sales"},
		{
			`{"trade":"t.csv","countries":"c.csv","trade_elasticity":4,"deficits":"none"}`, countries, trade, "", "option",
			"additive",
		},
	} {
		if c.question == "" {
			c.question = `{"trade":"t.csv","countries":"c.csv","trade_elasticity":4,"tariff1":"d.csv"}`
		}
		if c.tariff == "" {
			c.tariff = "exporter,importer,rate\nA,B,0.1\n"
		}
		status, object, stderr := askFile(t, "hat", write(t, "q.json", c.question, "c.csv", c.countries, "t.csv", c.trade,
			"d.csv", c.tariff))
		assert.Equal(t, 1, status, c.says)
		require.Contains(t, object, "error", c.says)
		assert.Equal(t, c.code, object["error"].(map[string]any)["code"], stderr)
		assert.Contains(t, stderr, c.says)
		assert.Equal(t, 1, strings.Count(stderr, "\n"))
		assert.NotContains(t, object, "countries")
	}
}
