package tariff

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

func scenario(t *testing.T, edits string) *law.Book {
	s, err := law.ParseScenario(strings.NewReader(`{"name":"test","edits":[` + edits + `]}`))
	require.NoError(t, err)
	b, err := s.Apply(smallBook())
	require.NoError(t, err)
	return b
}

// TestScenario: each op, on the entry of 1,000 dollars of T-shirts from China that
// pays 16.5 % + 10 % (R) + 20 % (F) + 25 % (L2) on 1 June 2025.
func TestScenario(t *testing.T) {
	for _, c := range []struct{ name, edits, on, total string }{
		{"as it is", ``, "2025-06-01", "715.00"},
		{"an authority falls", `{"op":"drop_authority","authority":"IEEPA"}`, "2025-06-01", "415.00"},
		{"one program of it", `{"op":"drop_authority","authority":"IEEPA","program":"fentanyl"}`, "2025-06-01", "515.00"},
		{
			"for some days", `{"op":"drop_authority","authority":"IEEPA","from":"2025-06-01","to":"2025-07-01"}`, "2025-06-30",
			"415.00",
		},
		{
			"and not after them", `{"op":"drop_authority","authority":"IEEPA","from":"2025-06-01","to":"2025-07-01"}`,
			"2025-07-01", "715.00",
		},
		{
			"and not before them", `{"op":"drop_authority","authority":"IEEPA","from":"2025-06-01","to":"2025-07-01"}`,
			"2025-05-31", "715.00",
		},
		{"a state", `{"op":"set_state","heading":"F","state":"suspended"}`, "2025-06-01", "515.00"},
		{
			"imposed again at its last duty", `{"op":"set_state","heading":"F","state":"imposed","from":"2026-02-24"}`,
			"2026-03-01", "615.00",
		},
		{
			"imposed at a duty given", `{"op":"set_state","heading":"F","state":"imposed","duty":"30%","from":"2026-02-24"}`,
			"2026-03-01", "715.00",
		},
		{"a rate", `{"op":"change_rate","heading":"R","duty":"34%"}`, "2025-06-01", "955.00"},
		{"a rate by authority", `{"op":"change_rate","authority":"Section 301","duty":"0%"}`, "2025-06-01", "465.00"},
		{"a date", `{"op":"shift_date","heading":"R","date":"2025-04-05","new_date":"2025-06-02"}`, "2025-06-01", "615.00"},
		{
			"a boundary between two terms", `{"op":"shift_date","heading":"F","date":"2025-03-04","new_date":"2025-06-02"}`,
			"2025-06-01", "615.00",
		},
		{"a base rate", `{"op":"set_base_rate","products":{"in":["61"]},"duty":"Free"}`, "2025-06-01", "550.00"},
		{
			"a measure",
			`{"op":"add_measure","measure":{"heading":"new","authority":"Section ` +
				`122","origins":{"in":["*"]},"products":{"all":true},"terms":[{"from":"2025-06-01","to":"2025-06-02","state":"imposed","duty":"1%"}]}}`, "2025-06-01", "725.00",
		},
		{
			"in order", `{"op":"change_rate","heading":"R","duty":"34%"},{"op":"change_rate","heading":"R","duty":"0%"}`,
			"2025-06-01", "615.00",
		},
	} {
		a, err := compile(t, scenario(t, c.edits)).Assess(entry("CN", "6109100012", "1000", c.on))
		require.NoError(t, err, c.name)
		assert.Equal(t, c.total, trade.Amount(a.Total), c.name)
	}
	_, twice := smallBook().Measure("new")
	assert.False(t, twice, "the book that was edited is as it was")
}

func TestScenarioRefuses(t *testing.T) {
	for text, says := range map[string]string{
		``:                                       "ends before",
		`{`:                                      "ends before",
		`{"name":]`:                              "not JSON at line 1",
		`{"edits":[]}`:                           `needs a "name"`,
		`{"name":"x","edit":[]}`:                 `unknown field "edit"`,
		`{"name":"x","edits":[{"opp":"x"}]}`:     `unknown field "opp"`,
		`{"name":"x","edits":[{"from":"soon"}]}`: "soon",
		`{"name":"x","edits":[]} {}`:             "after the end",
		`{"name":5}`:                             "cannot be a number",
		"{\"name\":\"x\",\n\"edits\":[{\"op\":\"add_measure\",\"measure\":{\"headin\":\"x\"}}]}": "headin",
	} {
		_, err := law.ParseScenario(strings.NewReader(text))
		require.ErrorAs(t, err, new(*law.ScenarioError), text)
		assert.Contains(t, err.Error(), says, text)
	}
	for edit, says := range map[string]string{
		`{"op":"explode"}`:                                                                                               "no such op",
		`{"op":"set_state","state":"ended"}`:                                                                             "needs heading or authority",
		`{"op":"set_state","heading":"R"}`:                                                                               "needs state",
		`{"op":"set_state","heading":"R","state":"ended","date":"2025-01-01"}`:                                           `no use for "date"`,
		`{"op":"set_state","heading":"none","state":"ended"}`:                                                            "no measure none",
		`{"op":"change_rate","heading":"R","duty":"ten"}`:                                                                "offset 0",
		`{"op":"change_rate","heading":"R","duty":"1%","from":"2027-01-01"}`:                                             "not imposed on any day",
		`{"op":"change_rate","heading":"R","duty":"1%","from":"2026-01-01","to":"2025-01-01"}`:                           "holds no day",
		`{"op":"shift_date","heading":"R","date":"2025-04-06","new_date":"2025-05-01"}`:                                  "begins or ends on 2025-04-06",
		`{"op":"shift_date","heading":"R","date":"2025-04-05","new_date":"2026-05-01"}`:                                  "no day",
		`{"op":"add_measure","measure":{"heading":"R","authority":"x","origins":{"in":["*"]},"products":{},"terms":[]}}`: "already",
		`{"op":"set_base_rate","products":{"in":["9999"]},"duty":"5%"}`:                                                  "no line of the products 9999",
		`{"op":"set_state","heading":"new","state":"imposed"}`:                                                           "no measure",
	} {
		s, err := law.ParseScenario(strings.NewReader(`{"name":"x","edits":[` + edit + `]}`))
		require.NoError(t, err, edit)
		_, err = s.Apply(smallBook())
		var e *law.ScenarioError
		require.ErrorAs(t, err, &e, edit)
		assert.Equal(t, 1, e.Edit)
		assert.Contains(t, err.Error(), says, edit)
	}
}

func FuzzParseScenario(f *testing.F) {
	f.Add(`{"name":"x","edits":[{"op":"drop_authority","authority":"IEEPA"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := law.ParseScenario(strings.NewReader(text))
		if err != nil {
			return
		}
		if b, err := s.Apply(smallBook()); err == nil {
			_, _ = Compile(b)
		}
	})
}
