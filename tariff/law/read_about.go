package law

import (
	"fmt"
	"strconv"

	"github.com/tradeshock/tradeshock/trade"
)

// The statements about a book as a whole: its name, days, countries, lists, the lines
// of its schedule, the register of choices and the sources.

func place(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

func (r *reader) openBook(s *statement, c *cursor) {
	if r.stands("book", s) {
		r.about.Name = c.prose()
	}
}

func (r *reader) openImporter(s *statement, c *cursor) {
	if r.stands("importer", s) {
		r.about.Importer = r.country(c)
		c.finish()
	}
}

func (r *reader) openCurrency(s *statement, c *cursor) {
	if !r.stands("currency", s) {
		return
	}
	at := c.pos
	text := c.word()
	currency, err := trade.ParseCurrency(text)
	if err != nil {
		c.fail(at, text, "a currency was expected as its ISO code, such as USD")
	}
	r.about.Currency = currency
	c.finish()
}

func (r *reader) openKnown(s *statement, c *cursor) {
	if !r.stands("known", s) {
		return
	}
	if c.accept("from") {
		r.about.KnownFrom = c.date()
	}
	if c.accept("until") {
		r.about.KnownUntil = c.date()
	}
	if !c.done() {
		c.failHere("known from D until D was expected; until names the last day")
	}
}

func (r *reader) openBookKnownUntil(s *statement, c *cursor) {
	if r.stands("book known until", s) {
		r.bookKnownUntil = c.date()
		c.finish()
	}
}

func (r *reader) openColumn2(s *statement, c *cursor) {
	if r.stands("column 2", s) {
		r.about.Column2 = c.prose()
	}
}

func (r *reader) openCovers(s *statement, c *cursor) {
	if !r.stands("covers", s) {
		return
	}
	in, out := c.names()
	if len(out) > 0 {
		c.fail(0, s.text, "no country can be taken out of these")
	}
	r.about.Covers = in
}

func (r *reader) country(c *cursor) trade.Country {
	c.blanks()
	at := c.pos
	text := c.word()
	country, err := trade.ParseCountry(text)
	if err != nil || string(country) != text {
		c.fail(at, text, "a country was expected as its code of two letters, such as IN")
	}
	return country
}

func (r *reader) openGroup(s *statement, c *cursor) {
	name, all := c.part('|').prose(), c.days()
	c.finish()
	if name == "" || !r.stands("group "+name, s) {
		if name == "" {
			c.fail(0, s.text, "a group has a name")
		}
		return
	}
	r.groups = append(r.groups, Group{Name: name})
	at := len(r.groups) - 1
	r.body = func(s *statement) { r.members(s, &r.groups[at], all) }
}

func (r *reader) openMoreGroup(s *statement, c *cursor) {
	r.moreGroup = append(r.moreGroup, addition[Group]{Group{Name: c.part('|').prose()}, s})
	at, all := len(r.moreGroup)-1, c.days()
	c.finish()
	r.body = func(s *statement) { r.members(s, &r.moreGroup[at].to, all) }
}

// members reads "BY from 2022-04-09, CU". all are the days of members without their own.
func (r *reader) members(s *statement, g *Group, all trade.Interval) {
	c := s.cursor(r.errs)
	for !c.done() {
		p := c.part(',')
		m := Member{Country: r.country(p)}
		if m.During = all; !p.done() {
			m.During = p.days()
		}
		p.finish()
		g.Members = append(g.Members, m)
	}
}

func (r *reader) openList(s *statement, c *cursor) {
	l := List{Name: c.part('|').prose(), Title: c.part('|').prose(), Note: c.prose()}
	if l.Name == "" || !r.stands("list "+l.Name, s) {
		if l.Name == "" {
			c.fail(0, s.text, "a list has a name: list oil-parts | parts for refineries | note 99(b)")
		}
		return
	}
	r.lists = append(r.lists, l)
	at := len(r.lists) - 1
	r.body = func(s *statement) { r.entries(s, &r.lists[at]) }
}

func (r *reader) openMoreList(s *statement, c *cursor) {
	r.moreList = append(r.moreList, addition[List]{List{Name: c.prose()}, s})
	at := len(r.moreList) - 1
	r.body = func(s *statement) { r.entries(s, &r.moreList[at].to) }
}

// entries reads "6109.10.00, -6109.10.00.12 from 2026-01-01".
func (r *reader) entries(s *statement, l *List) {
	c := s.cursor(r.errs)
	for !c.done() {
		p := c.part(',')
		p.blanks()
		at := p.pos
		text := p.word()
		var e ListEntry
		if len(text) > 1 && text[0] == '-' {
			e.Out, text = true, text[1:]
		}
		e.Code = p.code(at, text)
		e.During = p.days()
		if p.accept("published") {
			e.Published = p.date()
		}
		if p.accept("overtaken") {
			e.Overtaken = p.date()
		}
		p.finish()
		l.Entries = append(l.Entries, e)
	}
}

func (r *reader) openSpecial(s *statement, c *cursor) {
	p := Program{Symbol: c.part('|').prose(), Name: c.part('|').prose()}
	if !c.done() {
		clause := originsClause(func(p *Program) *Origins { return &p.Origins })
		clause.read(&p, c)
	}
	r.about.Programs, r.programsAt = append(r.about.Programs, p), append(r.programsAt, s)
}

// openBaseRate reads "base rate 5% from D before D | products | source".
func (r *reader) openBaseRate(at *statement, c *cursor) {
	head := c.part('|')
	b := BaseRate{Duty: r.readDuty(head)}
	b.During = head.days()
	head.finish()
	var scope Scope
	productsClause(func(s *Scope) *Scope { return s }).read(&scope, c.part('|'))
	b.Products, b.Source = scope.Codes, c.prose()
	if scope.All || len(scope.Lists)+len(scope.Except) > 0 {
		c.fail(0, c.text, "a base rate stands on product codes; any is the code of every product")
	}
	r.about.BaseRates, r.ratesAt = append(r.about.BaseRates, b), append(r.ratesAt, at)
}

func (r *reader) schedule() *Schedule {
	if r.about.Schedule == nil {
		r.about.Schedule = &Schedule{}
	}
	return r.about.Schedule
}

func (r *reader) openScheduleKnown(s *statement, c *cursor) {
	if r.stands("schedule known until", s) {
		r.schedule().KnownUntil = c.date()
		c.finish()
	}
}

// openRevision reads "revision 2026_rev_21 | published D | effective D | held".
func (r *reader) openRevision(_ *statement, c *cursor) {
	v := Revision{Name: c.part('|').prose()}
	clauses := []clause[Revision]{
		dayClause("published", func(v *Revision) *trade.Date { return &v.Published }),
		dayClause("effective", func(v *Revision) *trade.Date { return &v.Effective }),
		flagClause("held", func(v *Revision) *bool { return &v.Held }),
	}
	readClauses(c, clauses, &v, "published, effective or held")
	s := r.schedule()
	s.Revisions = append(s.Revisions, v)
}

// openLine reads "line 6109.10.00 | 16.5% | Free (AU) | 90% | doz., kg | from D before D".
func (r *reader) openLine(at *statement, c *cursor) {
	p := c.part('|')
	l := Line{Code: p.code(p.pos, p.left())}
	l.General, l.Special, l.Other = c.part('|').prose(), c.part('|').prose(), c.part('|').prose()
	l.Units = units(c.part('|'))
	l.During = c.days()
	c.finish()
	s := r.schedule()
	s.Lines, r.linesAt = append(s.Lines, l), append(r.linesAt, at)
}

// openNumber reads "number 6109.10.00.12 | doz., kg | from D before D | transferred from N, N".
func (r *reader) openNumber(stated *statement, c *cursor) {
	p := c.part('|')
	n := Number{Code: p.code(p.pos, p.left())}
	n.Units = units(c.part('|'))
	days := c.part('|')
	n.During = days.days()
	days.finish()
	if c.accept("transferred from") {
		c.blanks()
		at := c.pos
		in, out := c.names()
		if len(out) > 0 {
			c.fail(at, c.text[at:c.end], "none can be taken out of these numbers")
		}
		for _, text := range in {
			n.TransferredFrom = append(n.TransferredFrom, c.code(at, text))
		}
	}
	c.finish()
	s := r.schedule()
	s.Numbers, r.numbersAt = append(s.Numbers, n), append(r.numbersAt, stated)
}

// openSeason reads "season 0702.00.20 | 03-01 | 07-14 | 0702.00.20": a line, the first and
// the last day of a year, and the first line of the same goods.
func (r *reader) openSeason(at *statement, c *cursor) {
	p := c.part('|')
	a := Season{Code: p.code(p.pos, p.left())}
	a.From, a.To = c.part('|').prose(), c.part('|').prose()
	p = c.part('|')
	a.Group = p.code(p.pos, p.left())
	c.finish()
	s := r.schedule()
	s.Seasons, r.seasonsAt = append(s.Seasons, a), append(r.seasonsAt, at)
}

func units(c *cursor) []string {
	if c.done() {
		return nil
	}
	at := c.pos
	in, out := c.names()
	if len(out) > 0 {
		c.fail(at, c.text[at:c.end], "no unit can be taken out of these")
	}
	return in
}

func (r *reader) openChoice(s *statement, c *cursor) {
	var x Choice
	if !c.done() {
		n, err := strconv.Atoi(c.word())
		if err != nil || n < 1 {
			c.fail(0, s.text, "a choice is numbered from 1, or has no number and takes the next")
		}
		x.Number = n
		c.finish()
	}
	r.about.Choices = append(r.about.Choices, x)
	at := len(r.about.Choices) - 1
	clauses := choiceClauses()
	r.body = func(s *statement) {
		readClauses(s.cursor(r.errs), clauses, &r.about.Choices[at], "question, answer, reason or headings")
	}
}

func choiceClauses() []clause[Choice] {
	return []clause[Choice]{
		proseClause("question", func(x *Choice) *string { return &x.Question }),
		proseClause("answer", func(x *Choice) *string { return &x.Answer }),
		proseClause("reason", func(x *Choice) *string { return &x.Reason }),
		namesClause("headings", func(x *Choice) *[]string { return &x.Headings }, nil),
	}
}

// openSource reads "source TABLE | title | publisher | retrieved | revision | rows".
func (r *reader) openSource(_ *statement, c *cursor) {
	x := Source{
		Table: c.part('|').prose(), Title: c.part('|').prose(), Publisher: c.part('|').prose(),
		Retrieved: c.part('|').prose(), Revision: c.part('|').prose(),
	}
	if text := c.left(); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			c.fail(c.pos, text, "the number of rows was expected")
		}
		x.Rows = n
	}
	r.about.Provenance = append(r.about.Provenance, x)
}
