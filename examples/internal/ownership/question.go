package ownership

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ownership"
	"github.com/tradeshock/tradeshock/trade"
)

// Question asks who is blocked. Exact says that names which are almost a listed one are
// other persons; Hold answers past the last day known.
type Question struct {
	Rule   string   `json:"rule"`
	Date   string   `json:"date"`
	Listed []string `json:"listed"`
	Edges  []Edge   `json:"edges"`
	Hold   bool     `json:"hold"`
	Exact  bool     `json:"exact"`
}

// Edge is a row of the file of edges, as text.
type Edge struct {
	Owner   string       `json:"owner"`
	Entity  string       `json:"entity"`
	Percent program.Text `json:"percent"`
	Control string       `json:"control"`
	From    string       `json:"valid_from"`
	To      string       `json:"valid_to"`
}

// Ask gives the object that the program prints with -json.
func (q *Question) Ask(ctx context.Context) (any, error) {
	switch {
	case q.Rule == "":
		return nil, missing("rule", "ofac, eu, uk or bis decides which shares count")
	case q.Date == "":
		return nil, missing("date", "the rules changed over time")
	case len(q.Listed) == 0:
		return nil, missing("listed", "a decision starts with the persons on a list")
	case len(q.Edges) == 0:
		return nil, missing("edges", "a decision follows who owns what")
	}
	rule, err := ownership.ParseRule(q.Rule)
	if err != nil {
		return nil, err
	}
	day, err := trade.ParseDate(q.Date)
	if err != nil {
		return nil, err
	}
	on := rule.On
	if q.Hold {
		on = rule.Hold
	}
	variant, err := on(day)
	if err != nil {
		return nil, err
	}
	graph, err := q.graph()
	if err != nil {
		return nil, err
	}
	if !q.Exact {
		if err := graph.Near(q.Listed); err != nil {
			return nil, fmt.Errorf("%w; if other persons are meant, exact goes on", err)
		}
	}
	stakes := graph.Len()
	if graph, err = graph.On(day); err != nil {
		return nil, err
	}
	decision, err := graph.Decide(ctx, variant, q.Listed)
	if err != nil {
		return nil, err
	}
	said := notes(graph, decision)
	if ended := stakes - graph.Len(); ended > 0 {
		said = append(said, fmt.Sprintf("%d of %d stakes do not hold on %s and do not count", ended, stakes, day))
	}
	return withNotes(decision, said)
}

func missing(fact, reason string) error { return &sanctions.MissingFactError{Fact: fact, For: reason} }

// graph reads the edges as a file of them is read; line 2 is the first.
func (q *Question) graph() (*ownership.Graph, error) {
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	_ = w.Write([]string{"owner", "entity", "percent", "control", "valid_from", "valid_to"})
	for _, e := range q.Edges {
		_ = w.Write([]string{e.Owner, e.Entity, string(e.Percent), e.Control, e.From, e.To})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, err
	}
	return ownership.ReadGraph(&file)
}

// withNotes is the decision as an object with the notes, where there are any.
func withNotes(decision *ownership.Decision, said []string) (any, error) {
	object, err := json.Marshal(decision)
	if err != nil || len(said) == 0 {
		return json.RawMessage(object), err
	}
	text, err := json.Marshal(said)
	if err != nil {
		return nil, err
	}
	return json.RawMessage(fmt.Appendf(object[:len(object)-1], `,"notes":%s}`, text)), nil
}
