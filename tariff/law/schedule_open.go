package law

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Lines of another length than eight digits: a schedule that is known by heading or
// subheading only, or in part, has lines of two to six digits; one whose rates stand on
// ten digits has lines of ten.

// lineAround is the line of the most digits that holds the product on the day, which may
// be the line of eight digits; nil where there is none.
func (s *Schedule) lineAround(p trade.Product, on trade.Date) *Line {
	for n := len(p); n >= 2; n-- {
		if line, ever := find(s.Lines, lineKey, p[:n], on); line != nil {
			return line
		} else if ever != (trade.Interval{}) && n >= 8 {
			return nil // a line that ended, or is to come, is not that of the heading
		}
	}
	return nil
}

// ownLine is the line that a code of fewer than eight digits names itself, where the
// schedule has none below it.
func (s *Schedule) ownLine(p trade.Product, on trade.Date) *Line {
	const least = 6
	line, _ := find(s.Lines, lineKey, p, on)
	if line == nil || len(p) < least || s.Divided(p) {
		return nil
	}
	return line
}

// Divided reports whether lines stand below a code.
func (s *Schedule) Divided(p trade.Product) bool {
	i, _ := slices.BinarySearchFunc(s.Lines, p+"0", func(l Line, p trade.Product) int {
		return cmp.Compare(l.Code, p)
	})
	return i < len(s.Lines) && s.Lines[i].Code.Within(p)
}

// Sort puts lines and numbers into the order in which a schedule is asked.
func (s *Schedule) Sort() {
	slices.SortStableFunc(s.Lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.During.From.Compare(b.During.From))
	})
	slices.SortStableFunc(s.Numbers, func(a, b Number) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.During.From.Compare(b.During.From))
	})
	slices.SortStableFunc(s.Seasons, func(a, b Season) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.From, b.From))
	})
}
