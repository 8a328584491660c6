package tables

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/table"
)

// checker finds what a row says about others that are not there.
type checker struct {
	// known are the names that a row may use; nil for the tables of a scenario,
	// whose book is not at hand.
	known *known
}

type known struct {
	lists, groups, programs map[string]bool
	headings                map[string]bool
	actions                 map[law.Selector]bool // an authority, and each of its programs
}

// knownIn are the names of a book and of the measures that it will have.
func knownIn(b *law.Book, measures []measureRow) *known {
	k := &known{
		map[string]bool{},
		map[string]bool{},
		map[string]bool{},
		map[string]bool{"*": true},
		map[law.Selector]bool{},
	}
	for i := range b.Lists {
		k.lists[b.Lists[i].Name] = true
	}
	for _, g := range b.Groups {
		k.groups[g.Name] = true
	}
	for _, p := range b.Programs {
		k.programs[p.Symbol] = true
	}
	for i := range measures {
		m := &measures[i]
		k.headings[m.Heading] = true
		k.actions[law.Selector{Authority: m.Authority}] = true
		k.actions[law.Selector{Authority: m.Authority, Program: m.Program}] = true
	}
	return k
}

// selects reports whether the selector can pick any measure. The law names headings
// of chapter 99 that a book has no measure for; they are taken as they are.
func (k *known) selects(s law.Selector) bool {
	if s.Headings != "" {
		return isChapter99(s.Headings) || k.headings[s.Headings]
	}
	return k.actions[law.Selector{Authority: s.Authority, Program: s.Program}]
}

// isChapter99 reports whether the text is a heading of chapter 99 or a range
// of them.
func isChapter99(text string) bool {
	first, last, isRange := strings.Cut(text, "-")
	one := func(s string) bool {
		p, err := trade.ParseProduct(s)
		return err == nil && len(p) == 8 && p.Chapter() == "99" && p.String() == s
	}
	return one(first) && (!isRange || one(last))
}

// failer reports a row.
type failer interface {
	fail(i int, column, text, code, hint string)
}

// origins checks names of countries and groups.
func (c *checker) origins(f failer, i int, column string, lists ...[]string) {
	for _, name := range slices.Concat(lists...) {
		if name == "*" || c.known == nil || c.known.groups[name] || trade.Country(name).Valid() {
			continue
		}
		if _, err := trade.ParseGroup(name); err != nil {
			f.fail(i, column, name, "unknown-origin",
				"neither an ISO code such as IN, nor a group of the table Groups, nor a known group such as EU, nor *")
		}
	}
}

// scope checks names of product lists.
func (c *checker) scope(f failer, i int, s *law.Scope) {
	for _, name := range slices.Concat(s.Lists, s.Except) {
		if c.known != nil && !c.known.lists[name] {
			f.fail(i, "lists", name, "unknown-list", "there is no such list in the table Lists")
		}
	}
}

// during checks that an interval holds a day.
func during(f failer, i int, iv trade.Interval) {
	if iv.IsEmpty() {
		f.fail(i, "to", iv.To.String(), "no-day", "not after the day in from; to is the first day after the last")
	}
}

func (c *checker) measure(f *facts[measureRow], i int) {
	m := &f.list[i]
	c.origins(f, i, "origins", m.Origins.In, m.Origins.Out)
	c.scope(f, i, &m.Products)
	share(f, i, "up_to", m.UpTo)
	if m.UpTo != "" && m.Basis != law.NonUSContent {
		f.fail(i, "up_to", m.UpTo, "no-basis", "needs the basis non_us beside it")
	}
}

// share refuses what is no fraction of the value; empty is none.
func share[T any](f *facts[T], i int, column, text string) {
	d, err := decimal.NewFromString(text)
	if text != "" &&
		(err != nil || len(text) > 20 || strings.ContainsAny(text, "eE") || d.IsNegative() ||
			d.Cmp(decimal.NewFromInt(1)) > 0) {
		f.fail(i, column, text, "bad-share", `needs a fraction such as "0.20" for a fifth`)
	}
}

func (c *checker) term(f *facts[termRow], i int) {
	t := &f.list[i]
	during(f, i, t.Interval)
	if t.State == law.Imposed && t.Duty == "" {
		f.fail(i, "duty", "", "missing", "the measure is imposed and has no duty; write one, or give the state that it is in")
	}
}

func (c *checker) exception(f *facts[exceptionRow], i int) {
	x := &f.list[i]
	during(f, i, x.During)
	c.origins(f, i, "origins", x.Origins.In, x.Origins.Out)
	c.scope(f, i, &x.Products)
	if x.LoadedBefore.IsZero() && !x.EnteredBefore.IsZero() {
		f.fail(i, "loaded_before", "", "missing", "entered_before needs loaded_before beside it")
	}
	share(f, i, "us_content", x.USContent)
	for _, s := range x.Subject {
		switch {
		case s.Headings == "" && s.Authority == "":
			f.fail(i, "subject_to", selectorText(s), "missing", "needs a heading or an authority")
		case c.known != nil && !c.known.selects(s):
			f.fail(i, "subject_to", selectorText(s), "unknown-heading",
				"no measure of the book is meant by it, so the exception could never hold; correct the name, or write a heading "+
					"such as 9903.82.02")
		}
	}
	for _, p := range x.Programs {
		if c.known != nil && !c.known.programs[p] {
			f.fail(i, "programs", p, "unknown-program", "there is no such symbol in the table Programs")
		}
	}
}

func (c *checker) programs(f *facts[law.Program]) {
	seen := map[string]bool{}
	for i, p := range f.list {
		if seen[p.Symbol] {
			f.fail(i, "symbol", p.Symbol, "duplicate", "the symbol stands twice")
		}
		seen[p.Symbol] = true
		c.origins(f, i, "origins", p.Origins.In, p.Origins.Out)
	}
}

func (c *checker) about(f *facts[bookRow]) {
	for i, r := range f.list {
		c.origins(f, i, "covers", r.Covers)
		if r.Column2 != "" && !c.known.groups[r.Column2] {
			f.fail(i, "column2", r.Column2, "unknown-group", "there is no such group in the table Groups")
		}
		if !r.KnownUntil.IsZero() && r.KnownUntil.Before(r.KnownFrom) {
			f.fail(i, "known_until", r.KnownUntil.String(), "no-day", "before known_from")
		}
	}
}

func revisions(f *facts[law.Revision]) {
	seen := map[string]bool{}
	for i, r := range f.list {
		if seen[r.Name] {
			f.fail(i, "revision", r.Name, "duplicate", "the edition stands twice")
		}
		seen[r.Name] = true
	}
}

func base(f *facts[baseRow]) {
	for i, r := range f.list {
		during(f, i, r.During)
	}
}

// lineDigits finds lines whose length is not that of the country's schedule. That of the
// United States has eight digits; others may be known by chapter or heading.
func lineDigits(importer trade.Country) func(trade.Product) string {
	return func(p trade.Product) string {
		switch {
		case len(p) >= 8 || importer != "" && importer != "US" && len(p)%2 == 0:
			return ""
		case importer != "" && importer != "US":
			return fmt.Sprintf("%d digits; a line has 2, 4, 6, 8 or 10: is a zero missing?", len(p))
		}
		return fmt.Sprintf("%d digits; a line of the schedule has 8 or 10: is a zero missing?", len(p))
	}
}

func numberDigits(p trade.Product) string {
	if len(p) != 10 {
		return fmt.Sprintf("%d digits; a statistical number has 10: is a zero missing?", len(p))
	}
	return ""
}

// compile reports what the engine finds beyond the checks of the tables.
func compile(b *law.Book, measures *facts[measureRow], e *table.Errors) {
	_, err := tariff.Compile(b)
	for _, err := range split(err) {
		out := table.Error{Table: "Book", Code: "book", Hint: err.Error()}
		if of, ok := err.(*law.BookError); ok { //nolint:errorlint // Compile joins them and wraps none
			out.Hint = of.Where + ": " + of.Reason
			if i := slices.IndexFunc(measures.list, func(r measureRow) bool { return r.Heading == of.Heading }); i >= 0 {
				out.Table, out.Row, out.Text = measures.name, measures.numbers[i], of.Heading
				out.Cell = table.Address(measures.numbers[i], measures.place["heading"])
			}
		}
		e.Add(out)
	}
}

// split takes joined errors apart.
func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // the outermost is meant
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}
