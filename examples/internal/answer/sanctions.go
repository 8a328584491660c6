package answer

import (
	"context"
	"encoding/json"

	"github.com/tradeshock/tradeshock/examples/internal/cap"
	"github.com/tradeshock/tradeshock/examples/internal/ownership"
)

// caps tests a price of Russian oil against the cap of a day.
func caps(_ context.Context, _ *Books, question []byte) (json.RawMessage, error) {
	var q cap.Question
	if err := read(question, &q); err != nil {
		return nil, err
	}
	a, err := q.Ask()
	if err != nil {
		return nil, err
	}
	return shaped("cap", a)
}

// owners says who is blocked through the shares of others.
func owners(ctx context.Context, _ *Books, question []byte) (json.RawMessage, error) {
	var q ownership.Question
	if err := read(question, &q); err != nil {
		return nil, err
	}
	if n := len(q.Edges); n > MaxEdges {
		return nil, tooMany("edges", n, MaxEdges)
	}
	a, err := q.Ask(ctx)
	if err != nil {
		return nil, err
	}
	return shaped("ownership", a)
}
