package check

import (
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Word reads one of the words of a type; one that is none is a *tariff.ValueError.
func Word[T ~string](to *T, b []byte, field string, words ...T) error {
	if !slices.Contains(words, T(b)) {
		return &tariff.ValueError{Field: field, Text: clip.To(string(b), 80), Reason: "is no word of its kind"}
	}
	*to = T(b)
	return nil
}

// Digits reports whether a text is digits, and at least one.
func Digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
