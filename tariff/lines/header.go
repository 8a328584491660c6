package lines

import (
	"bytes"
	"fmt"
	"strings"
)

// The columns that mean something.
const (
	hts = iota
	origin
	date
	value
	quantity
	unit
	claims
	columns
)

var names = [columns]string{"hts", "origin", "date", "value", "quantity", "unit", "claims"}

// header is where the columns stand.
type header struct {
	line  []byte // as read, without its end
	at    [columns]int
	width int
}

// parseHeader reads the first record of the file.
func parseHeader(line []byte) (*header, error) {
	line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
	h := &header{line: bytes.Clone(line)}
	for i := range h.at {
		h.at[i] = -1
	}
	var s splitter
	fields, _, why := s.split(append(bytes.Clone(line), '\n'), nil)
	if why != "" {
		return nil, &HeaderError{1, why}
	}
	h.width = len(fields)
	for i, f := range fields {
		name := strings.ToLower(strings.TrimSpace(string(f)))
		for k := range names {
			if name != names[k] {
				continue
			}
			if h.at[k] >= 0 {
				return nil, &HeaderError{1, fmt.Sprintf("the column %s stands twice", name)}
			}
			h.at[k] = i
		}
	}
	var missing []string
	for k := hts; k <= value; k++ {
		if h.at[k] < 0 {
			missing = append(missing, names[k])
		}
	}
	if len(missing) > 0 {
		hint := ""
		if len(fields) == 1 && bytes.ContainsAny(line, ";\t") {
			hint = " (the columns must be parted by commas)"
		}
		return nil, &HeaderError{1, "no column " + strings.Join(missing, ", ") + hint}
	}
	if (h.at[quantity] < 0) != (h.at[unit] < 0) {
		return nil, &HeaderError{1, "quantity and unit stand only together"}
	}
	return h, nil
}

// column is the letter of a column, as a spreadsheet names it.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
