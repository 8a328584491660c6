package source

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// sayUnneeded says which of the options that stand in for what a file does not say were stated for a
// file that says it: the file is believed, and an option that changed nothing must not read as if it had.
func (r *reader) sayUnneeded(stated *Options) {
	used := func(format string, args ...any) bool {
		return slices.Contains(r.rep.Assumed, fmt.Sprintf(format, args...))
	}
	for _, o := range []struct {
		name         string
		stated, used bool
	}{
		{"flow", stated.Flow != NoSide, used(saidSide, stated.Flow)},
		{"partner", stated.Partner != "", used(saidPartner, stated.Partner.Name())},
		{
			"period", stated.Period != (trade.Interval{}),
			used(saidPeriod, stated.Period) || used(saidPeriods, stated.Period),
		},
		{"origin", stated.Origin != "", used(saidCountry, roleOrigin, stated.Origin.Name())},
		{"destination", stated.Destination != "", used(saidCountry, roleDestination, stated.Destination.Name())},
	} {
		if o.stated && !o.used {
			r.assume("the %s that was named is not used: the file says its own, or has none", o.name)
		}
	}
}

// What the options say of a file.
const (
	saidSide    = "%ss, as the options say"
	saidPartner = "the partner is %s, as the options say"
	saidPeriod  = "the period is %s, as the options say"
	saidPeriods = "the period of every row is %s, as the options say"
	saidCountry = "the %s of every row is %s, as the options say"
)
