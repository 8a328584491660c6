package grid

import (
	"strings"
	"unicode/utf8"
)

// active are the first characters by which spreadsheet programs take the text of a
// CSV file for a formula or something else to run.
const active = "=+-@\t\r\n＝＋－＠"

// isActive tells a text that begins with such a character, behind any apostrophes.
func isActive(s string) bool {
	rest := strings.TrimLeft(s, "'")
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && strings.ContainsRune(active, r)
}

// Inert returns text for a CSV file that no spreadsheet program runs: with an
// apostrophe before it when it begins with = + - @, a tab, a line end or one of their
// wide forms, or with apostrophes before one of these. Quotes around a field do not
// help against that. It is for text from data; numbers such as -5 stay as they are.
func Inert(s string) string {
	if isActive(s) {
		return "'" + s
	}
	return s
}

// FromInert returns the text that Inert was given.
func FromInert(s string) string {
	if strings.HasPrefix(s, "'") && isActive(s) {
		return s[1:]
	}
	return s
}
