package source

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// cell reads a value that stands in a row: no array, no object.
func (s *jsonScanner) cell() (spreadsheet.Value, error) {
	c, err := s.token()
	if err != nil {
		return spreadsheet.Value{}, err
	}
	if c == '[' || c == '{' {
		return spreadsheet.Value{}, s.fail("a value of a row is itself an array or an object")
	}
	s.back()
	return s.value(0)
}

// value reads any value; of an array or an object nothing is kept.
func (s *jsonScanner) value(depth int) (v spreadsheet.Value, err error) {
	c, err := s.token()
	if err != nil {
		return v, err
	}
	if depth > jsonDepth {
		return v, s.fail("values inside values, too deep")
	}
	switch {
	case c == '"':
		text, err := s.text()
		if text != "" {
			v = spreadsheet.Value{Kind: spreadsheet.ValueText, Text: text}
		}
		return v, err
	case c == '[':
		return v, s.array(func() error { _, err := s.value(depth + 1); return err })
	case c == '{':
		return v, s.object(func(string) error { _, err := s.value(depth + 1); return err })
	case c == '-' || (c >= '0' && c <= '9'):
		return s.number(c)
	case c == 't':
		return spreadsheet.Value{Kind: spreadsheet.ValueBool, Text: "TRUE"}, s.word("rue")
	case c == 'f':
		return spreadsheet.Value{Kind: spreadsheet.ValueBool, Text: "FALSE"}, s.word("alse")
	case c == 'n':
		return v, s.word("ull")
	}
	return v, s.fail(fmt.Sprintf("%q begins no value", c))
}

func (s *jsonScanner) word(rest string) error {
	for i := range len(rest) {
		c, err := s.next()
		if err != nil {
			return err
		}
		if c != rest[i] {
			return s.fail("a word is neither true, false nor null")
		}
	}
	return nil
}

func (s *jsonScanner) number(c byte) (spreadsheet.Value, error) {
	s.buf = append(s.buf[:0], c)
	for {
		c, err := s.in.ReadByte()
		if err == io.EOF {
			break
		}
		if err != nil {
			return spreadsheet.Value{}, &spreadsheet.ImportError{Code: codeRead, Hint: "cannot read the file", Err: err}
		}
		if (c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '+' && c != '-' {
			_ = s.in.UnreadByte() // follows a byte that was read
			break
		}
		s.offset++
		if s.buf = append(s.buf, c); len(s.buf) > jsonNumber {
			return spreadsheet.Value{}, s.fail("a number is too long")
		}
	}
	text := string(s.buf)
	if !jsonNumberOK(text) {
		return spreadsheet.Value{}, s.fail(fmt.Sprintf("%q is not a number", clipped(text)))
	}
	return spreadsheet.Value{Kind: spreadsheet.ValueNumber, Text: text}, nil
}

// jsonNumberOK checks the grammar of RFC 8259.
func jsonNumberOK(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits := func() bool {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	zero := strings.HasPrefix(s, "0")
	before := len(s)
	if !digits() || (zero && before-len(s) > 1) {
		return false
	}
	if rest, ok := strings.CutPrefix(s, "."); ok {
		if s = rest; !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}

// text reads a text whose first quote was read.
func (s *jsonScanner) text() (string, error) {
	s.buf = s.buf[:0]
	for {
		c, err := s.next()
		if err != nil {
			return "", err
		}
		switch {
		case c == '"':
			if !utf8.Valid(s.buf) {
				return "", s.fail("text that is not UTF-8")
			}
			return string(s.buf), nil
		case c < 0x20:
			return "", s.fail("a control character in a text")
		case c == '\\':
			if err := s.escape(); err != nil {
				return "", err
			}
		default:
			s.buf = append(s.buf, c)
		}
		if len(s.buf) > jsonText {
			return "", &spreadsheet.ImportError{
				Code: codeLimit,
				Hint: fmt.Sprintf("a text of more than %d bytes ends at byte %d", jsonText, s.offset),
			}
		}
	}
}

func (s *jsonScanner) escape() error {
	c, err := s.next()
	if err != nil {
		return err
	}
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		s.buf = append(s.buf, "\"\\/\b\f\n\r\t"[i])
		return nil
	}
	if c != 'u' {
		return s.fail("an escape that JSON does not have")
	}
	r, err := s.hex()
	if err != nil {
		return err
	}
	if utf16.IsSurrogate(r) {
		a, err1 := s.next()
		b, err2 := s.next()
		if err1 != nil || err2 != nil || a != '\\' || b != 'u' {
			return s.fail("half a character")
		}
		low, err := s.hex()
		if err != nil {
			return err
		}
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
			return s.fail("half a character")
		}
	}
	if r == 0 {
		return s.fail("a NUL in a text")
	}
	s.buf = utf8.AppendRune(s.buf, r)
	return nil
}

func (s *jsonScanner) hex() (rune, error) {
	var digits [4]byte
	for i := range digits {
		c, err := s.next()
		if err != nil {
			return 0, err
		}
		digits[i] = c
	}
	n, err := strconv.ParseUint(string(digits[:]), 16, 32)
	if err != nil {
		return 0, s.fail("an escape that is not four hexadecimal digits")
	}
	return rune(n), nil
}
