// Package clip keeps overlong texts of others out of messages: the one way in which this module
// shortens what it quotes.
//
// Lengths are in bytes, before the ellipsis. A text that is short enough comes back as it is; of a
// longer one the beginning does, with … behind it, and a character is kept or left out whole. Text
// that is not UTF-8 is cut all the same and not repaired: quote it with %q. There are no errors.
package clip

import "unicode/utf8"

// Text is a text of at most 60 bytes, or its beginning with an ellipsis.
func Text(s string) string { return To(s, 60) }

// To is a text of at most so many bytes, or its beginning with an ellipsis. A character is
// kept or left out whole.
func To(s string, most int) string {
	if len(s) <= most {
		return s
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
