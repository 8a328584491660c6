package tariff

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// The law names goods by 10-digit numbers, and people state 8 digits. An 8-digit line
// stands for the numbers below it on the day: where they all owe the same the line owes
// that, and where they do not the answer needs the number.

// NumberGroup are the 10-digit numbers below a line that owe the same.
type NumberGroup struct {
	Numbers []trade.Product
	// Total is the duty, in the currency of the book as rounded, and Rate its share of the
	// value at 6 decimals, before rounding; they mean nothing when Err is set. An entry
	// without a value has the rate of one unit of the currency.
	Total, Rate decimal.Decimal
	// Err is what Assess says to these numbers when it has no duty for them.
	Err error
}

// numbersIn are the codes through which a scope reaches a line or a number on a day.
func (e *Engine) numbersIn(s law.Scope, p trade.Product, on trade.Date) codes {
	switch e.plan.InScope(s, p, on) {
	case plan.NotListed:
		return codes{}
	case plan.Listed:
		return codes{in: []trade.Product{p}}
	}
	var c codes
	for _, n := range e.plan.Book.Schedule.NumbersOn(p, on) {
		if e.plan.Named(s, n, on) == plan.Listed {
			c.in = append(c.in, n)
		}
	}
	return c
}

// byNumber answers for an 8-digit line by the numbers below it. Where they owe the same,
// duty by duty of each authority, their outcomes become those of the line; else the
// outcomes keep asking for the number, and numbers says what each owes. The law is
// compared and not the cents, so that the answer does not depend on how small the value is.
func (w *work) byNumber() error {
	entry := w.asStated()
	line, code := w.numbered(&entry)
	value, charged := entry.Value, entry.Claims.ChargedValue
	none := w.engine.plan.Options.Rounding.Value(w.entry.Value).IsZero()
	if none {
		entry.Value = one
		if charged != nil {
			entry.Claims.ChargedValue = &one
		}
	}
	var first work
	var keys []string
	for i, n := range w.engine.plan.Book.Schedule.NumbersOn(line, entry.Date) {
		each := work{engine: w.engine}
		*code = n
		err := each.run(entry)
		if err == nil && each.lacksFacts() {
			err = &MissingFacts{Entry: each.asStated(), Facts: each.explain().Missing}
		}
		key, group := each.owes(err)
		if none {
			group.Total = decimal.Decimal{}
		}
		if i == 0 {
			first = each
		}
		at := slices.Index(keys, key)
		if at < 0 {
			at = len(keys)
			keys = append(keys, key)
			w.numbers = append(w.numbers, group)
			if w.brief && at > 0 {
				return nil
			}
		}
		w.numbers[at].Numbers = append(w.numbers[at].Numbers, n)
	}
	if len(keys) > 1 {
		cheapestFirst(w.numbers)
		return nil
	}
	err := w.numbers[0].Err
	w.numbers = nil
	if _, waits := err.(*MissingFacts); err != nil && !waits { //nolint:errorlint // made above
		return err
	}
	if none {
		entry.Value, entry.Claims.ChargedValue, *code = value, charged, first.entry.Product
		first = work{engine: w.engine}
		if err := first.run(entry); err != nil {
			return err
		}
	}
	w.base, w.baseRate, w.baseAuth = first.base, first.baseRate, first.baseAuth
	w.reached, w.row, w.d, w.outcomes = first.reached, first.row, first.d, first.outcomes
	return nil
}

// cheapestFirst puts groups without an answer last.
func cheapestFirst(groups []NumberGroup) {
	slices.SortStableFunc(groups, func(a, b NumberGroup) int {
		return cmp.Or(plan.CompareBools(a.Err != nil, b.Err != nil), a.Rate.Cmp(b.Rate),
			cmp.Compare(a.Numbers[0], b.Numbers[0]))
	})
}

// owes tells what numbers owe apart, and adds it up.
func (w *work) owes(err error) (key string, group NumberGroup) {
	group.Err = err
	if err != nil {
		key = ErrorCode(err) + strings.ReplaceAll(err.Error(), w.entry.Product.String(), "")
		if !w.lacksFacts() {
			return key, group
		}
	}
	duties := []string{key}
	var exact decimal.Decimal
	add := func(a law.Authority, o *outcome) {
		if due := o.unrounded(); o.status == Applied && !due.IsZero() {
			duties = append(duties, string(a)+" "+due.String())
			exact, group.Total = exact.Add(due), group.Total.Add(o.amount)
		}
	}
	add(w.baseAuth, &w.base)
	for i := range w.outcomes {
		add(w.row[i].Authority, &w.outcomes[i])
	}
	if !w.entry.Value.IsZero() {
		group.Rate = exact.DivRound(w.entry.Value, 6)
	}
	return strings.Join(duties, ";"), group
}

// numbersText says which numbers owe what, the cheapest first.
func numbersText(groups []NumberGroup) string {
	const mostGroups, mostNumbers = 5, 4
	var texts []string
	for i, g := range groups {
		if i == mostGroups {
			texts = append(texts, fmt.Sprintf("and %d more amounts", len(groups)-i))
			break
		}
		var names []string
		for k, n := range g.Numbers {
			if k == mostNumbers && len(g.Numbers) > mostNumbers+1 {
				names = append(names, fmt.Sprintf("and %d others", len(g.Numbers)-k))
				break
			}
			names = append(names, n.String())
		}
		texts = append(texts, strings.Join(names, ", ")+" "+g.text())
	}
	return strings.Join(texts, "; ")
}

// text is what the numbers of a group owe.
func (g *NumberGroup) text() string {
	verb := "owe"
	if len(g.Numbers) == 1 {
		verb = "owes"
	}
	switch code := ErrorCode(g.Err); {
	case g.Err == nil:
		if g.Total.IsZero() && !g.Rate.IsZero() { // of a panel, or of no value
			return verb + " " + trade.Percent(g.Rate)
		}
		return verb + " " + trade.Thousands(g.Total) + " (" + trade.Percent(g.Rate) + ")"
	case code == "prohibited":
		return "may not be imported"
	case code == "missing_fact":
		var facts []string
		var missing *MissingFacts
		if errors.As(g.Err, &missing) {
			for _, f := range missing.Facts {
				if !slices.Contains(facts, f.Fact) {
					facts = append(facts, f.Fact)
				}
			}
		}
		return strings.Replace(verb, "owe", "need", 1) + " " + strings.Join(facts, " and ")
	default:
		return "no answer: " + code
	}
}
