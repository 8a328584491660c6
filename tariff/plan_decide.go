package tariff

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// asker answers what a decision must know of the goods beside what is stated of them.
type asker interface {
	// in says whether a scope of the row holds the product.
	in(scope int32, column uint32) membership
	// ready says whether the duty of rule i can be computed, and what it lacks if not.
	ready(i int) (need, bool)
	// larger reports whether the duty of rule i is larger than that of rule j, each on the
	// part that it charges; known is false where that depends on what is not known.
	larger(i, j int, d *decision) (yes, known bool)
}

// decide says what becomes of every rule of a row. on is the day of entry, for rules
// that are not known as long as the book.
func (d *decision) decide(row []rule, ask asker, g *declared, on trade.Date) {
	d.forget(len(row))
	d.partly, d.base, d.metal, d.stop, d.at = d.partly[:0], whole, "", goesOn, 0
	n := d.places(row)
	for k := range n {
		i, reaches := d.place(k)
		if reaches {
			d.judge(row, i, ask, g, on)
		}
		if d.stop != goesOn {
			d.at = i
			return
		}
		if row[i].closes && !d.close(row, i, ask) {
			d.stop, d.at = unordered, i
			return
		}
	}
	for k := range n {
		if i, _ := d.place(k); d.verdicts[i].state == charges && row[i].Stacking == law.Replaces {
			d.base -= min(d.base, d.verdicts[i].charged)
		}
	}
}

// places is the number of rules that are looked at, and place the k-th of them; reaches is
// false for one that no more than closes its cluster.
func (d *decision) places(row []rule) int {
	if d.only != nil {
		return len(d.only)
	}
	return len(row)
}

func (d *decision) place(k int) (i int, reaches bool) {
	if d.only == nil {
		return k, true
	}
	if i = int(d.only[k]); i < 0 {
		return ^i, false
	}
	return i, true
}

// forget clears the verdicts of the last decision.
func (d *decision) forget(rules int) {
	if cap(d.verdicts) < rules {
		d.verdicts, d.judged = make([]verdict, rules), nil
	}
	all := d.verdicts[:cap(d.verdicts)]
	if d.verdicts = all[:rules]; d.only == nil {
		clear(d.verdicts)
		d.judged = nil
		return
	}
	if d.judged == nil {
		clear(all)
	}
	for _, i := range d.judged {
		all[max(i, ^i)] = verdict{}
	}
	d.judged = append(d.judged[:0], d.only...)
}

// judge decides one rule, given those before it.
func (d *decision) judge(row []rule, i int, ask asker, g *declared, on trade.Date) {
	r, v := &row[i], &d.verdicts[i]
	in := within(ask, r.scope, r.column)
	if in == notListed { // of most rules of a row of columns
		return
	}
	rest := g.brought(r.measure)
	if rest == 0 {
		return
	}
	if in == dependsOnSuffix {
		v.lack(needDigits)
	}
	if v.state == lacks {
		return
	}
	if !r.KnownUntil.IsZero() && on.After(r.KnownUntil) {
		d.stop = horizon
		return
	}
	v.from = int32(len(d.partly))
	v.to = v.from
	for k := range r.lifts {
		x := r.lifts[k]
		if d.sets != "" && x.set >= 0 && d.sets[x.set] == 0 {
			continue
		}
		lifted := x.met
		if lifted == 0 {
			if lifted = g.meets(r.measure, x.exception); lifted == 0 {
				continue
			}
		}
		in := within(ask, x.scope, x.column)
		if in == notListed {
			continue
		}
		by := int32(-1)
		if len(x.Subject) > 0 {
			var charged portion
			var waiting int32
			charged, by, waiting = d.subjectTo(x)
			switch {
			case waiting >= 0:
				v.state, v.lift, v.by = waits, int32(k), waiting
				return
			case by < 0:
				continue
			case !x.Whole:
				lifted = min(lifted, charged)
			}
		}
		if in == dependsOnSuffix {
			v.lack(needDigitsOfLift)
			v.lift = int32(k)
			return
		}
		if lifted >= rest {
			v.state, v.lift, v.by = exempt, int32(k), by
			if x.Displaces && by >= 0 {
				v.state = displaced
			}
			return
		}
		rest -= lifted
		d.partly = append(d.partly, int32(k))
		v.to = int32(len(d.partly))
	}
	if r.Ask != "" && !g.answers(r.measure) {
		v.lack(needAnswer)
		return
	}
	if r.term.State == law.Prohibited {
		d.stop = prohibits
		return
	}
	content, known := g.content(r.measure, r.term.basis)
	if !known {
		v.lack(needMetal)
		return
	}
	if g.statesMetal && isMetal(r.term.basis) && content > 0 {
		if d.metal != "" && d.metal != r.term.basis {
			d.stop = ambiguous
			return
		}
		d.metal = r.term.basis
	}
	v.charged = min(rest, content)
	if need, ok := ask.ready(i); !ok {
		if need == noNeed {
			d.stop = unresolved
			return
		}
		v.lack(need)
		return
	}
	v.state = charges
}

func (v *verdict) lack(n need) { v.state, v.need = lacks, n }

// within answers for scopes that need no look-up by itself.
func within(ask asker, scope int32, column uint32) membership {
	switch scope {
	case everyProduct:
		return listed
	case needsDigits:
		return dependsOnSuffix
	}
	return ask.in(scope, column)
}

// subjectTo adds up the parts that the rules of an exception charge and names the first
// of them; waiting is one of which that is not known yet. Both are -1 where there is none.
func (d *decision) subjectTo(x *lift) (charged portion, by, waiting int32) {
	by, waiting = -1, -1
	for _, j := range x.subjects {
		switch v := &d.verdicts[j]; v.state {
		case charges:
			if v.charged == 0 { // a share of nothing owes no duty, and so lifts nothing either
				continue
			}
			charged = min(whole, charged+v.charged)
			if by < 0 {
				by = j
			}
		case lacks, waits:
			if waiting < 0 {
				waiting = j
			}
		}
	}
	if by >= 0 && (x.Whole || charged == whole) {
		waiting = -1
	}
	return charged, by, waiting
}

// close leaves the largest duty of each group of the cluster of rule i, and then the
// largest replacement of the base duty. It is false where that is not known.
func (d *decision) close(row []rule, i int, ask asker) bool {
	members := d.members[:0] // of the cluster, that charge
	for k := range d.places(row) {
		j, _ := d.place(k)
		if j > i {
			break
		}
		if d.verdicts[j].state == charges && row[j].cluster == row[i].cluster {
			members = append(members, j)
		}
	}
	d.members = members
	for at, k := range members {
		for _, j := range members[at+1:] {
			if row[k].group >= 0 && row[j].group == row[k].group && d.charge(k, j) && !d.rank(k, j, outranked, ask) {
				return false
			}
		}
	}
	for at, k := range members {
		for _, j := range members[at+1:] {
			if row[k].Stacking == law.Replaces && row[j].Stacking == law.Replaces && d.charge(k, j) && !d.leaves(row, j, k) && !d.rank(k, j, replaced, ask) {
				return false
			}
		}
	}
	return true
}

// charge reports whether two rules charge.
func (d *decision) charge(i, j int) bool {
	return d.verdicts[i].state == charges && d.verdicts[j].state == charges
}

// rank lets the larger of two rules charge, on equal duties the first.
func (d *decision) rank(first, second int, loses state, ask asker) bool {
	larger, known := ask.larger(second, first, d)
	if !known {
		return false
	}
	winner, loser := first, second
	if larger {
		winner, loser = second, first
	}
	v := &d.verdicts[loser]
	v.state, v.by, v.charged = loses, int32(winner), 0
	return true
}

// leaves reports whether an exception of rule j lifted the part that rule i charges, so
// that the two do not stand on the same value.
func (d *decision) leaves(row []rule, j, i int) bool {
	v := &d.verdicts[j]
	return slices.ContainsFunc(d.partly[v.from:v.to], func(k int32) bool {
		return slices.Contains(row[j].lifts[k].subjects, int32(i))
	})
}

// needsDigits reports whether a verdict lacks digits of the product.
func (d *decision) needsDigits() bool {
	return slices.ContainsFunc(d.verdicts, func(v verdict) bool { return v.need == needDigits || v.need == needDigitsOfLift })
}
