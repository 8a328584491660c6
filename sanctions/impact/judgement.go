package impact

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
)

// Judgement is what a scenario is worth as a threat: its cost is the change of the duty on the
// flows at unchanged trade, over the days from the first to the last of them, and the threat is
// the person's own judgement. gain is what the target keeps over these days by going on. It is no
// part of any other figure. A scenario that takes duties away is no threat: a *threat.Error.
// Flows on mixed bases, or of a period with holes, are a *Error.
func (r *Report) Judgement(law int, t *threat.Threat, gain decimal.Decimal, draws int, seed uint64) (*threat.Judgement,
	error,
) {
	if law < 1 || law >= len(r.Laws) {
		return nil, &Error{"bad_study", fmt.Sprintf("law %d is no scenario; the scenarios are 1 to %d", law, len(r.Laws)-1)}
	}
	if r.TotalsOnly() {
		return nil, &Error{"unsound_flows", totalsAlone}
	}
	if err := r.sound(); err != nil {
		return nil, err
	}
	of := *t
	if of.Name == "" {
		of.Name = r.Laws[law].Name
	}
	if of.Horizon == 0 {
		of.Horizon = max(1, r.days())
	}
	total := r.Total()
	return of.Judge(threat.Stakes{Cost: total.Change(law), Gain: gain}, draws, seed)
}

// days are those from the first day of the lines to the last; where one day of entry stands for
// the periods of the flows, those of the periods.
func (r *Report) days() int {
	if len(r.Lines) == 0 {
		return 0
	}
	if !r.Study.On.IsZero() || r.Study.Within != ByDays {
		var all trade.Interval
		for i := range r.Lines {
			p := r.Study.Flows.Periods[r.Lines[i].Row]
			if p.IsEmpty() || p.From.IsZero() || p.To.IsZero() {
				continue
			}
			if all.From.IsZero() || p.From.Before(all.From) {
				all.From = p.From
			}
			if p.To.After(all.To) {
				all.To = p.To
			}
		}
		if !all.From.IsZero() {
			return all.To.Sub(all.From)
		}
	}
	first, last := r.Lines[0].Date, r.Lines[0].Date
	for i := range r.Lines {
		line := &r.Lines[i]
		if line.Date.Before(first) {
			first = line.Date
		}
		if end := line.Date.AddDays(line.Count - 1); end.After(last) {
			last = end
		}
	}
	return last.Sub(first) + 1
}
