package sanctions

import "cmp"

// A verdict that was never given reads as unknown, and not as nothing, which somebody may
// take for clear: the zero value of each type says so.

// String is the verdict in one word; the zero value is unknown.
func (l Legality) String() string { return string(cmp.Or(l, Undecided)) }

// MarshalText writes the form of String.
func (l Legality) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// String is the verdict in one word; the zero value is unknown.
func (v Verdict) String() string { return string(cmp.Or(v, Uncertain)) }

// MarshalText writes the form of String.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// String is the status in one word; the zero value is unknown.
func (s Status) String() string { return string(cmp.Or(s, Unknown)) }

// MarshalText writes the form of String.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// String is the standing in one word; the zero value is undetermined.
func (s Standing) String() string { return string(cmp.Or(s, Undetermined)) }

// MarshalText writes the form of String.
func (s Standing) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
