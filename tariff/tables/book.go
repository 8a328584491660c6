package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/table"
)

// bookTables are the names of the tables of a book, in their order.
func bookTables() []string {
	return []string{
		"Book", "Measures", "Terms", "Exceptions", "Lists", "Listed", "Groups", "Programs", "BaseRates", "Schedule",
		"Numbers", "Seasons", "Revisions", "Choices", "Sources",
	}
}

// Limits of the measures in tables. Compiling looks at every measure for every
// exception and what it is subject to, and at every two terms of a measure.
const (
	maxMeasures = 5_000
	maxLooks    = 20_000_000
	maxTerms    = 500 // of one measure
)

// tooMuch says that measures would take too long to compile, "" when they would not.
func (l *lawTables) tooMuch() string {
	exceptions, subjects := len(l.exceptions.list), 0
	for i := range l.exceptions.list {
		subjects += len(l.exceptions.list[i].Subject)
	}
	if n := len(l.measures.list); n > maxMeasures || int64(n)*int64(exceptions+subjects) > maxLooks {
		return fmt.Sprintf("%d measures with %d exceptions, subject to %d others, are more than can be compiled", n,
			exceptions, subjects)
	}
	return ""
}

// FromBook states a book as tables, with a README before them. The book must compile;
// otherwise the error is that of tariff.Compile. What tables cannot give back, such
// as blanks at the end of a name, is reported as *table.Errors.
func FromBook(b *law.Book) ([]table.Table, error) {
	if _, err := tariff.Compile(b); err != nil {
		return nil, err
	}
	var e table.Errors
	d := dutyTexts{}
	measures, terms, exceptions := lawRows(b.Measures)
	checkSelectors(exceptions, knownIn(b, measures), &e)
	var listed []listedRow
	for i := range b.Lists {
		for _, entry := range b.Lists[i].Entries {
			listed = append(listed, listedRow{b.Lists[i].Name, entry})
		}
	}
	var members []memberRow
	groups := map[string]bool{}
	for _, g := range b.Groups {
		if groups[g.Name] {
			e.Add(table.Error{Table: "Groups", Text: g.Name, Code: "duplicate", Hint: "the book has two groups of that name"})
		}
		groups[g.Name] = true
		if len(g.Members) == 0 {
			members = append(members, memberRow{group: g.Name})
		}
		for _, m := range g.Members {
			if m.Country == "" {
				e.Add(table.Error{Table: "Groups", Text: g.Name, Code: "missing", Hint: "a member of the group has no country"})
			}
			members = append(members, memberRow{g.Name, m})
		}
	}
	var base []baseRow
	for i, r := range b.BaseRates {
		base = append(base, baseRow{at(i), r})
	}
	out := []table.Table{
		aboutSheet().write([]bookRow{{*b, b.Schedule.KnownUntil}}, &e),
		measureSheet().write(measures, &e),
		termSheet(d).write(terms, &e),
		exceptionSheet().write(exceptions, &e),
		listSheet().write(b.Lists, &e),
		listedSheet().write(listed, &e),
		groupSheet().write(members, &e),
		programSheet().write(b.Programs, &e),
		baseSheet(d).write(base, &e),
		lineSheet(d).write(b.Schedule.Lines, &e),
		numberSheet().write(b.Schedule.Numbers, &e),
		seasonSheet().write(b.Schedule.Seasons, &e),
		revisionSheet().write(b.Schedule.Revisions, &e),
		noticeSheet().write(b.Notices, &e),
		choiceSheet().write(b.Choices, &e),
		readingSheet().write(b.Readings, &e),
		sourceSheet().write(b.Provenance, &e),
	}
	if err := e.Err(); err != nil {
		return nil, err
	}
	return slices.Insert(out, 0, readme(bookRules(), out)), nil
}

// at is a place in an order, counted from 1 for people.
func at(i int) position { return position{decimal.NewFromInt(int64(i) + 1), true} }

// checkSelectors finds selectors whose text would be read as another one, and with a
// book those that pick nothing.
func checkSelectors(exceptions []exceptionRow, known *known, e *table.Errors) {
	for i, x := range exceptions {
		for _, s := range x.Subject {
			if s.Headings != "" {
				s.Authority, s.Program = "", "" // which decide nothing then
			}
			text, hint := selectorText(s), ""
			switch {
			case parseSelector(text) != s:
				hint = fmt.Sprintf("the name of an authority or a program cannot hold %q, nor blanks at its ends", toProgram)
			case known != nil && !known.selects(s):
				hint = "no measure of the book is meant by it"
			}
			if hint != "" {
				e.Add(table.Error{
					Table: "Exceptions", Row: i + 2, Column: "subject_to", Text: text, Code: "unknown-heading",
					Hint: hint,
				})
			}
		}
	}
}

// ToBook reads a book from tables. All of BookTables must be there, in any order; a
// README and tables and columns whose names begin with # are left alone. Everything
// that is wrong comes back together as *table.Errors. A book that is returned compiles.
func ToBook(tables []table.Table) (*law.Book, error) {
	in := newInput(tables, bookTables(), []string{noticesTable, readingsTable})
	d := dutyTexts{}
	about := aboutSheet().read(in)
	l := lawTables{measures: measureSheet().read(in), terms: termSheet(d).read(in), exceptions: exceptionSheet().read(in)}
	lists, listed := listSheet().read(in), listedSheet().read(in)
	members, programs := groupSheet().read(in), programSheet().read(in)
	rates := baseSheet(d).read(in)
	lines, numbers, seasons := lineSheet(d).read(in), numberSheet().read(in), seasonSheet().read(in)
	editions := revisionSheet().read(in)
	choices, sources, notices := choiceSheet().read(in), sourceSheet().read(in), noticeSheet().read(in)
	readings := readingSheet().read(in)

	if hint := l.tooMuch(); hint != "" {
		in.errs.Add(table.Error{Table: l.measures.name, Code: "size", Hint: hint})
		return nil, &in.errs
	}
	b := &law.Book{}
	switch {
	case len(about.list) == 1:
		*b = about.list[0].Book
	case in.tables["book"] != nil:
		in.errs.Add(table.Error{
			Table: about.name, Code: "one-row",
			Hint: fmt.Sprintf("%d rows; a book is one row", len(about.list)),
		})
	}
	b.Schedule = &law.Schedule{
		Revisions: editions.list,
		Lines: sortRows(lines, func(r *law.Line) (trade.Product, trade.Interval) {
			return r.Code, r.During
		}, lineDigits(b.Importer)),
		Seasons: seasons.list,
		Numbers: sortRows(numbers, func(r *law.Number) (trade.Product, trade.Interval) {
			return r.Code, r.During
		}, numberDigits),
	}
	if len(about.list) == 1 {
		b.Schedule.KnownUntil = about.list[0].scheduleKnownUntil
	}
	b.Lists, b.Groups, b.Programs = join(lists, listed), group(members), programs.list
	b.Choices, b.Provenance, b.Notices = choices.list, sources.list, notices.list
	b.Readings = readings.list

	c := &checker{known: knownIn(b, l.measures.list)}
	c.about(about)
	c.programs(programs)
	revisions(editions)
	base(rates)
	b.BaseRates = inOrder(rates, func(r *baseRow) (string, position) {
		return "", r.order
	}, func(r *baseRow) law.BaseRate { return r.BaseRate })
	b.Measures = l.join(c)
	if in.errs.Total == 0 {
		compile(b, l.measures, &in.errs)
	}
	if err := in.errs.Err(); err != nil {
		return nil, err
	}
	return b, nil
}

// join gives every list its entries.
func join(lists *facts[law.List], listed *facts[listedRow]) []law.List {
	place := map[string]int{}
	for i := range lists.list {
		l := &lists.list[i]
		if _, twice := place[l.Name]; twice {
			lists.fail(i, "list", l.Name, "duplicate", "the list stands twice; put its codes under one")
		}
		place[l.Name] = i
	}
	for i := range listed.list {
		r := &listed.list[i]
		during(listed, i, r.During)
		if at, ok := place[r.list]; ok {
			lists.list[at].Entries = append(lists.list[at].Entries, r.ListEntry)
		} else if r.list != "" {
			listed.fail(i, "list", r.list, "unknown-list",
				"there is no such list; add it to the table Lists, or correct the name")
		}
	}
	return lists.list
}

// group collects the members of each group.
func group(members *facts[memberRow]) []law.Group {
	var out []law.Group
	place := map[string]int{}
	for i := range members.list {
		r := &members.list[i]
		at, ok := place[r.group]
		if !ok {
			at = len(out)
			place[r.group] = at
			out = append(out, law.Group{Name: r.group})
		}
		during(members, i, r.During)
		if r.Country != "" {
			out[at].Members = append(out[at].Members, r.Member)
		}
	}
	return out
}

// inOrder sorts facts by the position within a group of them, those without one
// last, and reports positions that stand twice.
func inOrder[T, U any](f *facts[T], of func(*T) (string, position), take func(*T) U) []U {
	index := make([]int, len(f.list))
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, func(i, j int) int {
		_, a := of(&f.list[i])
		_, b := of(&f.list[j])
		switch {
		case a.set && b.set:
			return a.number.Cmp(b.number)
		case a.set:
			return -1
		case b.set:
			return 1
		}
		return 0
	})
	last := map[string]position{}
	out := make([]U, 0, len(index))
	for _, i := range index {
		group, p := of(&f.list[i])
		if before := last[group]; p.set && before.set && before.number.Cmp(p.number) == 0 {
			f.fail(i, "order", p.number.String(), "duplicate", "two rows have this place; give one another number")
		}
		last[group] = p
		out = append(out, take(&f.list[i]))
	}
	return out
}

// sortRows puts the rows of the schedule in order of code and day, and reports those
// that overlap.
func sortRows[T any](f *facts[T], of func(*T) (trade.Product, trade.Interval), digits func(trade.Product) string) []T {
	index := make([]int, len(f.list))
	for i := range index {
		index[i] = i
		p, iv := of(&f.list[i])
		if hint := digits(p); hint != "" && p != "" {
			f.fail(i, "code", string(p), "bad-product", hint)
		}
		during(f, i, iv)
	}
	slices.SortStableFunc(index, func(i, j int) int {
		p, a := of(&f.list[i])
		q, b := of(&f.list[j])
		return cmp.Or(cmp.Compare(p, q), a.From.Compare(b.From))
	})
	out := make([]T, len(index))
	for n, i := range index {
		out[n] = f.list[i]
		if n == 0 {
			continue
		}
		p, a := of(&f.list[index[n-1]])
		q, b := of(&f.list[i])
		if p == q && a.Overlaps(b) {
			f.fail(i, "from", b.From.String(), "overlap",
				fmt.Sprintf("%s from %s overlaps row %d, %s", q, b, f.numbers[index[n-1]], a))
		}
	}
	return out
}

// lawTables are the three tables of measures.
type lawTables struct {
	measures   *facts[measureRow]
	terms      *facts[termRow]
	exceptions *facts[exceptionRow]
}

// join puts the measures together, in their order.
func (l *lawTables) join(c *checker) []law.Measure {
	place := map[string]int{}
	for i := range l.measures.list {
		r := &l.measures.list[i]
		if _, twice := place[r.Heading]; twice && r.Heading != "" {
			l.measures.fail(i, "heading", r.Heading, "duplicate", "the heading stands twice; give each measure its own")
		}
		place[r.Heading] = i
		c.measure(l.measures, i)
	}
	unknown := func(heading string) string {
		return fmt.Sprintf("there is no measure %s; add it to the table %s, or correct the heading", heading, l.measures.name)
	}
	terms := map[string][]int{}
	crowded := false
	for i := range l.terms.list {
		r := &l.terms.list[i]
		c.term(l.terms, i)
		at, ok := place[r.measure]
		if !ok {
			if r.measure != "" {
				l.terms.fail(i, "heading", r.measure, "unknown-heading", unknown(r.measure))
			}
			continue
		}
		if m := l.measures.list[at].Measure; len(m.Terms) == maxTerms && !crowded {
			crowded = true
			l.terms.fail(i, "heading", r.measure, "size", fmt.Sprintf("more than %d terms of one measure", maxTerms))
		}
		if r.Overtaken.IsZero() && !crowded {
			for _, j := range terms[r.measure] {
				if other := &l.terms.list[j]; r.Overlaps(other.Interval) {
					l.terms.fail(i, "from", r.From.String(), "overlap",
						fmt.Sprintf("the term %s overlaps that of row %d, %s; end one before the other begins", r.Interval,
							l.terms.numbers[j], other.Interval))
					break
				}
			}
			terms[r.measure] = append(terms[r.measure], i)
		}
		m := &l.measures.list[at].Measure
		m.Terms = append(m.Terms, r.Term)
	}
	byPlace := inOrder(l.exceptions, func(r *exceptionRow) (string, position) {
		return r.measure, r.order
	}, func(r *exceptionRow) *exceptionRow { return r })
	for _, r := range byPlace {
		if at, ok := place[r.measure]; ok {
			m := &l.measures.list[at].Measure
			m.Exceptions = append(m.Exceptions, r.Exception)
		}
	}
	for i := range l.exceptions.list {
		r := &l.exceptions.list[i]
		if _, ok := place[r.measure]; !ok && r.measure != "" {
			l.exceptions.fail(i, "heading", r.measure, "unknown-heading", unknown(r.measure))
		}
		c.exception(l.exceptions, i)
	}
	return inOrder(l.measures, func(r *measureRow) (string, position) {
		return "", r.order
	}, func(r *measureRow) law.Measure { return r.Measure })
}

// bookRules are what a person needs to know before editing.
func bookRules() []string {
	return []string{
		"Each sheet is a table: the headings in the first row, one fact a row. Rows may be added, removed, sorted and " +
			"filtered; a hidden row counts like any other.",
		"Leave codes, headings and duties as text: \"25%\" and \"0101\" are words here, and a number in their place is " +
			"refused with its cell.",
		"Days are dates. A stretch of days begins with from and ends before to, the first day on which it holds no more.",
		"Several names in a cell have semicolons between them, product codes blanks; ! takes out: \"*; !CA; !MX\", \"7208 " +
			"7209 !721090\".",
		"An order column keeps its meaning when a sheet is sorted: 3.5 comes between 3 and 4.",
		"A sheet or a column whose name begins with # is a note and is left alone. Any other name that is not known is " +
			"refused, so that nothing is overlooked.",
	}
}

// readmeName is the table that explains the others.
const readmeName = "README"

// readme describes tables and their columns.
func readme(rules []string, tables []table.Table) table.Table {
	out := table.Table{
		Name: readmeName, About: "What the sheets and columns are. Nothing here is read back.",
		Columns: []table.Column{
			{Name: "sheet"}, {Name: "column"}, {Name: "what it holds"}, {Name: "kind"}, {Name: "choices"},
		},
	}
	text := func(cells ...string) {
		row := make([]table.Cell, len(cells))
		for i, s := range cells {
			row[i].Text = s
		}
		out.Append(row...)
	}
	for _, rule := range rules {
		text("", "", rule)
	}
	for _, t := range tables {
		text(t.Name, "", t.About)
		for _, c := range t.Columns {
			kind, choices := c.Kind.String(), strings.Join(c.Choices, ", ")
			if len(c.Choices) > 20 {
				choices = "see the list beside the cell"
			}
			if c.Open && choices != "" {
				choices += ", or another"
			}
			text("", c.Name, c.About, kind, choices)
		}
	}
	return out
}
