package programme

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
)

// Legality is the answer of the test of an import against the bans of a regime.
type Legality string

// The answers.
const (
	Prohibited Legality = "prohibited"
	Exempt     Legality = "exempt"      // banned, and left out by an exemption
	NotCovered Legality = "not_covered" // no ban held here is about it
	Undecided  Legality = "unknown"     // a fact is missing, or what holds is not known
)

// ImportAnswer is the result of TestImport.
type ImportAnswer struct {
	Regime  sanctions.Regime `json:"regime"`
	On      trade.Date       `json:"on,omitzero"`
	Verdict Legality         `json:"verdict"`
	// Ban is the ban that decided; nil when none is about the goods. Exemption is
	// what leaves them out of it.
	Ban       *Parameter `json:"ban"`
	Exemption *Parameter `json:"exemption"`
	// Needs are the facts that would decide, as the conditions name them.
	Needs      []string   `json:"needs,omitempty"`
	KnownUntil trade.Date `json:"known_until,omitzero"` // the nearest horizon of what was asked
	// Held says that the last rule known stands in for a day past what is known.
	Held bool     `json:"held,omitempty"`
	Why  []string `json:"why,omitempty"`
}

// TestImport tests goods that enter, or are bought for, a destination against the
// bans of a regime on a day. A ban whose conditions are open for lack of a fact
// leaves the answer Undecided and names the fact, as does an exemption that might
// apply; a fact that is not stated never frees and never condemns. A ban in force
// whose terms are no conditions leaves it Undecided too, with its note: it may be about
// the goods. What one ban prohibits is Prohibited, whatever is open about another.
// With an error the verdict is Undecided. Where what holds is not
// known the error is an *UnknownError; a regime without a ban in the program is an
// *sanctions.Error "not_covered".
func (p *Programme) TestImport(r sanctions.Regime, d Deal, on trade.Date) (ImportAnswer, error) {
	a := ImportAnswer{Regime: r, On: on, Verdict: Undecided}
	if err := p.checkDeal(&d); err != nil {
		return a, err
	}
	if d.Product == "" {
		return a, &sanctions.MissingFactError{Fact: "product", For: "a ban is on goods; state the code, such as 2709"}
	}
	bans := p.Under(r, "ban/")
	if len(bans) == 0 {
		_, err := p.Parameter(r, "ban/"+string(d.Product))
		return a, err
	}
	a.Verdict = NotCovered
	var unknown error
	for _, ban := range bans {
		one, err := p.testBan(ban, &d, on)
		if err != nil {
			one.Verdict = Undecided
			one.Why = append(one.Why, err.Error())
			unknown = cmp.Or(unknown, err)
		}
		if a.KnownUntil.IsZero() || ban.KnownUntil.Before(a.KnownUntil) {
			a.KnownUntil = ban.KnownUntil
		}
		a.Why, a.Held = append(a.Why, one.Why...), a.Held || one.Held
		if severity(one.Verdict) > severity(a.Verdict) {
			a.Verdict, a.Ban, a.Exemption, a.Needs = one.Verdict, one.Ban, one.Exemption, one.Needs
		}
	}
	if a.Verdict == Prohibited {
		return a, nil // whatever the others say
	}
	return a, unknown
}

// severity orders answers of several bans: what is prohibited by one is prohibited.
func severity(l Legality) int {
	return slices.Index([]Legality{NotCovered, Exempt, Undecided, Prohibited}, l)
}

// testBan tests goods against one ban and what it leaves out.
func (p *Programme) testBan(ban *Parameter, d *Deal, on trade.Date) (ImportAnswer, error) {
	a := ImportAnswer{Verdict: NotCovered}
	b, err := ban.on(on, p.Hold)
	a.Held = b.Held
	if err != nil {
		var unknown *UnknownError
		if errors.As(err, &unknown) && !on.After(ban.KnownUntil) {
			if term, _ := ban.at(on); term.isNot(d, on) {
				return a, nil // not about these goods
			}
		}
		return a, err
	}
	if b.Term == nil || b.Status != inForce {
		a.Why = append(a.Why, fmt.Sprintf("%s: %s on %s", ban.Name, strings.ReplaceAll(string(b.Status), "_", " "), on))
		return a, nil
	}
	holds, which := TestAll(b.Term.Conditions, d, on)
	if holds == sanctions.NotMet {
		return a, nil
	}
	a.Ban = ban
	if len(b.Term.Conditions) == 0 {
		a.Verdict, a.Needs = Undecided, []string{"what " + ban.Name + " is about"}
		a.Why = append(a.Why,
			withNote(fmt.Sprintf("%s is in force (%s; %s), and whether it is about these goods its terms do not say",
				ban.Name, b.Term.Instrument, strings.Join(b.Term.Sources, ", ")), b.Term))
	} else if holds == sanctions.Met {
		a.Verdict = Prohibited
		a.Why = append(a.Why,
			fmt.Sprintf("%s bans it: %s (%s; %s)", ban.Name, conditionText(which), b.Term.Instrument,
				strings.Join(b.Term.Sources, ", ")))
	} else {
		a.Verdict = Undecided
		for _, c := range which {
			a.Needs = append(a.Needs, c.String())
		}
		a.Why = append(a.Why,
			withNote(fmt.Sprintf("%s bans it if %s; that is not stated", ban.Name, conditionText(which)), b.Term))
		if p.waived(&a, ban, which, d, on) {
			return a, nil
		}
	}
	err = p.exemptions(&a, ban, d, on)
	return a, err
}

// exemptions looks for what a ban leaves out.
func (p *Programme) exemptions(a *ImportAnswer, ban *Parameter, d *Deal, on trade.Date) error {
	_, name, _ := strings.Cut(ban.Name, "/")
	for _, q := range p.Under(ban.Regime, "exemption/"+name+"/") {
		term, last := q.at(on)
		if term == nil {
			term = last
		}
		x, err := q.on(on, p.Hold)
		a.Held = a.Held || x.Held
		if err != nil {
			// What holds is not known: that matters if the goods could be meant.
			if term == nil {
				continue
			}
			if term.isNot(d, on) {
				continue
			}
			a.Why = append(a.Why, err.Error())
			if a.Verdict == Prohibited {
				a.Verdict = Undecided
				return err
			}
			continue
		}
		if x.Term == nil || x.Status != inForce {
			for i := range q.Terms {
				if t := &q.Terms[i]; len(t.Conditions) > 0 && !t.isNot(d, on) {
					a.Why = append(a.Why, fmt.Sprintf("%s does not hold on %s: %s only", q.Name, on, t.Interval))
				}
			}
			continue
		}
		holds, which := TestAll(x.Term.Conditions, d, on)
		switch holds {
		case sanctions.Met:
			a.Verdict, a.Exemption, a.Needs = Exempt, q, nil
			a.Why = append(a.Why, withNote(fmt.Sprintf("%s leaves it out: %s (%s; %s)",
				q.Name, conditionText(which), x.Term.Instrument, strings.Join(x.Term.Sources, ", ")), x.Term))
			return nil
		case sanctions.Open:
			a.Verdict = Undecided
			for _, c := range which {
				a.Needs = append(a.Needs, c.String())
			}
			a.Why = append(a.Why, fmt.Sprintf("%s leaves it out if %s; that is not stated", q.Name, conditionText(which)))
		}
	}
	return nil
}

// withNote puts the note of a term behind a reason.
func withNote(line string, t *Term) string {
	if t.Note == "" {
		return line
	}
	return line + "; " + t.Note
}

// isNot reports whether a term is surely not about a deal.
func (t *Term) isNot(d *Deal, on trade.Date) bool {
	holds, _ := TestAll(t.Conditions, d, on)
	return holds == sanctions.NotMet
}

// waived says what a ban on goods made from a banned input asks where the origin of
// the input is not stated: nothing, where a rule under rule/<ban>/ presumes it to be
// another, else evidence.
func (p *Programme) waived(a *ImportAnswer, ban *Parameter, open []Condition, d *Deal, on trade.Date) bool {
	if slices.ContainsFunc(open, func(c Condition) bool { return !slices.Equal(c.Facts, []string{"crude_origin"}) }) {
		return false
	}
	_, name, _ := strings.Cut(ban.Name, "/")
	for _, q := range p.Under(ban.Regime, "rule/"+name+"/") {
		x, err := q.on(on, p.Hold)
		if err != nil || x.Term == nil || x.Status != inForce {
			continue
		}
		holds, which := TestAll(x.Term.Conditions, d, on)
		switch holds {
		case sanctions.Met:
			a.Verdict, a.Ban, a.Needs = NotCovered, nil, nil
			a.Why = append(a.Why, fmt.Sprintf("%s: %s; %s (%s)", q.Name, conditionText(which), x.Term.Note, x.Term.Instrument))
			return true
		case sanctions.Open:
			for _, c := range which {
				a.Needs = append(a.Needs, c.String())
			}
		}
	}
	a.Why = append(a.Why, "evidence of the origin of the crude is asked at import")
	return false
}

// YearList is a list that is published anew each year, such as that of the net
// exporters of crude: the countries of the list, by the calendar year it describes.
type YearList map[int][]trade.Country

// YearBefore says for an import on a day whether a country stands in the list that
// describes the calendar year before: "yes", "no", or nothing when there is no such
// list. It is what Deal.NetExporter takes.
func (l YearList) YearBefore(c trade.Country, on trade.Date) string {
	year, _, _ := on.Parts()
	list, ok := l[year-1]
	switch {
	case !ok || c == "" || year == 0:
		return ""
	case slices.Contains(list, c):
		return "yes"
	}
	return "no"
}
