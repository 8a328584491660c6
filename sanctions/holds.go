package sanctions

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Holds is the answer of a condition.
type Holds int8

// The answers.
const (
	Open   Holds = iota // a fact is missing, or the sources contradict each other
	Met                 // the condition holds
	NotMet              // it does not
)

var holdsNames = [...]string{"open", "met", "not met"}

// String is the answer in words.
func (h Holds) String() string {
	if h < 0 || int(h) >= len(holdsNames) {
		return fmt.Sprintf("Holds(%d)", int8(h))
	}
	return holdsNames[h]
}

// MarshalText writes open, met or not_met.
func (h Holds) MarshalText() ([]byte, error) {
	if h < 0 || int(h) >= len(holdsNames) {
		return nil, &tariff.ValueError{Field: "holds", Text: h.String(), Reason: "is no answer of a condition"}
	}
	return []byte(strings.ReplaceAll(h.String(), " ", "_")), nil
}

// UnmarshalText reads the form of MarshalText.
func (h *Holds) UnmarshalText(b []byte) error {
	for i := range holdsNames {
		if text, _ := Holds(i).MarshalText(); string(text) == string(b) {
			*h = Holds(i)
			return nil
		}
	}
	return &tariff.ValueError{Field: "holds", Text: clip.To(string(b), 80), Reason: "want open, met or not_met"}
}
