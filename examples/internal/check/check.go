// Package check is the program that shows what the importer sees in a workbook, a CSV file or JSON: the
// layout, the rows, and every cell that cannot be read.
package check

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

	strict "github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/reading"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/source/sheets"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

const help = `check shows what the importer sees in a file: its layout, how many rows are read,
and every cell that cannot be, with what to do about it.

  go run ./examples/check flows.xlsx
  go run ./examples/check -json TradeData.csv
  go run ./examples/check -column period=Month -column hs=HTS -destination US mine.xlsx
  go run ./examples/check -annotate marked.xlsx flows.xlsx
  go run ./examples/check -template template.xlsx

Files are workbooks (.xlsx), CSV and other separated text, and JSON, also packed by
gzip. Layouts are recognised by their header: %s.
What the importer sees goes to stdout. Exit status: 0 every row is read, or was
skipped for a reason that is named; 1 the file was refused as a whole; 2 wrong use
of flags; 3 rows were rejected or a total of the file does not fit, which -lenient
allows and still reports.

`

type options struct {
	file               string
	annotate, template string
	force              bool
	rejects            int
	lenient, json      bool
}

// Run answers the arguments and returns the exit status.
func Run(_ context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	usage := func() {
		var names []string
		for _, l := range source.Layouts() {
			names = append(names, l.Name)
		}
		fmt.Fprintf(stderr, help, wrap(strings.Join(names, ", "), 80))
		flags.PrintDefaults()
	}
	read := reading.Register(flags)
	flags.BoolVar(&o.lenient, "lenient", false, "rejected rows are no failure: report them and go on")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	flags.StringVar(&o.annotate, "annotate", "",
		"write a copy with the bad cells in red and explained to this `file`: marked.xlsx")
	flags.BoolVar(&o.force, "force", false, "with -annotate or -template: write over what is there")
	flags.StringVar(&o.template, "template", "", "write a workbook to fill in to this `file`, without FILE: template.xlsx")
	flags.IntVar(&o.rejects, "rejects", 1000, "`number` of problems that are listed at most: 50")
	flags.Usage = func() {}
	undo := strict.Strictly(flags)
	files, err := parse(flags, args)
	undo()
	if err == nil && o.template != "" && len(files) == 0 {
		if others := strict.Others(flags, "template", "force", "json"); len(others) > 0 {
			err = fmt.Errorf("-template has no use for %s; leave it out", strings.Join(others, ", "))
			fmt.Fprintf(stderr, "check: %s\n", err)
		}
	}
	if err == nil {
		if err = strict.Together(flags,
			strict.Goes{Flags: []string{"force"}, With: []string{"annotate", "template"}}); err != nil {
			fmt.Fprintf(stderr, "check: %s\n", err)
		}
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		usage()
		return 0
	case err != nil:
		fmt.Fprintln(stderr, "check -h shows all flags")
		return 2
	case o.template != "" && len(files) == 0 && o.annotate == "":
		err := o.output("-template", o.template).Write(func(w io.Writer) error {
			_, err := sheets.Template().WriteTo(w)
			return err
		})
		if err != nil {
			return refused(err, nil, o.json, stdout, stderr)
		}
		fmt.Fprintf(stderr, "check: wrote %s\n", o.template)
		return 0
	case o.template != "" || len(files) != 1:
		fmt.Fprintf(stderr, "check: needs one FILE; for example:\n  check flows.xlsx\n")
		return 2
	}
	o.file = files[0]
	if same(o.file, o.annotate) {
		fmt.Fprintf(stderr, "check: -annotate %s: this is FILE itself; name another file\n", o.annotate)
		return 2
	}
	if err := o.output("-annotate", o.annotate).Check(); err != nil {
		return refused(err, nil, o.json, stdout, stderr)
	}
	in, format, err := read.Options()
	if err == nil && o.rejects < 1 {
		err = fmt.Errorf("-rejects %d: want at least 1", o.rejects)
	}
	if err != nil {
		fmt.Fprintf(stderr, "check: %s\n", err)
		return 2
	}
	in.Lenient, in.MaxRejects = o.lenient, o.rejects
	return o.check(in, format, stdout, stderr)
}

// output is a file that may hold a person's work: nothing there is written over.
func (o *options) output(flag, path string) *program.Output {
	return &program.Output{Path: path, Flag: flag, Inputs: []string{o.file}, Force: o.force}
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

// check reads the file and prints what was seen.
func (o *options) check(in source.Options, format spreadsheet.ReadOptions, stdout, stderr io.Writer) (status int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	f, err := source.Open(o.file, format)
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
	rep, codes, err := o.read(ctx, f, in)
	var rejected *source.RejectedError
	if err != nil && !errors.As(err, &rejected) {
		return refused(err, f, o.json, stdout, stderr)
	}
	if o.annotate != "" {
		if err := sheets.Annotate(ctx, f, rep, o.annotate); err != nil {
			return refused(err, f, o.json, stdout, stderr)
		}
		fmt.Fprintf(stderr, "check: wrote %s\n", o.annotate)
	}
	if o.json {
		d := object(rep)
		d.ForeignCodes = codes
		err = program.JSON(stdout, "check", d)
	} else {
		err = text(stdout, rep, codes)
	}
	if err != nil {
		fmt.Fprintf(stderr, "check: %s\n", err)
		return 1
	}
	if rep.Rows.Read == 0 { // it can be read, as a template can; the programs that answer from rows refuse it
		fmt.Fprintf(stderr, "check: %s: no rows: the file has a header alone, and nothing can be answered from it\n",
			rep.File)
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
		if werr := program.JSON(stdout, "check", failure(err, f)); werr != nil {
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
