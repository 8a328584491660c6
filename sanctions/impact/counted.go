package impact

import "slices"

// tally are the sums of a study of many flows.
type tally struct {
	Answered, Rejected, Elsewhere int
	// Total and its parts, in the order of their keys; Duty is by law.
	Total                         Total
	ByOrigin, ByChapter, ByPeriod []Total
	ByAuthority                   []Total
	// Partly are flows answered of which a part was rejected, and Parted how many were parted
	// among the numbers below their code, by the weights.
	Partly int
	Parted map[string]int
}

// TotalsOnly tells a report of a study with Totals. It has totals and the first mostRejects
// rejects, and no line, no layer and no bounds. The value of a flow of several days is parted
// among the stretches of days within which no law of the study changes, to the cent and by
// their days, and each part is an entry whose duties are rounded: on flows of several
// stretches the duty may differ by some cents from that of a report with lines, which rounds
// a duty once. On flows of one day it is the same.
func (r *Report) TotalsOnly() bool { return r.counted != nil }

// Empty tells that no flow has an answer under every law.
func (r *Report) Empty() bool {
	return len(r.Lines) == 0 && (r.counted == nil || r.counted.Answered == 0)
}

// ByAuthority adds up by what sets the duty: a column of the schedule, or the authority of
// measures. Only a report of totals alone has it; others have ByLayer.
func (r *Report) ByAuthority() []Total {
	if r.counted == nil {
		return nil
	}
	return slices.Clone(r.counted.ByAuthority)
}

// elsewhere is how many flows go into other countries.
func (r *Report) elsewhere() int {
	if r.counted != nil {
		return r.counted.Elsewhere
	}
	return len(r.Skips)
}

// mostRejects is how many rejected flows a report of totals alone names.
const mostRejects = 1000
