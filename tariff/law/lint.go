package law

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// Lint reports, as *SyntaxError, what a text states to no effect and what it leaves out, in the
// book that it was written into: a bar too few in a line, so that its days are read as a
// unit; a measure without goods, origins or days; an exception without a condition; what is
// taken out of nothing; a name that no part of the book has. Book and Over call it.
func (t *Text) Lint(b *Book) error {
	errs := &faults{}
	l := linter{t, b, errs, map[string]bool{}}
	l.about()
	l.schedule()
	for _, d := range t.measures {
		if m, ok := b.Measure(d.Heading); ok {
			l.measure(d, m)
		}
	}
	for _, d := range t.changes {
		if len(d.stated)+len(d.Terms)+len(d.excepts) == 0 {
			l.fail(d.at, "the change says nothing; below it stand what replaces parts of the measure, its days and exceptions")
		}
	}
	return errs.err()
}

// linter looks at a text in its book.
type linter struct {
	*Text
	book *Book
	errs *faults
	told map[string]bool
}

// fail tells a fault of a statement once, however many measures share it.
func (l *linter) fail(s *statement, want string) {
	line, _ := s.at(0)
	if key := place(s.file, line) + want; !l.told[key] {
		l.told[key] = true
		s.cursor(l.errs).fail(0, s.text, want)
	}
}

// about looks at what the text says of the book as a whole.
func (l *linter) about() {
	a := &l.Text.about
	for _, kind := range slices.Sorted(maps.Keys(l.at)) {
		s := l.at[kind]
		switch name, is := strings.CutPrefix(kind, "list "); {
		case kind == "known" && (a.KnownFrom.IsZero() || a.KnownUntil.Before(a.KnownFrom)):
			l.fail(s, "known from D until D was expected, the first day and the last, in their order")
		case kind == "column 2" && !l.place(a.Column2):
			l.fail(s, "no group and no country has that name")
		case kind == "book" && (a.Name == "" || l.book.Importer == "" || l.book.Currency == "" || l.book.KnownUntil.IsZero()):
			l.fail(s, "a book has a name, an importer, a currency and days: book Examplia; importer XK; currency EUR; known "+
				"from D until D")
		case is && slices.ContainsFunc(l.lists, func(x List) bool { return x.Name == name && len(x.Entries) == 0 }):
			l.fail(s, "the list has no codes; they stand further in below it")
		case is:
			l.entries(s, name)
		}
		if name, is := strings.CutPrefix(kind, "group "); is {
			for _, g := range l.groups {
				if g.Name == name {
					l.members(s, g.Members)
				}
			}
		}
	}
	for i, s := range l.programsAt {
		switch p := &a.Programs[i]; {
		case p.Symbol == "":
			l.fail(s, "a special program has a symbol: special program AU | the agreement | AU")
		case len(p.Origins.In) == 0:
			l.fail(s, "a special program without countries may be claimed by none: special program AU | the agreement | AU")
		}
	}
	for i, s := range l.ratesAt {
		r := &a.BaseRates[i]
		if r.Duty == "" {
			l.fail(s, "a base rate needs its duty: base rate 5% from 2026-01-01 | 0801")
		}
		l.outOf(s, Scope{Codes: r.Products})
	}
	for _, p := range l.empty {
		l.fail(p, "nothing stands below it: a program has measures, a table of precedence has rows")
	}
	l.rows()
	l.unused()
	for _, name := range slices.Sorted(maps.Keys(l.sets)) {
		set := l.sets[name]
		for i := range set {
			if x := &set[i]; x.name != "" && !l.named(x.name) {
				x.at.statement.cursor(l.errs).fail(x.from, x.name,
					"no exception, set of exceptions or table of precedence has that name"+l.nearest(x.name)+", in "+name)
			}
		}
	}
}

// rows looks at the tables of precedence: a row names measures of the book.
func (l *linter) rows() {
	for _, name := range slices.Sorted(maps.Keys(l.orders)) {
		for _, row := range l.orders[name].rows {
			for _, s := range append([]Selector{row.first}, row.then...) {
				l.picks(l.namesAt[name], s, "")
			}
		}
	}
}

// unused looks for exceptions, sets and tables that nothing refers to.
func (l *linter) unused() {
	used := map[string]bool{}
	lists := [][]except{}
	for _, d := range slices.Concat(l.measures, l.changes) {
		lists = append(lists, d.excepts)
	}
	for _, set := range l.sets {
		lists = append(lists, set)
	}
	for _, list := range lists {
		for i := range list {
			used[list[i].name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.namesAt)) {
		if !used[name] {
			l.fail(l.namesAt[name], "nothing refers to it: write except "+name+" where it holds")
		}
	}
}

// picks fails when a selector picks no measure of the book.
func (l *linter) picks(at *statement, s Selector, what string) {
	if !slices.ContainsFunc(l.book.Measures, func(m Measure) bool { return s.Matches(&m) }) {
		l.fail(at, what+selectorText(s)+": the book has no such measure")
	}
}

// named reports whether exceptions have a name.
func (l *linter) named(name string) bool {
	_, one := l.exceptions[name]
	_, set := l.sets[name]
	_, order := l.orders[name]
	return one || set || order || strings.HasPrefix(name, "those of ")
}

// place reports whether a name is a country or a group.
func (l *linter) place(name string) bool {
	if name == "*" || trade.Country(name).Valid() || slices.ContainsFunc(l.book.Groups, func(g Group) bool {
		return g.Name == name
	}) {
		return true
	}
	_, err := trade.ParseGroup(name)
	return err == nil
}

// members looks at the members of a group.
func (l *linter) members(s *statement, list []Member) {
	if len(list) == 0 {
		l.fail(s, "the group has no members; they stand further in below it")
	}
	for i, m := range list {
		for _, before := range list[:i] {
			if before.Country == m.Country && before.During.Overlaps(m.During) {
				l.fail(s, string(m.Country)+" stands twice on the same days")
			}
		}
	}
}

// entries looks at the codes of a list: what is taken out stands below one that is in.
func (l *linter) entries(s *statement, name string) {
	i := slices.IndexFunc(l.lists, func(x List) bool { return x.Name == name })
	if i < 0 {
		return
	}
	list := l.lists[i].Entries
	in := map[trade.Product]bool{}
	for _, e := range list {
		in[e.Code] = in[e.Code] || !e.Out
	}
	for _, e := range list {
		l.reach(s, []trade.Product{e.Code})
		above := false
		for n := len(e.Code) - 1; n >= 2; n-- {
			above = above || in[e.Code[:n]]
		}
		if e.Out && !above {
			l.fail(s, "-"+e.Code.String()+" is taken out of no code of the list")
		}
	}
}

// schedule looks at the lines and the numbers that the text states.
func (l *linter) schedule() {
	s := l.Text.about.Schedule
	if s == nil {
		return
	}
	type held struct {
		during trade.Interval
		at     *statement
	}
	lines := map[trade.Product][]held{}
	for i, at := range l.linesAt {
		line := &s.Lines[i]
		for column, text := range []string{line.General, line.Special, line.Other} {
			if text == "" {
				continue
			}
			var err error
			if column == 1 {
				_, err = duty.ParseSpecial(text)
			} else {
				_, err = duty.Parse(text)
			}
			if err != nil {
				at.cursor(l.errs).fail(max(0, strings.Index(at.text, text)), text, err.Error()+lineForm)
			}
		}
		l.units(at, line.Units)
		for _, other := range lines[line.Code] {
			if other.during.Overlaps(line.During) {
				n, _ := other.at.at(0)
				l.fail(at, "the line stands already on some of the days, at "+place(other.at.file, n))
			}
		}
		lines[line.Code] = append(lines[line.Code], held{line.During, at})
	}
	for i, at := range l.numbersAt {
		n := &s.Numbers[i]
		if len(n.Code) != 10 {
			l.fail(at, "a number has ten digits")
		} else if _,
			ever := find(l.book.Schedule.Lines, lineKey, n.Code[:8], n.During.From); ever == (trade.Interval{}) &&
			len(lines[n.Code[:8]]) == 0 {
			l.fail(at, "the schedule has no line "+n.Code[:8].String()+" above it")
		}
		l.units(at, n.Units)
	}
	for i, at := range l.seasonsAt {
		for _, day := range []string{s.Seasons[i].From, s.Seasons[i].To} {
			if _, err := time.Parse("2006-01-02", "2024-"+day); err != nil {
				at.cursor(l.errs).fail(max(0, strings.Index(at.text, day)), day, "a day of a year was expected, as 03-31")
			}
		}
	}
}

const lineForm = "; a line is: line CODE | general | special | column 2 | units | from D before D"

// units looks for days where units stand.
func (l *linter) units(at *statement, units []string) {
	for _, u := range units {
		first, _, _ := strings.Cut(u, " ")
		if _, err := trade.ParseDate(first); err == nil ||
			slices.Contains([]string{"from", "before", "transferred", "until", "to"}, first) {
			at.cursor(l.errs).fail(max(0, strings.Index(at.text, u)), u,
				"a unit was expected here, and days behind one more bar"+lineForm)
		}
	}
}

// measure looks at a measure in its book.
func (l *linter) measure(d *draft, m *Measure) {
	switch {
	case len(m.Origins.In) == 0:
		l.fail(d.at, "the measure names no origins and charges nothing: origins every country, or IN, CN")
	case !m.Products.All && len(m.Products.Lists)+len(m.Products.Codes.In) == 0:
		l.fail(d.at, "the measure names no products and charges nothing: products all, or 7208, 7209")
	case len(m.Terms) == 0:
		l.fail(d.at, "the measure has no days: duty 25% from 2026-01-01")
	case d.rate != "" && !slices.ContainsFunc(d.Terms, func(t Term) bool { return t.Duty == rateMark }):
		l.fail(d.at, "the rate stands in none of the days: duty "+rateMark+" from 2026-01-01")
	case m.Ask == "" && len(m.AskAlso) > 0:
		l.fail(d.at, "answered also by: the measure asks nothing")
	case strings.Contains(string(m.Authority), "/"):
		l.fail(d.at, "a program is written with blanks around the slash: Section 232 / steel")
	}
	l.outOf(d.at, m.Products)
	l.reach(d.at, m.Products.Codes.In)
	l.originsOut(d.at, m.Origins)
	for i := range m.Exceptions {
		l.exception(d, &m.Exceptions[i])
	}
}

// exception looks at an exception of a measure.
func (l *linter) exception(d *draft, x *Exception) {
	at := d.at
	for i := range d.excepts {
		if e := &d.excepts[i]; e.name == "" && e.Heading == x.Heading && e.Title == x.Title && e.Note == x.Note {
			at = e.at.statement
		}
	}
	if s := l.namesAt[x.Heading]; s != nil && at == d.at {
		at = s
	}
	bare := *x
	bare.Heading, bare.Title, bare.Note, bare.Displaces, bare.Whole = "", "", "", false, false
	if len(printClauses(l.clauses, &bare, nil)) == 0 {
		l.fail(at, "the exception has no condition and would lift the measure from everything; state one, such as claimed")
	}
	for _, s := range x.Subject {
		if s.Headings != "" || s.Authority != "" {
			l.picks(at, s, "charged under ")
		}
	}
	for _, p := range x.Programs {
		if !slices.ContainsFunc(l.book.Programs, func(q Program) bool { return q.Symbol == p }) {
			l.fail(at, "under program "+p+": the book has no such special program")
		}
	}
	l.outOf(at, x.Products)
	l.reach(at, x.Products.Codes.In)
	l.originsOut(at, x.Origins)
}

// outOf looks for products that are taken out of nothing: codes are taken out of codes, lists
// out of everything that is in.
func (l *linter) outOf(at *statement, s Scope) {
	for _, p := range s.Codes.Out {
		if !slices.ContainsFunc(s.Codes.In, func(in trade.Product) bool { return p.Within(in) && p != in }) {
			l.fail(at, "but "+codeText(p)+
				": it is below no code that is in; codes are taken out of codes (any is the code of every product)")
		}
	}
	if len(s.Except) > 0 && !s.All && len(s.Lists)+len(s.Codes.In) == 0 {
		l.fail(at, "but "+strings.Join(s.Except, ", ")+": nothing is in that it could be taken out of")
	}
}

// originsOut looks for origins that are taken out of nothing.
func (l *linter) originsOut(at *statement, o Origins) {
	for _, out := range o.Out {
		holds := func(in string) bool {
			if in == "*" || in == out || !trade.Country(out).Valid() {
				return in == "*" || len(o.In) > 0
			}
			for _, g := range l.book.Groups {
				if g.Name == in {
					return slices.ContainsFunc(g.Members, func(m Member) bool { return string(m.Country) == out })
				}
			}
			_, err := trade.ParseGroup(in)
			return err == nil && !trade.Country(in).Valid()
		}
		if !slices.ContainsFunc(o.In, holds) {
			l.fail(at, "but "+out+": it is in none of the origins that are in")
		}
	}
}
