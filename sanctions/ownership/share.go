package ownership

import "strings"

// Share is what an owner holds of an entity, as far as it is known: from Low to High,
// both of them possible. An exact share has Low = High; one of which nothing is known
// goes from 0 to 100.
type Share struct{ Low, High Percent }

// unknownShare is the share of which nothing is known.
func unknownShare() Share { return Share{High: hundred()} }

// exactShare is a share that is known.
func exactShare(p Percent) Share { return Share{p, p} }

// ParseShare reads a percentage ("50"), a range ("25-50") or, as the empty text, a share
// that is not known. Blanks around a number do not count.
func ParseShare(s string) (Share, error) {
	from, to := trim(s, 0, len(s))
	if from == to {
		return unknownShare(), nil
	}
	if at := strings.IndexAny(s[from:to], "–—−"); at > 0 {
		return Share{}, percentFault(s, from+at, "a plain hyphen between the bounds, such as 25-50")
	}
	if word := s[from:to]; strings.EqualFold(word, "unknown") || strings.EqualFold(word, "n/a") || word == "?" ||
		word == "-" {
		return Share{}, percentFault(s, from, "nothing where the share is not known")
	}
	dash := strings.IndexByte(s[from:to], '-')
	if dash <= 0 {
		p, err := parsePercent(s, from, to)
		return exactShare(p), err
	}
	dash += from
	lowFrom, lowTo := trim(s, from, dash)
	highFrom, highTo := trim(s, dash+1, to)
	low, err := parsePercent(s, lowFrom, lowTo)
	if err != nil {
		return Share{}, err
	}
	high, err := parsePercent(s, highFrom, highTo)
	if err != nil {
		return Share{}, err
	}
	if low.Cmp(high) > 0 {
		return Share{}, percentFault(s, highFrom, "the smaller number first, such as 25-50")
	}
	return Share{low, high}, nil
}

func trim(s string, from, to int) (int, int) {
	for from < to && (s[from] == ' ' || s[from] == '\t') {
		from++
	}
	for from < to && (s[to-1] == ' ' || s[to-1] == '\t') {
		to--
	}
	return from, to
}

// IsExact reports whether the share is one number.
func (s Share) IsExact() bool { return s.Low == s.High }

// String writes "50", "25-50", or "" for a share that is not known, as ParseShare reads.
func (s Share) String() string {
	switch {
	case s.IsExact():
		return s.Low.String()
	case s == unknownShare():
		return ""
	}
	return s.Low.String() + "-" + s.High.String()
}

// MarshalText writes the form of String.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of ParseShare.
func (s *Share) UnmarshalText(b []byte) error {
	v, err := ParseShare(string(b))
	if err == nil {
		*s = v
	}
	return err
}

// Control says whether an owner directs an entity by other means than its shares: a
// right to name the board, an agreement, a trust, power in fact.
type Control uint8

// No is also what holds when nothing is said. UnknownControl leaves the question open.
const (
	NoControl Control = iota
	Controls
	UnknownControl
)

// parseControl reads yes, no or unknown; the empty text is no.
func parseControl(s string) (Control, bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "no":
		return NoControl, true
	case "yes":
		return Controls, true
	case "unknown":
		return UnknownControl, true
	}
	return NoControl, false
}

// String writes yes, no or unknown.
func (c Control) String() string {
	switch c {
	case Controls:
		return "yes"
	case UnknownControl:
		return "unknown"
	}
	return "no"
}
