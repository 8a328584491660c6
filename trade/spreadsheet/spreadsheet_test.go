package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

func num(s string) Cell { return Num(decimal.RequireFromString(s)) }

func sample() *Workbook {
	return &Workbook{
		Title: "sample", Creator: "tradeshock",
		Sheets: []Sheet{
			{
				Name: "Lines", Title: []string{"What a T-shirt pays"}, FreezeColumns: 1,
				Columns: []Column{{"heading", Text, 0}, {"rate", Percent, 0}, {"duty", Money, 0}, {"from", Date, 0}},
				Rows: [][]Cell{
					{Str("6109.10.00"), num("0.165"), num("1650.00"), Day(trade.NewDate(2025, 1, 1))},
					{Str("=1+1"), num("0.1"), num("1000000.50"), Day(trade.Date{})},
					{Str("@SUM(A1)"), num("-0.000000000000001"), num("12345678901234.5"), Day(trade.NewDate(2026, 2, 7))},
					{Str("0101"), {}, num("123456789012345678"), {}},
				},
				Notes: []string{"Source: a test."},
				Chart: &Chart{Title: "Duty", Category: 0, Values: []int{2}, XTitle: "heading", YTitle: "dollars"},
			},
			{Name: "Other", Columns: []Column{{"a", Text, 0}}, Rows: [][]Cell{{Str("x")}}},
		},
	}
}

func bytesOf(t *testing.T, w *Workbook) []byte {
	var b bytes.Buffer
	n, err := w.WriteTo(&b)
	require.NoError(t, err)
	require.Equal(t, int64(b.Len()), n)
	return b.Bytes()
}

func entryOf(t *testing.T, data []byte, name string) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	f, err := z.Open(name)
	require.NoError(t, err)
	text, err := io.ReadAll(f)
	require.NoError(t, err)
	return string(text)
}

func names(t *testing.T, data []byte) (out []string) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	for _, f := range z.File {
		out = append(out, f.Name)
	}
	return out
}

// TestNumbersAreExact looks at the digits in the file itself.
func TestNumbersAreExact(t *testing.T) {
	xml := entryOf(t, bytesOf(t, sample()), "xl/worksheets/sheet1.xml")
	for _, digits := range []string{"0.165", "1650", "0.1", "1000000.5", "-0.000000000000001", "12345678901234.5"} {
		assert.Contains(t, xml, "<v>"+digits+"</v>")
	}
	assert.NotContains(t, xml, "<v>123456789012345678</v>", "18 digits do not fit a number")
	assert.NotContains(t, xml, "<f>", "no text becomes a formula")
	assert.Contains(t, xml, "<v>45658</v>", "2025-01-01 in the 1900 system")

	f, err := excelize.OpenReader(bytes.NewReader(bytesOf(t, sample())))
	require.NoError(t, err)
	defer f.Close()
	for cell, want := range map[string]string{"A1": "What a T-shirt pays", "A3": "heading", "A5": "=1+1", "A6": "@SUM(A1)", "A7": "0101", "C7": "123456789012345678", "D4": "2025-01-01", "C5": "1,000,000.50", "A9": "Source: a test."} {
		got, err := f.GetCellValue("Lines", cell)
		require.NoError(t, err)
		assert.Equal(t, want, got, cell)
	}
	formula, err := f.GetCellFormula("Lines", "A5")
	require.NoError(t, err)
	assert.Empty(t, formula)
	assert.Contains(t, entryOf(t, bytesOf(t, sample()), "xl/charts/chart1.xml"), "&#39;Lines&#39;!$C$4:$C$7")
}

func TestSameBytes(t *testing.T) {
	a, b := bytesOf(t, sample()), bytesOf(t, sample())
	assert.Equal(t, names(t, a), names(t, b))
	for _, name := range names(t, a) {
		assert.Equal(t, entryOf(t, a, name), entryOf(t, b, name), name)
	}
	assert.True(t, bytes.Equal(a, b))
	year := regexp.MustCompile(`20[12]\d-\d\d-\d\dT`)
	assert.Empty(t, year.FindString(entryOf(t, a, "docProps/core.xml")), "no time of writing in the file")
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	require.NoError(t, err)
	for _, f := range z.File {
		assert.True(t, f.Modified.IsZero() || f.Modified.Year() < 1981, f.Name)
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.xlsx")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	bad := sample()
	bad.Sheets[0].Name = "a/b"
	require.Error(t, bad.WriteFile(path))
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(kept), "what cannot be written leaves the old file")

	require.NoError(t, sample().WriteFile(path))
	now, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(now, bytesOf(t, sample())))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	require.ErrorContains(t, sample().WriteFile(dir), "is a folder")
	require.Error(t, sample().WriteFile(filepath.Join(dir, "nowhere", "out.xlsx")))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 1, "no temporary file stays")
}

func TestRefuses(t *testing.T) {
	w := &Workbook{Sheets: []Sheet{
		{Name: strings.Repeat("x", 32), Columns: []Column{{Header: "a"}}},
		{Name: "A", Columns: []Column{{Header: "a"}}, Rows: [][]Cell{
			{Str("a\x00b")},
			{Str(strings.Repeat("x", 32768))},
			{Str("a"), Str("b")},
			{Day(trade.NewDate(1899, 1, 1))},
			{Num(decimal.New(1, 1000))},
		}},
		{Name: "a", Columns: []Column{{Header: "a"}}, Chart: &Chart{Values: []int{3}}},
		{Name: "none"},
	}}
	_, err := w.WriteTo(io.Discard)
	var errs *Errors
	require.ErrorAs(t, err, &errs)
	assert.Equal(t, 9, errs.Count)
	for _, says := range []string{"31 characters", "A2: the text holds a control", "A3: the text has more", "B4: the row has 2 cells", "1900-03-01", "out of all range", "stands twice", "the chart names column 3", "0 columns"} {
		assert.Contains(t, err.Error(), says)
	}
	var one *Error
	require.True(t, errors.As(err, &one))
	many := &Workbook{Sheets: []Sheet{{Name: "x", Columns: []Column{{Header: "a"}}}}}
	for range 150 {
		many.Sheets[0].Rows = append(many.Sheets[0].Rows, []Cell{Str("\x01")})
	}
	_, err = many.WriteTo(io.Discard)
	require.ErrorAs(t, err, &errs)
	assert.Equal(t, 150, errs.Count)
	assert.Len(t, errs.List, 100)
}

// FuzzText: a text comes back as it was, or is refused.
func FuzzText(f *testing.F) {
	f.Add("=cmd|' /C calc'!A0")
	f.Add("_x0041_")
	f.Fuzz(func(t *testing.T, text string) {
		var b bytes.Buffer
		w := &Workbook{Sheets: []Sheet{{Name: "S", Columns: []Column{{Header: "a"}}, Rows: [][]Cell{{Str(text)}}}}}
		if _, err := w.WriteTo(&b); err != nil {
			if !errors.As(err, new(*Error)) {
				t.Fatal(err)
			}
			return
		}
		x, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		got, err := x.GetCellValue("S", "A2")
		if err != nil || got != text {
			t.Fatalf("%q came back as %q (%v)", text, got, err)
		}
	})
}
