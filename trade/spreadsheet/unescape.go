package spreadsheet

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape replaces the escapes _xHHHH_ (ECMA-376 part 1, 22.9.2.19) in b from
// start on. Half a surrogate pair means no character and stays as it is written.
func unescape(b []byte, start int) []byte {
	i := bytes.Index(b[start:], []byte("_x"))
	if i < 0 {
		return b
	}
	to := start + i
	for from := to; from < len(b); {
		r, ok := escapeAt(b[from:])
		n := len("_x0000_")
		if ok && utf16.IsSurrogate(r) {
			second, pair := escapeAt(b[from+n:])
			r = utf16.DecodeRune(r, second)
			ok = pair && r != utf8.RuneError
			n *= 2
		}
		if !ok {
			b[to] = b[from]
			to++
			from++
			continue
		}
		to += utf8.EncodeRune(b[to:], r)
		from += n
	}
	return b[:to]
}

// escapeAt reads the escape at the beginning of b.
func escapeAt(b []byte) (r rune, ok bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	for _, c := range b[2:6] {
		d := hexDigit(c)
		if d < 0 {
			return 0, false
		}
		r = r<<4 | d
	}
	return r, true
}
