package tariff

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// onGeneral reports whether a rule tops up the general rate though the goods pay a special
// one.
func (w *work) onGeneral(r *plan.Rule) bool {
	return r.OnGeneral && r.Stacking == law.TopsUp && w.baseAuth == law.Special &&
		(w.abroad.provision == "" || w.abroad.article)
}

// generalFor is the duty that a part of the value, which is value when rounded, would pay
// at the general rate. A duty that is not a rate falls on all parts alike.
func (w *work) generalFor(r *plan.Rule, charged plan.Portion, value decimal.Decimal) (decimal.Decimal, error) {
	general := w.reached.general
	if general.IsRate {
		return general.Rate.Mul(value), nil
	}
	var o outcome
	err := w.evaluatePart(&o, general.Parsed, w.engine.plan.Options.Rounding.Value(w.valueFor(r)))
	return o.unrounded().Mul(charged.Decimal()), err
}
