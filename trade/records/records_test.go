package records_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/records"
)

// all is what a table gives, with the line of each record before it, and every error.
func all(t testing.TB, text string, o records.Options) (out []string) {
	t.Helper()
	r := records.NewReader(strings.NewReader(text), o)
	for range 100 {
		fields, err := r.Read()
		if err == io.EOF {
			return out
		}
		if fields != nil {
			out = append(out, fmt.Sprintf("%d %s", r.Line(0), strings.Join(fields, "|")))
		}
		var e *records.Error
		if errors.As(err, &e) {
			out = append(out, fmt.Sprintf("%d %s", e.Line, e.Code))
			if e.Code == "size" {
				return out
			}
		}
	}
	t.Fatal("no end")
	return nil
}

func TestReader(t *testing.T) {
	for _, c := range []struct {
		name, text string
		o          records.Options
		want       []string
	}{
		{"mark, empty lines, other ends of lines", "\ufeffa,b\r\n\n1,2\n", records.Options{}, []string{"1 a|b", "3 1|2"}},
		{"a field of several lines", "a,b\n1,\"x\ny\"\n3,4\n", records.Options{}, []string{"1 a|b", "2 1|x\ny", "4 3|4"}},
		{
			"several faults at once", "a,b\n1\n2,x\"y\n3,\xff\n4,5\n",
			records.Options{},
			[]string{"1 a|b", "2 1", "2 fields", "3 quotes", "4 3|\xff", "4 encoding", "5 4|5"},
		},
		{"NUL", "a\n\x00\n", records.Options{}, []string{"1 a", "2 \x00", "2 encoding"}},
		{
			"UTF-16", "\xff\xfea\x00,\x00b\x00\n\x00",
			records.Options{Ragged: true},
			[]string{"1 \xff\xfea\x00|\x00b\x00", "1 encoding", "2 \x00", "2 encoding"},
		},
		{
			"loosened", "a,b\n1\n2,x\"y\n3,\xff\n",
			records.Options{Ragged: true, Loose: true, AnyText: true},
			[]string{"1 a|b", "2 1", "3 2|x\"y", "4 3|\xff"},
		},
		{
			"comments and semicolons", "# x\na;b\n#\n1;2\n",
			records.Options{Comma: ';', Comment: '#'},
			[]string{"2 a|b", "4 1|2"},
		},
		{"a quote without its counterpart", "a\n\"b\nc\nd\n", records.Options{}, []string{"1 a", "2 quotes"}},
		{"nothing", "", records.Options{}, nil},
		{"table of a byte too many", "a\n1\n2\n", records.Options{MaxBytes: 5}, []string{"1 size"}},
		{"table of just the bytes", "a\n1\n2\n", records.Options{MaxBytes: 6}, []string{"1 a", "2 1", "3 2"}},
	} {
		assert.Equal(t, c.want, all(t, c.text, c.o), c.name)
	}
}

// TestBounds: an endless line and an endless quoted field are refused after the bytes that a
// record may have, and a table of many records is not.
func TestBounds(t *testing.T) {
	const most = 10_000
	many := strings.Repeat("x,y\n", most)
	assert.Len(t, all(t, many[:80*4], records.Options{MaxRecord: 100}), 80)
	for name, text := range map[string]string{
		"line": "a,b\n1,2\n" + strings.Repeat("x", 100*most), "quoted": "a,b\n1,2\n\"" + strings.Repeat("x\n", 100*most),
	} {
		in := &counted{r: strings.NewReader(text)}
		r := records.NewReader(in, records.Options{MaxRecord: most})
		for range 2 {
			_, err := r.Read()
			require.NoError(t, err, name)
		}
		_, err := r.Read()
		var e *records.Error
		require.ErrorAs(t, err, &e, name)
		assert.Equal(t, records.Error{Line: 3, Code: "size", Reason: "the record has more than 10000 bytes"}, *e, name)
		_, again := r.Read()
		require.Equal(t, err, again, name)
		assert.Less(t, in.n, 200_000, name)
	}
	// A record that has just its bytes is read.
	row := strings.Repeat("x", most-1) + "\n"
	assert.Len(t, all(t, row+row+row, records.Options{MaxRecord: most}), 3)
}

type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func TestErrorsOfTheReader(t *testing.T) {
	broken := errors.New("the disk is gone")
	r := records.NewReader(io.MultiReader(strings.NewReader("a,b\n1,"), iotest.ErrReader(broken)), records.Options{})
	_, err := r.Read()
	require.NoError(t, err)
	_, err = r.Read()
	require.ErrorIs(t, err, broken)
}

func TestColumns(t *testing.T) {
	read := func(text string, o records.Options, names ...string) (out []string, err error) {
		for row, err := range records.Columns(strings.NewReader(text), o, names...) {
			if err != nil {
				return out, err
			}
			out = append(out, fmt.Sprint(row.Line, row.Cells))
		}
		return out, nil
	}
	rows, err := read("# a note\nc,a,b\n3,1,2\n", records.Options{Comment: '#'}, "a", "c")
	require.NoError(t, err)
	assert.Equal(t, []string{"3 [1 3]"}, rows)
	rows, err = read("a,b\n1\n", records.Options{Ragged: true}, "b")
	require.NoError(t, err)
	assert.Equal(t, []string{"2 []"}, rows)
	for text, want := range map[string]string{
		"":              "line 1: the table is empty",
		"a\n1\n":        "line 1: want one column b; there are a",
		"a,b,b\n":       "want one column b",
		"a,b\n1,2\n3\n": "line 3: the record has 1 fields and the header 2",
		"\"a":           "line 1: the quotes do not match",
	} {
		_, err := read(text, records.Options{}, "a", "b")
		require.ErrorContains(t, err, want, text)
	}
}

// FuzzReader: what encoding/csv reads is read as it is, when nothing is strict.
func FuzzReader(f *testing.F) {
	f.Add("a,b\n1,\"2\n\"\n")
	f.Add("a\n\"x\"\"y\"\n\n")
	f.Add("a,b\"c\n")
	f.Fuzz(func(t *testing.T, text string) {
		plain := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
		plain.FieldsPerRecord = -1
		r := records.NewReader(strings.NewReader(text), records.Options{Ragged: true, AnyText: true})
		for {
			want, wrong := plain.Read()
			got, err := r.Read()
			if (wrong == nil) != (err == nil) || (wrong == io.EOF) != (err == io.EOF) {
				t.Fatalf("%v, and encoding/csv says %v", err, wrong)
			}
			if wrong != nil {
				return
			}
			if line, _ := plain.FieldPos(0); line != r.Line(0) || strings.Join(got, "\x00") != strings.Join(want, "\x00") {
				t.Fatalf("%d %q, and encoding/csv %d %q", r.Line(0), got, line, want)
			}
		}
	})
}
