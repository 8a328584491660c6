package program

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// ChangeText is a change of a duty as a line. Where the law changes and the duty does not, it says so.
func ChangeText(c tariff.Change) string {
	if c.Err != nil {
		return fmt.Sprintf("from %s: %s", c.On, Line(c.Err))
	}
	var parts []string
	for _, l := range c.Ended {
		parts = append(parts, "ends "+l.Heading)
	}
	for _, l := range c.Began {
		parts = append(parts, "begins "+l.Heading+" ("+l.Title+")")
	}
	for _, l := range c.Moved {
		parts = append(parts, l.Heading+" now "+l.DutyText)
	}
	after, before := trade.Thousands(c.After), trade.Thousands(c.Before)
	amount := after + " instead of " + before
	if after == before {
		amount = after + " as before"
	}
	return fmt.Sprintf("from %s: %s; %s", c.On, amount, strings.Join(parts, ", "))
}
