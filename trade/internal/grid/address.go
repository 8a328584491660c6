package grid

import (
	"strconv"
	"strings"
)

// The limits of the file format and of the programs that read it.
const (
	MaxRows    = 1_048_576
	MaxColumns = 16_384
	MaxText    = 32_767 // UTF-16 units in a cell
)

// AppendColumn appends the letters of a column, counted from 0: A, B, …, Z, AA.
func AppendColumn(b []byte, column int) []byte {
	var letters [8]byte
	i := len(letters)
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		i--
		letters[i] = byte('A' + (n-1)%26)
	}
	return append(b, letters[i:]...)
}

// ColumnIndex reads letters as AppendColumn writes them, in either case: the column, counted
// from 0, and how many bytes its letters are, 0 where there is none.
func ColumnIndex(b []byte) (column, letters int) {
	for letters < len(b) && letters < 4 {
		c := b[letters] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
		letters++
	}
	return column - 1, letters
}

// Address returns the A1 form of a row and a column, both counted from 0.
func Address(row, column int) string {
	return string(strconv.AppendInt(AppendColumn(nil, column), int64(row)+1, 10))
}

// Absolute returns the $A$1 form.
func Absolute(row, column int) string {
	return "$" + string(AppendColumn(nil, column)) + "$" + strconv.Itoa(row+1)
}

// QuoteSheet returns a sheet name as formulas write it.
func QuoteSheet(name string) string {
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// FoldName maps the names that differ at most in case to the same text.
func FoldName(name string) string { return strings.ToLower(strings.ToUpper(name)) }
