package tariff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// uses are the facts of an entry that some measure read, so that those which nothing
// read can be told: a fact that changes nothing is often one that was meant for another
// measure or another day.
type uses uint8

const (
	usesMetal uses = 1 << iota
	usesSteel
	usesAluminum
	usesCopper
	usesUSContent
	usesLoaded
	usesChargedValue
	usesArticle
)

func usesOf(metal string) uses {
	switch metal {
	case "steel":
		return usesSteel
	case "aluminum":
		return usesAluminum
	}
	return usesCopper
}

// uses are the facts on which what was decided rests.
func (w *work) uses() uses {
	var used uses
	lifted := func(x *plan.Lift) {
		if x.USContent != "" {
			used |= usesUSContent
		}
		if !x.LoadedBefore.IsZero() {
			used |= usesLoaded
		}
	}
	if w.abroad.provision != "" {
		used = usesChargedValue | usesArticle
	}
	for i := range w.row {
		r, v := &w.row[i], &w.d.Verdicts[i]
		for _, k := range w.d.Partly[v.From:v.To] {
			lifted(r.Lifts[k])
		}
		switch v.State {
		case plan.Exempt, plan.Displaced:
			lifted(r.Lifts[v.Lift])
		case plan.Charges, plan.Outranked, plan.Replaced:
			switch c := &w.entry.Claims; {
			case r.Term.ChargedOn == law.NonUSContent && w.declared.StatesUS:
				used |= usesUSContent
			case plan.IsMetal(r.Term.ChargedOn) && w.declared.StatesMetal:
				used |= usesMetal
			case plan.IsMetal(r.Term.ChargedOn):
				for k, m := range plan.Metals {
					if m.Basis == r.Term.ChargedOn && c.metal(k) != nil {
						used |= usesOf(m.Name)
					}
				}
			}
		}
	}
	return used
}

// unused says of each fact that the entry states and nothing read that it changed
// nothing. Claimed headings are told apart from these.
func (w *work) unused() []string {
	c := &w.entry.Claims
	if len(w.entry.Quantities)+len(w.entry.Parts) == 0 && c.none() {
		return nil
	}
	var out []string
	used := w.uses()
	say := func(fact string, stated bool, by uses) {
		if stated && used&by == 0 {
			out = append(out, fact+" changed nothing: no duty on these goods on that day depends on it")
		}
	}
	if c.Metal != nil {
		say("metal_share="+c.Metal.String(), true, usesMetal)
	}
	for k, m := range plan.Metals {
		if own := c.metal(k); own != nil {
			say(m.Name+"_share="+own.String(), true, usesOf(m.Name))
		}
	}
	if c.USContent != nil {
		say("us_content="+c.USContent.String(), true, usesUSContent)
	}
	if c.ChargedValue != nil {
		say("charged_value="+c.ChargedValue.String(), true, usesChargedValue)
	}
	say("article="+c.Article.String(), c.Article != "", usesArticle)
	say("loaded="+c.Loaded.String(), !c.Loaded.IsZero(), usesLoaded)
	if (c.Program != "" || c.USMCA) && w.sameWithoutProgram() {
		claim := "usmca"
		if c.Program != "" {
			claim = "spi=" + c.Program
		}
		out = append(out, claim+" changed no duty on these goods on that day; it may count for fees")
	}
	for _, q := range w.entry.Quantities {
		if !w.reads(q) {
			out = append(out,
				fmt.Sprintf("the quantity in %s changed nothing: no duty on these goods on that day is on it", q.Unit))
		}
	}
	for _, p := range w.entry.Parts {
		if !w.readsPart(p.Name) {
			out = append(out, fmt.Sprintf("the part %q changed nothing: no duty on these goods on that day is on it", p.Name))
		}
	}
	return out
}

// sameWithoutProgram reports whether the entry owes the same without the special program
// that it claims.
func (w *work) sameWithoutProgram() bool {
	entry := w.asStated()
	entry.Claims.Program, entry.Claims.USMCA = "", false
	other := work{engine: w.engine, brief: true}
	if other.run(entry) != nil || other.base.status != w.base.status || !other.base.unrounded().Equal(w.base.unrounded()) {
		return false
	}
	for i := range w.row {
		if w.d.Verdicts[i].State != other.d.Verdicts[i].State ||
			!w.outcomes[i].unrounded().Equal(other.outcomes[i].unrounded()) {
			return false
		}
	}
	return true
}

// reads reports whether a duty that was charged, or waits for a fact, is on a quantity in
// the unit or one of its dimension.
func (w *work) reads(q trade.Quantity) bool {
	return w.anyNeed(func(n duty.Need) bool {
		switch n.Kind {
		case duty.NeedQuantity:
			_, ok := duty.InUnit([]trade.Quantity{q}, n.Unit)
			return ok
		case duty.NeedPartQuantity:
			_, ok := duty.ContentOf([]trade.Quantity{q}, n.Name)
			return ok
		}
		return false
	})
}

func (w *work) readsPart(name string) bool {
	return w.anyNeed(func(n duty.Need) bool {
		return (n.Kind == duty.NeedPartValue || n.Kind == duty.NeedPartQuantity) && strings.EqualFold(n.Name, name)
	})
}

// anyNeed looks through what the duties in question need.
func (w *work) anyNeed(is func(duty.Need) bool) bool {
	if slices.ContainsFunc(w.baseDuty.Needs(), is) {
		return true
	}
	for i := range w.outcomes {
		if s := w.outcomes[i].status; s != Applied && s != NeedsFact {
			continue
		}
		if slices.ContainsFunc(w.row[i].Term.Parsed.Needs(), is) {
			return true
		}
	}
	return false
}
