package ownership

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// chain is a file of n edges: X holds 60 of the first, each the next, with a third
// party beside and a way back, so that rounds, rings and depth are all as many as can be.
func chain(n int) *bytes.Buffer {
	var b bytes.Buffer
	b.WriteString("owner,entity,percent\nX,E0,60\n")
	for i := 1; i < n/3; i++ {
		fmt.Fprintf(&b, "E%d,E%d,60\nE%d,E%d,30\nP%d,E%d,5-10\n", i-1, i, i, i-1, i%1000, i)
	}
	return &b
}

// TestMillionEdges is as deep as a graph can be. Going over all entities again and again
// would be 10^11 looks at an edge; the count says that each is looked at once, so a slow
// machine cannot fail it. The deadline only ends what would never end.
func TestMillionEdges(t *testing.T) {
	const n = 1_000_000
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	g, err := ReadGraph(chain(n))
	require.NoError(t, err)
	require.InDelta(t, n, g.Len(), 10)
	for _, c := range []struct {
		rule Rule
		day  string
	}{{OFAC, "2026-10-01"}, {UK, "2026-10-01"}} {
		v := variantOn(t, c.rule, c.day)
		seed, _ := g.find("X")
		w := newWork(g, &v, []int32{seed})
		if v.Aggregate {
			require.NoError(t, w.group(ctx, []int32{seed}))
		} else {
			require.NoError(t, w.alone(ctx, []int32{seed}))
		}
		assert.LessOrEqual(t, w.sure.visits, g.Len())
		assert.LessOrEqual(t, w.widest.visits, g.Len())
		assert.Len(t, w.findings, n/3)
		last, _ := g.find(fmt.Sprintf("E%d", n/3-1))
		f := w.findings[w.at[last]-1]
		assert.Equal(t, Blocked, f.Status)
		assert.Equal(t, n/3, f.Step)
	}
}

// TestListedChain: many listed persons, each owning the next, under the rule that asks
// each alone. Asking them one after the other would be the square of their number.
func TestListedChain(t *testing.T) {
	const n = 20_000
	edges := make([]Edge, 0, n)
	var listed []string
	for i := range n {
		// The names run against the chain, so that their order is the worst there is.
		owner, entity := fmt.Sprintf("L%06d", n-i), fmt.Sprintf("L%06d", n-i-1)
		edges = append(edges, Edge{Owner: owner, Entity: entity, Share: exactShare(hundred())})
		listed = append(listed, owner)
	}
	g, err := NewGraph(edges)
	require.NoError(t, err)
	v := variantOn(t, UK, "2026-10-01")
	var seeds []int32
	for _, l := range listed {
		s, _ := g.find(l)
		seeds = append(seeds, s)
	}
	slices.Sort(seeds)
	w := newWork(g, &v, seeds)
	require.NoError(t, w.alone(context.Background(), seeds))
	assert.LessOrEqual(t, w.sure.visits, 2*n)
}

// TestWideReading: who depends on a missing fact far above is found in one pass, too.
func TestWideReading(t *testing.T) {
	b := chain(30_000)
	text := bytes.Replace(b.Bytes(), []byte("X,E0,60"), []byte("X,E0,"), 1)
	g, err := ReadGraph(bytes.NewReader(text))
	require.NoError(t, err)
	d, err := g.Decide(context.Background(), variantOn(t, OFAC, "2026-10-01"), []string{"X"})
	require.NoError(t, err)
	assert.Empty(t, d.Blocked)
	assert.Len(t, d.Undetermined, 10_000)
	_, err = d.WriteTo(io.Discard)
	require.NoError(t, err)
}

func BenchmarkDecide(b *testing.B) {
	g, err := ReadGraph(chain(100_000))
	require.NoError(b, err)
	v := variantOn(b, OFAC, "2026-10-01")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := g.Decide(context.Background(), v, []string{"X"}); err != nil {
			b.Fatal(err)
		}
	}
}
