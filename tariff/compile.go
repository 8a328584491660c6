package tariff

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Options change how a book is compiled. The zero value is the usual one.
type Options struct {
	// Origins keeps only the measures that can touch these countries; empty
	// keeps all. An entry of another origin is then an error.
	Origins []trade.Country
	// Rounding is the policy for every duty; zero is the cent, half up.
	Rounding exact.Policy
	// Hold answers for days past KnownUntil with the last rule known, and says so
	// in the notes of the assessment.
	Hold bool
}

// Engine is a compiled book. It never changes and may be used by any number of
// goroutines.
type Engine struct {
	book     *Book
	opts     Options
	measures []measure // in an order in which every measure stands after those it looks at
	lists    map[string][]ListEntry
	groups   map[string]Group
	known    map[string]trade.Group // groups of package trade that the book names
	duties   map[string]duty.Duty   // every duty text of the book but those of special programs
	headings map[string]bool        // what an entry may claim
	covers   []string
	barring  []int // places of the measures that bar goods on any day

	// contested are the texts that are read in two ways.
	contested []contested

	planOnce sync.Once
	plan     plan
}

// measure is a Measure with its texts parsed and its references resolved.
type measure struct {
	*Measure
	terms      []term
	exceptions []exception
	group      int // index into the groups of maximum, or -1
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
	*Term
	priced
	basis Basis
}

// priced is a duty with its rate.
type priced struct {
	duty       duty.Duty
	rate       decimal.Decimal // of the value, when isRate
	isRate     bool            // the duty is nothing but a rate
	millionths uint32          // the rate, when fits
	fits       bool
}

func price(d duty.Duty) priced {
	p := priced{duty: d}
	if p.rate, p.isRate = d.AdValorem(); p.isRate {
		p.millionths, p.fits = millionths(p.rate)
	}
	return p
}

type exception struct {
	*Exception
	subjects  []int // indices into Engine.measures
	usContent decimal.Decimal
	set       int // of origins, of the plan; -1 is every origin
}

// Compile checks a book and makes an engine of it, as the law is now known.
func Compile(book *Book) (*Engine, error) { return CompileWith(book, Options{}) }

// CompileWith is Compile with options. The error joins everything that is wrong
// with the book, each a *BookError where a measure is concerned.
func CompileWith(book *Book, opts Options) (*Engine, error) {
	if book == nil {
		return nil, errors.New("compile: the book is nil")
	}
	if book.err != nil {
		return nil, fmt.Errorf("compile: %w", book.err)
	}
	if book.Schedule == nil {
		return nil, errors.New("compile: the book has no schedule")
	}
	book = book.AsKnown()
	c := compiler{
		Engine: &Engine{
			book: book, opts: opts,
			lists:    make(map[string][]ListEntry, len(book.Lists)),
			groups:   make(map[string]Group, len(book.Groups)),
			known:    map[string]trade.Group{"USMCA": usmca},
			duties:   make(map[string]duty.Duty, 2048),
			headings: make(map[string]bool, 4*len(book.Measures)),
			covers:   book.Covers,
		},
	}
	for i := range book.Lists {
		l := &book.Lists[i]
		if _, twice := c.lists[l.Name]; twice {
			c.fail("", "list "+l.Name, "stands twice in the book")
		}
		c.lists[l.Name] = l.sorted()
	}
	for _, g := range book.Groups {
		c.groups[g.Name] = g
	}
	for _, program := range book.Programs {
		c.checkOrigins(program.Symbol, program.Origins)
	}
	c.checkOrigins("covers", Origins{In: book.Covers})
	c.schedule()
	c.compileMeasures()
	c.readings()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return c.Engine, nil
}

// usmca are the parties whose goods may claim the agreement.
var usmca, _ = trade.ParseGroup("USMCA")

type compiler struct {
	*Engine
	errs []error
}

func (c *compiler) fail(heading, where, reason string) {
	c.errs = append(c.errs, &BookError{heading, where, reason})
}

// duty parses a text once.
func (c *compiler) duty(heading, where, text string) duty.Duty {
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

func (c *compiler) schedule() {
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

func (c *compiler) compileMeasures() {
	seen := map[string]bool{}
	var kept []measure
	for i := range c.book.Measures {
		m := &c.book.Measures[i]
		c.headings[m.Heading] = true
		if m.AtCap != "" {
			c.headings[m.AtCap] = true
			if m.Stacking != TopsUp {
				c.fail(m.Heading, "at_cap", "stands beside the stacking tops_up alone")
			}
		}
		for _, x := range m.Exceptions {
			c.headings[x.Heading] = true
		}
		for _, h := range m.AskAlso {
			c.headings[h] = true
		}
		if m.Heading == "" {
			c.fail("(no heading)", fmt.Sprintf("measure %d of the book", i+1), "wants a heading, or a name of its own")
			continue
		}
		if seen[m.Heading] {
			c.fail(m.Heading, "heading", "stands twice in the book")
			continue
		}
		seen[m.Heading] = true
		if m.Authority == "" {
			c.fail(m.Heading, "authority", "is empty")
		}
		c.checkOrigins(m.Heading, m.Origins)
		c.checkScope(m.Heading, m.Products)
		switch m.Basis {
		case FullValue, SteelContent, AluminumContent, CopperContent, NonUSContent:
		default:
			c.fail(m.Heading, "basis", fmt.Sprintf("%q is none of steel, aluminum, copper, non_us, or empty for the full value", m.Basis))
		}
		switch {
		case m.Stacking != Adds && m.Stacking != TopsUp && m.Stacking != Replaces:
			c.fail(m.Heading, "stacking", fmt.Sprintf("%q is none of tops_up, replaces, or empty for adds", m.Stacking))
		case m.Stacking != Adds && m.Basis != FullValue:
			c.fail(m.Heading, "basis", "a measure that tops up or replaces charges the full value")
		}
		for _, p := range m.FullUnder {
			if !slices.ContainsFunc(workAbroad, func(w trade.Product) bool { return w.String() == p }) {
				c.fail(m.Heading, "full_under", fmt.Sprintf("%q is none of 9802.00.40, 9802.00.50, 9802.00.60, 9802.00.80", p))
			}
		}
		compiled := measure{Measure: m, order: i, group: -1, cluster: -1}
		if m.UpTo != "" {
			compiled.upTo = c.share(m.Heading, "up_to", m.UpTo)
			if m.Basis != NonUSContent {
				c.fail(m.Heading, "up_to", "wants the basis non_us beside it")
			}
		}
		for j := range m.Terms {
			t := &m.Terms[j]
			stated := term{t, price(c.term(m, t)), t.basis(m)}
			compiled.terms = append(compiled.terms, stated)
			for _, s := range stated.duty.Steps() {
				if s.Heading != "" {
					c.headings[s.Heading] = true
				}
			}
			for k := range j {
				if t.Overlaps(m.Terms[k].Interval) {
					c.fail(m.Heading, "term "+t.Interval.String(), "overlaps the term "+m.Terms[k].Interval.String())
				}
			}
		}
		for j := range m.Exceptions {
			if x := c.exception(m, &m.Exceptions[j]); c.taken(m, x.Exception) {
				compiled.exceptions = append(compiled.exceptions, x)
			}
		}
		if c.touchesAny(m.Origins) {
			kept = append(kept, compiled)
		}
	}
	c.order(kept)
}

func (c *compiler) term(m *Measure, t *Term) duty.Duty {
	switch t.State {
	case Proposed, Threatened, Authorised, Suspended, Ended, Invalidated, Prohibited, NeedsLicence:
		if t.Duty == "" {
			return duty.Duty{}
		}
	case Imposed:
		if t.Duty == "" {
			c.fail(m.Heading, "term "+t.Interval.String(), "is imposed without a duty")
			return duty.Duty{}
		}
	default:
		c.fail(m.Heading, "term "+t.Interval.String(), fmt.Sprintf("state %q is not known", t.State))
	}
	if t.IsEmpty() {
		c.fail(m.Heading, "term "+t.Interval.String(), "holds no day")
	}
	switch b := t.basis(m); b {
	case FullValue, SteelContent, AluminumContent, CopperContent, NonUSContent:
		if m.Stacking != Adds && b != FullValue {
			c.fail(m.Heading, "term "+t.Interval.String(), "a measure that tops up or replaces charges the full value")
		}
	default:
		c.fail(m.Heading, "term "+t.Interval.String(), fmt.Sprintf("basis %q is none of whole, steel, aluminum, copper, non_us", b))
	}
	d := c.duty(m.Heading, "duty", t.Duty)
	if m.Stacking == TopsUp {
		if _, ok := d.AdValorem(); !ok && t.State == Imposed {
			c.fail(m.Heading, "duty "+t.Duty, "tops up to a rate of the value only")
		}
	}
	return d
}

// basis is the part of the value that the term charges.
func (t *Term) basis(m *Measure) Basis {
	switch t.Basis {
	case "":
		return m.Basis
	case WholeValue:
		return FullValue
	}
	return t.Basis
}

func (c *compiler) exception(m *Measure, x *Exception) exception {
	where := "exception " + x.Heading
	if x.Heading == "" {
		c.fail(m.Heading, "exception", "wants the heading or a name under which it is reported")
	}
	c.checkOrigins(m.Heading, x.Origins)
	c.checkScope(m.Heading, x.Products)
	out := exception{Exception: x}
	if x.USContent != "" {
		out.usContent = c.share(m.Heading, where, x.USContent)
	}
	if x.LoadedBefore.IsZero() && !x.EnteredBefore.IsZero() {
		c.fail(m.Heading, where, "entered_before wants loaded_before beside it")
	}
	for _, s := range x.Subject {
		if s.Headings == "" && s.Authority == "" {
			c.fail(m.Heading, where, "a selector wants headings or an authority")
		}
	}
	return out
}

// share reads a fraction of the value.
func (c *compiler) share(heading, where, text string) decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 20 || checkShare(d) != nil {
		c.fail(heading, where, fmt.Sprintf("%q is no fraction such as 0.20", text))
	}
	return d
}

func (c *compiler) checkOrigins(heading string, o Origins) {
	for _, name := range slices.Concat(o.In, o.Out) {
		if _, ok := c.groups[name]; ok || name == "*" || trade.Country(name).Valid() {
			continue
		}
		if _, ok := c.known[name]; ok {
			continue
		}
		if g, err := trade.ParseGroup(name); err == nil {
			c.known[name] = g
			continue
		}
		c.fail(heading, "origins", fmt.Sprintf("%q is neither a country code, nor a group, nor *", name))
	}
}

func (c *compiler) checkScope(heading string, s Scope) {
	for _, name := range slices.Concat(s.Lists, s.Except) {
		if _, ok := c.lists[name]; !ok {
			c.fail(heading, "products", fmt.Sprintf("there is no list %q in the book", name))
		}
	}
	for _, p := range slices.Concat(s.Codes.In, s.Codes.Out) {
		if q, err := trade.ParseProduct(string(p)); p != "" && (err != nil || q != p) {
			c.fail(heading, "products", fmt.Sprintf("%q is not a product code as digits", p))
		}
	}
}

// touchesAny reports whether the origins can hold one of the origins asked for.
func (c *compiler) touchesAny(o Origins) bool {
	if len(c.opts.Origins) == 0 {
		return true
	}
	return slices.ContainsFunc(c.opts.Origins, func(country trade.Country) bool {
		return slices.ContainsFunc(o.In, func(name string) bool {
			if name == "*" || name == string(country) {
				return true
			}
			if g, ok := c.groups[name]; ok {
				return slices.ContainsFunc(g.Members, func(m Member) bool { return m.Country == country })
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
	needs := make([][]int, len(ms)) // by position in ms
	for i := range ms {
		for _, x := range ms[i].exceptions {
			for j := range ms {
				if j != i && slices.ContainsFunc(x.Subject, func(s Selector) bool { return s.Matches(ms[j].Measure) }) {
					needs[i] = append(needs[i], j)
				}
			}
		}
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
			for i := range ms {
				if place[i] < 0 {
					stuck = append(stuck, ms[i].Heading)
				}
			}
			c.fail(stuck[0], "exceptions", "these measures look at each other in a circle: "+strings.Join(stuck, ", "))
			return
		}
	}
	for i := range ms {
		m := &c.measures[place[i]]
		for k := range m.exceptions {
			x := &m.exceptions[k]
			for j := range ms {
				if j != i && slices.ContainsFunc(x.Subject, func(s Selector) bool { return s.Matches(ms[j].Measure) }) {
					x.subjects = append(x.subjects, place[j])
				}
			}
			slices.Sort(x.subjects)
		}
	}
	c.barring = c.findEmbargoes()
}

// clusters finds the measures that are decided together.
func (c *compiler) clusters(ms []measure, groups int) {
	replacements := groups // the cluster of all that replace
	with := map[int]bool{} // groups that hold one
	for i := range ms {
		ms[i].cluster = ms[i].group
		if ms[i].Stacking == Replaces {
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

// Matches reports whether the selector picks the measure.
func (s Selector) Matches(m *Measure) bool {
	if s.Headings == "*" {
		return true
	}
	if s.Headings != "" {
		from, to, _ := strings.Cut(s.Headings, "-")
		isRange := len(from) == len(to) && strings.HasPrefix(from, "99") && strings.HasPrefix(to, "99")
		return m.Heading == s.Headings || isRange && len(m.Heading) == len(from) && m.Heading >= from && m.Heading <= to
	}
	return s.Authority != "" && m.Authority == s.Authority && (s.Program == "" || m.Program == s.Program)
}
