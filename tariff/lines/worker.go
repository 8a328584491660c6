package lines

import (
	"context"
	"slices"
	"time"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
)

// worker is one goroutine's work: blocks to columns to duties to text.
type worker struct {
	parser  *parser
	prepare func() (*bulk.Batch, error)
	batch   *bulk.Batch   // prepared
	charges *bulk.Charges // nil when nothing is written
	by      *bulk.Totals
}

func newWorker(prepare func() (*bulk.Batch, error), head *header, opts Options, writes bool) *worker {
	w := &worker{parser: newParser(head), prepare: prepare, by: bulk.NewTotals(opts.by())}
	w.parser.all, w.parser.shard = opts.OnReject != nil, opts.Shard
	w.parser.refused.by = opts.by()
	if writes {
		w.charges = &bulk.Charges{}
	}
	return w
}

// do takes a block through.
func (w *worker) do(ctx context.Context, b *block) *done {
	d := &done{}
	p := w.parser
	if p.head.states() {
		if w.batch, d.err = w.prepare(); d.err != nil {
			return d
		}
		p.ofBook(w.batch.Book())
	}
	start := time.Now()
	p.block(b.data, b.line)
	d.read = time.Since(start)

	if w.batch, d.err = w.prepare(); d.err != nil {
		return d
	}
	start = time.Now()
	options := bulk.Options{Workers: 1, Totals: []*bulk.Totals{w.by}, Rejects: keptRejects}
	if p.all {
		options.Rejects = max(len(p.rows), 1)
	}
	if w.charges != nil {
		options.Charges = []*bulk.Charges{w.charges}
	}
	barred := w.barred()
	if len(barred) > 0 {
		options.Rejects = max(len(p.rows), 1) // which of them have an answer
	}
	result, err := bulk.Assess(ctx, w.batch, &p.columns, options)
	if err != nil {
		d.err = err
		return d
	}
	d.lines, d.rejected = int64(result.Rows+p.rejected), int64(result.Rejected+p.rejected)
	d.others = p.others
	d.embargoed = w.embargoed(barred, result.Rejects)
	if !p.all {
		result.Rejects = result.Rejects[:min(keptRejects, len(result.Rejects))]
	}
	d.batch, d.rejects = w.batch, w.rejects(result.Rejects)
	d.assessed = time.Since(start)

	if w.charges != nil {
		start = time.Now()
		d.out = w.write(b.data)
		d.wrote = time.Since(start)
	}
	return d
}

// rejected is a row without an answer. Of a row of the columns entry is set until it is
// asked why: most are counted and no more.
type rejected struct {
	Reject
	entry *tariff.Entry
}

// rejects joins the rows that the parser refused with those without an answer.
func (w *worker) rejects(rows []int) []rejected {
	p := w.parser
	var out []rejected
	for _, r := range p.rejects {
		out = append(out, rejected{Reject: r})
	}
	k := 0
	for _, row := range rows {
		for int(p.rows[k].row) != row {
			k++
		}
		e := p.columns.Entry(row)
		r := rejected{Reject{Line: int(p.rows[k].line)}, &e}
		if p.all {
			r = rejected{Reject: r.why(w.batch, p.head)}
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b rejected) int { return a.Line - b.Line })
	return out
}

// why says why a row has no answer.
func (r rejected) why(batch *bulk.Batch, head *header) Reject {
	if r.entry == nil {
		return r.Reject
	}
	return unanswered(batch, head, *r.entry, r.Line)
}

// unanswered says why a row of the columns has no answer.
func unanswered(batch *bulk.Batch, head *header, e tariff.Entry, line int) Reject {
	r := Reject{Line: line, Err: batch.Why(e)}
	r.Code = tariff.ErrorCode(r.Err)
	at, text := columnOf(r.Err), ""
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
		if i := head.at[c]; name == at && i >= 0 {
			r.Cell, r.Text = cell(i, line), text
		}
	}
	return r
}
