// Package workers does independent pieces of work on several processors at once: the rows of a
// study, the points of a range, the origins of a panel. The pieces are numbered from 0, each is
// done once, and what a piece gives goes where its number says, so that the result is the same
// for any number of workers.
//
// A pipeline in which results must leave in the order of their pieces while later ones are still
// computed is another thing: packages tariff/lines and tariff/panel keep their own, because they
// bound the blocks that are in memory at once.
package workers

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Count is how many workers do n pieces: as many as are asked for, below one as many as there
// are processors, and never more than there are pieces.
func Count(asked, n int) int {
	if asked < 1 {
		asked = runtime.GOMAXPROCS(0)
	}
	return min(asked, n)
}

// Each calls do for every number below n, with Count(asked, n) workers. do is told the number
// of its worker, from 0, for what a worker keeps to itself. A context that ends stops the work
// before the next piece, and its error comes back.
func Each(ctx context.Context, asked, n int, do func(worker, i int)) error {
	var next atomic.Int64
	work := func(worker int) {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			do(worker, i)
		}
	}
	count := Count(asked, n)
	if count == 1 {
		work(0)
		return ctx.Err()
	}
	var group sync.WaitGroup
	for worker := range count {
		group.Go(func() { work(worker) })
	}
	group.Wait()
	return ctx.Err()
}
