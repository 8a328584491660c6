package tariff

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// options are those of the engine: for which origins, how duties are rounded, and whether
// the last rule known holds on.
type options struct {
	Origins  []trade.Country
	Rounding exact.Policy
	Hold     bool
}

// plan is a book with its texts parsed and its references resolved. It never changes and
// may be used by any number of goroutines.
type plan struct {
	book     *law.Book
	opts     options
	measures []measure // in an order in which every measure stands after those it looks at
	lists    map[string][]law.ListEntry
	groups   map[string]law.Group
	known    map[string]trade.Group // groups of package trade that the book names
	duties   map[string]duty.Duty   // every duty text of the book but those of special programs
	headings map[string]bool        // what an entry may claim
	covers   []string
	barring  []int // places of the measures that bar goods on any day

	once   sync.Once
	worked worked // out when something is first asked
}

// measure is a Measure with its texts parsed and its references resolved.
type measure struct {
	*law.Measure
	terms      []term
	exceptions []exception
	readings   []string // of contested texts that its exceptions are of
	group      int      // index into the groups of maximum, or -1
	// cluster is what is decided together: a group of maximum, or all replacements with
	// the groups that hold one; -1 for a measure that competes with no other.
	cluster int
	order   int   // position in the book
	place   int   // among the measures of the engine
	scope   int32 // of the plan
	set     int   // of origins, of the plan
	lifts   []lift
	upTo    decimal.Decimal
}

type term struct {
	*law.Term
	priced
	basis law.Basis
}

type exception struct {
	*law.Exception
	subjects  []int // indices into Engine.measures
	usContent decimal.Decimal
	set       int // of origins, of the plan; -1 is every origin
}

// compileBook checks a book and compiles it as it is now known. The error is that of Book.Check,
// or names the measures whose exceptions look at each other in a circle.
func compileBook(book *law.Book, opts options) (*plan, error) {
	if err := book.Check(); err != nil {
		return nil, err
	}
	book = book.AsKnown()
	c := compiler{
		plan: &plan{
			book: book, opts: opts,
			lists:    make(map[string][]law.ListEntry, len(book.Lists)),
			groups:   make(map[string]law.Group, len(book.Groups)),
			known:    map[string]trade.Group{"USMCA": usmca},
			duties:   make(map[string]duty.Duty, min(2048, len(book.Schedule.Lines))),
			headings: make(map[string]bool, 4*len(book.Measures)),
			covers:   book.Covers,
		},
	}
	for i := range book.Lists {
		l := &book.Lists[i]
		c.lists[l.Name] = sortedEntries(l)
	}
	for _, g := range book.Groups {
		c.groups[g.Name] = g
	}
	for _, program := range book.Programs {
		c.name(program.Origins)
	}
	c.name(law.Origins{In: book.Covers})
	c.schedule()
	return c.finish()
}

// under is the book under the other reading of a text that is read in two ways. It has the
// same texts, but for the exceptions that are taken.
func (c *plan) under(r law.Reading) (*plan, error) {
	book, err := c.book.WithReading(r.Name, !r.Collected)
	if err != nil {
		return nil, err
	}
	other := compiler{plan: &plan{
		book: book, opts: c.opts, lists: c.lists, groups: c.groups, duties: maps.Clone(c.duties), covers: c.covers,
		known: maps.Clone(c.known), headings: make(map[string]bool, len(c.headings)),
	}}
	return other.finish()
}

// finish compiles the measures, on lists, groups and duties that are there.
func (c *compiler) finish() (*plan, error) {
	c.compileMeasures()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return c.plan, nil
}

// usmca are the parties whose goods may claim the agreement.
var usmca, _ = trade.ParseGroup("USMCA")

type compiler struct {
	*plan
	errs []error
}

func (c *compiler) fail(heading, where, reason string) {
	c.errs = append(c.errs, &law.BookError{Heading: heading, Where: where, Reason: reason})
}

// duty parses a text once; the book was checked, so that it is one.
func (c *compiler) duty(text string) duty.Duty {
	d, ok := c.duties[text]
	if !ok && text != "" { // a column without a text is not stated
		d, _ = duty.Parse(text)
		c.duties[text] = d
	}
	return d
}

func (c *compiler) schedule() {
	last := ""
	for i := range c.book.Schedule.Lines {
		l := &c.book.Schedule.Lines[i]
		c.duty(l.General)
		if l.Other != last {
			c.duty(l.Other)
			last = l.Other
		}
	}
	for _, r := range c.book.BaseRates {
		c.duty(r.Duty)
	}
}

func (c *compiler) compileMeasures() {
	var kept []measure
	for i := range c.book.Measures {
		m := &c.book.Measures[i]
		c.headings[m.Heading] = true
		if m.AtCap != "" {
			c.headings[m.AtCap] = true
		}
		for _, x := range m.Exceptions {
			c.headings[x.Heading] = true
		}
		for _, h := range m.AskAlso {
			c.headings[h] = true
		}
		c.name(m.Origins)
		compiled := measure{Measure: m, order: i, group: -1, cluster: -1, upTo: shareOf(m.UpTo)}
		for j := range m.Terms {
			t := &m.Terms[j]
			stated := term{t, price(c.duty(t.Duty)).named(), m.BasisOf(t)}
			compiled.terms = append(compiled.terms, stated)
			for _, s := range stated.duty.Steps() {
				if s.Heading != "" {
					c.headings[s.Heading] = true
				}
			}
		}
		for j := range m.Exceptions {
			x := &m.Exceptions[j]
			c.name(x.Origins)
			if x.Reading != "" {
				compiled.readings = append(compiled.readings, x.Reading)
			}
			if c.taken(x) {
				compiled.exceptions = append(compiled.exceptions, exception{Exception: x, usContent: shareOf(x.USContent)})
			}
		}
		if c.touchesAny(m.Origins) {
			kept = append(kept, compiled)
		}
	}
	c.order(kept)
}

// shareOf reads a share of the value, which Check has looked at; an empty text is 0.
func shareOf(text string) decimal.Decimal {
	d, _ := decimal.NewFromString(text)
	return d
}

// name finds the groups of package trade that origins name.
func (c *compiler) name(o law.Origins) {
	for _, name := range slices.Concat(o.In, o.Out) {
		if _, ok := c.groups[name]; ok || name == "*" || trade.Country(name).Valid() {
			continue
		}
		if _, ok := c.known[name]; !ok {
			c.known[name], _ = trade.ParseGroup(name)
		}
	}
}

// touchesAny reports whether the origins can hold one of the origins asked for.
func (c *compiler) touchesAny(o law.Origins) bool {
	if len(c.opts.Origins) == 0 {
		return true
	}
	return slices.ContainsFunc(c.opts.Origins, func(country trade.Country) bool {
		return slices.ContainsFunc(o.In, func(name string) bool {
			if name == "*" || name == string(country) {
				return true
			}
			if g, ok := c.groups[name]; ok {
				return slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == country })
			}
			g, err := trade.ParseGroup(name)
			return err == nil && g.EverContains(country)
		})
	})
}

// order puts every measure after those that its exceptions look at, and the
// members of a group of maximum next to each other, by repeated choice of the
// first in book order that is ready.
func (c *compiler) order(ms []measure) {
	groups := map[string]int{}
	for i := range ms {
		if g := ms[i].Group; g != "" {
			if _, ok := groups[g]; !ok {
				groups[g] = len(groups)
			}
			ms[i].group = groups[g]
		}
	}
	picked := pickers(ms)
	needs := make([][]int, len(ms)) // by position in ms
	for i := range ms {
		for _, x := range ms[i].exceptions {
			for _, s := range x.Subject {
				needs[i] = append(needs[i], picked(s)...)
			}
		}
		needs[i] = slices.DeleteFunc(needs[i], func(j int) bool { return j == i })
	}
	c.clusters(ms, len(groups))
	// A measure that waits for a member of another cluster waits for the whole of it.
	for i := range needs {
		slices.Sort(needs[i])
		needs[i] = slices.Compact(needs[i])
		entire := map[int]bool{ms[i].cluster: true}
		for _, j := range slices.Clone(needs[i]) {
			if of := ms[j].cluster; of >= 0 && !entire[of] {
				entire[of] = true
				for k := range ms {
					if ms[k].cluster == of {
						needs[i] = append(needs[i], k)
					}
				}
			}
		}
	}
	place := make([]int, len(ms)) // position in the result, or -1
	for i := range place {
		place[i] = -1
	}
	for len(c.measures) < len(ms) {
		before := len(c.measures)
		for i := range ms {
			if place[i] < 0 && !slices.ContainsFunc(needs[i], func(j int) bool { return place[j] < 0 }) {
				place[i] = len(c.measures)
				c.measures = append(c.measures, ms[i])
			}
		}
		if len(c.measures) == before {
			var stuck []string
			for _, i := range circle(place, needs) {
				stuck = append(stuck, ms[i].Heading)
			}
			c.fail(stuck[0], "exceptions", "these measures look at each other in a circle: "+strings.Join(stuck, ", "))
			return
		}
	}
	for i := range ms {
		m := &c.measures[place[i]]
		for k := range m.exceptions {
			x := &m.exceptions[k]
			for _, s := range x.Subject {
				for _, j := range picked(s) {
					if j != i {
						x.subjects = append(x.subjects, place[j])
					}
				}
			}
			slices.Sort(x.subjects)
			x.subjects = slices.Compact(x.subjects)
		}
	}
	c.barring = c.findEmbargoes()
}

// pickers tells which measures a selector picks; the same few selectors stand in most
// exceptions.
func pickers(ms []measure) func(law.Selector) []int {
	known := map[law.Selector][]int{}
	return func(s law.Selector) []int {
		found, ok := known[s]
		if !ok {
			for j := range ms {
				if s.Matches(ms[j].Measure) {
					found = append(found, j)
				}
			}
			known[s] = found
		}
		return found
	}
}

// circle are those that wait for one another, of the measures without a place: what only
// waits for them is not part of the circle.
func circle(place []int, needs [][]int) []int {
	var stuck []int
	for i := range place {
		if place[i] < 0 {
			stuck = append(stuck, i)
		}
	}
	for {
		rest := slices.DeleteFunc(slices.Clone(stuck), func(i int) bool {
			return !slices.ContainsFunc(stuck, func(j int) bool { return j != i && slices.Contains(needs[j], i) })
		})
		if len(rest) == len(stuck) {
			return stuck
		}
		stuck = rest
	}
}

// clusters finds the measures that are decided together.
func (c *compiler) clusters(ms []measure, groups int) {
	replacements := groups // the cluster of all that replace
	with := map[int]bool{} // groups that hold one
	for i := range ms {
		ms[i].cluster = ms[i].group
		if ms[i].Stacking == law.Replaces {
			ms[i].cluster = replacements
			with[ms[i].group] = ms[i].group >= 0
		}
	}
	for i := range ms {
		if with[ms[i].group] {
			ms[i].cluster = replacements
		}
	}
}

// termOn returns the term of the day, or nil.
func (m *measure) termOn(on trade.Date) *term {
	for i := range m.terms {
		if m.terms[i].Contains(on) {
			return &m.terms[i]
		}
	}
	return nil
}

// taken reports whether an exception is of the reading that the book takes.
func (c *compiler) taken(x *law.Exception) bool {
	return x.Reading == "" || slices.ContainsFunc(c.book.Readings, func(r law.Reading) bool {
		return r.Name == x.Reading && r.Collected == x.Collected
	})
}
