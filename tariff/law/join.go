package law

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Book makes a book of the text. The error joins a *SyntaxError for each name that
// stands for nothing, and is that of Book.Check for a book that cannot be asked.
func (t *Text) Book() (*Book, error) {
	b := &Book{}
	if err := t.Into(b); err != nil {
		return nil, err
	}
	if err := t.Lint(b); err != nil {
		return nil, err
	}
	if err := b.Check(); err != nil {
		return nil, err
	}
	return b, nil
}

// IsBook reports whether the text is a book of its own, and not one to be laid over another.
func (t *Text) IsBook() bool {
	return t.about.Name != "" && t.notice == nil && len(t.changes)+len(t.moreList)+len(t.moreGroup) == 0
}

// Into writes what the text states into a book whose schedule or lists come from tables;
// the book is not compiled. What the text does not state stays as it is.
func (t *Text) Into(b *Book) error {
	errs := &faults{}
	if len(t.changes)+len(t.moreList)+len(t.moreGroup) > 0 || t.notice != nil {
		at := t.firstOverlay()
		at.cursor(errs).fail(0, at.text, "the text is laid over a book; it is no book of its own")
	}
	t.openTables(errs)
	t.aboutInto(b)
	for _, d := range t.measures {
		b.Measures = append(b.Measures, t.measure(d, nil, errs))
	}
	return errs.err()
}

// aboutInto writes everything but the measures.
func (t *Text) aboutInto(b *Book) {
	a := &t.about
	b.Name, b.Importer = cmp.Or(a.Name, b.Name), cmp.Or(a.Importer, b.Importer)
	b.Currency, b.Column2 = cmp.Or(a.Currency, b.Currency), cmp.Or(a.Column2, b.Column2)
	b.KnownFrom, b.KnownUntil = cmp.Or(a.KnownFrom, b.KnownFrom), cmp.Or(a.KnownUntil, b.KnownUntil)
	b.BaseRates = append(b.BaseRates, a.BaseRates...)
	b.Programs = append(b.Programs, a.Programs...)
	b.Covers = append(b.Covers, a.Covers...)
	b.Provenance = append(b.Provenance, a.Provenance...)
	b.Lists = append(b.Lists, t.lists...)
	b.Groups = append(b.Groups, t.groups...)
	last := 0
	if n := len(b.Choices); n > 0 {
		last = b.Choices[n-1].Number
	}
	b.Choices = append(b.Choices, numbered(a.Choices, last)...)
	takeReadings(b, a.Readings)
	if a.Schedule == nil {
		return
	}
	if b.Schedule == nil {
		b.Schedule = &Schedule{}
	}
	s := b.Schedule
	s.Revisions = append(s.Revisions, a.Schedule.Revisions...)
	s.Lines = append(s.Lines, a.Schedule.Lines...)
	s.Numbers = append(s.Numbers, a.Schedule.Numbers...)
	s.Seasons = append(s.Seasons, a.Schedule.Seasons...)
	s.KnownUntil = cmp.Or(a.Schedule.KnownUntil, s.KnownUntil)
	s.Sort()
}

// firstOverlay is a statement that only a text over a book has.
func (t *Text) firstOverlay() *statement {
	switch {
	case len(t.changes) > 0:
		return t.changes[0].at
	case len(t.moreList) > 0:
		return t.moreList[0].at
	case len(t.moreGroup) > 0:
		return t.moreGroup[0].at
	}
	return &statement{text: "notice", pieces: []piece{{0, 1, 1}}}
}

// numbered gives choices without a number the next one.
func numbered(choices []Choice, last int) []Choice {
	out := slices.Clone(choices)
	for i := range out {
		if out[i].Number == 0 {
			out[i].Number = last + 1
		}
		last = out[i].Number
	}
	return out
}

// measure resolves the names of a draft. below is the book under a notice, or nil.
func (t *Text) measure(d *draft, below *Book, errs *faults) Measure {
	m := d.Measure
	m.Terms = d.rated(errs)
	m.Exceptions = t.resolve(d.excepts, &m, below, errs, nil)
	return m
}

// maxExceptions bounds those of one measure, so that sets of sets stay small.
const maxExceptions = 2000

// resolve turns names into exceptions. within are the sets that are being resolved.
func (t *Text) resolve(list []except, m *Measure, below *Book, errs *faults, within []string) (out []Exception) {
	for i := range list {
		x := &list[i]
		if len(out) > maxExceptions {
			x.at.statement.cursor(errs).fail(x.from, x.name, "more exceptions than a measure may have")
			return nil
		}
		if x.name == "" {
			out = append(out, x.Exception)
			continue
		}
		fail := func(want string) { x.at.statement.cursor(errs).fail(x.from, x.name, want) }
		if e, ok := t.exceptions[x.name]; ok {
			out = append(out, e)
		} else if p, ok := t.orders[x.name]; ok {
			out = append(out, p.exceptions(m)...)
		} else if set, ok := t.sets[x.name]; ok {
			if slices.Contains(within, x.name) {
				fail("the name stands for itself: " + strings.Join(append(within, x.name), ", "))
				continue
			}
			out = append(out, t.resolve(set, m, below, errs, append(within, x.name))...)
		} else if heading, ok := strings.CutPrefix(x.name, "those of "); ok && below != nil {
			other, found := below.Measure(heading)
			if !found {
				fail("the book has no measure " + heading)
				continue
			}
			out = append(out, other.Exceptions...)
		} else {
			fail("no exception, set of exceptions or table of precedence has that name" + t.nearest(x.name))
		}
	}
	return out
}

// nearest proposes a name that begins like the unknown one.
func (t *Text) nearest(name string) string {
	var names []string
	for n := range t.exceptions {
		names = append(names, n)
	}
	for n := range t.sets {
		names = append(names, n)
	}
	for n := range t.orders {
		names = append(names, n)
	}
	slices.Sort(names)
	for n := min(len(name), 12); n >= 3; n-- {
		for _, other := range names {
			if strings.HasPrefix(other, name[:n]) {
				return "; did you mean " + other + "?"
			}
		}
	}
	return ""
}

// Over lays the text over a book: its measures join those of the book, its changes edit
// them, its lists and groups are added. The book itself stays as it is. The result
// is checked, names the notice among its Notices, and is known until the day that the
// text states with "book known until", else as the book is.
func (t *Text) Over(b *Book) (*Book, error) {
	errs := &faults{}
	if b == nil {
		return nil, fmt.Errorf("law: there is no book to lay a text over")
	}
	if t.count == 0 { // a file that was not saved would read as no change of the law
		return nil, &SyntaxError{
			File: t.source, Line: 1, Column: 1,
			Want: "a notice or a change was expected, and the text states nothing; it may not have been saved completely",
		}
	}
	out := b.AsKnown()
	t.overlayAbout(out, errs)
	for _, d := range t.measures {
		if _, twice := out.Measure(d.Heading); twice {
			d.at.cursor(errs).fail(0, d.at.text, "the book has that heading; write change "+d.Heading+" to edit it")
			continue
		}
		m := t.measure(d, out, errs)
		if m.KnownUntil.IsZero() && t.notice != nil {
			m.KnownUntil = t.notice.KnownUntil
		}
		if m.Citation == "" && t.notice != nil {
			m.Citation = t.notice.Citation
		}
		out.Measures = append(out.Measures, m)
	}
	for _, d := range t.changes {
		t.change(d, out, errs)
	}
	if err := errs.err(); err != nil {
		return nil, err
	}
	if t.notice != nil {
		out.Notices = append(slices.Clip(out.Notices), *t.notice)
		// Containers without a place for notices still name the source.
		out.Provenance = append(slices.Clip(out.Provenance), Source{
			Table: "notice", Title: t.notice.Title, Publisher: t.notice.Citation, Retrieved: t.notice.Published.String(),
			Rows: len(t.measures) + len(t.changes),
		})
	}
	if err := t.Lint(out); err != nil {
		return nil, err
	}
	if err := out.Check(); err != nil {
		return nil, err
	}
	return out, nil
}

// overlayAbout joins everything but the measures.
func (t *Text) overlayAbout(out *Book, errs *faults) {
	out.Lists = append(out.Lists, t.lists...) // Check refuses a second of a name
	for _, add := range t.moreList {
		i := slices.IndexFunc(out.Lists, func(l List) bool { return l.Name == add.to.Name })
		if i < 0 {
			add.at.cursor(errs).fail(0, add.at.text, "the book has no such list; begin it with list "+add.to.Name)
			continue
		}
		out.Lists[i].Entries = append(slices.Clip(out.Lists[i].Entries), add.to.Entries...)
	}
	out.Groups = append(out.Groups, t.groups...)
	for _, add := range t.moreGroup {
		i := slices.IndexFunc(out.Groups, func(g Group) bool { return g.Name == add.to.Name })
		if i < 0 {
			add.at.cursor(errs).fail(0, add.at.text, "the book has no such group; begin it with group "+add.to.Name)
			continue
		}
		out.Groups[i].Members = append(slices.Clip(out.Groups[i].Members), add.to.Members...)
	}
	out.BaseRates = append(slices.Clone(t.about.BaseRates), out.BaseRates...)
	out.Programs = append(slices.Clip(out.Programs), t.about.Programs...)
	out.Provenance = append(slices.Clip(out.Provenance), t.about.Provenance...)
	last := 0
	if n := len(out.Choices); n > 0 {
		last = out.Choices[n-1].Number
	}
	out.Choices = append(slices.Clip(out.Choices), numbered(t.about.Choices, last)...)
	takeReadings(out, t.about.Readings)
	if day := t.bookKnownUntil; !day.IsZero() {
		was := out.KnownUntil
		out.KnownUntil = day
		for i := range out.Measures {
			if m := &out.Measures[i]; m.KnownUntil == was {
				m.KnownUntil = day
			}
		}
		if out.Schedule != nil && out.Schedule.KnownUntil == was {
			s := *out.Schedule
			s.KnownUntil = day
			out.Schedule = &s
		}
	}
}

// change edits a measure of the book: clauses that it states replace those of the
// measure, days that it states replace the measure's on those days, exceptions that it
// states are tried before those of the measure.
func (t *Text) change(d *draft, out *Book, errs *faults) {
	m, found := out.Measure(d.Heading)
	if !found {
		d.at.cursor(errs).fail(0, d.at.text, "the book has no measure "+d.Heading)
		return
	}
	clauses := measureClauses()
	for i := range clauses {
		if slices.Contains(d.stated, clauses[i].word) {
			clauses[i].copy(m, &d.Measure)
		}
	}
	for _, term := range d.rated(errs) {
		m.SetTerm(term)
	}
	if t.notice != nil && m.KnownUntil.Before(t.notice.KnownUntil) {
		m.KnownUntil = t.notice.KnownUntil
	}
	if d.ownExcepts {
		m.Exceptions = append(t.resolve(d.excepts, m, out, errs, nil), m.Exceptions...)
	}
}
