package service

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/trade"
)

// table is an answer as CSV.
func (s *service) table(ctx context.Context, o answer.Operation, question []byte) ([]byte, error) {
	var out bytes.Buffer
	var err error
	switch o.Name {
	case "compare":
		a, asked := answer.Compare(ctx, s.books, question)
		if asked != nil {
			return nil, asked
		}
		err = a.WriteCSV(&out)
	case "history":
		a, asked := answer.AskHistory(ctx, s.books, question)
		if asked != nil {
			return nil, asked
		}
		err = historyRows(&out, a)
	case "changes":
		a, asked := answer.AskChanges(ctx, s.books, question)
		if asked != nil {
			return nil, asked
		}
		if a.Total > len(a.Changes) {
			return nil, cut(len(a.Changes), a.Total)
		}
		rows := [][]string{{"authority", "heading", "change", "before", "after", "on", "title", "source"}}
		for _, d := range a.Changes {
			rows = append(rows, []string{string(d.Authority), d.Heading, string(d.Kind), d.Before, d.After, day(d.On), d.Title, d.Source})
		}
		err = csv.NewWriter(&out).WriteAll(rows)
	case "events":
		a, asked := answer.AskEvents(ctx, s.books, question)
		if asked != nil {
			return nil, asked
		}
		if a.Total > len(a.Events) {
			return nil, cut(len(a.Events), a.Total)
		}
		rows := [][]string{{"on", "heading", "authority", "state", "duty", "change", "published", "title", "source"}}
		for _, e := range a.Events {
			rows = append(rows, []string{day(e.On), e.Heading, string(e.Authority), string(e.State), e.Duty, e.Change, day(e.Published), e.Title, e.Source})
		}
		err = csv.NewWriter(&out).WriteAll(rows)
	}
	return out.Bytes(), err
}

// historyRows are one row for each stretch of days with one duty.
func historyRows(w io.Writer, h *answer.History) error {
	rows := [][]string{{"hts", "origin", "value", "from", "total_duty", "code", "text"}}
	start := []string{h.HTS, string(h.Origin), h.Value}
	rows = append(rows, append(start[:3:3], day(h.Date), h.Total, "", ""))
	for _, c := range h.Changes {
		code := ""
		if c.Error != nil {
			code = c.Error.Code
		}
		rows = append(rows, append(start[:3:3], day(c.From), c.After, code, c.Text))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// day is a day as text, "" for none.
func day(d trade.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// cut refuses a table of which rows would be missing, because a table has no place to say so.
func cut(listed, total int) error {
	return &answer.QuestionError{Code: "too_many", Reason: "there are more rows than the limit lets through; raise limit, or ask for fewer days, an origin or a code" + counted(listed, total)}
}
