package tariff

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade"
)

// The rules of a panel are the measures of the engine with everything decided that
// does not hang on the product: the origin, the day, the claims. What is left is the
// question which scopes hold a product, and arithmetic on parts of a billion. A test
// compares it with Assess.

const maxAuthorities = 12

// panelRule is a measure in force for an origin in a segment.
type panelRule struct {
	scope      int // index into Panel.scopes
	rate       int64
	auth       int
	basis      int // 0 to 2: a metal; 3: the full value
	stacking   Stacking
	group      int
	last       bool // the last of its group
	exceptions []panelException
}

type panelException struct {
	scope    int // -1: every product
	subjects []int
	whole    bool
	share    int64
}

// formula is what the rules come to for a kind of products: the sum of what they add,
// a total up to which they top up, and the rate that stands in place of the base.
type formula struct {
	by       [maxAuthorities]int64
	top      int64 // a rate in all; noRate: none
	topPart  int64 // the part of the value that it charges
	topAuth  int
	replaced int64 // noRate: none
}

// formulas are computed once for each set of rules in a segment; equal ones are one.
type formulas struct {
	mu    sync.Mutex
	known map[string][]*formula
	same  map[formula]*formula
}

// formulasOf returns the formulas of all kinds for an origin in a segment.
func (p *Panel) formulasOf(seg int, origin trade.Country, usmca bool) []*formula {
	rules, key := p.rules(seg, origin, usmca)
	key = strconv.Itoa(seg) + ":" + key
	f := &p.formulas
	f.mu.Lock()
	out, ok := f.known[key]
	f.mu.Unlock()
	if ok {
		return out
	}
	out = make([]*formula, len(p.kinds[seg]))
	values := make([]formula, len(out))
	state := make([]int64, len(rules))
	for i := range out {
		values[i] = p.evaluate(seg, rules, &p.kinds[seg][i], state)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range values {
		if f.same[values[i]] == nil {
			v := values[i]
			f.same[v] = &v
		}
		out[i] = f.same[values[i]]
	}
	f.known[key] = out
	return out
}

// rules compiles the measures for an origin on the first day of a segment. The key
// tells sets of rules apart.
func (p *Panel) rules(seg int, origin trade.Country, usmca bool) ([]panelRule, string) {
	e, on := p.engine, p.days[seg]
	var rules []panelRule
	var key strings.Builder
	place := make(map[int]int, 64)
	for i := range e.measures {
		m := &e.measures[i]
		if !e.originsHold(m.Origins, origin, on) || (m.OnClaim && p.claim(m.Heading) == 0) {
			continue
		}
		t := m.termOn(on)
		if t == nil || t.State != Imposed || (m.Ask != "" && p.claim(m.Heading) == 0) {
			continue
		}
		r := panelRule{scope: p.scope(m.Products), basis: 3, stacking: m.Stacking, group: m.group, auth: slices.Index(p.auths, m.Authority)}
		if rate, ok := t.duty.AdValorem(); ok {
			r.rate = ppb(rate)
			if p.opts.Shares != nil {
				r.rate = max(0, r.rate-int64(p.opts.Shares.Less[m.Heading]))
			}
		}
		if k := slices.Index([]Basis{SteelContent, AluminumContent, CopperContent}, t.basis); k >= 0 {
			r.basis = k
		}
		key.WriteString(m.Heading)
		for k := range m.exceptions {
			x, ok := p.exception(m, k, origin, on, usmca, place)
			if ok {
				r.exceptions = append(r.exceptions, x)
				key.WriteByte(byte('a' + k))
			}
		}
		key.WriteByte(';')
		place[i] = len(rules)
		rules = append(rules, r)
	}
	for i := range rules {
		if rules[i].group >= 0 {
			rules[i].last = !slices.ContainsFunc(rules[i+1:], func(r panelRule) bool { return r.group == rules[i].group })
		}
	}
	return rules, key.String()
}

func (g *grid) scope(s Scope) int {
	if i, ok := g.scopeAt[s.key()]; ok {
		return i
	}
	return -1
}

// claim is the part of the trade that declares a heading.
func (p *Panel) claim(heading string) int64 {
	if p.opts.Shares == nil {
		return 0
	}
	return int64(p.opts.Shares.Claims[heading])
}

// exception compiles an exception; ok is false when it cannot hold for the origin on
// the day.
func (p *Panel) exception(m *measure, k int, origin trade.Country, on trade.Date, usmca bool, place map[int]int) (x panelException, ok bool) {
	e, from := p.engine, &m.exceptions[k]
	x = panelException{scope: -1, whole: from.Whole, share: int64(Whole)}
	switch {
	case !from.During.Contains(on), !from.LoadedBefore.IsZero(), from.USContent != "", len(from.Programs) > 0,
		from.USMCA && !usmca, from.NotUSMCA && usmca,
		len(from.Origins.In)+len(from.Origins.Out) > 0 && !e.originsHold(from.Origins, origin, on),
		from.Presumed && p.claim(m.Heading) > 0:
		return x, false
	}
	if from.Claimed {
		if x.share = p.claim(from.Heading); x.share == 0 {
			return x, false
		}
	}
	if !from.Products.isZero() {
		x.scope = p.scope(from.Products)
	}
	if len(from.Subject) > 0 {
		for _, j := range from.subjects {
			if at, in := place[j]; in {
				x.subjects = append(x.subjects, at)
			}
		}
		return x, len(x.subjects) > 0
	}
	return x, true
}

// evaluate applies the rules to a kind of products. charged holds the part of the
// value that each rule charges, or noRate.
func (p *Panel) evaluate(seg int, rules []panelRule, kind *panelKind, charged []int64) formula {
	f := formula{top: noRate, replaced: noRate}
	for i := range rules {
		charged[i] = p.charged(seg, &rules[i], kind, charged)
		if rules[i].last {
			keepLargestOf(rules[:i+1], charged)
		}
	}
	for i := range rules {
		if charged[i] == noRate {
			continue
		}
		switch r := &rules[i]; r.stacking {
		case TopsUp:
			if r.rate > f.top {
				f.top, f.topPart, f.topAuth = r.rate, charged[i], r.auth
			}
		case Replaces:
			f.replaced = r.rate
		default:
			f.by[r.auth] += times(r.rate, charged[i])
		}
	}
	return f
}

// charged is the part of the value that a rule charges, or noRate, given the rules
// before it.
func (p *Panel) charged(seg int, r *panelRule, kind *panelKind, before []int64) int64 {
	bits := p.bits[seg]
	if r.scope < 0 || !bits[r.scope].has(kind.product) {
		return noRate
	}
	rest := int64(Whole)
	for k := range r.exceptions {
		x := &r.exceptions[k]
		if x.scope >= 0 && !bits[x.scope].has(kind.product) {
			continue
		}
		lifted := times(int64(Whole), x.share)
		if len(x.subjects) > 0 {
			part, any := int64(0), false
			for _, j := range x.subjects {
				if before[j] != noRate {
					part, any = part+before[j], true
				}
			}
			if !any {
				continue
			}
			if !x.whole {
				lifted = part
			}
		}
		if rest -= lifted; rest <= 0 {
			return noRate
		}
	}
	if r.basis < 3 {
		if rest = min(rest, kind.metals[r.basis]); rest == 0 {
			return noRate // a share of nothing lifts nothing either
		}
	}
	return rest
}

// keepLargestOf leaves only the largest duty of the group that ends with the last of
// the rules; on equal duties the first.
func keepLargestOf(rules []panelRule, charged []int64) {
	group, best := rules[len(rules)-1].group, -1
	for i := range rules {
		if rules[i].group == group && charged[i] != noRate && (best < 0 || times(rules[i].rate, charged[i]) > times(rules[best].rate, charged[best])) {
			best = i
		}
	}
	for i := range rules {
		if i != best && rules[i].group == group {
			charged[i] = noRate
		}
	}
}

// panelView is the panel of one origin in one segment.
type panelView struct {
	panel      *Panel
	seg        int
	column2    bool
	plain      []*formula
	under      []*formula // under the USMCA, where the origin has shares for it
	usmca      map[trade.Product]Share
	preference map[string]Share
}

// panelRate is the duty on a product, in parts of a billion of the value.
type panelRate struct {
	base, additional int64
	by               [maxAuthorities]int64
}

func (p *Panel) view(seg int, origin trade.Country) *panelView {
	v := &panelView{panel: p, seg: seg, plain: p.formulasOf(seg, origin, false)}
	v.column2 = p.book.Column2 != "" && p.engine.anyHolds([]string{p.book.Column2}, origin, p.days[seg])
	if s := p.opts.Shares; s != nil {
		v.usmca, v.preference = s.USMCA[origin], s.Preference[origin]
		if v.usmca != nil {
			v.under = p.formulasOf(seg, origin, true)
		}
	}
	return v
}

// rate is the duty on product i, which must be in the universe of the segment.
func (v *panelView) rate(i int) panelRate {
	p := v.panel
	kind := p.classes[v.seg][i]
	line := p.lines[p.lineOf[v.seg][i]]
	base := line.column1
	if v.column2 {
		base = line.column2
	} else if len(v.preference) > 0 {
		base = times(base, int64(Whole-v.preference[string(p.products[i][:2])]))
	}
	out := v.plain[kind].rate(base)
	if v.under == nil {
		return out
	}
	part, ok := v.usmca[p.products[i]]
	if !ok {
		part = v.usmca[p.products[i][:8]]
	}
	if part == 0 {
		return out
	}
	share := int64(part)
	with := v.under[kind].rate(0)
	blend := func(a, b int64) int64 { return times(a, int64(Whole)-share) + times(b, share) }
	out.base, out.additional = blend(out.base, with.base), 0
	for k := range p.auths {
		out.by[k] = blend(out.by[k], with.by[k])
		out.additional += out.by[k]
	}
	return out
}

// rate applies a formula to a base rate.
func (f *formula) rate(base int64) panelRate {
	out := panelRate{base: base, by: f.by}
	if f.replaced != noRate {
		out.base = f.replaced
	}
	if f.top > base {
		out.by[f.topAuth] += times(f.top-base, f.topPart)
	}
	for _, part := range out.by {
		out.additional += part
	}
	return out
}
