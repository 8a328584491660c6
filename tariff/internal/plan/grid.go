package plan

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Grid cuts a book where anything in it changes: into segments of days, products of
// the schedule, and for each scope the products that it holds in each segment. Panels
// and batches are computed on it.
type Grid struct {
	Book     *law.Book
	Plan     *Plan
	Days     []trade.Date // the first days of the segments; nothing changes within one
	Products []trade.Product
	LineOf   [][]int32 // by segment and product: index into the lines of the schedule, -1 where there is none
	Scopes   []law.Scope
	scopeAt  map[string]int
	Bits     [][]Bits // by segment and scope
}

type Bits []uint64

func (b Bits) add(i int) { b[i>>6] |= 1 << (uint(i) & 63) }

func (b Bits) Has(i int32) bool { return b[i>>6]&(1<<(uint(i)&63)) != 0 }

// Universe lists the products and the line of each in every segment: the numbers that
// can be entered, and more: the lines above them, as entries may name them, or codes
// that only a list names.
func (g *Grid) Universe(only, more []trade.Product) {
	s := g.Book.Schedule
	wanted := func(c trade.Product) bool {
		return len(only) == 0 || slices.ContainsFunc(only, c.Within)
	}
	for i := range s.Lines {
		if code, ok := asEntered(s, s.Lines[i].Code); ok && wanted(code) {
			g.Products = append(g.Products, code) // entered under it in the segments without a number below
		}
	}
	for i := range s.Numbers {
		if wanted(s.Numbers[i].Code) {
			g.Products = append(g.Products, s.Numbers[i].Code)
		}
	}
	g.Products = append(g.Products, more...)
	slices.Sort(g.Products)
	g.Products = slices.Compact(g.Products)
	if slices.ContainsFunc(s.Lines, func(l law.Line) bool { return len(l.Code) != 8 }) {
		g.openLines()
		return
	}
	// The codes of eight digits below which anything changes in a segment: only there is
	// looked again.
	changes := make([][]trade.Product, len(g.Days)+1)
	change := func(code trade.Product, during trade.Interval) {
		for _, on := range []trade.Date{during.From, during.To} {
			if seg, _ := slices.BinarySearchFunc(g.Days, on, trade.Date.Compare); seg > 0 {
				changes[seg] = append(changes[seg], code[:8])
			}
		}
	}
	for i := range s.Lines {
		change(s.Lines[i].Code, s.Lines[i].During)
	}
	for i := range s.Numbers {
		change(s.Numbers[i].Code, s.Numbers[i].During)
	}
	for seg, on := range g.Days {
		if seg > 0 && len(changes[seg]) == 0 {
			g.LineOf = append(g.LineOf, g.LineOf[seg-1])
			continue
		}
		of := make([]int32, len(g.Products))
		g.LineOf = append(g.LineOf, of)
		if seg == 0 {
			g.linesOn(of, 0, len(of), on)
			continue
		}
		copy(of, g.LineOf[seg-1])
		slices.Sort(changes[seg])
		for _, code := range slices.Compact(changes[seg]) {
			from, to := g.Within(code)
			g.linesOn(of, from, to, on)
		}
	}
}

// openLines finds the line of each product in every segment where lines may have any number
// of digits.
func (g *Grid) openLines() {
	s := g.Book.Schedule
	changes := map[trade.Date]bool{}
	for i := range s.Lines {
		changes[s.Lines[i].During.From], changes[s.Lines[i].During.To] = true, true
	}
	for i := range s.Numbers {
		changes[s.Numbers[i].During.From], changes[s.Numbers[i].During.To] = true, true
	}
	for seg, on := range g.Days {
		if seg > 0 && !changes[on] {
			g.LineOf = append(g.LineOf, g.LineOf[seg-1])
			continue
		}
		of := make([]int32, len(g.Products))
		for i, c := range g.Products {
			of[i] = lineIndex(s, c, on)
		}
		g.LineOf = append(g.LineOf, of)
	}
}

// linesOn finds the lines of some products on a day, of a schedule whose lines have eight
// digits.
func (g *Grid) linesOn(of []int32, from, to int, on trade.Date) {
	s := g.Book.Schedule
	if from == to {
		return
	}
	first := g.Products[from][:8]
	line, _ := slices.BinarySearchFunc(s.Lines, first, func(l law.Line, c trade.Product) int {
		return cmp.Compare(l.Code, c)
	})
	number, _ := slices.BinarySearchFunc(s.Numbers, first, func(n law.Number, c trade.Product) int {
		return cmp.Compare(n.Code, c)
	})
	for i := from; i < to; i++ {
		c := g.Products[i]
		of[i] = -1
		for line < len(s.Lines) && s.Lines[line].Code < c[:8] {
			line++
		}
		for number < len(s.Numbers) && s.Numbers[number].Code < c[:8] {
			number++
		}
		own, any := len(c) == 8, false
		for k := number; k < len(s.Numbers) && s.Numbers[k].Code[:8] == c[:8]; k++ {
			if s.Numbers[k].During.Contains(on) {
				any = true
				own = own || s.Numbers[k].Code == c
			}
		}
		if !own && (any || c[8:] != "00") {
			continue
		}
		for k := line; k < len(s.Lines) && s.Lines[k].Code == c[:8]; k++ {
			if s.Lines[k].During.Contains(on) {
				of[i] = int32(k)
			}
		}
	}
}

// Within are the products of a prefix, as a range of indices.
func (g *Grid) Within(code trade.Product) (from, to int) {
	from, _ = slices.BinarySearchFunc(g.Products, code, func(a, b trade.Product) int { return cmp.Compare(a, b) })
	to = from
	for to < len(g.Products) && g.Products[to].Within(code) {
		to++
	}
	return from, to
}

// ScopeBits finds the products of every scope in every segment.
func (g *Grid) ScopeBits() {
	var wg sync.WaitGroup
	lists := make(map[string][]Bits, len(g.Plan.Lists))
	for name, entries := range g.Plan.Lists {
		sets := make([]Bits, len(g.Days))
		lists[name] = sets
		wg.Go(func() { g.listBits(entries, sets) })
	}
	g.scopeAt = map[string]int{}
	add := func(s law.Scope) {
		key := scopeKey(&s)
		if _, known := g.scopeAt[key]; !AnyProduct(&s) && !known {
			g.scopeAt[key] = len(g.Scopes)
			g.Scopes = append(g.Scopes, s)
		}
	}
	for _, s := range g.Plan.Scopes() { // so that scopes have the numbers of the plan
		add(s)
	}
	for _, r := range g.Book.BaseRates {
		add(law.Scope{Codes: r.Products})
	}
	codes := make([]Bits, len(g.Scopes))
	for k := range g.Scopes {
		codes[k] = g.codeBits(g.Scopes[k])
	}
	wg.Wait()
	g.Bits = make([][]Bits, len(g.Days))
	for seg := range g.Days {
		g.Bits[seg] = make([]Bits, len(g.Scopes))
	}
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		wg.Go(func() {
			for k := worker; k < len(g.Scopes); k += workers {
				g.scopeSets(k, codes[k], lists)
			}
		})
	}
	wg.Wait()
}

// scopeSets finds the products of a scope in every segment; a segment in which none of its
// lists changes shares the set of the one before.
func (g *Grid) scopeSets(k int, codes Bits, lists map[string][]Bits) {
	s := &g.Scopes[k]
	for seg := range g.Days {
		changes := func(name string) bool { return !lists[name][seg].Is(lists[name][seg-1]) }
		if seg > 0 && !slices.ContainsFunc(s.Lists, changes) && !slices.ContainsFunc(s.Except, changes) {
			g.Bits[seg][k] = g.Bits[seg-1][k]
			continue
		}
		set := slices.Clone(codes)
		for _, name := range s.Lists {
			for i, w := range lists[name][seg] {
				set[i] |= w
			}
		}
		for _, name := range s.Except {
			for i, w := range lists[name][seg] {
				set[i] &^= w
			}
		}
		g.Bits[seg][k] = set
	}
}

// Is reports whether two sets are one in memory.
func (b Bits) Is(o Bits) bool { return len(b) == 0 || &b[0] == &o[0] }

// listBits finds the products of a list in every segment; a segment in which it does not
// change shares the set of the one before. The longest prefix decides, and of equal ones
// the one that takes out.
func (g *Grid) listBits(entries []law.ListEntry, sets []Bits) {
	byLength := slices.Clone(entries)
	slices.SortStableFunc(byLength, func(a, b law.ListEntry) int {
		return cmp.Or(cmp.Compare(len(a.Code), len(b.Code)), CompareBools(a.Out, b.Out))
	})
	changes := make([]bool, len(g.Days)+1)
	changes[0] = true
	ranges := make([][2]int, len(byLength))
	for k := range byLength {
		e := &byLength[k]
		for _, on := range []trade.Date{e.During.From, e.During.To} {
			seg, _ := slices.BinarySearchFunc(g.Days, on, trade.Date.Compare)
			changes[seg] = true
		}
		ranges[k][0], ranges[k][1] = g.Within(e.Code)
	}
	for seg, on := range g.Days {
		if !changes[seg] {
			sets[seg] = sets[seg-1]
			continue
		}
		set := make(Bits, (len(g.Products)+63)/64)
		for k := range byLength {
			e := &byLength[k]
			if !e.During.Contains(on) {
				continue
			}
			for i := ranges[k][0]; i < ranges[k][1]; i++ {
				if e.Out {
					set[i>>6] &^= 1 << (uint(i) & 63)
				} else {
					set[i>>6] |= 1 << (uint(i) & 63)
				}
			}
		}
		sets[seg] = set
	}
}

// codeBits finds the products that a scope names in place, on any day.
func (g *Grid) codeBits(s law.Scope) Bits {
	set := make(Bits, (len(g.Products)+63)/64)
	if s.All {
		for i := range set {
			set[i] = ^uint64(0)
		}
	}
	for _, code := range s.Codes.In {
		from, to := g.Within(code)
		for i := from; i < to; i++ {
			if s.Codes.Contains(g.Products[i]) {
				set[i>>6] |= 1 << (uint(i) & 63)
			}
		}
	}
	return set
}

// ByEntry reports whether goods are asked entry by entry: a part of their value is charged,
// or the day of the year decides.
func (g *Grid) ByEntry(p trade.Product) bool {
	return law.ForWorkAbroad(p) || g.Book.Schedule.SeasonsOf(p[:8]) != nil
}

// asEntered is the code of a line among the products of a grid: with 00 behind eight
// digits; ok is false for a line that lines stand below.
func asEntered(s *law.Schedule, l trade.Product) (code trade.Product, ok bool) {
	if len(l) >= 8 {
		return (l + "00")[:10], true
	}
	if s.Divided(l) {
		return "", false
	}
	return (l + "00000000")[:10], true
}

// lineIndex is the place of the line that Find finds for a product, or -1.
func lineIndex(s *law.Schedule, p trade.Product, on trade.Date) int32 {
	line, _, err := s.Find(p, on)
	if err != nil {
		return -1
	}
	i, _ := slices.BinarySearchFunc(s.Lines, line, func(l law.Line, line *law.Line) int {
		return cmp.Or(cmp.Compare(l.Code, line.Code), l.During.From.Compare(line.During.From))
	})
	return int32(i)
}

func (g *Grid) Scope(s law.Scope) int {
	if i, ok := g.scopeAt[scopeKey(&s)]; ok {
		return i
	}
	return -1
}
