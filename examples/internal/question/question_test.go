package question

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

var open = sync.OnceValues(Open)

type reply struct {
	Total     string      `json:"total_duty"`
	Text      string      `json:"description"`
	Schema    string      `json:"schema"`
	Before    string      `json:"before"`
	Stretches []stretch   `json:"stretches"`
	Origins   []compared  `json:"origins"`
	Results   []try       `json:"results"`
	Countries []any       `json:"countries"`
	Cost      string      `json:"cost"`
	Saving    string      `json:"saving"`
	Net       string      `json:"net"`
	Even      string      `json:"break_even_discount"`
	Rate      string      `json:"rate"`
	Error     *failure    `json:"error"`
	Advice    []any       `json:"advice"`
	Known     *trade.Date `json:"known_until"`
}

func ask(t *testing.T, question string) (r reply) {
	t.Helper()
	b, err := open()
	require.NoError(t, err)
	out := b.Answer([]byte(question))
	require.NoError(t, json.Unmarshal(out, &r), string(out))
	return r
}

const shirt = `"hts":"6109.10.00.12","origin":"India","value":"10000","date":"2025-09-01"`

func TestDuty(t *testing.T) {
	r := ask(t, `{"ask":"duty",`+shirt+`}`)
	require.Nil(t, r.Error)
	assert.Equal(t, "6650.00", r.Total, "16.5 % + 25 % + 25 %")
	assert.Equal(t, "tradeshock/duty/1", r.Schema)
	assert.Contains(t, r.Text, "T-shirts")
	r = ask(t, `{"ask":"about"}`)
	assert.Greater(t, len(r.Countries), 190)
	assert.False(t, r.Known.IsZero())
}

// TestMissing: what is missing is a field to fill, and filled it gives an answer.
func TestMissing(t *testing.T) {
	milk := `{"ask":"duty","hts":"0402.10.50.00","origin":"IN","value":"10000","date":"2025-09-01"`
	r := ask(t, milk+`}`)
	require.NotNil(t, r.Error)
	assert.Equal(t, "missing_fact", r.Error.Code)
	require.Len(t, r.Error.Fields, 1, "asked for once")
	assert.Equal(t, field{"quantity", "kg", "the quantity in kg"}, r.Error.Fields[0])
	assert.Empty(t, r.Total)
	r = ask(t, milk+`,"quantities":[{"amount":"100","unit":"kg"}]}`)
	assert.Nil(t, r.Error)
	assert.NotEmpty(t, r.Total)

	r = ask(t, `{"ask":"duty","hts":"8504.33.00.20","origin":"DE","value":"10000","date":"2025-10-15"}`)
	require.NotNil(t, r.Error)
	var names []string
	for _, f := range r.Error.Fields {
		assert.Equal(t, "claim", f.Kind)
		names = append(names, f.Name)
	}
	assert.Equal(t, []string{"metal_share", "steel_share", "aluminum_share"}, names)

	watch := `{"ask":"duty","hts":"9102.11.25","origin":"IN","value":"1000","date":"2025-01-15","quantities":[{"amount":"50","unit":"No."}]`
	r = ask(t, watch+`}`)
	require.NotNil(t, r.Error)
	assert.Equal(t, "part", r.Error.Fields[0].Kind)
	assert.Equal(t, "case", r.Error.Fields[0].Name)
	r = ask(t, watch+
		`,"parts":[{"name":"case","amount":"400"},{"name":"strap, band or `+
		`bracelet","amount":"100"},{"name":"battery","amount":"50"}]}`)
	assert.Nil(t, r.Error)

	r = ask(t, `{"ask":"duty","hts":"8541.43.00","origin":"VN","value":"100","date":"2025-08-20"}`)
	require.NotNil(t, r.Error)
	assert.Equal(t, "hts", r.Error.Fields[0].Kind)
	require.Len(t, r.Error.Try, 2)
	assert.Equal(t, "20.00", r.Error.Try[0].Total)
}

// TestFacts: every fact that a measure of the book asks for has a field.
func TestFacts(t *testing.T) {
	b, err := open()
	require.NoError(t, err)
	for text, want := range map[string]string{
		"the quantity in doz.": "quantity doz.",
		"the rate of the article itself (claim article=…, its own number)":                                      "claim article",
		"the value of the work done abroad (claim charged_value=…, an amount), which alone is charged":          "claim charged_value",
		"the share of the value that is steel (claim metal_share or steel_share, a fraction of the value)":      "claim metal_share, claim steel_share",
		"the value of the part \"strap, band or bracelet\"":                                                     "part strap, band or bracelet",
		"the 10-digit number below 8541.43.00":                                                                  "hts ",
		"something that this package has never heard of, which a person then states as a claim in full, freely": "claim ",
	} {
		var got []string
		for _, f := range fieldsOf(text) {
			got = append(got, f.Kind+" "+f.Name)
		}
		assert.Equal(t, want, strings.Join(got, ", "), text)
	}
	for _, m := range b.book.Measures {
		if m.Ask != "" {
			assert.NotEmpty(t, fieldsOf(m.Ask), m.Heading)
		}
	}
}

// TestRefusals: whatever is wrong is an error with a code, and never a figure.
func TestRefusals(t *testing.T) {
	for question, code := range map[string]string{
		``:                     "refused",
		`[]`:                   "refused",
		`{"ask":"dutty"}`:      "refused",
		`{"ask":"duty","x":1}`: "refused",
		`{"ask":"duty","hts":"6109.10.00.12","origin":"Atlantis","value":"many","date":"soon"}`: "unknown_country",
		`{"ask":"duty","hts":"6109.10.00.12","origin":"IN","value":"1e9","date":"2025-09-01"}`:  "bad_value",
		`{"ask":"duty","hts":"6109.10.00.12","origin":"IN","value":"1","date":"2031-09-01"}`:    "horizon",
		`{"ask":"duty","hts":"6109.10.00.13","origin":"IN","value":"1","date":"2025-09-01"}`:    "unknown_product",
		`{"ask":"duty",` + shirt + `,"claims":["wish=yes"]}`:                                    "unknown_claim",
		`{"ask":"duty",` + shirt + `,"quantities":[{"amount":"5","unit":"cowries"}]}`:           "unknown_unit",
		`{"ask":"compare",` + shirt + `,"origins":"IN,Atlantis"}`:                               "unknown_country",
		`{"ask":"compare",` + shirt + `,"origins":" , "}`:                                       "bad_value",
		`{"ask":"search","words":"xqzvkjwq"}`:                                                   "refused",
		`{"ask":"oil",` + shirt + `,"exports":"1","tonnes":"0","barrels":"7","discount":"1"}`:   "bad_value",
		`{"ask":"oil",` + shirt + `,"exports":"-1","tonnes":"1","barrels":"7","discount":"1"}`:  "bad_value",
		`{"ask":"history",` + strings.Replace(shirt, "2025-09-01", "2031-01-01", 1) + `}`:       "horizon",
	} {
		r := ask(t, question)
		if assert.NotNil(t, r.Error, question) {
			assert.Equal(t, code, r.Error.Code, question)
			assert.NotEmpty(t, r.Error.Message, question)
			assert.Empty(t, r.Total+r.Cost, question)
		}
	}
	r := ask(t, `{"ask":"duty","hts":"6109.10.00.12","origin":"Atlantis","value":"many","date":"soon"}`)
	assert.Len(t, r.Error.Fields, 3, "all that is wrong at once")
}

// TestHistory: what the README draws, from the program duty and the public acts.
func TestHistory(t *testing.T) {
	r := ask(t, `{"ask":"history",`+shirt+`}`)
	require.Nil(t, r.Error)
	var got []string
	for _, s := range r.Stretches {
		got = append(got, s.From.String()+" "+s.Rate)
	}
	assert.Equal(t, []string{
		"2023-10-13 0.165", "2025-04-05 0.265", "2025-04-09 0.425", "2025-04-10 0.265", "2025-08-07 0.415",
		"2025-08-27 0.665", "2026-02-07 0.415", "2026-02-24 0.265",
	}, got[:8])
	assert.Empty(t, r.Before)

	// A number of the list of 1 July 2026 has no earlier days, and it is said why.
	r = ask(t, `{"ask":"history","hts":"`+young(t)+`","origin":"IN","value":"10000","date":"2026-08-10"}`)
	require.Nil(t, r.Error)
	assert.Equal(t, "2026-07-01", r.Stretches[0].From.String())
	assert.NotEmpty(t, r.Before)
}

// young is a number that entered the schedule on 1 July 2026.
func young(t *testing.T) string {
	b, err := open()
	require.NoError(t, err)
	for _, n := range b.book.Schedule.Numbers {
		if n.During.From == trade.NewDate(2026, 7, 1) && n.During.To.IsZero() {
			r := ask(t, `{"ask":"duty","hts":"`+n.Code.String()+`","origin":"IN","value":"10000","date":"2026-08-10"}`)
			if r.Error == nil {
				return n.Code.String()
			}
		}
	}
	t.Fatal("no such number")
	return ""
}

func TestStarts(t *testing.T) {
	got := starts(trade.NewDate(2025, 11, 15), trade.NewDate(2026, 2, 1))
	var days []string
	for _, d := range got {
		days = append(days, d.String())
	}
	assert.Equal(t, []string{"2025-11-15", "2025-12-01", "2026-01-01", "2026-02-01"}, days)
}

func TestCompare(t *testing.T) {
	r := ask(t, `{"ask":"compare",`+shirt+`,"origins":"India, VN, KP, DE, VN"}`)
	require.Nil(t, r.Error)
	require.Len(t, r.Origins, 4, "each once")
	assert.Equal(t, trade.Country("DE"), r.Origins[0].Origin)
	assert.Equal(t, "0.00", r.Origins[0].More)
	assert.Equal(t, "6109.10.00 16.5%", r.Origins[0].Layers, "the total of 15 % adds nothing to 16.5 %")
	for _, o := range r.Origins {
		if o.Origin == "IN" {
			assert.Equal(t, "6650.00", o.Total)
			assert.Equal(t, "5000.00", o.More)
		}
	}
	r = ask(t, `{"ask":"compare",`+shirt+`,"origins":"all"}`)
	assert.Greater(t, len(r.Origins), 190)
	answered := true
	for _, o := range r.Origins {
		assert.True(t, answered || o.Error != "", "those without an answer stand last")
		answered = o.Error == ""
		assert.Equal(t, answered, o.Total != "", o.Origin)
	}
}

// TestOil: 60.2 billion at 25 % are 15.05 billion; 88 million tonnes at 7.33 barrels are
// 645.04 million barrels, at 4 dollars 2,580.16 million; 15,050 / 645.04 is 23.3.
func TestOil(t *testing.T) {
	figures := `,"exports":"60200000000","tonnes":"88000000","barrels":"7.33","discount":"4"}`
	r := ask(t, `{"ask":"oil",`+shirt+figures)
	assert.Equal(t, []string{"0.25", "15050000000.00", "2580160000.00", "-12469840000.00", "23.3"},
		[]string{r.Rate, r.Cost, r.Saving, r.Net, r.Even})
	r = ask(t, `{"ask":"oil",`+strings.Replace(shirt, "2025-09-01", "2026-08-10", 1)+figures)
	assert.Equal(t, []string{"0", "0.00", "0"}, []string{r.Rate, r.Cost, r.Even}, "the duty ended on 7 February 2026")
}

func FuzzAnswer(f *testing.F) {
	f.Add(`{"ask":"duty",` + shirt + `}`)
	f.Add(`{"ask":"history",` + shirt + `,"claims":["usmca"]}`)
	b, err := open()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid(b.Answer([]byte(text))) {
			t.Fatal("no JSON")
		}
	})
}

// TestNoFiles: no file is read and no connection is made; what is asked stays in the page.
func TestNoFiles(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		require.NoError(t, err)
		for _, i := range f.Imports {
			seen++
			path := strings.Trim(i.Path.Value, `"`)
			assert.False(t, path == "os" || path == "net" || strings.HasPrefix(path, "net/") || strings.HasPrefix(path, "os/"),
				"%s imports %s", name, path)
		}
	}
	assert.Greater(t, seen, 10)
}
