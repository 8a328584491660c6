package ownership

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// judge is the rule by its definition, over fractions of big integers and maps of names:
// go over all entities until nobody is added. It knows nothing of rounds, bounds or
// proofs.
type judge struct {
	atLeast, aggregate, control bool
}

// fact is an edge of which everything is known.
type fact struct {
	owner, entity string
	percent       *big.Rat
	controls      bool
}

// blocked is the least set, without the listed.
func (j judge) blocked(facts []fact, listed []string) map[string]bool {
	if j.aggregate {
		return j.least(facts, listed, listed)
	}
	out := map[string]bool{}
	for _, l := range listed {
		for n := range j.least(facts, []string{l}, listed) {
			out[n] = true
		}
	}
	return out
}

func (j judge) least(facts []fact, seeds, listed []string) map[string]bool {
	in := map[string]bool{}
	for _, s := range seeds {
		in[s] = true
	}
	fifty := big.NewRat(50, 1)
	for grown := true; grown; {
		grown = false
		for _, f := range facts {
			if in[f.entity] {
				continue
			}
			sum, controlled := new(big.Rat), false
			for _, g := range facts {
				if g.entity == f.entity && in[g.owner] {
					sum.Add(sum, g.percent)
					controlled = controlled || g.controls
				}
			}
			c := sum.Cmp(fifty)
			if c > 0 || (c == 0 && j.atLeast) || (controlled && j.control) {
				in[f.entity], grown = true, true
			}
		}
	}
	for _, l := range listed {
		delete(in, l)
	}
	return in
}

// variants are the four ways in which the rules differ.
var variants = []struct {
	rule  Rule
	day   string
	judge judge
}{
	{OFAC, "2026-10-01", judge{atLeast: true, aggregate: true}},
	{BIS, "2025-10-15", judge{atLeast: true, aggregate: true}},
	{EU, "2024-07-02", judge{aggregate: true, control: true}},
	{EU, "2024-07-03", judge{atLeast: true, aggregate: true, control: true}},
	{UK, "2026-10-01", judge{control: true}},
}

func namesOf(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = string(rune('A'+i%26)) + strings.Repeat("'", i/26)
	}
	return out
}

// pieces parts 100 percent at random into n shares, some of them zero, some with many
// decimals, often such that halves come out exactly.
func pieces(rng *rand.Rand, n int) []string {
	marks := []string{
		"0", "10", "20", "25", "30", "40", "49.999999999999999999", "50", "50.000000000000000001", "60",
		"75", "100",
	}
	cuts := []*big.Rat{new(big.Rat), big.NewRat(100, 1)}
	for range n - 1 {
		c, _ := new(big.Rat).SetString(marks[rng.IntN(len(marks))])
		cuts = append(cuts, c)
	}
	slices.SortFunc(cuts, (*big.Rat).Cmp)
	out := make([]string, n)
	for i := range out {
		text := new(big.Rat).Sub(cuts[i+1], cuts[i]).FloatString(maxDecimals)
		out[i] = text
	}
	rng.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// TestAgainstJudge: random graphs, thick with rings, every rule, several orders.
func TestAgainstJudge(t *testing.T) {
	rng := rand.New(rand.NewPCG(50, 50))
	caught, differ, circular := 0, 0, 0
	for round := range 800 {
		names := namesOf(3 + rng.IntN(12))
		var edges []Edge
		var facts []fact
		for _, entity := range names {
			owners := slices.Clone(names)
			rng.Shuffle(len(owners), func(i, j int) { owners[i], owners[j] = owners[j], owners[i] })
			if round%3 > 0 {
				owners = slices.DeleteFunc(owners, func(o string) bool { return o == entity })
			}
			owners = owners[:rng.IntN(min(5, len(names)))]
			if len(owners) == 0 {
				continue
			}
			for i, text := range pieces(rng, len(owners)) {
				p := pct(t, text)
				e := Edge{Owner: owners[i], Entity: entity, Share: exactShare(p)}
				if rng.IntN(12) == 0 {
					e.Control = Controls
				}
				edges = append(edges, e)
				facts = append(facts, fact{e.Owner, entity, p.rat(), e.Control == Controls})
			}
		}
		listed := names[:1+rng.IntN(3)]
		var sizes []int
		for _, v := range variants {
			want := v.judge.blocked(facts, listed)
			var first *Decision
			for range 3 {
				rng.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
				d := decide(t, v.rule, v.day, edges, listed...)
				require.Equal(t, sortedKeys(want), entities(d.Blocked), "round %d, %s %s: %v listed, %v", round, v.rule, v.day,
					listed, edges)
				require.Empty(t, d.Undetermined)
				checkProof(t, d)
				if first == nil {
					first = d
				}
				require.Equal(t, first, d, "another order of the edges")
			}
			caught += len(want)
			sizes = append(sizes, len(want))
			for i := range first.Blocked {
				circular += len(first.Blocked[i].Circular)
			}
		}
		if slices.Min(sizes) != slices.Max(sizes) {
			differ++
		}
	}
	// The graphs must be worth the while.
	require.Greater(t, caught, 3000)
	require.Greater(t, differ, 150)
	require.Greater(t, circular, 150)
}

// checkProof follows every proof to the listed and adds it up again.
func checkProof(t *testing.T, d *Decision) {
	t.Helper()
	v := &d.Variant
	proofs := map[string]*Finding{}
	for _, list := range [][]Finding{d.Blocked, d.Joined} {
		for i := range list {
			if list[i].Status == Blocked {
				proofs[list[i].Entity] = &list[i]
			}
		}
	}
	const open, done = 1, 2
	state := map[string]int{}
	var follow func(name string)
	follow = func(name string) {
		require.NotEqual(t, open, state[name], "the proof of %s goes in a ring", name)
		if state[name] == done {
			return
		}
		state[name] = open
		f := proofs[name]
		require.NotNil(t, f, "%s has no proof", name)
		sum, controlled := new(big.Rat), false
		for _, o := range f.Owners {
			sum.Add(sum, o.Share.Low.rat())
			controlled = controlled || (v.Control && o.Control == Controls)
			switch {
			case o.Status == Blocked:
				follow(o.Owner)
			case v.Aggregate || o.Owner == f.Through:
				require.Contains(t, d.Listed, o.Owner)
			default:
				follow(o.Owner) // a listed person that counts with another
			}
		}
		c := sum.Cmp(v.Threshold.rat())
		byShares := c > 0 || (c == 0 && v.Comparison == atLeast)
		require.True(t, byShares || controlled, "the owners of %s do not come to enough: %s", name, sum.FloatString(3))
		if byShares {
			require.Zero(t, sum.Cmp(f.Low.rat()))
		}
		state[name] = done
	}
	for name := range proofs {
		follow(name)
	}
}

// TestReadings compares what is blocked, undetermined and neither with all readings of
// small graphs, one by one. Bounds are multiples of 10, and so are the readings: the
// sums that a reading can reach are then the same as with all numbers between.
func TestReadings(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	settled, open, tight := 0, 0, 0
	for round := range 600 {
		names := namesOf(4 + rng.IntN(2))
		listed := names[:1+rng.IntN(2)]
		edges := rangedEdges(rng, names)
		g, err := NewGraph(edges)
		if err != nil {
			require.Equal(t, "bad_edges/shares_above_100", codeOf(t, err))
			continue
		}
		all := readings(edges)
		if len(all) == 0 || len(all) > 600 {
			continue
		}
		for _, v := range variants {
			count := map[string]int{}
			for _, facts := range all {
				for n := range v.judge.blocked(facts, listed) {
					count[n]++
				}
			}
			var blocked, undetermined []string
			for _, n := range names {
				switch count[n] {
				case 0:
				case len(all):
					blocked = append(blocked, n)
				default:
					undetermined = append(undetermined, n)
				}
			}
			d, err := g.Decide(context.Background(), variantOn(t, v.rule, v.day), listed)
			require.NoError(t, err)
			require.ElementsMatch(t, blocked, entities(d.Blocked), "round %d, %s %s: blocked, %v listed, %v", round, v.rule,
				v.day, listed, edges)
			require.ElementsMatch(t, undetermined, entities(d.Undetermined), "round %d, %s %s: undetermined, %v listed, %v",
				round, v.rule, v.day, listed, edges)
			checkProof(t, d)
			settled, open = settled+len(blocked), open+len(undetermined)
			checkMissing(t, d)
			for i := range d.NotBlocked {
				for _, o := range d.NotBlocked[i].Owners {
					if o.Most.Cmp(o.Share.High) < 0 {
						tight++
					}
				}
			}
		}
	}
	require.Greater(t, settled, 300)
	require.Greater(t, open, 300)
	require.Greater(t, tight, 50, "the sum of 100 must have mattered")
}

// checkMissing: whoever is undetermined says what is missing, and what it waits for is
// explained itself.
func checkMissing(t *testing.T, d *Decision) {
	t.Helper()
	explained := append(entities(d.Undetermined), entities(d.Joined)...)
	for i := range d.Undetermined {
		require.NotEmpty(t, d.Undetermined[i].Missing)
		for _, m := range d.Undetermined[i].Missing {
			if m.Fact == factStatus && d.Variant.Aggregate {
				require.Contains(t, explained, m.Owner)
			}
		}
	}
}

// rangedEdges makes a small graph with up to five shares or controls left open.
func rangedEdges(rng *rand.Rand, names []string) []Edge {
	var edges []Edge
	ten := func(n int) Percent { return Percent{oneHi, oneLo}.times(uint64(10 * n)) }
	open := 5
	for _, entity := range names {
		for _, owner := range names {
			if rng.IntN(3) == 0 || owner == entity && rng.IntN(3) > 0 {
				continue
			}
			low := rng.IntN(6)
			e := Edge{Owner: owner, Entity: entity, Share: exactShare(ten(low))}
			if rng.IntN(10) == 0 {
				e.Control = Controls
			}
			if open > 0 && rng.IntN(3) == 0 {
				open--
				switch rng.IntN(4) {
				case 0:
					e.Share = unknownShare()
				case 1:
					e.Control = UnknownControl
				default:
					e.Share.High = ten(min(10, low+1+rng.IntN(4)))
				}
			}
			edges = append(edges, e)
		}
	}
	return edges
}

// readings are all ways to fill in what is open, in steps of 10, that keep the shares of
// every entity within 100. Lower bounds that come to more give none.
func readings(edges []Edge) [][]fact {
	out := [][]fact{nil}
	for _, e := range edges {
		controls := []bool{e.Control == Controls}
		if e.Control == UnknownControl {
			controls = []bool{false, true}
		}
		var next [][]fact
		for _, facts := range out {
			sum := new(big.Rat)
			for _, f := range facts {
				if f.entity == e.Entity {
					sum.Add(sum, f.percent)
				}
			}
			for p := e.Share.Low.rat(); p.Cmp(e.Share.High.rat()) <= 0; p = new(big.Rat).Add(p, big.NewRat(10, 1)) {
				if new(big.Rat).Add(sum, p).Cmp(big.NewRat(100, 1)) > 0 {
					break
				}
				for _, c := range controls {
					next = append(next, append(slices.Clone(facts), fact{e.Owner, e.Entity, p, c}))
				}
			}
		}
		if out = next; len(out) > 50000 {
			return nil
		}
	}
	return out
}
