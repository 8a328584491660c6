package tariff

import (
	"fmt"
	"strings"

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
	r, v, o := &w.row[i], &w.d.verdicts[i], &w.outcomes[i]
	switch v.state {
	case exempt:
		x := r.lifts[v.lift]
		o.status, o.by, o.reason = Exempt, x.Heading, w.how(r, v.lift)
	case displaced:
		o.status, o.by, o.reason = Displaced, w.heading(v.by), w.how(r, v.lift)
	case outranked:
		o.status, o.by = Displaced, w.heading(v.by)
		o.reason = onlyLargest + o.by
	case replaced:
		o.status, o.by = Displaced, w.heading(v.by)
		o.reason = onlyReplacement + o.by
	case waits:
		o.status = NeedsFact
		o.reason = "needs what " + w.row[v.by].Heading + " needs, because " + r.lifts[v.lift].Heading + " depends on it"
	case lacks:
		o.status = NeedsFact
		o.facts = w.lacking(i)
		o.reason = "needs " + strings.Join(o.facts, ", ")
	case charges:
		o.reason = w.onWhat(i)
	}
}

// lacking are the facts that a verdict lacks.
func (w *work) lacking(i int) []string {
	r, v, o := &w.row[i], &w.d.verdicts[i], &w.outcomes[i]
	switch v.need {
	case needDigits, needDigitsOfLift:
		return []string{number(w.entry.Product)}
	case needAnswer:
		return []string{r.Ask}
	case needMetal:
		return []string{fmt.Sprintf("the share of the value that is %s (claim metal_share or %s_share, a fraction of the value)", r.term.basis, r.term.basis)}
	case needBase:
		return []string{waitsFor + strings.Join(w.base.facts, ", ")}
	}
	return o.facts
}

// onWhat says what part of the value a rule charges, and what a total tops up.
func (w *work) onWhat(i int) string {
	r, v := &w.row[i], &w.d.verdicts[i]
	on := ""
	if v.to > v.from {
		var after []string
		for _, k := range w.d.partly[v.from:v.to] {
			after = append(after, w.how(r, k))
		}
		on = "on the rest of the value after " + strings.Join(after, "; ")
	}
	if content, _ := w.declared.content(r.measure, r.term.basis); content < whole && r.term.basis != law.NonUSContent {
		on = strings.TrimSpace(fmt.Sprintf("%s content of %s of the value %s", r.term.basis, content.decimal(), on))
	}
	if r.Stacking != law.TopsUp {
		return on
	}
	reason := w.topsUp(i)
	if v.charged < whole && on != "" {
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
		if base.isRate {
			below = !r.term.rate.LessThan(base.rate)
		} else {
			below = !r.term.rate.Mul(value).LessThan(w.baseFor(r, w.d.verdicts[i].charged, value))
		}
	}
	if !below {
		return "the base duty is already at or above " + r.term.duty.String() + as
	}
	return "tops the base duty up to " + r.term.duty.String() + as
}

// how says under what exception a part is lifted.
func (w *work) how(r *rule, k int32) string {
	x := r.lifts[k]
	s := nameOf(x.exception)
	if len(x.Subject) > 0 {
		for _, j := range x.subjects {
			if w.d.verdicts[j].state == charges {
				return s + ": charged under " + w.heading(j)
			}
		}
		return s
	}
	if x.USContent != "" {
		s += ": United States content of " + w.declared.usContent.decimal().String()
	}
	return s
}

// putBase says what stands in place of the base rate.
func (w *work) putBase() {
	if w.d.base == whole || (w.base.status == NeedsFact && w.d.base > 0) {
		return
	}
	for i := range w.row {
		if w.row[i].Stacking != law.Replaces || w.d.verdicts[i].state != charges {
			continue
		}
		by := w.row[i].Heading
		if w.d.base > 0 {
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
func nameOf(x *exception) string {
	s := x.Heading
	if x.Title != "" {
		s += " (" + x.Title + ")"
	}
	if x.Note != "" {
		s += ", " + x.Note
	}
	return s
}
