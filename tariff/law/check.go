package law

import (
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// BookError reports a book that does not hold together. Check collects all of them with
// errors.Join.
type BookError struct {
	Heading, Where, Reason string
}

func (e *BookError) Error() string {
	return fmt.Sprintf("measure %s: %s: %s", e.Heading, e.Where, e.Reason)
}

// Check reports all that is wrong with a book, joined, each a *BookError where a measure is
// concerned. What a later publication overtook is not looked at. Measures whose exceptions
// look at each other in a circle are found by the package that makes an engine of the book.
func (b *Book) Check() error {
	switch {
	case b == nil:
		return errors.New("there is no book")
	case b.err != nil:
		return b.err
	case b.Schedule == nil:
		return errors.New("the book has no schedule")
	}
	c := checker{
		book: b, lists: make(map[string]bool, len(b.Lists)), places: map[string]bool{"*": true},
		duties: make(map[string]duty.Duty, 2048),
	}
	for i := range b.Lists {
		name := b.Lists[i].Name
		if c.lists[name] {
			c.fail("", "list "+name, "stands twice in the book")
		}
		c.lists[name] = true
	}
	for _, g := range b.Groups {
		c.places[g.Name] = true
	}
	for _, program := range b.Programs {
		c.origins(program.Symbol, program.Origins)
	}
	c.origins("covers", Origins{In: b.Covers})
	c.schedule()
	c.measures()
	c.readings()
	return errors.Join(c.errs...)
}

// checker collects what is wrong with a book.
type checker struct {
	book   *Book
	lists  map[string]bool
	places map[string]bool      // names of countries and groups that are known
	duties map[string]duty.Duty // texts that were read
	errs   []error
}

func (c *checker) fail(heading, where, reason string) {
	c.errs = append(c.errs, &BookError{heading, where, reason})
}

// duty reads a text once.
func (c *checker) duty(heading, where, text string) duty.Duty {
	if d, ok := c.duties[text]; ok || text == "" {
		return d // a column without a text is not stated
	}
	d, err := duty.Parse(text)
	if err != nil {
		c.fail(heading, where, err.Error())
	}
	c.duties[text] = d
	return d
}

func (c *checker) schedule() {
	last := ""
	for i := range c.book.Schedule.Lines {
		l := &c.book.Schedule.Lines[i]
		c.duty(string(l.Code), "general rate", l.General)
		if l.Other != last {
			c.duty(string(l.Code), "column 2 rate", l.Other)
			last = l.Other
		}
	}
	for _, a := range c.book.Schedule.Seasons {
		if monthAndDay(a.From) == 0 || monthAndDay(a.To) == 0 {
			c.fail(a.Code.String(), "season", fmt.Sprintf("%q to %q are no days of a year; write 03-01 and 07-14", a.From, a.To))
		}
	}
	for _, r := range c.book.BaseRates {
		c.duty("base rate", r.Source, r.Duty)
	}
}

func (c *checker) measures() {
	seen := map[string]bool{}
	for i := range c.book.Measures {
		m := &c.book.Measures[i]
		if m.AtCap != "" && m.Stacking != TopsUp {
			c.fail(m.Heading, "at_cap", "stands beside the stacking tops_up alone")
		}
		if m.Heading == "" {
			c.fail("(no heading)", fmt.Sprintf("measure %d of the book", i+1), "needs a heading, or a name of its own")
			continue
		}
		if seen[m.Heading] {
			c.fail(m.Heading, "heading", "stands twice in the book")
			continue
		}
		seen[m.Heading] = true
		c.measure(m)
	}
}

func (c *checker) measure(m *Measure) {
	if m.Authority == "" {
		c.fail(m.Heading, "authority", "is empty")
	}
	c.origins(m.Heading, m.Origins)
	c.scope(m.Heading, m.Products)
	switch m.Basis {
	case FullValue, SteelContent, AluminumContent, CopperContent, NonUSContent:
	default:
		c.fail(m.Heading, "basis",
			fmt.Sprintf("%q is none of steel, aluminum, copper, non_us, or empty for the full value", m.Basis))
	}
	switch {
	case m.Stacking != Adds && m.Stacking != TopsUp && m.Stacking != Replaces:
		c.fail(m.Heading, "stacking", fmt.Sprintf("%q is none of tops_up, replaces, or empty for adds", m.Stacking))
	case m.Stacking != Adds && m.Basis != FullValue:
		c.fail(m.Heading, "basis", "a measure that tops up or replaces charges the full value")
	}
	for _, text := range m.FullUnder {
		if p, err := trade.ParseProduct(text); err != nil || len(p) != 8 || p.String() != text || !ForWorkAbroad(p) {
			c.fail(m.Heading, "full_under", fmt.Sprintf("%q is none of 9802.00.40, 9802.00.50, 9802.00.60, 9802.00.80", text))
		}
	}
	if m.UpTo != "" {
		c.share(m.Heading, "up_to", m.UpTo)
		if m.Basis != NonUSContent {
			c.fail(m.Heading, "up_to", "needs the basis non_us beside it")
		}
	}
	for j := range m.Terms {
		t := &m.Terms[j]
		if !t.Overtaken.IsZero() {
			continue
		}
		c.term(m, t)
		for k := range j {
			if m.Terms[k].Overtaken.IsZero() && t.Overlaps(m.Terms[k].Interval) {
				c.fail(m.Heading, "term "+t.Interval.String(), "overlaps the term "+m.Terms[k].Interval.String())
			}
		}
	}
	for j := range m.Exceptions {
		if x := &m.Exceptions[j]; x.Overtaken.IsZero() {
			c.exception(m, x)
		}
	}
}

func (c *checker) term(m *Measure, t *Term) {
	where := "term " + t.Interval.String()
	switch t.State {
	case Proposed, Threatened, Authorised, Suspended, Ended, Invalidated, Prohibited, NeedsLicence:
		if t.Duty == "" {
			return
		}
	case Imposed:
		if t.Duty == "" {
			c.fail(m.Heading, where, "is imposed without a duty")
			return
		}
	default:
		c.fail(m.Heading, where, fmt.Sprintf("state %q is not known", t.State))
	}
	if t.IsEmpty() {
		c.fail(m.Heading, where, "holds no day")
	}
	switch b := m.BasisOf(t); b {
	case FullValue, SteelContent, AluminumContent, CopperContent, NonUSContent:
		if m.Stacking != Adds && b != FullValue {
			c.fail(m.Heading, where, "a measure that tops up or replaces charges the full value")
		}
	default:
		c.fail(m.Heading, where, fmt.Sprintf("basis %q is none of whole, steel, aluminum, copper, non_us", b))
	}
	d := c.duty(m.Heading, "duty", t.Duty)
	if m.Stacking == TopsUp {
		if _, ok := d.AdValorem(); !ok && t.State == Imposed {
			c.fail(m.Heading, "duty "+t.Duty, "tops up to a rate of the value only")
		}
	}
}

func (c *checker) exception(m *Measure, x *Exception) {
	where := "exception " + x.Heading
	if x.Heading == "" {
		c.fail(m.Heading, "exception", "needs the heading or a name under which it is reported")
	}
	c.origins(m.Heading, x.Origins)
	c.scope(m.Heading, x.Products)
	if x.USContent != "" {
		c.share(m.Heading, where, x.USContent)
	}
	if x.LoadedBefore.IsZero() && !x.EnteredBefore.IsZero() {
		c.fail(m.Heading, where, "entered_before needs loaded_before beside it")
	}
	for _, s := range x.Subject {
		if s.Headings == "" && s.Authority == "" {
			c.fail(m.Heading, where, "a selector needs headings or an authority")
		}
	}
	switch {
	case x.Reading == "" && x.Collected:
		c.fail(m.Heading, where, "collected needs a reading beside it")
	case x.Reading != "" && !slices.ContainsFunc(c.book.Readings, func(r Reading) bool { return r.Name == x.Reading }):
		c.fail(m.Heading, where, fmt.Sprintf("the book has no reading %q", x.Reading))
	}
}

func (c *checker) readings() {
	for i, r := range c.book.Readings {
		switch {
		case r.Name == "":
			c.fail("", fmt.Sprintf("reading %d of the book", i+1), "needs a name")
		case slices.ContainsFunc(c.book.Readings[:i], func(s Reading) bool { return s.Name == r.Name }):
			c.fail("", "reading "+r.Name, "stands twice in the book")
		}
	}
}

// share looks at a fraction of the value.
func (c *checker) share(heading, where, text string) {
	if d, err := decimal.NewFromString(text); err != nil || len(text) > 20 || !IsShare(d) {
		c.fail(heading, where, fmt.Sprintf("%q is no fraction such as 0.20", text))
	}
}

// IsShare reports whether a number is a share of a value as a book and an entry state it:
// from 0 to 1, with at most 18 decimals.
func IsShare(d decimal.Decimal) bool {
	return d.Exponent() >= -18 && d.Exponent() <= 0 && !d.IsNegative() && !d.GreaterThan(decimal.NewFromInt(1))
}

func (c *checker) origins(heading string, o Origins) {
	for _, name := range slices.Concat(o.In, o.Out) {
		if c.places[name] || trade.Country(name).Valid() {
			continue
		}
		if _, err := trade.ParseGroup(name); err == nil {
			c.places[name] = true
			continue
		}
		c.fail(heading, "origins", fmt.Sprintf("%q is neither a country code, nor a group, nor *", name))
	}
}

func (c *checker) scope(heading string, s Scope) {
	for _, name := range slices.Concat(s.Lists, s.Except) {
		if !c.lists[name] {
			c.fail(heading, "products", fmt.Sprintf("there is no list %q in the book", name))
		}
	}
	for _, p := range slices.Concat(s.Codes.In, s.Codes.Out) {
		if q, err := trade.ParseProduct(string(p)); p != "" && (err != nil || q != p) {
			c.fail(heading, "products", fmt.Sprintf("%q is not a product code as digits", p))
		}
	}
}
