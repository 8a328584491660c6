package spreadsheet

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

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
			return 0, refuse(codeLimit, fmt.Sprintf("an XML element has more than %d attributes", s.maxAttributes))
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
		return refuse(codeLimit, fmt.Sprintf("XML elements are nested deeper than %d", s.maxDepth))
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
			if space > spaceOther && len(other.prefix) > 0 && bytes.Equal(other.local, a.local) &&
				s.lookup(string(other.prefix)) == space {
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
		return damagedXMLAt(b,
			"an XML part holds a document type, which can define entities; workbooks have none, so the file was made to deceive")
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
