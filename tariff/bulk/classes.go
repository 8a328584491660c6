package bulk

import (
	"encoding/binary"
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// classify finds the products that no rule tells apart on any day: those with the same
// base duties that stand in the same scopes.
func (b *Batch) classify() {
	n := len(b.grids[0].Products)
	keys := make([][]byte, n)
	b.basesOf(keys)
	columns := b.number()
	b.words = (len(columns) + 63) / 64
	words := b.words
	held := make([]uint64, words*n)
	for k, set := range columns {
		for w, word := range set {
			for i := w * 64; word != 0 && i < n; i, word = i+1, word>>1 {
				held[i*words+k/64] |= word & 1 << (k % 64)
			}
		}
	}
	for i := range keys {
		for _, word := range held[i*words : (i+1)*words] {
			keys[i] = binary.LittleEndian.AppendUint64(keys[i], word)
		}
	}
	ids := make(map[string]uint32, n/4)
	b.class = make([]uint32, n)
	for i := range keys {
		id, known := ids[string(keys[i])]
		if !known {
			id = uint32(len(b.members))
			ids[string(keys[i])] = id
			b.members = append(b.members, int32(i))
		}
		b.class[i] = id
	}
	for _, i := range b.members {
		b.scopes = append(b.scopes, held[int(i)*words:(int(i)+1)*words]...)
		metal := byte(0)
		for k, m := range plan.Metals {
			if plan.AllMetal(b.grids[0].Products[i], m.Basis) {
				metal |= 1 << k
			}
		}
		p := b.grids[0].Products[i]
		b.metals, b.split = append(b.metals, metal), append(b.split, b.splitOf(p))
	}
}

// sharing says how a class shares its decisions with others.
type sharing uint8

const (
	shared    sharing = iota
	inSeasons         // not: its line is entered in seasons, which are days and not segments
	alone             // not: it is a line below which lists name numbers, or is asked entry by entry
)

func (b *Batch) splitOf(p trade.Product) sharing {
	switch g := b.grids[0]; {
	case b.parents[p] || law.ForWorkAbroad(p):
		return alone
	case g.ByEntry(p):
		return inSeasons
	}
	return shared
}

// renumber numbers the classes anew, those of the most rows first, so that the cells that
// are read most lie together. It happens once, before the first cell is made; rows is a
// count by class.
func (b *Batch) renumber(rows []int) {
	order := make([]uint32, len(b.members)) // old numbers in the new order
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(x, y uint32) int { return rows[y] - rows[x] })
	members, renumbered := make([]int32, len(order)), make([]uint32, len(order))
	for i, old := range order {
		members[i], renumbered[old] = b.members[old], uint32(i)
	}
	for i, class := range b.class {
		b.class[i] = renumbered[class]
	}
	b.members = members
	scopes, metals, splits := make([]uint64, 0, len(b.scopes)), make([]byte, 0, len(order)), make([]sharing, 0, len(order))
	for _, old := range order {
		scopes = append(scopes, b.scopes[int(old)*b.words:(int(old)+1)*b.words]...)
		metals, splits = append(metals, b.metals[old]), append(splits, b.split[old])
	}
	b.scopes, b.metals, b.split = scopes, metals, splits
	b.stand()
}

// basesOf begins the key of each product with its base duties over time, and the
// metal that it is.
func (b *Batch) basesOf(keys [][]byte) {
	g := b.grids[0]
	texts := map[string]uint32{}
	number := func(text string) uint32 {
		id, known := texts[text]
		if !known {
			id = uint32(len(texts))
			texts[text] = id
		}
		return id
	}
	b.compiled = map[string]*base{}
	compile := func(e *tariff.Engine, text string) *base {
		if b.compiled[text] == nil {
			b.compiled[text] = compileBase(text, e.Plan().Duties[text])
			b.compiled[text].id = uint32(len(b.compiled))
		}
		return b.compiled[text]
	}
	for _, e := range b.engines {
		for _, rate := range e.Plan().Book.BaseRates {
			compile(e, rate.Duty)
		}
	}
	lines := make([][2]uint32, len(g.Book.Schedule.Lines))
	b.bases = make([][2]*base, len(lines))
	for i := range lines {
		l := &g.Book.Schedule.Lines[i]
		lines[i] = [2]uint32{number(l.General), number(l.Other)}
		b.bases[i] = [2]*base{compile(b.engines[0], l.General), compile(b.engines[0], l.Other)}
	}
	var changes []int // the segments in which the lines of products differ from those before
	for seg, epoch := range b.epochs {
		if int(epoch) == seg {
			changes = append(changes, seg)
		}
	}
	for i, p := range g.Products {
		key := make([]byte, 0, 64)
		for k, metal := range []law.Basis{law.SteelContent, law.AluminumContent, law.CopperContent} {
			if plan.AllMetal(p, metal) {
				key = append(key, byte(k))
			}
		}
		key = append(key, '|')
		if b.parents[p] || g.ByEntry(p) {
			key = append(key, p...)
		}
		last := int32(-2)
		for _, seg := range changes {
			at := g.LineOf[seg][i]
			if at == last || (at >= 0 && last >= 0 && lines[at] == lines[last]) {
				last = at
				continue
			}
			last = at
			key = binary.LittleEndian.AppendUint16(key, uint16(seg))
			if at < 0 {
				key = append(key, '-')
				continue
			}
			key = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(key, lines[at][0]), lines[at][1])
		}
		keys[i] = append(key, '|')
	}
}

// named are the codes beside the numbers of the schedule that an answer may depend on:
// its lines, and numbers that stand only on a list. It also finds the lines below which
// a list names numbers, which do not share their answer with any other product.
func (b *Batch) named() []trade.Product {
	var out []trade.Product
	lines := b.engines[0].Plan().Book.Schedule.Lines
	for i := range lines {
		if len(lines[i].Code) >= 8 {
			out = append(out, lines[i].Code)
		}
	}
	b.parents = map[trade.Product]bool{}
	for _, e := range b.engines {
		for _, entries := range e.Plan().Lists {
			for i := range entries {
				if c := entries[i].Code; len(c) > 8 {
					b.parents[c[:8]] = true
					if len(c) == 10 {
						out = append(out, c)
					}
				}
			}
		}
		e.Plan().EachCode(func(c trade.Product) {
			if len(c) > 8 {
				b.parents[c[:8]] = true
			}
		})
	}
	return out
}

// number gives a number, a column, to each different set of products that a scope of
// any engine holds in any segment.
func (b *Batch) number() (columns []plan.Bits) {
	at := map[string]uint32{}
	var key []byte
	for _, g := range b.grids {
		bySegment := make([]uint32, len(g.Days)*len(g.Scopes))
		for k := range g.Scopes {
			for seg := range g.Days {
				set, slot := g.Bits[seg][k], seg*len(g.Scopes)+k
				if seg > 0 && set.Is(g.Bits[seg-1][k]) {
					bySegment[slot] = bySegment[slot-len(g.Scopes)]
					continue
				}
				key = key[:0]
				for _, word := range set {
					key = binary.LittleEndian.AppendUint64(key, word)
				}
				column, known := at[string(key)]
				if !known {
					column = uint32(len(columns))
					at[string(key)] = column
					columns = append(columns, set)
				}
				bySegment[slot] = column
			}
		}
		b.columns = append(b.columns, bySegment)
	}
	return columns
}
