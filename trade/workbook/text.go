package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// utf16Len counts a text the way spreadsheet programs do, in UTF-16 units.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// checkText returns "" for text that a cell can hold, or what is wrong with it.
func checkText(s string) (code, hint string) {
	if !utf8.ValidString(s) {
		return codeBadText, "the text is not valid UTF-8; convert it from its encoding first"
	}
	if i := strings.IndexByte(s, 0); i >= 0 {
		return codeBadText, fmt.Sprintf("a NUL character at offset %d; remove it", i)
	}
	// A UTF-16 unit takes at least one byte, so short texts need no counting.
	if len(s) > maxText {
		if n := utf16Len(s); n > maxText {
			return codeTextTooLong, fmt.Sprintf("%d characters; a cell holds at most %d: shorten or split it", n, maxText)
		}
	}
	return "", ""
}

// checkLabel is checkText for texts outside cells (names, titles of charts,
// properties), in which control characters cannot be escaped.
func checkLabel(s string) (code, hint string) {
	if code, hint := checkText(s); code != "" {
		return code, hint
	}
	for i, r := range s {
		if mustEscape(r) || r == '\t' || r == '\n' {
			return codeBadText, fmt.Sprintf("the character %U at offset %d cannot stand here; remove it", r, i)
		}
	}
	return "", ""
}

// mustEscape tells the characters that XML 1.0 has no place for, and the
// carriage return, which an XML reader would turn into a line feed.
func mustEscape(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
}

// isEscape tells whether s begins with what a reader would take for an escape
// sequence of the file format, _xHHHH_. The last underscore may also be that of
// an escape that we put there.
func isEscape(s string) bool {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	next, _ := utf8.DecodeRuneInString(s[6:])
	return next == '_' || mustEscape(next)
}

// appendCellText appends the text of a string cell as XML, with the escapes of
// the file format (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
func appendCellText(b []byte, s string) []byte {
	for i, r := range s {
		switch {
		case mustEscape(r):
			b = fmt.Appendf(b, "_x%04X_", r)
		case r == '_' && isEscape(s[i:]):
			b = append(b, "_x005F_"...)
		default:
			b = appendXMLRune(b, r)
		}
	}
	return b
}

// appendXML appends s as XML text or attribute value.
func appendXML(b []byte, s string) []byte {
	for _, r := range s {
		b = appendXMLRune(b, r)
	}
	return b
}

func appendXMLRune(b []byte, r rune) []byte {
	switch r {
	case '&':
		return append(b, "&amp;"...)
	case '<':
		return append(b, "&lt;"...)
	case '>':
		return append(b, "&gt;"...)
	case '"':
		return append(b, "&quot;"...)
	}
	return utf8.AppendRune(b, r)
}
