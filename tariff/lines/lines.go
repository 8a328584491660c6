package lines

import (
	"bytes"
	"context"
	"io"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade/workers"
)

const (
	// mostWorkers is the largest number of goroutines.
	mostWorkers = 64
	// keptRejects is the number of rejected rows that a Result keeps.
	keptRejects = 100
)

// Options choose what Assess gives. The zero value counts and adds up.
type Options struct {
	// Workers is the number of goroutines, up to 64; 0 means one for each processor.
	Workers int
	// By keeps totals by more than the whole; nil keeps the whole alone.
	By *bulk.By
	// OnReject, when it is set, is called with every rejected row, in the order of the file;
	// its error ends the work.
	OnReject func(Reject) error
	// Shard reads a part of the rows; the zero Shard reads all.
	Shard Shard
	// Progress, when it is set, is called now and then with the bytes read.
	Progress func(read int64)
}

// Result says what became of a file.
type Result struct {
	// Lines are the rows of the file but the header, answered or rejected.
	Lines, Rejected int64
	// Others are the rows of other shards, which were passed over.
	Others  int64
	Rejects []Reject // the first 100, in the order of the file
	// Base and Additional are the sums of the duties of all rows.
	Base, Additional decimal.Decimal
	// RejectedValue is the value of the rejected rows, as far as it could be read; it is in
	// no total.
	RejectedValue decimal.Decimal
	// Unread are the columns of the file that were not read, as `G "claim"`: copied to the
	// output, and without a part in any answer. The columns that are read are hts, origin,
	// date, value, quantity, unit, claims, currency and importer.
	Unread []string
	// Embargoed are the rows with an answer whose goods may not be imported without a licence
	// or an exemption, and EmbargoedValue their value: their duty, which is in the totals, is
	// that of goods which have one. Embargoes name the measures, as "31 CFR 560.201, goods of
	// Iran".
	Embargoed      int64
	EmbargoedValue decimal.Decimal
	Embargoes      []string
	// By are the totals that were asked for. A rejected row is in that of the keys which can be
	// read; what cannot is empty in its Key. Their rejected rows add up to Rejected.
	By []bulk.Total
	// Read, Assessed and Wrote are the times that the goroutines spent on the steps, added
	// up.
	Read, Assessed, Wrote time.Duration
	Workers               int
}

// block is a part of the file on its way.
type block struct {
	data  []byte
	line  int // of its first record
	final chan *done
}

// done is what became of a block.
type done struct {
	out                   []byte
	lines, rejected       int64
	others                int64
	batch                 *bulk.Batch
	rejects               []rejected
	embargoed             embargoed
	read, assessed, wrote time.Duration
	err                   error
}

// Assess reads entries from in and assesses them under the first engine of the batch.
// When out is not nil the rows are written to it as they were read and in their order,
// with total_duty, effective_rate, base_duty and additional_duty behind them; in rejected
// rows these are empty. Errors are a *HeaderError, those of reading and writing, and the
// context's; what is wrong with rows is in the Result. When the context ends, Assess
// returns at once, though a Read of in may still be under way.
func Assess(ctx context.Context, batch *bulk.Batch, in io.Reader, out io.Writer, opts Options) (*Result, error) {
	return AssessOnce(ctx, func() (*bulk.Batch, error) { return batch, nil }, in, out, opts)
}

// AssessOnce is Assess with a batch that is prepared while the first rows are read.
func AssessOnce(ctx context.Context, prepare func() (*bulk.Batch, error), in io.Reader, out io.Writer,
	opts Options,
) (*Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := opts.Shard.check(); err != nil {
		return nil, err
	}
	count := workers.Count(opts.Workers, mostWorkers)
	batch := sync.OnceValues(prepare)
	var preparing sync.WaitGroup
	preparing.Go(func() { _, _ = batch() })
	defer preparing.Wait()

	r := newReader(in, count, opts.Progress)
	head, err := within(ctx, r.header)
	if err != nil {
		return nil, err
	}
	if out != nil {
		if _, err := out.Write(append(bytes.Clone(head.line),
			",total_duty,effective_rate,base_duty,additional_duty\n"...)); err != nil {
			return nil, err
		}
	}
	// A block goes into order, where the results are collected, and to a worker.
	jobs, order, failed := make(chan *block), make(chan *block, 2*count), make(chan error, 1)
	go func() { failed <- r.blocks(ctx, jobs, order) }()
	all := make([]*worker, count)
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
	result := &Result{Workers: count, Unread: head.unread}
	if err := collect(ctx, head, order, out, result, opts); err != nil {
		return nil, err
	}
	if err := <-failed; err != nil {
		return nil, err
	}
	running.Wait()
	return result, total(all, result, opts)
}

// within calls f, and does not wait for it when the context ends.
func within[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	found := make(chan answer, 1)
	go func() {
		value, err := f()
		found <- answer{value, err}
	}()
	select {
	case a := <-found:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// collect takes what became of the blocks, in their order.
func collect(ctx context.Context, head *header, order chan *block, out io.Writer, result *Result, opts Options) error {
	for {
		var d *done
		select {
		case b, more := <-order:
			if !more {
				return ctx.Err()
			}
			select {
			case d = <-b.final:
			case <-ctx.Done():
				return ctx.Err()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		if d.err != nil {
			return d.err
		}
		result.Lines += d.lines
		result.Rejected += d.rejected
		result.Others += d.others
		d.embargoed.addTo(result)
		result.Read += d.read
		result.Assessed += d.assessed
		result.Wrote += d.wrote
		for _, rejected := range d.rejects {
			if len(result.Rejects) == keptRejects && opts.OnReject == nil {
				break
			}
			reject := rejected.why(d.batch, head)
			if len(result.Rejects) < keptRejects {
				result.Rejects = append(result.Rejects, reject)
			}
			if opts.OnReject != nil {
				if err := opts.OnReject(reject); err != nil {
					return err
				}
			}
		}
		if out != nil {
			start := time.Now()
			if _, err := out.Write(d.out); err != nil {
				return err
			}
			result.Wrote += time.Since(start)
		}
	}
}

// total adds up what the workers have.
func total(all []*worker, result *Result, opts Options) error {
	by := bulk.NewTotals(opts.by())
	for _, w := range all {
		if err := by.Merge(w.by); err != nil {
			return err
		}
	}
	rows := by.Rows()
	for _, w := range all {
		rows = withRefused(rows, &w.parser.refused)
	}
	for _, r := range rows {
		result.Base, result.Additional = result.Base.Add(r.Base), result.Additional.Add(r.Additional)
		result.RejectedValue = result.RejectedValue.Add(r.RejectedValue)
	}
	if opts.By != nil {
		result.By = rows
	}
	return nil
}

func (o *Options) by() bulk.By {
	if o.By == nil {
		return bulk.By{}
	}
	return *o.By
}
