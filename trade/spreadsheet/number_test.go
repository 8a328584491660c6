package spreadsheet

import (
	"errors"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	german := NumberFormat{Decimal: ',', Group: '.'}
	english := NumberFormat{Group: ','}
	french := NumberFormat{Decimal: ',', Group: ' '}
	swiss := NumberFormat{Group: '\''}
	books := NumberFormat{Group: ',', Parentheses: true, TrailingMinus: true, Percent: true}
	for _, c := range []struct {
		text string
		f    NumberFormat
		want string
	}{
		{"1234.50", NumberFormat{}, "1234.5"},
		{" -7 ", NumberFormat{}, "-7"},
		{"\u22127", NumberFormat{}, "-7"},
		{"+0.125", NumberFormat{}, "0.125"},
		{".5", NumberFormat{}, "0.5"},
		{"5.", NumberFormat{}, "5"},
		{"1.5E+3", NumberFormat{}, "1500"},
		{"123456789012345678901234567890", NumberFormat{}, "123456789012345678901234567890"},
		{"1.234,56", german, "1234.56"},
		{"1.234", german, "1234"},
		{"1,234", german, "1.234"},
		{"1,234", english, "1234"},
		{"12,34,567.8", english, "1234567.8"},
		{"1\u202F234\u00A0567,8", french, "1234567.8"},
		{"1'234\u2019567.8", swiss, "1234567.8"},
		{"(1,234)", books, "-1234"},
		{"1,234-", books, "-1234"},
		{"12.5%", books, "0.125"},
		{"(12.5 %)", books, "-0.125"},
	} {
		got, err := ParseNumber(c.text, c.f)
		require.NoError(t, err, c.text)
		assert.True(t, got.Equal(decimal.RequireFromString(c.want)), "%q: %s", c.text, got)
	}
	for _, c := range []struct {
		text string
		f    NumberFormat
		code string
	}{
		{"1,234", NumberFormat{}, codeAmbiguous},
		{"1.234,56", NumberFormat{}, codeAmbiguous},
		{"1.234.567", NumberFormat{}, codeAmbiguous},
		{"1 234", NumberFormat{}, codeAmbiguous},
		{"12%", NumberFormat{}, codeAmbiguous},
		{"(12)", NumberFormat{}, codeAmbiguous},
		{"12-", NumberFormat{}, codeAmbiguous},
		{"", NumberFormat{}, codeNumber},
		{"-", NumberFormat{}, codeNumber},
		{".", NumberFormat{}, codeNumber},
		{"--5", NumberFormat{}, codeNumber},
		{"n.a.", NumberFormat{}, codeNumber},
		{"1e400", NumberFormat{}, codeNumber},
		{"1e", NumberFormat{}, codeNumber},
		{"0x10", NumberFormat{}, codeNumber},
		{"NaN", NumberFormat{}, codeNumber},
		{"1234567890123456789012345678901", NumberFormat{}, codeNumber},
		{"\u0661\u0662", NumberFormat{}, codeNumber},
		{"1,23", english, codeNumber},
		{"1,2345", english, codeNumber},
		{"12,34", english, codeNumber},
		{"1234,567", english, codeNumber},
		{"1,,234", english, codeNumber},
		{",234", english, codeNumber},
		{"1.234,567", english, codeNumber},
		{"1,234.5.6", english, codeNumber},
		{"(-12)", books, codeNumber},
		{"-12-", books, codeNumber},
		{"$5", books, codeNumber},
		{"5", NumberFormat{Decimal: ',', Group: ','}, codeOption},
	} {
		got, err := ParseNumber(c.text, c.f)
		var e *ImportError
		require.True(t, errors.As(err, &e), "%q gave %s", c.text, got)
		assert.Equal(t, string(c.code), string(e.Code), c.text)
		assert.NotEmpty(t, e.Hint)
	}
}

// What a person typed with at most 15 digits comes back, whatever its binary
// form; the judge is the conversion of the standard library.
func TestCellNumber(t *testing.T) {
	for _, c := range []struct {
		digits, want string
		shortened    bool
	}{
		{"20.100000000000001", "20.1", true},
		{"1.1000000000000001", "1.1", true},
		{"0.30000000000000004", "0.30000000000000004", false},
		{"5273000000", "5273000000", false},
		{"9007199254740993", "9007199254740993", false},
		{"1.5E-7", "0.00000015", false},
		{"123456789012345678", "123456789012345678", false},
	} {
		got, shortened, err := CellNumber(c.digits)
		require.NoError(t, err)
		assert.True(t, got.Equal(decimal.RequireFromString(c.want)), "%s: %s", c.digits, got)
		assert.Equal(t, c.shortened, shortened, c.digits)
	}
	rapid.Check(t, func(t *rapid.T) {
		typed := decimal.RequireFromString(
			strconv.FormatInt(rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "digits"), 10)).
			Shift(int32(rapid.IntRange(-12, 3).Draw(t, "power")))
		binary, err := strconv.ParseFloat(typed.String(), 64)
		require.NoError(t, err)
		stored := strconv.FormatFloat(binary, 'G', 17, 64) // as Excel writes it
		got, _, err := CellNumber(stored)
		require.NoError(t, err)
		require.True(t, got.Equal(typed), "%s stored as %s read as %s", typed, stored, got)
	})
	for _, wrong := range []string{
		"", "1e40", "abc", "0.0000000000000000000000000000001",
		"12345678901234567890123456789012",
	} {
		_, _, err := CellNumber(wrong)
		require.Error(t, err, wrong)
	}
}
