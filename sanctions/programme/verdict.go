package programme

import (
	"cmp"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
)

// A verdict that was never given reads as unknown, and not as nothing, which somebody may
// take for clear: the zero value of each type says so.

// String is the verdict in one word; the zero value is unknown.
func (l Legality) String() string { return string(cmp.Or(l, Undecided)) }

// MarshalText writes the form of String.
func (l Legality) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the form of String.
func (l *Legality) UnmarshalText(b []byte) error {
	return check.Word(l, b, "verdict", Prohibited, Exempt, NotCovered, Undecided)
}

// String is the verdict in one word; the zero value is unknown.
func (v Verdict) String() string { return string(cmp.Or(v, Uncertain)) }

// MarshalText writes the form of String.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the form of String.
func (v *Verdict) UnmarshalText(b []byte) error {
	return check.Word(v, b, "verdict", Within, Above, Transition, Uncertain)
}

// String is the status in one word; the zero value is unknown.
func (s Status) String() string { return string(cmp.Or(s, unknownStatus)) }

// MarshalText writes the form of String.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of String.
func (s *Status) UnmarshalText(b []byte) error {
	return check.Word(s, b, "status", inForce, notInForce, suspended, legalBasis, announced, ended, unknownStatus)
}
