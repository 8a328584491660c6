package shard

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
)

const usage = `merge adds up the shards of a file that duty -lines -shard assessed, exactly: the totals are
those of the file assessed as a whole, to the cent.

  seq 0 7 | parallel tradeshock duty -lines entries.csv -shard {}/8 -out duties.{}.csv
  tradeshock merge duties.*.csv.json
  tradeshock merge duties.*.csv.json -out duties.csv -json

Its inputs are the manifests. A shard that is missing, there twice, or of other work (another
input, book, law or option) is refused, and so is an output that is not what its shard wrote;
outputs are looked for beside their manifests. With -out all rows are written in the order
of the file, as if it had been assessed as a whole. Totals go to stdout as CSV, by the keys
of -by where the shards kept them.

Any scheduler will do, and a shard that was killed is started again: what is done is passed
over. In a job of Kubernetes with completionMode Indexed, and so with SLURM_ARRAY_TASK_ID:

  sh -c 'tradeshock duty -lines /data/entries.csv -shard $JOB_COMPLETION_INDEX/8 \
    -out /data/duties.$JOB_COMPLETION_INDEX.csv || [ $? = 3 ]'

where 3 says that rows were rejected. Exit status: 0 done; 1 the shards do not make up a
whole; 2 wrong use of flags; 3 done, but rows were rejected.

`

// Run answers the arguments of merge and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("merge", flag.ContinueOnError)
	out := set.String("out", "", "write the rows of all shards with their duties to this CSV `file`")
	force := set.Bool("force", false, "with -out: write over a file that this program did not make")
	asJSON := set.Bool("json", false, "print JSON")
	args, paths := filesAmong(args)
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := flags.Together(set, flags.Goes{Flags: []string{"force"}, With: []string{"out"}}); err != nil {
		return program.Wrong("merge", stderr, "%s", err)
	}
	if len(paths) == 0 {
		return program.Wrong("merge", stderr, "name the manifests of the shards, such as duties.*.csv.json")
	}
	total, err := merge(ctx, paths, *out, *force)
	if err != nil {
		var object any
		if *asJSON {
			object = map[string]string{"code": code(err), "message": err.Error()}
		}
		return program.Fail("merge", err, object, stdout, stderr)
	}
	if *asJSON {
		err = program.JSON(stdout, "merge", object(total))
	} else {
		err = print(stdout, total)
	}
	if err != nil {
		return program.Fail("merge", err, nil, stdout, stderr)
	}
	fmt.Fprintf(
		stderr,
		"%s in %d shards: %d rows, %d answered, %d rejected; duty %s\n",
		total.Job.Input.Name,
		total.Of,
		total.Rows,
		total.Answered,
		total.Rejected,
		trade.Thousands(total.Base.Add(total.Additional)),
	)
	if total.Embargoed > 0 {
		fmt.Fprintf(
			stderr,
			"%d rows with a value of %s are of goods not to be imported without a licence or an exemption "+
				"(%s); their duty is that of goods which have one\n",
			total.Embargoed,
			trade.Thousands(total.EmbargoedValue),
			strings.Join(total.Embargoes, "; "),
		)
	}
	if len(total.Unread) > 0 {
		fmt.Fprintf(stderr, "not read: column %s\n", strings.Join(total.Unread, ", "))
	}
	if total.Rejected > 0 {
		fmt.Fprintf(
			stderr,
			"%d rejected rows with a value of %s are in no total\n",
			total.Rejected,
			trade.Thousands(total.RejectedValue),
		)
		return program.Rejected
	}
	return program.Done
}

// filesAmong takes the names of files from the flags around them.
func filesAmong(args []string) (flagged, paths []string) {
	for i := 0; i < len(args); i++ {
		switch name := strings.TrimLeft(args[i], "-"); {
		case name == args[i]:
			paths = append(paths, args[i])
		case name == "out" && i+1 < len(args):
			flagged = append(flagged, args[i], args[i+1])
			i++
		default:
			flagged = append(flagged, args[i])
		}
	}
	return flagged, paths
}

// merge reads, checks and adds up.
func merge(ctx context.Context, paths []string, out string, force bool) (*Manifest, error) {
	var all []named
	var wrong []error
	for _, path := range paths {
		m, err := Read(path)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		all = append(all, named{path, m})
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	all, err := whole(all)
	if err != nil {
		return nil, err
	}
	total := sum(all)
	slices.SortFunc(total.By, func(a, b Total) int {
		return cmp.Or(
			cmp.Compare(a.Origin, b.Origin),
			cmp.Compare(a.Product, b.Product),
			cmp.Compare(a.Month, b.Month),
			cmp.Compare(a.Authority, b.Authority),
		)
	})
	slices.Sort(total.Embargoes)
	if out == "" {
		return total, unchanged(ctx, all)
	}
	total.Output, err = together(ctx, all, out, force)
	return total, err
}

// unchanged says that the outputs that are beside their manifests are what their shards wrote; of
// one that is not there the manifest alone speaks.
func unchanged(ctx context.Context, all []named) error {
	for _, m := range all {
		if m.Output == nil {
			continue
		}
		f, err := os.Open(filepath.Join(filepath.Dir(m.path), filepath.Base(m.Output.Name)))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return &Error{m.path, "bad_shard", fmt.Sprintf("its output cannot be read (%s)", err)}
		}
		s := NewSum()
		_, err = io.Copy(s, &interrupted{ctx, f})
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		if !m.Output.Same(s.File("")) {
			return m.changed()
		}
	}
	return nil
}

// changed says that an output is another than the one that its shard wrote.
func (m *named) changed() error {
	return &Error{m.path, "bad_shard", fmt.Sprintf("its output %s is not what shard %d/%d wrote; assess that shard again",
		m.Output.Name, m.Shard, m.Of)}
}

// together writes the rows of all shards, each checked against its manifest, to one file.
func together(ctx context.Context, all []named, path string, force bool) (*File, error) {
	to := program.Output{
		Path:  path,
		Flag:  "-out",
		Force: force,
		Made:  program.MadeCSV("total_duty,effective_rate,base_duty,additional_duty"),
	}
	var readers []io.Reader
	var sums []*Sum
	for _, m := range all {
		if m.Output == nil {
			return nil, &Error{
				m.path,
				"bad_shard",
				fmt.Sprintf("shard %d/%d was assessed without -out, and has no rows to write", m.Shard, m.Of),
			}
		}
		name := filepath.Join(filepath.Dir(m.path), filepath.Base(m.Output.Name))
		f, err := os.Open(name)
		if err != nil {
			return nil, &Error{m.path, "bad_shard", fmt.Sprintf("its output is not beside it (%s)", err)}
		}
		defer f.Close()
		to.Inputs = append(to.Inputs, m.path, name)
		s := NewSum()
		sums = append(sums, s)
		readers = append(readers, io.TeeReader(&interrupted{ctx, f}, s))
	}
	written := NewSum()
	err := to.Write(func(w io.Writer) error {
		err := lines.Interleave(io.MultiWriter(w, written), readers)
		var damaged *lines.ShardError
		if err != nil && !errors.As(err, &damaged) {
			return err
		}
		// What the manifests say of the files tells more than how their rows fit together.
		for i, m := range all {
			if _, err := io.Copy(io.Discard, readers[i]); err != nil {
				return err
			}
			if !m.Output.Same(sums[i].File("")) {
				return m.changed()
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	file := written.File(filepath.Base(path))
	return &file, nil
}

// interrupted is a reader that ends with the context.
type interrupted struct {
	ctx context.Context
	r   io.Reader
}

func (i *interrupted) Read(b []byte) (int, error) {
	if i.ctx.Err() != nil {
		return 0, errors.New("interrupted")
	}
	return i.r.Read(b)
}

// code is that of the first error that has one.
func code(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Code != "" {
		return e.Code
	}
	return "bad_shard"
}

// print writes the totals as CSV.
func print(w io.Writer, m *Manifest) error {
	if by, err := Keys(m.Job.Options.By); err != nil || by != nil {
		if err != nil {
			return err
		}
		return WriteTotals(w, by, m.Result().By)
	}
	c := csv.NewWriter(w)
	_ = c.Write([]string{"lines", "total_duty", "base_duty", "additional_duty", "rejected", "rejected_value"})
	_ = c.Write([]string{
		strconv.FormatInt(m.Answered, 10), trade.Amount(m.Base.Add(m.Additional)),
		trade.Amount(m.Base), trade.Amount(m.Additional),
		strconv.FormatInt(m.Rejected, 10), trade.Amount(m.RejectedValue),
	})
	c.Flush()
	return c.Error()
}

// object is the whole as JSON.
func object(m *Manifest) any {
	type total struct {
		Origin     string `json:"origin,omitempty"`
		Chapter    string `json:"chapter,omitempty"`
		Month      string `json:"month,omitempty"`
		Authority  string `json:"authority,omitempty"`
		Lines      int64  `json:"lines"`
		Value      string `json:"value"`
		Duty       string `json:"total_duty"`
		Base       string `json:"base_duty"`
		Additional string `json:"additional_duty"`
		Rejected   int64  `json:"rejected"`
	}
	var by []total
	keys, err := Keys(m.Job.Options.By)
	if err != nil || keys == nil {
		keys = &bulk.By{}
	}
	key := func(asked bool, text string) string {
		if !asked {
			return ""
		}
		return readable(text)
	}
	for _, t := range m.By {
		by = append(by, total{
			key(keys.Origin, string(t.Origin)), key(keys.Digits > 0, string(t.Product)), key(keys.Month, t.Month),
			string(t.Authority), t.Lines, trade.Amount(t.Value),
			trade.Amount(t.Base.Add(t.Additional)), trade.Amount(t.Base), trade.Amount(t.Additional), t.Rejected,
		})
	}
	var until *trade.Date
	if !m.Job.Book.KnownUntil.IsZero() {
		until = &m.Job.Book.KnownUntil
	}
	return struct {
		Shards         int         `json:"shards"`
		Input          File        `json:"input"`
		KnownUntil     *trade.Date `json:"known_until"`
		Edition        string      `json:"edition,omitempty"`
		Lines          int64       `json:"lines"`
		Rejected       int64       `json:"rejected"`
		RejectedValue  string      `json:"rejected_value"`
		Embargoed      int64       `json:"embargoed"`
		EmbargoedValue string      `json:"embargoed_value"`
		Duty           string      `json:"total_duty"`
		Base           string      `json:"base_duty"`
		Additional     string      `json:"additional_duty"`
		By             []total     `json:"by,omitempty"`
		Output         *File       `json:"output,omitempty"`
		Unread         []string    `json:"unread,omitempty"`
	}{
		m.Of, m.Job.Input, until, m.Job.Book.Edition, m.Rows,
		m.Rejected, trade.Amount(m.RejectedValue), m.Embargoed, trade.Amount(m.EmbargoedValue),
		trade.Amount(m.Base.Add(m.Additional)), trade.Amount(m.Base), trade.Amount(m.Additional), by, m.Output, m.Unread,
	}
}
