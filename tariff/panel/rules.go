package panel

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The rules of a panel are a row of the plan for goods of which averages are stated. What
// is left is the question which scopes hold a product, and arithmetic on parts of a
// billion. A test compares it with Assess.

const maxAuthorities = 12

// averageRow is a row for an origin in a segment, with the rate of each rule in parts of a
// billion, and its authority.
type averageRow struct {
	rules []plan.Rule
	rates []int64
	auths []int
	key   string
}

// formula is what the rules come to for a kind of products, whatever their base rate: the
// sum of what they add, the totals that they top up to, and what stands in place of the
// base.
type formula struct {
	by       [maxAuthorities]int64
	totals   [mostTotals]averageTotal
	replaced int64 // what stands in place of the base
	left     int64 // the part of the value that the base still charges
	// byBase is set instead where it depends on the base rate which duty is the largest.
	byBase *averageOfKind
}

const mostTotals = 3

// averageTotal tops up a part of the value to a rate.
type averageTotal struct {
	rate, part int64
	auth       int
	onGeneral  bool // what it tops up is the general rate, whatever the goods pay
}

// formulas are computed once for each set of rules in a segment; equal ones are one.
type formulas struct {
	mu    sync.Mutex
	known map[string][]*formula
	same  map[formula]*formula
}

// formulasOf returns the formulas of all kinds for an origin in a segment.
func (p *Panel) formulasOf(seg int, origin trade.Country, usmca bool) []*formula {
	row := p.row(seg, origin, usmca)
	key := strconv.Itoa(seg) + ":" + row.key
	f := &p.formulas
	f.mu.Lock()
	out, ok := f.known[key]
	f.mu.Unlock()
	if ok {
		return out
	}
	out = make([]*formula, len(p.kinds[seg]))
	values := make([]formula, len(out))
	of := &averageOfKind{panel: p, seg: seg, row: row, usmca: usmca}
	for i := range out {
		of.kind = &p.kinds[seg][i]
		values[i] = of.formula()
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

// row picks the rules for an origin in a segment. The key tells rows apart.
func (p *Panel) row(seg int, origin trade.Country, usmca bool) *averageRow {
	e, on := p.grid.Plan, p.grid.Days[seg]
	sets := e.Sets()
	said := p.laws[plan.Flag(usmca)][seg]()
	row := &averageRow{rules: said.Row(len(e.Measures), func(set int) bool {
		return e.OriginsHold(sets[set], origin, on)
	})}
	var key strings.Builder
	for i := range row.rules {
		r := &row.rules[i]
		key.WriteString(r.Heading)
		for k := range r.Lifts {
			key.WriteString("," + strconv.Itoa(int(r.Lifts[k].At)))
		}
		key.WriteByte(';')
		var rate int64
		if r.Term.IsRate {
			rate = ppb(r.Term.Rate)
			if p.opts.Shares != nil {
				rate = max(0, rate-int64(p.opts.Shares.Less[r.Heading]))
			}
		}
		row.rates, row.auths = append(row.rates, rate), append(row.auths, slices.Index(p.auths, r.Authority))
	}
	row.key = key.String()
	return row
}

// averages are what a panel states of all goods, but for their metals.
func (p *Panel) averages(usmca bool) plan.Declared {
	g := plan.Declared{Average: true, USMCA: usmca, States: [3]bool{true, true, true}}
	if p.opts.Shares != nil {
		g.Averages = p.claims
	}
	return g
}

// averageOfKind asks for a kind of products in a row of averages.
type averageOfKind struct {
	panel *Panel
	seg   int
	row   *averageRow
	usmca bool
	kind  *panelKind
	d     plan.Decision

	base      int64
	general   int64
	knowsBase bool
	asked     bool // which duty is larger depends on the base
}

func (a *averageOfKind) In(scope int32, _ uint32) plan.Membership {
	if a.panel.grid.Bits[a.seg][scope].Has(a.kind.product) {
		return plan.Listed
	}
	return plan.NotListed
}

// ready: a duty on a quantity counts as nothing.
func (a *averageOfKind) Ready(int) (plan.Need, bool) { return plan.NoNeed, true }

func (a *averageOfKind) Larger(i, j int, d *plan.Decision) (yes, known bool) {
	if !a.knowsBase && (a.row.rules[i].Stacking == law.TopsUp || a.row.rules[j].Stacking == law.TopsUp) {
		a.asked = true
		return false, true
	}
	return a.alone(i, d) > a.alone(j, d), true
}

func (a *averageOfKind) alone(i int, d *plan.Decision) int64 {
	rate := a.row.rates[i]
	if a.row.rules[i].Stacking == law.TopsUp {
		total := averageTotal{rate, int64(Whole), 0, a.row.rules[i].OnGeneral}
		rate = total.due(a.base, a.general)
	}
	return times(rate, d.Verdicts[i].Charged.Billionths())
}

// formula applies the rules to the kind.
func (a *averageOfKind) formula() formula {
	stated := a.panel.averages(a.usmca)
	for k := range stated.Metals {
		stated.Metals[k] = plan.InBillionths(a.kind.metals[k])
	}
	a.asked = false
	a.d.Decide(a.row.rules, a, &stated, trade.Date{})
	f := formula{left: a.d.Base.Billionths()}
	totals := 0
	for i := range a.row.rules {
		v := &a.d.Verdicts[i]
		if v.State != plan.Charges {
			continue
		}
		part := v.Charged.Billionths()
		switch due := times(a.row.rates[i], part); a.row.rules[i].Stacking {
		case law.TopsUp:
			total := averageTotal{a.row.rates[i], part, a.row.auths[i], a.row.rules[i].OnGeneral}
			switch {
			case a.knowsBase:
				f.by[total.auth] += total.due(a.base, a.general)
			case totals < mostTotals:
				f.totals[totals] = total
			}
			totals++
		case law.Replaces:
			f.replaced += due
		default:
			f.by[a.row.auths[i]] += due
		}
	}
	if !a.knowsBase && (a.asked || totals > mostTotals) {
		own := *a
		own.d, own.knowsBase = plan.Decision{}, true
		return formula{byBase: &own}
	}
	return f
}

// due is what a total adds to goods that pay a base rate, by themselves.
func (t *averageTotal) due(base, general int64) int64 {
	if t.onGeneral {
		base = general
	}
	return times(max(0, t.rate-base), t.part)
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
	v.column2 = p.grid.Book.Column2 != "" && p.grid.Plan.AnyHolds([]string{p.grid.Book.Column2}, origin, p.grid.Days[seg])
	if s := p.opts.Shares; s != nil {
		v.usmca, v.preference = s.USMCA[origin], p.preference(origin, p.grid.Days[seg])
		if v.usmca != nil {
			v.under = p.formulasOf(seg, origin, true)
		}
	}
	return v
}

// base is the base rate of product i, or what stands in for it.
func (v *panelView) base(i int) int64 {
	p := v.panel
	line := p.lines[p.grid.LineOf[v.seg][i]]
	if v.column2 {
		return line.column2
	}
	for _, r := range p.baseRates[v.seg] {
		if p.grid.Bits[v.seg][r.scope].Has(int32(i)) {
			return r.rate
		}
	}
	return line.column1
}

// rate is the duty on product i, which must be in the universe of the segment.
func (v *panelView) rate(i int) panelRate {
	p := v.panel
	kind := p.classes[v.seg][i]
	general := v.base(i)
	base := general
	if !v.column2 && len(v.preference) > 0 {
		base = times(base, int64(Whole-v.preference[string(p.grid.Products[i][:2])]))
	}
	out := v.plain[kind].rate(base, general)
	if v.under == nil {
		return out
	}
	part, ok := v.usmca[p.grid.Products[i]]
	if !ok {
		part = v.usmca[p.grid.Products[i][:8]]
	}
	if part == 0 {
		return out
	}
	share := int64(part)
	with := v.under[kind].rate(0, general)
	blend := func(a, b int64) int64 { return times(a, int64(Whole)-share) + times(b, share) }
	out.base, out.additional = blend(out.base, with.base), 0
	for k := range p.auths {
		out.by[k] = blend(out.by[k], with.by[k])
		out.additional += out.by[k]
	}
	return out
}

// rate applies a formula to a base rate, and to the general one, which it may be less than.
func (f *formula) rate(base, general int64) panelRate {
	if f.byBase != nil {
		of := *f.byBase
		of.d, of.base, of.general = plan.Decision{}, base, general
		with := of.formula()
		f = &with
	}
	out := panelRate{base: times(base, f.left) + f.replaced, by: f.by}
	for k := range f.totals {
		if t := &f.totals[k]; t.part > 0 {
			out.by[t.auth] += t.due(base, general)
		}
	}
	for _, part := range out.by {
		out.additional += part
	}
	return out
}
