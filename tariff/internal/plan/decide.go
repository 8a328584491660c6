package plan

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Asker answers what a decision must know of the goods beside what is stated of them.
type Asker interface {
	// In says whether a scope of the row holds the product.
	In(scope int32, column uint32) Membership
	// Ready says whether the duty of rule i can be computed, and what it lacks if not.
	Ready(i int) (Need, bool)
	// Larger reports whether the duty of rule i is larger than that of rule j, each on the
	// part that it charges; known is false where that depends on what is not known.
	Larger(i, j int, d *Decision) (yes, known bool)
}

// Decide says what becomes of every rule of a row. on is the day of entry, for rules
// that are not known as long as the book.
func (d *Decision) Decide(row []Rule, ask Asker, g *Declared, on trade.Date) {
	d.forget(len(row))
	d.Partly, d.Base, d.Metal, d.Stop, d.At = d.Partly[:0], Whole, "", GoesOn, 0
	n := d.places(row)
	for k := range n {
		i, reaches := d.place(k)
		if reaches {
			d.judge(row, i, ask, g, on)
		}
		if d.Stop != GoesOn {
			d.At = i
			return
		}
		if row[i].Closes && !d.close(row, i, ask) {
			d.Stop, d.At = Unordered, i
			return
		}
	}
	for k := range n {
		if i, _ := d.place(k); d.Verdicts[i].State == Charges && row[i].Stacking == law.Replaces {
			d.Base -= min(d.Base, d.Verdicts[i].Charged)
		}
	}
}

// places is the number of rules that are looked at, and place the k-th of them; reaches is
// false for one that no more than closes its cluster.
func (d *Decision) places(row []Rule) int {
	if d.Only != nil {
		return len(d.Only)
	}
	return len(row)
}

func (d *Decision) place(k int) (i int, reaches bool) {
	if d.Only == nil {
		return k, true
	}
	if i = int(d.Only[k]); i < 0 {
		return ^i, false
	}
	return i, true
}

// forget clears the verdicts of the last decision.
func (d *Decision) forget(rules int) {
	if cap(d.Verdicts) < rules {
		d.Verdicts, d.judged = make([]Verdict, rules), nil
	}
	all := d.Verdicts[:cap(d.Verdicts)]
	if d.Verdicts = all[:rules]; d.Only == nil {
		clear(d.Verdicts)
		d.judged = nil
		return
	}
	if d.judged == nil {
		clear(all)
	}
	for _, i := range d.judged {
		all[max(i, ^i)] = Verdict{}
	}
	d.judged = append(d.judged[:0], d.Only...)
}

// judge decides one rule, given those before it.
func (d *Decision) judge(row []Rule, i int, ask Asker, g *Declared, on trade.Date) {
	r, v := &row[i], &d.Verdicts[i]
	in := within(ask, r.Scope, r.Column)
	if in == NotListed { // of most rules of a row of columns
		return
	}
	rest := g.Brought(r.Measure)
	if rest == 0 {
		return
	}
	if in == DependsOnSuffix {
		v.lack(NeedDigits)
	}
	if v.State == Lacks {
		return
	}
	if !r.KnownUntil.IsZero() && on.After(r.KnownUntil) {
		d.Stop = Horizon
		return
	}
	v.From = int32(len(d.Partly))
	v.To = v.From
	for k := range r.Lifts {
		x := r.Lifts[k]
		if d.Sets != "" && x.Set >= 0 && d.Sets[x.Set] == 0 {
			continue
		}
		lifted := x.met
		if lifted == 0 {
			if lifted = g.meets(r.Measure, x.Exception); lifted == 0 {
				continue
			}
		}
		in := within(ask, x.Scope, x.Column)
		if in == NotListed {
			continue
		}
		by := int32(-1)
		if len(x.Subject) > 0 {
			var charged Portion
			var waiting int32
			charged, by, waiting = d.subjectTo(x)
			switch {
			case waiting >= 0:
				v.State, v.Lift, v.By = Waits, int32(k), waiting
				return
			case by < 0:
				continue
			case !x.Whole:
				lifted = min(lifted, charged)
			}
		}
		if in == DependsOnSuffix {
			v.lack(NeedDigitsOfLift)
			v.Lift = int32(k)
			return
		}
		if lifted >= rest {
			v.State, v.Lift, v.By = Exempt, int32(k), by
			if x.Displaces && by >= 0 {
				v.State = Displaced
			}
			return
		}
		rest -= lifted
		d.Partly = append(d.Partly, int32(k))
		v.To = int32(len(d.Partly))
	}
	if r.Ask != "" && !g.answers(r.Measure) {
		v.lack(NeedAnswer)
		return
	}
	if r.Term.State == law.Prohibited {
		d.Stop = Prohibits
		return
	}
	content, known := g.Content(r.Measure, r.Term.ChargedOn)
	if !known {
		v.lack(NeedMetal)
		return
	}
	if g.StatesMetal && IsMetal(r.Term.ChargedOn) && content > 0 {
		if d.Metal != "" && d.Metal != r.Term.ChargedOn {
			d.Stop = Ambiguous
			return
		}
		d.Metal = r.Term.ChargedOn
	}
	v.Charged = min(rest, content)
	if need, ok := ask.Ready(i); !ok {
		if need == NoNeed {
			d.Stop = Unresolved
			return
		}
		v.lack(need)
		return
	}
	v.State = Charges
}

func (v *Verdict) lack(n Need) { v.State, v.Need = Lacks, n }

// within answers for scopes that need no look-up by itself.
func within(ask Asker, scope int32, column uint32) Membership {
	switch scope {
	case EveryProduct:
		return Listed
	case needsDigits:
		return DependsOnSuffix
	}
	return ask.In(scope, column)
}

// subjectTo adds up the parts that the rules of an exception charge and names the first
// of them; waiting is one of which that is not known yet. Both are -1 where there is none.
func (d *Decision) subjectTo(x *Lift) (charged Portion, by, waiting int32) {
	by, waiting = -1, -1
	for _, j := range x.Subjects {
		switch v := &d.Verdicts[j]; v.State {
		case Charges:
			if v.Charged == 0 { // a share of nothing owes no duty, and so lifts nothing either
				continue
			}
			charged = min(Whole, charged+v.Charged)
			if by < 0 {
				by = j
			}
		case Lacks, Waits:
			if waiting < 0 {
				waiting = j
			}
		}
	}
	if by >= 0 && (x.Whole || charged == Whole) {
		waiting = -1
	}
	return charged, by, waiting
}

// close leaves the largest duty of each group of the cluster of rule i, and then the
// largest replacement of the base duty. It is false where that is not known.
func (d *Decision) close(row []Rule, i int, ask Asker) bool {
	members := d.members[:0] // of the cluster, that charge
	for k := range d.places(row) {
		j, _ := d.place(k)
		if j > i {
			break
		}
		if d.Verdicts[j].State == Charges && row[j].cluster == row[i].cluster {
			members = append(members, j)
		}
	}
	d.members = members
	for at, k := range members {
		for _, j := range members[at+1:] {
			if row[k].group >= 0 && row[j].group == row[k].group && d.charge(k, j) && !d.rank(k, j, Outranked, ask) {
				return false
			}
		}
	}
	for at, k := range members {
		for _, j := range members[at+1:] {
			if row[k].Stacking == law.Replaces && row[j].Stacking == law.Replaces &&
				d.charge(k, j) && !d.leaves(row, j, k) && !d.rank(k, j, Replaced, ask) {
				return false
			}
		}
	}
	return true
}

// charge reports whether two rules charge.
func (d *Decision) charge(i, j int) bool {
	return d.Verdicts[i].State == Charges && d.Verdicts[j].State == Charges
}

// rank lets the larger of two rules charge, on equal duties the first.
func (d *Decision) rank(first, second int, loses State, ask Asker) bool {
	larger, known := ask.Larger(second, first, d)
	if !known {
		return false
	}
	winner, loser := first, second
	if larger {
		winner, loser = second, first
	}
	v := &d.Verdicts[loser]
	v.State, v.By, v.Charged = loses, int32(winner), 0
	return true
}

// leaves reports whether an exception of rule j lifted the part that rule i charges, so
// that the two do not stand on the same value.
func (d *Decision) leaves(row []Rule, j, i int) bool {
	v := &d.Verdicts[j]
	return slices.ContainsFunc(d.Partly[v.From:v.To], func(k int32) bool {
		return slices.Contains(row[j].Lifts[k].Subjects, int32(i))
	})
}

// NeedsDigits reports whether a verdict lacks digits of the product.
func (d *Decision) NeedsDigits() bool {
	return slices.ContainsFunc(d.Verdicts, func(v Verdict) bool {
		return v.Need == NeedDigits || v.Need == NeedDigitsOfLift
	})
}
