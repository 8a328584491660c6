package programme

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
)

// disputedFault says that a rule turns on a day on which the sources disagree, and that the
// fact stated lies between the versions.
func disputedFault(r sanctions.Regime, parameter string, c *Condition, stated trade.Date) *sanctions.Error {
	return &sanctions.Error{Code: "disputed", Subject: string(r) + " " + parameter, Reason: fmt.Sprintf(
		"whether it applies to %s is not known, one source says %s %s %s, another %s; read the act",
		stated, strings.Join(c.Facts, " or "), c.Op, c.Day, c.Latest)}
}
