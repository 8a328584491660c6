package tariff

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// Reasons that a heading follows, or that follow one.
const (
	onlyLargest     = "only the largest duty of its group is charged: "
	onlyReplacement = "of what stands in place of the base rate only the largest duty is charged: "
	inPlaceOfBase   = " stands in place of the base rate"
)

// put states a verdict in words.
func (w *work) put(i int) {
	r, v, o := &w.row[i], &w.d.Verdicts[i], &w.outcomes[i]
	switch v.State {
	case plan.Exempt:
		x := r.Lifts[v.Lift]
		o.status, o.by, o.reason = Exempt, x.Heading, w.how(r, v.Lift)
	case plan.Displaced:
		o.status, o.by, o.reason = Displaced, w.heading(v.By), w.how(r, v.Lift)
	case plan.Outranked:
		o.status, o.by = Displaced, w.heading(v.By)
		o.reason = onlyLargest + o.by
	case plan.Replaced:
		o.status, o.by = Displaced, w.heading(v.By)
		o.reason = onlyReplacement + o.by
	case plan.Waits:
		o.status = NeedsFact
		o.reason = "needs what " + w.row[v.By].Heading + " needs, because " + r.Lifts[v.Lift].Heading + " depends on it"
	case plan.Lacks:
		o.status = NeedsFact
		o.facts = w.lacking(i)
		o.reason = "needs " + strings.Join(o.facts, ", ")
	case plan.Charges:
		o.reason = w.onWhat(i)
	}
}

// lacking are the facts that a verdict lacks.
func (w *work) lacking(i int) []string {
	r, v, o := &w.row[i], &w.d.Verdicts[i], &w.outcomes[i]
	switch v.Need {
	case plan.NeedDigits, plan.NeedDigitsOfLift:
		return []string{plan.NumberBelow(w.entry.Product)}
	case plan.NeedAnswer:
		return []string{r.Ask}
	case plan.NeedMetal:
		return []string{fmt.Sprintf(
			"the share of the value that is %s (claim metal_share or %s_share, a fraction of the value)", r.Term.ChargedOn,
			r.Term.ChargedOn)}
	case plan.NeedBase:
		return []string{waitsFor + strings.Join(w.base.facts, ", ")}
	}
	return o.facts
}

// onWhat says what part of the value a rule charges, and what a total tops up.
func (w *work) onWhat(i int) string {
	r, v := &w.row[i], &w.d.Verdicts[i]
	on := ""
	if v.To > v.From {
		var after []string
		for _, k := range w.d.Partly[v.From:v.To] {
			after = append(after, w.how(r, k))
		}
		on = "on the rest of the value after " + strings.Join(after, "; ")
	}
	if content, _ := w.declared.Content(r.Measure, r.Term.ChargedOn); content < plan.Whole &&
		r.Term.ChargedOn != law.NonUSContent {
		on = strings.TrimSpace(fmt.Sprintf("%s content of %s of the value %s", r.Term.ChargedOn, content.Decimal(), on))
	}
	if r.Stacking != law.TopsUp {
		return on
	}
	reason := w.topsUp(i)
	if v.Charged < plan.Whole && on != "" {
		reason += ", " + on
	}
	return reason
}

func (w *work) topsUp(i int) string {
	r, o := &w.row[i], &w.outcomes[i]
	base, as := w.baseRate, ""
	if w.onGeneral(r) {
		base, as = w.reached.general, ", taken at the general rate"
	}
	below := o.unrounded().IsPositive()
	if !below { // of a value of nothing the rates say it
		value := o.value
		if base.IsRate {
			below = !r.Term.Rate.LessThan(base.Rate)
		} else {
			below = !r.Term.Rate.Mul(value).LessThan(w.baseFor(r, w.d.Verdicts[i].Charged, value))
		}
	}
	if !below {
		return "the base duty is already at or above " + r.Term.Parsed.String() + as
	}
	return "tops the base duty up to " + r.Term.Parsed.String() + as
}

// how says under what exception a part is lifted.
func (w *work) how(r *plan.Rule, k int32) string {
	x := r.Lifts[k]
	s := nameOf(x.Exception)
	if len(x.Subject) > 0 {
		for _, j := range x.Subjects {
			if w.d.Verdicts[j].State == plan.Charges {
				return s + ": charged under " + w.heading(j)
			}
		}
		return s
	}
	if x.USContent != "" {
		s += ": United States content of " + w.declared.USContent.Decimal().String()
	}
	return s
}

// putBase says what stands in place of the base rate.
func (w *work) putBase() {
	if w.d.Base == plan.Whole || (w.base.status == NeedsFact && w.d.Base > 0) {
		return
	}
	for i := range w.row {
		if w.row[i].Stacking != law.Replaces || w.d.Verdicts[i].State != plan.Charges {
			continue
		}
		by := w.row[i].Heading
		if w.d.Base > 0 {
			w.base.reason = "on the rest of the value; " + by + inPlaceOfBase
		} else {
			w.base.by, w.base.reason = by, by+inPlaceOfBase
		}
		return
	}
}

// heading is the one under which a rule is declared for the entry.
func (w *work) heading(i int32) string {
	if step := w.outcomes[i].step; step != "" {
		return step
	}
	return w.row[i].Heading
}

// nameOf is how an exception is called in a reason.
func nameOf(x *plan.Exception) string {
	s := x.Heading
	if x.Title != "" {
		s += " (" + x.Title + ")"
	}
	if x.Note != "" {
		s += ", " + x.Note
	}
	return s
}
