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
func (s *splitter) quoted(b []byte, i int) (text []byte, next int, ok bool) {
	i++
	from := i
	doubled := false
	for {
		k := bytes.IndexByte(b[i:], '"')
		if k < 0 {
			return nil, len(b), false
		}
		i += k
		if i+1 < len(b) && b[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		break
	}
	if i+1 >= len(b) {
		return nil, len(b), false
	}
	text = b[from:i]
	if doubled {
		at := len(s.scratch)
		s.scratch = append(s.scratch, bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))...)
		text = s.scratch[at:]
	}
	return text, i + 1, true
}

// wholeRecords is the length of the part of b that ends with the last record that is
// complete. Line feeds between quotes do not end a record.
func wholeRecords(b []byte) int {
	last := bytes.LastIndexByte(b, '\n')
	if bytes.IndexByte(b, '"') < 0 {
		return last + 1
	}
	end, open := 0, false
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			open = !open
		case '\n':
			if !open {
				end = i + 1
			}
		}
	}
	return end
}
