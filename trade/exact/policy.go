package exact

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Policy says when and how amounts of duty are rounded.
type Policy uint8

// The policies.
const (
	// Cent rounds each duty to the cent, half up. It is the zero value.
	Cent Policy = iota
	// Exact rounds nothing; whoever pays rounds the total once.
	Exact
	// CentHalfEven rounds each duty to the cent, half to even.
	CentHalfEven
	// Truncate cuts each duty to the cent, as the United Kingdom does.
	Truncate
	// CFR1593 is 19 CFR 159.3 of the United States: ad valorem rates apply to the
	// value in whole dollars, 50 cents and more going up; quantities under specific
	// rates of one dollar a unit or less are whole units, a half and more going up;
	// the duty is stated to the cent.
	CFR1593
)

var policyNames = []string{"cent", "exact", "half-even", "truncate", "159.3"}

// String is the name by which ParsePolicy reads the policy.
func (p Policy) String() string {
	if int(p) < len(policyNames) {
		return policyNames[p]
	}
	return fmt.Sprintf("Policy(%d)", uint8(p))
}

// PolicyError reports a name that is no policy.
type PolicyError struct{ Text string }

func (e *PolicyError) Error() string {
	return fmt.Sprintf("rounding %q: want cent, exact, half-even, truncate or 159.3", e.Text)
}

// ParsePolicy reads cent, exact, half-even, truncate or 159.3.
func ParsePolicy(s string) (Policy, error) {
	for i, name := range policyNames {
		if s == name {
			return Policy(i), nil
		}
	}
	return 0, &PolicyError{clip.Text(s)}
}

// MarshalText writes the name.
func (p Policy) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the name.
func (p *Policy) UnmarshalText(b []byte) error {
	v, err := ParsePolicy(string(b))
	if err == nil {
		*p = v
	}
	return err
}

// Duty rounds an amount of duty.
func (p Policy) Duty(d decimal.Decimal) decimal.Decimal {
	switch p {
	case Exact:
		return d
	case CentHalfEven:
		return Round(d, 2, HalfEven)
	case Truncate:
		return Round(d, 2, Down)
	}
	return Round(d, 2, HalfUp)
}

// Value rounds a customs value before a rate applies: to whole dollars under
// 19 CFR 159.3, not at all under the others.
func (p Policy) Value(d decimal.Decimal) decimal.Decimal {
	if p == CFR1593 {
		return Round(d, 0, HalfUp)
	}
	return d
}

// Quantity rounds a quantity before a specific rate applies.
func (p Policy) Quantity(q, perUnit decimal.Decimal) decimal.Decimal {
	if p == CFR1593 && perUnit.Abs().LessThanOrEqual(decimal.NewFromInt(1)) {
		return Round(q, 0, HalfUp)
	}
	return q
}
