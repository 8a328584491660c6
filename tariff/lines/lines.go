package lines

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
)

const (
	blockBytes = 4 << 20
	// longest is the longest record: a file whose quotes do not close is refused, not read
	// to its end.
	longest = 16 << 20
)

// Options choose what Assess gives. The zero value counts and adds up.
type Options struct {
	// Workers is the number of goroutines; 0 means one for each processor.
	Workers int
	// By keeps totals by more than the whole; nil keeps the whole alone.
	By *tariff.By
	// MaxRejects is the most rejected rows to report with their errors; 0 means 100, and
	// less than 0 all of them. The count is always full.
	MaxRejects int
	// Progress, when it is set, is called now and then with the bytes read.
	Progress func(read int64)
}

// Result says what became of a file.
type Result struct {
	// Lines are the rows of the file but the header, answered or rejected.
	Lines, Rejected int64
	Rejects         []Reject // in the order of the file
	// Base and Additional are the sums of the duties of all rows.
	Base, Additional decimal.Decimal
	// By are the totals that were asked for.
	By []tariff.Total
	// Read, Assessed and Wrote are the times that the goroutines spent on the steps, added
	// up.
	Read, Assessed, Wrote time.Duration
	Workers               int
}

// block is a part of the file on its way.
type block struct {
	number int
	data   []byte
	line   int // of its first record
	final  chan *done
}

// done is what became of a block.
type done struct {
	out                   []byte
	lines, rejected       int64
	rejects               []Reject
	read, assessed, wrote time.Duration
}

// Assess reads entries from in and assesses them under the first engine of the batch.
// When out is not nil the rows are written to it as they were read and in their order,
// with total_duty, effective_rate, base_duty and additional_duty behind them; in rejected
// rows these are empty. Errors are a *HeaderError, those of reading and writing, and the
// context's; what is wrong with rows is in the Result.
func Assess(ctx context.Context, batch *tariff.Batch, in io.Reader, out io.Writer, opts Options) (*Result, error) {
	return AssessOnce(ctx, func() (*tariff.Batch, error) { return batch, nil }, in, out, opts)
}

// AssessOnce is Assess with a batch that is prepared while the first rows are read.
func AssessOnce(ctx context.Context, prepare func() (*tariff.Batch, error), in io.Reader, out io.Writer, opts Options) (*Result, error) {
	batch := sync.OnceValues(prepare)
	workers := opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	r := &reader{in: in, progress: opts.Progress}
	head, err := r.header()
	if err != nil {
		return nil, err
	}
	if out != nil {
		if _, err := out.Write(append(bytes.Clone(head.line), ",total_duty,effective_rate,base_duty,additional_duty\n"...)); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var preparing sync.WaitGroup
	preparing.Go(func() { _, _ = batch() })
	defer preparing.Wait()
	jobs, order := make(chan *block), make(chan *block, 2*workers)
	all := make([]*worker, workers)
	var running sync.WaitGroup
	for i := range all {
		all[i] = newWorker(batch, head, opts, out != nil)
		running.Go(func() {
			for b := range jobs {
				b.final <- all[i].do(ctx, b)
				r.free(b.data)
			}
		})
	}
	var readErr error
	running.Go(func() {
		defer close(order)
		defer close(jobs)
		for {
			b, err := r.next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					readErr = err
				}
				return
			}
			select {
			case order <- b:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- b:
			case <-ctx.Done():
				b.final <- nil
				return
			}
		}
	})
	result := &Result{Workers: workers}
	err = collect(order, out, result, opts, cancel)
	running.Wait()
	switch {
	case err != nil:
		return nil, err
	case readErr != nil:
		return nil, readErr
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	if err := total(all, result, opts); err != nil {
		return nil, err
	}
	return result, nil
}

// collect takes the blocks in their order.
func collect(order chan *block, out io.Writer, result *Result, opts Options, cancel func()) (err error) {
	most := opts.MaxRejects
	if most == 0 {
		most = 100
	}
	for b := range order {
		d := <-b.final
		if d == nil || err != nil {
			continue
		}
		result.Lines += d.lines
		result.Rejected += d.rejected
		result.Read += d.read
		result.Assessed += d.assessed
		result.Wrote += d.wrote
		for _, reject := range d.rejects {
			if most < 0 || len(result.Rejects) < most {
				result.Rejects = append(result.Rejects, reject)
			}
		}
		if out != nil {
			start := time.Now()
			if _, err = out.Write(d.out); err != nil {
				cancel()
			}
			result.Wrote += time.Since(start)
		}
	}
	return err
}

// total adds up what the workers have.
func total(all []*worker, result *Result, opts Options) error {
	by := tariff.NewTotals(opts.by())
	for _, w := range all {
		if w.err != nil {
			return w.err
		}
		if err := by.Merge(w.by); err != nil {
			return err
		}
	}
	rows := by.Rows()
	for _, r := range rows {
		result.Base, result.Additional = result.Base.Add(r.Base), result.Additional.Add(r.Additional)
	}
	if opts.By != nil {
		result.By = rows
	}
	return nil
}

func (o *Options) by() tariff.By {
	if o.By == nil {
		return tariff.By{}
	}
	return *o.By
}

// worker is one goroutine's work: blocks to columns to duties to text.
type worker struct {
	parser  *parser
	prepare func() (*tariff.Batch, error)
	batch   *tariff.Batch // prepared
	opts    Options
	charges *tariff.Charges // nil when nothing is written
	by      *tariff.Totals
	err     error
}

func newWorker(prepare func() (*tariff.Batch, error), head *header, opts Options, writes bool) *worker {
	w := &worker{parser: newParser(head), prepare: prepare, opts: opts, by: tariff.NewTotals(opts.by())}
	if writes {
		w.charges = &tariff.Charges{}
	}
	return w
}

// do takes a block through.
func (w *worker) do(ctx context.Context, b *block) *done {
	d := &done{}
	p := w.parser
	start := time.Now()
	p.block(b.data, b.line)
	d.read = time.Since(start)

	if w.batch, w.err = w.prepare(); w.err != nil {
		return nil
	}
	start = time.Now()
	options := tariff.ColumnOptions{Workers: 1, Totals: []*tariff.Totals{w.by}, Rejects: w.opts.MaxRejects}
	if options.Rejects < 0 {
		options.Rejects = len(p.rows)
	}
	if w.charges != nil {
		options.Charges = []*tariff.Charges{w.charges}
	}
	result, err := tariff.AssessColumns(ctx, w.batch, &p.columns, options)
	if err != nil {
		w.err = err
		return nil
	}
	d.lines, d.rejected = int64(result.Rows+len(p.rejects)), int64(result.Rejected+len(p.rejects))
	d.rejects = w.rejects(result.Rejects)
	d.assessed = time.Since(start)

	if w.charges != nil {
		start = time.Now()
		d.out = w.write(b.data)
		d.wrote = time.Since(start)
	}
	return d
}

// rejects joins the rows that the parser refused with those without an answer.
func (w *worker) rejects(rows []int) []Reject {
	p := w.parser
	out := slices.Clone(p.rejects)
	k := 0
	for _, row := range rows {
		for int(p.rows[k].row) != row {
			k++
		}
		e := p.columns.Entry(row)
		err := w.batch.Why(e)
		code, at := codeOf(err)
		r := Reject{Line: int(p.rows[k].line), Code: code, Err: err}
		text := ""
		switch at {
		case "hts":
			text = e.Product.String()
		case "origin":
			text = string(e.Origin)
		case "date":
			text = e.Date.String()
		case "value":
			text = e.Value.String()
		}
		for c, name := range names {
			if name == at && p.head.at[c] >= 0 {
				r.Cell, r.Text = column(p.head.at[c])+itoa(r.Line), text
			}
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Reject) int { return a.Line - b.Line })
	return out
}
