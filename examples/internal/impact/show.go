package impact

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// shown is how many rows a table on the screen has; -json has more.
const shown = 12

// tables prints the tables that were asked for.
func tables(to io.Writer, r *impact.Report, sections []string) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	back, notes, err := answersBack(r)
	if err != nil {
		return err
	}
	showAnswers(w, back, notes)
	for _, section := range sections {
		switch section {
		case "exposure":
			showExposure(w, r)
		case "exempt":
			showExempt(w, r)
		case "cover":
			showCover(w, r)
		case "why":
			showWhy(w, r)
		case "behaviour":
			showBehaviour(w, r)
		case "judgement":
			showJudgement(w, r)
		}
	}
	return w.Flush()
}

func rest(w io.Writer, of int) {
	if of > shown {
		fmt.Fprintf(w, "and %d more; -json lists them\n", of-shown)
	}
}

func showExposure(w io.Writer, r *impact.Report) {
	for law := range r.Laws {
		fmt.Fprintf(w, "\nWhat is charged beyond the schedule, %s:\norigin\tvalue\tcharged\texempt\tnamed by no "+
			"measure\tadditional duty\n", r.Laws[law].Name)
		all := r.Exposure(law)
		for _, e := range all[:min(shown, len(all))] {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", e.Origin, trade.Thousands(e.Value), trade.Thousands(e.Charged),
				trade.Thousands(e.Exempt),
				trade.Thousands(e.Free), trade.Thousands(e.Additional))
		}
		rest(w, len(all))
	}
}

func showExempt(w io.Writer, r *impact.Report) {
	for law := range r.Laws {
		fmt.Fprintf(w, "\nWhat is lifted, and by which heading, %s (not to be added: one good may be lifted from several):\n",
			r.Laws[law].Name)
		fmt.Fprintln(w, "measure\tlifted by\tvalue\tproducts\tthe largest")
		all := r.Exemptions(law)
		for _, e := range all[:min(shown, len(all))] {
			largest := e.Products[0]
			fmt.Fprintf(w, "%s %s\t%s %s\t%s\t%d\t%s %s\n", e.Authority, e.Heading, e.Status, e.By, trade.Thousands(e.Value),
				len(e.Products),
				largest.Product, trade.Thousands(largest.Value))
		}
		rest(w, len(all))
	}
}

func showCover(w io.Writer, r *impact.Report) {
	for law := range r.Laws {
		fmt.Fprintf(w, "\nHow much each list charges, %s (any: each good once; alone: on no other list of the authority):\n",
			r.Laws[law].Name)
		fmt.Fprintln(w, "origin\tauthority\tlist\tvalue\tshare\talone")
		for _, c := range r.Coverage(law) {
			row := func(list string, l *impact.ListCover) {
				share := ""
				if c.Value.IsPositive() {
					share = trade.Percent(l.Value.DivRound(c.Value, 6))
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", c.Origin, c.Authority, list, trade.Thousands(l.Value), share,
					trade.Thousands(l.Alone))
			}
			row("any", &impact.ListCover{Value: c.Any, Alone: c.Any})
			for i := range c.Lists[:min(shown, len(c.Lists))] {
				row(c.Lists[i].Headings[0], &c.Lists[i])
			}
			for i := range c.Overlaps[:min(3, len(c.Overlaps))] {
				row(fmt.Sprint(c.Overlaps[i].Headings), &c.Overlaps[i])
			}
		}
	}
}

func showWhy(w io.Writer, r *impact.Report) {
	for law := 1; law < len(r.Laws); law++ {
		fmt.Fprintf(w, "\nWhy the duty changes, %s:\nmeasure\tchange\tbefore\tafter\t\n", r.Laws[law].Name)
		all := r.Differences(law)
		for _, d := range all[:min(shown, len(all))] {
			fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\t%s\n", d.Authority, d.Key, trade.Thousands(d.Change()), trade.Thousands(d.Before),
				trade.Thousands(d.After), d.Title)
		}
		rest(w, len(all))
		total := r.Total()
		fmt.Fprintf(w, "all\t%s\t%s\t%s\t\n", trade.Thousands(total.Change(law)), trade.Thousands(total.Duty[0]),
			trade.Thousands(total.Duty[law]))
	}
}

func showBehaviour(w io.Writer, r *impact.Report) {
	for _, b := range r.Behaviours {
		fmt.Fprintf(w, "\nWhat trade does in answer, %s: models, no part of the duties above; low, central, high.\n",
			r.Laws[b.Law].Name)
		for _, note := range b.Notes {
			fmt.Fprintln(w, note)
		}
		for i := range b.Models {
			showModel(w, &b.Models[i])
		}
		if b.Oil != nil {
			showOil(w, b.Oil)
		}
	}
}

func showModel(w io.Writer, a *response.Answer) {
	fmt.Fprintf(w, "%s, %d products\tbefore\tlow\tcentral\thigh\n", a.Model.Name, len(a.Products))
	row := func(what, before string, f response.Figure) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", what, before, trade.Thousands(f.Low), trade.Thousands(f.Central),
			trade.Thousands(f.High))
	}
	row("imports", trade.Thousands(a.ImportsBefore), a.Imports)
	row("revenue", trade.Thousands(a.RevenueBefore), a.Revenue)
	row("welfare of the importer", "", a.Welfare)
	if a.Price != nil {
		fmt.Fprintf(w, "what buyers pay\t\t%s\t%s\t%s\n", trade.Percent(a.Price.Low), trade.Percent(a.Price.Central),
			trade.Percent(a.Price.High))
		row("surplus of exporters", "", *a.Exporters)
	}
	if a.Redirected != nil {
		row("sold elsewhere", "", *a.Redirected)
	}
	partners := slices.Clone(a.Partners) // the largest change first
	change := func(p *response.Partner) decimal.Decimal { return p.Imports.Central.Sub(p.Before).Abs() }
	slices.SortStableFunc(partners, func(a, b response.Partner) int { return change(&b).Cmp(change(&a)) })
	for _, p := range partners[:min(shown, len(partners))] {
		row("imports from "+p.Partner, trade.Thousands(p.Before), p.Imports)
	}
	rest(w, len(partners))
	for _, p := range []response.Range{a.Model.Substitution, a.Model.Demand, a.Model.Supply} {
		fmt.Fprintf(w, "elasticity: %s\t\t%s\t%s\t%s\t%s\n", p.Name, p.Low, p.Central, p.High, p.Source)
	}
	for _, b := range a.Bars {
		fmt.Fprintf(w, "imports at both ends of %s\t\t%s\t\t%s\n", b.Parameter.Name, trade.Thousands(b.Low.Imports),
			trade.Thousands(b.High.Imports))
	}
	for _, d := range a.Draws {
		fmt.Fprintf(w, "%s, 5 to 95 %% of the draws\t\t%s\t%s\t%s\n", d.What, trade.Thousands(d.P05), trade.Thousands(d.P50),
			trade.Thousands(d.P95))
	}
}

func showJudgement(w io.Writer, r *impact.Report) {
	for _, j := range r.Judgements {
		t := &j.Threat
		days := "days"
		if t.Horizon == 1 {
			days = "day"
		}
		fmt.Fprintf(w, "\nYour judgement of %s over %d %s; low, central, high, %s:\n", t.Name, t.Horizon, days,
			r.Study.Book.Currency)
		for _, f := range []struct {
			what               string
			low, central, high string
		}{
			{
				"expected duty", trade.Thousands(j.Expected.Low), trade.Thousands(j.Expected.Central),
				trade.Thousands(j.Expected.High),
			},
			{
				"borne by the target", trade.Thousands(j.Target.Low), trade.Thousands(j.Target.Central),
				trade.Thousands(j.Target.High),
			},
			{
				"borne by buyers at home", trade.Thousands(j.Sender.Low), trade.Thousands(j.Sender.Central),
				trade.Thousands(j.Sender.High),
			},
		} {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.what, f.low, f.central, f.high)
		}
		fmt.Fprintf(w, "the target gains by going on\t\t%s\t\n", trade.Thousands(j.Stakes.Gain))
		if j.Stakes.Gain.IsZero() {
			fmt.Fprintln(w, "What must be true for it to work depends on what the target gains by going on: -gain states it")
			continue
		}
		for _, n := range j.Needs {
			bound := "at least " + n.At.String()
			switch {
			case n.Never:
				bound = "no value does it"
			case n.Most:
				bound = "at most " + n.At.String()
			}
			if n.Field == threat.TimeToBite && !n.Never {
				bound += " days"
			}
			met := "not met"
			if n.Met {
				met = "met"
			}
			fmt.Fprintf(w, "to work it needs %s\t%s\t%s\t\n", n.Field, bound, met)
		}
		if len(j.Draws) > 0 {
			fmt.Fprintf(w, "it works in %s of the draws\t\t\t\n", trade.Percent(j.Worked))
		}
	}
}
