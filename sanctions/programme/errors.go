package programme

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
)

// NoCapError says that a regime had no cap on a class of product on a day. It is
// known that it had none.
type NoCapError struct {
	Regime sanctions.Regime
	Class  Class
	On     trade.Date
	First  trade.Date // the first day of the first cap, zero when there is none
}

func (e *NoCapError) Error() string {
	s := fmt.Sprintf("%s cap on %s: none in force on %s", e.Regime, e.Class, e.On)
	if !e.First.IsZero() {
		s += fmt.Sprintf("; the first holds from %s", e.First)
	}
	return s
}

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *NoCapError) ErrorCode() string { return "no_cap" }

// DisputedError says that a rule turns on a day on which the sources disagree, and
// that the fact stated lies between the versions.
type DisputedError struct {
	Regime    sanctions.Regime
	Parameter string
	Condition Condition
	Stated    trade.Date
}

func (e *DisputedError) Error() string {
	return fmt.Sprintf("%s %s: whether it applies to %s is not known, one source says %s %s %s, another %s; read the act",
		e.Regime, e.Parameter, e.Stated, strings.Join(e.Condition.Facts, " or "), e.Condition.Op, e.Condition.Day, e.Condition.Latest)
}

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *DisputedError) ErrorCode() string { return "disputed" }
