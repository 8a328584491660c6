package tariff

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// Assess answers one entry with every measure considered. The origin may be any
// spelling that trade.ParseCountry reads, and the product may carry dots.
//
// Errors are typed: *trade.CountryError, *trade.ProductError, *ProductError,
// *ValueError, *ClaimError, *CoverageError, *HorizonError, *ProhibitedError, and
// *MissingFacts, which alone comes with an Assessment: its lines show what is known and what
// waits for a fact. An error is never an answer of zero.
func (e *Engine) Assess(entry Entry) (*Assessment, error) {
	w := work{engine: e}
	if err := w.run(entry); err != nil {
		return nil, err
	}
	a := w.explain()
	if len(a.Missing) > 0 {
		return a, &MissingFacts{Entry: w.entry, Facts: a.Missing, Numbers: w.numbers}
	}
	return a, nil
}

// Book returns the book that was compiled. It must not be changed.
func (e *Engine) Book() *Book { return e.book }

// work is the state of one assessment.
type work struct {
	engine   *Engine
	entry    Entry
	line     *Line
	base     outcome
	baseAuth Authority
	outcomes []outcome // by measure; unset where the measure was not considered
	only     []int     // the measures that can charge the entry, and the last of each group; nil: all
	replaced int       // measure that replaced the base rate, or -1
	notes    []string
	suffix   bool          // something hangs on digits that the entry does not give
	numbers  []NumberGroup // what the numbers below the line owe, where they differ
	brief    bool          // that they differ is enough
	metal    Basis         // the metal that a share for whichever was taken for
	used     uses          // the facts that some measure read
	baseDuty Duty          // of the schedule, before anything stands in its place
}

// outcome is what one measure came to, before it is put into words.
type outcome struct {
	status Status // empty: not considered
	duty   Duty
	value  decimal.Decimal // the part of the value charged
	exact  decimal.Decimal // the duty before rounding
	amount decimal.Decimal // the duty as rounded
	by     string          // heading that exempted or displaced
	step   string          // heading of the step charged, of a duty with steps
	reason string
	facts  []string // what is missing
}

func (w *work) run(entry Entry) error {
	e := w.engine
	w.entry, w.replaced = entry, -1
	if err := w.normalize(); err != nil {
		return err
	}
	if err := e.checkDate(w.entry.Date, "the "+e.book.Name+" book", e.book.KnownFrom, e.book.KnownUntil); err != nil {
		return err
	}
	line, product, err := e.book.Schedule.Find(w.entry.Product, w.entry.Date)
	if err != nil {
		return err
	}
	w.line, w.entry.Product = line, product
	if err := e.checkDate(w.entry.Date, "the schedule of base rates", trade.Date{}, e.book.Schedule.KnownUntil); err != nil {
		return err
	}
	if err := w.checkClaims(); err != nil {
		return err
	}
	if err := w.assessBase(); err != nil {
		return err
	}
	w.baseDuty, w.metal, w.used = w.base.duty, "", 0
	if len(w.outcomes) != len(e.measures) {
		w.outcomes = make([]outcome, len(e.measures))
	}
	clear(w.outcomes)
	if w.only == nil {
		w.only = e.all
	}
	for _, i := range w.only {
		if err := w.assessMeasure(i); err != nil {
			return err
		}
		if e.measures[i].lastOfGroup {
			w.keepLargest(e.measures[i].group)
		}
	}
	if w.suffix {
		return w.byNumber()
	}
	w.replaceBase()
	return nil
}

// normalize brings codes into their canonical spelling and checks amounts.
func (w *work) normalize() error {
	en := &w.entry
	origin, err := trade.ParseCountry(string(en.Origin))
	if err != nil {
		return err
	}
	en.Origin = origin
	if en.Product, err = trade.ParseProduct(string(en.Product)); err != nil {
		return err
	}
	if en.Date.IsZero() {
		return &ValueError{"date", "(not set)", "an entry needs the day of entry"}
	}
	if err := en.check(); err != nil {
		return err
	}
	if c := &en.Claims; c.Program == "S" || c.Program == "S+" { // the symbols of the USMCA
		c.USMCA = true
	}
	e := w.engine
	if len(e.opts.Origins) > 0 && !slices.Contains(e.opts.Origins, origin) {
		covers := make([]string, len(e.opts.Origins))
		for i, c := range e.opts.Origins {
			covers[i] = string(c)
		}
		return &CoverageError{origin, e.book.Name, covers}
	}
	if len(e.covers) > 0 && !e.anyHolds(e.covers, origin, en.Date) {
		return &CoverageError{origin, e.book.Name, e.covers}
	}
	return nil
}

func (e *Engine) checkDate(d trade.Date, what string, from, until trade.Date) error {
	if d.Before(from) || (!e.opts.Hold && !until.IsZero() && d.After(until)) {
		return &HorizonError{Asked: d, KnownFrom: from, KnownUntil: until, What: what}
	}
	return nil
}

func (w *work) checkClaims() error {
	for _, h := range w.entry.Claims.Headings {
		if !w.engine.headings[h] {
			return &ClaimError{h, "the " + w.engine.book.Name + " book has no such heading that could be claimed"}
		}
	}
	if loaded := w.entry.Claims.Loaded; loaded.After(w.entry.Date) {
		return &ClaimError{"loaded=" + loaded.String(), "is after the day of entry, " + w.entry.Date.String()}
	}
	return nil
}

// assessBase finds the duty of the schedule: column 2 for the countries that pay
// it, a special program when it is claimed, else the general rate.
func (w *work) assessBase() error {
	e, en := w.engine, &w.entry
	text := w.line.General
	w.baseAuth = Column1
	for _, r := range e.book.BaseRates {
		if !r.During.Contains(en.Date) {
			continue
		}
		in := e.inScope(Scope{Codes: r.Products}, en.Product, en.Date)
		if in == dependsOnSuffix {
			w.suffix = true
			w.base.need(number(en.Product))
			return nil
		}
		if in == listed {
			text = r.Duty
			break
		}
	}
	column2 := e.book.Column2 != "" && e.anyHolds([]string{e.book.Column2}, en.Origin, en.Date)
	switch {
	case en.Claims.USMCA:
		special, err := e.underUSMCA(w.line, en, e.duties[text])
		if err != nil {
			return err
		}
		w.baseAuth = Special
		w.base = w.charge(special, en.Value)
		return nil
	case en.Claims.Program != "":
		special, err := e.special(w.line, en, e.duties[text])
		if err != nil {
			return err
		}
		w.baseAuth = Special
		w.base = w.charge(special, en.Value)
		return nil
	case column2:
		text, w.baseAuth = w.line.Other, Column2
	}
	w.base = w.charge(e.duties[text], en.Value)
	return nil
}

// special finds the duty of a claimed program: what the special column offers, or the
// general rate where that is free, on which a claim still counts for fees.
func (e *Engine) special(line *Line, en *Entry, general Duty) (Duty, error) {
	symbol, origin, on := en.Claims.Program, en.Origin, en.Date
	for _, p := range e.book.Programs {
		if p.Symbol != symbol {
			continue
		}
		if !e.originsHold(p.Origins, origin, on) {
			return Duty{}, &ClaimError{"spi=" + symbol, fmt.Sprintf("the program is not open to goods of %s on %s", origin, on)}
		}
		offers, err := line.offers()
		if err != nil {
			return Duty{}, err
		}
		for _, o := range offers {
			if slices.Contains(o.Programs, symbol) {
				return o.Duty, nil
			}
		}
		if general.IsFree() {
			return general, nil
		}
		return Duty{}, &ClaimError{"spi=" + symbol, fmt.Sprintf("line %s has no rate under that program", line.Code)}
	}
	return Duty{}, &ClaimError{"spi=" + symbol, "the " + e.book.Name + " book has no such special program"}
}

// offers reads the special column; an empty one offers nothing.
func (l *Line) offers() ([]SpecialDuty, error) {
	if strings.TrimSpace(l.Special) == "" {
		return nil, nil
	}
	offers, err := ParseSpecial(l.Special)
	if err != nil {
		return nil, fmt.Errorf("line %s: special column: %w", l.Code, err)
	}
	return offers, nil
}

// underUSMCA finds the duty of goods that enter under the USMCA: the rate that the
// special column offers to S or S+, or the general rate where that is free.
func (e *Engine) underUSMCA(line *Line, en *Entry, general Duty) (Duty, error) {
	claim, symbols := "usmca", []string{"S", "S+"}
	if en.Claims.Program != "" {
		claim = "spi=" + en.Claims.Program
		if slices.Contains(symbols, en.Claims.Program) {
			symbols = []string{en.Claims.Program}
		}
	}
	if !e.anyHolds([]string{"USMCA"}, en.Origin, en.Date) || en.Origin == "US" {
		return Duty{}, &ClaimError{claim, fmt.Sprintf("is for goods of Canada and Mexico, not of %s", en.Origin)}
	}
	if general.IsFree() {
		return general, nil
	}
	offers, err := line.offers()
	if err != nil {
		return Duty{}, err
	}
	for _, o := range offers {
		if slices.ContainsFunc(symbols, func(s string) bool { return slices.Contains(o.Programs, s) }) {
			return o.Duty, nil
		}
	}
	return Duty{}, &ClaimError{claim, fmt.Sprintf("line %s has no rate under the USMCA", line.Code)}
}

// charge evaluates a duty on a part of the value.
func (w *work) charge(d Duty, value decimal.Decimal) outcome {
	rounding := w.engine.opts.Rounding
	o := outcome{status: Applied, duty: d, value: rounding.Value(value)}
	amount, err := d.Evaluate(Facts{Value: o.value, Quantities: w.entry.Quantities, Parts: w.entry.Parts, Rounding: rounding})
	if err != nil {
		o.status = NeedsFact
		var missing *MissingFactError
		if errors.As(err, &missing) {
			for _, n := range missing.Missing {
				o.facts = append(o.facts, n.String())
			}
		} else {
			o.facts = append(o.facts, err.Error())
		}
		o.reason = "needs " + strings.Join(o.facts, ", ")
		return o
	}
	if amount.Step != nil {
		o.duty, o.step = amount.Step.Duty, amount.Step.Heading
	}
	o.exact = amount.Total
	o.amount = rounding.Duty(amount.Total)
	return o
}

// assessMeasure decides one measure.
func (w *work) assessMeasure(i int) error {
	e, en := w.engine, &w.entry
	m := &e.measures[i]
	o := &w.outcomes[i]
	if !e.originsHold(m.Origins, en.Origin, en.Date) {
		return nil
	}
	if m.OnClaim && !en.Claims.bring(m) {
		return nil
	}
	switch e.inScope(m.Products, en.Product, en.Date) {
	case notListed:
		return nil
	case dependsOnSuffix:
		o.need(number(en.Product))
	}
	t := m.termOn(en.Date)
	if t == nil || (t.State != Imposed && t.State != Prohibited) {
		*o = outcome{status: NotInForce, reason: m.whyNot(en.Date, t)}
		return nil
	}
	o.duty = t.duty
	if o.status == NeedsFact {
		w.suffix = true
		return nil
	}
	if err := e.checkDate(en.Date, "heading "+m.Heading, trade.Date{}, m.KnownUntil); err != nil {
		return err
	}
	rest, done := w.exempt(m, o)
	if done {
		return nil
	}
	if m.Ask != "" && !w.asked(m) {
		o.need(m.Ask)
		return nil
	}
	if t.State == Prohibited {
		return &ProhibitedError{Heading: m.Heading, Title: m.Title, Citation: m.Citation, Since: t.From, Product: en.Product, Origin: en.Origin}
	}
	value, ok, err := w.basis(m, t.basis, o, rest)
	if err != nil || !ok {
		return err
	}
	duty := o.duty
	if m.Stacking == TopsUp {
		w.topUp(m, o, value)
		return nil
	}
	reason := o.reason
	*o = w.charge(duty, value)
	if o.status == Applied {
		o.reason = reason
	}
	if m.Stacking == Replaces && o.status == Applied {
		w.replaced = i
	}
	return nil
}

// need turns the outcome into one that waits for a fact.
func (o *outcome) need(fact string) {
	o.status = NeedsFact
	o.facts = append(o.facts, fact)
	o.reason = "needs " + strings.Join(o.facts, "; ")
}

// waitFor turns the outcome into one that waits for another measure: the fact is
// asked for there.
func (o *outcome) waitFor(heading, because string) {
	o.status = NeedsFact
	o.reason = "needs what " + heading + " needs, because " + because + " depends on it"
}

// asked reports whether a question of fact is answered by a claimed heading.
func (w *work) asked(m *measure) bool {
	c := &w.entry.Claims
	return c.has(m.Heading) || slices.ContainsFunc(m.AskAlso, c.has) ||
		slices.ContainsFunc(m.exceptions, func(x exception) bool { return c.has(x.Heading) })
}

// exempt tries the exceptions in order. It returns the value that is left to the
// measure, and whether the outcome is settled.
func (w *work) exempt(m *measure, o *outcome) (rest decimal.Decimal, settled bool) {
	rest = w.entry.Value
	var partly []string
	for k := range m.exceptions {
		x := &m.exceptions[k]
		holds, suffix := w.holds(x)
		if suffix {
			w.suffix = true
			o.need(number(w.entry.Product))
			return rest, true
		}
		if !holds || (x.Presumed && w.entry.Claims.has(m.Heading)) {
			continue
		}
		lifted, how := rest, x.name()
		switch {
		case len(x.subjects) > 0 || len(x.Subject) > 0:
			part, by, waits := w.covered(x)
			if waits != "" {
				o.waitFor(waits, x.Heading)
				return rest, true
			}
			if by == "" {
				continue
			}
			how += ": charged under " + by
			if !x.Whole {
				lifted = part
			}
			if x.Displaces {
				if lifted.GreaterThanOrEqual(rest) {
					*o = outcome{status: Displaced, duty: o.duty, by: by, reason: how}
					return rest, true
				}
			}
		case x.USContent != "":
			lifted = w.entry.Value.Mul(*w.entry.Claims.USContent)
			w.used |= usesUSContent
			how += ": United States content of " + w.entry.Claims.USContent.String()
		}
		if lifted.GreaterThanOrEqual(rest) {
			*o = outcome{status: Exempt, duty: o.duty, by: x.Heading, reason: how}
			return rest, true
		}
		rest = rest.Sub(lifted)
		partly = append(partly, how)
	}
	if len(partly) > 0 {
		o.reason = "on the rest of the value after " + strings.Join(partly, "; ")
	}
	return rest, false
}

// name is how an exception is called in a reason.
func (x *exception) name() string {
	s := x.Heading
	if x.Title != "" {
		s += " (" + x.Title + ")"
	}
	if x.Note != "" {
		s += ", " + x.Note
	}
	return s
}

// holds checks every condition of an exception but what it is subject to. suffix says
// that the answer hangs on digits of the product that the entry does not give.
func (w *work) holds(x *exception) (holds, suffix bool) {
	e, en := w.engine, &w.entry
	if !x.During.Contains(en.Date) {
		return false, false
	}
	if len(x.Origins.In)+len(x.Origins.Out) > 0 && !e.originsHold(x.Origins, en.Origin, en.Date) {
		return false, false
	}
	if (x.Claimed && !en.Claims.has(x.Heading)) || (x.USMCA && !en.Claims.USMCA) || (x.NotUSMCA && en.Claims.USMCA) {
		return false, false
	}
	if len(x.Programs) > 0 && !slices.Contains(x.Programs, en.Claims.Program) {
		return false, false
	}
	if !x.LoadedBefore.IsZero() {
		if en.Claims.Loaded.IsZero() || !en.Claims.Loaded.Before(x.LoadedBefore) {
			return false, false
		}
		if !x.EnteredBefore.IsZero() && !en.Date.Before(x.EnteredBefore) {
			return false, false
		}
		w.used |= usesLoaded
	}
	if x.USContent != "" && (en.Claims.USContent == nil || en.Claims.USContent.LessThan(x.usContent)) {
		return false, false
	}
	if x.Products.isZero() {
		return true, false
	}
	in := e.inScope(x.Products, en.Product, en.Date)
	return in == listed, in == dependsOnSuffix
}

// covered sums the value on which the subjects of an exception are charged, and
// names the first of them; waits names one whose outcome is not known yet.
func (w *work) covered(x *exception) (part decimal.Decimal, by, waits string) {
	for _, j := range x.subjects {
		switch o := &w.outcomes[j]; o.status {
		case Applied:
			// A share of nothing owes no duty, and so lifts nothing either.
			if o.value.IsZero() && w.entry.Value.IsPositive() {
				continue
			}
			part = part.Add(o.value)
			if by == "" {
				by = w.heading(j)
			}
		case NeedsFact:
			if waits == "" {
				waits = w.engine.measures[j].Heading
			}
		}
	}
	if by != "" && (x.Whole || part.GreaterThanOrEqual(w.entry.Value)) {
		waits = ""
	}
	return part, by, waits
}

// heading is the one under which a measure is declared for the entry.
func (w *work) heading(j int) string {
	if step := w.outcomes[j].step; step != "" {
		return step
	}
	return w.engine.measures[j].Heading
}

// basis returns the part of the value that the measure charges.
func (w *work) basis(m *measure, basis Basis, o *outcome, rest decimal.Decimal) (decimal.Decimal, bool, error) {
	c := &w.entry.Claims
	switch basis {
	case FullValue:
		return rest, true, nil
	case NonUSContent:
		if c.USContent == nil {
			return rest, true, nil
		}
		w.used |= usesUSContent
		content := *c.USContent
		if m.UpTo != "" {
			content = minDecimal(content, m.upTo)
		}
		return minDecimal(rest, w.entry.Value.Mul(one.Sub(content))), true, nil
	}
	return w.content(basis, o, rest)
}

func minDecimal(a, b decimal.Decimal) decimal.Decimal {
	if b.LessThan(a) {
		return b
	}
	return a
}

// topUp charges a part of the value at what the base rate lacks to the rate in all. The
// base rate of a duty that is not a rate is the duty divided by the whole value.
func (w *work) topUp(m *measure, o *outcome, part decimal.Decimal) {
	if w.base.status == NeedsFact {
		o.need("the base duty, which waits for " + strings.Join(w.base.facts, ", "))
		return
	}
	rounding := w.engine.opts.Rounding
	rate, _ := o.duty.AdValorem()
	value := rounding.Value(part)
	up := rate.Mul(value).Sub(w.baseOn(part, value))
	reason := "tops the base duty up to " + o.duty.String()
	if up.IsNegative() {
		up = decimal.Decimal{}
		reason = "the base duty is already at or above " + o.duty.String()
	}
	if !up.IsPositive() {
		o.step = m.AtCap // the heading of the other case
	}
	if part.LessThan(w.entry.Value) && o.reason != "" {
		reason += ", " + o.reason
	}
	o.status, o.value, o.reason = Applied, value, reason
	o.exact, o.amount = up, rounding.Duty(up)
}

// baseOn is the share of the base duty that falls on a part of the value, which is
// value when rounded.
func (w *work) baseOn(part, value decimal.Decimal) decimal.Decimal {
	if part.Equal(w.entry.Value) {
		return w.base.exact
	}
	if rate, ok := w.base.duty.AdValorem(); ok {
		return rate.Mul(value)
	}
	const places = 20 // far below the cent to which any duty is rounded
	return w.base.exact.Mul(part).DivRound(w.entry.Value, places)
}

// keepLargest leaves only the largest duty of a group of maximum.
func (w *work) keepLargest(group int) {
	best := -1
	for i := range w.outcomes {
		if w.engine.measures[i].group == group && w.outcomes[i].status == Applied &&
			(best < 0 || w.outcomes[i].exact.GreaterThan(w.outcomes[best].exact)) {
			best = i
		}
	}
	for i := range w.outcomes {
		if o := &w.outcomes[i]; i != best && w.engine.measures[i].group == group && o.status == Applied {
			by := w.heading(best)
			*o = outcome{status: Displaced, duty: o.duty, by: by, reason: "only the largest duty of its group is charged: " + by}
		}
	}
}

// replaceBase takes the base duty out when a measure stands in its place.
func (w *work) replaceBase() {
	if w.replaced >= 0 {
		by := w.engine.measures[w.replaced].Heading
		w.base = outcome{status: Displaced, duty: w.base.duty, by: by, reason: by + " stands in place of the base rate"}
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

// whyNot says why a measure is not in force on a day.
func (m *measure) whyNot(on trade.Date, t *term) string {
	if t != nil {
		s := string(t.State) + " since " + t.From.String()
		if t.From.IsZero() {
			s = string(t.State)
		}
		if t.Source != "" {
			s += " (" + t.Source + ")"
		}
		return s
	}
	var next, last trade.Date
	for i := range m.terms {
		t := &m.terms[i]
		if t.State != Imposed {
			continue
		}
		if t.From.After(on) && (next.IsZero() || t.From.Before(next)) {
			next = t.From
		}
		if !t.To.IsZero() && !t.To.After(on) && t.To.After(last) {
			last = t.To
		}
	}
	switch {
	case !next.IsZero() && !last.IsZero():
		return "not in force between " + last.AddDays(-1).String() + " and " + next.String()
	case !next.IsZero():
		return "starts on " + next.String()
	case !last.IsZero():
		return "its last day was " + last.AddDays(-1).String()
	}
	return "was never imposed"
}

// originsHold reports whether the origins hold the country on the day.
func (e *Engine) originsHold(o Origins, c trade.Country, on trade.Date) bool {
	return e.anyHolds(o.In, c, on) && !e.anyHolds(o.Out, c, on)
}

func (e *Engine) anyHolds(names []string, c trade.Country, on trade.Date) bool {
	for _, name := range names {
		if name == "*" || name == string(c) {
			return true
		}
		if g, ok := e.groups[name]; ok {
			if slices.ContainsFunc(g.Members, func(m Member) bool { return m.Country == c && m.During.Contains(on) }) {
				return true
			}
			continue
		}
		if g, ok := e.known[name]; ok && g.Contains(c, on) {
			return true
		}
	}
	return false
}

func (s Scope) isZero() bool {
	return !s.All && len(s.Lists) == 0 && len(s.Codes.In) == 0 && len(s.Codes.Out) == 0 && len(s.Except) == 0
}

// named reports whether a scope names a product on a day. A code of fewer digits than the
// scope names depends on the rest of them.
func (e *Engine) named(s Scope, p trade.Product, on trade.Date) membership {
	result := listed
	if !s.All {
		result = codesHold(s.Codes, p)
	}
	for _, name := range s.Lists {
		if result == listed {
			break
		}
		if m := contains(e.lists[name], p, on); m != notListed {
			result = m
		}
	}
	if result == notListed {
		return notListed
	}
	for _, name := range s.Except {
		switch contains(e.lists[name], p, on) {
		case listed:
			return notListed
		case dependsOnSuffix:
			result = dependsOnSuffix
		}
	}
	return result
}
