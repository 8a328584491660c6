package lists

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Designation is a person, an entity or a vessel that a regime lists, with the days.
type Designation struct {
	Regime sanctions.Regime `json:"regime"`
	Name   string           `json:"name,omitempty"`
	Kind   string           `json:"kind,omitempty"` // "person", "entity", "vessel"
	IMO    IMO              `json:"imo,omitempty"`  // of a vessel
	// Listed are the days of the listing. KnownFrom and KnownUntil limit what the
	// source says of it; a zero KnownFrom is no limit.
	Listed     trade.Interval `json:"listed,omitzero"`
	KnownFrom  trade.Date     `json:"known_from,omitzero"`
	KnownUntil trade.Date     `json:"known_until,omitzero"`
	Measure    string         `json:"measure,omitempty"` // "blocked", "transaction ban", "asset freeze"
	Instrument string         `json:"instrument,omitempty"`
	Sources    []string       `json:"sources,omitempty"`
}

// Register is a set of designations.
type Register struct {
	Designations []Designation
	// Whole are the days on which it holds the whole list of its regimes, as one read
	// from its publisher does on the day of publication. A register that is never
	// whole, the zero value, does not know who is not listed.
	Whole []trade.Interval
}

// Membership is the answer of a register.
type Membership struct {
	// Holds is Met when listed on the day, NotMet when not.
	Holds sanctions.Holds `json:"holds"`
	// By are the designations that list it on the day.
	By []Designation `json:"by,omitempty"`
}

// beyond says that a register cannot answer for a name on a day: it does not hold the name,
// or, with d, holds it for other days.
func beyond(regime sanctions.Regime, name string, on trade.Date, d *Designation) *sanctions.Error {
	e := &sanctions.Error{
		Code: "not_covered", Subject: fmt.Sprintf("%s designation of %s on %s", regime, clip.To(name, 80), on),
		Reason: "the register does not hold the name and is not the whole list of that day, which says nothing; read the " +
			"list of the regime",
	}
	if d != nil {
		e.Code = "horizon"
		e.Reason = fmt.Sprintf("known from %s to %s only; read the list of that day", orOpen(d.KnownFrom),
			orOpen(d.KnownUntil))
	}
	return e
}

func orOpen(d trade.Date) string {
	if d.IsZero() {
		return "…"
	}
	return d.String()
}

// ByName asks whether a regime lists a name on a day: the same letters in any case.
// Screening of names that are alike is not what this package does.
func (r *Register) ByName(regime sanctions.Regime, name string, on trade.Date) (Membership, error) {
	want := foldName(name)
	return r.find(regime, name, on, func(d *Designation) bool { return foldName(d.Name) == want })
}

// ByIMO asks whether a regime lists a vessel on a day.
func (r *Register) ByIMO(regime sanctions.Regime, number IMO, on trade.Date) (Membership, error) {
	if _, err := ParseIMO(string(number)); err != nil {
		return Membership{}, err
	}
	return r.find(regime, number.String(), on, func(d *Designation) bool { return d.IMO == number })
}

func foldName(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

func (r *Register) find(regime sanctions.Regime, name string, on trade.Date, match func(*Designation) bool) (Membership,
	error,
) {
	var m Membership
	if on.IsZero() {
		return m, &sanctions.MissingFactError{Fact: "date", For: "a list has members on a day"}
	}
	held, reached := false, false
	var other *Designation // of other days
	for i := range r.Designations {
		d := &r.Designations[i]
		if d.Regime != regime || !match(d) {
			continue
		}
		held = true
		if on.Before(d.KnownFrom) || !d.KnownUntil.IsZero() && on.After(d.KnownUntil) {
			other = d
			continue
		}
		reached = true
		if d.Listed.Contains(on) {
			m.By = append(m.By, *d)
		}
	}
	switch {
	case len(m.By) > 0:
		m.Holds = sanctions.Met
	case other != nil:
		return m, beyond(regime, name, on, other)
	case held && reached, slices.ContainsFunc(r.Whole, func(days trade.Interval) bool { return days.Contains(on) }):
		m.Holds = sanctions.NotMet
	default:
		return m, beyond(regime, name, on, nil)
	}
	return m, nil
}

// Check reports designations that contradict each other or themselves, all together.
func (r *Register) Check() error {
	var all check.Problems
	for i := range r.Designations {
		d := &r.Designations[i]
		if d.Name == "" || d.Listed.IsEmpty() {
			all.Add(fault.Contradiction("needs a name and at least one day",
				fmt.Sprintf("designation %d %s %s", i, d.Name, d.Listed)))
		}
		if d.IMO != "" {
			if _, err := ParseIMO(string(d.IMO)); err != nil {
				all.Add(err)
			}
		}
		for j := range i {
			o := &r.Designations[j]
			if o.Regime == d.Regime && o.Measure == d.Measure && foldName(o.Name) == foldName(d.Name) && o.IMO == d.IMO &&
				o.Listed.Overlaps(d.Listed) {
				all.Add(fault.Overlap(string(d.Regime)+" "+"designation of "+d.Name, o.Listed, d.Listed))
			}
		}
	}
	return all.Err()
}

// SDNRegister collects the list of OFAC as it was published on a day. It knows that
// day and no other. With a row that could not be read the register is not whole: it
// comes back with the good rows and an error of all bad ones.
func SDNRegister(rows iter.Seq2[SDN, error], published trade.Date) (*Register, error) {
	r := &Register{}
	day := trade.Interval{From: published, To: published.AddDays(1)}
	var all check.Problems
	for row, err := range rows {
		if err != nil {
			all.Add(err)
			continue
		}
		kind := row.Type
		switch kind {
		case "":
			kind = "entity"
		case "individual":
			kind = "person"
		}
		r.Designations = append(r.Designations, Designation{
			Regime: sanctions.US, Name: row.Name, Kind: kind, IMO: row.IMO,
			Listed: day, KnownFrom: published, KnownUntil: published,
			Measure: "blocked", Instrument: strings.Join(row.Programs, ", "),
			Sources: []string{fmt.Sprintf("sdn.csv of %s, line %d", published, row.Line)},
		})
	}
	if published.IsZero() {
		all.Add(&sanctions.MissingFactError{Fact: "published", For: "a list is that of a day"})
	}
	err := all.Err()
	if err == nil {
		r.Whole = []trade.Interval{day}
	}
	return r, err
}
