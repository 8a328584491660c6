package programme

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Class is the class of a product under the price caps. Which code falls in which
// class package trade/oil says.
type Class string

// The classes.
const (
	Crude    Class = "crude"    // crude oil
	Premium  Class = "premium"  // products that trade above crude, such as gasoline, diesel and jet
	Discount Class = "discount" // products that trade below crude, such as fuel oils
)

func classFault(text string) *sanctions.Error {
	return &sanctions.Error{
		Code: "unknown_class", Subject: fmt.Sprintf("product class %q", clip.To(text, 80)),
		Reason: "want crude, premium or discount",
	}
}

// ParseClass reads a class in any case, also as "premium to crude".
func ParseClass(s string) (Class, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "crude":
		return Crude, nil
	case "premium", "premium to crude":
		return Premium, nil
	case "discount", "discount to crude":
		return Discount, nil
	}
	return "", classFault(s)
}

// Verdict is the answer of the cap test.
type Verdict string

// The verdicts.
const (
	Within     Verdict = "within"     // at or below the cap in force
	Above      Verdict = "above"      // above it
	Transition Verdict = "transition" // above it, allowed by a wind-down for older contracts or cargoes at sea
	Uncertain  Verdict = "unknown"    // the cap, or whether a wind-down applies, is not known
)

// Sale is oil sold or served under a cap. The price is in USD a barrel.
type Sale struct {
	Regime sanctions.Regime `json:"regime"`
	Class  Class            `json:"class"`
	Price  decimal.Decimal  `json:"price"`
	Basis  trade.PriceBasis `json:"basis,omitempty"`
	// Costs are what the price includes beyond the oil, item by item.
	Costs []Cost `json:"costs,omitempty"`
	// On is the day asked for: that of the sale or the service.
	On trade.Date `json:"on,omitzero"`
	// Contract, Loaded and Discharged decide whether a wind-down applies. One that
	// is not stated is not relied on.
	Contract   trade.Date `json:"contract,omitzero"`
	Loaded     trade.Date `json:"loaded,omitzero"`
	Discharged trade.Date `json:"discharged,omitzero"`
}

// CapAnswer is the result of the cap test.
type CapAnswer struct {
	Sale    Sale    `json:"sale"`
	Verdict Verdict `json:"verdict"`
	// FOB is the price net of the itemised costs; Cap is the cap in force on the
	// day, and Margin is Cap − FOB.
	FOB    decimal.Decimal `json:"fob"`
	Cap    decimal.Decimal `json:"cap"`
	Margin decimal.Decimal `json:"margin"`
	// inForce is what the cap rests on.
	InForce Answer `json:"in_force"`
	// Transition is the wind-down that allows a higher price; OldCap is the cap
	// that it keeps, nil when it lifts the cap altogether.
	Transition *Parameter       `json:"transition"`
	OldCap     *decimal.Decimal `json:"old_cap"`
	KnownUntil trade.Date       `json:"known_until,omitzero"`
	// Held says that the last rule known stands in for a day past what is known.
	Held bool     `json:"held,omitempty"`
	Why  []string `json:"why,omitempty"`
}

// TestCap tests a sale against the cap of a regime. An answer with the verdict
// Uncertain comes with the error that says what is not known: *UnknownError for the
// cap itself (the FOB price is then set, cap and margin are not), *sanctions.Error
// where sources disagree on who may use a wind-down. Before the first cap the error
// is an *sanctions.Error "no_cap"; contradictory facts come back all together.
func (p *Programme) TestCap(s Sale) (CapAnswer, error) {
	a := CapAnswer{Sale: s, Verdict: Uncertain}
	deal := &Deal{Contract: s.Contract, Loaded: s.Loaded, Discharged: s.Discharged}
	var all check.Problems
	for _, err := range []error{deal.Check(), s.checkClass()} {
		if err != nil {
			all.Add(err)
		}
	}
	fob, err := FOB(s.Price, s.Basis, s.Costs)
	if err != nil {
		all.Add(err)
	}
	if err := all.Err(); err != nil {
		return a, err
	}
	a.FOB = fob
	a.explainPrice()
	if q, err := p.Parameter(s.Regime, "cap/"+string(s.Class)); err == nil {
		a.KnownUntil = q.KnownUntil
	}
	if a.Cap, a.InForce, err = p.Cap(s.Regime, s.Class, s.On); err != nil {
		a.Why = append(a.Why, err.Error())
		return a, err
	}
	term := a.InForce.Term
	a.Margin = a.Cap.Sub(fob)
	a.Why = append(a.Why,
		fmt.Sprintf("%s cap on %s on %s: %s %s (%s; %s)", s.Regime, s.Class, s.On, trade.Amount(a.Cap), CapUnit,
			term.Instrument, strings.Join(term.Sources, ", ")))
	if term.Note != "" {
		a.Why = append(a.Why, term.Note)
	}
	if a.Held = a.InForce.Held; a.Held {
		a.Why = append(a.Why, fmt.Sprintf("held: known until %s only, and the rule may have changed since", a.KnownUntil))
	}
	for _, turn := range a.InForce.Turns {
		a.Why = append(a.Why, "on this day the cap turns: "+turn)
	}
	if !fob.GreaterThan(a.Cap) {
		a.Verdict = Within
		if a.Margin.IsZero() {
			a.Why = append(a.Why, "the FOB price is at the cap")
		} else {
			a.Why = append(a.Why, fmt.Sprintf("the FOB price is %s below the cap", trade.Amount(a.Margin)))
		}
		return a, nil
	}
	a.Verdict = Above
	a.Why = append(a.Why, fmt.Sprintf("the FOB price is %s above the cap", trade.Amount(a.Margin.Neg())))
	err = a.windDowns(p, deal)
	return a, err
}

// Cap is the cap of a regime on a class of product on a day, USD a barrel, and what
// it rests on. Past what is known the error is an *UnknownError, on a day without a
// cap an *sanctions.Error "no_cap".
func (p *Programme) Cap(r sanctions.Regime, c Class, on trade.Date) (decimal.Decimal, Answer, error) {
	q, err := p.Parameter(r, "cap/"+string(c))
	if err != nil {
		return decimal.Decimal{}, Answer{Regime: r, Parameter: "cap/" + string(c), On: on, Status: unknownStatus}, err
	}
	a, err := q.on(on, p.Hold)
	if err != nil {
		return decimal.Decimal{}, a, err
	}
	if a.Status != inForce || a.Term.Value == nil {
		reason := fmt.Sprintf("none in force on %s", on)
		if len(q.Terms) > 0 && !q.Terms[0].From.IsZero() {
			reason += fmt.Sprintf("; the first holds from %s", q.Terms[0].From)
		}
		return decimal.Decimal{}, a,
			&sanctions.Error{Code: "no_cap", Subject: fmt.Sprintf("%s cap on %s", r, c), Reason: reason}
	}
	return *a.Term.Value, a, nil
}

func (s *Sale) checkClass() error {
	switch s.Class {
	case Crude, Premium, Discount:
		return nil
	}
	return classFault(string(s.Class))
}

func (a *CapAnswer) explainPrice() {
	var items []string
	for _, c := range a.Sale.Costs {
		items = append(items, c.Name+" "+trade.Amount(c.Amount))
	}
	list := strings.Join(items, ", ")
	switch {
	case a.Sale.Basis != trade.FOB:
		a.Why = append(a.Why,
			fmt.Sprintf("%s price %s less %s = FOB %s", a.Sale.Basis, trade.Amount(a.Sale.Price), list, trade.Amount(a.FOB)))
	case list != "":
		a.Why = append(a.Why, "a FOB price includes no "+list+"; nothing is taken off")
	}
}

// windDowns looks for a wind-down that allows the price.
func (a *CapAnswer) windDowns(p *Programme, deal *Deal) error {
	s := a.Sale
	var undecided error
	for _, q := range p.Under(s.Regime, "wind-down/"+string(s.Class)+"/") {
		w, err := q.on(s.On, p.Hold)
		var gap *UnknownError
		if errors.As(err, &gap) && gap.Last == nil && !s.On.After(q.KnownUntil) {
			// Whether there was a wind-down at all is not known: it matters to a deal
			// that would meet its conditions.
			term, _ := q.at(s.On)
			low := term.Value == nil || !a.FOB.GreaterThan(*term.Value)
			if holds, _ := TestAll(term.Conditions, deal, s.On); low && holds == sanctions.Met {
				undecided = err
				a.Why = append(a.Why, err.Error())
			}
			continue
		}
		if err != nil || w.Term == nil || w.Status != inForce {
			continue
		}
		limit := "no cap at all"
		if w.Term.Value != nil {
			limit = trade.Amount(*w.Term.Value) + " " + w.Term.Unit
			if a.FOB.GreaterThan(*w.Term.Value) {
				a.Why = append(a.Why, fmt.Sprintf("%s (to %s) allows %s at most", q.Name, w.Term.lastMoment(), limit))
				continue
			}
		}
		holds, which := TestAll(w.Term.Conditions, deal, s.On)
		switch holds {
		case sanctions.Met:
			a.Verdict, a.Transition, a.OldCap = Transition, q, w.Term.Value
			a.Why = append(a.Why,
				fmt.Sprintf("%s allows %s to %s if %s, as stated (%s)", q.Name, limit, w.Term.lastMoment(),
					conditionText(w.Term.Conditions), w.Term.Instrument))
			return nil
		case sanctions.NotMet:
			a.Why = append(a.Why,
				fmt.Sprintf("%s would allow %s to %s if %s; that is not so", q.Name, limit, w.Term.lastMoment(),
					conditionText(which)))
		default:
			if conflict := disputed(which, deal); conflict != nil {
				undecided = disputedFault(s.Regime, q.Name, conflict, deal.day(conflict.Facts[0]))
				a.Why = append(a.Why, undecided.Error())
				continue
			}
			a.Why = append(a.Why,
				fmt.Sprintf("%s would allow %s to %s if %s; that is not stated", q.Name, limit, w.Term.lastMoment(),
					conditionText(which)))
		}
	}
	if undecided != nil {
		a.Verdict = Uncertain
	}
	return undecided
}

// disputed returns the condition that is open because the sources disagree, when
// every fact is stated.
func disputed(open []Condition, d *Deal) *Condition {
	for i := range open {
		if open[i].Missing(d) {
			return nil
		}
	}
	return &open[0]
}

func conditionText(list []Condition) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Words())
	}
	return strings.Join(out, " and ")
}

// lastMoment is the last day of a term, with the clock where there is one.
func (t *Term) lastMoment() string {
	if t.Ends.Clock != "" {
		return t.Ends.String()
	}
	return t.LastDay().String()
}
