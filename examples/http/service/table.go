package service

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/trade"
)

// table is an answer as CSV.
func (s *service) table(ctx context.Context, o answer.Operation, question []byte) ([]byte, error) {
	question, err := unlimited(o, question)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
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
			rows = append(rows, []string{
				string(d.Authority), d.Heading, string(d.Kind), d.Before, d.After, day(d.On), d.Title, d.Source,
			})
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
			rows = append(rows, []string{
				day(e.On), e.Heading, string(e.Authority), string(e.State), e.Duty, e.Change, day(e.Published), e.Title, e.Source,
			})
		}
		err = csv.NewWriter(&out).WriteAll(rows)
	}
	return out.Bytes(), err
}

// unlimited asks for all rows where a question does not say how many, for a table can't say that
// it lacks some.
func unlimited(o answer.Operation, question []byte) ([]byte, error) {
	keys, _ := properties(o)
	var asked map[string]json.RawMessage
	if _, has := keys["limit"]; !has || json.Unmarshal(question, &asked) != nil || asked["limit"] != nil {
		return question, nil // what is wrong with it, the operation says
	}
	if object := bytes.TrimSpace(question); len(asked) > 0 {
		return fmt.Appendf(nil, `{"limit":%d,%s`, answer.MaxChanges, object[1:]), nil
	}
	return question, nil
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
	return answer.Refuse("too_many",
		"there are %d rows, and %d may be listed; ask for fewer days, an origin, a code or a heading", total, listed)
}
