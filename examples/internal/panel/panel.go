// Package panel is the program that computes the duties of the United States book for every product and
// origin, without shipments: means on days, or what changes when.
package panel

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/goods"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

const usage = `panel computes what every product of every origin pays, without shipments; -importer names the border.

  go run ./examples/panel -date 2025-09-01,2026-03-01 -origin IN,CN
  go run ./examples/panel -date 2026-08-10 -by authority -csv
  go run ./examples/panel -date 2025-09-01 -weights imports-2024 -csv
  go run ./examples/panel -intervals -origin IN -hts 6109 -csv -words
  go run ./examples/panel -diff 2025-08-01,2025-09-01 -origin IN
  go run ./examples/panel -events 2026-07-01,2026-10-10

Means are unweighted unless -weights says otherwise, over the product universe of the day, as fractions; specific
duties (cents a kilogram) count as 0. Facts of shipments (metal content, use of the USMCA and of other
preferences) are published averages; -statutory leaves them out. Exit status: 0 done;
1 the question can't be answered; 2 wrong use of flags.

`

type options struct {
	dates, origins, products, by string
	diff, events, weights        string
	intervals, csv, statutory    bool
	words                        bool
	workers                      int
	law                          program.Law
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("panel", flag.ContinueOnError)
	set.StringVar(&o.dates, "date", "",
		"`days` of the means, with commas between, or all: each day from which another law holds")
	set.StringVar(&o.origins, "origin", "", "`countries` of origin, with commas between; all when left out")
	set.StringVar(&o.products, "hts", "", "product `prefix`: 72 or 6109.10; all when left out")
	set.StringVar(&o.by, "by", "country", "means by `country|authority`, and weighted ones by chapter")
	set.StringVar(&o.weights, "weights", "none",
		"`none|imports-2024`: with the second, effective rates weighted by the imports of 2024; ALL is the whole")
	set.BoolVar(&o.intervals, "intervals", false, "one row for each stretch of days without a change, instead of means")
	set.BoolVar(&o.words, "words", false, "with -intervals: a last column with what the schedule calls the goods")
	set.BoolVar(&o.csv, "csv", false, "CSV instead of a table")
	set.BoolVar(&o.statutory, "statutory", false, "without average shares: nothing claimed, metal in the whole value")
	o.law.Add(set)
	set.StringVar(&o.diff, "diff", "",
		"what is another law on the second of two `days` than on the first, for -origin and -hts")
	set.StringVar(&o.events, "events", "", "what happened between two `days`, with sources")
	set.IntVar(&o.workers, "workers", 0, "number of workers, 0 for one for each processor")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := idle(set); err != nil {
		return program.Wrong("panel", stderr, "%s", err)
	}
	switch {
	case o.weights != "none" && o.weights != imports.Name:
		return program.Wrong("panel", stderr, "-weights %q is neither none nor %s", o.weights, imports.Name)
	case o.weights != "none" && o.dates == "":
		return program.Wrong("panel", stderr, "-weights goes with -date")
	case o.by == "chapter" && o.weights == "none":
		return program.Wrong("panel", stderr, "-by chapter goes with -weights %s", imports.Name)
	case o.by != "country" && o.by != "authority" && o.by != "chapter":
		return program.Wrong("panel", stderr, "-by %q is none of country, authority and chapter", o.by)
	case o.questions() != 1:
		return program.Wrong("panel", stderr, "ask one question: -date, -intervals, -diff or -events")
	case o.words && !o.intervals:
		return program.Wrong("panel", stderr, "-words goes with -intervals, whose rows are of one product")
	case o.workers < 0:
		return program.Wrong("panel", stderr, "-workers %d: needs 0 or more", o.workers)
	case o.law.Hold && o.dates == "":
		return program.Wrong("panel", stderr, "-hold goes with -date")
	}
	if err := o.write(ctx, stdout, stderr); err != nil {
		return program.Fail("panel", program.Explain(err), nil, stdout, stderr)
	}
	return program.Done
}

// idle refuses a flag that has no effect on the question asked.
func idle(set *flag.FlagSet) error {
	return cmp.Or(
		flags.Together(set,
			flags.Goes{Flags: []string{"by", "weights", "hold"}, With: []string{"date"}},
			flags.Goes{Flags: []string{"words"}, With: []string{"intervals"}},
			flags.Goes{Flags: []string{"statutory", "workers"}, With: []string{"date", "intervals"}}),
		flags.Apart(set, "events", "origin", "hts", "schedule"),
	)
}

// allDays asks for the means of every day.
const allDays = "all"

// questions counts the questions asked.
func (o options) questions() int {
	n := 0
	for _, asked := range []bool{o.dates != "", o.intervals, o.diff != "", o.events != ""} {
		if asked {
			n++
		}
	}
	return n
}

// write answers the question.
func (o options) write(ctx context.Context, w, stderr io.Writer) error {
	opts := panel.Options{Workers: o.workers}
	for _, text := range fields(o.origins) {
		if o.weights != "none" {
			break // partners of the trade are asked for, and all of it is weighed
		}
		c, err := trade.ParseCountry(text)
		if err != nil {
			return err
		}
		if !slices.Contains(opts.Origins, c) { // a row that stands twice would count twice
			opts.Origins = append(opts.Origins, c)
		}
	}
	for _, text := range fields(o.products) {
		p, err := trade.ParseProduct(text)
		if err != nil {
			return err
		}
		opts.Products = append(opts.Products, p)
	}
	var days []trade.Date
	for _, text := range fields(strings.TrimPrefix(o.dates, allDays)) {
		d, err := trade.ParseDate(text)
		if err != nil {
			return err
		}
		if !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	book, err := o.law.Read(ctx)
	if err != nil {
		return err
	}
	program.SayNotices(stderr, book)
	if !o.statutory && cmp.Or(book.Importer, "US") == "US" { // the averages are those of the United States
		if opts.Shares, err = us.AverageShares(); err != nil {
			return err
		}
	}
	sayUnknown(stderr, book)
	switch {
	case o.diff != "":
		return o.writeDiff(w, book, opts)
	case o.events != "":
		return o.writeEvents(w, stderr, book)
	}
	panel, err := panel.New(book, opts)
	if err != nil {
		return err
	}
	if len(panel.Products()) == 0 && o.weights == "none" { // with weights the trade without a rate is counted
		return fmt.Errorf("-hts %s: the schedule has no product below these prefixes; tradeshock search finds codes",
			o.products)
	}
	if o.intervals {
		sayEmbargoes(stderr, panel, panel.Days())
		out := bufio.NewWriterSize(w, 1<<20)
		var to io.Writer = out
		if o.words {
			to = newDescribed(out, goods.Describer(book))
		}
		if err := panel.WriteIntervals(ctx, to); err != nil {
			return err
		}
		return out.Flush()
	}
	if o.dates == allDays {
		days = panel.Days()
	}
	if o.weights != "none" {
		return o.writeWeighted(ctx, w, stderr, book, panel, days)
	}
	means, err := panel.Means(ctx, o.known(book, days, stderr)...)
	if err != nil {
		return err
	}
	if err := someProducts(means); err != nil {
		return err
	}
	sayEmbargoes(stderr, panel, days)
	for i, each := 0, len(means)/max(1, len(days)); i < len(means); i++ { // the days that were asked for
		means[i].Date = days[i/each]
	}
	return o.table(w, means)
}

// known are the days, or with -hold the last one known in place of later ones.
func (o options) known(book *law.Book, days []trade.Date, stderr io.Writer) []trade.Date {
	out := slices.Clone(days)
	for i, d := range out {
		if o.law.Hold && d.After(book.KnownUntil) {
			out[i] = book.KnownUntil
			fmt.Fprintf(stderr,
				"panel: held: nothing is known after %s; the answer for %s is the last rule known, not the law of that day\n",
				book.KnownUntil, d)
		}
	}
	return out
}

// someProducts refuses means over nothing, which would read like freedom from duty.
func someProducts(means []panel.Mean) error {
	for _, m := range means {
		if m.Products == 0 {
			return fmt.Errorf("-hts: the schedule of %s has no product below these prefixes; tradeshock search finds codes",
				m.Date)
		}
	}
	return nil
}

// sayEmbargoes says for which goods a mean counts a duty that only a licence lets them pay.
func sayEmbargoes(stderr io.Writer, panel *panel.Panel, days []trade.Date) {
	said := map[string]bool{}
	for _, on := range days {
		for _, c := range panel.Origins() {
			for _, m := range panel.Embargoes(c, on) {
				text := fmt.Sprintf(
					"panel: %s: not to be imported without a licence or an exemption: %s (%s, %s); the rates are those of goods "+
						"which have one",
					c, m.Title, m.Heading, m.Citation)
				if !said[text] {
					fmt.Fprintln(stderr, text)
				}
				said[text] = true
			}
		}
	}
}

func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// table prints means as CSV or as a table for a person.
func (o options) table(w io.Writer, means []panel.Mean) error {
	rows := [][]string{{"date", "country", "mean_additional", "mean_total", "products"}}
	if o.by == "authority" {
		rows = [][]string{{"date", "country", "authority", "mean"}}
	}
	for _, m := range means {
		if o.by == "country" {
			total := m.Total.StringFixed(6)
			if m.Unstated > 0 {
				total = "" // not every base rate is held
			}
			rows = append(rows,
				[]string{m.Date.String(), string(m.Origin), m.Additional.StringFixed(6), total, fmt.Sprint(m.Products)})
			continue
		}
		for _, a := range m.ByAuthority {
			rows = append(rows, []string{m.Date.String(), string(m.Origin), string(a.Authority), a.Mean.StringFixed(6)})
		}
	}
	return o.print(w, rows)
}

// sayUnknown names what counts as 0 in a book that is known in part, or has no base rates.
func sayUnknown(w io.Writer, book *law.Book) {
	if cmp.Or(book.Importer, "US") == "US" {
		return
	}
	var asked []string
	for _, m := range book.Measures {
		if m.Ask != "" {
			asked = append(asked, m.Heading)
		}
	}
	if len(asked) > 0 {
		fmt.Fprintf(w, "panel: counted as 0, because goods must say whether they are charged: %s\n",
			strings.Join(asked, ", "))
	}
	if n := unstated(book); n > 0 {
		fmt.Fprintf(w,
			"panel: the book of %s does not hold the base rate of %d lines; where one is needed base and total are empty\n",
			book.Name, n)
	}
}

// unstated counts the lines without a base rate.
func unstated(book *law.Book) int {
	n := 0
	for i := range book.Schedule.Lines {
		if book.Schedule.Lines[i].General == "" {
			n++
		}
	}
	return n
}

// print writes rows as CSV or as a table for a person.
func (o options) print(w io.Writer, rows [][]string) error {
	if o.csv {
		c := csv.NewWriter(w)
		return c.WriteAll(rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	return t.Flush()
}
