package impact

import (
	"cmp"
	"context"
	"sync"

	"github.com/tradeshock/tradeshock/trade/workers"
)

// together counts flows that are counted as they are: each worker takes chunks of them and
// keeps sums of its own, which are added up in the end. Sums of whole numbers do not depend on
// who adds what.
func (c *counting) together(ctx context.Context) error {
	s := c.Study
	rows, chunks := s.Flows.Len(), (s.Flows.Len()+countChunk-1)/countChunk
	all := make([]*counting, workers.Count(s.Workers, chunks))
	for i := range all {
		all[i] = c.worker()
	}
	var told progress
	var failed failure
	err := workers.Each(ctx, s.Workers, chunks, func(worker, k int) {
		if failed.before(k) {
			return
		}
		from, to := k*countChunk, min((k+1)*countChunk, rows)
		w := all[worker]
		w.rows = w.rows[:0]
		for i := from; i < to; i++ {
			w.rows = append(w.rows, i)
		}
		if err := w.chunk(ctx, w.rows); err != nil {
			failed.at(k, err)
			return
		}
		told.add(s, to-from)
	})
	for _, w := range all {
		c.merge(w)
	}
	return cmp.Or(failed.err, err)
}

// worker counts with sums and rejects of its own.
func (c *counting) worker() *counting {
	own := *c.Report // nothing has been counted yet
	own.counted = &tally{}
	w := newCounting(&own, c.batch)
	w.workers = 1
	w.dictionaries()
	return w
}

// merge adds what a worker found.
func (c *counting) merge(w *counting) {
	r := c.Report
	r.SkippedValue, r.RejectedValue = r.SkippedValue.Add(w.SkippedValue), r.RejectedValue.Add(w.RejectedValue)
	r.UnknownValue, r.HeldValue = r.UnknownValue.Add(w.UnknownValue), r.HeldValue.Add(w.HeldValue)
	r.Unknown, r.Held = r.Unknown+w.Unknown, r.Held+w.Held
	r.Rejects = append(r.Rejects, w.Rejects...) // the first of all are among the first of each
	c.out.Answered += w.out.Answered
	c.out.Rejected += w.out.Rejected
	c.out.Elsewhere += w.out.Elsewhere
	c.total.merge(&w.total)
	for kind, by := range w.sums {
		for key, s := range by {
			c.sum(kind, key).merge(s)
		}
	}
}

// failure is the first error in the order of the chunks, whichever worker meets it.
type failure struct {
	mu    sync.Mutex
	chunk int
	err   error
}

func (f *failure) at(chunk int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil || chunk < f.chunk {
		f.chunk, f.err = chunk, err
	}
}

// before tells that an earlier chunk failed, so that this one is not needed.
func (f *failure) before(chunk int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err != nil && f.chunk < chunk
}

// progress tells the study how many flows are done.
type progress struct {
	mu   sync.Mutex
	done int
}

func (p *progress) add(s *Study, flows int) {
	if s.Progress == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += flows
	s.Progress(p.done, s.Flows.Len())
}
