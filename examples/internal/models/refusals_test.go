package models

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// beside copies the example inputs into a folder, with the object changed.
func beside(t *testing.T, name string, change ...string) string {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("../../models/testdata")))
	file := filepath.Join(dir, name+".json")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte(strings.NewReplacer(change...).Replace(string(text))), 0o600))
	return file
}

// TestOtherModelsRefuse: what a model does not know is an error with a code, and no numbers.
func TestOtherModelsRefuse(t *testing.T) {
	for _, c := range []struct{ model, old, new, code, says string }{
		{"wedge", `"profit_share":{"US":0.26,"others":0.12}`, `"optimal":"US"`, "missing", "profit_share"},
		{"wedge", `{"US":0.26,"others":0.12}`, `{"US":0.26}`, "missing", "no group has it"},
		{"wedge", `{"US":0.26,"others":0.12}`, `{"USA":0.26,"others":0.12}`, "names", "USA"},
		{"wedge", `{"US":0.26,"others":0.12}`, `[0.1,0.2]`, "shape", "profit shares"},
		{"wedge", `{"US":0.26,"others":0.12}`, `{"US":1.26,"others":0.12}`, "share", "below 1"},
		{"wedge", `{"US":0.26,"others":0.12}`, `"high"`, "option", "profit_share"},
		{"wedge", "tax-relief", "bonds", "option", "lump-sum"},
		{"wedge", `"labour_supply":0.5`, `"labour_supply":-0.5`, "elasticity", "labour_supply"},
		{"wedge", `"tariff1"`, `"tariff0"`, "option", "tariff0"},
		{"sectors", `"elasticity":4`, `"elasticity":0`, "elasticity", "goods"},
		{"sectors", `"elasticity":4`, `"elasticity":[4]`, "option", "elasticity"},
		{"sectors", `"elasticity":4`, `"values":"net","elasticity":4`, "option", "with-duty"},
		{"sectors", "sectors_flows", "hat_trade", "missing", "column sector"},
		{"sectors", "sectors_tariff", "hat_tariff", "names", "IN"},
		{"cp", `"balanced"`, `"none"`, "option", "balanced or data"},
		{"cp", `["A","B"]`, `["A","D"]`, "names", "D"},
		{"cp", `"tariff_new"`, `"tariff_next"`, "missing", "tariff_next"},
		{"cp", "cp_theta", "cp_io", "missing", "column sector"},
		{"cp", "cp_io.csv", "cp_none.csv", "no_file", "io"},
	} {
		if c.new == "hat_tariff" { // a country that the flows do not have
			c.old, c.new = `"sectors_tariff.csv"`, `"other.csv"`
		}
		file := beside(t, c.model, c.old, c.new)
		require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(file), "other.csv"),
			[]byte("exporter,importer,sector,rate\nIN,XX,goods,0.5\nIN,US,goods,0.5\nIN,US,goods,0.6\n"), 0o600))
		status, object, stderr := askFile(t, c.model, file)
		assert.Equal(t, 1, status, "%s: %s", c.model, c.new)
		require.Contains(t, object, "error", c.new)
		assert.Equal(t, c.code, object["error"].(map[string]any)["code"], stderr)
		assert.Contains(t, stderr, c.says)
	}
}

func TestWedgeAndCPAnswer(t *testing.T) {
	_, object, stderr := askFile(t, "wedge", beside(t, "wedge", `"shape":0.67`, `"optimal":"US"`))
	require.NotContains(t, object, "error", stderr)
	assert.Len(t, object["tariffs"], 1)
	first := object["countries"].([]any)[0].(map[string]any)
	for _, key := range []string{"welfare_pct", "wage_hat", "deficit_pct", "employment_pct", "cpi_pct"} {
		assert.Contains(t, first, key)
	}
	_, object, stderr = askFile(t, "cp", beside(t, "cp", `"balanced"`, `"data","others":"tariff_new"`))
	require.NotContains(t, object, "error", stderr)
	region := object["regions"].([]any)[2].(map[string]any)
	assert.Equal(t, "C", region["region"])
	for _, key := range []string{
		"terms_of_trade", "volume_of_trade", "welfare_first_order", "real_wage_pct", "real_income_exact_pct",
		"wage_hat", "cpi_hat", "imports_net_pct", "exports_net_pct",
	} {
		assert.Contains(t, region, key)
	}
}

// TestNAFTA solves the published case from the raw files, as they are.
func TestNAFTA(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw data")
	}
	text := strings.ReplaceAll(`{"trade":"DIR/trade.csv","value_added":"DIR/va_share.csv","io":"DIR/io.csv",
		"theta":"DIR/theta.csv",
		"tariff0":"tariff_1993","tariff1":"tariff_2005","members":["Canada","Mexico","USA"],"deficits":"data"}`,
		"DIR", filepath.ToSlash(filepath.Join(data, "models", "cp2015")))
	_, object, stderr := askFile(t, "cp", write(t, "q.json", text))
	require.NotContains(t, object, "error", stderr)
	for _, r := range object["regions"].([]any) {
		if r := r.(map[string]any); r["region"] == "Mexico" {
			assert.InDelta(t, 1.1743, r["welfare_first_order"], 6e-5)
			assert.InDelta(t, 1.6405, r["real_wage_pct"], 6e-5)
		}
	}
}

// TestNash is the tariff war of 44 economies and 16 sectors from the raw files, as they are. The
// printed tariff of the United States is 43.6 %.
func TestNash(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw data")
	}
	text := `{"flows":"DIR/flows_musd.csv","elasticity":"DIR/sectors.csv","deficits":"balanced","nash":"formula"}`
	text = strings.ReplaceAll(text, "DIR", filepath.ToSlash(filepath.Join(data, "models", "wiod2014")))
	_, object, stderr := askFile(t, "sectors", write(t, "q.json", text))
	require.NotContains(t, object, "error", stderr)
	tariffs := object["tariffs"].([]any)
	require.Len(t, tariffs, 44)
	assert.Equal(t, "AUS", tariffs[0].(map[string]any)["country"])
	us := tariffs[42].(map[string]any)
	assert.Equal(t, "USA", us["country"])
	assert.InDelta(t, .436, us["rate"], 5e-4)
}

// A key that stands twice has two values, and neither is taken for the other.
func TestKeyStatedTwice(t *testing.T) {
	text, err := os.ReadFile("../../models/testdata/ces.json")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "ces.json")
	twice := strings.Replace(string(text), `"tariff0":`, `"tariff0":[9,9,9,9],"tariff0":`, 1)
	require.NoError(t, os.WriteFile(path, []byte(twice), 0o600))
	for name, want := range map[string]string{path: `"tariff0" stands twice`, os.DevNull: "the file is empty"} {
		var out, words bytes.Buffer
		assert.Equal(t, 1, Run(t.Context(), []string{"-model", "ces", "-in", name}, &out, &words))
		assert.Contains(t, words.String(), want)
	}
}
