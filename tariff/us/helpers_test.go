package us

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// day reads an ISO date; one that is none is the zero Date, which no test expects.
func day(text string) trade.Date {
	d, err := trade.ParseDate(text)
	if err != nil {
		return trade.Date{}
	}
	return d
}

// measuresOf are those of an authority, and of a program where one is named.
func measuresOf(authority law.Authority, program string) (out []law.Measure) {
	for _, m := range Book().Measures {
		if m.Authority == authority && (program == "" || m.Program == program) {
			out = append(out, m)
		}
	}
	return out
}
