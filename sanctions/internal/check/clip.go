package check

import "strings"

// Clip keeps an overlong text out of an error message: 80 bytes of it.
func Clip(s string) string { return ClipTo(s, 80) }

// ClipTo is a text of at most so many bytes, or its beginning with an ellipsis.
func ClipTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
