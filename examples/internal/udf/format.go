package udf

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/rows"
)

// format reads rows and writes answers.
type format interface {
	// row reads the row at the start of b into fields, and returns its length; 0 says that
	// b ends within it. last says that nothing follows b.
	row(b []byte, fields []rows.Field, last bool) (n int, out []rows.Field, why string)
	// field appends one answer; first is false behind another one of the row.
	null(b []byte, first bool) []byte
	cents(b []byte, n int64, first bool) []byte
	text(b []byte, s string, first bool) []byte
	raw(b, field []byte, first bool) []byte
	end(b []byte) []byte // of the row
}

// tsv is TabSeparated: fields parted by tabs, rows ended by line feeds, a backslash before
// what is neither, \N for NULL.
type tsv struct{ scratch []byte }

func (t *tsv) row(b []byte, fields []rows.Field, last bool) (int, []rows.Field, string) {
	end := bytes.IndexByte(b, '\n')
	n := end + 1
	if end < 0 {
		if !last || len(b) == 0 {
			return 0, fields, ""
		}
		end, n = len(b), len(b)
	}
	line := b[:end]
	if len(line) > 0 && line[len(line)-1] == '\r' {
		line = line[:len(line)-1]
	}
	t.scratch = t.scratch[:0]
	for {
		raw, rest, more := bytes.Cut(line, []byte{'\t'})
		f := rows.Field{Raw: raw, Text: raw}
		if bytes.IndexByte(raw, '\\') >= 0 {
			f.Null = string(raw) == `\N`
			f.Text = t.unescape(raw)
		}
		fields = append(fields, f)
		if !more {
			return n, fields, ""
		}
		line = rest
	}
}

// unescape is what a field says that has backslashes.
func (t *tsv) unescape(raw []byte) []byte {
	from := len(t.scratch)
	for i := 0; i < len(raw); i++ {
		ch := raw[i]
		if ch == '\\' && i+1 < len(raw) {
			i++
			ch = raw[i]
			if k := strings.IndexByte("btnfr0", ch); k >= 0 {
				ch = "\b\t\n\f\r\x00"[k]
			}
		}
		t.scratch = append(t.scratch, ch)
	}
	return t.scratch[from:len(t.scratch):len(t.scratch)]
}

func (t *tsv) gap(b []byte, first bool) []byte {
	if first {
		return b
	}
	return append(b, '\t')
}

func (t *tsv) null(b []byte, first bool) []byte { return append(t.gap(b, first), `\N`...) }

func (t *tsv) cents(b []byte, n int64, first bool) []byte {
	b = strconv.AppendInt(t.gap(b, first), n/100, 10)
	return append(b, '.', byte('0'+n/10%10), byte('0'+n%10))
}

func (t *tsv) text(b []byte, s string, first bool) []byte {
	b = t.gap(b, first)
	for i := range len(s) {
		if k := strings.IndexByte("\b\t\n\f\r\x00\\'", s[i]); k >= 0 {
			b = append(b, '\\', `btnfr0\'`[k])
			continue
		}
		b = append(b, s[i])
	}
	return b
}

func (t *tsv) raw(b, field []byte, first bool) []byte { return append(t.gap(b, first), field...) }

func (t *tsv) end(b []byte) []byte { return append(b, '\n') }

// rowBinary is RowBinary: the values one behind the other, without any mark between them.
type rowBinary struct{ columns []rows.Column }

func (r *rowBinary) row(b []byte, fields []rows.Field, _ bool) (int, []rows.Field, string) {
	at := 0
	for i := range r.columns {
		c := &r.columns[i]
		f := rows.Field{}
		start := at
		if c.Nullable {
			if at == len(b) {
				return 0, fields, ""
			}
			switch b[at] {
			case 0:
			case 1:
				f.Null = true
			default:
				return 0, fields, "the mark of NULL of the column " + c.Name + " is neither 0 nor 1: " +
					"-columns does not state the types that are sent"
			}
			at++
		}
		if !f.Null {
			length := uint64(c.Width())
			if length == 0 {
				var n int
				length, n = binary.Uvarint(b[at:])
				switch {
				case n < 0 || length > mostRow:
					return 0, fields, "the column " + c.Name + " states a length of more than a row may have: " +
						"-columns does not state the types that are sent, or the text is too long"
				case n == 0:
					return 0, fields, ""
				}
				at += n
			}
			if uint64(len(b)-at) < length {
				return 0, fields, ""
			}
			f.Text = b[at : at+int(length)]
			at += int(length)
			if c.Padded() {
				f.Text = bytes.TrimRight(f.Text, "\x00")
			}
		}
		f.Raw = b[start:at]
		fields = append(fields, f)
	}
	return at, fields, ""
}

func (r *rowBinary) null(b []byte, _ bool) []byte { return append(b, 1) }

func (r *rowBinary) cents(b []byte, n int64, _ bool) []byte {
	return binary.LittleEndian.AppendUint64(append(b, 0), uint64(n))
}

func (r *rowBinary) text(b []byte, s string, _ bool) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (r *rowBinary) raw(b, field []byte, _ bool) []byte { return append(b, field...) }

func (r *rowBinary) end(b []byte) []byte { return b }
