package lines

import "bytes"

// splitter cuts records into fields. Fields that are not quoted are parts of the input.
type splitter struct{ scratch []byte }

// split cuts the record at the start of b, which must end with a line feed, and returns
// its fields, its length with the line feed, and what is wrong with it, if anything.
func (s *splitter) split(b []byte, fields [][]byte) (out [][]byte, length int, why string) {
	start := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case ',':
			fields = append(fields, b[start:i])
			start = i + 1
		case '\n':
			end := i
			if end > start && b[end-1] == '\r' {
				end--
			}
			return append(fields, b[start:end]), i + 1, why
		case '"':
			if i != start {
				why = "a quote within a field that does not begin with one"
				continue
			}
			text, next, ok := s.quoted(b, i)
			if !ok {
				return fields, len(b), "a quote that is not closed"
			}
			fields = append(fields, text)
			switch i = next; {
			case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
				return fields, i + 2, why
			case b[i] == '\n':
				return fields, i + 1, why
			case b[i] != ',':
				why = "text after the closing quote of a field"
				fields = fields[:len(fields)-1]
			default:
				start = i + 1
				continue
			}
			start = i
		}
	}
	return append(fields, b[start:]), len(b), why
}

// quoted reads the quoted field at i and returns the place after its closing quote.
func (s *splitter) quoted(b []byte, i int) ([]byte, int, bool) {
	next, doubled, ok := closing(b, i)
	if !ok {
		return nil, next, false
	}
	text := b[i+1 : next-1]
	if doubled {
		at := len(s.scratch)
		s.scratch = append(s.scratch, bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))...)
		text = s.scratch[at:]
	}
	return text, next, true
}

// wholeRecords is the length of the part of b that ends with the last record that is
// complete. As split has it, a quote opens a field only where the field begins, and line
// feeds within such a field do not end a record.
func wholeRecords(b []byte) int {
	end, i := 0, 0
	for {
		quote := bytes.IndexByte(b[i:], '"')
		if quote < 0 {
			quote = len(b) - i
		}
		if feed := bytes.LastIndexByte(b[i:i+quote], '\n'); feed >= 0 {
			end = i + feed + 1
		}
		if i += quote; i == len(b) {
			return end
		}
		if i > 0 && b[i-1] != ',' && b[i-1] != '\n' {
			i++ // a quote within a field
			continue
		}
		next, _, closed := closing(b, i)
		if !closed {
			return end
		}
		i = next
	}
}

// closing finds the end of the quoted field at i: the place after its closing quote, and
// whether it holds doubled quotes.
func closing(b []byte, i int) (next int, doubled, closed bool) {
	for i++; ; i += 2 {
		k := bytes.IndexByte(b[i:], '"')
		if i += k; k < 0 || i+1 >= len(b) {
			return len(b), doubled, false
		}
		if b[i+1] != '"' {
			return i + 1, doubled, true
		}
		doubled = true
	}
}
