package answer

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Events is the answer of the operation events.
type Events struct {
	From       trade.Date  `json:"from"`
	To         trade.Date  `json:"to"`
	Events     []law.Event `json:"events"`
	Total      int         `json:"total"`
	KnownUntil trade.Date  `json:"known_until,omitzero"`
}

// AskEvents answers a question of the operation events.
func AskEvents(ctx context.Context, books *Books, question []byte) (*Events, error) {
	q := struct {
		Law
		From      trade.Date    `json:"from"`
		To        trade.Date    `json:"to"`
		Authority law.Authority `json:"authority"`
		Heading   string        `json:"heading"`
		Limit     int           `json:"limit"`
	}{Limit: usualChanges}
	if err := read(question, &q); err != nil {
		return nil, err
	}
	if err := checkDays(q.From, q.To, "the first day", "the last day", q.Limit); err != nil {
		return nil, err
	}
	engine, err := books.Engine(ctx, q.Law)
	if err != nil {
		return nil, err
	}
	book := engine.Book()
	for _, day := range []trade.Date{q.From, q.To} {
		if day.Before(book.KnownFrom) || day.After(book.KnownUntil) {
			return nil, &tariff.HorizonError{
				Asked: day, KnownFrom: book.KnownFrom, KnownUntil: book.KnownUntil, What: "the " + book.Name + " book",
			}
		}
	}
	if err := errors.Join(knownAuthority(book, q.Authority), knownHeading(book, q.Heading)); err != nil {
		return nil, err
	}
	out := &Events{From: q.From, To: q.To, Events: []law.Event{}, KnownUntil: book.KnownUntil}
	for _, e := range book.Events(q.From, q.To) {
		if q.Authority != "" && e.Authority != q.Authority || q.Heading != "" && !strings.Contains(e.Heading, q.Heading) {
			continue
		}
		if out.Total++; out.Total <= q.Limit {
			out.Events = append(out.Events, e)
		}
	}
	return out, nil
}

func events(ctx context.Context, books *Books, question []byte) (json.RawMessage, error) {
	e, err := AskEvents(ctx, books, question)
	if err != nil {
		return nil, err
	}
	return shaped("events", e)
}
