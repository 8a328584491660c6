package source

import "math/bits"

// mark says what the file has of a trade.
type mark uint8

const (
	markWhole mark = 1 << iota // a row that is no part of another
	markPart                   // a member of a breakdown
	markAbove                  // a row about a part of the product: of a heading below the chapter
	markAgain                  // more rows than one
)

// trades are marks by the key of a trade: a table of its own, because files have millions of
// keys and reading one of a map takes several reads of memory that is far away.
type trades struct {
	slots []tradeMark // a power of two of them, at most two thirds full; a key follows its place
	used  int
}

// tradeMark is a slot; one without a mark is empty.
type tradeMark struct {
	key  flowKey
	mark mark
}

// slot is the place of a key: where it is, or where it would be put.
func (t *trades) slot(k flowKey) *tradeMark {
	high, low := bits.Mul64(uint64(k)+1, 0x9e3779b97f4a7c15)
	for i := high ^ low; ; i++ {
		s := &t.slots[i&uint64(len(t.slots)-1)]
		if s.mark == 0 || s.key == k {
			return s
		}
	}
}

// of are the marks of a trade.
func (t *trades) of(k flowKey) mark {
	if len(t.slots) == 0 {
		return 0
	}
	return t.slot(k).mark
}

// add adds a mark and returns those from before.
func (t *trades) add(k flowKey, m mark) (before mark) {
	if 3*t.used >= 2*len(t.slots) {
		t.grow()
	}
	s := t.slot(k)
	if before = s.mark; before == 0 {
		s.key = k
		t.used++
	}
	s.mark |= m
	return before
}

func (t *trades) grow() {
	old := t.slots
	t.slots = make([]tradeMark, max(1<<10, 2*len(old)))
	for i := range old {
		if old[i].mark != 0 {
			*t.slot(old[i].key) = old[i]
		}
	}
}
