package law

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// Scenario is a named list of edits to a book: what if this authority was struck down, this
// rate were lower, this date later. Edits apply in order.
type Scenario struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Edits       []Edit `json:"edits"`
}

// Edit is one change of a book. Op says which; each uses the fields named with
// it and refuses the others.
//
//	set_state       heading or authority [program], state [duty] [from] [to]
//	change_rate     heading or authority [program], duty [from] [to]
//	drop_authority  authority [program] [from] [to]
//	shift_date      heading or authority [program], date, new_date
//	add_measure     measure
//	set_base_rate   products, duty [from] [to]
//
// heading may be a range "9903.01.20-9903.01.24", or "*" for every measure. From
// is the first day and To the first day after; an edit without them holds for
// every day.
type Edit struct {
	Op        string           `json:"op"`
	Heading   string           `json:"heading,omitempty"`
	Authority Authority        `json:"authority,omitempty"`
	Program   string           `json:"program,omitempty"`
	State     State            `json:"state,omitempty"`
	Duty      string           `json:"duty,omitempty"`
	From      trade.Date       `json:"from,omitzero"`
	To        trade.Date       `json:"to,omitzero"`
	Date      trade.Date       `json:"date,omitzero"`
	NewDate   trade.Date       `json:"new_date,omitzero"`
	Products  trade.ProductSet `json:"products,omitzero"`
	Measure   *Measure         `json:"measure,omitempty"`
}

// ScenarioError reports an edit that cannot be applied.
type ScenarioError struct {
	Scenario string
	Edit     int // from 1; 0 for the scenario as a whole
	Op       string
	Reason   string
}

func (e *ScenarioError) Error() string {
	if e.Edit == 0 {
		return fmt.Sprintf("scenario %q: %s", e.Scenario, e.Reason)
	}
	return fmt.Sprintf("scenario %q, edit %d (%s): %s", e.Scenario, e.Edit, e.Op, e.Reason)
}

// maxScenario bounds a scenario file.
const maxScenario = 4 << 20

// ParseScenario reads a scenario from JSON. Unknown keys, a second value after
// the first, and files over 4 MiB are errors.
func ParseScenario(r io.Reader) (*Scenario, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxScenario+1))
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	if len(data) > maxScenario {
		return nil, &ScenarioError{Reason: "the file is larger than 4 MiB"}
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	var s Scenario
	if err := d.Decode(&s); err != nil {
		return nil, &ScenarioError{Reason: jsonReason(data, d.InputOffset(), err)}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, &ScenarioError{
			Scenario: s.Name,
			Reason:   fmt.Sprintf("text after the end of the scenario at %s", lineOf(data, d.InputOffset())),
		}
	}
	if s.Name == "" {
		return nil, &ScenarioError{Reason: `needs a "name"`}
	}
	return &s, nil
}

// jsonReason says where and why JSON was refused, without the words of Go.
func jsonReason(data []byte, offset int64, err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("not JSON at %s: %s", lineOf(data, syntax.Offset), syntax)
	case errors.As(err, &kind):
		return fmt.Sprintf("%q at %s cannot be a %s", kind.Field, lineOf(data, kind.Offset), kind.Value)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the text ends before the scenario does"
	}
	return fmt.Sprintf("%s, near %s", strings.TrimPrefix(err.Error(), "json: "), lineOf(data, offset))
}

func lineOf(data []byte, offset int64) string {
	offset = min(offset, int64(len(data)))
	return fmt.Sprintf("line %d", 1+strings.Count(string(data[:offset]), "\n"))
}

// Apply returns a copy of the book with the edits made. Errors are
// *ScenarioError, all of them together.
func (s *Scenario) Apply(book *Book) (*Book, error) {
	if book == nil || book.err != nil {
		return nil, &ScenarioError{Scenario: s.Name, Reason: "there is no book to edit"}
	}
	b := book.AsKnown()
	var errs []error
	for i, e := range s.Edits {
		if err := e.apply(b); err != nil {
			errs = append(errs, &ScenarioError{s.Name, i + 1, e.Op, err.Error()})
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	b.Name += " under scenario " + s.Name
	return b, nil
}

func (e *Edit) apply(b *Book) error {
	during := trade.Interval{From: e.From, To: e.To}
	if during.IsEmpty() {
		return fmt.Errorf("from %s to %s holds no day", e.From, e.To)
	}
	if e.Duty != "" {
		if _, err := duty.Parse(e.Duty); err != nil {
			return err
		}
	}
	switch e.Op {
	case "set_state":
		if err := e.needs("heading|authority", "state"); err != nil {
			return err
		}
		return e.each(b, func(m *Measure) error { return m.setState(during, e.State, e.Duty) })
	case "change_rate":
		if err := e.needs("heading|authority", "duty"); err != nil {
			return err
		}
		return e.each(b, func(m *Measure) error { return m.changeRate(during, e.Duty, e.Heading != "*" && e.Heading != "") })
	case "drop_authority":
		if err := e.needs("authority"); err != nil {
			return err
		}
		return e.each(b, func(m *Measure) error { return m.setState(during, Invalidated, "") })
	case "shift_date":
		if err := e.needs("heading|authority", "date", "new_date"); err != nil {
			return err
		}
		return e.shift(b)
	case "add_measure":
		if err := e.needs("measure"); err != nil {
			return err
		}
		if _, twice := b.Measure(e.Measure.Heading); twice {
			return fmt.Errorf("the book has a measure %s already", e.Measure.Heading)
		}
		b.Measures = append(b.Measures, *e.Measure)
		return nil
	case "set_base_rate":
		if err := e.needs("products", "duty"); err != nil {
			return err
		}
		if !b.Schedule.touches(e.Products) {
			return fmt.Errorf("the schedule has no line of the products %s", strings.Trim(fmt.Sprint(e.Products.In), "[]"))
		}
		b.BaseRates = slices.Insert(b.BaseRates, 0, BaseRate{e.Products, during, e.Duty, "scenario"})
		return nil
	}
	return fmt.Errorf(
		"there is no such op; the ops are set_state, change_rate, drop_authority, shift_date, add_measure, set_base_rate")
}

// needs checks that exactly the fields of an op are set, besides the ones that
// every op may have.
func (e *Edit) needs(fields ...string) error {
	set := map[string]bool{
		"heading": e.Heading != "", "authority": e.Authority != "", "state": e.State != "", "duty": e.Duty != "",
		"date": !e.Date.IsZero(), "new_date": !e.NewDate.IsZero(), "measure": e.Measure != nil,
		"products": len(e.Products.In)+len(e.Products.Out) > 0,
	}
	may := map[string]bool{"duty": e.Op == "set_state"}
	for _, f := range fields {
		found := false
		for _, name := range strings.Split(f, "|") {
			found = found || set[name]
			may[name] = true
		}
		if !found {
			return fmt.Errorf("needs %s", strings.ReplaceAll(f, "|", " or "))
		}
	}
	for _, name := range []string{"heading", "authority", "state", "duty", "date", "new_date", "measure", "products"} {
		if set[name] && !may[name] {
			return fmt.Errorf("has no use for %q", name)
		}
	}
	return nil
}

// each edits every measure that the edit selects; none is an error.
func (e *Edit) each(b *Book, edit func(*Measure) error) error {
	s := Selector{Headings: e.Heading, Authority: e.Authority, Program: e.Program}
	found := false
	for i := range b.Measures {
		if s.Matches(&b.Measures[i]) {
			found = true
			if err := edit(&b.Measures[i]); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("the book has no measure %s",
			strings.TrimSpace(strings.Join([]string{e.Heading, string(e.Authority), e.Program}, " ")))
	}
	return nil
}

// cut removes an interval from the terms, and returns what was removed.
func (m *Measure) cut(during trade.Interval) (removed []Term) {
	var kept []Term
	for _, t := range m.Terms {
		in := t.Interval.Intersect(during)
		if in.IsEmpty() {
			kept = append(kept, t)
			continue
		}
		inside := t
		inside.Interval = in
		removed = append(removed, inside)
		if t.From.Before(during.From) {
			before := t
			before.To = during.From
			kept = append(kept, before)
		}
		if !during.To.IsZero() && (t.To.IsZero() || during.To.Before(t.To)) {
			after := t
			after.From = during.To
			kept = append(kept, after)
		}
	}
	m.Terms = kept
	return removed
}

// SetTerm puts a term in the place of whatever the measure says of its days.
func (m *Measure) SetTerm(t Term) {
	m.cut(t.Interval)
	m.Terms = append(m.Terms, t)
	m.sortTerms()
}

func (m *Measure) sortTerms() {
	slices.SortFunc(m.Terms, func(a, b Term) int { return a.From.Compare(b.From) })
}

// setState puts the measure in a state for an interval. A measure that is
// imposed needs a duty: the one given, or the last one that it had.
func (m *Measure) setState(during trade.Interval, state State, duty string) error {
	if state == Imposed && duty == "" {
		m.sortTerms()
		for _, t := range m.Terms {
			if t.Duty != "" && (duty == "" || !t.From.After(during.From)) {
				duty = t.Duty
			}
		}
		if duty == "" {
			return fmt.Errorf("measure %s never had a duty; give one", m.Heading)
		}
	}
	m.SetTerm(Term{Interval: during, State: state, Duty: duty, Source: "scenario"})
	return nil
}

// changeRate puts another duty into the imposed days of an interval.
func (m *Measure) changeRate(during trade.Interval, duty string, must bool) error {
	changed := false
	for _, t := range m.cut(during) {
		if t.State == Imposed {
			t.Duty, t.Source = duty, "scenario"
			changed = true
		}
		m.Terms = append(m.Terms, t)
	}
	m.sortTerms()
	if must && !changed {
		return fmt.Errorf("measure %s is not imposed on any day of %s; set its state instead", m.Heading, during)
	}
	return nil
}

// shift moves a boundary of the terms of the measures selected: the day on which
// one term ends and the next begins.
func (e *Edit) shift(b *Book) error {
	moved := false
	err := e.each(b, func(m *Measure) error {
		for i := range m.Terms {
			t := &m.Terms[i]
			if t.From == e.Date {
				t.From, moved = e.NewDate, true
			}
			if t.To == e.Date {
				t.To, moved = e.NewDate, true
			}
			if t.IsEmpty() {
				return fmt.Errorf("measure %s: the term would hold no day", m.Heading)
			}
		}
		m.sortTerms()
		for i := 1; i < len(m.Terms); i++ {
			if m.Terms[i].Overlaps(m.Terms[i-1].Interval) {
				return fmt.Errorf("measure %s: the terms would overlap", m.Heading)
			}
		}
		return nil
	})
	if err == nil && !moved {
		return fmt.Errorf("no term of the measure begins or ends on %s", e.Date)
	}
	return err
}

// touches reports whether a line or a number of the schedule is among products.
func (s *Schedule) touches(products trade.ProductSet) bool {
	if s == nil {
		return false
	}
	return slices.ContainsFunc(s.Lines, func(l Line) bool {
		below := func(p trade.Product) bool { return len(p) > len(l.Code) && p.Within(l.Code) }
		return products.Contains(l.Code) || slices.ContainsFunc(products.In, below)
	}) || slices.ContainsFunc(s.Numbers, func(n Number) bool { return products.Contains(n.Code) })
}
