package service

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// answer gives the body of a response, and sets headers of its own.
func (s *service) answer(ctx context.Context, o answer.Operation, q question, header http.Header) ([]byte, error) {
	switch err := ctx.Err(); {
	case err != nil:
		return nil, err
	case q.rows != nil:
		return s.file(ctx, q, header)
	case q.form == asCSV:
		return s.table(ctx, o, q.json)
	}
	text, err := o.Ask(ctx, s.books, q.json)
	if err != nil {
		return nil, err
	}
	if q.form == asText {
		return one(o, q.of, text)
	}
	if q.of != "" {
		return nil, wrong("of goes with format=text")
	}
	return append(text, '\n'), nil
}

// one is one number, or word, of an answer. What is not known is no empty text, but an error.
func one(o answer.Operation, of string, text []byte) ([]byte, error) {
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	of = cmp.Or(of, number(o))
	word, ok := object[of].(string)
	if !ok {
		return nil, wrong("the answer has no number " + clip.Text(of))
	}
	return []byte(word), nil
}
