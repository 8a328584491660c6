package ownership

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// Dated reports whether edges have days, so that an answer depends on the day.
func (g *Graph) Dated() bool { return len(g.spans) > 0 }

// On is the graph of the edges that hold on a day, with all its names. Owners who hold
// more than all of an entity on the day are an *InputError; a graph without days is
// returned as it is.
func (g *Graph) On(day trade.Date) (*Graph, error) {
	if !g.Dated() {
		return g, nil
	}
	if day.IsZero() {
		return nil, &trade.DateError{}
	}
	b := builder{ids: map[string]int32{}}
	for _, name := range g.names {
		b.id(name)
	}
	for i := range g.edges {
		l := &g.edges[i]
		if !g.days(l).Contains(day) {
			continue
		}
		if err := b.add(g.edge(i), trade.Interval{}); err != nil {
			return nil, err
		}
	}
	out, err := b.graph()
	if err != nil {
		return nil, err
	}
	out.Unread = g.Unread
	return out, nil
}

// days are those of an edge.
func (g *Graph) days(l *link) trade.Interval {
	if l.span == 0 {
		return trade.Interval{}
	}
	return g.spans[l.span-1]
}

// NearError is a question: whether names in the edges are listed persons spelt another way.
type NearError struct {
	Listed string
	Names  []string
	More   int // further listed persons with such names
}

func (e *NearError) Error() string {
	var quoted []string
	for _, n := range e.Names {
		quoted = append(quoted, fmt.Sprintf("%q", clip(n)))
	}
	more := ""
	if e.More > 0 {
		more = fmt.Sprintf(" (and %d more listed persons)", e.More)
	}
	return fmt.Sprintf("is %s the listed %q?%s Write one person in one way, or list each name that is meant", strings.Join(quoted, " or "), clip(e.Listed), more)
}

// Near asks of names in the edges that differ from a listed one only in case, in blanks, in
// the signs between words or in the form of the company ("Alpha Limited" and "ALPHA LTD.")
// and are not listed themselves: the error is a *NearError, nil when there is none.
func (g *Graph) Near(listed []string) error {
	folded := make([]string, len(listed))
	for i, name := range listed {
		folded[i] = foldName(strings.TrimSpace(name))
	}
	near := map[int][]string{}
	for _, n := range g.names {
		if slices.ContainsFunc(listed, func(l string) bool { return strings.TrimSpace(l) == n }) {
			continue
		}
		if i := slices.Index(folded, foldName(n)); i >= 0 {
			near[i] = append(near[i], n)
		}
	}
	for i, name := range listed {
		if names := near[i]; names != nil {
			return &NearError{Listed: strings.TrimSpace(name), Names: names, More: len(near) - 1}
		}
	}
	return nil
}
