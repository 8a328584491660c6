package duty

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
)

// batch is the part of the program that assesses files.
type batch struct {
	lines, out, by, rejects string
	workers                 int
	stats, force            bool
	shard                   sharding
}

func (b *batch) flags(set *flag.FlagSet) {
	set.StringVar(&b.lines, "lines", "", "assess the entries of a CSV `file`; - reads standard input")
	set.StringVar(&b.out, "out", "", "with -lines: write the rows with their duties to this CSV `file`")
	set.BoolVar(&b.force, "force", false, "with -out or -rejects: write over a file that this program did not make")
	set.StringVar(&b.by, "by", "",
		"with -lines: print totals by `key` as CSV: origin, chapter, month or authority, or several parted by commas")
	set.StringVar(&b.rejects, "rejects", "",
		"with -lines: write every rejected row with its cell and the reason to this CSV `file`")
	set.IntVar(&b.workers, "workers", 0, "with -lines: `number` of goroutines; 0 means one for each processor")
	b.shard.flags(set)
	set.BoolVar(&b.stats, "stats", false,
		"with -lines: print counts and times as JSON on the last line of stdout; so does -json")
}

func (b *batch) run(ctx context.Context, o *options, stdout, stderr io.Writer) int {
	by, err := shard.Keys(b.by)
	if err != nil || b.workers < 0 {
		if err == nil {
			err = fmt.Errorf("-workers %d: needs 0 or more", b.workers)
		}
		return program.Wrong("duty", stderr, "%s", err)
	}
	if err := b.shard.read(b); err != nil {
		return program.Wrong("duty", stderr, "%s", err)
	}
	result, err := b.assess(ctx, o, by, stderr)
	if err != nil {
		return o.fail(err, stdout, stderr)
	}
	if by != nil {
		if err := shard.WriteTotals(stdout, by, result.By); err != nil {
			fmt.Fprintf(stderr, "duty: %s\n", err)
			return 1
		}
	}
	duty := result.Base.Add(result.Additional)
	fmt.Fprintf(stderr, "%s: %d rows, %d answered, %d rejected; duty %s\n", b.lines, result.Lines,
		result.Lines-result.Rejected, result.Rejected, trade.Thousands(duty))
	if len(result.Unread) > 0 {
		fmt.Fprintf(stderr,
			"not read: column %s; what is read are hts, origin, date, value, quantity, unit, claims, currency and importer\n",
			strings.Join(result.Unread, ", "))
	}
	if result.Embargoed > 0 {
		fmt.Fprintf(stderr,
			"%d rows with a value of %s are of goods not to be imported without a licence or an exemption (%s); their duty "+
				"is that of goods which have one\n",
			result.Embargoed, trade.Thousands(result.EmbargoedValue), strings.Join(result.Embargoes, "; "))
	}
	if b.stats || o.json {
		text, err := b.statistics(result)
		if err != nil {
			fmt.Fprintf(stderr, "duty: %s\n", err)
			return 1
		}
		fmt.Fprintf(stdout, "%s\n", text)
	}
	if result.Rejected > 0 {
		fmt.Fprintf(stderr, "%d rejected rows with a value of %s are in no total\n", result.Rejected,
			trade.Thousands(result.RejectedValue))
	}
	if result.Rejected == 0 {
		return 0
	}
	const shown = 20
	for i, r := range result.Rejects {
		if i == shown {
			break
		}
		fmt.Fprintln(stderr, rejectText(r))
	}
	if more := result.Rejected - int64(min(shown, len(result.Rejects))); more > 0 && b.rejects == "" {
		fmt.Fprintf(stderr, "and %d more; -rejects FILE writes all of them\n", more)
	}
	return 3
}

func rejectText(r lines.Reject) string {
	at := r.Cell
	if at == "" {
		at = fmt.Sprintf("line %d", r.Line)
	}
	return fmt.Sprintf("rejected %s: %s: %s", at, r.Code, strings.ReplaceAll(r.Err.Error(), "\n", "; "))
}

// assess streams the file through. What is written appears whole or not at all.
func (b *batch) assess(ctx context.Context, o *options, by *bulk.By, stderr io.Writer) (result *lines.Result,
	err error,
) {
	out := program.Output{
		Path: b.out, Flag: "-out", Inputs: append(o.law.Inputs(), b.lines), Force: b.force,
		Made: program.MadeCSV("total_duty,effective_rate,base_duty,additional_duty"),
	}
	rejects := out
	rejects.Path, rejects.Flag, rejects.Made = b.rejects, "-rejects", program.MadeCSV("line,cell,code,text,reason")
	if err := errors.Join(out.Check(), rejects.Check()); err != nil {
		return nil, err
	}
	if b.out != "" && b.out == b.rejects {
		return nil, errors.New("-out and -rejects name the same file")
	}
	known, done, err := b.shard.begin(ctx, o, b)
	if err != nil {
		return nil, err
	}
	if done != nil {
		fmt.Fprintf(stderr, "shard %d/%d was done before, as %s says\n", done.Shard, done.Of, b.shard.manifest)
		return done.Result(), nil
	}
	in := os.Stdin
	if b.lines != "-" {
		if in, err = os.Open(b.lines); err != nil {
			return nil, err
		}
		defer in.Close()
	}
	prepare := func() (*bulk.Batch, error) {
		engine := known.engine
		if engine == nil {
			if engine, _, err = o.engine(ctx); err != nil {
				return nil, err
			}
		}
		program.SayNotices(stderr, engine.Book())
		return bulk.NewBatch(engine)
	}
	opts := lines.Options{Workers: b.workers, By: by, Progress: progress(in, stderr), Shard: b.shard.part}
	err = writeTo(&rejects, func(rejects io.Writer) error {
		rejects = known.watch(rejects, &known.rejects)
		c := csv.NewWriter(rejects)
		if rejects != nil {
			_ = c.Write([]string{"line", "cell", "code", "text", "reason"})
			opts.OnReject = func(r lines.Reject) error {
				return c.Write([]string{strconv.Itoa(r.Line), r.Cell, r.Code, r.Text, r.Err.Error()})
			}
		}
		err := writeTo(&out, func(out io.Writer) (err error) {
			result, err = lines.AssessOnce(ctx, prepare, known.read(in), known.watch(out, &known.output), opts)
			if err == nil && result.Lines+result.Others == 0 { // a shard may be without a row, a file not
				err = &program.NoRowsError{Flag: "-lines", File: b.lines}
			}
			return err
		})
		if err != nil || rejects == nil {
			return err
		}
		c.Flush()
		return c.Error()
	})
	switch {
	case errors.Is(err, context.Canceled):
		return nil, errors.New("interrupted")
	case errors.As(err, new(*program.NoRowsError)):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%s: %w", b.lines, err)
	}
	return result, known.end(b, result)
}

// writeTo writes an output; no name gives no writer.
func writeTo(o *program.Output, write func(io.Writer) error) error {
	if o.Path == "" {
		return write(nil)
	}
	return o.Write(write)
}

func (b *batch) statistics(r *lines.Result) ([]byte, error) {
	each := func(d time.Duration) int64 {
		return d.Nanoseconds() / max(r.Lines, 1)
	}
	return json.Marshal(struct {
		Schema   string   `json:"schema"`
		Lines    int64    `json:"lines"`
		Rejected int64    `json:"rejected"`
		Left     string   `json:"rejected_value"`
		Barred   int64    `json:"embargoed"`
		Licence  string   `json:"embargoed_value"`
		Duty     string   `json:"total_duty"`
		Read     int64    `json:"read_ns_per_line"`
		Assess   int64    `json:"assess_ns_per_line"`
		Write    int64    `json:"write_ns_per_line"`
		Workers  int      `json:"workers"`
		Unread   []string `json:"unread,omitempty"`
	}{
		"tradeshock/duty-lines/1", r.Lines, r.Rejected, trade.Amount(r.RejectedValue), r.Embargoed,
		trade.Amount(r.EmbargoedValue), trade.Amount(r.Base.Add(r.Additional)), each(r.Read), each(r.Assessed), each(r.Wrote),
		r.Workers, r.Unread,
	})
}

// progress reports the share of the file that was read, on a terminal only.
func progress(in *os.File, stderr io.Writer) func(int64) {
	f, ok := stderr.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	info, err := in.Stat()
	if err != nil || info.Size() == 0 {
		return nil
	}
	last := int64(-1)
	return func(read int64) {
		if percent := read * 100 / info.Size(); percent != last {
			last = percent
			fmt.Fprintf(f, "\r%3d %%", percent)
			if percent >= 100 {
				fmt.Fprint(f, "\r     \r")
			}
		}
	}
}
