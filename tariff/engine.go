package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

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
func (e *Engine) Book() *law.Book { return e.book }

// work is the state of one assessment: what is decided of the rules of an entry, and
// what they come to.
type work struct {
	engine   *Engine
	entry    Entry
	declared declared
	line     *law.Line
	base     outcome
	baseRate *priced
	baseAuth law.Authority
	value    exact.Fixed // of the entry, when it is fixed
	fixed    bool
	reached  *reached
	row      []rule // of what is reached
	d        decision
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
	if on := w.entry.Date; on.Before(e.book.KnownFrom) || on.After(e.book.KnownUntil) {
		if err := e.checkDate(on, "the "+e.book.Name+" book", e.book.KnownFrom, e.book.KnownUntil); err != nil {
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
	if until := e.book.Schedule.KnownUntil; !e.opts.Hold && !until.IsZero() && w.entry.Date.After(until) {
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
	w.declared = declaredBy(&w.entry)
	w.row = w.reached.rules
	if cap(w.outcomes) < len(w.row) {
		w.outcomes = make([]outcome, len(w.row))
	}
	w.outcomes = w.outcomes[:len(w.row)]
	clear(w.outcomes)
	on := w.entry.Date
	if e.opts.Hold {
		on = trade.Date{}
	}
	w.d.decide(w.row, w, &w.declared, on)
	switch at := w.d.at; w.d.stop {
	case horizon:
		m := w.row[at].measure
		return &HorizonError{Asked: w.entry.Date, KnownUntil: m.KnownUntil, What: "heading " + m.Heading}
	case ambiguous:
		return w.whichMetal(at)
	case prohibits:
		r := &w.row[at]
		return &ProhibitedError{Heading: r.Heading, Title: r.Title, Citation: r.Citation, Since: r.term.From, Product: w.entry.Product, Origin: w.entry.Origin}
	}
	if w.suffix || w.d.needsDigits() {
		w.suffix = true
		return w.byNumber()
	}
	w.compute()
	return nil
}

// fix takes the value of the entry as a fixed number, where it is one.
func (w *work) fix() {
	w.value, w.fixed = exact.FromDecimal(w.entry.Value)
	w.fixed = w.fixed && w.engine.opts.Rounding == exact.Cent
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
	en.Claims.symbols()
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
	w.baseAuth = w.reached.baseAuth
	var special duty.Duty
	var err error
	switch {
	case w.reached.suffix:
		w.suffix = true
		w.base = outcome{}
		w.base.need(number(en.Product))
		return nil
	case en.Claims.USMCA:
		special, err = w.claimed(e.underUSMCA)
	case en.Claims.Program != "":
		special, err = w.claimed(e.special)
	case w.abroad.provision != "":
		w.baseAbroad()
		return nil
	default:
		w.baseRate = &w.reached.base
		w.charge()
		return nil
	}
	if err != nil {
		return err
	}
	claimed := price(special)
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
func (w *work) claimed(offered func(*law.Line, *Entry, duty.Duty) (duty.Duty, error)) (duty.Duty, error) {
	if w.abroad.provision == "" {
		return offered(w.line, &w.entry, w.reached.general.duty)
	}
	d, err := offered(w.line, &w.entry, w.abroad.general.duty)
	if err != nil && w.abroad.article {
		return offered(w.reached.line, &w.entry, w.reached.general.duty)
	}
	return d, err
}

// special finds the duty of a claimed program: what the special column offers, or the
// general rate where that is free, on which a claim still counts for fees.
func (e *Engine) special(line *law.Line, en *Entry, general duty.Duty) (duty.Duty, error) {
	symbol, origin, on := en.Claims.Program, en.Origin, en.Date
	for _, p := range e.book.Programs {
		if p.Symbol != symbol {
			continue
		}
		if !e.originsHold(p.Origins, origin, on) {
			return duty.Duty{}, &ClaimError{"spi=" + symbol, fmt.Sprintf("the program is not open to goods of %s on %s", origin, on)}
		}
		offers, err := line.Offers()
		if err != nil {
			return duty.Duty{}, err
		}
		for _, o := range offers {
			if slices.Contains(o.Programs, symbol) {
				return o.Duty, nil
			}
		}
		if general.IsFree() {
			return general, nil
		}
		return duty.Duty{}, &ClaimError{"spi=" + symbol, fmt.Sprintf("line %s has no rate under that program", line.Code)}
	}
	return duty.Duty{}, &ClaimError{"spi=" + symbol, "the " + e.book.Name + " book has no such special program"}
}

// underUSMCA finds the duty of goods that enter under the USMCA: the rate that the
// special column offers to S or S+, or the general rate where that is free.
func (e *Engine) underUSMCA(line *law.Line, en *Entry, general duty.Duty) (duty.Duty, error) {
	claim, symbols := "usmca", []string{"S", "S+"}
	if en.Claims.Program != "" {
		claim = "spi=" + en.Claims.Program
		if slices.Contains(symbols, en.Claims.Program) {
			symbols = []string{en.Claims.Program}
		}
	}
	importer := cmp.Or(e.book.Importer, "US")
	if parties := []string{"USMCA"}; !e.anyHolds(parties, en.Origin, en.Date) || !e.anyHolds(parties, importer, en.Date) || en.Origin == importer {
		return duty.Duty{}, &ClaimError{claim, partyGoods(importer) + ", not of " + string(en.Origin)}
	}
	if general.IsFree() {
		return general, nil
	}
	offers, err := line.Offers()
	if err != nil {
		return duty.Duty{}, err
	}
	for _, o := range offers {
		if slices.ContainsFunc(symbols, func(s string) bool { return slices.Contains(o.Programs, s) }) {
			return o.Duty, nil
		}
	}
	return duty.Duty{}, &ClaimError{claim, fmt.Sprintf("line %s has no rate under the USMCA", line.Code)}
}

// partyGoods says whose goods may claim the USMCA.
func partyGoods(importer trade.Country) string {
	of := map[trade.Country]string{"US": "Canada and Mexico", "CA": "the United States and Mexico", "MX": "the United States and Canada"}[importer]
	if of == "" {
		return "is for entries into its parties"
	}
	return "is for goods of " + of
}

// need turns the outcome into one that waits for a fact.
func (o *outcome) need(fact string) {
	o.status = NeedsFact
	o.facts = append(o.facts, fact)
	o.reason = "needs " + strings.Join(o.facts, "; ")
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
		if t.State != law.Imposed {
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
func (e *Engine) originsHold(o law.Origins, c trade.Country, on trade.Date) bool {
	return e.anyHolds(o.In, c, on) && !e.anyHolds(o.Out, c, on)
}

func (e *Engine) anyHolds(names []string, c trade.Country, on trade.Date) bool {
	for _, name := range names {
		if name == "*" || name == string(c) {
			return true
		}
		if g, ok := e.groups[name]; ok {
			if slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == c && m.During.Contains(on) }) {
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

// anyProduct reports whether a scope of an exception is not stated, so that it holds for all.
func anyProduct(s *law.Scope) bool {
	return !s.All && len(s.Lists) == 0 && len(s.Codes.In) == 0 && len(s.Codes.Out) == 0 && len(s.Except) == 0
}

// named reports whether a scope names a product on a day. A code of fewer digits than the
// scope names depends on the rest of them.
func (e *Engine) named(s law.Scope, p trade.Product, on trade.Date) membership {
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

// errOutOfSeason stands for the error of a season where nobody reads it.
var errOutOfSeason = &law.ProductError{Kind: law.OutOfSeason}

// inSeason refuses a line outside its seasons.
func (w *work) inSeason(line, asked trade.Product) error {
	s := w.engine.book.Schedule
	switch {
	case s.InSeason(line, w.entry.Date):
		return nil
	case w.brief:
		return errOutOfSeason
	}
	return s.SeasonError(line, asked, w.entry.Date)
}
