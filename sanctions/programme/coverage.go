package programme

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/sanctions/lists"
	"github.com/tradeshock/tradeshock/trade"
)

// Ship is who stands behind a voyage, as countries; what is not known is empty.
type Ship struct {
	IMO     lists.IMO     `json:"imo,omitempty"`
	Owner   trade.Country `json:"owner,omitempty"`
	Manager trade.Country `json:"manager,omitempty"`
	Insurer trade.Country `json:"insurer,omitempty"`
	Flag    trade.Country `json:"flag,omitempty"`
	Trader  trade.Country `json:"trader,omitempty"`
}

// Coverage says whether services of a coalition are used for a voyage, so that its
// cap binds.
type Coverage struct {
	Coalition trade.Group `json:"coalition,omitempty"`
	On        trade.Date  `json:"on,omitzero"`
	// Holds is Met when one role is known to be in the coalition, NotMet when all are
	// known and none is, Open otherwise.
	Holds sanctions.Holds `json:"holds"`
	// By are the roles in the coalition, Unknown those that are not known.
	By      []string `json:"by,omitempty"`
	Unknown []string `json:"unknown,omitempty"`
}

// Covered tests the roles of a voyage against the membership of a coalition on a
// day, such as the group "price-cap coalition" of package trade. The roles asked are
// owner, manager, insurer, flag and trader, or those named. A country that is no
// country and a role that does not exist are errors.
func Covered(coalition trade.Group, s Ship, on trade.Date, roles ...string) (Coverage, error) {
	c := Coverage{Coalition: coalition, On: on, Holds: sanctions.NotMet}
	var all check.Problems
	if !coalition.Valid() {
		all.Add(&trade.GroupError{Text: string(coalition)})
	}
	if on.IsZero() {
		all.Add(&sanctions.MissingFactError{Fact: "date", For: "who belongs to a coalition depends on the day"})
	}
	if s.IMO != "" {
		if _, err := lists.ParseIMO(string(s.IMO)); err != nil {
			all.Add(err)
		}
	}
	known := map[string]trade.Country{
		"owner": s.Owner, "manager": s.Manager, "insurer": s.Insurer, "flag": s.Flag,
		"trader": s.Trader,
	}
	if len(roles) == 0 {
		roles = []string{"owner", "manager", "insurer", "flag", "trader"}
	}
	for _, role := range roles {
		country, ok := known[role]
		switch {
		case !ok:
			all.Add(fault.Contradiction("is no role; want owner, manager, insurer, flag or trader", role))
		case country == "":
			c.Unknown = append(c.Unknown, role)
		case !country.Valid():
			all.Add(fault.Contradiction("is no country code", role+" "+string(country)))
		case coalition.Contains(country, on):
			c.By = append(c.By, role)
		}
	}
	if err := all.Err(); err != nil {
		return Coverage{}, err
	}
	switch {
	case len(c.By) > 0:
		c.Holds = sanctions.Met
	case len(c.Unknown) > 0:
		c.Holds = sanctions.Open
	}
	return c, nil
}

// String says the answer on one line.
func (c Coverage) String() string {
	switch c.Holds {
	case sanctions.Met:
		return fmt.Sprintf("covered by the %s: %s", c.Coalition, strings.Join(c.By, ", "))
	case sanctions.NotMet:
		return fmt.Sprintf("not covered by the %s: no role is in it", c.Coalition)
	}
	return fmt.Sprintf("not known whether the %s covers it: %s not stated", c.Coalition, strings.Join(c.Unknown, ", "))
}
