package law

import (
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// measureClauses are the parts of a measure that are one clause each.
func measureClauses() []clause[Measure] {
	type m = Measure
	return []clause[m]{
		proseClause("cite", func(x *m) *string { return &x.Citation }),
		originsClause(func(x *m) *Origins { return &x.Origins }),
		productsClause(func(x *m) *Scope { return &x.Products }),
		{
			word: "basis", none: "full value", zero: func(x *m) { x.Basis, x.UpTo = "", "" },
			copy: func(to, from *m) { to.Basis, to.UpTo = from.Basis, from.UpTo },
			read: func(x *m, c *cursor) {
				x.Basis = c.basis(FullValue)
				if x.Basis == NonUSContent && c.accept("up to") {
					if x.UpTo = c.word(); x.UpTo == "" {
						c.failHere("a share was expected: non-US up to 0.40")
					}
				}
			},
			text: func(x *m) (string, bool) {
				text := basisText(x.Basis)
				if x.UpTo != "" {
					text += " up to " + x.UpTo
				}
				return text, text != ""
			},
		},
		{
			word: "stacking", none: "adds", zero: func(x *m) { x.Stacking = Adds },
			copy: func(to, from *m) { to.Stacking = from.Stacking },
			read: func(x *m, c *cursor) {
				switch {
				case c.accept("tops up"):
					x.Stacking = TopsUp
				case c.accept("replaces"):
					x.Stacking = Replaces
				default:
					c.failHere("adds, tops up or replaces was expected")
					c.pos = c.end
				}
			},
			text: func(x *m) (string, bool) {
				return strings.ReplaceAll(string(x.Stacking), "_", " "), x.Stacking != Adds
			},
		},
		namesClause("in full under", func(x *m) *[]string { return &x.FullUnder }, nil),
		flagClause("on the general rate", func(x *m) *bool { return &x.OnGeneral }),
		wordClause("at or above the cap", func(x *m) *string { return &x.AtCap }),
		wordClause("largest of group", func(x *m) *string { return &x.Group }),
		proseClause("ask", func(x *m) *string { return &x.Ask }),
		namesClause("answered also by", func(x *m) *[]string { return &x.AskAlso }, nil),
		flagClause("on claim", func(x *m) *bool { return &x.OnClaim }),
		proseClause("remark", func(x *m) *string { return &x.Remark }),
		dayClause("known until", func(x *m) *trade.Date { return &x.KnownUntil }),
	}
}

// basis reads the part of the value that is charged; full is what "full value" means.
func (c *cursor) basis(full Basis) Basis {
	for _, b := range []Basis{SteelContent, AluminumContent, CopperContent, NonUSContent} {
		if c.accept(basisText(b)) {
			return b
		}
	}
	if !c.accept(fullValue) {
		c.failHere("a basis was expected: full value, steel, aluminum, copper, non-US [up to 0.40]")
		c.pos = c.end
	}
	return full
}

const fullValue = "full value"

func basisText(b Basis) string {
	switch b {
	case NonUSContent:
		return "non-US"
	case WholeValue:
		return fullValue
	}
	return string(b)
}

// draft is a measure, the defaults of a program or a change, before names are resolved.
type draft struct {
	Measure
	at      *statement
	excepts []except
	// ownTerms and ownExcepts say that the measure states its own, and not those of its program.
	ownTerms, ownExcepts bool
	// rate takes the place of {rate} in the duties of the days.
	rate string
	// stated are the words of the clauses that it states itself.
	stated []string
}

// except is an exception, or the name of one or of several.
type except struct {
	Exception
	name string // "" when the exception stands in place
	at   *cursor
	from int
}

// under is a measure with the defaults of its program.
func (d *draft) under(heading, title string, at *statement) *draft {
	m := *d
	m.Heading, m.at, m.stated = heading, at, nil
	if title != "" {
		m.Title = title
	}
	m.Terms, m.excepts = d.Terms[:len(d.Terms):len(d.Terms)], d.excepts[:len(d.excepts):len(d.excepts)]
	return &m
}

// rateMark stands in the days of a program for the rate that each measure states.
const rateMark = "{rate}"

// readPart reads a line below a program, a measure or a change.
func (r *reader) readPart(s *statement, d *draft) {
	c := s.cursor(r.errs)
	if c.accept("except") {
		if !d.ownExcepts {
			d.ownExcepts, d.excepts = true, nil
		}
		r.readExcepts(c, d)
		return
	}
	if t, ok := r.readTerm(c); ok {
		if !d.ownTerms {
			d.ownTerms, d.Terms = true, nil
		}
		for _, u := range d.Terms {
			if u.Overtaken.IsZero() == t.Overtaken.IsZero() && u.Overlaps(t.Interval) {
				c.fail(0, c.text, "the days overlap those of another line of the measure")
			}
		}
		d.Terms = append(d.Terms, t)
		return
	}
	r.readParts(c, d)
}

// readParts reads the clauses of a measure.
func (r *reader) readParts(c *cursor, d *draft) {
	at := c.pos
	stated := readClauses(c, r.draftClauses, d, "duty or another state, except, or a part of a measure")
	for _, word := range stated {
		if slices.Contains(d.stated, word) {
			c.fail(at, word, "it stands on another line already")
		}
	}
	d.stated = append(d.stated, stated...)
}

// draftClauses are those of a measure and the rate that its days refer to.
func (r *reader) makeDraftClauses() {
	for _, c := range r.measureClauses {
		r.draftClauses = append(r.draftClauses, clause[draft]{
			word: c.word, prose: c.prose, none: c.none,
			read: func(d *draft, cur *cursor) { c.read(&d.Measure, cur) },
			zero: func(d *draft) { c.zero(&d.Measure) },
		})
	}
	r.draftClauses = append(r.draftClauses, clause[draft]{
		word: "rate", read: func(d *draft, c *cursor) { d.rate = r.readDuty(c) },
	}, clause[draft]{
		word: "title", prose: true, read: func(d *draft, c *cursor) { d.Title = c.prose() },
	})
}

// rated are the days of a draft with its rate in the place of the mark.
func (d *draft) rated(errs *faults) []Term {
	if !slices.ContainsFunc(d.Terms, func(t Term) bool { return t.Duty == rateMark }) {
		return d.Terms
	}
	if d.rate == "" {
		d.at.cursor(errs).fail(0, d.at.text, "the days of the program refer to a rate; state it: rate 15%")
	}
	out := slices.Clone(d.Terms)
	for i := range out {
		if out[i].Duty == rateMark {
			out[i].Duty = d.rate
		}
	}
	return out
}

// readExcepts reads what follows the word "except".
func (r *reader) readExcepts(c *cursor, d *draft) {
	if c.accept("none") && c.done() {
		return
	}
	c.blanks()
	from := c.pos
	if strings.Contains(c.text[c.pos:c.end], "|") {
		d.excepts = append(d.excepts, except{Exception: r.readException(c), at: c, from: from})
		return
	}
	names, out := c.names()
	if len(out) > 0 {
		c.fail(from, c.text[from:], "no exception can be taken out of these")
	}
	for _, name := range names {
		d.excepts = append(d.excepts, except{name: name, at: c, from: from})
	}
	c.finish()
}
