package spreadsheet

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Range is a rectangle of cells. Rows count from 1 like [Row.Number], columns
// from 0 like the index of [Row.Cells]; all four belong to it.
type Range struct {
	Top, Left, Bottom, Right int
}

// String returns the A1 form, such as "B2:C4".
func (r Range) String() string {
	return grid.Address(r.Top-1, r.Left) + ":" + grid.Address(r.Bottom-1, r.Right)
}

// readMerges reads the merged ranges.
func (s *sheetReader) readMerges() error {
	for {
		token, err := s.x.next()
		switch {
		case err != nil:
			return err
		case token == tokenClose:
			return checkMerges(s.merges)
		case token == tokenText:
			continue
		case !s.x.is("mergeCell"):
			return refuseText(codeStructure, string(s.x.local), "something else stands among the merged cells"+repairHint)
		}
		if len(s.merges) == s.limits.Merges {
			return refuse(codeLimit, fmt.Sprintf("the sheet has more than %d merged ranges", s.limits.Merges))
		}
		ref, _ := s.x.attr("ref")
		r, ok := parseRange(ref)
		if !ok {
			return refuseText(codeStructure, string(ref), "this is not a range of cells to merge"+repairHint)
		}
		s.merges = append(s.merges, r)
		if err := s.x.skip(); err != nil {
			return err
		}
	}
}

// parseRange reads B2:C4, or one cell.
func parseRange(b []byte) (Range, bool) {
	first, second, two := bytes.Cut(b, []byte(":"))
	left, top, ok := parseCell(first)
	right, bottom := left, top
	if two && ok {
		right, bottom, ok = parseCell(second)
	}
	return Range{top, left, bottom, right}, ok && left <= right && top <= bottom
}

// checkMerges sorts the ranges from top to bottom and refuses those that share
// cells. It goes down the rows with one bit for each column that a range takes.
func checkMerges(ranges []Range) error {
	byBottom := slices.Clone(ranges)
	slices.SortFunc(byBottom, func(a, b Range) int { return cmp.Compare(a.Bottom, b.Bottom) })
	slices.SortFunc(ranges, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.Top, b.Top), cmp.Compare(a.Left, b.Left))
	})
	var taken [grid.MaxColumns / 64]uint64
	left := 0
	for _, r := range ranges {
		for ; byBottom[left].Bottom < r.Top; left++ {
			for word, bits := range byBottom[left].columns() {
				taken[word] &^= bits
			}
		}
		for word, bits := range r.columns() {
			if taken[word]&bits != 0 {
				return refuseText(codeStructure, r.String(), "this merged range overlaps another one"+repairHint)
			}
			taken[word] |= bits
		}
	}
	return nil
}

// columns gives the bits of the columns, in words of 64.
func (r Range) columns() iter.Seq2[int, uint64] {
	return func(yield func(int, uint64) bool) {
		for word := r.Left / 64; word <= r.Right/64; word++ {
			bits := ^uint64(0)
			if from := r.Left - word*64; from > 0 {
				bits <<= from
			}
			if to := r.Right - word*64; to < 63 {
				bits &= 1<<(to+1) - 1
			}
			if !yield(word, bits) {
				return
			}
		}
	}
}
