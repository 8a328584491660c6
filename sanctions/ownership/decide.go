package ownership

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Status is what a rule says of a person.
type Status uint8

// A person is listed itself, blocked in every reading of what is not known, blocked in
// some readings and not in others, or blocked in none. The zero value is none of them: it
// is not decided.
const (
	NotBlocked Status = iota + 1
	Undetermined
	Blocked
	Listed
)

var statusNames = [...]string{"unknown", "not_blocked", "undetermined", "blocked", "listed"}

// String is the status in one word.
func (s Status) String() string { return statusNames[min(int(s), len(statusNames)-1)] }

// MarshalText writes the form of String.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Decision is the answer of a rule, with its grounds. Everything in it stands in the
// order of the names.
type Decision struct {
	Variant Variant
	// Listed are the persons asked for, each once.
	Listed []string
	// Unmatched are those of them that the edges do not know by that name.
	Unmatched []string
	// Blocked and Undetermined leave the listed out. NotBlocked are the entities in which
	// somebody who is or may be blocked has a part; all others have none.
	Blocked, Undetermined, NotBlocked []Finding
	// Joined says, for a rule that asks each listed person alone, why a listed person
	// counts, or may count, with another one: that one owns or controls it.
	Joined []Finding
}

// Finding is the answer for one entity and the grounds of it.
type Finding struct {
	Entity string
	Status Status
	// Through is the listed person whose holdings these are, for a rule that does not
	// add the shares of several. It is empty for the others.
	Through string
	// Step is the place in the proof: an entity of step n stands on owners of earlier
	// steps; the listed are step 0. It is 0 for an entity that is not blocked.
	Step int
	// Low and High are what blocked persons hold together in the narrowest and in the
	// widest reading. Low of a blocked entity counts the owners of the proof alone.
	Low, High Percent
	// Owners are, for a blocked entity, those that count, as the proof: following them
	// from entity to entity always ends with the listed. Otherwise they are all owners
	// that are or may be blocked.
	Owners []Counted
	// Circular are owners of a blocked entity that are blocked themselves, but only by
	// way of it or of others in a ring with it: they are no ground.
	Circular []Counted
	// Missing are the facts that would decide an undetermined entity, or help to.
	Missing []Missing
}

// Counted is an owner in a finding.
type Counted struct {
	Owner  string
	Status Status
	// Share is the share as stated. Low of it counts towards Blocked.
	Share Share
	// Most is the upper bound that the shares of the other owners leave.
	Most Percent
	// Control is what is stated of control; it counts where the variant says so.
	Control Control
}

// Missing is a fact that is not known of an owner. Fact is "share", "control" (whether it
// controls the entity) or "status" (whether it is blocked; where listed persons are asked
// alone, whether it counts with the one of Through); or it is "rule", where it is not known
// whether the rule named Owner is in force.
type Missing struct{ Owner, Fact string }

const (
	factShare   = "share"
	factControl = "control"
	factStatus  = "status"
	factRule    = "rule"
)

// Decide applies a variant to the edges, for persons who are listed. A variant that is
// known not to be in force blocks nobody; the answer carries it, and its State says so.
// Where it is not known whether it is in force, whom it would block is undetermined. The
// zero Variant, and one that lacks its test, is an *Error "bad_variant". Of edges that have days
// those count that hold on Variant.On. An empty list or an empty name is an *Error "bad_listed". A
// listed name that the edges do not hold is no error, because somebody may own nothing: it
// stands in Unmatched. Whether one is meant that is spelt another way, Graph.Near asks.
//
// A rule that adds the shares of all looks at each edge at most twice. One that asks
// each listed person alone does so for each of them who does not belong to another.
func (g *Graph) Decide(ctx context.Context, v Variant, listed []string) (*Decision, error) {
	d := &Decision{Variant: v}
	if err := v.check(); err != nil {
		return nil, err
	}
	if len(listed) == 0 {
		return nil, &Error{Code: badListed, Reason: "no listed person is named; name at least one"}
	}
	if g.Dated() {
		var err error
		if g, err = g.On(v.On); err != nil {
			return nil, err
		}
	}
	for i, name := range listed {
		name = strings.TrimSpace(name)
		if name == "" {
			return nil, &Error{Code: badListed, Reason: fmt.Sprintf("listed person %d has no name", i+1)}
		}
		d.Listed = append(d.Listed, name)
	}
	slices.Sort(d.Listed)
	d.Listed = slices.Compact(d.Listed)
	var seeds []int32
	for _, name := range d.Listed {
		if n, ok := g.find(name); ok {
			seeds = append(seeds, n)
		} else {
			d.Unmatched = append(d.Unmatched, name)
		}
	}
	if v.State != inForce && v.State != unknownState || len(seeds) == 0 {
		return d, ctx.Err()
	}
	w := newWork(g, &d.Variant, seeds)
	var err error
	if v.Aggregate {
		err = w.group(ctx, seeds)
	} else {
		err = w.alone(ctx, seeds)
	}
	if err != nil {
		return nil, err
	}
	w.sortInto(d)
	if v.State == unknownState {
		d.unsettle()
	}
	return d, nil
}

// unsettle turns what a rule would block into what it may block.
func (d *Decision) unsettle() {
	for _, list := range [][]Finding{d.Blocked, d.Undetermined, d.NotBlocked, d.Joined} {
		for i := range list {
			f := &list[i]
			if f.Status == Blocked {
				f.Status, f.Step = Undetermined, 0
				f.Low, f.Owners, f.Circular = Percent{}, append(f.Owners, f.Circular...), nil
			}
			if f.Status == Undetermined {
				f.Missing = append(f.Missing, Missing{Owner: d.Variant.Name, Fact: factRule})
			}
			for k := range f.Owners {
				if f.Owners[k].Status == Blocked {
					f.Owners[k].Status = Undetermined
				}
			}
		}
	}
	d.Undetermined = append(d.Undetermined, d.Blocked...)
	d.Blocked = nil
	slices.SortFunc(d.Undetermined, func(x, y Finding) int { return strings.Compare(x.Entity, y.Entity) })
}

// work is a decision in the making.
type work struct {
	g            *Graph
	v            *Variant
	sure, widest *closure
	listed       []bool
	findings     []Finding
	at           []int32 // the finding of an entity, plus one
	tarjan       tarjan
}

func newWork(g *Graph, v *Variant, seeds []int32) *work {
	w := &work{
		g: g, v: v, sure: newClosure(g, v, false), widest: newClosure(g, v, true),
		listed: make([]bool, len(g.names)), at: make([]int32, len(g.names)),
	}
	for _, n := range seeds {
		w.listed[n] = true
	}
	return w
}

// group decides for persons whose shares are added.
func (w *work) group(ctx context.Context, seeds []int32) error {
	if err := w.sure.run(ctx, seeds); err != nil {
		return err
	}
	if err := w.widest.run(ctx, seeds); err != nil {
		return err
	}
	through := ""
	if !w.v.Aggregate {
		through = w.g.names[seeds[0]]
	}
	rings := w.rings()
	for _, n := range w.widest.members {
		switch {
		case w.widest.step[n] == 1:
		case w.sure.has(n):
			w.note(n, func() Finding { return w.blocked(n, through, rings) })
		default:
			w.note(n, func() Finding { return w.open(n, through, Undetermined) })
		}
	}
	for _, n := range w.widest.touched {
		if !w.widest.has(n) && !w.listed[n] {
			w.note(n, func() Finding { return w.open(n, through, NotBlocked) })
		}
	}
	return nil
}

// note keeps the finding of an entity, if it says more than the one before: blocked
// before undetermined before not blocked, and among the last the largest holding.
func (w *work) note(n int32, make func() Finding) {
	if w.at[n] == 0 {
		w.findings = append(w.findings, make())
		w.at[n] = int32(len(w.findings))
		return
	}
	old := &w.findings[w.at[n]-1]
	status := NotBlocked
	switch {
	case w.sure.has(n):
		status = Blocked
	case w.widest.has(n):
		status = Undetermined
	}
	if old.Status < status || (status == NotBlocked && old.Status == NotBlocked && old.High.Cmp(w.widest.held(n)) < 0) {
		*old = make()
	}
}

// alone decides for each listed person alone, with what it owns or controls. Who belongs
// to another one for sure is asked with that one: its holdings are among the other's, so
// it cannot catch more. Starting with those whom nobody catches on its own keeps long
// chains of listed persons from being walked again and again.
func (w *work) alone(ctx context.Context, seeds []int32) error {
	caught := w.caughtAlone(seeds)
	done := make([]bool, len(w.g.names))
	for _, first := range []bool{true, false} {
		for _, n := range seeds {
			if done[n] || caught[n] == first {
				continue
			}
			if err := w.group(ctx, []int32{n}); err != nil {
				return err
			}
			for _, m := range w.sure.members {
				done[m] = true
			}
		}
	}
	return nil
}

// caughtAlone marks everybody to whom a chain of edges leads from a listed person, each
// of them enough by itself.
func (w *work) caughtAlone(seeds []int32) []bool {
	caught, seen := make([]bool, len(w.g.names)), make([]bool, len(w.g.names))
	queue := slices.Clone(seeds)
	for _, n := range seeds {
		seen[n] = true
	}
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, i := range w.g.outs[w.g.out[n]:w.g.out[n+1]] {
			e := &w.g.edges[i]
			if !w.v.reaches(e.share.Low) && (!w.v.Control || e.control != Controls) {
				continue
			}
			caught[e.entity] = true
			if !seen[e.entity] {
				seen[e.entity] = true
				queue = append(queue, e.entity)
			}
		}
	}
	return caught
}

// sortInto hands the findings over in the order of the names.
func (w *work) sortInto(d *Decision) {
	for n, at := range w.at {
		if at == 0 {
			continue
		}
		f := w.findings[at-1]
		switch {
		case w.listed[n]:
			d.Joined = append(d.Joined, f)
		case f.Status == Blocked:
			d.Blocked = append(d.Blocked, f)
		case f.Status == Undetermined:
			d.Undetermined = append(d.Undetermined, f)
		default:
			d.NotBlocked = append(d.NotBlocked, f)
		}
	}
}
