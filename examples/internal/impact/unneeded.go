package impact

import (
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/trade/source"
)

// unneeded says which flags were stated and changed nothing, because no flow asks for them.
func (o *options) unneeded(r *impact.Report, rep *source.Report) []string {
	var out []string
	for _, text := range rep.Assumed {
		if strings.Contains(text, "that was named is not used") {
			out = append(out, text)
		}
	}
	if q := &r.ByQuantity; o.averages && r.Averaged+q.Averaged+q.LeftOut == 0 { // unit values are averages too
		out = append(out, "-averages changed nothing: no flow was in need of one")
	}
	if o.cif != "" && r.Converted == r.Beside {
		out = append(out, "-cif-factor changed nothing: no value is stated with freight")
	}
	if o.within != "days" && !overDays(r) {
		out = append(out, "-within changed nothing: no flow is of more than a day")
	}
	return out
}

// overDays reports whether a flow is of more than a day.
func overDays(r *impact.Report) bool {
	for _, p := range r.Study.Flows.Periods {
		if p.To.Sub(p.From) > 1 {
			return true
		}
	}
	return false
}
