package schedule

import (
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// A duty with a minimum or a maximum is the larger or the smaller of two sums. Where all are
// shares of the value and amounts for one unit, each is a straight line over the value of a
// unit, and the whole is steps of it: "10 % MIN 22 EUR DTN" is 22 EUR DTN under a value of 2.20
// EUR/kg, and 10 % from there on, which is how the duty is written.

// sum is a duty for one unit of a value: share × value + amount.
type sum struct {
	share, amount decimal.Decimal
	text          string
}

// at is the duty of a unit of a value.
func (s *sum) at(value *big.Rat) *big.Rat {
	out := new(big.Rat).Mul(s.share.Rat(), value)
	return out.Add(out, s.amount.Rat())
}

// bounded is a duty with a minimum, a maximum or both, as steps; ok is false for a text that
// has neither.
func bounded(upper string, currency trade.Currency) (canonical, reason string, ok bool) {
	base, rest, hasLeast := strings.Cut(upper, " MIN ")
	least, most, hasMost := strings.Cut(rest, " MAX ")
	if !hasLeast {
		base, most, hasMost = strings.Cut(upper, " MAX ")
	}
	if !hasLeast && !hasMost {
		return "", "", false
	}
	if all := base + " " + least + " " + most; hasWord(all, "MIN") || hasWord(all, "MAX") {
		return "", "a minimum or a maximum that stands twice, or a minimum behind a maximum", true
	}
	unit := ""
	sums := map[string]*sum{}
	for name, text := range map[string]string{"base": base, "least": least, "most": most} {
		if strings.TrimSpace(text) == "" && (name == "least" && !hasLeast || name == "most" && !hasMost) {
			continue
		}
		s, of, reason := sumOf(text, currency)
		if reason != "" {
			return "", reason, true
		}
		if of != "" && unit != "" && of != unit {
			return "", "a minimum or a maximum in another unit", true
		}
		unit, sums[name] = unit+strings.TrimPrefix(of, unit), s
	}
	canonical, reason = steps(sums["base"], sums["least"], sums["most"], unit)
	return canonical, reason, true
}

// sumOf reads addends of which the amounts are for one unit.
func sumOf(text string, currency trade.Currency) (s *sum, unit, reason string) {
	s = &sum{}
	var out []string
	for part := range strings.SplitSeq(text, "+") {
		t, reason := termOf(strings.TrimSpace(part), currency)
		if reason != "" {
			return nil, "", reason
		}
		switch {
		case t.per == "":
			s.share = s.share.Add(t.rate.Shift(-2))
		case unit != "" && unit != t.per:
			return nil, "", "a minimum or a maximum beside amounts in two units"
		default:
			unit, s.amount = t.per, s.amount.Add(t.rate)
		}
		out = append(out, t.String())
	}
	s.text = strings.Join(out, " + ")
	return s, unit, ""
}

// places are those to which the value of a unit at which a duty turns is written. Half a unit
// of the last place more or less decides nothing for values in cents and fewer than a
// thousand million units of three places.
const places = 18

// steps writes the duty: base, but not less than least and not more than most.
func steps(base, least, most *sum, unit string) (canonical, reason string) {
	var all []*sum
	for _, s := range []*sum{base, least, most} {
		if s != nil {
			all = append(all, s)
		}
	}
	var turns []*big.Rat
	for i, a := range all {
		for _, b := range all[:i] {
			slope := new(big.Rat).Sub(a.share.Rat(), b.share.Rat())
			if slope.Sign() == 0 {
				continue
			}
			t := new(big.Rat).Sub(b.amount.Rat(), a.amount.Rat())
			if t.Quo(t, slope).Sign() > 0 {
				turns = append(turns, t)
			}
		}
	}
	slices.SortFunc(turns, (*big.Rat).Cmp)
	var out []string
	var last *sum
	from := new(big.Rat)
	for i := 0; i <= len(turns); i++ {
		middle := new(big.Rat).Add(from, big.NewRat(1, 1))
		if i < len(turns) {
			middle.Add(from, turns[i])
			middle.Quo(middle, big.NewRat(2, 1))
		}
		if least != nil && most != nil && least.at(middle).Cmp(most.at(middle)) > 0 {
			return "", "a minimum above the maximum"
		}
		now := base
		if least != nil && now.at(middle).Cmp(least.at(middle)) < 0 {
			now = least
		}
		if most != nil && now.at(middle).Cmp(most.at(middle)) > 0 {
			now = most
		}
		if last != nil && now != last {
			bound, err := decimal.NewFromString(from.FloatString(places))
			if err != nil {
				return "", "the text is no duty"
			}
			out = append(out, last.text+" if valued under "+money(bound, unit))
		}
		last = now
		if i < len(turns) {
			from = turns[i]
		}
	}
	canonical = strings.Join(append(out, last.text), "; ")
	if _, err := duty.Parse(canonical); err != nil {
		return "", "a minimum or a maximum that no steps of the value of a unit can say"
	}
	return canonical, ""
}
