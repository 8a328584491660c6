package records

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// defaultRecord is the most bytes of a record where Options states no other.
const defaultRecord = 1 << 20

const byteOrderMark = "\ufeff"

// Options say how a table is read. The zero value is strict, with commas.
type Options struct {
	Comma     rune  // between the fields; 0 is a comma
	Comment   rune  // lines that begin with it are passed over; 0: none
	Ragged    bool  // a record may have another number of fields than the first
	Loose     bool  // a quote inside a field that does not begin with one is text
	AnyText   bool  // bytes that are not UTF-8, and NUL, are let through
	MaxBytes  int64 // of the table; 0: no bound
	MaxRecord int   // bytes of a record; 0: DefaultRecord
}

// Error is a record that cannot be read.
type Error struct {
	Line   int    // of the file, from 1, on which the record begins
	Code   string // quotes, fields, encoding, size; of Columns also header
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// ErrorCode names the class of the error.
func (e *Error) ErrorCode() string { return "bad_row" }

// Reader reads the records of a table.
type Reader struct {
	o     Options
	csv   *csv.Reader
	guard *guard
	width int // of the first record
	last  int // the line on which the last record ends
}

// NewReader reads from in.
func NewReader(in io.Reader, o Options) *Reader {
	if o.MaxRecord <= 0 {
		o.MaxRecord = defaultRecord
	}
	b := bufio.NewReaderSize(in, 64<<10)
	if mark, err := b.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		_, _ = b.Discard(len(byteOrderMark))
	}
	g := &guard{in: b, most: int64(o.MaxRecord), all: o.MaxBytes}
	r := &Reader{o: o, csv: csv.NewReader(g), guard: g}
	r.csv.FieldsPerRecord, r.csv.ReuseRecord, r.csv.LazyQuotes, r.csv.Comment = -1, true, o.Loose, o.Comment
	if o.Comma != 0 {
		r.csv.Comma = o.Comma
	}
	return r
}

// Read gives the fields of the next record, which are good until the next call, or io.EOF.
func (r *Reader) Read() ([]string, error) {
	r.guard.start = r.csv.InputOffset()
	fields, err := r.csv.Read()
	var wrong *csv.ParseError
	switch {
	case r.guard.err != nil:
		return nil, r.stopped()
	case errors.As(err, &wrong):
		r.last = wrong.Line
		return nil, &Error{wrong.StartLine, "quotes", fmt.Sprintf(
			`the quotes do not match (byte %d of line %d); write "" for a quote inside quotes`, wrong.Column, wrong.Line)}
	case err != nil:
		return nil, err
	}
	end, _ := r.csv.FieldPos(len(fields) - 1)
	r.last = end + strings.Count(fields[len(fields)-1], "\n")
	if r.width == 0 {
		r.width = len(fields)
	}
	if len(fields) != r.width && !r.o.Ragged {
		return fields, &Error{r.Line(0), "fields", fmt.Sprintf(
			"the record has %d fields and the header %d; put a field with a comma in quotes", len(fields), r.width)}
	}
	if !r.o.AnyText {
		if i := slices.IndexFunc(fields, notText); i >= 0 {
			return fields, &Error{r.Line(i), "encoding", fmt.Sprintf(
				"field %d is not text in UTF-8; save the file as CSV in UTF-8", i+1)}
		}
	}
	return fields, nil
}

// Line is the line of the file, from 1, on which a field of the last record begins.
func (r *Reader) Line(field int) int {
	line, _ := r.csv.FieldPos(field)
	return line
}

// stopped is the error after which there is no record: a bound, or one of the reader.
func (r *Reader) stopped() error {
	switch {
	case errors.Is(r.guard.err, errRecord):
		return &Error{r.last + 1, "size", fmt.Sprintf("the record has more than %d bytes", r.o.MaxRecord)}
	case errors.Is(r.guard.err, errTable):
		return &Error{r.last + 1, "size", fmt.Sprintf("the table has more than %d bytes", r.o.MaxBytes)}
	}
	return r.guard.err
}

func notText(s string) bool { return !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 }

var errRecord, errTable = errors.New("long record"), errors.New("large table")

// guard stops before a record fills the memory, and at the end that a table may have.
type guard struct {
	in        io.Reader
	most, all int64
	start     int64 // of the record that is read
	read      int64
	err       error
}

func (g *guard) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	if g.read-g.start > g.most { // all of that was not enough for the record
		g.err = errRecord
		return 0, g.err
	}
	n, err := g.in.Read(p)
	if g.read += int64(n); g.all > 0 && g.read > g.all {
		g.err = errTable
		return 0, g.err
	}
	if err != nil && err != io.EOF {
		g.err = err
	}
	return n, err
}
