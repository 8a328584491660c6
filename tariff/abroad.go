package tariff

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// assembled is the provision whose charged part is what the United States content leaves.
const assembled trade.Product = "98020080"

// abroad is what is known of goods that were abroad for work; zero for all others.
type abroad struct {
	provision trade.Product
	stated    Entry        // as declared, with the full value
	general   *plan.Priced // of the provision
	article   bool         // the article itself is stated
	lacks     string       // what is missing of the value that is charged
}

// goAbroad puts the part of the value that is charged in the place of the value, and the
// article itself, where it is stated, in the place of the provision.
func (w *work) goAbroad() error {
	en := &w.entry
	w.abroad = abroad{provision: w.line.Code, stated: w.entry, general: w.reached.general}
	charged := en.Claims.ChargedValue
	switch {
	case charged != nil && charged.GreaterThan(en.Value):
		return &ClaimError{"charged_value=" + charged.String(), "is more than the value of the goods, " + en.Value.String()}
	case charged != nil:
		en.Value = *charged
	case w.line.Code == assembled && en.Claims.USContent != nil:
		en.Value = en.Value.Mul(one.Sub(*en.Claims.USContent))
	case w.line.Code == assembled:
		w.notes = append(w.notes,
			"no products of the United States are stated: the duties are on the full value; claim us_content, or "+
				"charged_value for the value without them")
	default:
		w.abroad.lacks = "the value of the work done abroad (claim charged_value=…, an amount), which alone is charged"
	}
	if w.line.Code == assembled {
		en.Claims.USContent = nil // it is taken off already
	}
	w.fix()
	article := en.Claims.Article
	if article == "" {
		w.notes = append(w.notes,
			"the article itself is not stated (claim article=…, its own number): duties on lists of goods, such as those of "+
				"Sections 232 and 301, were not looked for")
		return nil
	}
	if article.Within("98") || article.Within("99") {
		return &ClaimError{"article=" + article.String(), "is not the number of an article in chapters 1 to 97"}
	}
	var err error
	if w.reached, err = w.engine.rowOf(en.Origin, article, en.Date); err != nil {
		return err
	}
	// The rate of the article is that of its own line, which may have a season.
	if err := w.inSeason(w.reached.line.Code, article); err != nil {
		return err
	}
	w.abroad.article, en.Product = true, article
	return nil
}

// asStated is the entry as it was declared.
func (w *work) asStated() Entry {
	if w.abroad.provision != "" {
		return w.abroad.stated
	}
	return w.entry
}

// numbered is the code of an entry that stands for numbers below it, and the line above
// them: of goods that were abroad for work those of the article.
func (w *work) numbered(en *Entry) (line trade.Product, code *trade.Product) {
	if w.abroad.article {
		return w.reached.line.Code, &en.Claims.Article
	}
	return w.line.Code, &en.Product
}

// baseAbroad is the duty of goods that were abroad for work: the rate of the article
// itself, or what stands in for that of the provision, on the part charged.
func (w *work) baseAbroad() {
	en := &w.abroad.stated
	w.baseRate = nil
	for _, r := range w.engine.plan.Book.BaseRates {
		if r.During.Contains(en.Date) && r.Products.Contains(en.Product) {
			stands := plan.Price(w.engine.plan.Duties[r.Duty])
			w.baseRate, w.baseAuth = &stands, law.Column1
			break
		}
	}
	switch {
	case w.baseRate != nil:
	case !w.abroad.article:
		w.baseRate = w.abroad.general
		w.base = outcome{duty: w.baseRate.Parsed}
		w.base.need("the rate of the article itself (claim article=…, its own number)")
		if w.abroad.lacks != "" {
			w.base.need(w.abroad.lacks)
		}
		return
	default:
		w.baseRate = w.reached.base
	}
	w.chargeAbroad()
}

// chargeAbroad charges the base rate on the part of the value that is charged.
func (w *work) chargeAbroad() {
	w.base = outcome{status: Applied, duty: w.baseRate.Parsed}
	o := &w.base
	switch {
	case w.abroad.lacks != "" && !w.baseRate.Parsed.IsFree():
		o.need(w.abroad.lacks)
		return
	case w.baseRate.Fits && w.atRate(o, w.baseRate.Millionths):
		return
	}
	rounding := w.engine.plan.Options.Rounding
	o.value = rounding.Value(w.entry.Value)
	if err := w.evaluatePart(o, w.baseRate.Parsed, o.value); err != nil {
		o.status = ""
		for _, f := range missingFacts(err) {
			o.need(f)
		}
		return
	}
	o.amount = rounding.Duty(o.exact)
	if !w.baseRate.IsRate {
		o.reason = fmt.Sprintf("the duty on the whole article, charged on %s of its value of %s", trade.Amount(w.entry.Value),
			trade.Amount(w.abroad.stated.Value))
	}
}

// evaluatePart computes a duty on a part of the value. Of goods that were abroad for work
// a duty by quantity is stated as a share of the full value (note 3(d) to subchapter II of
// chapter 98).
func (w *work) evaluatePart(o *outcome, d duty.Duty, value decimal.Decimal) error {
	full := w.engine.plan.Options.Rounding.Value(w.abroad.stated.Value)
	if _, plain := d.AdValorem(); plain || w.abroad.provision == "" || full.IsZero() || value.Equal(full) {
		return w.evaluate(o, d, value)
	}
	if err := w.evaluate(o, d, full); err != nil {
		return err
	}
	const places = 20 // far below the cent to which any duty is rounded
	o.exact = o.exact.Mul(value).DivRound(full, places)
	return nil
}

// onFull reports whether a rule is charged on the full value of goods that were abroad for
// work.
func (w *work) onFull(r *plan.Rule) bool {
	return len(r.FullUnder) > 0 && w.abroad.provision != "" && slices.Contains(r.FullUnder, w.abroad.provision.String())
}

// valueFor is the value of which a rule charges a part.
func (w *work) valueFor(r *plan.Rule) decimal.Decimal {
	if w.onFull(r) {
		return w.abroad.stated.Value
	}
	return w.entry.Value
}

// baseFor is the base duty that a rule on the full value compares itself with.
func (w *work) baseFor(r *plan.Rule, charged plan.Portion, value decimal.Decimal) decimal.Decimal {
	switch {
	case w.onGeneral(r):
		due, _ := w.generalFor(r, charged, value) // ready has seen that it can be computed
		return due
	case !w.onFull(r):
		return w.baseOn(charged, value)
	case w.baseRate != nil && w.baseRate.IsRate:
		return w.baseRate.Rate.Mul(value)
	case w.entry.Value.IsZero():
		return decimal.Decimal{}
	}
	const places = 20
	return w.base.unrounded().Mul(value).DivRound(w.entry.Value, places)
}
