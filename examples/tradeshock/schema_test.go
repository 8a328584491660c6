package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/schema"
)

// inputs are files that the questions below name.
var inputs = map[string]string{
	"entries.csv": `hts,origin,date,value,note
6109.10.00.12,IN,2025-09-01,10000,a
2709.00.10.00,RU,2025-09-01,500,b
9999,IN,2025-09-01,1,c
`,
	"barred.csv": `hts,origin,date,value
6109.10.00.12,IN,2025-09-01,1
6109.10.00.12,IR,2025-09-01,1
`,
	"list.csv": `hts,origin,value
6109.10.00.12,IN,250000
9403.60.80.93,VN,
8517.13.00.00,CN,9
9999.99.99.99,CN,9
6109.10.00.12,Atlantis,9
6109.10.00.12,,
`,
	"coming.csv": `hts,origin,value
6109.10.00.12,IN,250000
`,
	"edges.csv": `owner,entity,percent,control
X,A,50,
X,B,10,yes
A,B,40,
B,C,25-60,
X,D,49.5,
Y,D,,
P,D,50,
X,Y,60,
`,
	"circle.csv": `owner,entity,percent
X,A,50
A,B,60
B,A,40
`,
	"flows2.csv": `period,origin,destination,hs,value_usd
2025-09,IN,US,610910,700
2026-12-01,IN,US,6109100012,90
2025-09-01,IR,US,6109100012,90
2025-10-01,DE,US,7326908688,100
`,
	"threat.csv": "period,origin,destination,hs,value_usd\n2025-09-01,IN,US,6109100012,1000000\n" +
		"2025-09-01,IN,US,3004909201,200000\n2025-09-01,CN,US,6109100012,700000\n",
	"cif.csv": `period,origin,destination,hs,value_usd,basis
2025-09-01,IN,US,6109100012,1050,CIF
`,
	"matrix.csv": `period,origin,destination,hs,value_usd
2025-09-01,IN,US,6109100012,1050
2025-09-01,IN,DE,610910,3000
`,
	"bound.csv": `period,origin,destination,hs,value_usd
2025-09-01,CH,US,910211,1050
2025-09-01,IN,US,100630,1000
`,
	"wrong.csv": `owner,entity,percent
X,A,70
Y,A,70
X,B,many
`,
	"flows.csv": `period,origin,destination,hs,value_usd,quantity,unit
2025-09-01,IN,US,6109100012,10000,,
2025-09,IN,US,6109100012,5000.50,,
2025-09,IN,US,610910,700,,
2025-09-01,CN,US,7326908688,14172,,
2025-09-01,IN,GB,6109100012,1,,
2025,RU,US,2709.00.10.00,90,,
2025-09-01,IN,US,9999999999,7,,
2025-09-01,XX,US,6109100012,many,,
Total,,,,30000,,
`,
	"india.csv": `period,origin,destination,hs,value_usd,quantity,unit
2025-09,IN,US,30049099,7,,
2025-09,IN,US,6109.10.00.12,4,,
`,
	"oil.csv": `period,origin,destination,hs,value_usd,quantity,unit
2025-11,RU,IN,2709.00,700,10,t
2025-12,RU,CN,2709.00,900,12,t
`,
	"notice.txt": `notice Nuts
  cite 91 FR 99999
  published 2026-09-01; known until 2026-10-10

program Section 232 / nuts
  measure 9903.99.01 | cashew nuts, 12 %
    origins every country; products 0801.32
    duty 12% from 2026-09-15
`,
	"BACI_HS22_Y2023_V202501.csv": `t,i,j,k,v,q
2023,699,842,610910,1.5,2
`,
	"optimal.json":  `{"trade":"hat_trade.csv","countries":"hat_countries.csv","trade_elasticity":4,"deficits":"balanced","optimal":"US"}`,
	"clusters.json": `{"data":"ppml_data.csv","y":"trade","x":["ln_dist","cntg"],"effects":[["exporter"],["importer"]],"errors":"cluster","cluster":["exporter"]}`,
	"wrong.txt": `notice Nuts
  cite 91 FR 99999
  publish 2026-09-01
`,
	"wrong.json": `{"regions":["US"],"trade":[[1,2]],"tariff0":[],"tariff1":[[0]],"elasticity":{"demand":1,"supply":-1,"substitution":0}}`,
	"tornado.json": `{"regions":["US","JP"],"trade":[[0,50],[500,0]],"tariff0":[[1,1],[1,1]],"tariff1":[[1,1.1],[1.2,1]],
		"elasticity":{"demand":-1.25,"supply":1.5,"substitution":5},
		"range":{"method":"tornado","parameters":[{"path":"elasticity.demand","low":-2,"high":-0.5}],"outputs":["exact.welfare.0"]}}`,
	"grid.json": `{"regions":["US","JP"],"trade":[[0,50],[500,0]],"tariff0":[[1,1],[1,1]],"tariff1":[[1,1.1],[1.2,1]],
		"elasticity":{"demand":-1.25,"supply":1.5,"substitution":5},
		"range":{"method":"grid","points":2,"parameters":[{"path":"elasticity.demand","low":-2,"high":-0.5}],"outputs":["exact.welfare.0"]}}`,
	"draws.json": `{"regions":["US","JP"],"trade":[[0,50],[500,0]],"tariff0":[[1,1],[1,1]],"tariff1":[[1,1.1],[1.2,1]],
		"elasticity":{"demand":-1.25,"supply":1.5,"substitution":5},
		"range":{"method":"monte-carlo","draws":20,"seed":1,"shape":"uniform","parameters":[{"path":"elasticity.demand","low":-2,"high":-0.5}],"outputs":["exact.welfare.0"]}}`,
}

// questions are asked with -json; @ is the folder of the inputs, ~ a blank within a word.
var questions = []struct {
	shape string
	fails bool
	line  string
}{
	{
		"duty", false,
		"duty -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01 -fees sea -until 2026-10-01 -rounding exact",
	},
	{
		"duty", false,
		"duty -origin DE -hts 8504.33.00.20 -value 10000 -date 2025-10-15 -claim steel_share=0.5 -claim aluminum_share=0.1",
	},
	{"duty", false, "duty -origin IN -hts 0402.10.50.00 -value 10000 -date 2025-09-01 -qty 100:kg"},
	{"duty", false, "duty -origin CN -hts 8507.60.00.20 -value 10000 -date 2025-11-20 -as-published 2025-12-01"},
	{"duty", false, "duty -origin MX -hts 6109.10.00.12 -value 0 -date 2025-09-01 -claim usmca -claim loaded=2025-08-20"},
	{"duty", false, "duty -origin VN -hts 6109.10.00 -value 100 -date 2025-09-01"},
	{"duty", false, "duty -origin US -importer CN -hts 2709.00.00 -value 10000 -date 2026-10-01 -rate Free"},
	{
		"duty", false,
		"duty -origin ZA -hts 9802.00.50 -value 1000 -date 2025-08-20 -claim charged_value=200 -claim article=6109.10.00.12",
	},
	{
		"duty", false,
		"duty -origin IN -hts 9102.11.25 -value 1000 -date 2025-01-15 -qty 50:No. -part case=400 -part " +
			"strap,~band~or~bracelet=100 -part battery=50",
	},
	{"duty", false, "duty -origin KR -hts 6109.10.00.12 -value 1000 -date 2025-01-15 -claim spi=KR"},
	{"duty", false, "duty -origin BR -hts 6109.10.00.12 -value 1000 -date 2025-09-01 -claim us_content=0.25"},
	{"duty", false, "duty -origin CN -hts 7326.90.86.88 -value 1000 -date 2025-09-01 -claim metal_share=0.4"},
	{"duty", false, "duty -origin CN -hts 8507.60.00.20 -value 1000 -date 2025-11-20 -claim heading=9903.94.06"},
	{"duty", false, "duty -origin DE -hts 7408.11.30.00 -value 1000 -date 2025-09-01 -claim copper_share=0.5"},
	{"duty", true, "duty -origin IN -hts 0402.10.50.00 -value 10000 -date 2025-09-01"},
	{"duty", true, "duty -origin US -importer CN -hts 2709.00.00 -value 10000 -date 2026-10-01"},
	{"duty", true, "duty -origin IN -hts 6109.10.00.12 -value 10000 -date 2035-09-01"},
	{"duty", true, "duty -origin Nowhere -hts 6109.10.00.12 -value 1e3 -date 2025-09-01"},
	{"duty-lines", false, "duty -lines @/entries.csv -stats"},
	{
		"compare", false,
		"compare -hts 6109.10.00.12,0402.10.50.00 -origin IN,VN,KP -value +10000 -date 2025-07-01 -until 2025-12-01",
	},
	{"compare", true, "compare -hts 6109.10.00.12 -origin IN,VN -date 2035-09-01"},
	{"watch", false, "watch -list @/list.csv -from 2025-08-01 -to 2026-08-10"},
	{"watch", false, "watch -list @/coming.csv -from 2025-08-01 -to 2025-08-10"},
	{"watch", true, "watch -list @/none.csv -from 2025-09-01 -to 2025-10-01"},
	{"search", false, "search t-shirt"},
	{"search", true, "search xqzvkjwq"},
	{"browse", false, "browse 61"},
	{"browse", false, "browse 6109.10.00"},
	{"browse", true, "browse 6109.17"},
	{"cap", false, "cap -regime EU -product crude -price 47.10 -date 2026-02-15"},
	{"cap", false, "cap -regime EU -product crude -price 47.10 -date 2026-02-15 -contract 2025-12-01"},
	{"cap", false, "cap -regime UK -product crude -price 51.20 -basis CIF -freight 6.50 -insurance 0.60 -date 2026-05-20"},
	{"cap", false, "cap -regime EU -product crude -price 47 -date 2027-03-01 -hold"},
	{"cap", true, "cap -regime EU -product crude -price x -date 2026-02-15"},
	{"cap", true, "cap -regime EU -product crude -price 47 -date 2036-02-15"},
	{"ownership", false, "ownership -rule ofac -date 2026-10-01 -listed X,Y -edges @/edges.csv"},
	{"ownership", false, "ownership -rule uk -date 2026-10-01 -listed X,Y,Zed -edges @/edges.csv"},
	{"ownership", false, "ownership -rule bis -date 2026-11-23 -hold -listed X -edges @/edges.csv"},
	{"ownership", false, "ownership -rule ofac -date 2026-10-01 -listed X -edges @/circle.csv"},
	{"ownership", true, "ownership -rule ofac -date 2026-10-01 -listed X -edges @/wrong.csv"},
	{"ownership", true, "ownership -rule ofac -date 2036-10-01 -listed X -edges @/edges.csv"},
	{"check", false, "check -lenient @/flows.csv"},
	{"check", false, "check -lenient @/india.csv"},
	{"check", false, "check @/BACI_HS22_Y2023_V202501.csv"},
	{"check", true, "check @/none.csv"},
	{"book", false, "book -check @/notice.txt"},
	{"book", true, "book -check @/wrong.txt"},
	{"book", true, "book -check @/book"},
	{"book", true, "book -check @/flows.csv"},
	{"impact", false, "impact -flows @/flows.csv -scenario no-ieepa,no-change -averages -hold"},
	{"impact", false, "impact -flows @/flows.csv -scenario no-ieepa"},
	{"impact", false, "impact -flows @/flows2.csv -scenario no-ieepa -hold -averages"},
	{
		"impact", false,
		"impact -flows @/threat.csv -scenario section-113=50:IN,no-change -date 2026-10-20 -hold -probability " +
			"0.2..0.4..0.7 -deadline 2026-12-31 -draws 5",
	},
	{
		"impact", false,
		"impact -flows @/threat.csv -scenario cap-lowered=30,retaliation,section-113=50:IN -date 2026-10-20 -hold",
	},
	{"impact", false, "impact -flows @/flows.csv -scenario no-ieepa -totals"},
	{"impact", false, "impact -flows @/cif.csv -scenario no-ieepa -cif-factor 1.05"},
	{"impact", false, "impact -flows @/matrix.csv -scenario no-ieepa -behaviour ces,gsim"},
	{"impact", false, "impact -flows @/bound.csv -scenario no-ieepa"},
	{"impact", true, "impact -flows @/none.csv -scenario no-ieepa"},
	{"importers", false, "importers -window all"},
	{"importers", false, "importers -five"},
	{"importers", false, "importers -flows @/oil.csv -whole 2025-10-18..2026-10-17 -date 2026-11-01"},
	{"importers", false, "importers -buyer IN -date 2026-11-01 -new-crude yes"},
	{"importers", true, "importers -buyer IN -date x"},
	{"models", false, "models -model ces -in @/ces.json"},
	{"models", false, "models -model cp -in @/cp.json"},
	{"models", false, "models -model gravity -in @/gravity.json"},
	{"models", false, "models -model gsim -in @/gsim.json"},
	{"models", false, "models -model gsim -in @/tornado.json"},
	{"models", false, "models -model gsim -in @/draws.json"},
	{"models", false, "models -model gsim -in @/grid.json"},
	{"models", false, "models -model hat -in @/hat.json"},
	{"models", false, "models -model oil -in @/oil.json"},
	{"models", false, "models -model ppml -in @/ppml.json"},
	{"models", false, "models -model sectors -in @/sectors.json"},
	{"models", false, "models -model smart -in @/smart.json"},
	{"models", false, "models -model wedge -in @/wedge.json"},
	{"models", false, "models -model hat -in @/optimal.json"},
	{"models", false, "models -model ppml -in @/clusters.json"},
	{"models", true, "models -model gsim -in @/wrong.json"},
	{"models", true, "models -model gsim -in @/none.json"},
	{"tradeoff", false, "tradeoff -buyer IN,BR -rate 0,25"},
	{"tradeoff", false, "tradeoff -buyer IN -volume 0:Mt -rate 0 -discount -2"},
	{"tradeoff", false, "tradeoff -buyer IN -months 2025-07..2026-03"},
	{"tradeoff", false, "tradeoff -caps 60,30 -price 60 -volume 3.5:mb/d"},
	{"tradeoff", true, "tradeoff -buyer FR"},
	{
		"shard", false,
		"duty -lines @/entries.csv -shard 0/1 -out @/rows.csv -rejects @/rejects.csv -by origin,chapter,month,authority " +
			"-manifest @/shard.json",
	},
	{"merge", false, "merge @/shard.json -out @/merged.csv"},
	{"merge", true, "merge @/none.json"},
	{
		"shard", false,
		"duty -lines @/barred.csv -shard 1/2 -hold -rate 5% -law @/notice.txt -scenario no-ieepa -as-published 2026-09-01 " +
			"-manifest @/shard.json",
	},
	{"pressure", false, "pressure -buyer IN,CN -rate 25,100"},
	{"pressure", false, "pressure -buyer IN -saving 0 -covered 0.5 -rate 25"},
	{"pressure", true, "pressure -buyer Atlantis"},
	{"replay", false, "replay"},
	{"version", false, "version"},
}

// compiled are the schemas as another program reads them, by what answers call them.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	out := map[string]*jsonschema.Schema{}
	for _, name := range schema.Names() {
		text, ok := schema.Find(name)
		require.True(t, ok, name)
		object, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err, name)
		id := object.(map[string]any)["$id"].(string)
		assert.Equal(t, "tradeshock/"+name+"/1", id)
		assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", object.(map[string]any)["$schema"], name)
		c := jsonschema.NewCompiler()
		require.NoError(t, c.AddResource("https://example.org/"+id, object), name)
		out[id], err = c.Compile("https://example.org/" + id)
		require.NoError(t, err, name)
	}
	return out
}

// TestSchemas: the answers of every program, errors too, are of the shape that they name,
// and nothing that is near such an answer is.
func TestSchemas(t *testing.T) {
	schemas := compiled(t)
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("../models/testdata")))
	for name, text := range inputs {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	status, _, errs := ask(t, "book", "-export", filepath.Join(dir, "book"))
	require.Zero(t, status, errs)
	spoil(t, filepath.Join(dir, "book", "Terms.csv"))
	asked, refused := map[string]bool{}, map[string]bool{}
	keys := map[string]bool{}
	for _, q := range questions {
		args := strings.Fields(strings.ReplaceAll(q.line, "@", dir))
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "~", " ")
		}
		if q.shape != "duty-lines" {
			args = append(args, "-json")
		}
		status, out, errs := ask(t, args...)
		if q.fails {
			require.Equal(t, 1, status, "%s: %s", q.line, errs)
			refused[q.shape] = true
		} else {
			require.Contains(t, []int{0, 3}, status, "%s: %s", q.line, errs)
			asked[q.shape] = true
		}
		if q.shape == "shard" {
			text, err := os.ReadFile(filepath.Join(dir, "shard.json"))
			require.NoError(t, err)
			out = string(text)
		}
		answer, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		require.NoError(t, err, "%s: %s", q.line, out)
		s := schemas["tradeshock/"+q.shape+"/1"]
		require.NotNil(t, s, q.line)
		if err := s.Validate(answer); !assert.NoError(t, err, q.line) {
			t.Log(out)
			continue
		}
		object := answer.(map[string]any)
		assert.Equal(t, "tradeshock/"+q.shape+"/1", object["schema"], q.line)
		_, failed := object["error"]
		assert.Equal(t, q.fails, failed, q.line)
		damage(t, q.line, s, answer)
		seen(answer, q.shape, keys)
	}
	for _, name := range schema.Names() {
		if name == "parquet" {
			continue // of a module of its own, which tests it
		}
		assert.True(t, asked[name], "no answer of %s was tried", name)
		text, _ := schema.Find(name)
		assert.Equal(t, strings.Contains(string(text), `"refusal"`), refused[name], "the error of %s", name)
		for _, key := range promised(text) {
			assert.True(t, keys[name+" "+key] || rare[name+" "+key], "the key %s of %s is in no answer that was tried", key,
				name)
		}
	}
}

// spoil writes a row into a table that it can't have.
func spoil(t *testing.T, path string) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString("9903.00.00,someday\n")
	require.NoError(t, errors.Join(err, f.Close()))
}

// rare are keys of the schemas that the questions above do not bring about.
var rare = map[string]bool{
	"version commit": true, // of a build in a checkout
	"duty quantity":  true, // of a part of goods that is weighed
	"impact refused": true, // products that a model can't take
}

// seen collects the keys of an answer.
func seen(v any, shape string, keys map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			keys[shape+" "+k] = true
			seen(x, shape, keys)
		}
	case []any:
		for _, x := range v {
			seen(x, shape, keys)
		}
	}
}

// promised are the keys that a schema names.
func promised(text []byte) []string {
	found := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok {
				for k := range properties {
					found[k] = true
				}
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	var object any
	if json.Unmarshal(text, &object) == nil {
		walk(object)
	}
	return slices.Sorted(maps.Keys(found))
}

// damage changes an answer in one place at a time, and sees each refused.
func damage(t *testing.T, line string, s *jsonschema.Schema, answer any) {
	refused := func(what string) {
		assert.Error(t, s.Validate(answer), "%s: %s", line, what)
	}
	kinds := map[string]bool{} // each place in lists is of one kind: once is enough
	var walk func(path string, v any, set func(any))
	walk = func(path string, v any, set func(any)) {
		if kinds[path] {
			return
		}
		kinds[path] = true
		wrong := any(true)
		switch v := v.(type) {
		case map[string]any:
			wrong = []any{}
			v["a key that nobody promised"] = true
			refused(path + " with one key more")
			delete(v, "a key that nobody promised")
			for k, x := range v {
				walk(path+"/"+k, x, func(other any) { v[k] = other })
			}
		case []any:
			wrong = map[string]any{}
			for i, x := range v {
				walk(path+"/*", x, func(other any) { v[i] = other })
			}
		case string:
			wrong = json.Number("12345")
			if amount.MatchString(path) {
				for _, text := range []string{"12,5", "1e5", "0x10", "", "NaN", "1 000", "05"} {
					set(text)
					refused(path + " as " + text)
				}
			}
			if days.MatchString(path) {
				for _, text := range []string{"2025-13-01", "1/9/2025", "2025-9-1", "soon"} {
					set(text)
					refused(path + " as " + text)
				}
			}
		case json.Number:
			wrong = v.String()
		case bool:
			wrong = "yes"
		}
		set(wrong)
		refused(path + " of another type")
		set(v)
	}
	walk("", answer, func(other any) { answer = other })
	require.NoError(t, s.Validate(answer), "put together again")
	if object, ok := answer.(map[string]any); ok {
		for _, k := range slices.Sorted(maps.Keys(object)) {
			if k == "schema" || k == "total_duty" || k == "verdict" || k == "results" || k == "rows" ||
				k == "known_until" && object["error"] == nil {
				v := object[k]
				delete(object, k)
				refused("without " + k)
				object[k] = v
			}
		}
	}
}

var (
	amount = regexp.MustCompile(
		`/(total_duty|landed_cost|additional_duty|more_than_cheapest|duty|base|amount|margin|cap|fob|percent|threshold|change|baseline)$`)
	days = regexp.MustCompile(`/(from|to|on|review)$`)
)
