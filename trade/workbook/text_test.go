package workbook

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// Law: a text comes back from an independent reader unchanged, or it is refused
// with a problem that names its cell.
func FuzzTextComesBack(f *testing.F) {
	for _, s := range []string{
		"", "plain", "=1+1", "0101", "_x0041_", "__x0041__", "_x005F_x0041_", "_x0041_x0042_", "_x000d_", "_x0000\x1f",
		"_x0041\uffff", "a\r\nb", "\x00", "\x01\x7f\u0085",
		"\ufffe", "\xff", "\xed\xa0\x80", " a ", "\t", "\n", "]]>", "&amp;", "<!--", "𝄞", "\u2028",
		strings.Repeat("x", maxText),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		_, err := one(Text(s)).WriteTo(&b)
		if err != nil {
			var p *Problem
			require.ErrorAs(t, err, &p)
			require.Equal(t, "A2", p.Cell)
			require.Empty(t, b.String())
			return
		}
		file, err := excelize.OpenReader(strings.NewReader(b.String()), excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		got, err := file.GetCellValue("S", "A2")
		require.NoError(t, err)
		require.NoError(t, file.Close())
		require.Equal(t, s, got)
	})
}

func TestTextLimits(t *testing.T) {
	for _, c := range []struct {
		name, text string
		code       string
	}{
		{"longest", strings.Repeat("x", maxText), ""},
		{"one more", strings.Repeat("x", maxText+1), codeTextTooLong},
		{"longest in two-unit characters", strings.Repeat("𝄞", maxText/2), ""},
		{"one more of those", strings.Repeat("𝄞", maxText/2+1), codeTextTooLong},
		{"not UTF-8", "caf\xe9", codeBadText},
		{"surrogate in UTF-8", "\xed\xa0\x80", codeBadText},
		{"NUL", "a\x00", codeBadText},
		{"other controls are escaped", "a\x01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, hint := checkText(c.text)
			assert.Equal(t, c.code, code)
			assert.Equal(t, c.code == "", hint == "")
		})
	}
}

// A number with so many digits that not even a text cell holds them is refused.
func TestDigitsBeyondACell(t *testing.T) {
	_, err := one(num(strings.Repeat("9", maxText+1))).WriteTo(&strings.Builder{})
	var p *Problem
	require.True(t, errors.As(err, &p))
	assert.Equal(t, codeTextTooLong, p.Code)
	assert.Less(t, len(p.Error()), 300)
}
