package udf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/tradeshock/tradeshock/examples/internal/rows"
)

// stream answers rows as they come: what has arrived is answered at once, and every answer
// is written before more is read, so that one who waits for answers gets them.
type stream struct {
	in      *input
	out     io.Writer
	format  format
	rows    *rows.Rows
	answers *answerer
	chunks  bool // a line with a number of rows stands before each chunk
	row     int64
	fields  []rows.Field
}

// run answers until the input ends.
func (s *stream) run(ctx context.Context) error {
	for {
		expected := int64(math.MaxInt64)
		if s.chunks {
			n, err := s.chunk(ctx)
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			expected = n
		}
		for expected > 0 {
			broken := s.fill(ctx, expected)
			if n := int64(s.rows.Len()); n > 0 {
				b, err := s.answers.run(ctx, s.format, s.rows)
				if err != nil {
					return err
				}
				if _, err := s.out.Write(b); err != nil {
					return err
				}
				expected -= n
			}
			switch {
			case errors.Is(broken, io.EOF) && s.chunks:
				return &StreamError{
					s.row + 1,
					fmt.Sprintf("the input ends, and the chunk states %d more rows", expected),
				}
			case errors.Is(broken, io.EOF):
				return nil
			case broken != nil:
				return broken
			}
		}
	}
}

// chunk reads the number of rows of a chunk.
func (s *stream) chunk(ctx context.Context) (int64, error) {
	for {
		b := s.in.bytes()
		end := bytes.IndexByte(b, '\n')
		if end < 0 && len(b) < 32 && !s.in.ended {
			if err := s.in.more(ctx); err != nil {
				return 0, err
			}
			continue
		}
		if len(b) == 0 {
			return 0, io.EOF
		}
		n, err := strconv.ParseInt(string(bytes.TrimSuffix(b[:max(end, 0)], []byte{'\r'})), 10, 64)
		if err != nil || n < 0 || end < 0 {
			return 0, &StreamError{
				s.row + 1,
				fmt.Sprintf(
					"%.32q stands where a chunk states its number of rows; leave -chunks out, or set send_chunk_header",
					b[:min(len(b), 32)],
				),
			}
		}
		s.in.take(end + 1)
		return n, nil
	}
}

// fill takes in rows, up to the number expected: one or more, and as many as have arrived.
// io.EOF says that the input has ended.
func (s *stream) fill(ctx context.Context, expected int64) error {
	s.rows.Clear()
	for !s.rows.Full() && int64(s.rows.Len()) < expected {
		b := s.in.bytes()
		n, fields, why := s.format.row(b, s.fields[:0], s.in.ended)
		s.fields = fields
		switch {
		case why != "":
			return &StreamError{s.row + 1, why}
		case n > 0:
			s.rows.Add(fields)
			s.row++
			s.in.take(n)
		case s.in.ended && len(b) == 0:
			return io.EOF
		case s.in.ended:
			return &StreamError{
				s.row + 1,
				"the input ends within it, or -columns does not state the types that are sent",
			}
		case len(b) >= mostRow:
			return &StreamError{s.row + 1, fmt.Sprintf("has more than %d bytes, the most of a row", mostRow)}
		case s.rows.Len() > 0 && !s.chunks:
			return nil // answer what has arrived
		default:
			if err := s.in.more(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// input is what has arrived and is not yet read.
type input struct {
	r        io.Reader
	buf      []byte
	from, to int
	ended    bool
}

func newInput(r io.Reader) *input { return &input{r: r, buf: make([]byte, 2*mostRow)} }

func (in *input) bytes() []byte { return in.buf[in.from:in.to] }

func (in *input) take(n int) { in.from += n }

// more waits for more, but not when the context ends.
func (in *input) more(ctx context.Context) error {
	in.to = copy(in.buf, in.bytes())
	in.from = 0
	type read struct {
		n   int
		err error
	}
	done := make(chan read, 1)
	go func() {
		n, err := in.r.Read(in.buf[in.to:])
		done <- read{n, err}
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case r := <-done:
		in.to += r.n
		if errors.Is(r.err, io.EOF) {
			in.ended = true
			return nil
		}
		return r.err
	}
}
