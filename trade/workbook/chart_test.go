package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Bars stand on zero, unless one of them goes down.
func TestBarsStandOnZero(t *testing.T) {
	for _, c := range []struct {
		second int64
		zero   bool
	}{{356, true}, {-5, false}} {
		w := Workbook{Sheets: []Sheet{{
			Name: "Sums", Columns: []Column{{Header: "law"}, {Header: "duty", Format: FormatInteger}},
			Rows:   [][]Cell{{Text("baseline"), Int(388)}, {Text("scenario"), Int(c.second)}},
			Charts: []Chart{{Title: "Duty by law", Category: 0, Series: []int{1}}},
		}}}
		var b bytes.Buffer
		_, err := w.WriteTo(&b)
		require.NoError(t, err)
		parts, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		require.NoError(t, err)
		file, err := parts.Open("xl/charts/chart1.xml")
		require.NoError(t, err)
		text, err := io.ReadAll(file)
		require.NoError(t, err)
		assert.Equal(t, c.zero, strings.Contains(string(text), `<min val="0">`))
	}
}

// Charts below a table stand under its notes, two in a row, and the sheet is printed on a page.
func TestChartsBelow(t *testing.T) {
	s := Sheet{
		Name: "S", Columns: []Column{{Header: "month", Width: 20}, {Header: "rate", Format: FormatPercent, Width: 20}},
		Notes:       []string{"a note"},
		ChartsBelow: true, OnePage: true,
	}
	for range 24 {
		s.Rows = append(s.Rows, []Cell{Text("2025-M01"), Number(decimal.New(5, -1))})
	}
	for range 3 {
		s.Charts = append(s.Charts, Chart{Kind: ChartLine, Category: 0, Series: []int{1}})
	}
	w := Workbook{Sheets: []Sheet{s}}
	var b bytes.Buffer
	_, err := w.WriteTo(&b)
	require.NoError(t, err)
	files := parts(t, b.Bytes())
	assert.Contains(t, files["xl/worksheets/sheet1.xml"], `fitToWidth="1" fitToHeight="1"`)
	from := regexp.MustCompile(`<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>`).FindAllStringSubmatch(
		files["xl/drawings/drawing1.xml"], -1)
	require.Len(t, from, 3)
	assert.Equal(t, "0", from[0][1])
	assert.Equal(t, "29", from[0][2],
		"after the header, 24 rows, an empty one, the word Notes, the note, and an empty one")
	assert.NotEqual(t, "0", from[1][1], "beside the first")
	assert.Equal(t, from[0][2], from[1][2])
	assert.Equal(t, "0", from[2][1])
	assert.NotEqual(t, from[0][2], from[2][2], "below the first")
	chart := files["xl/charts/chart1.xml"]
	assert.Contains(t, chart, "<lineChart>")
	assert.Contains(t, chart, `<tickLblSkip val="4"`)
	assert.Contains(t, chart, `<symbol val="none"`)
}

// Text behind a column of numbers begins a little to the right, so that no program glues both.
func TestTextBehindNumbers(t *testing.T) {
	w := Workbook{Sheets: []Sheet{{
		Name: "S", Columns: []Column{
			{Header: "rate", Format: FormatPercent},
			{Header: "what", Format: FormatText},
			{Header: "more", Format: FormatText},
		},
		Rows: [][]Cell{{Number(decimal.New(165, -3)), Text("6109.10.00"), Text("x")}},
	}}}
	var b bytes.Buffer
	_, err := w.WriteTo(&b)
	require.NoError(t, err)
	files := parts(t, b.Bytes())
	style := func(cell string) string {
		n := regexp.MustCompile(`<c r="` + cell + `" s="(\d+)"`).FindStringSubmatch(files["xl/worksheets/sheet1.xml"])
		require.NotNil(t, n, cell)
		all := regexp.MustCompile(`(?s)<cellXfs.*?</cellXfs>`).FindString(files["xl/styles.xml"])
		at, err := strconv.Atoi(n[1])
		require.NoError(t, err)
		return regexp.MustCompile(`(?s)<xf .*?</xf>`).FindAllString(all, -1)[at]
	}
	for _, cell := range []string{"B1", "B2"} {
		assert.Contains(t, style(cell), `horizontal="left" indent="1"`, cell)
	}
	for _, cell := range []string{"C1", "C2"} {
		assert.NotContains(t, style(cell), "indent", cell)
	}
}
