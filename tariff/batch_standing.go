package tariff

import (
	"encoding/binary"
	"math"
)

// A standing is the classes that no rule tells apart but by their base duties: what the
// measures add to a base duty is looked up by row and standing, and what both come to by
// the number of that and of the pair of base duties. There are some hundred different
// additional duties, and some thousand pairs, so that what most lines read stays in the
// nearer caches, which cells by row and class do not.

const (
	// mostStandings is what a cell, half a word, tells apart, and mostAdditional what it
	// numbers; more of either go the slow way.
	mostStandings  = math.MaxUint16
	mostAdditional = math.MaxUint16 - 1
	// mostOutcomes is the number of outcomes by additional duty and pair that a batch has
	// memory for: 64 MB.
	mostOutcomes = 1 << 24
)

// noPair is the pair of what has no base duty, or shares its decisions with no other class.
const noPair = 0

// stand finds the standings, once the classes have their numbers, in their order, so that
// those of most rows lie together.
func (b *Batch) stand() {
	at := map[string]uint16{}
	b.standing = make([]uint16, max(1, len(b.members))) // a row without a cell reads the first
	for class := range b.members {
		key := make([]byte, 0, 64)
		if b.split[class] != shared {
			key = binary.LittleEndian.AppendUint32(key, uint32(class))
		} else {
			key = append(key, b.metals[class])
			for _, word := range b.scopes[class*b.words : (class+1)*b.words] {
				key = binary.LittleEndian.AppendUint64(key, word)
			}
		}
		id, known := at[string(key)]
		if !known {
			id = uint16(min(len(b.standings), mostStandings))
			at[string(key)] = id
			if id < mostStandings {
				b.standings = append(b.standings, uint32(class))
			}
		}
		b.standing[class] = id
	}
	pairs := map[[2]*base]uint32{}
	b.pairFrom = make([]uint32, len(b.days))
	for seg, epoch := range b.epochs {
		if int(epoch) < seg {
			b.pairFrom[seg] = b.pairFrom[epoch]
			continue
		}
		b.pairFrom[seg] = uint32(len(b.pairAt))
		for class, member := range b.members {
			line, id := b.grids[0].lineOf[seg][member], uint32(noPair)
			if line >= 0 && b.split[class] == shared {
				var known bool
				if id, known = pairs[b.bases[line]]; !known {
					id = uint32(len(pairs)) + 1
					pairs[b.bases[line]] = id
				}
			}
			b.pairAt = append(b.pairAt, id)
		}
	}
	b.pairs = 1 + len(pairs)
	// The last place is of rows that have no cell.
	s := *b.snapshot.Load()
	s.pairFrom = []uint32{uint32(len(b.pairAt))}
	b.pairAt = append(b.pairAt, noPair)
	slow := make([]uint32, b.pairs)
	for pair := range slow {
		slow[pair] = 1 // combination 0
	}
	s.additional, s.outcomes = []*additional{{own: true}}, [][]uint32{slow}
	b.snapshot.Store(&s)
	if b.mostAdditional == 0 {
		b.mostAdditional = min(mostAdditional, 1+mostOutcomes/b.pairs)
	}
}
