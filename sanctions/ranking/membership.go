package ranking

import (
	"cmp"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
)

// Membership says whether a buyer is among the largest.
type Membership string

// The memberships. Undetermined: what is stated does not decide it.
const (
	Among        Membership = "among"
	NotAmong     Membership = "not_among"
	Undetermined Membership = "undetermined"
)

// String is the membership in one word; the zero value is undetermined.
func (s Membership) String() string { return string(cmp.Or(s, Undetermined)) }

// MarshalText writes the form of String.
func (s Membership) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of String.
func (s *Membership) UnmarshalText(b []byte) error {
	return check.Word(s, b, "membership", Among, NotAmong, Undetermined)
}
