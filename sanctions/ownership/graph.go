package ownership

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// maxName is the length of a name in bytes, maxEdges the number of edges of a Graph.
const (
	maxName  = 1000
	maxEdges = 1 << 26
)

// Edge says that an owner holds a share of an entity, or controls it, or both.
type Edge struct {
	Owner, Entity string
	Share         Share
	Control       Control
	// Days are those on which it holds; the zero interval is always. Two edges of one owner
	// and entity may stand beside each other if they share no day; what the owners of an
	// entity hold together is then checked for the day that is asked.
	Days trade.Interval
	Line int // of the file it was read from; 0 when there is none
}

// Graph is who owns what: edges that passed every check, ready to be asked any number of
// times, by any number of goroutines. Names and edges stand in the order of the names,
// so that nothing depends on the order in which they came.
type Graph struct {
	// Unread are the columns of the file that are none of ours.
	Unread []string
	// Largest is the largest bound that is stated for a share. Where it is 1 or less,
	// somebody may have meant fractions.
	Largest Percent
	// Own are the edges of entities that hold a part of themselves. Such a part counts for
	// nobody: it makes no one blocked who is not blocked without it.
	Own []Edge

	names []string
	edges []link
	in    []int32 // edges[in[e]:in[e+1]] are those into entity e, by owner
	out   []int32 // outs[out[o]:out[o+1]] are the numbers of those from owner o
	outs  []int32
	// spans are the days of edges that have days; link.span is an index, from 1.
	spans []trade.Interval
	// lows is the sum of the lower bounds of all owners of an entity.
	lows []Percent
}

// link is an edge between numbers.
type link struct {
	owner, entity, line int32
	span                int32
	control             Control
	share               Share
}

// Len is the number of edges.
func (g *Graph) Len() int { return len(g.edges) }

// NewGraph checks the edges and orders them. Every problem found comes back in one
// *InputError, those of a single edge as those of owners of an entity that hold more than
// all of it. Names are compared letter by letter after blanks around
// them are cut off.
func NewGraph(edges []Edge) (*Graph, error) {
	b := builder{ids: map[string]int32{}}
	for i := range edges {
		if err := b.add(edges[i]); err != nil {
			return nil, err
		}
	}
	return b.graph()
}

// builder collects edges and what is wrong with them.
type builder struct {
	ids   map[string]int32
	names []string
	edges []link
	spans []trade.Interval
	bad   InputError
	// columns are those of owner and entity in the file, from 1, or zeros.
	columns [2]int
}

// add takes one edge, or notes what is wrong with it. The only error that it returns is
// one of too many edges.
func (b *builder) add(e Edge) error {
	e.Owner, e.Entity = strings.TrimSpace(e.Owner), strings.TrimSpace(e.Entity)
	fail := func(code string, column int) error {
		e.Owner, e.Entity = clip.Text(strings.Clone(e.Owner)), clip.Text(strings.Clone(e.Entity))
		b.bad.add(edgeFault(e, code, column, 0))
		return nil
	}
	switch {
	case e.Owner == "":
		return fail(emptyOwner, b.columns[0])
	case e.Entity == "":
		return fail(emptyEntity, b.columns[1])
	case len(e.Owner) > maxName:
		return fail(nameTooLong, b.columns[0])
	case len(e.Entity) > maxName:
		return fail(nameTooLong, b.columns[1])
	case !utf8.ValidString(e.Owner):
		return fail(nameNotUTF8, b.columns[0])
	case !utf8.ValidString(e.Entity):
		return fail(nameNotUTF8, b.columns[1])
	case e.Share.Low.Cmp(e.Share.High) > 0 || e.Share.High.Cmp(hundred()) > 0:
		return fail(badShare, 0)
	case e.Days != trade.Interval{} && e.Days.IsEmpty():
		return fail(badDays, 0)
	case len(b.edges) == maxEdges:
		return &Error{
			Code:   tooLarge,
			Reason: fmt.Sprintf("more than %d edges; ask with the part that the listed persons reach", maxEdges),
		}
	}
	span := int32(0)
	if e.Days != (trade.Interval{}) {
		b.spans = append(b.spans, e.Days)
		span = int32(len(b.spans))
	}
	b.edges = append(b.edges,
		link{b.id(e.Owner), b.id(e.Entity), int32(min(e.Line, math.MaxInt32)), span, e.Control, e.Share})
	return nil
}

// id numbers a name. The name is copied, so that it does not keep the row alive of which
// it is a part.
func (b *builder) id(name string) int32 {
	if id, ok := b.ids[name]; ok {
		return id
	}
	name = strings.Clone(name)
	id := int32(len(b.names))
	b.ids[name] = id
	b.names = append(b.names, name)
	return id
}

// graph puts names and edges in order and makes the checks that need all edges.
func (b *builder) graph() (*Graph, error) {
	g := &Graph{names: b.names, edges: b.edges, spans: b.spans}
	b.ids = nil
	order := make([]int32, len(g.names))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int { return strings.Compare(g.names[x], g.names[y]) })
	rank := make([]int32, len(order))
	sorted := make([]string, len(order))
	for r, i := range order {
		rank[i], sorted[r] = int32(r), g.names[i]
	}
	g.names = sorted
	for i := range g.edges {
		e := &g.edges[i]
		e.owner, e.entity = rank[e.owner], rank[e.entity]
	}
	// Equal pairs stay in the order in which they came, so that the later one is the
	// duplicate.
	slices.SortStableFunc(g.edges, func(x, y link) int {
		return cmp.Or(cmp.Compare(x.entity, y.entity), cmp.Compare(x.owner, y.owner))
	})
	g.index()
	b.checkDuplicates(g)
	if g.Dated() {
		g.lows = make([]Percent, len(g.names)) // the sums are those of a day
	} else {
		b.checkSums(g)
	}
	if b.bad.Total > 0 {
		return nil, &b.bad
	}
	return g, nil
}

// index fills the offsets into the edges by entity and by owner, and finds the largest.
func (g *Graph) index() {
	g.in, g.out = make([]int32, len(g.names)+1), make([]int32, len(g.names)+1)
	g.outs = make([]int32, len(g.edges))
	for i := range g.edges {
		if s := g.edges[i].share; s != unknownShare() && s.High.Cmp(g.Largest) > 0 {
			g.Largest = s.High
		}
		if g.edges[i].owner == g.edges[i].entity {
			g.Own = append(g.Own, g.edge(i))
		}
		g.in[g.edges[i].entity+1]++
		g.out[g.edges[i].owner+1]++
	}
	for n := range g.names {
		g.in[n+1] += g.in[n]
		g.out[n+1] += g.out[n]
	}
	next := slices.Clone(g.out)
	for i := range g.edges {
		o := g.edges[i].owner
		g.outs[next[o]] = int32(i)
		next[o]++
	}
}

// checkDuplicates notes pairs that are there twice and takes the later ones out of the
// sums to come.
func (b *builder) checkDuplicates(g *Graph) {
	var found []*EdgeError
	first := 0
	for i := 1; i < len(g.edges); i++ {
		e, f := &g.edges[i], &g.edges[first]
		if e.owner != f.owner || e.entity != f.entity {
			first = i
			continue
		}
		f = nil
		for k := first; k < i && f == nil; k++ {
			if g.days(&g.edges[k]).Overlaps(g.days(e)) {
				f = &g.edges[k]
			}
		}
		if f == nil {
			continue
		}
		found = append(found, edgeFault(g.edge(i), duplicate, b.columns[1], int(f.line)))
		e.share = Share{}
	}
	slices.SortStableFunc(found, func(x, y *EdgeError) int { return cmp.Compare(x.Line, y.Line) })
	for _, e := range found {
		b.bad.add(e)
	}
}

// checkSums adds up the lower bounds of the owners of each entity.
func (b *builder) checkSums(g *Graph) {
	g.lows = make([]Percent, len(g.names))
	for n := range g.names {
		edges := g.edges[g.in[n]:g.in[n+1]]
		var sum Percent
		over := false
		for i := range edges {
			sum = sum.plus(edges[i].share.Low)
			if sum.Cmp(hundred()) > 0 {
				over = true
				break // the sum would leave its 128 bits sooner or later
			}
		}
		g.lows[n] = sum
		if over {
			b.bad.add(g.shareError(n))
		}
	}
}

func (g *Graph) shareError(entity int) *EdgeError {
	var sum decimal.Decimal
	var edges []Edge
	for i := g.in[entity]; i < g.in[entity+1]; i++ {
		if low := g.edges[i].share.Low; !low.IsZero() {
			sum = sum.Add(low.Decimal())
			edges = append(edges, g.edge(int(i)))
		}
	}
	slices.SortStableFunc(edges, func(x, y Edge) int { return y.Share.Low.Cmp(x.Share.Low) })
	return sumFault(g.names[entity], sum, edges)
}

// Alike are names that differ only in case, in blanks, or in the signs between words, so
// that somebody may have meant one: "Alpha Ltd" and "ALPHA LTD.". They are different
// persons all the same; the answer treats them so.
func (g *Graph) Alike() [][]string {
	same := map[string]int32{} // the first of a folded name
	groups := map[string][]string{}
	for i, name := range g.names {
		key := foldName(name)
		if first, seen := same[key]; !seen {
			same[key] = int32(i)
		} else {
			if groups[key] == nil {
				groups[key] = []string{g.names[first]}
			}
			groups[key] = append(groups[key], name)
		}
	}
	out := make([][]string, 0, len(groups))
	for _, names := range groups {
		out = append(out, names)
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// Like are the names that Alike would put beside a name: what somebody may have meant who
// asked for one that is not there.
func (g *Graph) Like(name string) []string {
	var out []string
	for _, n := range g.names {
		if foldName(n) == foldName(name) {
			out = append(out, n)
		}
	}
	return out
}

// foldName keeps the letters, digits and marks of a name, in one case, with a blank
// between words, and legal forms in short.
func foldName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r)
	})
	for i, word := range words {
		if short := legalForms[word]; short != "" {
			words[i] = short
		}
	}
	return strings.Join(words, " ")
}

// legalForms are the short forms of what a company may be called.
var legalForms = map[string]string{
	"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
}

// edge is the edge of a number, with names.
func (g *Graph) edge(i int) Edge {
	l := &g.edges[i]
	return Edge{g.names[l.owner], g.names[l.entity], l.share, l.control, g.days(l), int(l.line)}
}

// find is the number of a name.
func (g *Graph) find(name string) (int32, bool) {
	i, ok := slices.BinarySearch(g.names, name)
	return int32(i), ok
}
