package lines

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/table"
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
	currency
	importer
	columns
	other = columns
)

var names = [columns]string{"hts", "origin", "date", "value", "quantity", "unit", "claims", "currency", "importer"}

// header is where the columns stand.
type header struct {
	line  []byte // as read, without its end
	at    [columns]int
	kinds []int // by column of the file: hts and so on, or other
	width int
	// unread names the columns that mean nothing here, with the letter of a spreadsheet.
	unread []string
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
		h.kinds = append(h.kinds, other)
		name := strings.ToLower(strings.TrimSpace(string(f)))
		if name == "destination" { // as files of flows have it
			name = names[importer]
		}
		for k := range names {
			if name != names[k] {
				continue
			}
			if h.at[k] >= 0 {
				return nil, &HeaderError{1, fmt.Sprintf("the column %s stands twice", name)}
			}
			h.at[k], h.kinds[i] = i, k
		}
	}
	for i, kind := range h.kinds {
		if kind == other {
			h.unread = append(h.unread, fmt.Sprintf("%s %q", table.ColumnName(i), strings.TrimSpace(string(fields[i]))))
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

// cell names a cell as a spreadsheet does: C17.
func cell(i, line int) string { return table.Address(line, i) }
