package law

import (
	"slices"
	"strings"
)

// precedence is a table of who lifts whom: for each row, what the first measure
// charges is taken from those behind the word "before".
type precedence struct {
	// like is the exception that a row makes, without its heading and its subject;
	// "{heading}" in the note stands for the heading of the row.
	like Exception
	rows []precedenceRow
}

type precedenceRow struct {
	first Selector
	then  []Selector
}

// headingOfRow stands in the note of a table for the heading of the row.
const headingOfRow = "{heading}"

// openPrecedence reads "precedence metals | one metal heading for an article | 16(a) | conditions",
// and rows "9903.82.06 before 9903.82.07, 9903.82.23".
func (r *reader) openPrecedence(s *statement, c *cursor) {
	name := c.part('|').prose()
	p := &precedence{}
	p.like.Title, p.like.Note = c.part('|').prose(), c.part('|').prose()
	readClauses(c, r.exceptionClauses, &p.like, "a condition")
	if name == "" || len(p.like.Subject) > 0 {
		c.fail(0, s.text,
			"a table of precedence has a name, and its rows say who comes first: precedence metals | one heading for an "+
				"article | 16(a) | the whole article; comes first")
		return
	}
	if r.unique(r.names, name, "the name stands twice", s) {
		r.orders[name] = p
	}
	opening := s
	r.empty = append(r.empty, opening)
	r.body = func(s *statement) {
		r.below[opening]++
		c := s.cursor(r.errs)
		if list, ok := strings.CutSuffix(s.text, inThisOrder); ok {
			c.end = len(list)
			p.chain(c.selectors())
			return
		}
		who, whom, ok := strings.Cut(s.text, " before ")
		if !ok {
			c.fail(0, s.text, "a row of precedence was expected: A before B, C; or A, B, C in this order")
			return
		}
		c.pos += len(s.text) - len(whom)
		p.rows = append(p.rows, precedenceRow{parseSelector(strings.TrimSpace(who)), c.selectors()})
	}
}

// inThisOrder ends a row in which each comes before all that stand behind it.
const inThisOrder = " in this order"

func (p *precedence) chain(list []Selector) {
	for i := range len(list) - 1 {
		p.rows = append(p.rows, precedenceRow{list[i], list[i+1:]})
	}
}

// asChain is the list that chain would make the rows of; nil when there is none.
func (p *precedence) asChain() []Selector {
	var list []Selector
	for i := range p.rows {
		list = append(list, p.rows[i].first)
	}
	n := len(p.rows)
	if n < 2 || len(p.rows[n-1].then) != 1 {
		return nil
	}
	list = append(list, p.rows[n-1].then[0])
	for i := range p.rows {
		then := p.rows[i].then
		if len(then) != n-i || slices.ContainsFunc(list[i+1:], func(s Selector) bool { return !slices.Contains(then, s) }) {
			return nil
		}
	}
	return list
}

// exceptions are those that the table makes for a measure, in the order of its rows.
func (p *precedence) exceptions(m *Measure) (out []Exception) {
	for i := range p.rows {
		row := &p.rows[i]
		if slices.ContainsFunc(row.then, func(s Selector) bool { return s.Matches(m) }) {
			out = append(out, p.exception(row.first))
		}
	}
	return out
}

func (p *precedence) exception(first Selector) Exception {
	x := p.like
	x.Heading = headingOf(first)
	x.Note = strings.ReplaceAll(x.Note, headingOfRow, x.Heading)
	x.Subject = []Selector{first}
	return x
}

// headingOf is how a measure that comes first is called in a reason: its heading, or
// its authority and program.
func headingOf(s Selector) string {
	if s.Headings != "" {
		return s.Headings
	}
	return strings.TrimSpace(string(s.Authority) + " " + s.Program)
}
