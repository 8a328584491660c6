package spreadsheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever a sheet's XML is, reading ends with cells or an import error. What is
// accepted, the standard library finds well-formed too.
func FuzzReadSheet(f *testing.F) {
	for _, s := range []string{
		goodSheet, goodSheet[:400], "<worksheet/>",
		`<worksheet ` + mainSpace + `><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
		`<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="2"><x:c ` +
			`t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
		`<worksheet ` + mainSpace +
			`><sheetData><row><c t="str"><v><![CDATA[a]]]]>_x0041_&#x20AC;]]</v></c></row></sheetData><mergeCells><mergeCell ` +
			`ref="A1:B2"/></mergeCells></worksheet>`,
		utf16Text(goodSheet, false, true), "\xEF\xBB\xBF" + goodSheet,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, sheet []byte) {
		_, _, err := outcome(t, packed(with(goodParts(), part(flowsPart, string(sheet)))))
		var e *ImportError
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		if bytes.HasPrefix(sheet, []byte("\xEF\xBB\xBF")) || bytes.IndexByte(sheet, 0) >= 0 ||
			bytes.HasPrefix(sheet, []byte("\xFF")) || bytes.HasPrefix(sheet, []byte("\xFE")) {
			return
		}
		d := xml.NewDecoder(bytes.NewReader(sheet))
		d.CharsetReader = func(_ string, from io.Reader) (io.Reader, error) { return from, nil }
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				if strings.Contains(err.Error(), "invalid UTF-8") || strings.Contains(err.Error(), "invalid XML name") ||
					strings.Contains(err.Error(), "unsupported version") {
					return // another encoding, or names that only 1.1 allows
				}
				require.NoError(t, err)
			}
		}
	})
}

// Whatever a file is, opening and reading ends with cells or an import error.
func FuzzReadFile(f *testing.F) {
	f.Add(packed(goodParts()))
	f.Add((&zipFile{entries: goodParts()[:2], wide: true, comment: []byte("x")}).bytes())
	f.Add(ole("Root Entry", "Workbook"))
	f.Add([]byte("a,b\n1,2\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, _, err := outcome(t, file)
		var e *ImportError
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%T %v", err, err)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1,234.50", "(12)", "1.5E+3", "12,34,567", "1 234", "-5%", "0x1p3"} {
		f.Add(s)
	}
	formats := []NumberFormat{
		{},
		{Group: ','},
		{Decimal: ',', Group: '.', Percent: true},
		{Group: ' ', Parentheses: true, TrailingMinus: true},
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range formats {
			d, err := ParseNumber(text, format)
			if err != nil {
				var e *ImportError
				require.ErrorAs(t, err, &e)
				continue
			}
			again, err := ParseNumber(d.String(), NumberFormat{})
			require.NoError(t, err, d.String())
			require.True(t, again.Equal(d))
		}
		if d, _, err := CellNumber(text); err == nil {
			require.LessOrEqual(t, d.NumDigits(), mostDigits)
		}
	})
}
