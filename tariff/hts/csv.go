package hts

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/records"
)

// columnsCSV are the columns of the CSV export, in its order.
var columnsCSV = []string{
	"HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty",
	"Column 2 Rate of Duty", "Quota Quantity", "Additional Duties",
}

// ReadCSV reads a revision from the CSV export, which has no footnotes. The columns are those
// of the export, in its order; units stand in a cell as a JSON list, ["No.","kg"].
func ReadCSV(name string, r io.Reader) (*Revision, error) {
	in := records.NewReader(r, records.Options{MaxBytes: maxSize})
	head, err := in.Read()
	if err != nil {
		return nil, &RowError{File: name, Reason: "want a CSV file with the columns of the export"}
	}
	if !slices.Equal(head, columnsCSV) {
		return nil, &RowError{File: name, Reason: fmt.Sprintf("the columns are %.200q, want %q", head, columnsCSV)}
	}
	b := newBuilder(name)
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return b.done()
		}
		n := len(b.rev.Rows) + 1
		if err != nil {
			return nil, &RowError{File: name, Row: n, Reason: err.Error()}
		}
		j := jsonRow{
			Number: record[0], Indent: record[1], Description: record[2], General: &record[4], Special: &record[5],
			Other: &record[6], Quota: &record[7], Additional: &record[8],
		}
		if units := strings.TrimSpace(record[3]); units != "" {
			j.Units = &[]string{}
			if err := json.Unmarshal([]byte(units), j.Units); err != nil {
				return nil, &RowError{name, n, j.Number, fmt.Sprintf("units %.40q are no list", units)}
			}
		}
		if err := b.add(&j); err != nil {
			return nil, err
		}
	}
}

// builder puts rows together, in the order of print.
type builder struct {
	rev     *Revision
	seen    map[trade.Product]int
	outline []outlineRow
}

func newBuilder(name string) *builder {
	return &builder{rev: &Revision{Name: name}, seen: map[trade.Product]int{}}
}

// add appends a row; what it does not state itself it has from the rows above it.
func (b *builder) add(j *jsonRow) error {
	n := len(b.rev.Rows) + 1
	row, err := j.row()
	if err != nil {
		return &RowError{b.rev.Name, n, j.Number, err.Error()}
	}
	if row.Number != "" {
		if first, twice := b.seen[row.Number]; twice {
			return &RowError{b.rev.Name, n, j.Number, fmt.Sprintf("stands already in row %d", first)}
		}
		b.seen[row.Number] = n
	}
	for len(b.outline) > 0 && b.outline[len(b.outline)-1].indent >= row.Indent {
		b.outline = b.outline[:len(b.outline)-1]
	}
	if !row.Rates.IsZero() {
		row.RatesFrom = row.Number
	} else if row.Number != "" {
		row.inherit(b.outline)
	}
	b.outline = append(b.outline, outlineRow{row.Indent, row.Number, row.Rates})
	b.rev.Rows = append(b.rev.Rows, row)
	return nil
}

func (b *builder) done() (*Revision, error) {
	if len(b.rev.Rows) == 0 {
		return nil, &RowError{File: b.rev.Name, Reason: "holds no row"}
	}
	return b.rev, nil
}
