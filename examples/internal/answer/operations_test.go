package answer

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us"
)

// shirt is the founding entry: 16.5 % + 25 % + 25 % of 10,000.
const shirt = `"origin":"IN","hts":"6109.10.00.12","value":"10000","date":"2025-09-01"`

func find(t *testing.T, name string) Operation {
	for _, o := range Operations() {
		if o.Name == name {
			return o
		}
	}
	require.Fail(t, "no operation", name)
	return Operation{}
}

func ask(t *testing.T, books *Books, name, question string) (map[string]any, error) {
	t.Helper()
	text, err := find(t, name).Ask(context.Background(), books, []byte(question))
	if err != nil {
		assert.Empty(t, text)
		return nil, err
	}
	var out map[string]any
	require.NoError(t, json.Unmarshal(text, &out), "%s", text)
	return out, nil
}

// questionsOf are questions with an answer, of every operation.
func questionsOf() map[string][]string {
	return map[string][]string{
		"assess": {
			`{` + shirt + `}`,
			`{` + shirt + `,"importer":"US","rounding":"exact","hold":true,"scenario":"no-ieepa","as_published":"2025-09-01"}`,
			`{"origin":"IN","hts":"0402.10.50.00","value":"10000","date":"2025-09-01","quantities":[{"amount":"100","unit":"kg"}],"claims":{"loaded":"2025-08-01"}}`,
			`{"origin":"US","hts":"7208.10.00","value":"100","date":"2026-09-08","importer":"CA"}`,
			`{"origin":"US","hts":"2709.00.00","value":"100","date":"2026-10-01","importer":"CN","rate":"5%","rounding":"half-even"}`,
		},
		"batch": {
			`{"entries":[{` + shirt + `}]}`,
			`{"entries":[{` + shirt +
				`},{"origin":"IN","hts":"6109.10.00.12","value":"1","date":"2028-09-01"},{"origin":"IN","hts":"0402.10.50.00","value":"1","date":"2025-09-01"},{"origin":"IN","hts":"6109.10.00.99","value":"1","date":"2025-09-01"}],"hold":false}`,
		},
		"compare": {
			`{"hts":["6109.10.00.12"],"origins":["IN","South Korea","KP"],"date":"2025-09-01","until":"2026-10-11"}`,
			`{"hts":["6109.10.00.12","6109.90.10.07"],"origins":["all"],"date":"2025-09-01","value":"5"}`,
		},
		"search":  {`{"words":"cotton t-shirt"}`, `{"words":"laptop","limit":3}`},
		"browse":  {`{"hts":"61"}`, `{"hts":"6109.10.00.12"}`},
		"history": {`{` + shirt + `,"until":"2026-10-10"}`, `{` + shirt + `,"until":"2027-10-10"}`},
		"changes": {
			`{"from":"2025-09-01","to":"2026-10-10","origin":"India"}`,
			`{"from":"2025-09-01","to":"2026-10-10","hts":"72","limit":5}`,
		},
		"events": {
			`{"from":"2025-08-01","to":"2025-08-31"}`,
			`{"from":"2025-01-01","to":"2026-10-10","heading":"9903.01.84"}`,
		},
		"caps": {
			`{"regime":"EU","product":"crude","price":"47.10","date":"2026-02-15"}`,
			`{"regime":"UK","product":"crude","price":"55","date":"2025-10-17","contract":"2025-09-01"}`,
		},
		"ownership": {
			`{"rule":"ofac","date":"2026-10-01","listed":["X"],"edges":[{"owner":"X","entity":"A","percent":"50"},{"owner":"A","entity":"B","percent":"25-60"}]}`,
			`{"rule":"eu","date":"2026-01-01","listed":["X","Z"],"edges":[{"owner":"X","entity":"A","percent":"0.5","control":"unknown","valid_from":"2020-01-01","valid_to":""}]}`,
		},
		"about": {`{}`},
	}
}

func schemaOf(t *testing.T, name string, text []byte) *jsonschema.Schema {
	shape, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err, name)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource("https://example.org/"+name, shape))
	s, err := c.Compile("https://example.org/" + name)
	require.NoError(t, err, name)
	return s
}

func valid(t *testing.T, s *jsonschema.Schema, text []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v)
}

// TestOperations: every question that is tried has its shape, and so has its answer.
func TestOperations(t *testing.T) {
	books := NewBooks()
	problem, err := ProblemShape()
	require.NoError(t, err)
	problemShape := schemaOf(t, "problem", problem)
	asked := questionsOf()
	require.Len(t, asked, len(Operations()))
	for _, o := range Operations() {
		question, answer := schemaOf(t, o.Name+"-q", o.Question), schemaOf(t, o.Name+"-a", o.Answer)
		assert.NotContains(t, string(o.Question), "$ref", o.Name)
		assert.NotContains(t, string(o.Answer), "$ref", o.Name)
		assert.NotEmpty(t, o.Title)
		assert.Greater(t, len(o.Says), 60)
		for _, q := range asked[o.Name] {
			require.NoError(t, valid(t, question, []byte(q)), q)
			text, err := o.Ask(context.Background(), books, []byte(q))
			require.NoError(t, err, q)
			require.NoError(t, valid(t, answer, text), "%s", text)
			again, err := o.Ask(context.Background(), books, []byte(q))
			require.NoError(t, err)
			assert.Equal(t, string(text), string(again), q)

			// A key more is refused by the shape and by the answer.
			more := q[:len(q)-1] + `,"surprise":1}`
			if q == "{}" {
				more = `{"surprise":1}`
			}
			assert.Error(t, valid(t, question, []byte(more)), more)
			_, err = o.Ask(context.Background(), books, []byte(more))
			require.Error(t, err, more)
			p := ProblemOf(err)
			assert.Contains(t, []string{"bad_question", "bad_value"}, p.Code, "%s", more)
			assert.Contains(t, p.Message, "surprise")
			object, err := json.Marshal(p)
			require.NoError(t, err)
			assert.NoError(t, valid(t, problemShape, object), "%s", object)
		}
	}
}

// TestMissingKeys: every key that a shape requires is asked for by name when it is missing.
func TestMissingKeys(t *testing.T) {
	books := NewBooks()
	for _, o := range Operations() {
		var shape struct{ Required []string }
		require.NoError(t, json.Unmarshal(o.Question, &shape))
		for _, key := range shape.Required {
			for _, way := range []string{"absent", "null"} {
				var q map[string]json.RawMessage
				require.NoError(t, json.Unmarshal([]byte(questionsOf()[o.Name][0]), &q))
				require.Contains(t, q, key, o.Name)
				delete(q, key)
				if way == "null" {
					q[key] = json.RawMessage("null")
				}
				text, err := json.Marshal(q)
				require.NoError(t, err)
				_, err = o.Ask(context.Background(), books, text)
				require.Error(t, err, "%s", text)
				assert.Contains(t, err.Error(), key, "%s", text)
			}
		}
	}
}

// TestFacts: the right amount, the fact that is missing, the day that is too late.
func TestFacts(t *testing.T) {
	books := NewBooks()
	a, err := ask(t, books, "assess", `{`+shirt+`}`)
	require.NoError(t, err)
	assert.Equal(t, "6650.00", a["total_duty"])
	assert.Equal(t, "0.665", a["effective_rate"])
	assert.Equal(t, "USD", a["currency"])
	assert.Contains(t, a["description"], "T-shirts")

	_, err = ask(t, books, "assess", `{"origin":"IN","hts":"0402.10.50.00","value":"10000","date":"2025-09-01"}`)
	p := ProblemOf(err)
	assert.Equal(t, "missing_fact", p.Code)
	require.NotEmpty(t, p.Missing)
	assert.Equal(t, "the quantity in kg", p.Missing[0].Fact)

	_, err = ask(t, books, "assess", `{"origin":"IN","hts":"6109.10.00.12","value":"10000","date":"2027-09-01"}`)
	p = ProblemOf(err)
	assert.Equal(t, []string{"horizon", "not known after " + us.KnownUntil().String(), us.KnownUntil().String()},
		[]string{p.Code, p.Title, p.KnownUntil.String()})
	_, err = ask(t, books, "assess", `{"origin":"IN","hts":"6109.10.00.12","value":"10000","date":"2023-10-12"}`)
	assert.Equal(t, "not known before 2023-10-13", ProblemOf(err).Title)

	_, err = ask(t, books, "assess",
		`{"origin":"US","hts":"2709.00.00","value":"100","date":"2026-10-01","importer":"CN"}`)
	require.NotEmpty(t, ProblemOf(err).Missing)
	assert.Contains(t, ProblemOf(err).Missing[0].Fact, "the duty itself", "the base rate is not in the book")
	a, err = ask(t, books, "assess",
		`{"origin":"US","hts":"2709.00.00","value":"100","date":"2026-10-01","importer":"CN","rate":"5%"}`)
	require.NoError(t, err)
	assert.Equal(t, "CNY", a["currency"])

	_, err = ask(t, books, "browse", `{"hts":"6109.10.00.13"}`)
	p = ProblemOf(err)
	assert.Equal(t, "not_found", p.Code)
	assert.Contains(t, p.Try, "6109.10.00.12")

	_, err = ask(t, books, "search", `{"words":"qqqqqqq"}`)
	assert.Equal(t, "not_found", ProblemOf(err).Code)

	_, err = ask(t, books, "caps", `{"regime":"EU","product":"crude","price":"47","date":"2026-02-15","basis":"CIF"}`)
	p = ProblemOf(err)
	assert.Equal(t, "missing_fact", p.Code)
	assert.Len(t, p.Missing, 2, "freight and insurance")
	assert.NotContains(t, p.Message, "-freight")
}

// TestNothingFound: what the law does not have is an error, for an empty list would read as no
// change.
func TestNothingFound(t *testing.T) {
	books := NewBooks()
	for question, code := range map[string]string{
		`changes {"from":"2025-09-01","to":"2026-10-10","hts":"6199"}`:              "unknown_product",
		`changes {"from":"2025-09-01","to":"2026-10-10","hts":"6109.10.00.99"}`:     "unknown_product",
		`changes {"from":"2025-09-01","to":"2026-10-10","origin":"Atlantis"}`:       "unknown_country",
		`events {"from":"2025-08-01","to":"2025-08-31","authority":"Section232"}`:   "bad_question",
		`events {"from":"2025-08-01","to":"2025-08-31","heading":"9903.01.840"}`:    "bad_question",
		`events {"from":"2025-08-01","to":"2031-08-31"}`:                            "horizon",
		`changes {"from":"2025-08-01","to":"2031-08-31"}`:                           "horizon",
		`compare {"hts":["6109.10.00.99"],"origins":["IN"],"date":"2025-09-01"}`:    "unknown_product",
		`compare {"hts":["6109.10.00.12"],"origins":["IN,"],"date":"2025-09-01"}`:   "unknown_country",
		`history {` + shirt + `,"until":"2025-08-31"}`:                              "bad_question",
		`ownership {"rule":"ofac","date":"2026-10-01","listed":["X"],"edges":[{}]}`: "bad_edges",
	} {
		name, q, _ := strings.Cut(question, " ")
		_, err := ask(t, books, name, q)
		assert.Equal(t, code, ProblemOf(err).Code, "%s: %v", question, err)
	}
	for _, hts := range []string{"61", "6109.10", "6109.10.00", "6109.10.00.12"} {
		_, err := ask(t, books, "changes", `{"from":"2025-09-01","to":"2026-10-10","hts":"`+hts+`"}`)
		assert.NoError(t, err, hts)
	}
}

// TestBatchIsAssess: a batch says the same as its entries one by one, and its total is theirs.
func TestBatchIsAssess(t *testing.T) {
	books := NewBooks()
	a, err := ask(t, books, "batch", `{"entries":[{`+shirt+`},{`+shirt+`}]}`)
	require.NoError(t, err)
	assert.Equal(t, "13300.00", a["total_duty"])
	a, err = ask(t, books, "batch", `{"entries":[{`+shirt+`},{"origin":"IN"}]}`)
	require.NoError(t, err)
	assert.Nil(t, a["total_duty"], "a total that lacks a row is none")
	assert.Equal(t, "6650.00", a["answered_duty"])
	assert.EqualValues(t, 1, a["rejected"])
	refused := a["rows"].([]any)[1].(map[string]any)
	assert.NotContains(t, refused, "total_duty")
	assert.Equal(t, "bad_value", refused["error"].(map[string]any)["code"])
}

// TestLimits: what is beyond a limit is refused before any work.
func TestLimits(t *testing.T) {
	books := NewBooks()
	many := func(n int, one string) string {
		return string(bytes.TrimSuffix(bytes.Repeat([]byte(one+","), n), []byte(",")))
	}
	for name, q := range map[string]string{
		"batch":     `{"entries":[` + many(MaxEntries+1, `{}`) + `]}`,
		"compare":   `{"origins":["all"],"hts":[` + many(50, `"6109.10.00.12"`) + `],"date":"2025-09-01"}`,
		"search":    `{"words":"` + many(200, "xy") + `"}`,
		"ownership": `{"rule":"ofac","date":"2026-10-01","listed":["X"],"edges":[` + many(MaxEdges+1, `{}`) + `]}`,
		"about":     `{"a":"` + many(MaxBytes, "x") + `"}`,
	} {
		_, err := ask(t, books, name, q)
		assert.Equal(t, "too_many", ProblemOf(err).Code, name)
	}
	assert.Empty(t, books.engines)
	for i := range maxEngines + 5 {
		_, err := books.Engine(context.Background(), Law{Importer: "CA", Rate: fmt.Sprintf("%d%%", i+1)})
		require.NoError(t, err)
	}
	assert.Len(t, books.engines, maxEngines)
}
