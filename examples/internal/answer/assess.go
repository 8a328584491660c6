package answer

import (
	"context"
	"encoding/json"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
)

// entry reads an entry with the law that it is asked of; keys of the question beside them go
// to other.
func entry(question []byte, law *Law, other any, keys ...string) (tariff.Entry, error) {
	var e tariff.Entry
	rest, err := split(question, law, lawKeys())
	if err == nil && other != nil {
		rest, err = split(rest, other, keys)
	}
	if err == nil {
		err = worded(json.Unmarshal(rest, &e))
	}
	return e, err
}

// assess explains what an entry pays.
func assess(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	var law Law
	e, err := entry(question, &law, nil)
	if err != nil {
		return nil, err
	}
	engine, err := books.Engine(ctx, law)
	if err != nil {
		return nil, err
	}
	a, err := engine.Assess(e)
	if err != nil {
		return nil, err
	}
	a.Advice = engine.Advise(e)
	out, err := shaped("duty", a)
	if err == nil && engine.Book().Currency != "" {
		out, err = with(out, "currency", engine.Book().Currency)
	}
	if goods := program.Describe(engine.Book(), a.Entry.Product, a.Entry.Date); err == nil && goods != "" {
		out, err = with(out, "description", goods)
	}
	return out, err
}
