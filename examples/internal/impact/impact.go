// Package impact is the program that answers what a change of the law costs on the user's own flows, and
// writes the answer as a workbook.
package impact

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/reading"
	"github.com/tradeshock/tradeshock/sanctions/impact"
	named "github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/exports"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

const usage = `impact answers what a change of the law costs on your flows into the United States, at
unchanged trade and to the cent, and writes the answer as a workbook.

  go run ./examples/impact -flows flows.xlsx -scenario no-ieepa -out report.xlsx
  go run ./examples/impact -flows flows.csv -scenario no-ieepa,mine.json -date 2026-03-01 -json

Flows are a workbook, CSV or JSON as examples/check reads them; a column "claims" may
hold facts of a shipment, "metal_share=0.4; usmca". A flow of a month, a quarter or a
year is assessed by its days: the duty under each stretch of law counts by its share of
the days. Scenarios stand side by side, with commas between; -h lists the names. The
workbook has formulas up to 50,000 lines under all laws, and values beyond. A summary
goes to stdout, or JSON. Exit status: 0 done; 1 the question can't be answered; 2 wrong
use of flags; 3 done, but rows were rejected or could not be read, or some days of them
are not known, which the summary, the workbook and the JSON list with the reason.

`

type options struct {
	flows, out, html       string
	date, within, rounding string
	json, values, force    bool
	averages, totals       bool
	weights, cif, rates    string
	workers                int
	law                    program.Law
	layered                layered
	plan                   plan
	reading                *reading.Flags
	source                 source.Options
	file                   spreadsheet.ReadOptions
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("impact", flag.ContinueOnError)
	set.StringVar(&o.flows, "flows", "",
		"`file` of flows: flows.xlsx; or imports-2024, imports-2024:IN+CN for what the United States imported in 2024")
	o.law.Add(set)
	set.StringVar(&o.out, "out", "", "write the report to this `file`: report.xlsx")
	set.StringVar(&o.html, "html", "",
		"write the report as one page to this `file`, for a browser or a phone: report.html")
	set.BoolVar(&o.force, "force", false, "with -out and -html: write over a file that this program did not make")
	o.layered.add(set)
	o.reading = reading.Register(set)
	set.StringVar(&o.date, "date", "", "enter all goods on this `day`, instead of within their period: 2026-03-01")
	set.StringVar(&o.within, "within", "days",
		"when in its period a flow is entered: on each of its days alike, or on one `days|first|middle|last`")
	set.StringVar(&o.rounding, "rounding", "cent", "rounding of each duty: `cent|exact|half-even|truncate|159.3`")
	set.BoolVar(&o.json, "json", false, "print the answer as JSON, instead of a summary")
	set.BoolVar(&o.values, "values", false, "write values and no formulas")
	set.StringVar(&o.weights, "weights", imports.Name,
		"`imports-2024|none`: what parts flows of fewer than 8 digits among the numbers below; none: they have no answer")
	set.StringVar(&o.rates, "rates", "",
		"take the scenarios that have a rate at each of these `rates` in percent: 0,25,50,100")
	set.StringVar(&o.cif, "cif-factor", "",
		"divide values with freight by this `factor` for the customs value: 1.05; without it they have no answer")
	set.BoolVar(&o.averages, "averages", false,
		"let published averages stand in for the metal content and the use of the USMCA that a row does not state")
	set.BoolVar(&o.totals, "totals", false,
		"add up and keep no line: fast, for many flows; so are more than 1,000,000 flows times laws without -out, -html, "+
			"-show and the other layers")
	set.IntVar(&o.workers, "workers", 0, "number of workers, 0 for one for each processor")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := o.idle(set); err != nil {
		return program.Wrong("impact", stderr, "%s", err)
	}
	s := impact.Study{Workers: o.workers}
	wrong := o.settings(&s)
	if wrong == nil {
		stated := flags.Stated(set)
		o.layered.asked = stated["behaviour"] || stated["products"] || stated["draws"] && !stated["probability"]
		o.plan, wrong = o.layered.plan()
	}
	switch {
	case o.totals && (o.out != "" || len(o.plan.show) > 0 || o.plan.threat != nil || len(o.plan.models) > 0):
		wrong = errors.New("-totals keeps no line, and -out, -show, -behaviour and the judgement need them")
	case o.flows == "" || o.law.Scenario == "":
		wrong = errors.New("state -flows and -scenario; no-change is a scenario too")
	case o.workers < 0:
		wrong = fmt.Errorf("-workers %d: needs 0 or more", o.workers)
	case stands(o.rates) != "":
		wrong = fmt.Errorf("-rates %s: %s stands twice", o.rates, stands(o.rates))
	case o.rates != "" && slices.Equal(o.scenarios(o.rates), o.scenarios("")):
		wrong = fmt.Errorf("-rates %s: no scenario of -scenario takes a rate; leave it out", o.rates)
	case o.out != "" && !strings.EqualFold(filepath.Ext(o.out), ".xlsx"):
		wrong = fmt.Errorf("-out %q: the report is a workbook; name a file *.xlsx", o.out)
	case o.html != "" && !strings.EqualFold(filepath.Ext(o.html), ".html") && !strings.EqualFold(filepath.Ext(o.html),
		".htm"):
		wrong = fmt.Errorf("-html %q: the page is HTML; name a file *.html", o.html)
	}
	if wrong != nil {
		return program.Wrong("impact", stderr, "%s", wrong)
	}
	status, err := o.answer(ctx, &s, stdout, stderr)
	if err == nil {
		return status
	}
	err = program.Explain(explain(err))
	var object any
	if o.json {
		object = map[string]string{"code": errorCode(err), "message": err.Error()}
	}
	return program.Fail("impact", err, object, stdout, stderr)
}

// idle refuses a flag that has no effect beside the others.
func (o *options) idle(set *flag.FlagSet) error {
	errs := []error{
		flags.Together(set,
			flags.Goes{Flags: []string{"force"}, With: []string{"out", "html"}},
			flags.Goes{Flags: []string{"values"}, With: []string{"out"}},
			flags.Goes{Flags: []string{"seed"}, With: []string{"draws"}}),
		flags.Apart(set, "date", "within"),
		flags.Apart(set, "totals", "products", "draws"),
	}
	if o.layered.behaviour == "none" {
		stated := flags.Stated(set)
		switch {
		case stated["products"]:
			errs = append(errs, errors.New("-products is of the models, and -behaviour none asks none; leave one of them out"))
		case stated["draws"] && !stated["probability"]:
			errs = append(errs, errors.New("-draws goes with models or with -probability, and -behaviour none asks no model"))
		}
	}
	if name, _, _ := strings.Cut(o.flows, ":"); name == imports.Name {
		for _, other := range append(reading.Names(), "cif-factor") {
			errs = append(errs, flags.Apart(set, "flows", other))
		}
	}
	return cmp.Or(errs...)
}

// settings are the flags that need no file.
func (o *options) settings(s *impact.Study) (err error) {
	if o.date != "" {
		if s.On, err = trade.ParseDate(o.date); err != nil {
			return fmt.Errorf("-date: %w", err)
		}
	}
	within := slices.Index([]string{"days", "first", "middle", "last"}, o.within)
	if within < 0 {
		return fmt.Errorf("-within %q: want days, first, middle or last", o.within)
	}
	s.Within = []impact.Day{impact.ByDays, impact.FirstDay, impact.MiddleDay, impact.LastDay}[within]
	s.Options.Hold = o.law.Hold
	if o.cif != "" {
		if s.CIF, err = decimal.NewFromString(o.cif); err != nil || s.CIF.LessThan(decimal.New(1, 0)) ||
			s.CIF.GreaterThan(decimal.New(2, 0)) {
			return fmt.Errorf("-cif-factor %q: want a number from 1 to 2, such as 1.05", o.cif)
		}
	}
	if o.weights != imports.Name && o.weights != "none" {
		return fmt.Errorf("-weights %q: want %s or none", o.weights, imports.Name)
	}
	if o.source, o.file, err = o.reading.Options(); err != nil {
		return err
	}
	o.source.Lenient = true
	if s.Options.Rounding, err = exact.ParsePolicy(o.rounding); err != nil {
		return fmt.Errorf("-rounding: %w", err)
	}
	return nil
}

// answer runs the study and writes the report.
func (o *options) answer(ctx context.Context, s *impact.Study, stdout, stderr io.Writer) (status int, err error) {
	out := program.Output{
		Path: o.out, Flag: "-out", Inputs: append(o.law.Inputs(), o.flows), Force: o.force,
		Made: program.MadeWorkbook(impact.Subject),
	}
	if err := out.Check(); err != nil {
		return 0, err
	}
	page := program.Output{
		Path: o.html, Flag: "-html", Inputs: append(o.law.Inputs(), o.flows), Force: o.force, Made: madePage,
	}
	if err := page.Check(); err != nil {
		return 0, err
	}
	if s.Book, err = o.law.Base(ctx); err != nil {
		return 0, err
	}
	s.Importer = s.Book.Importer
	for _, name := range o.scenarios(o.rates) {
		supposed, err := program.Scenario(ctx, name)
		if err != nil {
			return 0, err
		}
		s.Scenarios = append(s.Scenarios, supposed)
	}
	var names []string
	for _, supposed := range s.Scenarios {
		names = append(names, supposed.Name)
	}
	s.Name = strings.Join(names, ", ")
	s.Words = func(code trade.Product, on trade.Date) string { return program.Describe(s.Book, code, on) }
	if err := o.standIns(s); err != nil {
		return 0, err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(collect))
	var clear func()
	o.source.Progress, clear = program.Progress(stderr, "read %d rows")
	read, err := o.read(ctx)
	clear()
	if err != nil {
		return 0, err
	}
	if read.Flows == nil {
		return 0, fmt.Errorf(
			"%s holds no flows: it has the layout %s; -layout takes it for another, -sheet reads another sheet", o.flows,
			read.Report.Layout)
	}
	if read.Report.Rows.Read == 0 {
		return 0, &program.NoRowsError{Flag: "-flows", File: o.flows}
	}
	s.Flows, s.Rows, s.Inputs = read.Flows, read.FlowRows, []impact.Input{input(read.Report)}
	s.Assumptions = append(s.Assumptions, assumptions(read.Report)...)
	if !s.CIF.IsZero() {
		s.Assumptions = append(s.Assumptions,
			impact.Assumption{Name: "values with freight", Value: o.cif, Unit: "times the customs value", Source: "-cif-factor"})
	}
	if s.Imports != nil {
		about := s.Imports.Provenance()
		s.Assumptions = append(s.Assumptions, impact.Assumption{
			Name: "weights of codes of fewer than 8 digits", Value: about.Title, Source: about.Publisher,
		})
	}
	for _, n := range s.Book.Notices {
		s.Assumptions = append(s.Assumptions,
			impact.Assumption{Name: "law laid over the book", Value: n.String(), Source: o.law.Laid})
	}
	s.Totals = o.totals || o.many(s)
	show, clear := program.Progress(stderr, "assessed %d rows")
	s.Progress = func(done, _ int) { show(done) }
	r, err := impact.Run(ctx, s)
	clear()
	if err != nil {
		return 0, err
	}
	var notes []string
	if !s.Totals {
		if notes, err = o.layered.layers(ctx, r, &o.plan); err != nil {
			return 0, err
		}
	}
	for _, note := range append(notes, o.unneeded(r, read.Report)...) {
		fmt.Fprintf(stderr, "impact: %s\n", note)
	}
	if o.html != "" {
		if err := page.Write(r.Page); err != nil {
			return 0, err
		}
	}
	if o.out != "" {
		if err := o.write(&out, r); err != nil {
			return 0, err
		}
	}
	if o.json {
		a := object(r)
		var back []*exports.Added
		var notes []string
		if back, notes, err = answersBack(r); err == nil {
			a.Retaliation = answeredOf(back, notes)
			err = program.JSON(stdout, "impact", a)
		}
	} else {
		err = errors.Join(summary(stdout, r), tables(stdout, r, o.plan.show))
	}
	if err != nil {
		return 0, err
	}
	answered, rejected, partly := r.Counts()
	if rejected+partly+read.Report.Problems+r.Unknown > 0 {
		totals := 0
		for _, c := range read.Report.Checks {
			if !c.OK {
				totals++
			}
		}
		fmt.Fprintf(stderr,
			"impact: %d of %d rows could not be read, %d of %d flows have no answer, %d have days that are not known, "+
				"%d totals of the file are not what its rows add up to; the summary, the workbook and the JSON say why\n",
			read.Report.Rows.Rejected, read.Report.Rows.Read, rejected, s.Flows.Len(), r.Unknown, totals)
		if partly > 0 {
			fmt.Fprintf(stderr, "impact: %d of the %d flows answered have parts without an answer\n", partly, answered)
		}
		return program.Rejected, nil
	}
	return program.Done, nil
}

// collect is by how many percent the memory may grow before it is looked through: a million
// flows and the laws of many scenarios stay in memory, and twice as much is too much for many
// machines.
const collect = 50

// mostAnswers is how many flows times laws are answered line by line unless lines are asked for.
const mostAnswers = 1_000_000

// parts is how many numbers below its code a flow of six digits has parts of, or about so many.
const parts = 4

// many tells a study that is added up and keeps no line: it is large, nothing was asked for that
// needs the lines, and each flow can be a row of columns.
func (o *options) many(s *impact.Study) bool {
	lines := o.out != "" || o.html != "" || len(o.plan.show) > 0 || o.plan.threat != nil || len(o.plan.models) > 0
	if lines || s.Options.Rounding == exact.Exact || s.Options.Rounding == exact.CFR1593 {
		return false
	}
	answers := s.Flows.Len() * (1 + len(s.Scenarios))
	if s.Imports != nil && slices.ContainsFunc(s.Flows.Products, func(p trade.Product) bool { return len(p) < 8 }) {
		answers *= parts
	}
	return answers > mostAnswers
}

func splitRates(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// scenarios are the names that are asked, each at the rates.
func (o *options) scenarios(rates string) []string {
	each := splitRates(rates)
	var out []string
	for name := range strings.SplitSeq(o.law.Scenario, ",") {
		out = append(out, named.AtRates(strings.TrimSpace(name), each)...)
	}
	return out
}

// stands is the first of some rates that stands there twice, "" for none; what is no number is left
// to the scenarios.
func stands(rates string) string {
	var seen []decimal.Decimal
	for _, text := range splitRates(rates) {
		rate, err := decimal.NewFromString(strings.TrimSuffix(text, "%"))
		if err != nil {
			continue
		}
		if slices.ContainsFunc(seen, rate.Equal) {
			return text
		}
		seen = append(seen, rate)
	}
	return ""
}

// madePage recognises a page that this program wrote.
func madePage(f *os.File) bool {
	head := make([]byte, 256)
	n, _ := f.ReadAt(head, 0)
	return strings.Contains(string(head[:n]), impact.PageMark)
}

// standIns are what stands in for facts that flows do not state.
func (o *options) standIns(s *impact.Study) (err error) {
	if o.weights == imports.Name && s.Book.Importer == "US" {
		if s.Imports, err = imports.Load(); err != nil {
			return err
		}
	}
	if o.averages {
		if s.Averages, err = us.AverageShares(); err != nil {
			return err
		}
		s.Assumptions = append(s.Assumptions, impact.Assumption{
			Name: "averages", Value: "metal content and use of the USMCA where a row states neither", Source: s.Averages.Name,
		})
	}
	return nil
}

// read reads the flows as the flags of reading say.
func (o *options) read(ctx context.Context) (res *source.Result, err error) {
	if name, origins, _ := strings.Cut(o.flows, ":"); name == imports.Name {
		return o.embedded(origins)
	}
	f, err := source.Open(o.flows, o.file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Import(ctx, o.source)
}

// write writes the workbook, with formulas where they are possible.
func (o *options) write(out *program.Output, r *impact.Report) error {
	mode := impact.Live
	if o.values || r.CanBeLive() != nil {
		mode = impact.Values
	}
	w, err := r.Workbook(mode)
	if err != nil {
		return err
	}
	return out.Write(func(to io.Writer) error {
		_, err := w.WriteTo(to)
		return err
	})
}
