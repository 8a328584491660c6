package programme

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Status is what a term says of its days: "in_force", "not_in_force", "suspended",
// "legal_basis" (allowed or directed by a law, without an act that does it), "announced"
// (said or agreed, without an act in force), "ended" (by an act that the term names), or
// "unknown", which stands in tables only: a question that meets it is answered by an
// *UnknownError.
type Status string

const (
	inForce       Status = "in_force"
	notInForce    Status = "not_in_force"
	suspended     Status = "suspended"
	legalBasis    Status = "legal_basis"
	announced     Status = "announced"
	ended         Status = "ended"
	unknownStatus Status = "unknown"
)

// Moment is a day with the clock at which a rule begins or ends on it.
type Moment struct {
	Day   trade.Date `json:"day,omitzero"`
	Clock string     `json:"clock,omitempty"` // "23:00 London"
}

// String prints the day and the clock.
func (m Moment) String() string { return strings.TrimSpace(m.Day.String() + " " + m.Clock) }

// Term is what holds of a parameter on a stretch of days.
type Term struct {
	trade.Interval `json:"days,omitzero"`
	// Starts and Ends are set where the source names a clock.
	Starts Moment `json:"starts,omitzero"`
	Ends   Moment `json:"ends,omitzero"`
	// StatedTo is the end that the act itself named, where a later one came sooner.
	StatedTo trade.Date `json:"stated_to,omitzero"`
	// Published is the first day on which the term could be known; zero means not
	// later than its first day.
	Published  trade.Date       `json:"published,omitzero"`
	Status     Status           `json:"status"`
	Value      *decimal.Decimal `json:"value"` // nil where the term has no number
	Unit       string           `json:"unit,omitempty"`
	Instrument string           `json:"instrument,omitempty"`
	Conditions []Condition      `json:"conditions,omitempty"`
	Note       string           `json:"note,omitempty"`
	Sources    []string         `json:"sources,omitempty"`
}

// Text is the value with its unit, or the status.
func (t *Term) Text() string {
	if t.Value == nil {
		return string(t.Status)
	}
	if t.Unit == CapUnit {
		return trade.Amount(*t.Value) + " " + t.Unit
	}
	return strings.TrimSpace(t.Value.String() + " " + t.Unit)
}

// Parameter is one question of one regime with its terms, oldest first.
type Parameter struct {
	Regime     sanctions.Regime `json:"regime"`
	Name       string           `json:"name,omitempty"` // "cap/crude"
	KnownUntil trade.Date       `json:"known_until,omitzero"`
	Terms      []Term           `json:"terms,omitempty"`
}

// Kind is the first part of the name: cap, ban, exemption, licence, …
func (p *Parameter) Kind() string { kind, _, _ := strings.Cut(p.Name, "/"); return kind }

// Programme is a set of parameters.
type Programme struct {
	Title, Source, Retrieved string
	Parameters               []Parameter // in the order of the table
	// Hold answers for days past the last one known with the last rule known; the answer
	// says so in Held. What is known to be unknown stays an *UnknownError.
	Hold bool
}

// Answer is what holds of a parameter on a day.
type Answer struct {
	Regime     sanctions.Regime `json:"regime"`
	Parameter  string           `json:"parameter,omitempty"`
	On         trade.Date       `json:"on,omitzero"`
	Status     Status           `json:"status"`
	Term       *Term            `json:"term"` // nil when not in force
	KnownUntil trade.Date       `json:"known_until,omitzero"`
	// Held says that the day is past KnownUntil, and the last rule known stands in.
	Held bool `json:"held,omitempty"`
	// Turns are the moments of the day at which a term begins or ends, in words.
	Turns []string `json:"turns,omitempty"`
}

// UnknownError says that what holds on a day is not known: the day is past what
// the sources reach, or they are silent or contradict each other on it.
type UnknownError struct {
	Regime     sanctions.Regime
	Parameter  string
	Asked      trade.Date
	KnownUntil trade.Date
	// Gap is the stretch without an answer when the day is not past KnownUntil.
	Gap    trade.Interval
	Reason string
	// Last is the last term that was known, as it was then stated; nil when there
	// is none. It is no answer.
	Last *Term
}

func (e *UnknownError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s on %s: ", e.Regime, e.Parameter, e.Asked)
	if e.Asked.After(e.KnownUntil) {
		if e.Reason != "" {
			fmt.Fprintf(&b, "not known (%s); ", e.Reason)
		}
		fmt.Fprintf(&b, "known until %s", e.KnownUntil)
		if e.Last != nil {
			fmt.Fprintf(&b, "; the last term known, %s, says %s", e.Last.Interval, e.Last.Text())
		}
		b.WriteString("; ask for a day up to then")
		return b.String()
	}
	fmt.Fprintf(&b, "not known for %s: %s; the act itself decides", e.Gap, e.Reason)
	return b.String()
}

// Unwrap makes the error one of the class of *tariff.HorizonError.
func (e *UnknownError) Unwrap() error {
	h := &tariff.HorizonError{Asked: e.Asked, KnownUntil: e.KnownUntil, What: string(e.Regime) + " " + e.Parameter}
	if !e.Asked.After(e.KnownUntil) && e.Gap.From.IsZero() {
		h.KnownFrom = e.Gap.To
	}
	return h
}

// Parameter finds a parameter of a regime.
func (p *Programme) Parameter(r sanctions.Regime, name string) (*Parameter, error) {
	kind, _, _ := strings.Cut(name, "/")
	var has []string // what the programme holds of the regime and kind
	for i := range p.Parameters {
		q := &p.Parameters[i]
		switch {
		case q.Regime != r:
		case q.Name == name:
			return q, nil
		case q.Kind() == kind && len(has) < 20:
			has = append(has, q.Name)
		}
	}
	reason := "the program does not hold it, which says nothing about the law"
	if len(has) > 0 {
		reason += "; it holds " + strings.Join(has, ", ")
	}
	return nil, &sanctions.Error{Code: "not_covered", Subject: fmt.Sprintf("%s %s", r, clip.To(name, 80)), Reason: reason}
}

// Under are the parameters of a regime whose names begin with the prefix.
func (p *Programme) Under(r sanctions.Regime, prefix string) []*Parameter {
	var out []*Parameter
	for i := range p.Parameters {
		if q := &p.Parameters[i]; q.Regime == r && strings.HasPrefix(q.Name, prefix) {
			out = append(out, q)
		}
	}
	return out
}

// Ask says what holds of a parameter on a day.
func (p *Programme) Ask(r sanctions.Regime, name string, on trade.Date) (Answer, error) {
	q, err := p.Parameter(r, name)
	if err != nil {
		return Answer{Regime: r, Parameter: name, On: on, Status: unknownStatus}, err
	}
	return q.on(on, p.Hold)
}

// On says what holds on a day. With an error the status is Unknown.
func (p *Parameter) On(on trade.Date) (Answer, error) { return p.on(on, false) }

func (p *Parameter) on(on trade.Date, hold bool) (Answer, error) {
	a := Answer{Regime: p.Regime, Parameter: p.Name, On: on, Status: unknownStatus, KnownUntil: p.KnownUntil}
	if on.IsZero() {
		return a, &tariff.ValueError{Field: "date", Text: "(none)", Reason: "needs the day asked for, such as 2026-02-01"}
	}
	term, last := p.at(on)
	if on.After(p.KnownUntil) && !hold || term != nil && term.Status == unknownStatus {
		e := &UnknownError{Regime: p.Regime, Parameter: p.Name, Asked: on, KnownUntil: p.KnownUntil, Last: last}
		if term != nil && term.Status == unknownStatus {
			e.Reason, e.Gap = term.Note, term.Interval
		}
		return a, e
	}
	a.Status, a.Term, a.Held = notInForce, term, on.After(p.KnownUntil)
	if term != nil {
		a.Status = term.Status
	}
	for i := range p.Terms {
		t := &p.Terms[i]
		if t.Starts.Day == on && t.Starts.Clock != "" {
			a.Turns = append(a.Turns, fmt.Sprintf("%s from %s", t.Text(), t.Starts.Clock))
		}
		if t.Ends.Day == on && t.Ends.Clock != "" {
			a.Turns = append(a.Turns, fmt.Sprintf("%s until %s", t.Text(), t.Ends.Clock))
		}
	}
	return a, nil
}

// at returns the term of a day, and the last one that says something by then.
func (p *Parameter) at(on trade.Date) (term, last *Term) {
	for i := range p.Terms {
		t := &p.Terms[i]
		if t.Contains(on) {
			term = t
		}
		if t.Status != unknownStatus && !t.From.After(on) {
			last = t
		}
	}
	return term, last
}

// AsPublished returns the program as it could be known on a day: terms published
// later are gone, and those that they cut short end as their own act stated.
func (p *Programme) AsPublished(on trade.Date) *Programme {
	out := *p
	out.Parameters = slices.Clone(p.Parameters)
	for i := range out.Parameters {
		q := &out.Parameters[i]
		var kept []Term
		for _, t := range p.Parameters[i].Terms {
			published := t.Published
			if published.IsZero() {
				published = t.From
			}
			if !published.After(on) {
				kept = append(kept, t)
				continue
			}
			if n := len(kept) - 1; n >= 0 && !kept[n].To.IsZero() && kept[n].To == t.From {
				kept[n].To, kept[n].Ends = kept[n].StatedTo, Moment{}
			}
		}
		q.Terms = kept
	}
	return &out
}
