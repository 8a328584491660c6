// Command impact answers what a change of the law costs on the user's own flows, and
// writes the answer as a workbook.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

const usage = `impact answers what a change of the law costs on your flows into the United States, at
unchanged trade and to the cent, and writes the answer as a workbook.

  go run ./examples/impact -flows flows.xlsx -scenario no-ieepa -out report.xlsx
  go run ./examples/impact -flows flows.csv -scenario mine.json -date 2026-03-01 -json

Flows are a workbook, CSV or JSON as examples/check reads them; a column "claims" may
hold facts of a shipment, "metal_share=0.4; usmca". A scenario is one of
  %s,
or a file: JSON, or a workbook or a folder of tables. The workbook has formulas up to
50,000 lines under all laws, and values beyond. Exit status: 0 done; 1 the question
can't be answered; 2 wrong use of flags; 3 done, but rows were rejected, which the
workbook and the JSON list with the reason.

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

type options struct {
	flows, scenario, out, book, layout, sheet string
	date, within, rounding                    string
	json, values, hold                        bool
	workers                                   int
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("impact", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintf(stderr, usage, strings.Join(names(), ", "))
		flags.PrintDefaults()
	}
	flags.StringVar(&o.flows, "flows", "", "`file` of flows: flows.xlsx")
	flags.StringVar(&o.scenario, "scenario", "", "what is supposed: a `name` or a file, no-ieepa")
	flags.StringVar(&o.out, "out", "", "write the report to this `file`: report.xlsx")
	flags.StringVar(&o.book, "book", "", "the law as a workbook or a folder of tables, instead of that of the United States: `book`.xlsx")
	flags.StringVar(&o.layout, "layout", "", "take the flows for this `layout`; examples/check -h lists them")
	flags.StringVar(&o.sheet, "sheet", "", "read this `sheet` of the flows")
	flags.StringVar(&o.date, "date", "", "enter all goods on this `day`, instead of one of their period: 2026-03-01")
	flags.StringVar(&o.within, "within", "days", "when in its period a flow is entered: on each of its days alike, or on one `days|first|middle|last`")
	flags.StringVar(&o.rounding, "rounding", "cent", "rounding of each duty: `cent|exact|half-even|truncate|159.3`")
	flags.BoolVar(&o.json, "json", false, "print the answer as JSON")
	flags.BoolVar(&o.values, "values", false, "write values and no formulas")
	flags.BoolVar(&o.hold, "hold", false, "after the last day known, hold the last rule")
	flags.IntVar(&o.workers, "workers", 0, "number of workers, 0 for one for each processor")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	s := impact.Study{Workers: o.workers}
	wrong := o.settings(&s)
	switch {
	case flags.NArg() > 0:
		wrong = fmt.Errorf("unexpected %q", flags.Arg(0))
	case o.flows == "" || o.scenario == "":
		wrong = errors.New("wants -flows and -scenario")
	case o.out == "" && !o.json:
		wrong = errors.New("wants -out, -json, or both")
	case o.out != "" && !strings.EqualFold(filepath.Ext(o.out), ".xlsx"):
		wrong = fmt.Errorf("-out %q: the report is a workbook; name a file *.xlsx", o.out)
	}
	if wrong != nil {
		fmt.Fprintf(stderr, "impact: %v; impact -h shows an example\n", wrong)
		return 2
	}
	status, err := o.answer(ctx, &s, stdout, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "impact: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		if o.json {
			object := map[string]any{"error": map[string]string{"code": errorCode(err), "message": err.Error()}}
			if err := json.NewEncoder(stdout).Encode(object); err != nil {
				fmt.Fprintf(stderr, "impact: %v\n", err)
			}
		}
		return 1
	}
	return status
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
	s.Options.Hold = o.hold
	if s.Options.Rounding, err = exact.ParsePolicy(o.rounding); err != nil {
		return fmt.Errorf("-rounding: %w", err)
	}
	return nil
}

// answer runs the study and writes the report.
func (o *options) answer(ctx context.Context, s *impact.Study, stdout, stderr io.Writer) (status int, err error) {
	scenario, err := findScenario(ctx, o.scenario)
	if err != nil {
		return 0, err
	}
	s.Name, s.Scenarios = scenario.Name, []*tariff.Scenario{scenario}
	s.Book = us.Book()
	if o.book != "" {
		found, err := spreadsheet.ReadTables(ctx, o.book)
		if err != nil {
			return 0, err
		}
		if s.Book, err = tables.ToBook(found); err != nil {
			return 0, err
		}
	}
	in := source.Options{Layout: o.layout, Sheet: o.sheet, Lenient: true}
	if terminal(stderr) {
		in.Progress = progress(stderr, "read %d rows")
		s.Progress = func(done, _ int) { in.Progress(done) }
		defer fmt.Fprint(stderr, "\r\x1b[K")
	}
	read, err := source.Import(ctx, o.flows, in)
	if err != nil {
		return 0, err
	}
	if read.Flows == nil {
		return 0, fmt.Errorf("%s holds no flows: it has the layout %s", o.flows, read.Report.Layout)
	}
	if terminal(stderr) {
		assessed := progress(stderr, "assessed %d rows")
		s.Progress = func(done, _ int) { assessed(done) }
	}
	s.Flows, s.Inputs = read.Flows, []impact.Input{input(read.Report)}
	s.Assumptions = assumptions(read.Report)
	r, err := impact.Run(ctx, s)
	if err != nil {
		return 0, err
	}
	if o.out != "" {
		if err := o.write(r); err != nil {
			return 0, err
		}
	}
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(object(r)); err != nil {
			return 0, err
		}
	}
	if rejected := len(r.Rejects) + read.Report.Rows.Rejected; rejected > 0 {
		fmt.Fprintf(stderr, "impact: %d of %d rows could not be read, %d of %d flows have no answer; the workbook and the JSON say why\n",
			read.Report.Rows.Rejected, read.Report.Rows.Read, len(r.Rejects), s.Flows.Len())
		return 3, nil
	}
	return 0, nil
}

// write writes the workbook, with formulas where they are possible.
func (o *options) write(r *impact.Report) error {
	mode := impact.Live
	if o.values || r.CanBeLive() != nil {
		mode = impact.Values
	}
	w, err := r.Workbook(mode)
	if err != nil {
		return err
	}
	return w.WriteFile(o.out)
}

// input is what the importer reports of the file.
func input(rep *source.Report) impact.Input {
	in := impact.Input{
		File: filepath.Base(rep.File), SHA256: rep.SHA256, Layout: rep.Layout, Sheet: rep.Sheet,
		Read: rep.Rows.Read, Accepted: rep.Rows.Accepted, Rejected: rep.Rows.Rejected, Skipped: rep.Rows.Skipped,
	}
	if last := rep.Header + rep.Rows.Read; rep.Header > 0 {
		in.Range = fmt.Sprintf("%d:%d", rep.Header, last)
	}
	for _, e := range rep.Rejects {
		in.Warnings = append(in.Warnings, "rejected: "+e.Error())
	}
	for _, c := range rep.Warnings {
		in.Warnings = append(in.Warnings, fmt.Sprintf("%s: %d rows, the first at %s", c.Reason, c.Rows, c.Cell))
	}
	for _, c := range rep.Skips {
		in.Warnings = append(in.Warnings, fmt.Sprintf("skipped: %s: %d rows, the first at %s", c.Reason, c.Rows, c.Cell))
	}
	for _, c := range rep.Checks {
		in.Warnings = append(in.Warnings, "control total: "+c.String())
	}
	return in
}

// assumptions are what the file does not state.
func assumptions(rep *source.Report) []impact.Assumption {
	var all []impact.Assumption
	for _, text := range rep.Assumed {
		all = append(all, impact.Assumption{Name: "assumed in reading", Value: text, Source: filepath.Base(rep.File)})
	}
	return all
}

// terminal reports whether words go to a person's screen.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress writes a number of rows, a few times a second.
func progress(w io.Writer, format string) func(int) {
	var last time.Time
	return func(rows int) {
		if now := time.Now(); now.Sub(last) > 200*time.Millisecond {
			last = now
			fmt.Fprintf(w, "\r\x1b[K"+format, rows)
		}
	}
}
