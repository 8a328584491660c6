package spreadsheet

import (
	"bytes"
	"unicode/utf8"
)

// legalText returns how many bytes at the beginning of b are plain characters; a
// character that is cut in two by the end of b ends them.
func legalText(b []byte) (int, error) {
	i := 0
	for i < len(b) {
		if class[b[i]]&isSpecial == 0 {
			i++
			continue
		}
		if b[i] < 0x80 {
			break
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			if !utf8.FullRune(b[i:]) {
				break
			}
			return 0, notUTF8()
		}
		if r == 0xFFFE || r == 0xFFFF {
			return 0, damagedXML("an XML part holds a character that XML does not allow")
		}
		i += n
	}
	return i, nil
}

// readCDATA reads a piece of a CDATA section, or its end.
func (s *xmlScanner) readCDATA() (xmlToken, bool, error) {
	if ok, err := s.need(3); err != nil {
		return 0, false, err
	} else if !ok {
		return 0, false, damagedXML("an XML part ends too early")
	}
	b := s.buf[s.r:s.w]
	if string(b[:3]) == "]]>" {
		s.r += 3
		s.cdata = false
		return 0, false, nil
	}
	i := 0
	for i < len(b) {
		n, err := legalText(b[i:])
		if err != nil {
			return 0, false, err
		}
		i += n
		if i == len(b) || b[i] != '<' && b[i] != '&' {
			break
		}
		i++
	}
	switch {
	case i > 0:
		return s.show(i)
	case b[0] == ']':
		return s.show(1)
	case b[0] == '\r':
		return s.readReturn()
	}
	return 0, false, s.cutRune(b)
}

// readReference reads &amp; and the like.
func (s *xmlScanner) readReference() (xmlToken, bool, error) {
	for {
		b := s.buf[s.r:min(s.w, s.r+maxReference)]
		if r, n, ok := parseReference(b); ok {
			if len(s.marks) == 0 {
				return 0, false, damagedXMLAt(b[:n], "an XML part holds text outside its root")
			}
			s.r += n
			s.decoded = utf8.AppendRune(s.decoded[:0], r)
			s.text = s.decoded
			return tokenText, true, nil
		}
		if len(b) == maxReference || bytes.IndexByte(b, ';') >= 0 {
			return 0, false, damagedXMLAt(b, "an XML part holds an entity that does not exist")
		}
		if ok, err := s.more(); err != nil {
			return 0, false, err
		} else if !ok {
			return 0, false, damagedXMLAt(b, "an XML part holds an entity that does not exist")
		}
	}
}

const maxReference = 16 // bytes of a reference, zeros in front of its digits included

// parseReference reads a reference at the beginning of b.
func parseReference(b []byte) (r rune, n int, ok bool) {
	end := bytes.IndexByte(b[:min(len(b), maxReference)], ';')
	if end < 2 {
		return 0, 0, false
	}
	name := b[1:end]
	n = end + 1
	if name[0] != '#' {
		switch string(name) {
		case "amp":
			return '&', n, true
		case "lt":
			return '<', n, true
		case "gt":
			return '>', n, true
		case "quot":
			return '"', n, true
		case "apos":
			return '\'', n, true
		}
		return 0, 0, false
	}
	digits, base := name[1:], rune(10)
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 {
		return 0, 0, false
	}
	for _, c := range digits {
		d := hexDigit(c)
		if d < 0 || d >= base {
			return 0, 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return 0, 0, false
		}
	}
	legal := r == '\t' || r == '\n' || r == '\r' || r >= ' ' && utf8.ValidRune(r) && r != 0xFFFE && r != 0xFFFF
	return r, n, legal
}

// hexDigit is the value of a digit, or -1.
func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
