package impact

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/trade"
)

// summary prints the answer for a person: the duty under each law with its bounds, what
// became of the input, and what a reader must know of it.
func summary(to io.Writer, r *impact.Report) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(cells ...any) {
		for _, c := range cells {
			fmt.Fprintf(w, "%v\t", c)
		}
		fmt.Fprintln(w)
	}
	if r.Empty() {
		fmt.Fprintln(to, "No flow has an answer under every law: there is no duty to state.")
	}
	total := r.Total()
	atLeast := ""
	if r.LowerBound() != "" {
		atLeast = ", at least"
	}
	row("law", "duty"+atLeast, "share"+atLeast, "change", "all on first days", "all on last days")
	for law := range r.Laws {
		if r.Empty() {
			row(r.Laws[law].Name, "not known")
			continue
		}
		b := r.Bounds(law)
		share, change := "", ""
		if rate, ok := total.Rate(law); ok {
			share = trade.Percent(rate)
		}
		if law > 0 {
			change = trade.Thousands(total.Change(law))
		}
		if r.TotalsOnly() {
			row(r.Laws[law].Name, trade.Thousands(total.Duty[law]), share, change)
			continue
		}
		row(r.Laws[law].Name, trade.Thousands(total.Duty[law]), share, change, trade.Thousands(b.First),
			trade.Thousands(b.Last))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	heads, err := coverages(r)
	if err != nil {
		return err
	}
	for _, text := range heads {
		fmt.Fprintln(to, text)
	}
	fmt.Fprintln(to)
	row("rows", "", "value")
	for _, p := range r.Account() {
		rows := fmt.Sprint(p.Rows)
		if p.What == impact.Freight && p.Value.IsZero() {
			continue
		}
		if p.What == impact.NotKnown || p.What == impact.Freight {
			rows = ""
		}
		row(p.What, rows, trade.Thousands(p.Value))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(to, "\nThe law is known until %s. Trade is unchanged in these figures.\n", r.Study.Book.KnownUntil)
	for _, text := range r.Caveats() {
		fmt.Fprintln(to, text)
	}
	wrong := 0
	for _, c := range r.Checks {
		if !c.OK() {
			wrong++
			fmt.Fprintf(to, "CHECK FAILS: %s: %s and %s\n", c.Name, c.Expected, c.Actual)
		}
	}
	fmt.Fprintf(to, "%d checks, %d fail.\n", len(r.Checks), wrong)
	return list(to, r)
}

// list prints the first rows without an answer, and the first cells that could not be read.
func list(w io.Writer, r *impact.Report) error {
	const shown = 10
	for i, x := range firsts(r) {
		if i == shown {
			fmt.Fprintf(w, "and %d more; -json and -out list them\n", len(firsts(r))-shown)
			break
		}
		fmt.Fprintf(w, "row %d: %s: %s\n", r.Study.Number(x.Row), x.Code, x.Reason)
	}
	for _, in := range r.Study.Inputs {
		for i, u := range in.Unread {
			if i == shown {
				fmt.Fprintf(w, "and %d more; -json and -out list them\n", len(in.Unread)-shown)
				break
			}
			fmt.Fprintf(w, "%s: %s: %q: %s\n", u.Cell, u.Code, u.Text, u.Hint)
		}
	}
	return nil
}

// firsts are the rejected flows with each reason once: parts of one flow are rejected alike.
func firsts(r *impact.Report) []impact.Reject {
	return slices.CompactFunc(slices.Clone(r.Rejects), func(a, b impact.Reject) bool {
		return a.Reason == b.Reason && r.Study.Number(a.Row) == r.Study.Number(b.Row)
	})
}
