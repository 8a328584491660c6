package spreadsheet

import (
	"fmt"
)

// sharedStrings are the texts that the cells of a workbook refer to by number.
// They take four bytes each beside their text.
type sharedStrings struct {
	pages []stringPage
	count int
}

const pageSize = 1024

// stringPage holds pageSize texts, one after the other.
type stringPage struct {
	text string
	ends [pageSize]uint32
}

// at returns a text.
func (s *sharedStrings) at(i int) string {
	p := &s.pages[i/pageSize]
	start := uint32(0)
	if i%pageSize > 0 {
		start = p.ends[i%pageSize-1]
	}
	return p.text[start:p.ends[i%pageSize]]
}

// readSharedStrings reads the part. Phonetic hints are left out, the runs of a
// rich text are joined.
func readSharedStrings(x *xmlScanner, l Limits) (*sharedStrings, error) {
	s := &sharedStrings{}
	if err := x.root("sst"); err != nil {
		return nil, err
	}
	var (
		page  []byte
		ends  *stringPage
		total int64
	)
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return nil, err
		case token == tokenEnd:
			if ends != nil {
				ends.text = string(page)
			}
			return s, nil
		case token == tokenClose:
			continue
		case token == tokenText:
			if !isBlank(x.text) {
				return nil, refuse(codeStructure, "the shared strings hold text outside an item"+repairHint)
			}
			continue
		case x.is("extLst"):
			if err := x.skip(); err != nil {
				return nil, err
			}
			continue
		case !x.is("si"):
			return nil, refuseText(codeStructure, string(x.local),
				"the shared strings hold something else than items"+repairHint)
		}
		if s.count == l.Strings {
			return nil, refuse(codeLimit, fmt.Sprintf("the workbook has more than %d shared strings", l.Strings))
		}
		start := len(page)
		if page, err = x.richText(page, l.Text); err != nil {
			return nil, err
		}
		if total += int64(len(page) - start); total > l.StringBytes {
			return nil, refuse(codeLimit, fmt.Sprintf("the shared strings take more than %d bytes", l.StringBytes))
		}
		if ends == nil {
			s.pages = append(s.pages, stringPage{})
			ends = &s.pages[len(s.pages)-1]
		}
		ends.ends[s.count%pageSize] = uint32(len(page))
		s.count++
		if s.count%pageSize == 0 {
			ends.text = string(page)
			ends, page = nil, page[:0]
		}
	}
}

// root reads up to the root element, which must have this name.
func (s *xmlScanner) root(local string) error {
	if err := s.start(); err != nil {
		return err
	}
	token, err := s.next()
	switch {
	case err != nil:
		return err
	case token != tokenOpen || !s.is(local):
		return refuseText(codeStructure, string(s.local),
			"a part of the workbook is not the "+local+" that it should be"+repairHint)
	}
	return nil
}

// richText appends the text of the item just opened: its own, or that of its
// runs. limit is in UTF-16 units.
func (s *xmlScanner) richText(b []byte, limit int) ([]byte, error) {
	start, depth := len(b), s.depth()
	plain, runs := false, false
	for {
		token, err := s.next()
		switch {
		case err != nil:
			return b, err
		case token == tokenText:
			if !isBlank(s.text) {
				return b, refuse(codeStructure, "a rich text holds text outside its runs"+repairHint)
			}
		case token == tokenClose:
			if s.depth() < depth {
				return unescape(b, start), checkLength(b[start:], limit)
			}
		case s.is("t"):
			if s.depth() == depth+1 {
				if plain || runs {
					return b, refuse(codeStructure, "a text is there twice"+repairHint)
				}
				plain = true
			}
			if b, err = s.appendText(b, start, limit); err != nil {
				return b, err
			}
		case s.is("r") && s.depth() == depth+1:
			if plain {
				return b, refuse(codeStructure, "a text is there twice"+repairHint)
			}
			runs = true
		default: // rPr, rPh, phoneticPr, extLst
			if s.space == spaceSheet && !isTextDecoration(string(s.local)) {
				return b, refuseText(codeStructure, string(s.local), "a rich text holds something that it cannot hold"+repairHint)
			}
			if err := s.skip(); err != nil {
				return b, err
			}
		}
	}
}

func isTextDecoration(local string) bool {
	switch local {
	case "rPr", "rPh", "phoneticPr", "extLst":
		return true
	}
	return false
}

// appendText appends the text of the element just opened, which holds nothing
// else. The text counts from start against the limit.
func (s *xmlScanner) appendText(b []byte, start, limit int) ([]byte, error) {
	for {
		token, err := s.next()
		switch {
		case err != nil:
			return b, err
		case token == tokenClose:
			return b, nil
		case token == tokenOpen:
			return b, refuseText(codeStructure, string(s.local), "an element stands inside a value"+repairHint)
		}
		b = append(b, s.text...)
		if len(b)-start > limit*maxEscaped {
			return b, tooLong(limit)
		}
	}
}

// maxEscaped is how many bytes a UTF-16 unit can take in the file: _x0041_.
const maxEscaped = 7

func tooLong(limit int) error {
	return refuse(codeLimit, fmt.Sprintf("a text is longer than %d characters", limit))
}

// checkLength counts the UTF-16 units.
func checkLength(b []byte, limit int) error {
	if len(b) <= limit {
		return nil
	}
	units := 0
	for _, r := range string(b) {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if units > limit {
		return tooLong(limit)
	}
	return nil
}
