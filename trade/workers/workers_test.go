package workers_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/workers"
)

// TestEach: each piece is done once, by a worker that is counted, and no worker does two at once.
func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		for _, asked := range []int{-1, 0, 1, 3, 64} {
			count := workers.Count(asked, n)
			assert.LessOrEqual(t, count, n)
			done := make([]atomic.Int32, n)
			busy := make([]atomic.Int32, count)
			require.NoError(t, workers.Each(t.Context(), asked, n, func(worker, i int) {
				assert.Equal(t, int32(1), busy[worker].Add(1))
				done[i].Add(1)
				busy[worker].Add(-1)
			}))
			for i := range done {
				require.Equal(t, int32(1), done[i].Load(), "%d of %d by %d", i, n, asked)
			}
		}
	}
	assert.Equal(t, runtime.GOMAXPROCS(0), workers.Count(0, 1<<20))
	assert.Equal(t, 3, workers.Count(3, 1<<20))
}

// TestStops: a context that ends lets the pieces finish that are begun, and begins no other.
func TestStops(t *testing.T) {
	for _, asked := range []int{1, 2} {
		ctx, cancel := context.WithCancel(t.Context())
		var done atomic.Int32
		err := workers.Each(ctx, asked, 1000, func(_, i int) {
			if i >= 10 {
				cancel()
			}
			done.Add(1)
		})
		require.ErrorIs(t, err, context.Canceled)
		assert.GreaterOrEqual(t, done.Load(), int32(11))
		assert.LessOrEqual(t, done.Load(), int32(11+asked))
	}
}

// The squares of numbers, in their order for any number of workers.
func ExampleEach() {
	squares := make([]int, 5)
	err := workers.Each(context.Background(), 2, len(squares), func(_, i int) { squares[i] = i * i })
	fmt.Println(squares, err)
	// Output: [0 1 4 9 16] <nil>
}
