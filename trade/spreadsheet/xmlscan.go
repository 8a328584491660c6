package spreadsheet

import (
	"bytes"
	"io"
	"strings"
)

// An xmlScanner reads XML piece by piece and accepts nothing that is not
// well-formed: tags that pair up, attributes once each, declared prefixes, legal
// characters, one root. It takes no document type, hence no entities of its own
// and nothing from outside. It needs memory for one tag, not for the document.
//
// The names and texts that it shows are good until the next call of next.
type xmlScanner struct {
	from io.Reader
	buf  []byte
	r, w int // what has been read and not used is buf[r:w]
	eof  bool

	maxDepth, maxAttributes int

	names    []byte // qualified names of the open elements, one after the other
	marks    []int  // where each of them begins
	bound    []int  // how many bindings there were before each of them
	bindings []binding
	plain    namespace // what no prefix means

	local    []byte // name of the element that was opened or closed, without prefix
	space    namespace
	attrs    []attribute
	text     []byte
	pending  bool // an empty element still has to be closed
	rootSeen bool
	cdata    bool
	decoded  []byte
}

type xmlToken uint8

const (
	tokenOpen xmlToken = iota
	tokenClose
	tokenText
	tokenEnd // of the document
)

// attribute is one attribute of the element just opened.
type attribute struct {
	prefix, local, value []byte
}

type binding struct {
	prefix string
	space  namespace
}

// namespace is one of those that mean something here.
type namespace uint8

const (
	spaceNone namespace = iota
	spaceOther
	spaceSheet         // of the spreadsheet itself
	spaceRelations     // of references from a part to others
	spacePackage       // of lists of relations
	spaceContentTypes  // of the list of content types
	spaceCompatibility // of alternatives for older programs
	spaceXML
)

// Each has a name in the usual form of the format and in its strict form.
var namespaces = map[string]namespace{
	"": spaceNone,
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":           spaceSheet,
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                       spaceSheet,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": spaceRelations,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":             spaceRelations,
	"http://schemas.openxmlformats.org/package/2006/relationships":        spacePackage,
	"http://schemas.openxmlformats.org/package/2006/content-types":        spaceContentTypes,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":         spaceCompatibility,
	"http://www.w3.org/XML/1998/namespace":                                spaceXML,
}

const maxTag = 256 << 10 // bytes of one tag

// newXMLScanner scans a text of about size bytes.
func newXMLScanner(from io.Reader, size int64, l Limits) *xmlScanner {
	return &xmlScanner{
		from: from, buf: make([]byte, max(1<<10, min(64<<10, size+16))), maxDepth: l.Depth,
		maxAttributes: l.Attributes,
	}
}

func damagedXML(what string) error { return refuse(codeDamagedXML, what+repairHint) }

func damagedXMLAt(text []byte, what string) error {
	return refuseText(codeDamagedXML, string(text[:min(len(text), 80)]), what+repairHint)
}

// more reads on; false means that there is no more.
func (s *xmlScanner) more() (bool, error) {
	if s.eof {
		return false, nil
	}
	if s.r > 0 {
		copy(s.buf, s.buf[s.r:s.w])
		s.w -= s.r
		s.r = 0
	}
	if s.w == len(s.buf) {
		if len(s.buf) >= maxTag {
			return false, refuse(codeLimit, "an XML tag is longer than 256 KiB")
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.from.Read(s.buf[s.w:])
		s.w += n
		if err == io.EOF {
			s.eof = true
			return n > 0, nil
		}
		if err != nil {
			return false, err
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, io.ErrNoProgress
}

// need makes at least n bytes available.
func (s *xmlScanner) need(n int) (bool, error) {
	for s.w-s.r < n {
		if ok, err := s.more(); !ok {
			return false, err
		}
	}
	return true, nil
}

// Classes of bytes.
const (
	isSpace     = 1 << iota // white space
	isName                  // may stand in a name
	isNameStart             // may begin a name
	isSpecial               // must be looked at in text
	isControl               // may stand nowhere
)

var class = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c == ' ' || c == '\t' || c == '\n':
			t[c] = isSpace
		case c == '\r':
			t[c] = isSpace | isSpecial
		case c < ' ':
			t[c] = isControl | isSpecial
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
			t[c] = isName | isNameStart
		case c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':':
			t[c] = isName
		case c == '<' || c == '&' || c == ']':
			t[c] = isSpecial
		case c >= 0x80:
			t[c] = isName | isNameStart | isSpecial
		}
	}
	return t
}()

// start skips the XML declaration. The reader has taken away any byte order mark
// and turned the text into UTF-8.
func (s *xmlScanner) start() error {
	if _, err := s.need(6); err != nil {
		return err
	}
	if b := s.buf[s.r:s.w]; len(b) < 6 || string(b[:5]) != "<?xml" || class[b[5]]&isSpace == 0 {
		return nil
	}
	for {
		b := s.buf[s.r:min(s.w, s.r+1024)]
		if i := bytes.Index(b, []byte("?>")); i >= 0 {
			if _, ok := parseDeclaration(b[:i]); !ok {
				return damagedXMLAt(b[:i], "the XML declaration is wrong")
			}
			s.r += i + 2
			return nil
		}
		if len(b) == 1024 {
			return damagedXML("the XML declaration has no end")
		}
		if ok, err := s.more(); err != nil {
			return err
		} else if !ok {
			return damagedXML("the XML declaration has no end")
		}
	}
}

// parseDeclaration reads <?xml version="1.0" encoding="…" standalone="…".
func parseDeclaration(b []byte) (encoding string, ok bool) {
	rest := strings.TrimPrefix(string(b), "<?xml")
	last := 0
	for {
		trimmed := strings.TrimLeft(rest, " \t\r\n")
		if trimmed == "" {
			return encoding, last > 0
		}
		name, after, found := strings.Cut(trimmed, "=")
		after = strings.TrimLeft(after, " \t\r\n")
		if !found || len(trimmed) == len(rest) || after == "" || after[0] != '"' && after[0] != '\'' {
			return "", false
		}
		value, next, found := strings.Cut(after[1:], after[:1])
		if !found {
			return "", false
		}
		order := 0
		switch strings.TrimRight(name, " \t\r\n") {
		case "version":
			order = 1
			if value != "1.0" && value != "1.1" {
				return "", false
			}
		case "encoding":
			order, encoding = 2, value
		case "standalone":
			order = 3
			if value != "yes" && value != "no" {
				return "", false
			}
		}
		if order <= last || last == 0 && order != 1 {
			return "", false
		}
		last, rest = order, next
	}
}

// depth is the number of open elements.
func (s *xmlScanner) depth() int { return len(s.marks) }

// next reads the next piece. Comments and instructions are skipped. Text comes
// in several pieces.
func (s *xmlScanner) next() (xmlToken, error) {
	if s.pending {
		s.pending = false
		s.pop()
		return tokenClose, nil
	}
	for {
		if s.r == s.w {
			ok, err := s.more()
			if err != nil {
				return 0, err
			}
			if !ok {
				return s.finish()
			}
		}
		var (
			token xmlToken
			shown bool
			err   error
		)
		switch {
		case s.cdata:
			token, shown, err = s.readCDATA()
		case s.buf[s.r] != '<':
			token, shown, err = s.readText()
		default:
			token, shown, err = s.readMarkup()
		}
		if shown || err != nil {
			return token, err
		}
	}
}

// finish is the end of the document.
func (s *xmlScanner) finish() (xmlToken, error) {
	switch {
	case s.cdata || len(s.marks) > 0:
		return 0, damagedXML("an XML part ends too early")
	case !s.rootSeen:
		return 0, damagedXML("an XML part is empty")
	}
	return tokenEnd, nil
}

// readText reads a piece of text. Like the other readers of a piece it tells
// whether there is something to show.
func (s *xmlScanner) readText() (xmlToken, bool, error) {
	b := s.buf[s.r:s.w]
	i := 0
	for i < len(b) && class[b[i]]&isSpecial == 0 {
		i++
	}
	if i < len(b) && b[i] >= 0x80 {
		n, err := legalText(b[i:])
		if err != nil {
			return 0, false, err
		}
		i += n
	}
	if i > 0 {
		return s.show(i)
	}
	switch b[0] {
	case '&':
		return s.readReference()
	case '\r':
		return s.readReturn()
	case ']':
		if ok, err := s.need(3); err != nil {
			return 0, false, err
		} else if ok && string(s.buf[s.r:s.r+3]) == "]]>" {
			return 0, false, damagedXML("an XML part holds ]]> in a text")
		}
		return s.show(1)
	}
	return 0, false, s.cutRune(b)
}

// show makes the next i bytes the text to show.
func (s *xmlScanner) show(i int) (xmlToken, bool, error) {
	s.text = s.buf[s.r : s.r+i]
	s.r += i
	if len(s.marks) > 0 {
		return tokenText, true, nil
	}
	if !isBlank(s.text) {
		return 0, false, damagedXMLAt(s.text, "an XML part holds text outside its root")
	}
	return 0, false, nil
}

// readReturn makes a carriage return, with a line feed or without, a line feed.
func (s *xmlScanner) readReturn() (xmlToken, bool, error) {
	if ok, err := s.need(2); err != nil {
		return 0, false, err
	} else if ok && s.buf[s.r+1] == '\n' {
		s.r++ // the line feed comes next, by itself
		return 0, false, nil
	}
	s.buf[s.r] = '\n'
	return s.show(1)
}

// cutRune is called at a byte that may not stand in a text, unless it begins a
// character that the end of the buffer cut in two.
func (s *xmlScanner) cutRune(b []byte) error {
	if b[0] < 0x80 {
		return damagedXMLAt(b[:1], "an XML part holds a character that XML does not allow")
	}
	ok, err := s.more()
	if err == nil && !ok {
		return notUTF8()
	}
	return err
}

func notUTF8() error {
	return refuse(codeEncoding, "an XML part holds bytes that are not UTF-8"+repairHint)
}
