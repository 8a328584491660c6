package source

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Limits of a JSON file.
const (
	jsonDepth   = 64
	jsonText    = grid.MaxText * 3 // bytes of a text
	jsonNumber  = 400              // bytes of a number
	jsonColumns = grid.MaxColumns
	jsonRows    = 20_000_000
)

// jsonRowsOf reads the two shapes in which statistics come as JSON, an array of
// arrays whose first is the header and an object with an array of objects under
// "data", as rows: the header is row 1. It is strict: a key twice in an object, a
// key that the first object lacks, a value inside a value, text that is not UTF-8,
// and anything after the end refuse the file. totals gets the numbers of the
// object that stand beside "data".
func jsonRowsOf(ctx context.Context, name string, r io.Reader, totals map[string]string) iter.Seq2[*spreadsheet.Row,
	error] {
	return func(yield func(*spreadsheet.Row, error) bool) {
		s := &jsonScanner{ctx: ctx, in: bufio.NewReaderSize(r, 1<<16), yield: yield, totals: totals}
		err := s.file()
		if err == nil || errors.Is(err, errStop) {
			return
		}
		if e, ok := err.(*spreadsheet.ImportError); ok {
			e.File = name
		}
		yield(nil, err)
	}
}

// errStop says that the caller wants no more rows.
var errStop = fmt.Errorf("stop")

type jsonScanner struct {
	ctx    context.Context
	in     *bufio.Reader
	offset int64
	yield  func(*spreadsheet.Row, error) bool
	totals map[string]string

	row    spreadsheet.Row
	keys   []string
	column map[string]int
	seen   []int // the row in which a key was seen last
	buf    []byte
}

func (s *jsonScanner) fail(hint string) error {
	return &spreadsheet.ImportError{
		Code: codeJSON,
		Hint: fmt.Sprintf("not a table in JSON: %s at byte %d; download the file again", hint, s.offset),
	}
}

func (s *jsonScanner) next() (byte, error) {
	c, err := s.in.ReadByte()
	switch {
	case err == io.EOF:
		return 0, s.fail("it ends too early")
	case err != nil:
		return 0, &spreadsheet.ImportError{Code: codeRead, Hint: "cannot read the file", Err: err}
	}
	s.offset++
	return c, nil
}

// token returns the next byte that is not white space.
func (s *jsonScanner) token() (byte, error) {
	for {
		c, err := s.next()
		if err != nil || (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
			return c, err
		}
	}
}

func (s *jsonScanner) back() {
	_ = s.in.UnreadByte() // follows a byte that was read
	s.offset--
}

func (s *jsonScanner) file() error {
	if bom, err := s.in.Peek(3); err == nil && string(bom) == "\uFEFF" {
		s.offset, _ = 3, must(s.in.Discard(3))
	}
	c, err := s.token()
	if err != nil {
		return err
	}
	switch c {
	case '[':
		err = s.records()
	case '{':
		err = s.envelope()
	default:
		return s.fail(fmt.Sprintf("%q stands where [ or { is wanted", c))
	}
	if err != nil {
		return err
	}
	for {
		c, err := s.in.ReadByte()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return &spreadsheet.ImportError{Code: codeRead, Hint: "cannot read the file", Err: err}
		}
		s.offset++
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return s.fail("something follows the end")
		}
	}
}

// must drops an error that cannot occur: the bytes were peeked.
func must(n int, _ error) int { return n }

// envelope reads an object that holds its records under "data".
func (s *jsonScanner) envelope() error {
	seen := map[string]bool{}
	said := ""
	err := s.object(func(key string) error {
		if seen[key] {
			return s.fail(fmt.Sprintf("the key %q stands twice", clipped(key)))
		}
		seen[key] = true
		c, err := s.token()
		if err != nil {
			return err
		}
		if key == "data" && c == '[' {
			return s.records()
		}
		s.back()
		v, err := s.value(1)
		if err != nil {
			return err
		}
		switch {
		case v.Kind == spreadsheet.ValueNumber && s.totals != nil:
			s.totals[key] = v.Text
		case v.Kind == spreadsheet.ValueText && (key == "error" || key == "message") && v.Text != "":
			said = v.Text
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !seen["data"] || (said != "" && len(s.keys) == 0) {
		if said != "" {
			return &spreadsheet.ImportError{
				Code: codeAPI, Text: clipped(said),
				Hint: "this is the answer of a service that reports an error, not data; ask it again",
			}
		}
		return s.fail(`there is no array under "data"`)
	}
	return nil
}

// object reads the members of an object whose brace was read.
func (s *jsonScanner) object(member func(key string) error) error {
	c, err := s.token()
	if err != nil || c == '}' {
		return err
	}
	for n := 0; ; n++ {
		if c != '"' {
			return s.fail("a key in quotes is wanted")
		}
		if n > jsonColumns {
			return s.fail("an object has too many keys")
		}
		key, err := s.text()
		if err != nil {
			return err
		}
		if c, err = s.token(); err != nil {
			return err
		} else if c != ':' {
			return s.fail("a colon is wanted")
		}
		if err := member(key); err != nil {
			return err
		}
		if c, err = s.token(); err != nil {
			return err
		}
		switch c {
		case '}':
			return nil
		case ',':
			if c, err = s.token(); err != nil {
				return err
			}
		default:
			return s.fail("a comma or a brace is wanted")
		}
	}
}

// array reads the elements of an array whose bracket was read.
func (s *jsonScanner) array(element func() error) error {
	c, err := s.token()
	if err != nil || c == ']' {
		return err
	}
	s.back()
	for {
		if err := element(); err != nil {
			return err
		}
		if c, err = s.token(); err != nil {
			return err
		}
		switch c {
		case ']':
			return nil
		case ',':
		default:
			return s.fail("a comma or a bracket is wanted")
		}
	}
}

// records reads an array of rows.
func (s *jsonScanner) records() error {
	return s.array(func() error {
		c, err := s.token()
		if err != nil {
			return err
		}
		if s.row.Number >= jsonRows {
			return &spreadsheet.ImportError{Code: codeLimit, Hint: fmt.Sprintf("more than %d rows", jsonRows)}
		}
		if s.row.Number%1024 == 0 {
			if err := s.ctx.Err(); err != nil {
				return err
			}
		}
		switch {
		case c == '[' && s.keys == nil:
			return s.record()
		case c == '{':
			return s.named()
		}
		return s.fail("a row is neither an array nor an object like the others")
	})
}

// record reads a row that is an array.
func (s *jsonScanner) record() error {
	s.row.Cells = s.row.Cells[:0]
	err := s.array(func() error {
		v, err := s.cell()
		if err == nil && len(s.row.Cells) >= jsonColumns {
			err = s.fail("a row has too many cells")
		}
		s.row.Cells = append(s.row.Cells, v)
		return err
	})
	if err != nil {
		return err
	}
	return s.emit()
}

// named reads a row that is an object. The keys of the first one are the header.
func (s *jsonScanner) named() error {
	first := s.keys == nil
	switch {
	case first && s.row.Number > 0:
		return s.fail("a row is an object and those before are arrays")
	case first:
		s.column = map[string]int{}
	}
	s.row.Cells = s.row.Cells[:0]
	for range s.keys {
		s.row.Cells = append(s.row.Cells, spreadsheet.Value{})
	}
	here := s.row.Number + 1
	at := 0 // the keys mostly come in the order of the first object
	err := s.object(func(key string) error {
		column := at
		if at >= len(s.keys) || s.keys[at] != key {
			c, ok := s.column[key]
			switch {
			case !ok && !first:
				return s.fail(fmt.Sprintf("the key %q is not in the first row", clipped(key)))
			case !ok:
				c = len(s.keys)
				s.keys = append(s.keys, key)
				s.column[key] = c
				s.seen = append(s.seen, 0)
				s.row.Cells = append(s.row.Cells, spreadsheet.Value{})
			}
			column = c
		}
		at = column + 1
		if s.seen[column] == here {
			return s.fail(fmt.Sprintf("the key %q stands twice in one row", clipped(key)))
		}
		s.seen[column] = here
		v, err := s.cell()
		s.row.Cells[column] = v
		return err
	})
	if err != nil {
		return err
	}
	if first {
		values := s.row.Cells
		header := make([]spreadsheet.Value, len(s.keys))
		for i, key := range s.keys {
			header[i] = spreadsheet.Value{Kind: spreadsheet.ValueText, Text: key}
		}
		s.row.Cells = header
		if err := s.emit(); err != nil {
			return err
		}
		s.row.Cells = values
		if s.keys == nil {
			s.keys = []string{}
		}
	}
	return s.emit()
}

func (s *jsonScanner) emit() error {
	for n := len(s.row.Cells); n > 0 && s.row.Cells[n-1].Kind == spreadsheet.ValueEmpty; n-- {
		s.row.Cells = s.row.Cells[:n-1]
	}
	s.row.Number++
	if !s.yield(&s.row, nil) {
		return errStop
	}
	return nil
}
