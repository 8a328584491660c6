package udf

import (
	"strings"
	"unicode/utf8"
)

const (
	mostRow   = 1 << 20 // bytes of a row
	mostError = 600     // bytes of an error
)

// line is an error as a text that every format can carry.
func line(err error) string {
	s := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\n", "; "), "\uFFFD")
	if len(s) <= mostError {
		return s
	}
	end := mostError
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
