// Command check shows what the importer sees in a workbook, a CSV file or JSON: the
// layout, the rows, and every cell that cannot be read.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

const usage = `check shows what the importer sees in a file: its layout, how many rows are read,
and every cell that cannot be, with what to do about it.

  go run ./examples/check flows.xlsx
  go run ./examples/check -json TradeData.csv
  go run ./examples/check -annotate marked.xlsx flows.xlsx
  go run ./examples/check -template template.xlsx

Files are workbooks (.xlsx), CSV and other separated text, and JSON, also packed by
gzip. Layouts are recognised by their header: %s.
What the importer sees goes to stdout. Exit status: 0 every row is read, or was
skipped for a reason that is named; 1 the file was refused as a whole; 2 wrong use
of flags; 3 rows were rejected or a total of the file does not fit, which -lenient
allows and still reports.

`

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

type options struct {
	file                    string
	layout, sheet, encoding string
	flow, partner, period   string
	decimal, group          string
	annotate, template      string
	rejects                 int
	lenient, json           bool
}

func run(args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		var names []string
		for _, l := range source.Layouts() {
			names = append(names, l.Name)
		}
		fmt.Fprintf(stderr, usage, wrap(strings.Join(names, ", "), 80))
		flags.PrintDefaults()
	}
	flags.StringVar(&o.layout, "layout", "", "take the file for this `layout`: native")
	flags.StringVar(&o.sheet, "sheet", "", "read this `sheet` of a workbook: Flows")
	flags.BoolVar(&o.lenient, "lenient", false, "rejected rows are no failure: report them and go on")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	flags.StringVar(&o.annotate, "annotate", "", "write a copy with the bad cells in red and explained to this `file`: marked.xlsx")
	flags.StringVar(&o.template, "template", "", "write a workbook to fill in to this `file`, without FILE: template.xlsx")
	flags.StringVar(&o.decimal, "decimal", "", "`character` before the decimals of numbers that are text: ,")
	flags.StringVar(&o.group, "group", "", "`character` between thousands in numbers that are text: ,")
	flags.StringVar(&o.encoding, "encoding", "", "`name` of the encoding of a text file: windows-1252")
	flags.StringVar(&o.flow, "flow", "", "what a file counts that does not say it: `import|export`")
	flags.StringVar(&o.partner, "partner", "", "other `country` of a file that does not say it: US")
	flags.StringVar(&o.period, "period", "", "`period` of a file that does not say it: 2024-06")
	flags.IntVar(&o.rejects, "rejects", 1000, "`number` of problems that are listed at most: 50")
	files, err := parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case o.template != "" && len(files) == 0 && o.annotate == "":
		if err := source.Template().WriteFile(o.template); err != nil {
			return refused(err, nil, o.json, stdout, stderr)
		}
		fmt.Fprintf(stderr, "check: wrote %s\n", o.template)
		return 0
	case o.template != "" || len(files) != 1:
		fmt.Fprintf(stderr, "check: wants one FILE; for example:\n  check flows.xlsx\n")
		return 2
	}
	o.file = files[0]
	if same(o.file, o.annotate) {
		fmt.Fprintf(stderr, "check: -annotate %s: this is FILE itself; name another file\n", o.annotate)
		return 2
	}
	in, err := o.source()
	if err != nil {
		fmt.Fprintf(stderr, "check: %s\n", err)
		return 2
	}
	return o.check(in, stdout, stderr)
}

// same reports whether two paths are one file.
func same(a, b string) bool {
	one, err1 := os.Stat(a)
	two, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, two)
}

// parse reads flags that may stand before and after the file.
func parse(flags *flag.FlagSet, args []string) (files []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return files, nil
		}
		rest := flags.Args()
		if len(args) > len(rest) && args[len(args)-len(rest)-1] == "--" {
			return append(files, rest...), nil
		}
		files, args = append(files, rest[0]), rest[1:]
	}
}

// source is the options of the importer.
func (o *options) source() (in source.Options, err error) {
	in = source.Options{Layout: o.layout, Sheet: o.sheet, Lenient: o.lenient, MaxRejects: o.rejects, CountOnly: true}
	one := func(name, text string) rune {
		if text == "" {
			return 0
		}
		c, n := utf8.DecodeRuneInString(text)
		if n != len(text) || !strings.ContainsRune(".,' ", c) {
			err = fmt.Errorf("-%s %q: want one of . , ' and a blank", name, text)
		}
		return c
	}
	in.Numbers = spreadsheet.NumberFormat{Decimal: one("decimal", o.decimal), Group: one("group", o.group)}
	if err != nil {
		return in, err
	}
	if n := in.Numbers; n.Group != 0 && (n.Group == n.Decimal || n.Decimal == 0 && n.Group == '.') {
		return in, fmt.Errorf("-decimal and -group must differ")
	}
	if o.layout != "" {
		if _, ok := source.LayoutNamed(o.layout); !ok {
			return in, fmt.Errorf("-layout %q: no such layout; -h lists them", o.layout)
		}
	}
	switch in.Flow = source.Side(o.flow); in.Flow {
	case source.NoSide, source.Imports, source.Exports:
	default:
		return in, fmt.Errorf("-flow %q: want import or export", o.flow)
	}
	if o.partner != "" {
		if in.Partner, err = trade.ParseCountry(o.partner); err != nil {
			return in, fmt.Errorf("-partner: %w", err)
		}
	}
	if o.period != "" {
		if in.Period, err = trade.ParsePeriod(o.period); err != nil {
			return in, fmt.Errorf("-period: %w", err)
		}
	}
	if o.rejects < 1 {
		return in, fmt.Errorf("-rejects %d: want at least 1", o.rejects)
	}
	return in, nil
}

// check reads the file and prints what was seen.
func (o *options) check(in source.Options, stdout, stderr io.Writer) (status int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	f, err := source.Open(o.file, spreadsheet.ReadOptions{Encoding: o.encoding})
	if err != nil {
		return refused(err, nil, o.json, stdout, stderr)
	}
	defer func() {
		if err := f.Close(); err != nil && status == 0 {
			status = refused(err, nil, o.json, stdout, stderr)
		}
	}()
	if terminal(stderr) {
		in.Progress = progress(stderr)
		defer fmt.Fprint(stderr, "\r\x1b[K")
	}
	rep, err := f.Read(ctx, in, source.Visit{})
	var rejected *source.RejectedError
	if err != nil && !errors.As(err, &rejected) {
		return refused(err, f, o.json, stdout, stderr)
	}
	if o.annotate != "" {
		if err := f.Annotate(ctx, rep, o.annotate); err != nil {
			return refused(err, f, o.json, stdout, stderr)
		}
		fmt.Fprintf(stderr, "check: wrote %s\n", o.annotate)
	}
	if o.json {
		err = writeJSON(stdout, object(rep))
	} else {
		err = text(stdout, rep)
	}
	if err != nil {
		fmt.Fprintf(stderr, "check: %s\n", err)
		return 1
	}
	if rep.Rows.Rejected > 0 {
		fmt.Fprintf(stderr, "check: %s: %d of %d rows rejected\n", rep.File, rep.Rows.Rejected, rep.Rows.Read)
	}
	if n := differ(rep); n > 0 {
		fmt.Fprintf(stderr, "check: %s: %s of the file not what the rows add up to\n", rep.File, plural(n, "total"))
	}
	if rejected != nil {
		return 3
	}
	return 0
}

// differ counts the totals of the file that its rows do not add up to.
func differ(r *source.Report) (n int) {
	for _, c := range r.Checks {
		if !c.OK {
			n++
		}
	}
	return n
}

// refused reports a file that cannot be read at all, in one line.
func refused(err error, f *source.File, asJSON bool, stdout, stderr io.Writer) int {
	fmt.Fprintf(stderr, "check: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
	if asJSON {
		if werr := writeJSON(stdout, failure(err, f)); werr != nil {
			fmt.Fprintf(stderr, "check: %s\n", werr)
		}
	}
	return 1
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

// progress writes the number of rows, a few times a second.
func progress(w io.Writer) func(int) {
	var last time.Time
	return func(rows int) {
		if now := time.Now(); now.Sub(last) > 200*time.Millisecond {
			last = now
			fmt.Fprintf(w, "\r%d rows", rows)
		}
	}
}
