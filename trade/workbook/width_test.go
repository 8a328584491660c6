package workbook

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWidths(t *testing.T) {
	s := Sheet{
		Columns: []Column{
			{Header: "A"},
			{Header: "Customs value in US dollars"}, // wraps
			{Header: "x", Width: 33},
			{Header: "Text"},
			{Header: "Money", Format: FormatMoney},
		},
		Rows: [][]Cell{{Int(1), Int(1), Int(1), Text(strings.Repeat("word ", 40)), num("-123456789.5")}},
	}
	assert.Equal(t, []int{
		minAutoWidth + cellMargin,
		maxHeaderWidth + 2 + cellMargin,
		33,
		maxAutoWidth + cellMargin,
		len("-123,456,789.50") + 1 + cellMargin + indent,
	}, s.widths(s.Rows))
}

func TestWrappedLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  int
	}{
		{"", 10, 1},
		{"one two", 10, 1},
		{"one two three", 10, 2},
		{"one\ntwo", 10, 2},
		{strings.Repeat("x", 20), 10, 3},
		{"ab", 0, 2},
	} {
		assert.Equal(t, c.want, wrappedLines(c.text, c.width), "%q", c.text)
	}
}

// A text that wraps makes its row as high as its lines.
func TestWrappedRowsAreHigh(t *testing.T) {
	w := one(Text(strings.Repeat("word ", 40)), Text("short"))
	sheet := parts(t, bytesOf(t, w))["xl/worksheets/sheet1.xml"]
	assert.Contains(t, sheet, `<row r="2" ht="60" customHeight="1">`)
}
