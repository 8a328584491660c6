package service

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// The founding entry: 16.5 % + 25 % + 25 % of 10,000.
const (
	shirt     = `"origin":"IN","hts":"6109.10.00.12","value":"10000","date":"2025-09-01"`
	byHand    = "origin=IN&hts=6109.10.00.12&value=10000&date=2025-09-01"
	milk      = `"origin":"IN","hts":"0402.10.50.00","value":"10000","date":"2025-09-01"`
	plainText = "text/plain; charset=utf-8"
)

func shirtWith(more ...string) []string {
	return append([]string{"origin", "IN", "hts", "6109.10.00.12", "value", "10000", "date", "2025-09-01"}, more...)
}

// TestStranger: a client made from the document alone gets the answer, the missing fact and
// the last day known, by a body and by an address.
func TestStranger(t *testing.T) {
	c := newClient(t, Options{})
	for name, a := range map[string]answered{
		"body":    c.post("assess", `{`+shirt+`}`),
		"address": c.address("assessByAddress", shirtWith()...),
	} {
		assert.Equal(t, 200, a.status, name)
		assert.Equal(t, "6650.00", a.object["total_duty"], name)
		assert.Equal(t, "tradeshock/duty/1", a.object["schema"], name)
	}
	for name, a := range map[string]answered{
		"body":    c.post("assess", `{`+milk+`}`),
		"address": c.address("assessByAddress", "origin", "IN", "hts", "04021050", "value", "10000", "date", "2025-09-01"),
		"text": c.address("assessByAddress", "origin", "IN", "hts", "04021050", "value", "10000", "date", "2025-09-01",
			"format", "text"),
	} {
		assert.Equal(t, 422, a.status, name)
		assert.Equal(t, "missing_fact", a.object["code"], name)
		assert.Equal(t, "the quantity in kg", dig(a.object["missing"].([]any)[0], "fact"), name)
		assert.Contains(t, a.object["detail"], "the quantity in kg", name)
		assert.NotContains(t, a.body, "total_duty", name)
	}
	for name, a := range map[string]answered{
		"body":    c.post("assess", strings.Replace(`{`+shirt+`}`, "2025-09-01", us.KnownUntil().AddDays(1).String(), 1)),
		"address": c.address("assessByAddress", "origin", "IN", "hts", "61091000", "value", "1", "date", "2030-01-01"),
	} {
		assert.Equal(t, 422, a.status, name)
		assert.Equal(t, "not known after "+us.KnownUntil().String(), a.object["title"], name)
		assert.Equal(t, "horizon", a.object["code"], name)
		assert.Equal(t, us.KnownUntil().String(), a.object["known_until"], name)
	}
	a := c.address("assessByAddress", "origin", "IN", "hts", "04021050", "value", "10000", "date", "2025-09-01", "qty",
		"100:kg")
	assert.Equal(t, 200, a.status, a.body)
}

// TestEveryOperation: each is asked by what the document says of it, in every form.
func TestEveryOperation(t *testing.T) {
	c := newClient(t, Options{})
	for operation, body := range map[string]string{
		"assess":    `{` + shirt + `}`,
		"batch":     `{"entries":[{` + shirt + `},{` + milk + `}]}`,
		"compare":   `{"hts":["6109.10.00.12"],"origins":["IN","VN","KP"],"date":"2025-09-01","until":"2026-10-10"}`,
		"search":    `{"words":"cotton t-shirt"}`,
		"browse":    `{"hts":"6109"}`,
		"history":   `{` + shirt + `,"until":"2026-10-10"}`,
		"changes":   `{"from":"2025-08-01","to":"2025-09-01","origin":"IN"}`,
		"events":    `{"from":"2025-08-01","to":"2025-09-01"}`,
		"caps":      `{"regime":"EU","product":"crude","price":"47.10","date":"2026-02-15"}`,
		"ownership": `{"rule":"ofac","date":"2026-10-01","listed":["X"],"edges":[{"owner":"X","entity":"A","percent":"50"}]}`,
		"about":     `{}`,
	} {
		a := c.post(operation, body)
		assert.Equal(t, 200, a.status, a.body)
		c.valid(body, "components", "schemas", strings.ToUpper(operation[:1])+operation[1:]+"Question")
	}
	assert.Equal(t, "ok", c.address("health").object["status"])
	for _, o := range answer.Operations() {
		_, _, described := c.find(o.Name)
		assert.Equal(t, o.Says, described["description"])
	}
	for _, q := range []struct {
		operation  string
		parameters []string
		has        string
	}{
		{
			"compareByAddress",
			[]string{"hts", "6109.10.00.12,6109.90.10.07", "origins", "IN,VN,KP", "date", "2025-09-01"},
			"layers_that_differ",
		},
		{
			"compareByAddress",
			[]string{"hts", "6109.10.00.12", "origins", "IN,VN", "date", "2025-09-01", "format", "csv"},
			"\n6109.10.00.12,IN,2025-09-01,6650.00,0.665,3000.00,",
		},
		{"historyByAddress", shirtWith("until", "2030-01-01", "format", "csv"), ",,horizon,"},
		{"historyByAddress", shirtWith("until", "2026-10-10", "hold", "true"), `"before":"6650.00"`},
		{
			"changesByAddress",
			[]string{"from", "2025-08-01", "to", "2025-09-01", "origin", "IN", "format", "csv"},
			"IEEPA,9903.01.84,",
		},
		{
			"eventsByAddress",
			[]string{"from", "2025-08-01", "to", "2025-09-01", "heading", "9903.01.84", "format", "csv"},
			"2025-08-27,9903.01.84,",
		},
		{"eventsByAddress", []string{"from", "2025-01-01", "to", "2025-12-31", "format", "csv"}, "2025-08-27,9903.01.84,"},
		{"searchByAddress", []string{"words", "cotton t-shirt", "limit", "3"}, "6109.10.00"},
		{"browseByAddress", []string{"hts", "6109.10"}, "6109.10.00"},
		{
			"capsByAddress",
			[]string{"regime", "EU", "product", "crude", "price", "47.10", "date", "2026-02-15"},
			`"verdict":"above"`,
		},
		{"aboutByAddress", nil, "known_until"},
	} {
		a := c.address(q.operation, q.parameters...)
		assert.Equal(t, 200, a.status, "%s: %s", q.operation, a.body)
		assert.Contains(t, a.body, q.has, q.operation)
	}
}

// TestOneNumber: what a cell of a spreadsheet takes is the number alone, or an error.
func TestOneNumber(t *testing.T) {
	c := newClient(t, Options{})
	for _, q := range []struct {
		operation  string
		parameters []string
		want       string
	}{
		{"assessByAddress", shirtWith("format", "text"), "6650.00"},
		{"assessByAddress", shirtWith("format", "text", "of", "effective_rate"), "0.665"},
		// 9903.01.85, in transit
		{"assessByAddress", shirtWith("format", "text", "claim", "loaded=2025-08-20", "claim", "us_content=0.1"), "4150.00"},
		{
			"capsByAddress",
			[]string{"regime", "EU", "product", "crude", "price", "47.10", "date", "2026-02-15", "format", "text"},
			"44.10",
		},
		{
			"capsByAddress",
			[]string{
				"regime", "EU", "product", "crude", "price", "47.10", "date", "2026-02-15", "format", "text", "of",
				"margin",
			},
			"-3.00",
		},
	} {
		a := c.address(q.operation, q.parameters...)
		assert.Equal(t, []any{200, q.want, plainText}, []any{a.status, a.body, a.header.Get("Content-Type")}, "%v",
			q.parameters)
	}
	assert.Equal(t, 413,
		c.address("eventsByAddress", "from", "2025-01-01", "to", "2025-12-31", "format", "csv", "limit", "3").status,
		"a table that would lack rows is refused")
	for _, parameters := range [][]string{
		shirtWith("format", "text", "of", "lines"),
		shirtWith("format", "text", "of", "nothing"),
		{
			"origin", "IN", "hts", "6109.10.00.12", "value", "0", "date", "2025-09-01", "format", "text", "of",
			"effective_rate",
		},
		{"origin", "IN", "hts", "6109.10.00.12", "date", "2025-09-01", "format", "text"},
		shirtWith("of", "total_duty"),
	} {
		a := c.address("assessByAddress", parameters...)
		assert.GreaterOrEqual(t, a.status, 400, "%v: %s", parameters, a.body)
	}
}

// TestFile: rows in, the same rows in the same order out, with a duty or an error each.
func TestFile(t *testing.T) {
	c := newClient(t, Options{MaxRows: 6})
	path, method, _ := c.find("batch")
	send := func(query, body string) answered {
		return c.do("batch", method, c.base.JoinPath(path).String()+query, "text/csv", body)
	}
	head := "hts,origin,date,value,note\n"
	a := send("", head+`6109.10.00.12,IN,2025-09-01,10000,"a,b"
6109.10.00.12,IN,2028-09-01,10000,late
6109.10.00.12,IN,2025-09-01,1
0402.10.50.00,IN,2025-09-01,10000,no quantity
6109.10.00.12,IN,2025-09-01,200,last
`)
	require.Equal(t, 200, a.status, a.body)
	rows := strings.Split(strings.TrimSpace(a.body), "\n")
	require.Len(t, rows, 6)
	assert.Equal(t, "hts,origin,date,value,note,total_duty,effective_rate,base_duty,additional_duty,code,message", rows[0])
	assert.Equal(t, `6109.10.00.12,IN,2025-09-01,10000,"a,b",6650.00,0.665,1650.00,5000.00,,`, rows[1])
	assert.Contains(t, rows[2], `late,,,,,horizon,"date 2028-09-01: the United States book is known until `)
	assert.Contains(t, rows[3], `1,,,,,,bad_row,`)
	assert.Contains(t, rows[4], `no quantity,,,,,missing_fact,`)
	assert.Contains(t, rows[4], `the quantity in kg`)
	assert.Contains(t, rows[5], `last,133.00,0.665,33.00,100.00,,`)
	assert.Contains(t, a.header.Get("Tradeshock-Columns-Not-Read"), "note")

	assert.Equal(t, 413, send("", head+strings.Repeat("6109.10.00.12,IN,2025-09-01,10000,x\n", 6)).status, "too many rows")
	assert.Equal(t, 400, send("", "hts,origin\n").status, "no column date")
	assert.Equal(t, 400, send("", "").status)
	assert.Equal(t, 400, send("?value=1", head).status, "a key that a file does not have")
	assert.Contains(t, send("?scenario=no-ieepa", head+"6109.10.00.12,IN,2025-09-01,10000,x\n").body, ",1650.00,0.165,")
}

// TestRefusals: what is wrong with a request has its status.
func TestRefusals(t *testing.T) {
	c := newClient(t, Options{MaxBody: 1000})
	at := func(path string) string { return strings.TrimSuffix(c.base.String(), "/") + path }
	for _, q := range []struct {
		method, path, kind, body string
		status                   int
		code                     string
	}{
		{"POST", "/v1/assess", "application/json", `{`, 400, "bad_question"},
		{"POST", "/v1/assess", "application/json", ``, 400, "bad_question"},
		{"POST", "/v1/assess", "application/json", `{` + shirt + `,"valu":1}`, 422, "bad_value"},
		{"POST", "/v1/assess", "application/json", `{` + strings.Repeat(" ", 1000) + `}`, 413, "too_many"},
		{"POST", "/v1/assess", "text/csv", `hts`, 415, "bad_question"},
		{"POST", "/v1/assess", "text/xml", `<a/>`, 415, "bad_question"},
		{"POST", "/v1/assess", ";;", `{}`, 415, "bad_question"},
		{"POST", "/v1/assess", "application/json; charset=latin1", `{}`, 415, "bad_question"},
		{"POST", "/v1/assess?origin=IN", "application/json", `{` + shirt + `}`, 400, "bad_question"},
		{"POST", "/v1/assess?format=csv", "application/json", `{` + shirt + `}`, 406, "not_acceptable"},
		{"GET", "/v1/assess?" + byHand + "&format=xml", "", "", 406, "not_acceptable"},
		{"GET", "/v1/assess?" + byHand + "&origin=CN", "", "", 400, "bad_question"},
		{"GET", "/v1/assess?" + byHand + "&orign=CN", "", "", 400, "bad_question"},
		{"GET", "/v1/assess?" + byHand + "&hold=maybe", "", "", 400, "bad_question"},
		{"GET", "/v1/assess?" + byHand + "&qty=100", "", "", 400, "bad_question"},
		{"GET", "/v1/assess?" + byHand + "&qty=100:stones", "", "", 422, "unknown_unit"},
		{"GET", "/v1/assess?" + byHand + "&claim=magic", "", "", 422, "unknown_claim"},
		{"GET", "/v1/assess?" + byHand + "&scenario=/etc/passwd", "", "", 422, "bad_scenario"},
		{"GET", "/v1/assess?%zz", "", "", 400, "bad_question"},
		{"GET", "/v1/search?words=zzzzzzzzzq", "", "", 404, "not_found"},
		{"GET", "/v1/batch", "", "", 405, "no_such_address"},
		{"PUT", "/v1/assess", "", "", 405, "no_such_address"},
		{"GET", "/v2/assess", "", "", 404, "no_such_address"},
		{"GET", "/v1/problems/nothing", "", "", 404, "no_such_address"},
		{"GET", "/../../etc/passwd", "", "", 404, "no_such_address"},
		{"GET", "/%2e%2e/%2e%2e/etc/passwd", "", "", 404, "no_such_address"},
	} {
		a := c.do("", q.method, at(q.path), q.kind, q.body)
		assert.Equal(t, []any{q.status, q.code}, []any{a.status, a.object["code"]}, "%s %s: %s", q.method, q.path, a.body)
		c.valid(a.body, "components", "schemas", "Problem")
		assert.Equal(t, "nosniff", a.header.Get("X-Content-Type-Options"))
	}
	a := c.do("", "GET", at("/v1/problems/horizon"), "", "")
	assert.Contains(t, a.body, "outside the days")
}

// TestAccept: a header chooses the form as well as the address does.
func TestAccept(t *testing.T) {
	h := Handler(Options{})
	for accept, want := range map[string]string{
		"":                                   "application/json",
		"*/*":                                "application/json",
		"text/plain":                         plainText,
		"text/plain, application/json;q=0.5": plainText,
		"text/*;q=0.3, application/json":     "application/json",
		"text/html,application/xhtml+xml,*/*;q=0.8": "application/json",
		"image/png":            "application/problem+json",
		"application/json;q=0": "application/problem+json",
	} {
		r := httptest.NewRequest("GET", "/v1/assess?"+byHand, nil)
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		assert.Equal(t, want, w.Header().Get("Content-Type"), accept)
	}
}

// TestMounted: the handler answers below an address of somebody else's.
func TestMounted(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/tariffs/", http.StripPrefix("/tariffs", Handler(Options{})))
	server := httptest.NewServer(mux)
	defer server.Close()
	c := clientOf(t, server.URL+"/tariffs")
	assert.Equal(t, "6650.00", c.post("assess", `{`+shirt+`}`).object["total_duty"])
}

// TestBusyAndSlow: a service with enough to do says so, and so does one whose time is over.
func TestBusyAndSlow(t *testing.T) {
	s := &service{Options: Options{Concurrent: 1, Wait: 10 * time.Millisecond}.withDefaults(), books: answer.NewBooks()}
	s.slots = make(chan struct{}, 1)
	s.slots <- struct{}{}
	var o answer.Operation
	for _, each := range answer.Operations() {
		if each.Name == "assess" {
			o = each
		}
	}
	ask := func() *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.operation(o, s.get).ServeHTTP(w, httptest.NewRequest("GET", "/v1/assess?"+byHand, nil))
		return w
	}
	w := ask()
	assert.Equal(t, 503, w.Code)
	assert.Contains(t, w.Body.String(), `"busy"`)
	assert.Equal(t, "1", w.Header().Get("Retry-After"))
	<-s.slots
	s.Timeout = time.Nanosecond
	w = ask()
	assert.Equal(t, 503, w.Code)
	assert.Contains(t, w.Body.String(), `"too_slow"`)
	s.Timeout = time.Minute
	assert.Equal(t, 200, ask().Code)
	assert.Empty(t, s.slots, "every place was given back")
}

// TestFault: a fault is an answer, and the next request is answered.
func TestFault(t *testing.T) {
	s := &service{Options: Options{}.withDefaults(), books: answer.NewBooks(), slots: make(chan struct{}, 1)}
	o := answer.Operation{Name: "assess", Ask: func(context.Context, *answer.Books, []byte) (json.RawMessage, error) {
		panic("secret")
	}}
	for range 3 {
		w := httptest.NewRecorder()
		s.guarded(s.operation(o, s.get)).ServeHTTP(w, httptest.NewRequest("GET", "/v1/assess", nil))
		assert.Equal(t, 500, w.Code)
		assert.Contains(t, w.Body.String(), `"internal"`)
		assert.NotContains(t, w.Body.String(), "secret")
	}
	assert.Empty(t, s.slots)
}
