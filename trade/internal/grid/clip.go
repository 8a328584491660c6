package grid

import "unicode/utf8"

// Clip keeps a hostile or overlong text out of an error message.
func Clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
