package tariff

import (
	"context"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// Charge is the short answer for one entry: no lines, no reasons.
type Charge struct {
	// Base is the duty of the schedule, Additional that of all measures, and
	// Total their sum, each as rounded by the policy of the engine.
	Base, Additional, Total decimal.Decimal
	// Err is the error that Assess gives for the entry; the amounts are then zero
	// and must not be used.
	Err error
}

// Charge assesses one entry without the explanation; the amounts and the error
// are those of Assess.
func (e *Engine) Charge(entry Entry) Charge {
	w := works.Get().(*work)
	defer works.Put(w)
	w.engine, w.brief = e, false
	if err := w.run(entry); err != nil {
		return Charge{Err: err}
	}
	if w.lacksFacts() {
		return Charge{Err: &MissingFacts{Entry: w.asStated(), Facts: w.missing(), Numbers: w.numbers}}
	}
	var c Charge
	if w.base.status == Applied {
		c.Base = w.base.amount
	}
	for i := range w.outcomes {
		switch {
		case w.outcomes[i].status != Applied:
		case w.row[i].Stacking == law.Replaces:
			c.Base = c.Base.Add(w.outcomes[i].amount)
		default:
			c.Additional = c.Additional.Add(w.outcomes[i].amount)
		}
	}
	c.Total = c.Base.Add(c.Additional)
	return c
}

// missing are the facts that an entry lacks, in the order of the lines.
func (w *work) missing() []MissingFact {
	w.engine.describe(w.reached.sameGoods)
	var out []MissingFact
	add := func(heading string, o *outcome) {
		for _, f := range o.facts {
			out = append(out, MissingFact{heading, f})
		}
	}
	if w.base.status == NeedsFact {
		add(w.reached.heading, &w.base)
	}
	for _, c := range w.reached.lines {
		if c.rule >= 0 && w.d.Verdicts[c.rule].State == plan.Lacks {
			w.put(int(c.rule))
			add(c.line.Heading, &w.outcomes[c.rule])
		}
	}
	return out
}

// AssessAll assesses entries with the given number of workers (0 means one for
// each processor) and returns a Charge for each, in the order of the entries and
// the same for any number of workers. A cancelled context ends the work early
// with the context's error.
//
// Entries are charged one by one, each in less than a microsecond once its rules were asked
// for, and with the error that Assess gives. Package bulk takes a twentieth of that for a row
// of columns, but some 40 ms to prepare, and names no error until it is asked: it pays from
// some thousands of entries on, and whoever has them as columns calls it.
func (e *Engine) AssessAll(ctx context.Context, entries []Entry, asked int) ([]Charge, error) {
	const chunk = 256
	out := make([]Charge, len(entries))
	err := workers.Each(ctx, asked, (len(entries)+chunk-1)/chunk, func(_, k int) {
		for i := k * chunk; i < min((k+1)*chunk, len(entries)); i++ {
			out[i] = e.Charge(entries[i])
		}
	})
	return out, err
}
