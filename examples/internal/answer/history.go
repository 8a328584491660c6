package answer

import (
	"context"
	"encoding/json"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// changeOfDuty is a day on which the duty on an entry changed.
type changeOfDuty struct {
	From   trade.Date `json:"from"`
	Before string     `json:"before"`
	After  string     `json:"after,omitempty"` // not stated where there is an error
	Text   string     `json:"text"`
	Error  *Problem   `json:"error,omitempty"`
}

// History is the answer of the operation history.
type History struct {
	Date        trade.Date     `json:"date"`
	Until       trade.Date     `json:"until"`
	Origin      trade.Country  `json:"origin"`
	HTS         string         `json:"hts"`
	Description string         `json:"description,omitempty"`
	Value       string         `json:"value"`
	Total       string         `json:"total_duty"` // on the first day
	Changes     []changeOfDuty `json:"changes"`
	KnownUntil  trade.Date     `json:"known_until,omitzero"`
}

// AskHistory answers a question of the operation history.
func AskHistory(ctx context.Context, books *Books, question []byte) (*History, error) {
	var law Law
	var q struct {
		Until trade.Date `json:"until"`
	}
	e, err := entry(question, &law, &q, "until")
	switch {
	case err != nil:
		return nil, err
	case q.Until.IsZero():
		return nil, missing("until", "the last day that is looked at")
	case q.Until.Before(e.Date):
		return nil, refused("until %s is before date %s", q.Until, e.Date)
	}
	engine, err := books.Engine(ctx, law)
	if err != nil {
		return nil, err
	}
	first, err := engine.Assess(e)
	if err != nil {
		return nil, err
	}
	changes, err := engine.History(e, q.Until)
	if err != nil {
		return nil, err
	}
	out := &History{
		Date: e.Date, Until: q.Until, Origin: first.Entry.Origin, HTS: first.Entry.Product.String(),
		Description: program.Describe(engine.Book(), first.Entry.Product, e.Date), Value: trade.Amount(e.Value),
		Total: trade.Amount(first.Total), Changes: []changeOfDuty{}, KnownUntil: engine.Book().KnownUntil,
	}
	for _, c := range changes {
		out.Changes = append(out.Changes, changed(c))
	}
	return out, nil
}

func changed(c tariff.Change) changeOfDuty {
	out := changeOfDuty{From: c.On, Before: trade.Amount(c.Before), Text: program.ChangeText(c)}
	if c.Err != nil {
		p := ProblemOf(c.Err)
		out.Error = &p
	} else {
		out.After = trade.Amount(c.After)
	}
	return out
}

func history(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	h, err := AskHistory(ctx, books, question)
	if err != nil {
		return nil, err
	}
	return shaped("history", h)
}
