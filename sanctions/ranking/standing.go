package ranking

import (
	"cmp"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
)

// Standing says whether a buyer is among the largest.
type Standing string

// The standings. Undetermined: what is stated does not decide it.
const (
	Among        Standing = "among"
	NotAmong     Standing = "not_among"
	Undetermined Standing = "undetermined"
)

// String is the standing in one word; the zero value is undetermined.
func (s Standing) String() string { return string(cmp.Or(s, Undetermined)) }

// MarshalText writes the form of String.
func (s Standing) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of String.
func (s *Standing) UnmarshalText(b []byte) error {
	return check.Word(s, b, "standing", Among, NotAmong, Undetermined)
}
