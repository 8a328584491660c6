package duty

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// Step is one step of a duty that depends on the value of a unit of the goods, as
// the safeguards of subchapter IV of chapter 99 do: "9904.02.30: 31.7¢/kg if valued
// under 90¢/kg". The first step whose bound the value does not reach is charged; the
// last step has no bound.
type Step struct {
	// Heading is the provision of the step, where each has its own.
	Heading string
	Duty    Duty
	// Under is the value of one Unit, in dollars, that the goods must not reach; it is
	// not set on the last step.
	Under decimal.Decimal
	Unit  trade.Unit
}

const ifValuedUnder = " if valued under "

// parseLadder reads the steps of a duty, or reports that the text is none.
func parseLadder(text string) (Duty, bool, error) {
	if !strings.Contains(text, ifValuedUnder) {
		return Duty{}, false, nil
	}
	var d Duty
	parts := strings.Split(text, ";")
	offset := 0
	for i, part := range parts {
		fail := func(want string) (Duty, bool, error) { return Duty{}, true, &ParseError{text, offset, want} }
		step := Step{}
		duty, bound, bounded := strings.Cut(part, ifValuedUnder)
		if heading, rest, has := strings.Cut(duty, ": "); has {
			p, err := trade.ParseProduct(strings.TrimSpace(heading))
			if err != nil || len(p) != 8 {
				return fail("a heading of 8 digits before the colon")
			}
			step.Heading, duty = p.String(), rest
		}
		if bounded == (i == len(parts)-1) {
			return fail("a bound on every step but the last, \"75¢/kg if valued under 30¢/kg; Free\"")
		}
		var err error
		if step.Duty, err = Parse(duty); err != nil || step.Duty.IsZero() || len(step.Duty.steps) > 0 {
			return fail("a duty such as 75.3¢/kg or Free")
		}
		if bounded {
			under, err := Parse(bound)
			if err != nil || len(under.terms) != 1 || !under.terms[0].plainSpecific() || !under.terms[0].Rate.IsPositive() ||
				under.limit != "" {
				return fail("the value of a unit, such as 30¢/kg")
			}
			step.Under, step.Unit = under.terms[0].Rate, under.terms[0].Unit
			if k := len(d.steps); k > 0 && (d.steps[k-1].Unit != step.Unit || !step.Under.GreaterThan(d.steps[k-1].Under)) {
				return fail("a larger value of the same unit than on the step before")
			}
		}
		d.steps = append(d.steps, step)
		offset += len(part) + 1
	}
	return d, true, nil
}

// plainSpecific reports whether the term is an amount for each unit and nothing else.
func (t *Term) plainSpecific() bool {
	return t.Kind == Specific && t.On == "" && t.Over == 0 && t.Less.IsZero() && !t.Minus
}

// Steps returns the steps of a duty that depends on the value of a unit.
func (d Duty) Steps() []Step { return append([]Step(nil), d.steps...) }

// ladderText prints the steps; Parse reads them back.
func (d Duty) ladderText() string {
	var b strings.Builder
	for i, s := range d.steps {
		if i > 0 {
			b.WriteString("; ")
		}
		if s.Heading != "" {
			b.WriteString(s.Heading + ": ")
		}
		b.WriteString(s.Duty.String())
		if i < len(d.steps)-1 {
			bound := Term{Kind: Specific, Rate: s.Under, Unit: s.Unit}
			b.WriteString(ifValuedUnder + bound.rateText())
		}
	}
	return b.String()
}

// step finds the step of goods of a value: without a division, value < bound × quantity.
func (d Duty) step(f Facts) (*Step, []Need) {
	unit := d.steps[0].Unit
	q, ok := InUnit(f.Quantities, unit)
	if !ok {
		return nil, []Need{{Kind: NeedQuantity, Unit: unit}}
	}
	for i := range d.steps[:len(d.steps)-1] {
		s := &d.steps[i]
		bound := Term{Kind: Specific, Rate: s.Under, Unit: unit}
		_, worth, need := bound.times(q, s.Under, f.Rounding)
		if need != nil {
			return nil, need
		}
		if f.Value.LessThan(worth) {
			return s, nil
		}
	}
	return &d.steps[len(d.steps)-1], nil
}

// evaluateLadder is Evaluate of a duty with steps.
func (d Duty) evaluateLadder(f Facts) (Amount, error) {
	s, need := d.step(f)
	if need != nil {
		return Amount{}, &MissingFactError{d.String(), need}
	}
	a, err := s.Duty.Evaluate(f)
	a.Step = s
	return a, err
}
