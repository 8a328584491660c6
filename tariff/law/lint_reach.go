package law

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// reach looks for products of a notice that no goods can be: a code with a digit wrong charges
// nothing, and nobody would hear of it. Codes of chapters 98 and 99 are provisions, not goods.
// A schedule that names no revisions may hold a part of the lines alone, and is not asked.
func (l *linter) reach(at *statement, codes []trade.Product) {
	s := l.book.Schedule
	if l.notice == nil || s == nil || len(s.Revisions) == 0 {
		return
	}
	for _, p := range codes {
		if p != "" && !p.Within("98") && !p.Within("99") && !s.has(p) {
			l.fail(at, codeText(p)+": no line or number of the schedule has that code on any day")
		}
	}
}

// has reports whether goods can be entered under a code, below it or under a line above it, on
// any day.
func (s *Schedule) has(p trade.Product) bool {
	if len(s.NumbersBelow(p)) > 0 {
		return true
	}
	byCode := func(l Line, p trade.Product) int { return cmp.Compare(l.Code, p) }
	at, _ := slices.BinarySearchFunc(s.Lines, p, byCode)
	if at < len(s.Lines) && s.Lines[at].Code.Within(p) {
		return true
	}
	for n := len(p) - 1; n >= 2; n-- {
		above := p[:n]
		if _, found := slices.BinarySearchFunc(s.Lines, above, byCode); found {
			return n < 8 || len(s.NumbersBelow(above)) == 0 && p == above+"00"
		}
	}
	return false
}
