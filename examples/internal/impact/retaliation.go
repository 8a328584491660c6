package impact

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	named "github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/tariff/us/exports"
	"github.com/tradeshock/tradeshock/trade"
)

// answersBack is the other side's answer where a scenario asks for it: on the last day of the
// flows that an answer is of.
func answersBack(r *impact.Report) ([]*exports.Added, []string, error) {
	asked := false
	for i := range r.Laws {
		asked = asked || r.Laws[i].Name == named.Retaliation
	}
	if !asked {
		return nil, nil, nil
	}
	return impact.Retaliation(lastDay(r))
}

// lastDay is the last day on which flows are entered; without one, the last that the law is known.
func lastDay(r *impact.Report) trade.Date {
	var on trade.Date
	for i := range r.Lines {
		if last := r.Lines[i].Date.AddDays(r.Lines[i].Count - 1); last.After(on) {
			on = last
		}
	}
	if r.TotalsOnly() { // no line is kept
		on = r.Study.On
		for _, p := range r.Study.Flows.Periods {
			if r.Study.On.IsZero() && !p.To.IsZero() && p.LastDay().After(on) {
				on = p.LastDay()
			}
		}
	}
	if on.IsZero() {
		return r.Study.Book.KnownUntil
	}
	return on
}

// share is the part of all exports to a country that the embedded ones are, rounded to a tenth of a
// percent; false where the whole is not known.
func share(a *exports.Added) (of decimal.Decimal, whole int64, known bool) {
	whole, known = exports.Whole(a.Importer)
	if !known {
		return of, 0, false
	}
	return decimal.NewFromInt(a.All.Exports).DivRound(decimal.NewFromInt(whole), 3), whole, true
}

// dollarsOf are whole dollars for a person.
func dollarsOf(n int64) string { return trade.Thousands(decimal.NewFromInt(n)) }

// coveredText says how much of the exports to a country stands behind its answer.
func coveredText(a *exports.Added) string {
	of, whole, known := share(a)
	if !known {
		return ""
	}
	beyond := "no line of its law is charged on the others"
	if a.Beyond > 0 {
		beyond = fmt.Sprintf("its law charges others too, by %d lines, and what those cost is in no figure", a.Beyond)
	}
	bn := func(n int64) string { return decimal.New(n, -9).StringFixed(1) }
	return fmt.Sprintf(
		"%s of the exports to %s are covered, USD %s of %s bn in 2024: the goods of its lists of March 2025; %s.",
		trade.Percent(of), a.Importer, bn(a.All.Exports), bn(whole), beyond)
}

// coverages are the lines about it for the head of the answer.
func coverages(r *impact.Report) ([]string, error) {
	back, _, err := answersBack(r)
	var out []string
	for _, a := range back {
		if text := coveredText(a); text != "" {
			out = append(out, named.Retaliation+": "+text)
		}
	}
	return out, err
}

func answeredOf(all []*exports.Added, notes []string) []answered {
	var out []answered
	for _, a := range all {
		one := answered{
			Importer: string(a.Importer), Date: a.Date.String(),
			Exports: fmt.Sprint(a.All.Exports), Unknown: fmt.Sprint(a.All.Unknown),
			Duty: a.All.Duty.String(), Least: a.All.Least.String(), Most: a.All.Most.String(),
			Beyond: a.Beyond, Sectors: []sector{},
		}
		if of, whole, known := share(a); known {
			one.Whole, one.Covered = fmt.Sprint(whole), of.String()
			one.Notes = append([]string{coveredText(a), "all exports: " + exports.WholeSource}, notes...)
		}
		for _, s := range a.Sectors {
			one.Sectors = append(one.Sectors, sector{s.Name, fmt.Sprint(s.Exports), s.Duty.String(), s.Rate.String()})
		}
		out = append(out, one)
	}
	return out
}

func showAnswers(w io.Writer, all []*exports.Added, notes []string) {
	for _, a := range all {
		fmt.Fprintf(w, "\nWhat %s adds to its duties on goods of the United States on %s, exports of 2024, unchanged "+
			"trade:\n", a.Importer, a.Date)
		if text := coveredText(a); text != "" {
			fmt.Fprintln(w, text)
		}
		fmt.Fprintln(w, "sector\texports, USD\tadded duty, USD\tmean rate")
		for _, s := range a.Sectors {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Name, dollarsOf(s.Exports), trade.Thousands(s.Duty), trade.Percent(s.Rate))
		}
		fmt.Fprintf(w, "all that is covered\t%s\t%s\t%s\n", dollarsOf(a.All.Exports), trade.Thousands(a.All.Duty),
			trade.Percent(a.All.Rate))
		fmt.Fprintf(w,
			"Between USD %s and %s, as goods lie within subheadings; the duty on exports of USD %s is not known.\n",
			trade.Thousands(a.All.Least), trade.Thousands(a.All.Most), dollarsOf(a.All.Unknown))
	}
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
}
