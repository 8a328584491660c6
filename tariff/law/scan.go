package law

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade"
)

// statement is one line of a text with the lines that continue it.
type statement struct {
	file   string
	text   string  // without the blanks around it
	indent int     // blanks before it
	pieces []piece // where the parts of text stand in the file
}

// piece says that text from offset on stands at a line and column.
type piece struct{ offset, line, column int }

// statements cuts a text into statements. A line that begins with # is a comment; a
// line that ends with a backslash goes on in the next, one blank between them.
func statements(file string, data []byte, errs *faults) []statement {
	if !utf8.Valid(data) {
		errs.add(&SyntaxError{File: file, Line: 1, Column: 1, Want: "the text is not UTF-8"})
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var out []statement
	open := false // the last statement goes on
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimRight(line, " \t\r")
		body := strings.TrimLeft(line, " \t")
		if !open && (body == "" || body[0] == '#') {
			continue
		}
		indent := len(line) - len(body)
		more := strings.HasSuffix(body, "\\")
		body = strings.TrimRight(strings.TrimSuffix(body, "\\"), " \t")
		if open {
			s := &out[len(out)-1]
			if body != "" {
				s.pieces = append(s.pieces, piece{len(s.text) + 1, n + 1, indent + 1})
				s.text += " " + body
			}
		} else {
			out = append(out, statement{file: file, text: body, indent: indent, pieces: []piece{{0, n + 1, indent + 1}}})
		}
		open = more
	}
	return out
}

// at is the place of an offset in the text of a statement.
func (s *statement) at(offset int) (line, column int) {
	p := s.pieces[0]
	for _, q := range s.pieces {
		if q.offset <= offset {
			p = q
		}
	}
	return p.line, p.column + offset - p.offset
}

// cursor reads a part of a statement from left to right.
type cursor struct {
	*statement
	errs     *faults
	pos, end int
}

func (s *statement) cursor(errs *faults) *cursor { return &cursor{s, errs, 0, len(s.text)} }

// fail reports what was expected at an offset.
func (c *cursor) fail(offset int, text, want string) {
	for offset < len(c.text) && c.text[offset] == ' ' {
		offset++
	}
	line, column := c.at(offset)
	c.errs.add(&SyntaxError{File: c.file, Line: line, Column: column, Text: text, Want: want})
}

// failHere reports what was expected at the cursor in place of what stands there.
func (c *cursor) failHere(want string) { c.blanks(); c.fail(c.pos, c.left(), want) }

func (c *cursor) blanks() {
	for c.pos < c.end && c.text[c.pos] == ' ' || c.pos < c.end && c.text[c.pos] == '\t' {
		c.pos++
	}
}

// left is the text that has not been read.
func (c *cursor) left() string { return strings.TrimSpace(c.text[min(c.pos, c.end):c.end]) }

func (c *cursor) done() bool { return c.left() == "" }

// word reads up to the next blank.
func (c *cursor) word() string {
	c.blanks()
	from := c.pos
	for c.pos < c.end && c.text[c.pos] != ' ' && c.text[c.pos] != '\t' {
		c.pos++
	}
	return c.text[from:c.pos]
}

// accept reads the words when they stand at the cursor.
func (c *cursor) accept(words string) bool {
	c.blanks()
	rest := c.text[c.pos:c.end]
	if !strings.HasPrefix(rest, words) ||
		len(rest) > len(words) && !strings.ContainsRune(" \t|;,", rune(rest[len(words)])) {
		return false
	}
	c.pos += len(words)
	return true
}

// part splits off what stands before the next separator outside quotation marks, and
// moves behind it.
func (c *cursor) part(separator byte) *cursor {
	c.blanks()
	from, quoted := c.pos, false
	for i := c.pos; i < c.end; i++ {
		switch b := c.text[i]; {
		case quoted && b == '\\':
			i++
		case b == '"' && (quoted || strings.TrimSpace(c.text[from:i]) == "" || c.text[i-1] == ' '):
			quoted = !quoted
		case b == separator && !quoted:
			c.pos = i + 1
			return &cursor{c.statement, c.errs, from, i}
		}
	}
	c.pos = c.end
	return &cursor{c.statement, c.errs, from, c.end}
}

// prose reads the rest as text for people: as it stands, or in quotation marks.
func (c *cursor) prose() string {
	c.blanks()
	text := c.left()
	if !strings.HasPrefix(text, `"`) {
		c.pos = c.end
		return text
	}
	s, err := strconv.Unquote(text)
	if err != nil {
		c.fail(c.pos, text, `a text that begins with a quotation mark must end with one; inside, write \" and \\`)
	}
	c.pos = c.end
	return s
}

// date reads a day.
func (c *cursor) date() trade.Date {
	c.blanks()
	at := c.pos
	text := c.word()
	d, err := trade.ParseDate(text)
	if err != nil {
		c.fail(at, text, "a day that exists was expected, as 2026-11-26")
	}
	return d
}

// noDays is said of a stretch of days without a day.
const noDays = "from and before leave no day; before names the first day after"

// days reads "from D", "before D" or "from D before D"; both may be left out.
func (c *cursor) days() (iv trade.Interval) {
	c.blanks()
	at := c.pos
	if c.accept("from") {
		iv.From = c.date()
	}
	if c.accept("before") {
		iv.To = c.date()
	}
	if !iv.From.IsZero() && !iv.To.IsZero() && !iv.From.Before(iv.To) {
		c.fail(at, c.text[at:c.pos], noDays)
	}
	return iv
}

// end reports what stands behind the last word that was understood.
func (c *cursor) finish() {
	if !c.done() {
		c.failHere("nothing more was expected here")
	}
}

// names reads "A, B but C, D": names in and names out. A name with a comma, a
// semicolon or the word "but" in it stands in quotation marks.
func (c *cursor) names() (in, out []string) {
	if c.done() {
		c.failHere("names were expected, with commas between them")
		return nil, nil
	}
	to := &in
	if c.accept("but") {
		to = &out
	}
	for {
		c.blanks()
		at := c.pos
		name := c.name()
		if name == "" {
			c.fail(at, c.left(), "a name was expected")
			c.pos = c.end
			return in, out
		}
		*to = append(*to, name)
		c.blanks()
		switch {
		case c.done():
			return in, out
		case c.text[c.pos] == ',':
			c.pos++
		case c.accept("but") && to == &in:
			to = &out
		default:
			c.failHere("a comma was expected between names")
			c.pos = c.end
			return in, out
		}
	}
}

// name reads one name, up to a comma or the word "but".
func (c *cursor) name() string {
	rest := c.text[c.pos:c.end]
	if strings.HasPrefix(rest, `"`) {
		prefix, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return ""
		}
		c.pos += len(prefix)
		s, _ := strconv.Unquote(prefix) // QuotedPrefix has checked it
		return s
	}
	stop := len(rest)
	if i := strings.IndexByte(rest, ','); i >= 0 {
		stop = i
	}
	if i := strings.Index(rest[:stop], " but "); i >= 0 {
		stop = i
	}
	c.pos += stop
	return strings.TrimSpace(rest[:stop])
}
