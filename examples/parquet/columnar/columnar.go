// Package columnar is the program that reads entries from Parquet and writes their duties,
// or the panel, to Parquet: exact decimals on both sides.
package columnar

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

const usage = `parquet assesses the entries of a Parquet file, or writes the panel as one.

  go run . -lines entries.parquet -out duties.parquet
  go run . -panel -origin IN,CN -out panel.parquet

Entries have the columns hts, origin, date and value and, if there are any, quantity and
unit, claims, currency and importer; all columns are carried through, and behind them stand
total_duty, base_duty and additional_duty, as DECIMAL(18, 2), and code, error and embargo.
Amounts are NULL, never 0, where there is no answer, and code and error then say why. A value
is a DECIMAL, an integer or a text; DOUBLE is refused, because it is not exact. A date is a
DATE, or a text yyyy-mm-dd.

The panel has hts, origin, from, to, base, additional and total: one row for each stretch of days
in which nothing changes, half-open, the rates as DECIMAL(18, 9) fractions.

Beside the output stands its manifest, with .json behind its name: what it was made of, by
hashes, and exact totals. Exit status: 0 done; 1 the input was refused or the question can't
be answered; 2 wrong use of flags; 3 done, but rows were rejected.

`

type options struct {
	lines, out, origins, products, rounding string
	panel, statutory, force                 bool
	workers                                 int
	law                                     program.Law
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("parquet", flag.ContinueOnError)
	set.StringVar(&o.lines, "lines", "", "assess the entries of this Parquet `file`")
	set.BoolVar(&o.panel, "panel", false, "write the panel")
	set.StringVar(&o.out, "out", "", "write to this Parquet `file`")
	set.BoolVar(&o.force, "force", false, "write over a file that this program did not make")
	set.StringVar(&o.origins, "origin", "", "with -panel: `countries`, parted by commas (default: all)")
	set.StringVar(&o.products, "hts", "", "with -panel: `prefixes` of products, parted by commas (default: all)")
	set.BoolVar(&o.statutory, "statutory", false, "with -panel: without average shares for facts of a shipment")
	set.StringVar(
		&o.rounding,
		"rounding",
		"cent",
		"with -lines: `policy` for each duty: cent, half-even, truncate or 159.3",
	)
	set.IntVar(&o.workers, "workers", 0, "`number` of goroutines, 0 for one for each processor")
	o.law.Add(set)
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	switch {
	case (o.lines != "") == o.panel:
		return program.Wrong("parquet", stderr, "state -lines or -panel")
	case o.out == "":
		return program.Wrong("parquet", stderr, "state -out")
	case !o.panel && (o.origins != "" || o.products != "" || o.statutory):
		return program.Wrong("parquet", stderr, "-origin, -hts and -statutory go with -panel")
	case o.panel && o.law.Hold:
		return program.Wrong("parquet", stderr, "-hold goes with -lines")
	case o.workers < 0:
		return program.Wrong("parquet", stderr, "-workers %d: state 0 or more", o.workers)
	}
	rejected, err := o.run(ctx, stderr)
	switch {
	case errors.Is(err, context.Canceled):
		return program.Fail("parquet", errors.New("interrupted"), nil, stdout, stderr)
	case err != nil:
		return program.Fail("parquet", program.Explain(err), nil, stdout, stderr)
	case rejected:
		return program.Rejected
	}
	return program.Done
}

// run writes the file and its manifest.
func (o *options) run(ctx context.Context, stderr io.Writer) (rejected bool, err error) {
	m := &Manifest{Schema: Schema, Program: shard.Program(), Holds: "panel"}
	out := program.Output{Path: o.out, Flag: "-out", Inputs: o.law.Inputs(), Force: o.force, Made: madeFile}
	if o.lines != "" {
		out.Inputs = append(out.Inputs, o.lines)
	}
	beside := out
	beside.Path, beside.Made = o.out+".json", madeManifest
	if err := errors.Join(out.Check(), beside.Check()); err != nil {
		return false, err
	}
	if m.LawFiles, m.Options.Scenario, err = shard.LawFiles(o.law.Inputs()); err != nil {
		return false, err
	}
	m.Options.Hold, m.Options.Published = o.law.Hold, o.law.Published
	book, err := o.law.Read(ctx)
	if err != nil {
		return false, err
	}
	if m.Book, err = shard.BookOf(book); err != nil {
		return false, err
	}
	written := shard.NewSum()
	to := func(columns []named, fill func(*parquet.GenericWriter[any]) error) error {
		return out.Write(func(w io.Writer) error {
			p := newWriter(
				io.MultiWriter(w, written),
				schemaOf("tradeshock", columns),
				m.Holds+"; "+m.Book.Name+", known until "+m.Book.KnownUntil.String(),
			)
			if err := fill(p); err != nil {
				return err
			}
			return p.Close()
		})
	}
	if o.panel {
		m.Panel = o.panelFlags()
		err = to(panelColumns, func(p *parquet.GenericWriter[any]) error {
			m.Rows, err = writePanel(ctx, append(m.Panel, o.lawFlags()...), p, stderr)
			return err
		})
	} else {
		err = o.duties(ctx, book, m, to, stderr)
	}
	if err != nil {
		return false, err
	}
	m.Output = written.File(filepath.Base(o.out))
	if err := m.write(beside.Path); err != nil {
		return false, err
	}
	fmt.Fprintf(stderr, "%s: %d rows\n", o.out, m.Rows)
	return m.Duties != nil && m.Duties.Rejected > 0, nil
}

// duties assesses the entries.
func (o *options) duties(
	ctx context.Context,
	book *law.Book,
	m *Manifest,
	to func([]named, func(*parquet.GenericWriter[any]) error) error,
	stderr io.Writer,
) error {
	m.Holds, m.Options.Rounding = "duties", o.rounding
	policy, err := exact.ParsePolicy(o.rounding)
	if err != nil {
		return err
	}
	in, err := os.Open(o.lines)
	if err != nil {
		return err
	}
	defer in.Close()
	sum := shard.NewSum()
	if _, err := io.Copy(sum, in); err != nil {
		return err
	}
	input := sum.File(filepath.Base(o.lines))
	m.Input = &input
	s, err := open(o.lines, in)
	if err != nil {
		return err
	}
	engine, err := tariff.CompileWith(book, tariff.Options{Hold: o.law.Hold, Rounding: policy})
	if err != nil {
		return err
	}
	program.SayNotices(stderr, book)
	batch, err := bulk.NewBatch(engine)
	if err != nil {
		return err
	}
	var columns []named
	for _, f := range s.file.Schema().Fields() {
		columns = append(columns, named{f.Name(), f})
	}
	var got *sums
	if err := to(append(columns, added...), func(p *parquet.GenericWriter[any]) error {
		got, err = s.assess(ctx, batch, o.workers, p)
		return err
	}); err != nil {
		return err
	}
	m.Rows = got.rows
	m.Duties = &Duties{got.rejected, got.embargoed, got.base.Add(got.additional), got.base, got.additional, s.unread}
	fmt.Fprintf(
		stderr,
		"%s: %d rows, %d answered, %d rejected; duty %s\n",
		o.lines,
		got.rows,
		got.rows-got.rejected,
		got.rejected,
		trade.Thousands(m.Duties.Total),
	)
	if len(s.unread) > 0 {
		fmt.Fprintf(stderr, "not read: column %s\n", strings.Join(s.unread, ", "))
	}
	if got.embargoed > 0 {
		fmt.Fprintf(
			stderr,
			"%d rows are of goods not to be imported without a licence or an exemption, "+
				"as the column embargo says; their duty is that of goods which have one\n",
			got.embargoed,
		)
	}
	for _, line := range got.first {
		fmt.Fprintln(stderr, "rejected", line)
	}
	return nil
}

// panelFlags are the flags of the program panel.
func (o *options) panelFlags() []string {
	args := []string{"-intervals", "-csv"}
	for _, f := range [][2]string{{"-origin", o.origins}, {"-hts", o.products}} {
		if f[1] != "" {
			args = append(args, f[0], f[1])
		}
	}
	if o.statutory {
		args = append(args, "-statutory")
	}
	return args
}

// lawFlags are the flags of the law again.
func (o *options) lawFlags() []string {
	args := []string{"-workers", fmt.Sprint(o.workers)}
	for _, f := range [][2]string{
		{"-importer", o.law.Importer},
		{"-book", o.law.Book},
		{"-schedule", o.law.Schedule},
		{"-law", o.law.Laid},
		{"-scenario", o.law.Scenario},
		{"-as-published", o.law.Published},
	} {
		if f[1] != "" {
			args = append(args, f[0], f[1])
		}
	}
	return args
}
