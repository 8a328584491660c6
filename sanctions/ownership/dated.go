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
		e := g.edge(i)
		e.Days = trade.Interval{}
		if err := b.add(e); err != nil {
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

// Near asks of names in the edges that differ from a listed one only in case, in blanks, in
// the signs between words or in the form of the company ("Alpha Limited" and "ALPHA LTD.")
// and are not listed themselves: the error is an *Error "near_match", nil when there is none.
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
			return nearFault(strings.TrimSpace(name), names, len(near)-1)
		}
	}
	return nil
}

// nearFault asks whether names are a listed person; more are further listed persons of whom
// the same is to be asked.
func nearFault(listed string, names []string, more int) *Error {
	reason := " Write one person in one way, or list each name that is meant"
	if more > 0 {
		reason = fmt.Sprintf(" (and %d more listed persons)", more) + reason
	}
	return &Error{Code: nearMatch, Text: listed, Names: names, Reason: reason}
}
