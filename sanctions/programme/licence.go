package programme

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade"
)

// LicenceAnswer says whether a licence covers a deal on a day.
type LicenceAnswer struct {
	Licence *Parameter      `json:"licence"`
	Holds   sanctions.Holds `json:"holds"`
	Term    *Term           `json:"term"` // nil when no letter of the licence runs on the day
	// Decided are the conditions that decided: the one not met, those that are open,
	// or all of them.
	Decided []Condition `json:"decided,omitempty"`
	// Held says that the last rule known stands in for a day past what is known.
	Held bool   `json:"held,omitempty"`
	Why  string `json:"why,omitempty"`
}

// TestLicence tests a deal on a day against one licence, "licence/134". That a
// licence runs and its conditions on days, places and goods are met is Met; what else
// its text asks stands in Term.Note. One without such conditions is about named persons
// or projects: it is Open while it runs. The errors are those of Ask and of Deal.Check.
func (p *Programme) TestLicence(r sanctions.Regime, name string, d Deal, on trade.Date) (LicenceAnswer, error) {
	if err := p.checkDeal(&d); err != nil {
		return LicenceAnswer{}, err
	}
	q, err := p.Parameter(r, name)
	if err != nil {
		return LicenceAnswer{}, err
	}
	return q.licence(&d, on, p.Hold)
}

func (p *Parameter) licence(d *Deal, on trade.Date, hold bool) (LicenceAnswer, error) {
	a := LicenceAnswer{Licence: p, Holds: sanctions.NotMet}
	x, err := p.on(on, hold)
	a.Held = x.Held
	if err != nil {
		a.Holds = sanctions.Open
		return a, err
	}
	if x.Term == nil || x.Status != inForce {
		a.Why = fmt.Sprintf("no letter of %s runs on %s", p.Name, on)
		if _, last := p.at(on); last != nil {
			a.Why += fmt.Sprintf("; %s ran to %s", last.Instrument, last.lastMoment())
		}
		return a, nil
	}
	a.Term = x.Term
	a.Holds, a.Decided = TestAll(x.Term.Conditions, d, on)
	end := "no end stated"
	if !x.Term.To.IsZero() {
		end = "to " + x.Term.lastMoment()
	}
	if len(x.Term.Conditions) == 0 {
		// Persons and projects are no facts of a deal.
		a.Holds = sanctions.Open
		a.Why = fmt.Sprintf("%s (%s) runs; whether it is about this deal its conditions do not say: %s", x.Term.Instrument,
			end, x.Term.Note)
		return a, nil
	}
	switch a.Holds {
	case sanctions.Met:
		a.Why = fmt.Sprintf("%s (%s) covers it", x.Term.Instrument, end)
	case sanctions.NotMet:
		a.Why = fmt.Sprintf("%s (%s) covers it only if %s; that is not so", x.Term.Instrument, end, conditionText(a.Decided))
	default:
		a.Why = fmt.Sprintf("%s (%s) covers it if %s; that is not stated or disputed", x.Term.Instrument, end,
			conditionText(a.Decided))
	}
	if x.Term.Note != "" {
		a.Why += "; " + x.Term.Note
	}
	return a, nil
}

// Licences are the licences of a regime with conditions that a deal meets or may
// meet on a day. Licences without conditions, which are about named persons, are
// left out; so are those of which nothing is known on the day, whose errors come
// back beside the answers unless they are surely about other deals.
func (p *Programme) Licences(r sanctions.Regime, d Deal, on trade.Date) ([]LicenceAnswer, error) {
	if err := p.checkDeal(&d); err != nil {
		return nil, err
	}
	var out []LicenceAnswer
	var all check.Problems
	for _, q := range p.Under(r, "licence/") {
		if !q.conditional() {
			continue
		}
		a, err := q.licence(&d, on, p.Hold)
		switch {
		case err != nil:
			// What is not known of a licence about other deals does not matter.
			if term, _ := q.at(on); term != nil && !on.After(q.KnownUntil) && term.isNot(&d, on) {
				continue
			}
			all.Add(err)
		case a.Holds != sanctions.NotMet:
			out = append(out, a)
		}
	}
	return out, all.Err()
}

func (p *Parameter) conditional() bool {
	for _, t := range p.Terms {
		if len(t.Conditions) > 0 {
			return true
		}
	}
	return false
}

// String prints the answer on one line.
func (a LicenceAnswer) String() string { return strings.TrimSpace(a.Holds.String() + ": " + a.Why) }
