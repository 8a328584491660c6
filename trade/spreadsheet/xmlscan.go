package spreadsheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
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
	return &xmlScanner{from: from, buf: make([]byte, max(1<<10, min(64<<10, size+16))), maxDepth: l.Depth, maxAttributes: l.Attributes}
}

func damagedXML(what string) error { return refuse(CodeDamagedXML, what+repairHint) }

func damagedXMLAt(text []byte, what string) error {
	return refuseText(CodeDamagedXML, string(text[:min(len(text), 80)]), what+repairHint)
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
			return false, refuse(CodeLimit, "an XML tag is longer than 256 KiB")
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
	return refuse(CodeEncoding, "an XML part holds bytes that are not UTF-8"+repairHint)
}

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

// readMarkup reads what begins with "<".
func (s *xmlScanner) readMarkup() (xmlToken, bool, error) {
	if ok, err := s.need(2); err != nil {
		return 0, false, err
	} else if !ok {
		return 0, false, damagedXML("an XML part ends too early")
	}
	switch s.buf[s.r+1] {
	case '?':
		return 0, false, s.skipInstruction()
	case '!':
		return 0, false, s.readExclamation()
	}
	for {
		b := s.buf[s.r:s.w]
		var (
			n   int
			err error
		)
		isClose := b[1] == '/'
		if isClose {
			n, err = s.parseClose(b)
		} else {
			n, err = s.parseOpen(b)
		}
		if err != nil {
			return 0, false, err
		}
		if n > 0 {
			s.r += n
			if isClose {
				s.pop()
				return tokenClose, true, nil
			}
			return tokenOpen, true, nil
		}
		if ok, err := s.more(); err != nil {
			return 0, false, err
		} else if !ok {
			return 0, false, damagedXML("an XML part ends too early")
		}
	}
}

// parseClose reads a closing tag; 0 means that it goes on after b.
func (s *xmlScanner) parseClose(b []byte) (int, error) {
	if len(s.marks) == 0 {
		return 0, damagedXMLAt(b[:min(len(b), 20)], "an XML part closes an element that is not open")
	}
	name := s.names[s.marks[len(s.marks)-1]:]
	n := 2 + len(name)
	if len(b) <= n {
		return 0, nil
	}
	if !bytes.Equal(b[2:n], name) || class[b[n]]&isSpace == 0 && b[n] != '>' {
		return 0, damagedXMLAt(b[:min(len(b), n+1)], "an XML part closes another element than the open one")
	}
	for n < len(b) && class[b[n]]&isSpace != 0 {
		n++
	}
	switch {
	case n == len(b):
		return 0, nil
	case b[n] != '>':
		return 0, damagedXMLAt(b[:n+1], "an XML part holds a broken tag")
	}
	return n + 1, nil
}

// pop leaves the innermost element.
func (s *xmlScanner) pop() {
	last := len(s.marks) - 1
	s.setName(s.names[s.marks[last]:])
	s.names = s.names[:s.marks[last]]
	if n := s.bound[last]; n < len(s.bindings) {
		s.bindings = s.bindings[:n]
		s.plain = s.lookup("")
	}
	s.marks, s.bound = s.marks[:last], s.bound[:last]
}

// setName splits a qualified name. Its prefix is known.
func (s *xmlScanner) setName(name []byte) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		s.local, s.space = name[i+1:], s.lookup(string(name[:i]))
		return
	}
	s.local, s.space = name, s.plain
}

const spaceUnknown namespace = 255

// lookup finds what a prefix means.
func (s *xmlScanner) lookup(prefix string) namespace {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == prefix {
			return s.bindings[i].space
		}
	}
	switch prefix {
	case "":
		return spaceNone
	case "xml":
		return spaceXML
	}
	return spaceUnknown
}

// parseOpen reads an opening tag; 0 means that it goes on after b.
func (s *xmlScanner) parseOpen(b []byte) (int, error) {
	i := 1
	for i < len(b) && class[b[i]]&isName != 0 {
		i++
	}
	if i == len(b) {
		return 0, nil
	}
	name := b[1:i]
	if !isQName(name) {
		return 0, damagedXMLAt(b[:min(len(b), i+1)], "an XML part holds a broken tag")
	}
	s.attrs = s.attrs[:0]
	s.decoded = s.decoded[:0]
	declares := false
	for {
		gap := i
		for i < len(b) && class[b[i]]&isSpace != 0 {
			i++
		}
		if i == len(b) {
			return 0, nil
		}
		if b[i] == '>' {
			i++
			break
		}
		if b[i] == '/' {
			if i+1 == len(b) {
				return 0, nil
			}
			if b[i+1] != '>' {
				return 0, damagedXMLAt(b[:i+1], "an XML part holds a broken tag")
			}
			i += 2
			s.pending = true
			break
		}
		if i == gap {
			return 0, damagedXMLAt(b[:i+1], "an XML part holds a broken tag")
		}
		a, n, err := s.parseAttribute(b[i:])
		if n == 0 || err != nil {
			return 0, err
		}
		i += n
		if len(s.attrs) == s.maxAttributes {
			return 0, refuse(CodeLimit, fmt.Sprintf("an XML element has more than %d attributes", s.maxAttributes))
		}
		for _, other := range s.attrs {
			if bytes.Equal(other.local, a.local) && bytes.Equal(other.prefix, a.prefix) {
				return 0, damagedXMLAt(b[:i], "an XML element has an attribute twice")
			}
		}
		s.attrs = append(s.attrs, a)
		declares = declares || string(a.prefix) == "xmlns" || len(a.prefix) == 0 && string(a.local) == "xmlns"
	}
	return i, s.push(name, declares)
}

// push enters an element.
func (s *xmlScanner) push(name []byte, declares bool) error {
	if len(s.marks) == 0 {
		if s.rootSeen {
			return damagedXMLAt(name, "an XML part has two roots")
		}
		s.rootSeen = true
	}
	if len(s.marks) == s.maxDepth {
		return refuse(CodeLimit, fmt.Sprintf("XML elements are nested deeper than %d", s.maxDepth))
	}
	s.marks = append(s.marks, len(s.names))
	s.bound = append(s.bound, len(s.bindings))
	s.names = append(s.names, name...)
	if declares {
		if err := s.declare(); err != nil {
			return err
		}
	}
	s.setName(name)
	if s.space == spaceUnknown {
		return damagedXMLAt(name, "an XML part uses a prefix that it does not declare")
	}
	for i, a := range s.attrs {
		if len(a.prefix) == 0 || string(a.prefix) == "xmlns" {
			continue
		}
		space := s.lookup(string(a.prefix))
		if space == spaceUnknown {
			return damagedXMLAt(a.prefix, "an XML part uses a prefix that it does not declare")
		}
		for _, other := range s.attrs[:i] { // the same name under two prefixes
			if space > spaceOther && len(other.prefix) > 0 && bytes.Equal(other.local, a.local) && s.lookup(string(other.prefix)) == space {
				return damagedXMLAt(a.local, "an XML element has an attribute twice")
			}
		}
	}
	return nil
}

// declare takes in the namespaces that the open tag declares.
func (s *xmlScanner) declare() error {
	for _, a := range s.attrs {
		prefix := ""
		switch {
		case string(a.prefix) == "xmlns":
			prefix = string(a.local)
		case len(a.prefix) > 0 || string(a.local) != "xmlns":
			continue
		}
		space, known := namespaces[string(a.value)]
		if !known {
			space = spaceOther
		}
		if prefix != "" && len(a.value) == 0 || prefix == "xmlns" || (prefix == "xml") != (space == spaceXML) {
			return damagedXMLAt(a.local, "an XML part declares a prefix that cannot be declared")
		}
		s.bindings = append(s.bindings, binding{prefix, space})
	}
	s.plain = s.lookup("")
	return nil
}

// isQName tells names with at most one colon, in the middle.
func isQName(name []byte) bool {
	if len(name) == 0 || class[name[0]]&isNameStart == 0 {
		return false
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		rest := name[i+1:]
		if len(rest) == 0 || class[rest[0]]&isNameStart == 0 || bytes.IndexByte(rest, ':') >= 0 {
			return false
		}
	}
	for _, c := range name {
		if c >= 0x80 {
			return utf8.Valid(name)
		}
	}
	return true
}

// parseAttribute reads name="value"; 0 means that it goes on after b.
func (s *xmlScanner) parseAttribute(b []byte) (attribute, int, error) {
	none := attribute{}
	i := 0
	for i < len(b) && class[b[i]]&isName != 0 {
		i++
	}
	name := b[:i]
	for i < len(b) && class[b[i]]&isSpace != 0 {
		i++
	}
	if i == len(b) {
		return none, 0, nil
	}
	broken := func() error { return damagedXMLAt(b[:min(len(b), i+1)], "an XML part holds a broken attribute") }
	if !isQName(name) || b[i] != '=' {
		return none, 0, broken()
	}
	i++
	for i < len(b) && class[b[i]]&isSpace != 0 {
		i++
	}
	if i == len(b) {
		return none, 0, nil
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return none, 0, broken()
	}
	i++
	end := bytes.IndexByte(b[i:], quote)
	if end < 0 {
		return none, 0, nil
	}
	a := attribute{local: name, value: b[i : i+end]}
	if colon := bytes.IndexByte(name, ':'); colon >= 0 {
		a.prefix, a.local = name[:colon], name[colon+1:]
	}
	special := uint8(0)
	for _, c := range a.value {
		special |= class[c]
		if c == '<' {
			return none, 0, broken()
		}
	}
	if special&(isSpecial|isSpace) != 0 {
		value, err := s.attributeValue(a.value)
		if err != nil {
			return none, 0, err
		}
		a.value = value
	}
	return a, i + end + 1, nil
}

// attributeValue checks a value, replaces its references, and makes its white
// space spaces.
func (s *xmlScanner) attributeValue(raw []byte) ([]byte, error) {
	start := len(s.decoded)
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '&':
			r, n, ok := parseReference(raw[i:])
			if !ok {
				return nil, damagedXMLAt(raw[i:min(len(raw), i+maxReference)], "an XML part holds an entity that does not exist")
			}
			s.decoded = utf8.AppendRune(s.decoded, r)
			i += n
		case class[c]&isSpace != 0:
			if c == '\r' && i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			s.decoded = append(s.decoded, ' ')
			i++
		case c < 0x80 && class[c]&isControl == 0:
			s.decoded = append(s.decoded, c)
			i++
		default:
			n, err := legalText(raw[i:])
			if err != nil {
				return nil, err
			}
			if n == 0 {
				return nil, s.illegal(raw[i])
			}
			s.decoded = append(s.decoded, raw[i:i+n]...)
			i += n
		}
	}
	return s.decoded[start:len(s.decoded):len(s.decoded)], nil
}

func (s *xmlScanner) illegal(c byte) error {
	if c >= 0x80 {
		return notUTF8()
	}
	return damagedXMLAt([]byte{c}, "an XML part holds a character that XML does not allow")
}

// readExclamation skips a comment or enters a CDATA section.
func (s *xmlScanner) readExclamation() error {
	const comment, section = "<!--", "<![CDATA["
	if _, err := s.need(len(section)); err != nil {
		return err
	}
	b := s.buf[s.r:s.w]
	switch {
	case bytes.HasPrefix(b, []byte(comment)):
		s.r += len(comment)
		return s.skipTo("--", ">")
	case bytes.HasPrefix(b, []byte(section)):
		if len(s.marks) == 0 {
			return damagedXML("an XML part holds text outside its root")
		}
		s.r += len(section)
		s.cdata = true
		return nil
	case bytes.HasPrefix(b, []byte("<!DOCTYPE")):
		return damagedXMLAt(b, "an XML part holds a document type, which can define entities; workbooks have none, so the file was made to deceive")
	}
	return damagedXMLAt(b[:min(len(b), 20)], "an XML part holds a broken tag")
}

// skipInstruction skips <?name … ?>.
func (s *xmlScanner) skipInstruction() error {
	if ok, err := s.need(7); err != nil {
		return err
	} else if ok {
		b := s.buf[s.r+2 : s.r+7]
		if class[b[0]]&isNameStart == 0 || strings.EqualFold(string(b[:3]), "xml") && class[b[3]]&isName == 0 {
			return damagedXMLAt(b, "an XML part holds a broken instruction")
		}
	}
	s.r += 2
	return s.skipTo("?>", "")
}

// skipTo skips everything up to stop, which must be followed by after.
func (s *xmlScanner) skipTo(stop, after string) error {
	for {
		b := s.buf[s.r:s.w]
		i := bytes.Index(b, []byte(stop))
		end := i
		if i < 0 {
			end = max(0, len(b)-len(stop)+1)
		}
		n := 0
		for n < end {
			m, err := legalText(b[n:end])
			if err != nil {
				return err
			}
			n += m
			if n == end {
				break
			}
			if class[b[n]]&isControl != 0 {
				return s.illegal(b[n])
			}
			if b[n] >= 0x80 { // cut in two
				if i >= 0 {
					return notUTF8()
				}
				break
			}
			n++
		}
		s.r += n
		if i >= 0 {
			s.r += len(stop)
			if ok, err := s.need(len(after)); err != nil {
				return err
			} else if !ok || string(s.buf[s.r:s.r+len(after)]) != after {
				return damagedXML("an XML part holds -- in a comment")
			}
			s.r += len(after)
			return nil
		}
		if ok, err := s.more(); err != nil {
			return err
		} else if !ok {
			return damagedXML("an XML part ends too early")
		}
	}
}

// skip passes over the element just opened and everything in it.
func (s *xmlScanner) skip() error {
	for depth := s.depth(); s.depth() >= depth; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// attr returns an attribute without a prefix; ok tells whether it is there.
func (s *xmlScanner) attr(local string) (value []byte, ok bool) {
	for _, a := range s.attrs {
		if len(a.prefix) == 0 && string(a.local) == local {
			return a.value, true
		}
	}
	return nil, false
}

// attrIn returns an attribute of a namespace.
func (s *xmlScanner) attrIn(space namespace, local string) (value []byte, ok bool) {
	for _, a := range s.attrs {
		if len(a.prefix) > 0 && string(a.local) == local && s.lookup(string(a.prefix)) == space {
			return a.value, true
		}
	}
	return nil, false
}

// is tells whether the element is one of the spreadsheet's own.
func (s *xmlScanner) is(local string) bool { return s.space == spaceSheet && string(s.local) == local }

func isBlank(text []byte) bool {
	for _, c := range text {
		if class[c]&isSpace == 0 {
			return false
		}
	}
	return true
}
