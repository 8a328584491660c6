package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/scenario"
)

// Unchanged says of a scenario, by its place in Laws, that it changes no duty of these rows, and
// what it supposes: its days may lie beside those of the rows, or its goods and origins may be
// others. It is "" where a duty changes, where no row has an answer, and for the baseline and a
// scenario that is there to change nothing. A nought without this reads as an answer about the
// duty that was supposed.
func (r *Report) Unchanged(law int) string {
	if law < 1 || law >= len(r.Laws) || r.Empty() {
		return ""
	}
	s := r.Study.Scenarios[law-1]
	_, oil, err := scenario.OilOf(s.Name)
	if len(s.Edits) == 0 && (err != nil || !oil) {
		return ""
	}
	if slices.ContainsFunc(r.Lines, func(l Line) bool { return !l.Answers[law].Duty.Equal(l.Answers[0].Duty) }) {
		return ""
	}
	if r.TotalsOnly() { // no line is kept: a change shows in a group
		for _, groups := range [][]Total{r.ByOrigin(), r.ByChapter(), r.ByPeriod()} {
			if slices.ContainsFunc(groups, func(t Total) bool { return !t.Change(law).IsZero() }) {
				return ""
			}
		}
	}
	text := fmt.Sprintf("%s changes no duty of these rows.", s.Name)
	if s.Description != "" {
		text += " It supposes: " + strings.TrimSuffix(s.Description, ".") + "."
	}
	if len(s.Edits) > 0 {
		text += " Goods are entered on another day by -date; -hold goes past the last day known."
	}
	return text
}
