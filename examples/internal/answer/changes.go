package answer

import (
	"context"
	"encoding/json"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Changes is the answer of the operation changes. Total counts what there is, where a limit
// leaves some out.
type Changes struct {
	From       trade.Date          `json:"from"`
	To         trade.Date          `json:"to"`
	Origin     trade.Country       `json:"origin,omitempty"`
	HTS        string              `json:"hts,omitempty"`
	Changes    []tariff.Difference `json:"changes"`
	Total      int                 `json:"total"`
	KnownUntil trade.Date          `json:"known_until,omitzero"`
}

// AskChanges answers a question of the operation changes.
func AskChanges(ctx context.Context, books *Books, question []byte) (*Changes, error) {
	q := struct {
		Law
		From   trade.Date    `json:"from"`
		To     trade.Date    `json:"to"`
		Origin trade.Country `json:"origin"`
		HTS    trade.Product `json:"hts"`
		Limit  int           `json:"limit"`
	}{Limit: usualChanges}
	if err := read(question, &q); err != nil {
		return nil, err
	}
	if err := checkDays(q.From, q.To, "the first of the two days", "the second of the two days", q.Limit); err != nil {
		return nil, err
	}
	engine, err := books.Engine(ctx, q.Law)
	if err != nil {
		return nil, err
	}
	if err := knownProduct(engine.Book(), q.HTS, q.To); err != nil {
		return nil, err
	}
	found, err := engine.Diff(tariff.DiffQuery{From: q.From, To: q.To, Origin: q.Origin, Product: q.HTS})
	if err != nil {
		return nil, err
	}
	out := &Changes{From: q.From, To: q.To, Origin: q.Origin, Total: len(found), KnownUntil: engine.Book().KnownUntil}
	if q.HTS != "" {
		out.HTS = q.HTS.String()
	}
	out.Changes = append([]tariff.Difference{}, found[:min(len(found), q.Limit)]...)
	return out, nil
}

func changes(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	c, err := AskChanges(ctx, books, question)
	if err != nil {
		return nil, err
	}
	return shaped("changes", c)
}
