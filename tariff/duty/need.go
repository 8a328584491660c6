package duty

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// ParseNeed reads what Need.String says, for callers who have a fact as a text and supply it.
func ParseNeed(text string) (Need, error) {
	fail := func() (Need, error) { return Need{}, fmt.Errorf("duty: %q says no fact that a duty needs", text) }
	if name, found := strings.CutPrefix(text, "the duty itself: "); found {
		return Need{Kind: NeedText, Name: name}, nil
	}
	if unit, found := strings.CutPrefix(text, "the quantity in "); found {
		return Need{Kind: NeedQuantity, Unit: trade.Unit(unit)}, nil
	}
	for _, form := range []struct {
		kind   NeedKind
		before string
	}{
		{NeedPartValue, "the value of the part "},
		{NeedPartQuantity, "the quantity of "},
		{NeedReference, "the amount of "},
	} {
		rest, found := strings.CutPrefix(text, form.before)
		if !found {
			continue
		}
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return fail()
		}
		n := Need{Kind: form.kind}
		if n.Name, err = strconv.Unquote(quoted); err != nil {
			return fail()
		}
		unit, inUnit := strings.CutPrefix(rest[len(quoted):], " in ")
		if inUnit != (form.kind == NeedPartQuantity) || !inUnit && len(quoted) < len(rest) {
			return fail()
		}
		if inUnit {
			n.Unit = trade.Unit(unit)
		}
		return n, nil
	}
	return fail()
}
