package bulk

import (
	"encoding/binary"
	"slices"
)

// alike says which standings the rows that ask for the same columns do not tell apart:
// those of the same metal that stand in the same of these columns.
type alike struct {
	of    []uint32 // by standing: which kind
	kinds int
}

// stand finds the standings: the classes that no rule tells apart but by their base duties.
// There are a fifth as many as classes.
func (b *Batch) stand() {
	at := map[string]uint32{}
	b.standing = make([]uint32, len(b.members))
	var key []byte
	for class := range b.members {
		key = append(key[:0], b.metals[class])
		for _, word := range b.scopes[class*b.words : (class+1)*b.words] {
			key = binary.LittleEndian.AppendUint64(key, word)
		}
		id, known := at[string(key)]
		if !known {
			id = uint32(len(b.standings))
			at[string(key)] = id
			b.standings = append(b.standings, uint32(class))
		}
		b.standing[class] = id
	}
}

// asked are the columns that a decision in a row can ask for, a bit for each.
func (b *Batch) asked(all []rules) []uint64 {
	asked := make([]uint64, b.words)
	add := func(column uint32) { asked[column/64] |= 1 << (column % 64) }
	for k := range all {
		for i := range all[k].rules {
			r := &all[k].rules[i]
			if r.Scope >= 0 {
				add(r.Column)
			}
			for _, x := range r.Lifts {
				if x.Scope >= 0 {
					add(x.Column)
				}
			}
		}
	}
	return asked
}

// alikeIn groups the standings by the columns asked for. b.mu is held.
func (b *Batch) alikeIn(asked []uint64) *alike {
	name := make([]byte, 0, 64)
	for _, word := range asked {
		name = binary.LittleEndian.AppendUint64(name, word)
	}
	if known := b.alikes[string(name)]; known != nil {
		return known
	}
	a := &alike{of: make([]uint32, len(b.standings))}
	// A table of open addressing: the first class of each kind, by a hash of its columns.
	table, first := make([]uint32, 256), []uint32{}
	var words []int // those that are asked for
	for i, word := range asked {
		if word != 0 {
			words = append(words, i)
		}
	}
	hash := func(class uint32) uint64 {
		h := uint64(b.metals[class]) + 1
		for _, i := range words {
			h = (h ^ b.scopes[int(class)*b.words+i]&asked[i]) * 0x9E3779B97F4A7C15
			h ^= h >> 32
		}
		return h
	}
	same := func(x, y uint32) bool {
		return b.metals[x] == b.metals[y] && !slices.ContainsFunc(words, func(i int) bool {
			return (b.scopes[int(x)*b.words+i]^b.scopes[int(y)*b.words+i])&asked[i] != 0
		})
	}
	place := func(class uint32) *uint32 {
		at := hash(class) & uint64(len(table)-1)
		for table[at] != 0 && !same(first[table[at]-1], class) {
			at = (at + 1) & uint64(len(table)-1)
		}
		return &table[at]
	}
	for standing, class := range b.standings {
		kind := place(class)
		if *kind == 0 {
			first = append(first, class)
			*kind = uint32(len(first))
			if 2*len(first) > len(table) {
				table = make([]uint32, 2*len(table))
				for i, class := range first {
					*place(class) = uint32(i + 1)
				}
				kind = place(class)
			}
		}
		a.of[standing] = *kind - 1
	}
	a.kinds = len(first)
	b.alikes[string(name)] = a
	return a
}
