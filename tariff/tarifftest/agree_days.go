package tarifftest

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// days compares History, and the stretches of a Calendar, with the answers on the days of
// the entries: what pays on a day is what History said last, and what pays on the first
// day of its stretch.
func (a *agreement) days(k int) error {
	e := a.engines[k]
	calendar := tariff.NewCalendar(e)
	for i, x := range a.entries {
		if a.assessments[k][i] == nil {
			continue
		}
		canonical := a.assessments[k][i].Entry
		var days []trade.Date
		for _, y := range a.entries {
			if y.Origin == x.Origin && y.Product == x.Product && y.Date.After(x.Date) && !slices.Contains(days, y.Date) {
				days = append(days, y.Date)
			}
		}
		if len(days) == 0 {
			continue
		}
		until := slices.MaxFunc(days, trade.Date.Compare)
		changes, err := e.History(x, until)
		if err != nil {
			return err
		}
		period := trade.Interval{From: x.Date, To: until.AddDays(1)}
		stretches := calendar.Stretches(canonical.Origin, canonical.Product, period)
		for _, on := range days {
			x.Date = on
			got := e.Charge(x)
			want := tariff.Charge{Total: a.want[k][i].Total}
			for _, c := range changes {
				if !c.On.After(on) {
					want = tariff.Charge{Total: c.After, Err: c.Err}
				}
			}
			a.compared["history"]++
			if !sameCharge(got, want) {
				a.differ(i, "History on "+on.String(), said(want), said(got))
			}
			if x.Claims.Article != "" {
				continue // the law of the article changes on days of its own
			}
			at := slices.IndexFunc(stretches, func(s trade.Interval) bool { return s.Contains(on) })
			x.Date = stretches[at].From
			if first := e.Charge(x); !sameCharge(got, first) {
				a.differ(i, "the stretch of "+on.String(), said(first), said(got))
			}
		}
	}
	return nil
}

func sameCharge(x, y tariff.Charge) bool {
	return (x.Err == nil) == (y.Err == nil) && tariff.ErrorCode(x.Err) == tariff.ErrorCode(y.Err) && x.Total.Equal(y.Total)
}

func said(c tariff.Charge) string {
	if c.Err != nil {
		return c.Err.Error()
	}
	return fmt.Sprint(c.Total)
}
