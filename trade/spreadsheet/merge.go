package spreadsheet

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Range is a rectangle of cells. Rows count from 1 like [Row.Number], columns
// from 0 like the index of [Row.Cells]; all four belong to it.
type Range struct {
	Top, Left, Bottom, Right int
}

// String returns the A1 form, such as "B2:C4".
func (r Range) String() string {
	return address(r.Top-1, r.Left) + ":" + address(r.Bottom-1, r.Right)
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
			return refuseText(CodeStructure, string(s.x.local), "something else stands among the merged cells"+repairHint)
		}
		if len(s.merges) == s.limits.Merges {
			return refuse(CodeLimit, fmt.Sprintf("the sheet has more than %d merged ranges", s.limits.Merges))
		}
		ref, _ := s.x.attr("ref")
		r, ok := parseRange(ref)
		if !ok {
			return refuseText(CodeStructure, string(ref), "this is not a range of cells to merge"+repairHint)
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

// checkMerges refuses ranges that share cells. It sorts them by rows.
func checkMerges(ranges []Range) error {
	slices.SortFunc(ranges, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.Top, b.Top), cmp.Compare(a.Left, b.Left))
	})
	var taken [MaxColumns]int32 // by column: the last row that a range takes
	for _, r := range ranges {
		columns := taken[r.Left : r.Right+1]
		for i := range columns {
			if columns[i] >= int32(r.Top) {
				return refuseText(CodeStructure, r.String(), "this merged range overlaps another one"+repairHint)
			}
			columns[i] = int32(r.Bottom)
		}
	}
	return nil
}
