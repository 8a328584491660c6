package source

import (
	"context"
	"errors"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Result is what a file holds. One of the four is filled, by the kind of its layout.
type Result struct {
	Report       *Report
	Flows        *trade.Dataset
	FlowRows     []int // the rows of the file in which the flows stand
	Rates        []Rate
	Duties       []Duty
	Observations []Observation
}

// Import reads the file into memory. With an error about rows, a *RejectedError, the
// result has the report and no data; a lenient import has the good rows and no
// error.
func (f *File) Import(ctx context.Context, o Options) (*Result, error) {
	res := &Result{Flows: &trade.Dataset{}}
	rep, err := f.read(ctx, o, Visit{
		Row:         func(n int) { res.FlowRows = append(res.FlowRows, n) },
		Flow:        res.Flows.Append,
		Rate:        func(r Rate) error { res.Rates = append(res.Rates, r); return nil },
		Duty:        func(d Duty) error { res.Duties = append(res.Duties, d); return nil },
		Observation: func(o Observation) error { res.Observations = append(res.Observations, o); return nil },
	}, func(flows int) {
		res.Flows.Grow(flows)
		res.FlowRows = make([]int, 0, flows)
	})
	if err != nil {
		return &Result{Report: rep}, err
	}
	if res.Report = rep; rep.Kind != kindFlows {
		res.Flows = nil
	}
	return res, nil
}

// Import opens a file, reads it into memory and closes it.
func Import(ctx context.Context, path string, o Options) (res *Result, err error) {
	f, err := Open(path, spreadsheet.ReadOptions{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Import(ctx, o)
}
