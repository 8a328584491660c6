package tariff

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// A shipment is a row of the law with the facts of one entry. Its duties are computed
// here, once it is decided what charges which part of the value.

// outcome is what a rule, or the base rate, comes to.
type outcome struct {
	status Status // empty: not considered
	duty   duty.Duty
	value  decimal.Decimal // the part of the value charged
	exact  decimal.Decimal // the duty before rounding, unless inCents: see unrounded
	amount decimal.Decimal // the duty as rounded
	by     string          // heading that exempted or displaced
	step   string          // heading of the step charged, of a duty with steps
	reason string
	facts  []string // what is missing
	// The amount as cents, and the rate of the value in millionths, when inCents.
	cents   int64
	rate    uint32
	inCents bool
}

// unrounded is the duty before it is rounded.
func (o *outcome) unrounded() decimal.Decimal { return unrounded(o.inCents, o.value, o.rate, o.exact) }

func unrounded(ofRate bool, value decimal.Decimal, rate uint32, exact decimal.Decimal) decimal.Decimal {
	if ofRate {
		return value.Mul(decimal.New(int64(rate), -ratePlaces))
	}
	return exact
}

// ratePlaces are the decimals of a rate in millionths.
const ratePlaces = 6

// in is not asked: the row of a shipment is narrowed to its product.
func (w *work) In(int32, uint32) plan.Membership { return plan.NotListed }

// ready computes a duty that is not a rate; a rate needs nothing.
func (w *work) Ready(i int) (plan.Need, bool) {
	r, o := &w.row[i], &w.outcomes[i]
	if w.abroad.lacks != "" && !w.onFull(r) {
		o.facts = []string{w.abroad.lacks}
		return plan.NeedFacts, false
	}
	if w.onGeneral(r) {
		if _, err := w.generalFor(r, plan.Whole, w.valueFor(r)); err != nil {
			o.facts = missingFacts(err)
			return plan.NeedFacts, false
		}
		return plan.NoNeed, true
	}
	if r.Stacking == law.TopsUp {
		return plan.NeedBase, w.base.status != NeedsFact
	}
	if r.Term.IsRate {
		return plan.NoNeed, true
	}
	rounding := w.engine.plan.Options.Rounding
	value := rounding.Value(w.d.Verdicts[i].Charged.Of(w.valueFor(r)))
	if err := w.evaluatePart(o, r.Term.Parsed, value); err != nil {
		o.facts = missingFacts(err)
		return plan.NeedFacts, false
	}
	return plan.NoNeed, true
}

// evaluate computes a duty into an outcome.
func (w *work) evaluate(o *outcome, d duty.Duty, value decimal.Decimal) error {
	amount, err := d.Evaluate(duty.Facts{
		Value: value, Quantities: w.entry.Quantities, Parts: w.entry.Parts,
		Rounding: w.engine.plan.Options.Rounding,
	})
	o.duty, o.exact = d, amount.Total
	if amount.Step != nil {
		o.duty, o.step = amount.Step.Duty, amount.Step.Heading
	}
	return err
}

func missingFacts(err error) []string {
	var missing *duty.MissingFactError
	if !errors.As(err, &missing) {
		return []string{err.Error()}
	}
	var out []string
	for _, n := range missing.Missing {
		out = append(out, n.String())
	}
	return out
}

// larger compares two duties, each as if it were the only one.
func (w *work) Larger(i, j int, _ *plan.Decision) (yes, known bool) {
	return w.alone(i).GreaterThan(w.alone(j)), true
}

// alone is a duty as if it were the only one, before it is rounded.
func (w *work) alone(i int) decimal.Decimal {
	r, charged := &w.row[i], w.d.Verdicts[i].Charged
	value := w.engine.plan.Options.Rounding.Value(charged.Of(w.valueFor(r)))
	switch {
	case r.Stacking == law.TopsUp:
		return decimal.Max(r.Term.Rate.Mul(value).Sub(w.baseFor(r, charged, value)), decimal.Decimal{})
	case r.Term.IsRate:
		return r.Term.Rate.Mul(value)
	}
	return w.outcomes[i].unrounded()
}

// baseOn is the share of the base duty that falls on a part of the value, which is
// value when rounded. A base duty that is not a rate falls on all parts alike.
func (w *work) baseOn(charged plan.Portion, value decimal.Decimal) decimal.Decimal {
	if charged == plan.Whole {
		return w.base.unrounded()
	}
	if w.baseRate != nil && w.baseRate.IsRate {
		return w.baseRate.Rate.Mul(value)
	}
	return w.base.unrounded().Mul(charged.Decimal())
}

// compute states in money what was decided.
func (w *work) compute() {
	rounding := w.engine.plan.Options.Rounding
	for i := range w.row {
		r, v, o := &w.row[i], &w.d.Verdicts[i], &w.outcomes[i]
		if o.step == "" {
			o.duty = r.Term.Parsed
		}
		if v.State != plan.Charges {
			continue
		}
		o.status = Applied
		if !w.inIntegers(i) {
			o.value = rounding.Value(v.Charged.Of(w.valueFor(r)))
			if r.Stacking == law.TopsUp || r.Term.IsRate {
				o.exact = w.alone(i)
			}
			o.amount = rounding.Duty(o.exact)
		}
		if r.Stacking == law.TopsUp && !o.unrounded().IsPositive() {
			o.step = r.AtCap // the heading of the other case
		}
	}
	if w.d.Base < plan.Whole && w.base.status == Applied {
		w.base.value = rounding.Value(w.d.Base.Of(w.entry.Value))
		w.base.exact = w.baseOn(w.d.Base, w.base.value)
		w.base.amount, w.base.inCents = rounding.Duty(w.base.exact), false
	}
	if w.d.Base == 0 {
		w.base = outcome{status: Displaced, duty: w.base.duty}
	}
}

// inIntegers charges a rule that is a rate of the whole value; false where that is not
// possible.
func (w *work) inIntegers(i int) bool {
	r, base := &w.row[i], w.baseRate
	if w.onGeneral(r) {
		base = w.reached.general
	}
	if !r.Term.Fits || w.d.Verdicts[i].Charged != plan.Whole || (r.Stacking == law.TopsUp && !base.Fits) || w.onFull(r) {
		return false
	}
	rate := r.Term.Millionths
	if r.Stacking == law.TopsUp {
		rate -= min(rate, base.Millionths)
	}
	return w.atRate(&w.outcomes[i], rate)
}

// atRate charges the whole value at a rate in millionths, in integers; false where that
// is not possible.
func (w *work) atRate(o *outcome, rate uint32) bool {
	if !w.fixed || w.value.Coef < 0 || w.value.Coef > plan.FastLimit {
		return false
	}
	cents, ok := exact.MulRound(w.value.Coef, int64(rate), w.value.Scale+ratePlaces-2, exact.HalfUp)
	if !ok {
		return false
	}
	o.value, o.rate = w.entry.Value, rate
	o.cents, o.inCents, o.amount = cents, true, decimal.New(cents, -2)
	return true
}

// lacksFacts reports whether anything waits for a fact.
func (w *work) lacksFacts() bool {
	if w.base.status == NeedsFact {
		return true
	}
	for i := range w.row {
		if s := w.d.Verdicts[i].State; s == plan.Lacks || s == plan.Waits {
			return true
		}
	}
	return false
}

// charge evaluates the base duty.
func (w *work) charge() {
	w.base = outcome{status: Applied, duty: w.baseRate.Parsed}
	o := &w.base
	if w.baseRate.Fits && w.atRate(o, w.baseRate.Millionths) {
		return
	}
	rounding := w.engine.plan.Options.Rounding
	o.value = rounding.Value(w.entry.Value)
	if err := w.evaluate(o, w.baseRate.Parsed, o.value); err != nil {
		o.status, o.facts = NeedsFact, missingFacts(err)
		o.reason = "needs " + strings.Join(o.facts, ", ")
		return
	}
	o.amount = rounding.Duty(o.exact)
}
