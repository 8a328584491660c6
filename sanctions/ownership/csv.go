package ownership

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/records"
)

// maxLine is the most bytes of a row.
const maxLine = 1 << 20

// columns of a file of edges.
const (
	colOwner = iota
	colEntity
	colPercent
	colControl
	colFrom
	colTo
	colCount
)

var columnNames = [colCount]string{"owner", "entity", "percent", "control", "valid_from", "valid_to"}

// ReadGraph reads edges from CSV (RFC 4180, UTF-8, with or without a byte order mark)
// and checks them as NewGraph does. The header names the columns owner, entity, percent
// and, if wanted, control, valid_from and valid_to, in any order and any case; other
// columns are not read and stand in Graph.Unread. A stake holds from the day of valid_from,
// and no longer on that of valid_to; either may be empty. A row that cannot be read is never left out in silence: all bad
// rows come back in one *InputError, as *EdgeError with line and column,
// and there is no graph.
func ReadGraph(r io.Reader) (*Graph, error) {
	b := builder{ids: map[string]int32{}}
	// a name says itself that it is no text
	c := records.NewReader(r, records.Options{Ragged: true, AnyText: true, MaxRecord: maxLine})
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		b.bad.add(&EdgeError{Line: 1, Code: "header", Hint: "the file is empty; " + wantHeader})
		return nil, &b.bad
	}
	if err != nil {
		if err = b.unreadable(err); err != nil {
			return nil, err
		}
		return nil, &b.bad
	}
	columns, unread, headErr := readHeader(head)
	if headErr != nil {
		headErr.Line = c.Line(0)
		b.bad.add(headErr)
		return nil, &b.bad
	}
	b.columns = [2]int{columns[colOwner] + 1, columns[colEntity] + 1}
	width := len(head)
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if err = b.unreadable(err); err != nil {
				return nil, err
			}
			continue
		}
		if err := b.row(c, row, columns, width); err != nil {
			return nil, err
		}
	}
	g, err := b.graph()
	if err != nil {
		return nil, err
	}
	g.Unread = unread
	return g, nil
}

const wantHeader = "the first line names the columns owner,entity,percent and, if wanted, control, valid_from, valid_to"

// likeDates are headings that others use for the days of a stake. A stake that has ended
// must not count because its column has another name; whether the last day counts is not
// guessed either.
var likeDates = map[string]string{
	"from": "valid_from", "start": "valid_from", "start_date": "valid_from", "start date": "valid_from",
	"valid from": "valid_from", "validfrom": "valid_from", "since": "valid_from",
	"to": untilHint, "end": untilHint, "end_date": untilHint, "end date": untilHint, "valid to": untilHint,
	"validto": untilHint, "until": untilHint, "valid_until": untilHint,
}

const untilHint = "valid_to, the first day on which the stake no longer holds"

// readHeader finds our columns, -1 for a control column that is not there.
func readHeader(head []string) (columns [colCount]int, unread []string, err *EdgeError) {
	columns = [colCount]int{-1, -1, -1, -1, -1, -1}
	for i, text := range head {
		name := strings.TrimSpace(text)
		known := false
		for k, want := range columnNames {
			if !strings.EqualFold(name, want) {
				continue
			}
			if columns[k] >= 0 {
				return columns, nil, &EdgeError{Column: i + 1, Name: "column", Text: name, Code: "header", Hint: "is there twice"}
			}
			columns[k], known = i, true
		}
		if meant, date := likeDates[strings.ToLower(name)]; date && !known {
			return columns, nil,
				&EdgeError{Column: i + 1, Name: "column", Text: clip.Text(name), Code: "header", Hint: fmt.Sprintf(
					"reads like a limit of the days of a stake, and is not read under this name; call it %s, or rename it if "+
						"it is none", meant)}
		}
		if !known {
			unread = append(unread, strings.Clone(clip.Text(name)))
		}
	}
	for k := range colControl {
		if columns[k] >= 0 {
			continue
		}
		hint := fmt.Sprintf("there is no column %q; %s", columnNames[k], wantHeader)
		if len(head) == 1 && strings.ContainsAny(head[0], ";\t") {
			hint += ", with commas between them"
		}
		return columns, nil, &EdgeError{Code: "header", Hint: hint}
	}
	return columns, unread, nil
}

// row takes one row, or notes what is wrong with it: every cell, not only the first.
func (b *builder) row(c *records.Reader, row []string, columns [colCount]int, width int) error {
	line := c.Line(0)
	if len(row) != width {
		b.bad.add(&EdgeError{
			Line: line, Code: "fields",
			Hint: fmt.Sprintf("the row has %d fields and the header %d; put a name with a comma in quotes", len(row), width),
		})
		return nil
	}
	e := Edge{Owner: row[columns[colOwner]], Entity: row[columns[colEntity]], Line: line}
	bad := b.bad.Total
	cell := func(k int) (text string, line, column int) {
		return row[columns[k]], c.Line(columns[k]), columns[k] + 1
	}
	var err error
	if e.Share, err = ParseShare(row[columns[colPercent]]); err != nil {
		text, line, column := cell(colPercent)
		hint := "is no percentage"
		var p *Error
		if errors.As(err, &p) {
			hint = fmt.Sprintf("want %s (offset %d)", p.Reason, p.Offset)
		}
		b.bad.add(&EdgeError{
			Line: line, Column: column, Name: "percent", Text: strings.Clone(clip.Text(text)),
			Code: "percent", Hint: hint, Err: err,
		})
	}
	if columns[colControl] >= 0 {
		var ok bool
		if e.Control, ok = parseControl(row[columns[colControl]]); !ok {
			text, line, column := cell(colControl)
			b.bad.add(&EdgeError{
				Line: line, Column: column, Name: "control", Text: strings.Clone(clip.Text(text)),
				Code: "control", Hint: "want yes, no or unknown; empty is no",
			})
		}
	}
	for i, to := range []*trade.Date{&e.Days.From, &e.Days.To} {
		k := colFrom + i
		if columns[k] < 0 || strings.TrimSpace(row[columns[k]]) == "" {
			continue
		}
		if *to, err = trade.ParseDate(strings.TrimSpace(row[columns[k]])); err != nil {
			text, line, column := cell(k)
			b.bad.add(&EdgeError{
				Line: line, Column: column, Name: columnNames[k], Text: strings.Clone(clip.Text(text)),
				Code: "date", Hint: "want a day such as 2022-01-31, or nothing", Err: err,
			})
		}
	}
	if b.bad.Total == bad {
		return b.add(e)
	}
	// The row is lost; its names are looked at all the same, so that one round of
	// corrections is enough.
	for k := range colPercent {
		if text, line, column := cell(k); strings.TrimSpace(text) == "" {
			b.bad.add(&EdgeError{Line: line, Column: column, Name: columnNames[k], Text: "", Code: "empty", Hint: "has no name"})
		}
	}
	return nil
}

// unreadable notes a row whose quotes do not match; what ends the reading it gives back.
func (b *builder) unreadable(err error) error {
	var e *records.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Code == "size":
		return &EdgeError{
			Code: lineTooLong, Line: e.Line,
			Hint: fmt.Sprintf("line %d has more than %d bytes; this is not a table of edges", e.Line, maxLine),
		}
	}
	b.bad.add(&EdgeError{Line: e.Line, Code: e.Code, Hint: e.Reason, Err: err})
	return nil
}
