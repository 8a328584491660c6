package spreadsheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// records reads a CSV file into lines of fields between bars, with the numbers of
// the record, the line and the fields in front.
func records(t testing.TB, text string, o ReadOptions) ([][]string, error) {
	t.Helper()
	d, err := NewDocument(strings.NewReader(text), int64(len(text)), "f.csv", o)
	if err != nil {
		return nil, err
	}
	var all [][]string
	for row, err := range d.Rows(context.Background(), "") {
		if err != nil {
			return all, err
		}
		require.Equal(t, len(all)+1, row.Number)
		fields := make([]string, row.Width)
		for i, c := range row.Cells {
			fields[i] = c.Text
		}
		all = append(all, fields)
	}
	return all, nil
}

func TestCSVSound(t *testing.T) {
	win, err := charmap.Windows1252.NewEncoder().String("país,€\nCôte d’Ivoire,1\n")
	require.NoError(t, err)
	chinese := "商品编码,商品名称,美元\n27090000,石油原油,\"1,000\"\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(chinese)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		text string
		o    ReadOptions
		want string // fields between |, records between /
	}{
		"plain":           {"a,b\n1,2\n", ReadOptions{}, "a|b/1|2"},
		"no line end":     {"a,b\n1,2", ReadOptions{}, "a|b/1|2"},
		"CR LF":           {"a,b\r\n1,2\r\n", ReadOptions{}, "a|b/1|2"},
		"CR only":         {"a,b\r1,2\r", ReadOptions{}, "a|b/1|2"},
		"CR at the end":   {"a,b\n1,2\r", ReadOptions{}, "a|b/1|2"},
		"mark":            {"\xEF\xBB\xBFa,b\n1,2\n", ReadOptions{}, "a|b/1|2"},
		"mark and quotes": {"\xEF\xBB\xBF\"a\",b\n1,2\n", ReadOptions{}, "a|b/1|2"},
		"UTF-16":          {utf16Text("a,b\r\n€,2\r\n", false, true), ReadOptions{}, "a|b/€|2"},
		"UTF-16 BE, tabs": {utf16Text("a\tb\r\n𝄞\t2\r\n", true, true), ReadOptions{}, "a|b/𝄞|2"},
		"UTF-8 by name":   {"a,b\n€,2\n", ReadOptions{Encoding: "utf8"}, "a|b/€|2"},
		"windows-1252":    {win, ReadOptions{Encoding: "Windows-1252"}, "país|€/Côte d’Ivoire|1"},
		"cp1252":          {win, ReadOptions{Encoding: "CP1252"}, "país|€/Côte d’Ivoire|1"},
		"GB18030":         {gb, ReadOptions{Encoding: "gb18030"}, "商品编码|商品名称|美元/27090000|石油原油|1,000"},
		"GB18030, found":  {gb, ReadOptions{}, "商品编码|商品名称|美元/27090000|石油原油|1,000"},
		"Chinese, UTF-8":  {chinese, ReadOptions{}, "商品编码|商品名称|美元/27090000|石油原油|1,000"},
		"semicolons":      {"a;b\n1,5;2,5\n", ReadOptions{}, "a|b/1,5|2,5"},
		"tabs":            {"a\tb\n1,5\t2\n", ReadOptions{}, "a|b/1,5|2"},
		"bars":            {"a|b|c\n1|2|3\n", ReadOptions{}, "a|b|c/1|2|3"},
		"given":           {"a:b\n1:2\n", ReadOptions{Delimiter: ':'}, "a|b/1|2"},
		"given against":   {"a,b;c\n1,2;3\n", ReadOptions{Delimiter: ';'}, "a,b|c/1,2|3"},
		"one column":      {"a\n1\n2\n", ReadOptions{}, "a/1/2"},
		"one cell":        {"a", ReadOptions{}, "a"},
		"header only":     {"a,b,c\n", ReadOptions{}, "a|b|c"},
		"quotes":          {"a,\"b,\"\"c\"\"\"\n\"1\n2\",3\n", ReadOptions{}, "a|b,\"c\"/1\n2|3"},
		"empty quotes":    {"\"\",b\n", ReadOptions{}, "|b"},
		"CR LF in quotes": {"a,b\r\n\"1\r\n2\",3\r\n", ReadOptions{}, "a|b/1\r\n2|3"},
		"empty lines":     {"a,b\n\n1,2\n\n", ReadOptions{}, "a|b//1|2/"},
		"empty fields":    {"a,b,c\n,,\n1,,\n", ReadOptions{}, "a|b|c/||/1||"},
		"preamble": {
			"Source: x\n\nhs,value,unit\n1,2,3\n1,2,3\n",
			ReadOptions{},
			"Source: x//hs|value|unit/1|2|3/1|2|3",
		},
		"spaces kept":   {" a , b\n", ReadOptions{}, " a | b"},
		"leading zeros": {"hs,v\n0101,007\n", ReadOptions{}, "hs|v/0101|007"},
		"a formula":     {"a,b\n=1+1,-5\n", ReadOptions{}, "a|b/=1+1|-5"},
		"brackets":      {"[USD],b\n1,2\n", ReadOptions{}, "[USD]|b/1|2"},
		"less than":     {"< 5,b\n1,2\n", ReadOptions{}, "< 5|b/1|2"},
		"decimals and ;": {
			"land;wert\nDE;1,5\nFR;2,5\nIT;3,5\nAT;4,5\n",
			ReadOptions{},
			"land|wert/DE|1,5/FR|2,5/IT|3,5/AT|4,5",
		},
		"commas in quotes": {"a;b\n\"x,y\";\"1,2\"\n", ReadOptions{}, "a|b/x,y|1,2"},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := records(t, c.text, c.o)
			require.NoError(t, err)
			var lines []string
			for _, fields := range all {
				lines = append(lines, strings.Join(fields, "|"))
			}
			assert.Equal(t, c.want, strings.Join(lines, "/"))
		})
	}
}

func TestCSVRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		o    ReadOptions
		code string
		cell string
	}{
		"quote inside":          {"a,b\n5\" pipe,2\n", ReadOptions{Delimiter: ','}, codeQuote, "A2"},
		"quote after spaces":    {"a,b\n1, \"2\"\n", ReadOptions{}, codeQuote, "B2"},
		"quote without end":     {"a,b\n1,\"2\n3,4\n", ReadOptions{}, codeQuote, "B2"},
		"quote at the end":      {"a,b\n1,\"", ReadOptions{}, codeQuote, "B2"},
		"text after a quote":    {"a,b\n\"1\"x,2\n", ReadOptions{}, codeQuote, "A2"},
		"quote not doubled":     {"a,b\n\"5\" pipe\",2\n", ReadOptions{}, codeQuote, "A2"},
		"lone CR":               {"a,b\n1\r2,3\n", ReadOptions{}, codeStructure, "A2"},
		"NUL":                   {"a,b\n1\x002,3\n", ReadOptions{}, codeEncoding, ""},
		"windows-1252 unnamed":  {"pa\xEDs,b\n1,2\n", ReadOptions{}, codeEncoding, ""},
		"Cyrillic unnamed":      {"\xD1\xF2\xF0\xE0\xED\xE0,b\n1,2\n", ReadOptions{}, codeEncoding, ""},
		"one bad byte":          {"a,b\n1,2\xFF\n", ReadOptions{}, codeEncoding, ""},
		"bad after the mark":    {"\xEF\xBB\xBFa,b\n1,2\xFF\n", ReadOptions{}, codeEncoding, ""},
		"bad by name":           {"a,b\n1,2\xFF\n", ReadOptions{Encoding: "UTF-8"}, codeEncoding, ""},
		"bad GB18030":           {"\xC9\xCC,b\n1,\xFF\xFF\n", ReadOptions{Encoding: "gbk"}, codeEncoding, ""},
		"mark against a name":   {"\xEF\xBB\xBFa,b\n", ReadOptions{Encoding: "windows-1252"}, codeEncoding, ""},
		"encoding unknown":      {"a,b\n", ReadOptions{Encoding: "klingon"}, codeOption, ""},
		"delimiter impossible":  {"a,b\n", ReadOptions{Delimiter: '"'}, codeOption, ""},
		"delimiter a letter":    {"a,b\n", ReadOptions{Delimiter: 'x'}, codeOption, ""},
		"two delimiters":        {"a,b;c\n1,2;3\n", ReadOptions{}, codeDelimiter, ""},
		"two, in one line":      {"a;b,c", ReadOptions{}, codeDelimiter, ""},
		"too many fields":       {strings.Repeat(",", grid.MaxColumns) + "\n", ReadOptions{}, codeLimit, "XFE1"},
		"a field too long":      {"a,b\n1," + strings.Repeat("x", grid.MaxText+1) + "\n", ReadOptions{}, codeLimit, "B2"},
		"a quoted one too long": {"a,b\n1,\"" + strings.Repeat("x\n", 1<<20), ReadOptions{}, codeLimit, "B2"},
		"too many records":      {"a\n1\n2\n", ReadOptions{Limits: Limits{Rows: 2}}, codeLimit, ""},
		"too large":             {"a,b\n1,2\n", ReadOptions{Limits: Limits{FileSize: 7}}, codeLimit, ""},
		"negative limit":        {"a,b\n1,2\n", ReadOptions{Limits: Limits{Text: -1}}, codeOption, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := records(t, c.text, c.o)
			var e *ImportError
			require.ErrorAs(t, err, &e, "%v", all)
			assert.Equal(t, string(c.code), string(e.Code), err)
			assert.Equal(t, "f.csv", e.File)
			assert.NotEmpty(t, e.Hint)
			if c.cell != "" {
				assert.Equal(t, c.cell, e.Cell)
			}
		})
	}
	_, err := records(t, "a,b;c\n1,2;3\n", ReadOptions{})
	assert.ErrorContains(t, err, "comma and semicolon")
	_, err = records(t, "a,b\n\"1\n2\n3\",4\n5,\"6", ReadOptions{})
	assert.ErrorContains(t, err, "line 5")
}

// The words of Chinese customs are found wherever the look ahead ends.
func TestChineseHeader(t *testing.T) {
	for _, pad := range []string{"", "x"} {
		text := "商品编码,美元\n" + pad + strings.Repeat("石油原油,1\n", 2000)
		gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
		require.NoError(t, err)
		all, err := records(t, gb, ReadOptions{})
		require.NoError(t, err)
		assert.Equal(t, []string{"商品编码", "美元"}, all[0])
		assert.Len(t, all, 2001)
	}
}

func TestCSVDocument(t *testing.T) {
	d := document(t, []byte("a\tb\n\"1\n2\"\t3\n4\t5\n"), "f.txt", ReadOptions{})
	assert.Equal(t, formatTSV, d.Format())
	assert.Equal(t, '\t', d.Delimiter())
	assert.Equal(t, "UTF-8", d.Encoding())
	assert.Equal(t, []SheetInfo{{Visibility: "visible"}}, d.Sheets())
	assert.Empty(t, d.Names())
	assert.False(t, d.Uses1904())
	var lines []int
	for row, err := range d.Rows(context.Background(), "") {
		require.NoError(t, err)
		lines = append(lines, row.Line)
		if row.Number == 2 {
			assert.Equal(t, "B2", row.Address(1))
		}
	}
	assert.Equal(t, []int{1, 2, 4}, lines)
	require.NoError(t, d.Verify(context.Background()))
	_, err := readAll(t, d, "Sheet1")
	require.Error(t, err)
	merges, err := d.Merges(context.Background(), "")
	require.NoError(t, err)
	assert.Empty(t, merges)
}

// Where both take a text, the standard library's reader reads the same fields.
func TestCSVAgainstStandard(t *testing.T) {
	field := rapid.SampledFrom([]string{
		"", "a", "1", "0101", "1.5", `"a,b"`, `"c""d"`, "\"e\nf\"", " g ", "é", `""`,
		"x\ty",
	})
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		var lines []string
		for range rapid.IntRange(1, 8).Draw(t, "rows") {
			lines = append(lines, strings.Join(rapid.SliceOfN(field, width, width).Draw(t, "fields"), ","))
		}
		text := strings.Join(lines, "\n") + "\n"
		want, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		require.NoError(t, err)
		var got [][]string
		c := newCSVReader(iotest.OneByteReader(strings.NewReader(text)), ',', false, mustLimits())
		_, err = c.read(func(r *Row) bool {
			fields := make([]string, r.Width)
			for i, v := range r.Cells {
				fields[i] = v.Text
			}
			got = append(got, fields)
			return true
		})
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}

func mustLimits() Limits {
	l, _ := Limits{}.orDefaults()
	return l
}

func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "a;b\r\n\"1\";2", "\xEF\xBB\xBFa\tb\n", "\xFF\xFEa\x00", "a|b\r1|2\r",
		"\"\"\"\"", "\xC9\xCC\xC6\xB7,b\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := NewDocument(bytes.NewReader(file), int64(len(file)), "f", ReadOptions{})
		if err == nil {
			fields := 0
			for row, rowErr := range d.Rows(context.Background(), d.Sheets()[0].Name) {
				if err = rowErr; err == nil {
					fields += row.Width
					require.LessOrEqual(t, len(row.Cells), row.Width)
				}
			}
			if d.Format() != formatXLSX {
				require.LessOrEqual(t, fields, len(file)+1)
			}
		}
		var e *ImportError
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%T %v", err, err)
		}
	})
}
