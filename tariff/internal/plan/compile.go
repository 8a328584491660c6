package plan

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

// Options are those of the engine: for which origins, how duties are rounded, and whether
// the last rule known holds on.
type Options struct {
	Origins  []trade.Country
	Rounding exact.Policy
	Hold     bool
}

// Plan is a book with its texts parsed and its references resolved. It never changes and
// may be used by any number of goroutines.
type Plan struct {
	Book     *law.Book
	Options  Options
	Measures []Measure // in an order in which every measure stands after those it looks at
	Lists    map[string][]law.ListEntry
	groups   map[string]law.Group
	known    map[string]trade.Group // groups of package trade that the book names
	Duties   map[string]duty.Duty   // every duty text of the book but those of special programs
	Headings map[string]bool        // what an entry may claim
	Covers   []string
	barring  []int // places of the measures that bar goods on any day

	once   sync.Once
	worked worked // out when something is first asked
}

// Measure is a Measure with its texts parsed and its references resolved.
type Measure struct {
	*law.Measure
	Stages   []Term
	Taken    []Exception
	Readings []string // of contested texts that its exceptions are of
	group    int      // index into the groups of maximum, or -1
	// cluster is what is decided together: a group of maximum, or all replacements with
	// the groups that hold one; -1 for a measure that competes with no other.
	cluster int
	Order   int   // position in the book
	Place   int   // among the measures of the engine
	Scope   int32 // of the plan
	Set     int   // of origins, of the plan
	Lifts   []Lift
	upTo    decimal.Decimal
}

type Term struct {
	*law.Term
	Priced
	ChargedOn law.Basis
}

type Exception struct {
	*law.Exception
	subjects  []int // indices into Engine.measures
	usContent decimal.Decimal
	Set       int // of origins, of the plan; -1 is every origin
}

// Compile checks a book and compiles it as it is now known. The error is that of Book.Check,
// or names the measures whose exceptions look at each other in a circle.
func Compile(book *law.Book, opts Options) (*Plan, error) {
	if err := book.Check(); err != nil {
		return nil, err
	}
	book = book.AsKnown()
	c := compiler{
		Plan: &Plan{
			Book: book, Options: opts,
			Lists:    make(map[string][]law.ListEntry, len(book.Lists)),
			groups:   make(map[string]law.Group, len(book.Groups)),
			known:    map[string]trade.Group{"USMCA": usmca},
			Duties:   make(map[string]duty.Duty, min(2048, len(book.Schedule.Lines))),
			Headings: make(map[string]bool, 4*len(book.Measures)),
			Covers:   book.Covers,
		},
	}
	for i := range book.Lists {
		l := &book.Lists[i]
		c.Lists[l.Name] = sortedEntries(l)
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

// Under is the book under the other reading of a text that is read in two ways. It has the
// same texts, but for the exceptions that are taken.
func (c *Plan) Under(r law.Reading) (*Plan, error) {
	book, err := c.Book.WithReading(r.Name, !r.Collected)
	if err != nil {
		return nil, err
	}
	other := compiler{Plan: &Plan{
		Book: book, Options: c.Options, Lists: c.Lists, groups: c.groups, Duties: maps.Clone(c.Duties), Covers: c.Covers,
		known: maps.Clone(c.known), Headings: make(map[string]bool, len(c.Headings)),
	}}
	return other.finish()
}

// finish compiles the measures, on lists, groups and duties that are there.
func (c *compiler) finish() (*Plan, error) {
	c.compileMeasures()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return c.Plan, nil
}

// usmca are the parties whose goods may claim the agreement.
var usmca, _ = trade.ParseGroup("USMCA")

type compiler struct {
	*Plan
	errs []error
}

func (c *compiler) fail(heading, where, reason string) {
	c.errs = append(c.errs, &law.BookError{Heading: heading, Where: where, Reason: reason})
}

// duty parses a text once; the book was checked, so that it is one.
func (c *compiler) duty(text string) duty.Duty {
	d, ok := c.Duties[text]
	if !ok && text != "" { // a column without a text is not stated
		d, _ = duty.Parse(text)
		c.Duties[text] = d
	}
	return d
}

func (c *compiler) schedule() {
	last := ""
	for i := range c.Book.Schedule.Lines {
		l := &c.Book.Schedule.Lines[i]
		c.duty(l.General)
		if l.Other != last {
			c.duty(l.Other)
			last = l.Other
		}
	}
	for _, r := range c.Book.BaseRates {
		c.duty(r.Duty)
	}
}

func (c *compiler) compileMeasures() {
	var kept []Measure
	for i := range c.Book.Measures {
		m := &c.Book.Measures[i]
		c.Headings[m.Heading] = true
		if m.AtCap != "" {
			c.Headings[m.AtCap] = true
		}
		for _, x := range m.Exceptions {
			c.Headings[x.Heading] = true
		}
		for _, h := range m.AskAlso {
			c.Headings[h] = true
		}
		c.name(m.Origins)
		compiled := Measure{Measure: m, Order: i, group: -1, cluster: -1, upTo: shareOf(m.UpTo)}
		for j := range m.Terms {
			t := &m.Terms[j]
			stated := Term{t, Price(c.duty(t.Duty)).Named(), m.BasisOf(t)}
			compiled.Stages = append(compiled.Stages, stated)
			for _, s := range stated.Parsed.Steps() {
				if s.Heading != "" {
					c.Headings[s.Heading] = true
				}
			}
		}
		for j := range m.Exceptions {
			x := &m.Exceptions[j]
			c.name(x.Origins)
			if x.Reading != "" {
				compiled.Readings = append(compiled.Readings, x.Reading)
			}
			if c.taken(x) {
				compiled.Taken = append(compiled.Taken, Exception{Exception: x, usContent: shareOf(x.USContent)})
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
	if len(c.Options.Origins) == 0 {
		return true
	}
	return slices.ContainsFunc(c.Options.Origins, func(country trade.Country) bool {
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
func (c *compiler) order(ms []Measure) {
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
		for _, x := range ms[i].Taken {
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
	for len(c.Measures) < len(ms) {
		before := len(c.Measures)
		for i := range ms {
			if place[i] < 0 && !slices.ContainsFunc(needs[i], func(j int) bool { return place[j] < 0 }) {
				place[i] = len(c.Measures)
				c.Measures = append(c.Measures, ms[i])
			}
		}
		if len(c.Measures) == before {
			var stuck []string
			for _, i := range circle(place, needs) {
				stuck = append(stuck, ms[i].Heading)
			}
			c.fail(stuck[0], "exceptions", "these measures look at each other in a circle: "+strings.Join(stuck, ", "))
			return
		}
	}
	for i := range ms {
		m := &c.Measures[place[i]]
		for k := range m.Taken {
			x := &m.Taken[k]
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
func pickers(ms []Measure) func(law.Selector) []int {
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
func (c *compiler) clusters(ms []Measure, groups int) {
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

// TermOn returns the term of the day, or nil.
func (m *Measure) TermOn(on trade.Date) *Term {
	for i := range m.Stages {
		if m.Stages[i].Contains(on) {
			return &m.Stages[i]
		}
	}
	return nil
}

// taken reports whether an exception is of the reading that the book takes.
func (c *compiler) taken(x *law.Exception) bool {
	return x.Reading == "" || slices.ContainsFunc(c.Book.Readings, func(r law.Reading) bool {
		return r.Name == x.Reading && r.Collected == x.Collected
	})
}
