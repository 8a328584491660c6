package scenariotest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// outcome is what both laws say of a flow.
type outcome struct {
	answers [2]*tariff.PeriodAssessment
	errs    [2]error
}

// Check runs the scenario and returns all that is not as it expects, joined: *Failure, and
// *SyntaxError for a change or a name that the setting does not have.
func (c *Case) Check(s *Setting) error {
	book := s.Books[c.Book]
	if book == nil {
		return c.wrong(c.Line, fmt.Sprintf("the setting has no book of %s", c.Book))
	}
	edited, err := c.edited(s, book)
	if err != nil {
		return err
	}
	var outcomes []outcome
	if len(c.flows) > 0 {
		if outcomes, err = c.assess(s, book, edited); err != nil {
			return err
		}
	}
	var errs []error
	refused := c.refusals(outcomes, &errs)
	for i := range c.expects {
		e := &c.expects[i]
		switch e.word {
		case "duty", "rate":
			errs = append(errs, c.checkSum(e, book, edited, outcomes, refused))
		case "state":
			errs = append(errs, c.checkState(e, edited))
		case "cap":
			errs = append(errs, c.checkCap(e, s))
		case "trigger":
			errs = append(errs, c.checkTrigger(e, s))
		}
	}
	return errors.Join(errs...)
}

func (c *Case) wrong(line int, reason string) error { return &SyntaxError{c.File, line, reason} }

func (c *Case) failure(line int, what, want, got string) error {
	return &Failure{c.File, line, what, want, got}
}

// edited is the book under the scenario.
func (c *Case) edited(s *Setting, book *law.Book) (*law.Book, error) {
	for _, ch := range c.changes {
		var of *law.Scenario
		var err error
		switch {
		case ch.edit != "":
			of, err = law.ParseScenario(strings.NewReader(`{"name":"edit","edits":[` + ch.edit + `]}`))
		case s.Scenario == nil:
			err = errors.New("the setting has no named scenarios")
		default:
			of, err = s.Scenario(ch.name)
		}
		if err == nil {
			book, err = of.Apply(book)
		}
		if err != nil {
			return nil, c.wrong(ch.line, err.Error())
		}
	}
	return book, nil
}

// assess asks both laws about every flow.
func (c *Case) assess(s *Setting, books ...*law.Book) ([]outcome, error) {
	outcomes := make([]outcome, len(c.flows))
	for law, book := range books {
		engine, err := tariff.CompileWith(book, s.Options)
		if err != nil {
			return nil, c.wrong(c.Line, err.Error())
		}
		calendar := tariff.NewCalendar(engine)
		for i := range c.flows {
			f := &c.flows[i]
			a, err := calendar.Assess(f.entry, f.period)
			if err == nil && a.Known < a.Count {
				err = a.Horizon
			}
			outcomes[i].answers[law], outcomes[i].errs[law] = a, err
		}
	}
	return outcomes, nil
}

// refusals are the flows without an answer; one that nobody expects to be refused is a failure.
func (c *Case) refusals(outcomes []outcome, errs *[]error) []bool {
	refused := make([]bool, len(outcomes))
	for i := range outcomes {
		for law, err := range outcomes[i].errs {
			if err == nil {
				continue
			}
			refused[i] = true
			told := slices.ContainsFunc(c.expects, func(e expectation) bool {
				return e.word == "refused" && e.law == laws[law] && e.flow == i
			})
			if !told {
				*errs = append(*errs, c.failure(c.flows[i].line, "the flow "+laws[law], "an answer", code(err)+": "+err.Error()))
			}
		}
	}
	for i := range c.expects {
		e := &c.expects[i]
		if e.word != "refused" {
			continue
		}
		if e.flow < 0 || e.flow >= len(outcomes) {
			*errs = append(*errs,
				c.wrong(e.line, fmt.Sprintf("the scenario has %d flows, and no number %d", len(outcomes), e.flow+1)))
			continue
		}
		err := outcomes[e.flow].errs[slices.Index(laws, e.law)]
		switch {
		case err == nil:
			*errs = append(*errs, c.failure(e.line, "flow "+fmt.Sprint(e.flow+1)+" "+e.law, e.want, "an answer"))
		case code(err) != e.want:
			*errs = append(*errs, c.failure(e.line, "flow "+fmt.Sprint(e.flow+1)+" "+e.law, e.want, code(err)+": "+err.Error()))
		}
	}
	return refused
}

// checkSum compares a sum of duties, or their share of the value.
func (c *Case) checkSum(e *expectation, book, edited *law.Book, outcomes []outcome, refused []bool) error {
	match, err := c.matcher(e, book, edited)
	if err != nil {
		return err
	}
	var sums [2]decimal.Decimal
	var value decimal.Decimal
	for i := range outcomes {
		if refused[i] {
			continue
		}
		if c.isOrigin(e.key) && string(c.flows[i].entry.Origin) != e.key {
			continue
		}
		value = value.Add(c.flows[i].entry.Value)
		for law, a := range outcomes[i].answers {
			for k := range a.Lines {
				if match(&a.Lines[k]) {
					sums[law] = sums[law].Add(a.Lines[k].Duty)
				}
			}
		}
	}
	got := sums[1].Sub(sums[0])
	if law := slices.Index(laws, e.law); law < 2 {
		got = sums[law]
	}
	if e.word == "rate" {
		if !value.IsPositive() {
			return c.failure(e.line, "rate "+e.law, e.want, "no flow with an answer")
		}
		if got, err = exact.Div(got, value, 6, exact.HalfUp); err != nil {
			return c.wrong(e.line, err.Error())
		}
	}
	want, _ := amount(e.want)
	if got.Equal(want) {
		return nil
	}
	what := strings.TrimSpace(e.word + " " + e.law + " " + e.key)
	return c.failure(e.line, what, e.want, trade.Amount(got)+c.why(e, match, outcomes, refused))
}

// why names the duties that a sum is of, for whoever looks for the difference.
func (c *Case) why(e *expectation, match func(*tariff.PeriodLine) bool, outcomes []outcome, refused []bool) string {
	law := slices.Index(laws, e.law)
	if law > 1 {
		return ""
	}
	var parts []string
	for i := range outcomes {
		if refused[i] || c.isOrigin(e.key) && string(c.flows[i].entry.Origin) != e.key {
			continue
		}
		for k := range outcomes[i].answers[law].Lines {
			if l := &outcomes[i].answers[law].Lines[k]; match(l) && len(parts) < 8 {
				parts = append(parts, fmt.Sprintf("%s %s in line %d", l.Heading, trade.Amount(l.Duty), c.flows[i].line))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// isOrigin tells whether a key is the origin of a flow.
func (c *Case) isOrigin(key string) bool {
	return slices.ContainsFunc(c.flows, func(f flow) bool { return string(f.entry.Origin) == key })
}

// matcher tells which charges a key names: all, those of an origin, a heading, an authority.
func (c *Case) matcher(e *expectation, books ...*law.Book) (func(*tariff.PeriodLine) bool, error) {
	if e.key == "" || c.isOrigin(e.key) {
		return func(*tariff.PeriodLine) bool { return true }, nil
	}
	known := e.key == string(law.Column1) || e.key == string(law.Column2) || e.key == string(law.Special)
	for _, b := range books {
		for i := range b.Measures {
			m := &b.Measures[i]
			known = known || m.Heading == e.key || m.AtCap == e.key || string(m.Authority) == e.key
		}
	}
	if !known {
		return nil, c.wrong(e.line,
			fmt.Sprintf("%q is no origin of a flow here, no heading and no authority of the book", e.key))
	}
	return func(l *tariff.PeriodLine) bool { return l.Heading == e.key || string(l.Authority) == e.key }, nil
}

// checkState compares the state of a measure under the scenario.
func (c *Case) checkState(e *expectation, book *law.Book) error {
	found := false
	got := "no term on that day"
	for i := range book.Measures {
		m := &book.Measures[i]
		if m.Heading != e.key {
			continue
		}
		found = true
		for k := range m.Terms {
			if t := &m.Terms[k]; t.Overtaken.IsZero() && t.Contains(e.on) {
				got = string(t.State)
			}
		}
	}
	switch {
	case !found:
		return c.wrong(e.line, fmt.Sprintf("the book has no measure %s", e.key))
	case e.on.After(book.KnownUntil):
		return c.failure(e.line, "state of "+e.key, e.want, "nothing known after "+book.KnownUntil.String())
	case got != e.want:
		return c.failure(e.line, "state of "+e.key+" on "+e.on.String(), e.want, got)
	}
	return nil
}

// checkCap compares a cap, or the verdict on a price.
func (c *Case) checkCap(e *expectation, s *Setting) error {
	if s.Programme == nil {
		return c.wrong(e.line, "the setting has no programme of caps")
	}
	name, class, _ := strings.Cut(e.key, " ")
	regime, err := sanctions.ParseRegime(name)
	if err != nil {
		return c.wrong(e.line, err.Error())
	}
	of, err := programme.ParseClass(class)
	if err != nil {
		return c.wrong(e.line, err.Error())
	}
	what := "cap " + e.key + " on " + e.on.String()
	if e.price == "" {
		got, _, err := s.Programme.Cap(regime, of, e.on)
		want, _ := amount(e.want)
		switch {
		case err != nil:
			return c.failure(e.line, what, e.want, err.Error())
		case !got.Equal(want):
			return c.failure(e.line, what, e.want, trade.Amount(got))
		}
		return nil
	}
	price, _ := amount(e.price)
	a, err := s.Programme.TestCap(programme.Sale{Regime: regime, Class: of, Price: price, Basis: trade.FOB, On: e.on})
	if got := string(a.Verdict); got != e.want {
		if err != nil {
			got += ": " + err.Error()
		}
		return c.failure(e.line, what+" at "+e.price, e.want, got)
	}
	return nil
}

// checkTrigger compares what a rule says of a buyer.
func (c *Case) checkTrigger(e *expectation, s *Setting) error {
	rule := s.Rules[e.key]
	if rule == nil {
		return c.wrong(e.line, fmt.Sprintf("the setting has no rule %q", e.key))
	}
	var purchases []secondary.Purchase
	unit := trade.Unit("")
	for i := range c.bought {
		purchases = append(purchases, c.bought[i].Purchase)
		if unit == "" {
			unit = c.bought[i].Quantity.Unit
		}
	}
	if len(purchases) == 0 {
		return c.wrong(e.line, `a trigger asks about purchases; state them with "bought"`)
	}
	found, err := rule.Describe(purchases, e.during, unit)
	if err != nil {
		return c.wrong(e.line, err.Error())
	}
	got := "not met"
	for i := range found {
		if found[i].Buyer == e.buyer {
			got = "open"
			if found[i].Holds == sanctions.Met {
				got = "met"
			}
		}
	}
	if got != e.want {
		return c.failure(e.line, "trigger "+e.key+" of "+e.buyer.Name(), e.want, got)
	}
	return nil
}
