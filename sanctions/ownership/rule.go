package ownership

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Rule names whose law is asked: OFAC, EU, UK or BIS.
type Rule string

// The rules that this package holds.
const (
	OFAC Rule = "ofac"
	EU   Rule = "eu"
	UK   Rule = "uk"
	BIS  Rule = "bis"
)

// Rules are all of them.
func Rules() []Rule { return []Rule{OFAC, EU, UK, BIS} }

func ruleFault(name string) *Error {
	return &Error{Code: unknownRule, Text: name, Reason: "want ofac, eu, uk or bis"}
}

// ParseRule reads the name of a rule in any case.
func ParseRule(s string) (Rule, error) {
	for _, r := range Rules() {
		if strings.EqualFold(strings.TrimSpace(s), string(r)) {
			return r, nil
		}
	}
	return "", ruleFault(s)
}

// State says whether a variant blocks anybody on its days: "in_force", "suspended",
// "not_yet_in_force", or "unknown" where it is not known.
type State string

const (
	inForce      State = "in_force"
	suspended    State = "suspended"
	notYet       State = "not_yet_in_force"
	unknownState State = "unknown"
)

// String is the state in one word; the zero value is unknown.
func (s State) String() string { return string(cmp.Or(s, unknownState)) }

// check reports what keeps a variant from being applied.
func (v *Variant) check() error {
	reason := ""
	switch {
	case v.State != inForce && v.State != suspended && v.State != notYet && v.State != unknownState:
		reason = fmt.Sprintf("its state is %q", clip.Text(string(v.State)))
	case v.Threshold.IsZero() || v.Threshold.Cmp(hundred()) > 0:
		reason = "its threshold is " + v.Threshold.String() + " percent"
	case v.Comparison != atLeast && v.Comparison != moreThan:
		reason = fmt.Sprintf("its comparison is %q", clip.Text(v.Comparison))
	}
	if reason == "" {
		return nil
	}
	return &Error{
		Code: badVariant, Text: string(v.Rule),
		Reason: reason + "; take one from Rule.On, and look at its error",
	}
}

// What a share is to the threshold.
const (
	atLeast  = "at_least"
	moreThan = "more_than"
)

// Variant is a rule as it stood on the days of its interval.
type Variant struct {
	Rule  Rule
	Name  string
	State State
	// Interval are the days of the variant; KnownUntil is the last one for which the
	// sources say that it holds.
	Interval   trade.Interval
	KnownUntil trade.Date
	// Threshold and Comparison, "at_least" or "more_than", are the test of a share.
	Threshold  Percent
	Comparison string
	// Aggregate adds the shares of all listed persons. Without it each listed person is
	// asked alone, with what it owns or controls.
	Aggregate bool
	// Control blocks an entity that a blocked owner controls, whatever its share.
	Control bool
	// Citation is where the rule stands, Caution what it asks for beside the arithmetic.
	Citation, Caution string
	// On is the day asked for.
	On trade.Date
}

// Held says that the variant stands in for a day that the sources do not reach.
func (v *Variant) Held() bool { return v.On.After(v.KnownUntil) }

// Variants lists the variants of a rule, the earliest first. It is a fresh copy.
func (r Rule) Variants() []Variant {
	day := trade.NewDate
	fifty := Percent{hundredHi / 2, hundredLo / 2}
	// The sources of the rules were read on this day.
	read := day(2026, 11, 23)
	switch r {
	case OFAC:
		return []Variant{{
			Rule: OFAC, Name: "OFAC 50 Percent Rule", State: inForce,
			Interval: trade.Interval{From: day(2014, 8, 13)}, KnownUntil: read,
			Threshold: fifty, Comparison: atLeast, Aggregate: true,
			Citation: "31 CFR 587.406; OFAC guidance of 13 August 2014; OFAC FAQ 398, 399, 401",
			Caution: "control alone does not block, but OFAC urges caution with an entity that blocked persons control or " +
				"hold a significant part of (FAQ 398)",
		}}
	case EU:
		const control = "control is presumed from the facts that the Best Practices list and may be rebutted"
		return []Variant{{
			Rule: EU, Name: "EU ownership and control test", State: inForce,
			Interval: trade.Interval{From: day(2022, 4, 8), To: day(2024, 7, 3)}, KnownUntil: read,
			Threshold: fifty, Comparison: moreThan, Aggregate: true, Control: true,
			Citation: "EU Best Practices before 3 July 2024; Commission FAQ on asset freezes, question 8 of 8 April 2022 " +
				"(aggregation)",
			Caution: control,
		}, {
			Rule: EU, Name: "EU ownership and control test", State: inForce,
			Interval: trade.Interval{From: day(2024, 7, 3)}, KnownUntil: read,
			Threshold: fifty, Comparison: atLeast, Aggregate: true, Control: true,
			Citation: "EU Best Practices of 3 July 2024; Commission FAQ on asset freezes, question 8",
			Caution:  control,
		}}
	case UK:
		return []Variant{{
			Rule: UK, Name: "UK ownership and control test", State: inForce,
			Interval: trade.Interval{From: day(2020, 12, 31)}, KnownUntil: read,
			Threshold: fifty, Comparison: moreThan, Control: true,
			Citation: "Russia (Sanctions) (EU Exit) Regulations 2019, regulation 7 and Schedule 1; OFSI general guidance, 4.14",
			Caution:  "shares that listed persons hold under a joint arrangement count together; edges do not show one",
		}}
	case BIS:
		const (
			name     = "BIS Affiliates Rule"
			citation = "interim final rule of 29 September 2025, FR Doc. 2025-19001, 90 FR 47201"
			redFlag  = "a share that is not known is a duty to find it out (Red Flag 29); an affiliate of several listed " +
				"owners stands under the most restrictive one"
		)
		rule := Variant{
			Rule: BIS, Name: name, KnownUntil: day(2026, 11, 9), Threshold: fifty, Comparison: atLeast,
			Aggregate: true, Caution: redFlag,
		}
		before, during, after, then := rule, rule, rule, rule
		before.State, before.Interval = notYet, trade.Interval{To: day(2025, 9, 29)}
		before.Citation = "before the " + citation + ", the lists of BIS reached only who stands on them"
		during.State, during.Interval, during.Citation = inForce,
			trade.Interval{From: day(2025, 9, 29), To: day(2025, 11, 10)}, citation
		after.State, after.Interval = suspended, trade.Interval{From: day(2025, 11, 10), To: day(2026, 11, 10)}
		after.Citation = citation +
			"; suspended from 10 November 2025 to 9 November 2026 by the final rule of November 2025, 90 FR 50857"
		then.State, then.Interval = unknownState, trade.Interval{From: day(2026, 11, 10)}
		then.Citation = after.Citation +
			"; by its text it applies again from 10 November 2026 unless the suspension is extended; " +
			"an extension to 10 January 2027 was announced in September 2026, and no notice of it was found"
		return []Variant{before, during, after, then}
	}
	return nil
}

// On returns the variant of a day. A day that the sources do not reach, before the first
// variant or after the last day known, is a *tariff.HorizonError with that day. A day on
// which the rule is known not to be in force is no error: the variant says so in State,
// and blocks nobody.
func (r Rule) On(day trade.Date) (Variant, error) { return r.on(day, false) }

// Hold is On, but answers with the last variant known for a day past the sources;
// its Held then says so. Where it is known that the last one ended and not what came
// then, the State of the answer is Unknown.
func (r Rule) Hold(day trade.Date) (Variant, error) { return r.on(day, true) }

func (r Rule) on(day trade.Date, hold bool) (Variant, error) {
	variants := r.Variants()
	if len(variants) == 0 {
		return Variant{}, ruleFault(string(r))
	}
	if day.IsZero() {
		return Variant{}, &trade.DateError{}
	}
	last := variants[len(variants)-1]
	if day.After(last.KnownUntil) && !hold {
		return Variant{},
			&tariff.HorizonError{
				Asked: day, KnownFrom: variants[0].Interval.From, KnownUntil: last.KnownUntil,
				What: "the " + last.Name,
			}
	}
	for _, v := range variants {
		if v.Interval.Contains(day) {
			v.On = day
			return v, nil
		}
	}
	return Variant{},
		&tariff.HorizonError{
			Asked: day, KnownFrom: variants[0].Interval.From, KnownUntil: last.KnownUntil,
			What: "the " + last.Name,
		}
}

// reaches is the test of a share.
func (v *Variant) reaches(p Percent) bool {
	c := p.Cmp(v.Threshold)
	return c > 0 || (c == 0 && v.Comparison == atLeast)
}

// Describe says the test in words: "50 % or more, shares of all listed persons added".
func (v *Variant) Describe() string {
	text := v.Threshold.String() + " % or more"
	if v.Comparison == moreThan {
		text = "more than " + v.Threshold.String() + " %"
	}
	if v.Aggregate {
		text += ", the shares of all blocked persons added together"
	} else {
		text += ", each listed person alone with what it owns or controls"
	}
	if v.Control {
		return text + "; control blocks too"
	}
	return text + "; control does not count"
}
