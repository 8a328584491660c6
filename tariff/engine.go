package tariff

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
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
	plan *plan.Plan
	// contested are the texts that are read in two ways.
	contested []contested
	lookup    lookup
}

// Compile checks a book and makes an engine of it, as the law is now known.
func Compile(book *law.Book) (*Engine, error) { return CompileWith(book, Options{}) }

// CompileWith is Compile with options. The error is that of Book.Check, or names the
// measures whose exceptions look at each other in a circle.
func CompileWith(book *law.Book, opts Options) (*Engine, error) {
	c, err := plan.Compile(book, plan.Options(opts))
	if err != nil {
		return nil, err
	}
	return newEngine(c), nil
}

func newEngine(c *plan.Plan) *Engine {
	e := &Engine{plan: c}
	for _, r := range c.Book.Readings {
		e.contested = append(e.contested, contested{r, sync.OnceValues(func() (*Engine, error) {
			other, err := c.Under(r)
			if err != nil {
				return nil, err
			}
			return newEngine(other), nil
		})})
	}
	return e
}

// Assess answers one entry with every measure considered. The origin may be any
// spelling that trade.ParseCountry reads, and the product may carry dots.
//
// Errors are typed: *trade.CountryError, *trade.ProductError, *ProductError,
// *ValueError, *ClaimError, *CoverageError, *HorizonError, *ProhibitedError, and
// *MissingFacts, which alone comes with an Assessment: its lines show what is known and what
// waits for a fact. An error is never an answer of zero.
func (e *Engine) Assess(entry Entry) (*Assessment, error) {
	w := works.Get().(*work)
	defer works.Put(w)
	w.engine, w.brief = e, false
	if err := w.run(entry); err != nil {
		return nil, err
	}
	a := w.explain()
	if len(a.Missing) > 0 {
		return a, &MissingFacts{Entry: a.Entry, Facts: a.Missing, Numbers: w.numbers}
	}
	return a, nil
}

// works are of assessments that are over.
var works = sync.Pool{New: func() any { return new(work) }}

// Book returns the book that was compiled. It must not be changed.
func (e *Engine) Book() *law.Book { return e.plan.Book }

// work is the state of one assessment: what is decided of the rules of an entry, and
// what they come to.
type work struct {
	engine   *Engine
	entry    Entry
	declared plan.Declared
	line     *law.Line
	base     outcome
	baseRate *plan.Priced
	baseAuth law.Authority
	value    exact.Fixed // of the entry, when it is fixed
	fixed    bool
	reached  *reached
	row      []plan.Rule // of what is reached
	d        plan.Decision
	outcomes []outcome // by rule of the row
	notes    []string
	suffix   bool          // something depends on digits that the entry does not give
	numbers  []NumberGroup // what the numbers below the line owe, where they differ
	brief    bool          // that they differ is enough
	baseDuty duty.Duty     // of the schedule, before anything stands in its place
	abroad   abroad        // of goods that were abroad for work
}

func (w *work) run(entry Entry) error {
	e := w.engine
	w.entry, w.suffix, w.numbers, w.notes = entry, false, nil, nil
	w.abroad = abroad{}
	w.fix()
	if err := w.normalize(); err != nil {
		return err
	}
	if on := w.entry.Date; on.Before(e.plan.Book.KnownFrom) || on.After(e.plan.Book.KnownUntil) {
		if err := e.checkDate(on, "the "+e.plan.Book.Name+" book", e.plan.Book.KnownFrom,
			e.plan.Book.KnownUntil); err != nil {
			return err
		}
	}
	var err error
	if w.reached, err = e.rowOf(w.entry.Origin, w.entry.Product, w.entry.Date); err != nil {
		return err
	}
	w.line = w.reached.line
	if len(w.reached.seasons) > 0 {
		if err := w.inSeason(w.line.Code, w.entry.Product); err != nil {
			return err
		}
	}
	if until := e.plan.Book.Schedule.KnownUntil; !e.plan.Options.Hold && !until.IsZero() && w.entry.Date.After(until) {
		return e.checkDate(w.entry.Date, "the schedule of base rates", trade.Date{}, until)
	}
	if err := w.checkClaims(); err != nil {
		return err
	}
	if law.ForWorkAbroad(w.entry.Product) {
		if err := w.goAbroad(); err != nil {
			return err
		}
	}
	if err := w.assessBase(); err != nil {
		return err
	}
	w.baseDuty = w.base.duty
	w.declared = w.entry.Claims.Declared(w.entry.Product)
	w.row = w.reached.rules
	if cap(w.outcomes) < len(w.row) {
		w.outcomes = make([]outcome, len(w.row))
	}
	w.outcomes = w.outcomes[:len(w.row)]
	clear(w.outcomes)
	on := w.entry.Date
	if e.plan.Options.Hold {
		on = trade.Date{}
	}
	w.d.Decide(w.row, w, &w.declared, on)
	switch at := w.d.At; w.d.Stop {
	case plan.Horizon:
		m := w.row[at].Measure
		return &HorizonError{Asked: w.entry.Date, KnownUntil: m.KnownUntil, What: "heading " + m.Heading}
	case plan.Ambiguous:
		return w.whichMetal(at)
	case plan.Prohibits:
		r := &w.row[at]
		return &ProhibitedError{
			Heading: r.Heading, Title: r.Title, Citation: r.Citation, Since: r.Term.From,
			Product: w.entry.Product, Origin: w.entry.Origin,
		}
	}
	if w.suffix || w.d.NeedsDigits() {
		w.suffix = true
		return w.byNumber()
	}
	w.compute()
	return nil
}

// fix takes the value of the entry as a fixed number, where it is one.
func (w *work) fix() {
	w.value, w.fixed = exact.FromDecimal(w.entry.Value)
	w.fixed = w.fixed && w.engine.plan.Options.Rounding == exact.Cent
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
	if err := en.Check(); err != nil {
		return err
	}
	en.Claims.USMCA = en.Claims.USMCA || en.Claims.isUSMCA()
	e := w.engine
	if len(e.plan.Options.Origins) > 0 && !slices.Contains(e.plan.Options.Origins, origin) {
		covers := make([]string, len(e.plan.Options.Origins))
		for i, c := range e.plan.Options.Origins {
			covers[i] = string(c)
		}
		return &CoverageError{origin, e.plan.Book.Name, covers}
	}
	if len(e.plan.Covers) > 0 && !e.plan.AnyHolds(e.plan.Covers, origin, en.Date) {
		return &CoverageError{origin, e.plan.Book.Name, e.plan.Covers}
	}
	return nil
}

func (e *Engine) checkDate(d trade.Date, what string, from, until trade.Date) error {
	if d.Before(from) || (!e.plan.Options.Hold && !until.IsZero() && d.After(until)) {
		return &HorizonError{Asked: d, KnownFrom: from, KnownUntil: until, What: what}
	}
	return nil
}

func (w *work) checkClaims() error {
	for _, h := range w.entry.Claims.Headings {
		if !w.engine.plan.Headings[h] {
			return &ClaimError{h, "the " + w.engine.plan.Book.Name + " book has no such heading that could be claimed"}
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
	w.baseAuth = w.reached.baseAuth
	var special duty.Duty
	var err error
	switch {
	case w.reached.suffix:
		w.suffix = true
		w.base = outcome{}
		w.base.need(plan.NumberBelow(en.Product))
		return nil
	case en.Claims.USMCA:
		special, err = w.claimed(e.plan.UnderUSMCA)
	case en.Claims.Program != "":
		special, err = w.claimed(e.plan.Special)
	case w.abroad.provision != "":
		w.baseAbroad()
		return nil
	default:
		w.baseRate = w.reached.base
		w.charge()
		return nil
	}
	if err != nil {
		return err
	}
	claimed := plan.Price(special)
	w.baseAuth, w.baseRate = law.Special, &claimed
	if w.abroad.provision != "" {
		w.chargeAbroad()
		return nil
	}
	w.charge()
	return nil
}

// claimed finds the duty of the special program that is claimed. Goods that were abroad
// for work have that of the provision, else that of the article itself.
func (w *work) claimed(offered offers) (duty.Duty, error) {
	en := &w.entry
	ask := func(line *law.Line, general duty.Duty) (duty.Duty, error) {
		d, err := offered(line, en.Claims.Program, en.Origin, en.Date, general)
		if no := (*plan.NotOpen)(nil); errors.As(err, &no) {
			err = &ClaimError{no.Claim, no.Reason}
		}
		return d, err
	}
	if w.abroad.provision == "" {
		return ask(w.line, w.reached.general.Parsed)
	}
	d, err := ask(w.line, w.abroad.general.Parsed)
	if err != nil && w.abroad.article {
		return ask(w.reached.line, w.reached.general.Parsed)
	}
	return d, err
}

// offers finds the duty of a special program for a line, or of the line itself where it
// is free for all.
type offers func(line *law.Line, program string, origin trade.Country, on trade.Date, general duty.Duty) (duty.Duty,
	error)

// need turns the outcome into one that waits for a fact.
func (o *outcome) need(fact string) {
	o.status = NeedsFact
	o.facts = append(o.facts, fact)
	o.reason = "needs " + strings.Join(o.facts, "; ")
}

// errOutOfSeason stands for the error of a season where nobody reads it.
var errOutOfSeason = &law.ProductError{Kind: law.OutOfSeason}

// inSeason refuses a line outside its seasons.
func (w *work) inSeason(line, asked trade.Product) error {
	s := w.engine.plan.Book.Schedule
	switch {
	case s.InSeason(line, w.entry.Date):
		return nil
	case w.brief:
		return errOutOfSeason
	}
	return s.SeasonError(line, asked, w.entry.Date)
}

// Plan is the compiled book, which packages below this one assess by.
func (e *Engine) Plan() *plan.Plan { return e.plan }
