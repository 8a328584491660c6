package tariff

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// Advice is a claim that an importer may be able to make and that changes what the entry
// owes: "unless you claim heading=9903.94.06, then 309.00".
type Advice struct {
	// Claim is the claim as Claims.Add reads it, and Title what it says of the goods.
	Claim, Title string
	// Total is the duty with the claim.
	Total decimal.Decimal
}

const mostAdvice = 5

type jsonAdvice struct {
	Claim string  `json:"claim"`
	Title string  `json:"title,omitempty"`
	Total *string `json:"total_duty"`
}

// MarshalJSON writes the total as a string of an exact decimal.
func (a Advice) MarshalJSON() ([]byte, error) {
	return json.Marshal(jsonAdvice{a.Claim, a.Title, amountJSON(a.Total)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Advice) UnmarshalJSON(data []byte) error {
	var in jsonAdvice
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	total, err := readAmount("total_duty", in.Total)
	if err != nil {
		return err
	}
	*a = Advice{in.Claim, in.Title, total}
	return nil
}

// Advise returns the claims that would change the answer on an entry, those with the
// lowest duty first, at most five: special programs, the USMCA, goods on their way before
// a day, and headings for the use or the nature of these goods. Headings that may be
// claimed for any goods, such as those of donations, are left out, and so are claims that
// are made already. Each total is that of the entry with the one claim added. An entry
// that is refused has none.
func (e *Engine) Advise(entry Entry) []Advice {
	w := work{engine: e}
	if w.run(entry) != nil {
		return nil
	}
	stated := w.asStated()
	now, known := w.total()
	var out []Advice
	seen := map[string]bool{}
	for _, a := range w.claimable() {
		if seen[a.Claim] {
			continue
		}
		seen[a.Claim] = true
		with := stated
		with.Claims.Headings = slices.Clone(with.Claims.Headings)
		if with.Claims.Add(a.Claim) != nil {
			continue
		}
		other := work{engine: e, brief: true}
		if other.run(with) != nil {
			continue
		}
		total, ok := other.total()
		if !ok || (known && total.Equal(now)) {
			continue
		}
		a.Total = total
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b Advice) int {
		return cmp.Or(a.Total.Cmp(b.Total), cmp.Compare(a.Claim, b.Claim))
	})
	return out[:min(len(out), mostAdvice)]
}

// total is the sum of the duties; ok is false while a fact is missing.
func (w *work) total() (sum decimal.Decimal, ok bool) {
	if w.lacksFacts() {
		return sum, false
	}
	if w.base.status == Applied {
		sum = w.base.amount
	}
	for i := range w.outcomes {
		if w.outcomes[i].status == Applied {
			sum = sum.Add(w.outcomes[i].amount)
		}
	}
	return sum, true
}

// claimable are the claims that the entry does not make and that are open to its goods on
// the day.
func (w *work) claimable() []Advice {
	e, en := w.engine, &w.entry
	var out []Advice
	if en.Claims.Program == "" && !en.Claims.USMCA {
		out = append(out, Advice{Claim: "usmca", Title: "entered free under the USMCA"})
		for _, p := range e.plan.Book.Programs {
			if e.plan.OriginsHold(p.Origins, en.Origin, en.Date) && p.Symbol != "S" && p.Symbol != "S+" {
				out = append(out, Advice{Claim: "spi=" + p.Symbol, Title: p.Name})
			}
		}
	}
	heading := func(heading, title string) {
		if !en.Claims.has(heading) {
			out = append(out, Advice{Claim: "heading=" + heading, Title: title})
		}
	}
	for i := range e.plan.Measures {
		m := &e.plan.Measures[i]
		if !w.reaches(m) {
			continue
		}
		if (m.OnClaim && !m.Products.All) || m.Ask != "" {
			heading(m.Heading, m.Title)
		}
		for k := range m.Taken {
			x := &m.Taken[k]
			switch {
			case !w.mayLift(x):
			case x.Claimed && (!m.Products.All || (!plan.AnyProduct(&x.Products) && !x.Products.All)):
				heading(x.Heading, x.Title)
			case x.Presumed:
				heading(m.Heading, m.Title)
			case !x.LoadedBefore.IsZero() && en.Claims.Loaded.IsZero() &&
				(x.EnteredBefore.IsZero() || en.Date.Before(x.EnteredBefore)):
				out = append(out,
					Advice{Claim: "loaded=" + x.LoadedBefore.AddDays(-1).String(), Title: "loaded before " + x.LoadedBefore.String()})
			}
		}
	}
	return out
}

// reaches reports whether a measure is imposed on the goods on the day, whatever the entry
// claims.
func (w *work) reaches(m *plan.Measure) bool {
	e, en := w.engine, &w.entry
	t := m.TermOn(en.Date)
	return t != nil && t.State == law.Imposed && e.plan.OriginsHold(m.Origins, en.Origin, en.Date) &&
		e.plan.InScope(m.Products, en.Product, en.Date) == plan.Listed
}

// mayLift reports whether an exception is open to the goods on the day, whatever else
// the entry claims.
func (w *work) mayLift(x *plan.Exception) bool {
	e, en := w.engine, &w.entry
	return x.During.Contains(en.Date) &&
		(len(x.Origins.In)+len(x.Origins.Out) == 0 || e.plan.OriginsHold(x.Origins, en.Origin, en.Date)) &&
		(plan.AnyProduct(&x.Products) || e.plan.InScope(x.Products, en.Product, en.Date) == plan.Listed)
}

// instead names the headings that are open to the goods on the day for what a claimed
// heading says: the other heading of a total in all, the exception of the same title from
// a duty that is in force, or the heading of the same program.
func (w *work) instead(claimed string) []string {
	e := w.engine
	var titles, out []string
	programs := map[string]bool{}
	for i := range e.plan.Measures {
		m := &e.plan.Measures[i]
		if m.Heading == claimed || m.AtCap == claimed {
			programs[string(m.Authority)+"/"+m.Program] = true
		}
		for k := range m.Taken {
			if x := &m.Taken[k]; x.Heading == claimed && x.Claimed {
				titles = append(titles, x.Title)
			}
		}
	}
	add := func(h string) {
		if h != claimed && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	for i := range w.row {
		if m := w.row[i].Measure; w.outcomes[i].status == Applied && programs[string(m.Authority)+"/"+m.Program] {
			add(w.heading(int32(i)))
		}
	}
	for i := range e.plan.Measures {
		m := &e.plan.Measures[i]
		if !w.reaches(m) {
			continue
		}
		for k := range m.Taken {
			if x := &m.Taken[k]; x.Claimed && slices.Contains(titles, x.Title) && w.mayLift(x) {
				add(x.Heading)
			}
		}
	}
	return out
}
