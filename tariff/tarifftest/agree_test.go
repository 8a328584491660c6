package tarifftest

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// net asks random law on many goroutines: ask answers one seed. The result does not depend
// on how many there are.
type net struct {
	mu      sync.Mutex
	seen    map[string]int // what the answers came to, and what was asked
	failed  map[uint64]error
	circles int // books that do not compile, and were drawn again
}

const mostFailed = 5

func (n *net) run(seeds uint64, ask func(dice) (*agreement, error)) {
	n.seen, n.failed = map[string]int{}, map[uint64]error{}
	var next atomic.Uint64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				seed := next.Add(1) - 1
				n.mu.Lock()
				enough := len(n.failed) >= mostFailed
				n.mu.Unlock()
				if seed >= seeds || enough {
					return
				}
				n.ask(seed, ask)
			}
		})
	}
	wait.Wait()
}

// ask asks one seed. Books whose exceptions look at each other in a circle are drawn again.
func (n *net) ask(seed uint64, ask func(dice) (*agreement, error)) {
	var a *agreement
	var err error
	circles, d := -1, throw(seed)
	for again := true; again; circles++ {
		a, err = ask(d)
		again = err != nil && strings.Contains(err.Error(), "in a circle") && circles < 20
	}
	var seen map[string]int
	if a != nil {
		seen = a.seen()
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.circles += circles
	if err != nil {
		n.failed[seed] = err
	}
	for what, count := range seen {
		n.seen[what] += count
	}
}

func (n *net) report(t *testing.T) {
	var seeds []uint64
	for seed := range n.failed {
		seeds = append(seeds, seed)
	}
	slices.Sort(seeds)
	for _, seed := range seeds {
		t.Errorf("seed %d: %v", seed, n.failed[seed])
	}
	if testing.Verbose() {
		var lines []string
		for what, count := range n.seen {
			lines = append(lines, fmt.Sprintf("%8d %s", count, what))
		}
		slices.SortFunc(lines, func(x, y string) int { return strings.Compare(x[8:], y[8:]) })
		t.Logf("%d do not compile and are drawn again; what is seen:\n%s", n.circles, strings.Join(lines, "\n"))
	}
}

// TestEveryWayAgrees: random law of every stacking, and what edits make of it, gives one
// answer on every way. With TRADESHOCK_LONG in the environment, as in .ci/run, it is ten
// thousand books with two scenarios each, one of which differs in a word or two.
func TestEveryWayAgrees(t *testing.T) {
	seeds := uint64(500)
	switch {
	case os.Getenv("TRADESHOCK_LONG") != "":
		seeds = 10_000
	case testing.Short():
		seeds = 40
	}
	var n net
	n.run(seeds, func(d dice) (*agreement, error) {
		book := d.book()
		return agree([]*law.Book{book, d.edited(book), d.reworded(book)}, d.entries(book))
	})
	n.report(t)
	for _, what := range everything {
		if testing.Short() { // a few books do not come to everything
			break
		}
		require.Positive(t, n.seen[what], "no answer has seen: %s", what)
	}
}

// TestEveryWayAgreesOnTheUnitedStates: the published book and scenarios of it, which add,
// change and take out measures, on entries from all over it. Of the schedule there are the
// lines of the entries alone.
func TestEveryWayAgreesOnTheUnitedStates(t *testing.T) {
	seeds := uint64(2)
	if os.Getenv("TRADESHOCK_LONG") != "" {
		seeds = 40
	}
	var n net
	n.run(seeds, func(d dice) (*agreement, error) {
		book, entries := d.unitedStates(us.Book())
		books := []*law.Book{book}
		for range 3 {
			books = append(books, d.editedUnitedStates(book))
		}
		return agree(books, entries)
	})
	n.report(t)
}

// TestAgreeFinds: a figure that is not the one of the file is found.
func TestAgreeFinds(t *testing.T) {
	book := throw(1).book()
	a, err := agree([]*law.Book{book}, throw(1).entries(book))
	require.NoError(t, err)
	i := slices.IndexFunc(a.want[0], func(c tariff.Charge) bool { return c.Err == nil })
	a.want[0][i].Total = a.want[0][i].Total.Add(a.entries[i].Value)
	batch, err := bulk.NewBatch(a.engines...)
	require.NoError(t, err)
	require.NoError(t, a.file(batch, a.want[0]))
	require.NotEmpty(t, a.errs)
}
