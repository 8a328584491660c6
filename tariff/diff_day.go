package tariff

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// diffDay is what the plan has for the goods of a query on a day: the rules and the
// exceptions that reach them, whatever is claimed; and for an origin and a line or number
// what it decides when nothing is claimed.
type diffDay struct {
	engine *Engine
	query  DiffQuery
	on     trade.Date
	row    []plan.Rule
	at     []int32         // by measure: 1 + place in the row
	reach  map[int32]codes // by scope, what it holds of the products

	// reached and decided are nil where the goods are not one line of one origin, or where
	// there is no decision: on goods that are barred, or that the book does not reach.
	reached *reached
	decided *plan.Decision
	places  []int32 // by measure: 1 + place among the rules decided
}

func (e *Engine) diffOn(q DiffQuery, on trade.Date) *diffDay {
	d := &diffDay{engine: e, query: q, on: on, reach: map[int32]codes{}}
	stretch := e.plan.StretchOf(on)
	holds := func(int) bool { return true }
	if q.Origin != "" {
		holds = e.ofOrigin(originKey{stretch, q.Origin}).holds
	}
	d.row = e.plan.LawIn(stretch).Narrowed(len(e.plan.Measures), holds, func(scope int32) plan.Membership {
		if d.codes(scope).isEmpty() {
			return plan.NotListed
		}
		return plan.Listed
	})
	d.at = placesOf(d.row, len(e.plan.Measures))
	d.decide()
	return d
}

// placesOf are the places of measures in a row, 1 + place.
func placesOf(row []plan.Rule, measures int) []int32 {
	out := make([]int32, measures)
	for i := range row {
		out[row[i].Place] = int32(i) + 1
	}
	return out
}

// codes are those through which a scope reaches the products.
func (d *diffDay) codes(scope int32) codes {
	if scope == plan.EveryProduct {
		return codes{all: true}
	}
	c, known := d.reach[scope]
	if !known {
		c = d.engine.productsWithin(d.engine.plan.Scopes()[scope], d.query.Product, d.on)
		d.reach[scope] = c
	}
	return c
}

// rule is that of a measure, nil when it does not reach the goods.
func (d *diffDay) rule(m *plan.Measure) *plan.Rule {
	if i := d.at[m.Place]; i > 0 {
		return &d.row[i-1]
	}
	return nil
}

// duty is that of a measure on what it reaches of the goods, or that it bars them; empty
// where it does not reach them.
func (d *diffDay) duty(m *plan.Measure) string {
	switch r := d.rule(m); {
	case r == nil:
		return ""
	case r.Term.State == law.Prohibited:
		return string(law.Prohibited)
	default:
		return r.Term.Duty
	}
}

// lifted is what an exception can lift of a measure.
func (d *diffDay) lifted(m *plan.Measure, x *plan.Lift) codes {
	r := d.rule(m)
	at := slices.IndexFunc(r.Lifts, func(y *plan.Lift) bool { return y.At == x.At })
	if at < 0 {
		return codes{}
	}
	charge := func(j int32) bool { return d.row[j].Term.State == law.Imposed }
	if s := r.Lifts[at].Subjects; len(s) > 0 && !slices.ContainsFunc(s, charge) {
		return codes{}
	}
	return d.codes(x.Scope)
}

// decide lets the plan decide, for an origin and a line or a number.
func (d *diffDay) decide() {
	e, q := d.engine, d.query
	if q.Origin == "" || len(q.Product) < 8 {
		return
	}
	reached, err := e.rowOf(q.Origin, q.Product, d.on)
	if err != nil {
		return
	}
	stated := plan.Declared{Product: q.Product}
	stated.AllMetal()
	on := d.on
	if e.plan.Options.Hold {
		on = trade.Date{}
	}
	var decided plan.Decision
	decided.Decide(reached.rules, &goodsOfDiff{reached}, &stated, on)
	if decided.Stop == plan.GoesOn {
		d.reached, d.decided, d.places = reached, &decided, placesOf(reached.rules, len(e.plan.Measures))
	}
}

// goodsOfDiff asks for goods of which the value is known and nothing else.
type goodsOfDiff struct{ *reached }

func (g *goodsOfDiff) In(int32, uint32) plan.Membership { return plan.NotListed } // the row is narrowed to the goods

// ready: whether the duty on a quantity can be computed changes nothing of the law.
func (g *goodsOfDiff) Ready(int) (plan.Need, bool) { return plan.NoNeed, true }

// larger is not known of duties on quantities.
func (g *goodsOfDiff) Larger(i, j int, d *plan.Decision) (yes, known bool) {
	x, known := g.alone(i, d)
	y, too := g.alone(j, d)
	return x.GreaterThan(y), known && too
}

// alone is the duty of a rule on its part of a value, as if it were the only one.
func (g *goodsOfDiff) alone(i int, d *plan.Decision) (due decimal.Decimal, known bool) {
	const million = 1_000_000
	r, value := &g.rules[i], d.Verdicts[i].Charged.Of(decimal.NewFromInt(million))
	amount, err := r.Term.Parsed.Evaluate(duty.Facts{Value: value, Rounding: exact.Exact})
	if err != nil || r.Stacking != law.TopsUp {
		return amount.Total, err == nil
	}
	base, err := g.base.Parsed.Evaluate(duty.Facts{Value: value, Rounding: exact.Exact})
	return decimal.Max(amount.Total.Sub(base.Total), decimal.Decimal{}), err == nil
}

// reason is why a rule does not charge, or charges a part: the exception, if it is one, and in words.
type reason struct{ by, text string }

// reasons are those of a measure.
func (d *diffDay) reasons(m *plan.Measure) []reason {
	if d.decided == nil || d.places[m.Place] == 0 {
		return nil
	}
	i := d.places[m.Place] - 1
	r, v := &d.reached.rules[i], &d.decided.Verdicts[i]
	var out []reason
	lifted := func(k int32) {
		x := r.Lifts[k]
		text := shortName(x.Exception)
		for _, j := range x.Subjects {
			if d.decided.Verdicts[j].State == plan.Charges {
				text += ": charged under " + d.reached.rules[j].Heading
				break
			}
		}
		out = append(out, reason{shortName(x.Exception), text})
	}
	for _, k := range d.decided.Partly[v.From:v.To] {
		lifted(k)
	}
	switch v.State {
	case plan.Exempt, plan.Displaced:
		lifted(v.Lift)
	case plan.Outranked:
		out = append(out, reason{"", onlyLargest + d.reached.rules[v.By].Heading})
	case plan.Replaced:
		out = append(out, reason{"", onlyReplacement + d.reached.rules[v.By].Heading})
	}
	return out
}

// replacements are what stands in place of the base rate, and their citations.
func (d *diffDay) replacements() []reason {
	var out []reason
	for i := range d.reached.rules {
		if r := &d.reached.rules[i]; r.Stacking == law.Replaces && d.decided.Verdicts[i].State == plan.Charges {
			out = append(out, reason{r.Citation, r.Heading + inPlaceOfBase})
		}
	}
	return out
}

// compareReasons joins reasons that do not hold on both days, without those that are said
// already.
func compareReasons(before, after []reason, said map[string]bool) (was, is string) {
	only := func(of, other []reason) string {
		var texts []string
		for _, r := range of {
			if !said[r.by] && !slices.Contains(other, r) {
				texts = append(texts, r.text)
			}
		}
		return strings.Join(texts, "; ")
	}
	return only(before, after), only(after, before)
}

// onlyRanked is that another duty is larger, if it is among the reasons: the exceptions of
// a measure that begins or ends are part of it.
func onlyRanked(reasons []reason) string {
	i := slices.IndexFunc(reasons, func(r reason) bool { return r.by == "" })
	if i < 0 {
		return ""
	}
	return reasons[i].text
}
