package service

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// post reads the question of a body: JSON, or for a batch a CSV file.
func (s *service) post(w http.ResponseWriter, r *http.Request, o answer.Operation) (question, error) {
	var q question
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Header.Get("Content-Type") == "" {
		kind, err = "application/json", nil
	}
	file := o.Name == "batch" && kind == "text/csv"
	charset := strings.ToLower(params["charset"])
	switch {
	case err != nil, kind != "application/json" && !file:
		return q, unsupported("a question is application/json; one of batch may be text/csv")
	case charset != "" && charset != "utf-8" && charset != "us-ascii":
		return q, unsupported("a question is in UTF-8")
	case r.Header.Get("Content-Encoding") != "":
		return q, unsupported("a question is not packed")
	}
	if file {
		if q.json, err = fromAddress(r.URL.Query(), o); err != nil {
			return q, err
		}
		q.form = asCSV
		q.rows, err = s.body(w, r)
		return q, err
	}
	for key := range r.URL.Query() {
		if key != "format" && key != "of" {
			return q, wrong("with a body, what is asked stands in the body; the address has the key " + clip.Text(key))
		}
	}
	if q.form, err = chosen(r, o); err != nil {
		return q, err
	}
	q.of = r.URL.Query().Get("of")
	q.json, err = s.body(w, r)
	return q, err
}

// body reads a request within the limit.
func (s *service) body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.MaxBody))
	if long := (*http.MaxBytesError)(nil); errors.As(err, &long) {
		return nil, err
	}
	if err != nil {
		return nil, wrong("the request could not be read to its end")
	}
	return text, nil
}

// mediaError refuses a kind of content.
type mediaError struct{ reason string }

func (e *mediaError) Error() string { return e.reason }

// ErrorCode is bad_question.
func (e *mediaError) ErrorCode() string { return "bad_question" }

func unsupported(reason string) error { return &mediaError{reason} }
