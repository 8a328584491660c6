package spreadsheet

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// A csvReader reads records as RFC 4180 has them, from text in UTF-8: fields
// between delimiters, in quotes or without any, doubled quotes inside quotes.
type csvReader struct {
	from      io.Reader
	delimiter byte
	loneCR    bool // a carriage return alone ends a line
	limits    Limits
	maxRows   int

	buf  []byte
	r, w int
	eof  bool

	row   Row
	line  int
	texts []byte
	ends  []int // of the fields in texts
}

func newCSVReader(from io.Reader, delimiter byte, loneCR bool, l Limits) *csvReader {
	return &csvReader{
		from: from, delimiter: delimiter, loneCR: loneCR, limits: l, maxRows: l.rows(true),
		buf: make([]byte, 64<<10), line: 1,
	}
}

// read hands over the records until visit returns false.
func (c *csvReader) read(visit func(*Row) bool) (stopped bool, err error) {
	for {
		if ok, err := c.fill(); err != nil || !ok {
			return false, err
		}
		if c.row.Number == c.maxRows {
			return false, refuse(codeLimit, fmt.Sprintf("the file has more than %d records", c.maxRows))
		}
		c.row.Number++
		c.row.Line = c.line
		if err := c.record(); err != nil {
			if e, ok := err.(*ImportError); ok && e.Cell == "" {
				e.Cell = grid.Address(c.row.Number-1, len(c.ends))
				if c.line != c.row.Number {
					e.Hint += fmt.Sprintf(" (line %d of the file)", c.line)
				}
			}
			return false, err
		}
		if !visit(&c.row) {
			return true, nil
		}
	}
}

// fill makes at least one byte available; false means that there is none.
func (c *csvReader) fill() (bool, error) {
	for range 100 {
		if c.r < c.w {
			return true, nil
		}
		if c.eof {
			return false, nil
		}
		n, err := c.from.Read(c.buf)
		c.r, c.w = 0, n
		if err == io.EOF {
			c.eof = true
		} else if err != nil {
			return false, err
		}
	}
	return false, io.ErrNoProgress
}

// record reads one record into row.
func (c *csvReader) record() error {
	c.texts, c.ends = c.texts[:0], c.ends[:0]
	for more := true; more; {
		if len(c.ends) == c.limits.Columns {
			return refuse(codeLimit, fmt.Sprintf("the record has more than %d fields", c.limits.Columns))
		}
		if c.r == c.w {
			if _, err := c.fill(); err != nil {
				return err
			}
		}
		start := len(c.texts)
		var err error
		if c.r < c.w && c.buf[c.r] == '"' {
			c.r++
			more, err = c.quoted(start)
		} else {
			more, err = c.bare(start)
		}
		if err != nil {
			return err
		}
		if len(c.texts)-start > c.limits.Text {
			if err := checkLength(c.texts[start:], c.limits.Text); err != nil {
				return err
			}
		}
		if len(c.texts) > c.limits.RowText {
			return refuse(codeLimit, fmt.Sprintf("the record holds more than %d bytes of text", c.limits.RowText))
		}
		c.ends = append(c.ends, len(c.texts))
	}
	if !utf8.Valid(c.texts) { // the file has changed since it was looked through
		return notUTF8Text()
	}
	c.finish()
	return nil
}

func notUTF8Text() error {
	return refuse(codeEncoding,
		"the text is not UTF-8; name its encoding, such as windows-1252 for Western Europe, windows-1251 for Cyrillic or "+
			"GB18030 for China, or save the file as “CSV UTF-8”")
}

// tooLarge stops a field early that has no end.
func (c *csvReader) tooLarge(start int) error {
	if len(c.texts)-start > c.limits.Text*utf8.UTFMax {
		return tooLong(c.limits.Text)
	}
	return nil
}

// finish makes the fields cells, but for the empty ones at the end.
func (c *csvReader) finish() {
	all := string(c.texts)
	c.row.Width = len(c.ends)
	if c.row.Width == 1 && len(all) == 0 {
		c.row.Width = 0 // an empty line
	}
	c.row.Cells = c.row.Cells[:0]
	start := 0
	for _, end := range c.ends {
		if start == len(all) {
			break
		}
		v := Value{}
		if end > start {
			v = Value{Kind: ValueText, Text: all[start:end]}
		}
		c.row.Cells = append(c.row.Cells, v)
		start = end
	}
}

// bare reads a field without quotes; more tells that another one follows.
func (c *csvReader) bare(start int) (more bool, err error) {
	for {
		b := c.buf[c.r:c.w]
		i := 0
		for i < len(b) && b[i] != c.delimiter && b[i] > '"' {
			i++
		}
		for i < len(b) && b[i] != c.delimiter && b[i] != '\n' && b[i] != '\r' && b[i] != '"' && b[i] != 0 {
			i++
		}
		c.texts = append(c.texts, b[:i]...)
		c.r += i
		if i < len(b) {
			if b[i] == '"' {
				return false,
					refuseText(codeQuote, string(c.texts[start:])+`"`,
						"a quote stands inside a field that does not begin with one; put the field in quotes and double those inside")
			}
			return c.afterField()
		}
		if err := c.tooLarge(start); err != nil {
			return false, err
		}
		if ok, err := c.fill(); err != nil || !ok {
			return false, err
		}
	}
}

// quoted reads a field after its first quote.
func (c *csvReader) quoted(start int) (more bool, err error) {
	opened := c.line
	for {
		ok, err := c.fill()
		if err != nil {
			return false, err
		}
		if !ok {
			return false,
				refuse(codeQuote,
					fmt.Sprintf(
						"the quote that begins this field on line %d has no counterpart; the file was cut off, or a quote is missing "+
							"or should be doubled", opened))
		}
		b := c.buf[c.r:c.w]
		i := 0
		for i < len(b) && b[i] != '"' && b[i] != 0 {
			if b[i] == '\n' {
				c.line++
			}
			i++
		}
		c.texts = append(c.texts, b[:i]...)
		c.r += i
		if err := c.tooLarge(start); err != nil {
			return false, err
		}
		if i == len(b) {
			continue
		}
		if b[i] == 0 {
			return false, errNUL()
		}
		c.r++
		if ok, err = c.fill(); err != nil || !ok {
			return false, err
		}
		if c.buf[c.r] != '"' {
			return c.afterField()
		}
		c.texts = append(c.texts, '"')
		c.r++
	}
}

func errNUL() error {
	return refuse(codeEncoding, "the text holds a NUL byte: it is no text, in another encoding, or damaged")
}

// afterField reads what stands behind a field: a delimiter or the end of a line.
func (c *csvReader) afterField() (more bool, err error) {
	b := c.buf[c.r]
	switch {
	case b == c.delimiter:
		c.r++
		return true, nil
	case b == '\n':
		c.r++
		c.line++
		return false, nil
	case b == 0:
		return false, errNUL()
	case b != '\r':
		return false,
			refuseText(codeQuote, string(b),
				"this stands between the end of a quoted field and the next delimiter; double the quotes inside the field")
	}
	c.r++
	ok, err := c.fill()
	if err != nil {
		return false, err
	}
	if ok && c.buf[c.r] == '\n' {
		c.r++
	} else if ok && !c.loneCR {
		return false,
			refuse(codeStructure,
				"a carriage return stands alone in the middle of a line; put the field in quotes, or end every line in the same way")
	}
	c.line++
	return false, nil
}

// delimiters are those that are found without being told.
const delimiters = ",;\t|"

func checkDelimiter(d rune) error {
	if d == 0 || d == '\t' || strings.ContainsRune(",;|:!#$%&*/<=>?@\\^`{}~", d) {
		return nil
	}
	return refuseText(codeOption, string(d), "this cannot stand between the fields of a CSV file")
}

// findDelimiter finds out what stands between the fields: the one that splits
// the most records into the same number of fields. sample may end in the middle
// of a record unless it is whole.
func findDelimiter(sample []byte, whole, loneCR bool, l Limits) (byte, error) {
	best, second := vote{delimiter: ','}, vote{}
	for _, d := range []byte(delimiters) {
		v := countFields(sample, d, whole, loneCR, l)
		if v.same > best.same {
			best, second = v, best
		} else if v.same > second.same {
			second = v
		}
	}
	if best.same > 0 && second.same == best.same {
		return 0, refuse(codeDelimiter,
			fmt.Sprintf("%s and %s both split the lines into equal numbers of fields; say which one stands between the fields",
				delimiterName(best.delimiter), delimiterName(second.delimiter)))
	}
	return best.delimiter, nil
}

type vote struct {
	delimiter byte
	same      int // records with the most frequent number of fields, if that is more than one
}

func countFields(sample []byte, d byte, whole, loneCR bool, l Limits) vote {
	const most = 200
	c := newCSVReader(strings.NewReader(string(sample)), d, loneCR, l)
	var widths []int
	_, _ = c.read(func(r *Row) bool { // an error ends the sample; it is reported when the file is read
		if r.Width > 0 {
			widths = append(widths, r.Width)
		}
		return len(widths) < most
	})
	if !whole && len(widths) > 1 && len(widths) < most {
		widths = widths[:len(widths)-1]
	}
	count, v := map[int]int{}, vote{delimiter: d}
	for _, w := range widths {
		if count[w]++; w > 1 {
			v.same = max(v.same, count[w])
		}
	}
	return v
}

func delimiterName(d byte) string {
	switch d {
	case ',':
		return "comma"
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "bar"
	}
	return string(d)
}
