package law

import (
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// exceptionClauses are the conditions of an exception.
func exceptionClauses() []clause[Exception] {
	type x = Exception
	return []clause[x]{
		{
			word: "from", read: func(e *x, c *cursor) {
				at := c.pos
				e.During.From = c.date()
				if c.accept("before") {
					e.During.To = c.date()
				}
				if e.During.IsEmpty() {
					c.fail(at, c.text[at:c.pos], noDays)
				}
			},
			text: func(e *x) (string, bool) {
				return strings.TrimPrefix(daysText(e.During), "from "), !e.During.From.IsZero()
			},
		},
		{
			word: "before", read: func(e *x, c *cursor) { e.During.To = c.date() },
			text: func(e *x) (string, bool) {
				return e.During.To.String(), e.During.From.IsZero() && !e.During.To.IsZero()
			},
		},
		dayClause("published", func(e *x) *trade.Date { return &e.Published }),
		dayClause("overtaken", func(e *x) *trade.Date { return &e.Overtaken }),
		originsClause(func(e *x) *Origins { return &e.Origins }),
		productsClause(func(e *x) *Scope { return &e.Products }),
		flagClause("claimed", func(e *x) *bool { return &e.Claimed }),
		flagClause("presumed", func(e *x) *bool { return &e.Presumed }),
		flagClause("under the USMCA", func(e *x) *bool { return &e.USMCA }),
		flagClause("not under the USMCA", func(e *x) *bool { return &e.NotUSMCA }),
		namesClause("under program", func(e *x) *[]string { return &e.Programs }, nil),
		dayClause("loaded before", func(e *x) *trade.Date { return &e.LoadedBefore }),
		dayClause("entered before", func(e *x) *trade.Date { return &e.EnteredBefore }),
		{
			word: "charged under", read: func(e *x, c *cursor) { e.Subject = c.selectors() },
			text: func(e *x) (string, bool) { return selectorsText(e.Subject), len(e.Subject) > 0 },
		},
		flagClause("the whole article", func(e *x) *bool { return &e.Whole }),
		wordClause("US content", func(e *x) *string { return &e.USContent }),
		wordClause("reading", func(e *x) *string { return &e.Reading }),
		flagClause("collected", func(e *x) *bool { return &e.Collected }),
		flagClause("comes first", func(e *x) *bool { return &e.Displaces }),
	}
}

// selectors reads measures: headings, ranges of headings, "Section 232 / steel", and
// with both "9903.82.02 of Section 232 / steel".
func (c *cursor) selectors() (out []Selector) {
	in, not := c.names()
	if len(not) > 0 {
		c.failHere("no measure can be taken out of these")
	}
	for _, name := range in {
		out = append(out, parseSelector(name))
	}
	return out
}

func parseSelector(name string) Selector {
	var s Selector
	law := name
	if rest, ok := strings.CutPrefix(name, "heading "); ok || isHeading(name) {
		law = ""
		s.Headings = rest
		if head, of, both := strings.Cut(rest, " of "); both {
			s.Headings, law = head, of
		}
	}
	authority, program, _ := strings.Cut(law, " / ")
	s.Authority, s.Program = Authority(authority), program
	return s
}

// isHeading reports whether a name can be nothing but a heading or a range of them.
func isHeading(name string) bool {
	first, _, _ := strings.Cut(name, " of ")
	return first != "" && strings.Trim(first, "0123456789.-") == ""
}

func selectorText(s Selector) string {
	text := s.Headings
	if text != "" && !isHeading(text) {
		text = "heading " + text
	}
	if s.Authority != "" || s.Program != "" {
		if text != "" {
			text += " of "
		}
		text += string(s.Authority)
		if s.Program != "" {
			text += " / " + s.Program
		}
	}
	return text
}

func selectorsText(list []Selector) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = selectorText(s)
	}
	return namesText(names, nil)
}

// readException reads "HEADING | TITLE | NOTE | conditions".
func (r *reader) readException(c *cursor) (e Exception) {
	e.Heading = c.part('|').prose()
	e.Title = c.part('|').prose()
	e.Note = c.part('|').prose()
	if e.Heading == "" {
		c.fail(0, "", "an exception begins with its heading: 9903.01.21 | donations | note 2(t) | claimed")
	}
	readClauses(c, r.exceptionClauses, &e, "a condition")
	return e
}

// fieldText prints a field between bars.
func fieldText(s string) string {
	if strings.ContainsAny(s, `|"`) {
		return strconv.Quote(s)
	}
	return proseText(s)
}

// exceptionText prints an exception on one line.
func exceptionText(e *Exception, clauses []clause[Exception]) string {
	fields := []string{
		fieldText(e.Heading), fieldText(e.Title), fieldText(e.Note),
		strings.Join(printClauses(clauses, e, nil), "; "),
	}
	for len(fields) > 2 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	for i, f := range fields {
		if f == `""` {
			fields[i] = ""
		}
	}
	return strings.TrimRight(strings.Join(fields, " | "), " ")
}
