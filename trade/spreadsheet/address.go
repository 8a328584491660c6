package spreadsheet

import (
	"strconv"
	"strings"
)

// The limits of the file format and of the programs that read it.
const (
	MaxRows    = 1_048_576
	MaxColumns = 16_384
	MaxText    = 32_767 // UTF-16 units in a cell
	MaxWidth   = 255    // characters in the width of a column
	// MaxComments is our own limit: programs grow slow with more remarks on a sheet.
	MaxComments = 10_000
)

// appendColumn appends the letters of a column, counted from 0: A, B, …, Z, AA.
func appendColumn(b []byte, column int) []byte {
	var letters [8]byte
	i := len(letters)
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		i--
		letters[i] = byte('A' + (n-1)%26)
	}
	return append(b, letters[i:]...)
}

// address returns the A1 form of a row and a column, both counted from 0.
func address(row, column int) string {
	return string(strconv.AppendInt(appendColumn(nil, column), int64(row)+1, 10))
}

// absolute returns the $A$1 form.
func absolute(row, column int) string {
	return "$" + string(appendColumn(nil, column)) + "$" + strconv.Itoa(row+1)
}

// quoteSheet returns a sheet name as formulas write it.
func quoteSheet(name string) string {
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}
