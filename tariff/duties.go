package tariff

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// Duties gives each the duties on an entry, the base duty first, and whether each is charged
// as one, as Charge adds them up; no reason is made, nor an error: ok is false for an entry
// to which Assess gives one.
func (e *Engine) Duties(entry *Entry, each func(a law.Authority, amount decimal.Decimal, base bool)) (ok bool) {
	w := works.Get().(*work)
	defer works.Put(w)
	w.engine, w.brief = e, true
	if w.run(*entry) != nil || w.lacksFacts() {
		return false
	}
	if w.base.status == Applied {
		each(w.baseAuth, w.base.amount, true)
	}
	for i := range w.outcomes {
		if o := &w.outcomes[i]; o.status == Applied {
			each(w.row[i].Authority, o.amount, w.row[i].Stacking == law.Replaces)
		}
	}
	return true
}
