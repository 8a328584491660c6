// Package importers is the program that says who is among the five largest importers of Russian oil and
// gas, and whom section 113 of Pub. L. 119-111 describes.
package importers

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
)

const usage = `importers says who is among the five largest importers of Russian crude oil or gas, by
each source, and whom section 113 of Pub. L. 119-111 describes.

  go run ./examples/importers -window all
  go run ./examples/importers -five
  go run ./examples/importers -commodity lng -window 2025-01-01..2025-12-31 -apart
  go run ./examples/importers -flows flows.csv -whole 2025-10-18..2026-10-17 -date 2026-11-01
  go run ./examples/importers -buyer IN -date 2026-11-01 -new-crude yes -new-gas no -evasion no

Without a file the figures are those that were published. -figures takes a CSV of figures
(period,buyer,product,quantity,unit,value,currency,share_pct,source,sure), -flows a
workbook or CSV of flows (period,origin,destination,hs,value_usd,quantity,unit), of which
those that come from Russia count, in the unit of -unit; -factor makes tonnes of barrels of
crude oil. Sources are never added. Where what is stated does not
decide, the standing is undetermined, and what is missing is said. Exit status: 0 done; 1
the input was refused or the question can't be answered; 2 wrong use of flags.

`

type options struct {
	flows, figures, commodity        string
	date, window, whole, unit, prior string
	buyer, newCrude, newGas, steps   string
	gasShare, evasion, factor        string
	waived, json, largest            bool
	choices                          russia.Choices
	stated                           []string // facts and choices of the person, in words
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("importers", flag.ContinueOnError)
	set.StringVar(&o.flows, "flows", "", "`file` of flows of your own: flows.csv")
	set.StringVar(&o.figures, "figures", "", "`file` of published figures: figures.csv")
	set.StringVar(&o.commodity, "commodity", "crude", "`what` to rank: crude, gas, lng or pipeline_gas")
	set.StringVar(&o.date, "date", "2026-10-18", "`day` asked for: the twelve months before its determination count")
	set.StringVar(&o.window, "window", "",
		"rank over other `days`: 2025-01-01..2025-12-31, or all for each period of a source")
	set.StringVar(&o.whole, "whole", "", "`days` in which the flows are all that Russia sold: 2025-10-18..2026-10-17")
	set.StringVar(&o.unit, "unit", "t", "`unit` of the volumes of flows: t, bbl, m3")
	set.StringVar(&o.factor, "factor", "", "`barrels` a tonne of crude oil, for flows in barrels and in tonnes: 7.33")
	set.BoolVar(&o.choices.Apart, "apart", false, "count the states of the EU one by one")
	set.BoolVar(&o.choices.ByValue, "by-value", false, "rank by value; the law says volume")
	set.BoolVar(&o.choices.WithProducts, "with-products", false,
		"rank crude oil and oil products together; the law names crude")
	set.BoolVar(&o.choices.GasApart, "gas-apart", false, "five importers of liquefied gas and five of gas by pipe")
	set.BoolVar(&o.choices.FromEnactment, "from-enactment", false, "count the 180 days from the enactment")
	set.StringVar(&o.prior, "prior", "determination",
		"`day` that the twelve months go back from: determination, enactment or day")
	set.StringVar(&o.buyer, "buyer", "", "ask whether section 113 describes this `country`, or EU: IN")
	set.StringVar(&o.newCrude, "new-crude", "unknown", "new purchases of crude oil: `yes|no|unknown`")
	set.StringVar(&o.newGas, "new-gas", "unknown", "new purchases of gas: `yes|no|unknown`")
	set.StringVar(&o.steps, "steps", "unknown", "significant steps to take less gas: `yes|no|unknown`")
	set.StringVar(&o.gasShare, "gas-share", "", "`part` of Russia's exports of gas that it takes, as a fraction: 0.12")
	set.StringVar(&o.evasion, "evasion", "unknown", "among the five that most help evasion: `yes|no|unknown`")
	set.BoolVar(&o.largest, "five", false,
		"every way of counting that the law and the sources leave open, and under which assumptions each buyer is in or out")
	set.BoolVar(&o.waived, "waived", false, "a waiver under section 115 was given")
	set.BoolVar(&o.json, "json", false, "print JSON")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if o.flows != "" && o.figures != "" {
		fmt.Fprintln(stderr, "importers: -flows and -figures are two sources, which are never added; give one")
		return 2
	}
	if err := o.idle(set); err != nil {
		return program.Wrong("importers", stderr, "%s", err)
	}
	if o.largest && (o.flows != "" || o.buyer != "") {
		fmt.Fprintln(stderr, "importers: -five counts published figures in every way; leave -flows and -buyer out")
		return 2
	}
	if err := o.answer(ctx, stdout, stderr); err != nil {
		fmt.Fprintf(stderr, "importers: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		if o.json {
			type failure struct {
				Code    string `json:"code"`
				Message string `json:"message"`
			}
			_ = program.JSON(stdout, "importers",
				map[string]failure{"error": {sanctions.ErrorCode(err), strings.ReplaceAll(err.Error(), "\n", "; ")}})
		}
		return 1
	}
	return 0
}

// idle refuses a flag that has no effect on the question asked.
func (o *options) idle(set *flag.FlagSet) error {
	errs := []error{
		flags.Together(set,
			flags.Goes{
				Flags: []string{"new-crude", "new-gas", "steps", "gas-share", "evasion", "waived"},
				With:  []string{"buyer"},
			},
			flags.Goes{Flags: []string{"unit", "factor", "whole"}, With: []string{"flows"}}),
		flags.Apart(set, "buyer", "commodity", "window"),
		flags.Apart(set, "window", "date", "prior", "from-enactment"),
	}
	stated := flags.Stated(set)
	set.Visit(func(f *flag.Flag) {
		switch text := f.Value.String(); {
		case slices.Contains([]string{"new-crude", "new-gas", "steps", "gas-share", "evasion", "waived", "prior"}, f.Name):
			o.stated = append(o.stated, "as stated: -"+f.Name+" "+text)
		case slices.Contains([]string{"apart", "by-value", "with-products", "gas-apart", "from-enactment"}, f.Name) &&
			text == "true":
			o.stated = append(o.stated, "as stated: -"+f.Name)
		}
	})
	if stated["gas-apart"] && o.commodity == "crude" && o.buyer == "" {
		errs = append(errs, errors.New("-gas-apart goes with -buyer or with -commodity gas"))
	}
	if o.largest {
		if others := flags.Others(set, "five", "figures", "flows", "buyer", "json"); len(others) > 0 {
			errs = append(errs, fmt.Errorf("-five counts in every way that is left open, and has no use for %s; leave it out",
				strings.Join(others, ", ")))
		}
	}
	return cmp.Or(errs...)
}

// answer reads what was given and prints the ranking, or the answer for a buyer.
func (o *options) answer(ctx context.Context, stdout, stderr io.Writer) error {
	facts, day, err := o.facts()
	if err != nil {
		return err
	}
	if o.largest {
		figures, err := o.published()
		if err != nil {
			return err
		}
		return o.five(figures, stdout)
	}
	takings, err := o.takings(ctx, stderr)
	if err != nil {
		return err
	}
	if o.buyer != "" {
		d, err := russia.Describes(o.buyer, day, takings, facts, o.choices)
		d.Why = slices.Concat(o.stated, d.Why)
		if errors.As(err, new(*trade.CountryError)) {
			return fmt.Errorf("-buyer: %w; or EU", err)
		}
		if err != nil {
			return err
		}
		return o.describe(d, stdout)
	}
	window := russia.Window(day, o.choices)
	if o.window == "all" {
		window = trade.Interval{}
	} else if o.window != "" {
		if window, err = span("window", o.window); err != nil {
			return err
		}
	}
	list, known := map[string][]ranking.Taking{
		"crude": takings.Crude, "gas": takings.Gas, "lng": takings.LNG,
		"pipeline_gas": takings.PipelineGas,
	}[o.commodity]
	if !known {
		return &tariff.ValueError{
			Field: "-commodity", Text: fmt.Sprintf("%.40q", o.commodity),
			Reason: "want crude, gas, lng or pipeline_gas",
		}
	}
	rankings, err := ranking.RankImporters(list, window, 5, o.choices.Apart)
	if err != nil {
		return err
	}
	if o.json {
		return program.JSON(stdout, "importers", o.object(window, rankings))
	}
	return o.print(window, rankings, stdout)
}

// facts reads what is stated of the buyer, and all that is wrong with it at once.
func (o *options) facts() (f russia.Facts, day trade.Date, err error) {
	var all []error
	three := func(name, text string) *bool {
		switch text {
		case "yes", "no":
			yes := text == "yes"
			return &yes
		case "unknown":
			return nil
		}
		all = append(all,
			&tariff.ValueError{Field: "-" + name, Text: fmt.Sprintf("%.40q", text), Reason: "want yes, no or unknown"})
		return nil
	}
	f = russia.Facts{
		NewCrude: three("new-crude", o.newCrude), NewGas: three("new-gas", o.newGas), Steps: three("steps", o.steps),
		Evasion: three("evasion", o.evasion), Waived: o.waived,
	}
	if o.gasShare != "" {
		d, err := decimal.NewFromString(o.gasShare)
		if err != nil || len(o.gasShare) > 40 || strings.ContainsAny(o.gasShare, "eE") {
			all = append(all,
				&tariff.ValueError{
					Field: "-gas-share", Text: fmt.Sprintf("%.40q", o.gasShare),
					Reason: "is not a plain fraction such as 0.12",
				})
		}
		f.GasShare = &d
	}
	switch o.prior {
	case "determination":
	case "enactment", "day":
		o.choices.Prior = russia.Prior(o.prior)
	default:
		all = append(all,
			&tariff.ValueError{
				Field: "-prior", Text: fmt.Sprintf("%.40q", o.prior),
				Reason: "want determination, enactment or day",
			})
	}
	if day, err = trade.ParseDate(o.date); err != nil {
		all = append(all, fmt.Errorf("-date: %w", err))
	}
	return f, day, errors.Join(all...)
}

// span reads the first and the last day.
func span(name, text string) (trade.Interval, error) {
	first, last, _ := strings.Cut(text, "..")
	from, err := trade.ParsePeriod(first)
	to, err2 := trade.ParsePeriod(last)
	p := trade.Interval{From: from.From, To: to.To}
	if err != nil || err2 != nil || p.IsEmpty() {
		return p, &tariff.ValueError{
			Field: "-" + name, Text: fmt.Sprintf("%.40q", text),
			Reason: "want a first and a last day, such as 2025-10-18..2026-10-17",
		}
	}
	return p, nil
}

// takings reads the file that was named, or the figures of the library.
func (o *options) takings(ctx context.Context, stderr io.Writer) (russia.Takings, error) {
	if o.flows != "" {
		return o.ownFlows(ctx, stderr)
	}
	figures, err := o.published()
	return russia.TakingsOfFigures(figures, o.choices), err
}

// published are the figures of the file that was named, or those of the library.
func (o *options) published() ([]ranking.Figure, error) {
	if o.figures == "" {
		return russia.PublishedFlows()
	}
	file, err := os.Open(o.figures)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	figures, err := ranking.ReadFigures(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.figures, err)
	}
	if len(figures) == 0 {
		return nil, &program.NoRowsError{Flag: "-figures", File: o.figures}
	}
	return figures, nil
}

func (o *options) ownFlows(ctx context.Context, stderr io.Writer) (russia.Takings, error) {
	m := secondary.Measure{Unit: trade.Unit(o.unit), Source: o.flows}
	var err error
	if m.Unit, err = trade.ParseUnit(o.unit); err != nil {
		return russia.Takings{}, fmt.Errorf("-unit: %w", err)
	}
	if o.choices.ByValue {
		m.Unit, m.Currency = "", "USD"
	}
	if o.whole != "" {
		if m.Whole, err = span("whole", o.whole); err != nil {
			return russia.Takings{}, err
		}
	}
	read, err := source.Import(ctx, o.flows, source.Options{})
	if err != nil {
		return russia.Takings{}, err
	}
	if read.Flows == nil {
		return russia.Takings{}, &sanctions.MissingFactError{Fact: "flows", For: o.flows + " is a file of something else"}
	}
	if read.Report.Rows.Read == 0 {
		return russia.Takings{}, &program.NoRowsError{Flag: "-flows", File: o.flows}
	}
	purchases := secondary.Purchases(read.Flows.All())
	if m.Currency == "" {
		factor, err := o.barrels()
		if err != nil {
			return russia.Takings{}, err
		}
		row := func(i int) string {
			if read.Report.Records != read.Report.Rows.Read {
				return fmt.Sprintf("flow %d", i+1)
			}
			return fmt.Sprintf("row %d", read.Report.Header+1+i)
		}
		// Goods that no ranking takes may be in any unit.
		oilAndGas := func(p *secondary.Purchase) bool {
			return p.Origin == "RU" && (p.Product.Within("2709") || p.Product.Within("271111") || p.Product.Within("271121") ||
				o.choices.WithProducts && p.Product.Within("2710"))
		}
		if purchases, err = inUnit(purchases, m.Unit, factor, oilAndGas, row); err != nil {
			return russia.Takings{}, fmt.Errorf("%s: %w", o.flows, err)
		}
	}
	takings, err := russia.TakingsOfFlows(purchases, m, o.choices)
	if err != nil {
		return russia.Takings{}, err
	}
	for i, name := range []string{"crude", "gas", "lng", "pipeline_gas"} {
		t := takings.Taken[i]
		if n := len(t.Without); n > 0 && (name == o.commodity || o.buyer != "") {
			fmt.Fprintf(stderr,
				"importers: %s: %d buyers and periods have a flow without the amount, so that their sums are not known; the "+
					"first: %s in %s\n", name, n, t.Without[0].Buyer, t.Without[0].Period)
		}
		if t.Untraced > 0 && (name == o.commodity || o.buyer != "") {
			fmt.Fprintf(stderr, "importers: %s: %d flows state no origin, or lack evidence of it, and do not count\n", name,
				t.Untraced)
		}
		if t.Coarse > 0 && (name == o.commodity || o.buyer != "") {
			fmt.Fprintf(stderr, "importers: %s: %d flows have a code too short to say whether they count\n", name, t.Coarse)
		}
	}
	return takings, nil
}

// print writes the rankings for a person.
func (o *options) print(window trade.Interval, rankings []ranking.Importers, w io.Writer) error {
	eu := "the EU as one"
	if o.choices.Apart {
		eu = "the states of the EU apart"
	}
	days := window.String()
	if window == (trade.Interval{}) {
		days = "the periods of each source"
	}
	fmt.Fprintf(w, "Largest importers of Russian %s over %s, %s, by source\n", o.commodity, days, eu)
	if len(rankings) == 0 {
		fmt.Fprintln(w, "\nno source states anything of these days")
	}
	for i := range rankings {
		r := &rankings[i]
		first, last := r.Periods[0].From.String(), r.Periods[len(r.Periods)-1].LastDay()
		if first == "" {
			first = "a day not stated"
		}
		fmt.Fprintf(w, "\n%s, %s, from %s to %s in %d parts\n", r.Source, r.Unit, first, last, len(r.Periods))
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, b := range r.Buyers {
			fmt.Fprintf(t, "  %d of %d named\t%s\t%s\tthere: %s", b.Rank, len(r.Buyers), b.Buyer, b.Stated, word(b.InStated))
			if window != (trade.Interval{}) {
				fmt.Fprintf(t, "\tin the days asked for: %s", word(b.InWindow))
			}
			fmt.Fprintln(t)
		}
		if err := t.Flush(); err != nil {
			return err
		}
		if r.Unnamed != nil {
			fmt.Fprintf(w, "  not named: %s\n", *r.Unnamed)
		} else {
			fmt.Fprintln(w, "  missing: what all buyers took together")
		}
		for _, p := range r.Partial {
			fmt.Fprintf(w, "  in part: %s reaches beyond the days asked for; between nothing and all of it lies in them\n", p)
		}
		if n := len(r.Missing); n > 0 && window != (trade.Interval{}) {
			fmt.Fprintf(w, "  missing: %d stretches of the days asked for, the first %s\n", n, r.Missing[0])
		}
	}
	return nil
}

func word(s ranking.Membership) string { return strings.ReplaceAll(string(s), "_", " ") }

func (o *options) object(window trade.Interval, rankings []ranking.Importers) any {
	type buyer struct {
		Buyer    string             `json:"buyer"`
		Rank     int                `json:"rank"`
		Stated   string             `json:"stated"`
		InStated ranking.Membership `json:"in_stated"`
		InWindow ranking.Membership `json:"in_window"`
	}
	type ranking struct {
		Source  string           `json:"source"`
		Unit    string           `json:"unit"`
		Periods []trade.Interval `json:"periods"`
		Missing []trade.Interval `json:"missing"`
		Partial []trade.Interval `json:"partial"`
		Unnamed *decimal.Decimal `json:"unnamed"`
		Buyers  []buyer          `json:"buyers"`
	}
	out := struct {
		Commodity string         `json:"commodity"`
		Window    trade.Interval `json:"window"`
		Apart     bool           `json:"eu_states_apart"`
		Rankings  []ranking      `json:"rankings"`
	}{o.commodity, window, o.choices.Apart, []ranking{}}
	for i := range rankings {
		r := &rankings[i]
		x := ranking{
			r.Source, r.Unit, r.Periods, append([]trade.Interval{}, r.Missing...),
			append([]trade.Interval{}, r.Partial...), r.Unnamed,
			[]buyer{},
		}
		for _, b := range r.Buyers {
			x.Buyers = append(x.Buyers, buyer{b.Buyer, b.Rank, b.Stated.String(), b.InStated, b.InWindow})
		}
		out.Rankings = append(out.Rankings, x)
	}
	return out
}

// describe prints whether the section describes the buyer.
func (o *options) describe(d russia.Described, w io.Writer) error {
	rate := russia.Act2026().Rate()
	if o.json {
		return program.JSON(w, "importers", struct {
			Buyer  string             `json:"buyer"`
			Date   string             `json:"date"`
			Answer ranking.Membership `json:"described"`
			Rate   string             `json:"rate"`
			Window trade.Interval     `json:"window"`
			Why    []string           `json:"why"`
		}{o.buyer, o.date, d.Answer, rate, d.Window, d.Why})
	}
	says := map[ranking.Membership]string{
		ranking.Among: "DESCRIBED", ranking.NotAmong: "NOT DESCRIBED", ranking.Undetermined: "UNDETERMINED",
	}[d.Answer]
	fmt.Fprintf(w, "Section 113 and %s on %s: %s\n\n", o.buyer, o.date, says)
	for _, line := range d.Why {
		fmt.Fprintf(w, "- %s\n", line)
	}
	_, err := fmt.Fprintf(w, "twelve months: %s\nrate: %s\n", d.Window, rate)
	return err
}
