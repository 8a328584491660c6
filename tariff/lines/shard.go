package lines

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Shard is a part of a file's rows, for work on several machines: of the rows behind the
// header, counted by the line of the file on which they begin, each Of-th, from the Index-th
// on. The row that begins on line 2 is that of shard 0. The shards of a file are all its rows,
// each once. The zero Shard is the whole file.
type Shard struct {
	Index int // from 0 to Of - 1
	Of    int
}

// ShardError says that there is no such part of a file, or that outputs of shards do not
// make up a file.
type ShardError struct{ Reason string }

func (e *ShardError) Error() string { return e.Reason }

func (s Shard) check() error {
	if s != (Shard{}) && (s.Of < 1 || s.Index < 0 || s.Index >= s.Of) {
		return &ShardError{
			fmt.Sprintf("there is no shard %d of %d; shards count from 0 to one less than their number", s.Index, s.Of),
		}
	}
	return nil
}

// owner is the shard of the row that begins on a line.
func owner(line, of int) int { return (line - 2) % of }

// has reports whether the row that begins on a line is of the shard.
func (s Shard) has(line int) bool { return s.Of <= 1 || owner(line, s.Of) == s.Index }

// pass passes over the record at the start of b, which is of another shard, and returns its
// length and the line feeds within it.
func (p *parser) pass(b []byte) (n, feeds int) {
	n = firstRecord(b)
	if n == 0 {
		n = len(b) // a quote that is not closed
	}
	text := bytes.TrimSuffix(bytes.TrimSuffix(b[:n], []byte{'\n'}), []byte{'\r'})
	if len(text) > 0 && string(text) != `""` {
		p.others++
	}
	return n, bytes.Count(b[:n-1], []byte{'\n'})
}

// firstRecord is the length of the record at the start of b with its line feed, as split
// has it; 0 where it is not complete.
func firstRecord(b []byte) int {
	end := bytes.IndexByte(b, '\n')
	if end >= 0 && bytes.IndexByte(b[:end], '"') < 0 {
		return end + 1
	}
	var p place
	return p.end(b)
}

// Interleave writes the rows that the shards of a file gave, in order of their index, as
// Assess without shards would have written them. Outputs that are not those of all shards
// of one file are a *ShardError, as far as their rows can tell.
func Interleave(out io.Writer, shards []io.Reader) error {
	w := bufio.NewWriterSize(out, 1<<20)
	all := make([]*records, len(shards))
	var head []byte
	for i, r := range shards {
		all[i] = &records{r: bufio.NewReaderSize(r, 1<<18)}
		b, err := all[i].next()
		switch {
		case errors.Is(err, io.EOF):
			return &ShardError{fmt.Sprintf("the output of shard %d is empty, without even a header", i)}
		case err != nil:
			return err
		case i > 0 && !bytes.Equal(b, head):
			return &ShardError{fmt.Sprintf("the outputs of shards 0 and %d differ in their headers", i)}
		}
		head = bytes.Clone(b)
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for line := 2; len(all) > 0; line++ {
		i := owner(line, len(all))
		b, err := all[i].next()
		if errors.Is(err, io.EOF) {
			for k := range all {
				if _, err := all[k].next(); !errors.Is(err, io.EOF) {
					return errors.Join(
						&ShardError{
							fmt.Sprintf(
								"the output of shard %d ends before line %d of the file, and that of shard %d goes on",
								i,
								line,
								k,
							),
						},
						err,
					)
				}
			}
			break
		}
		if err != nil {
			return err
		}
		line += bytes.Count(b[:len(b)-1], []byte{'\n'})
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return w.Flush()
}

// records reads records one by one.
type records struct {
	r    *bufio.Reader
	long []byte
}

// next is the next record, until the one after it is read.
func (r *records) next() ([]byte, error) {
	var p place
	b, err := r.r.ReadSlice('\n')
	if err == nil && p.end(b) > 0 {
		return b, nil
	}
	for r.long = r.long[:0]; ; {
		r.long = append(r.long, b...)
		switch {
		case errors.Is(err, io.EOF):
			if len(r.long) == 0 {
				return nil, io.EOF
			}
			return r.long, nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(r.long) > 2*longest:
			return nil, &ShardError{"a row of more than 32 MB: the output of a shard is damaged"}
		}
		if b, err = r.r.ReadSlice('\n'); p.end(b) > 0 {
			return append(r.long, b...), nil
		}
	}
}

// place is where in a record one is.
type place uint8

const (
	fieldBegins place = iota
	inField
	inQuotes
	afterQuote // within quotes, which it closes unless another follows
)

// end goes through b and returns the length up to the line feed that ends the record, or 0.
func (p *place) end(b []byte) int {
	for i, ch := range b {
		switch {
		case *p == inQuotes:
			if ch == '"' {
				*p = afterQuote
			}
		case ch == '"' && (*p == fieldBegins || *p == afterQuote):
			*p = inQuotes
		case ch == '\n':
			return i + 1
		case ch == ',':
			*p = fieldBegins
		default:
			*p = inField
		}
	}
	return 0
}
