package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// embargoes name the measures under which goods need a licence on any of the days of an
// assessment.
func embargoes(engine *tariff.Engine, a *tariff.PeriodAssessment) []string {
	var out []string
	for i := range a.Stretches {
		entry := a.Entry
		entry.Date = a.Stretches[i].During.From
		for _, m := range engine.Embargoes(entry) {
			if name := m.Heading + ", " + m.Title; !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// countEmbargoes counts a line whose goods need a licence.
func (r *Report) countEmbargoes(l *Line) {
	if len(l.Embargoes) == 0 {
		return
	}
	r.Embargoed++
	r.EmbargoedValue = r.EmbargoedValue.Add(l.Value)
	for _, name := range l.Embargoes {
		if i, found := slices.BinarySearch(r.Embargoes, name); !found {
			r.Embargoes = slices.Insert(r.Embargoes, i, name)
		}
	}
}

// EmbargoText says what is to be known of the lines whose goods need a licence; "" where
// there are none.
func (r *Report) EmbargoText() string {
	if r.Embargoed == 0 {
		return ""
	}
	return fmt.Sprintf(
		"Not to be imported without a licence or an exemption: %d flows, %s %s (%s); their duty is that of goods which "+
			"have one.",
		r.Embargoed, r.Study.Book.Currency, trade.Thousands(r.EmbargoedValue), strings.Join(r.Embargoes, "; "))
}
