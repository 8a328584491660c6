package models

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRefusalsOfTheOtherModels: each fault of input ends with status 1 and its code; the question
// is the example of the help with one piece of text replaced, in the question or in its CSV.
func TestRefusalsOfTheOtherModels(t *testing.T) {
	for _, c := range []struct{ model, old, new, code string }{
		{"gsim", `"substitution":5`, `"substitution":1`, "elasticity"},
		{"gsim", `"substitution":5`, `"substitution":"NaN"`, "not_finite"},
		{"gsim", `"demand":-1.25,`, ``, "missing"},
		{"gsim", `[[0,50,`, `[[0,-50,`, "negative"},
		{"gsim", `"US","JP"`, `"US","US"`, "names"},
		{"gsim", `"US","JP",`, `"US",`, "shape"},
		{"gsim", `"supply":1.5`, `"supply":[1.5,2]`, "shape"},
		{"ces", `[25,25,25,25]`, `[0,0,0,0]`, "no_demand"},
		{"ces", `"substitution":5`, `"substitution":0.5`, "elasticity"},
		{"ces", `"demand":-1,`, ``, "missing"},
		{"smart", `"value":"300"`, `"value":"-300"`, "negative"},
		{"smart", `"value":"300"`, `"value":"three"`, "not_finite"},
		{"smart", `"form":"linear"`, `"form":"other"`, "option"},
		{"smart", `"partner":"BD"`, `"partner":"IN"`, "names"},
		{"gravity", `"sigma":5`, `"sigma":1`, "elasticity"},
		{"gravity", `"sigma":5,`, ``, "missing"},
		{"gravity", `"full"`, `"compat"`, "option"},
		{"gravity", `"reference":"US"`, `"reference":"RU"`, "names"},
		{"gravity", "CN,EU,180,195", "CN,EU,180,200", "names"}, // spending of one importer, twice
		{"gravity", "CN,EU,180,195", "CN,EU,NaN,195", "not_finite"},
		{"gravity", "CN,EU,180,195", "CN,XX,180,195", "names"},
		{"gravity", "US,30,262,0.0", "US,30,262,-0.0", "negative"},
		{"gravity", ",262,", ",262000,", "unbalanced"},
		{"gravity", ",262,", ",0,", "no_demand"},
		{"gravity", "CN,EU,180,195,0.0625,0.0625\n", "", "missing"},
		{"ppml", `"errors":"robust"`, `"errors":"white"`, "option"},
		{"ppml", `"errors":"robust"`, `"errors":"cluster"`, "missing"},
		{"ppml", `"y":"trade"`, `"y":"imports"`, "missing"},
		{"ppml", `"x":["ln_dist","cntg"]`, `"x":["ln_dist","ln_dist"]`, "names"},
		{"ppml", "A,B,", "A,B,-", "negative"},
		{"oil", `"demand":-0.06`, `"demand":0.06`, "elasticity"},
		{"oil", `"secondary_tariff":{"IN"`, `"secondary_tariff":{"IR"`, "names"},
		{"oil", `"exports":60.2,`, ``, "missing"},
		{"oil", `"supply":4.9`, `"supply":40`, "no_demand"},
	} {
		files := []string{"q.json", read(t, c.model+".json")}
		for _, name := range []string{"gravity_flows.csv", "ppml_data.csv"} {
			files = append(files, name, read(t, name))
		}
		changed := false
		for i := 1; i < len(files); i += 2 {
			next := strings.ReplaceAll(files[i], c.old, c.new)
			changed = changed || next != files[i]
			files[i] = next
		}
		require.True(t, changed, c.old)
		status, object, stderr := askFile(t, c.model, write(t, files...))
		assert.Equal(t, 1, status, "%s %s", c.model, c.new)
		require.Contains(t, object, "error", "%s %s", c.model, c.new)
		assert.Equal(t, c.code, object["error"].(map[string]any)["code"], stderr)
		assert.Len(t, object, 2, "an error and the schema, and no number")
	}
}

func read(t *testing.T, name string) string {
	raw, err := os.ReadFile("../../models/testdata/" + name)
	require.NoError(t, err)
	return string(raw)
}
