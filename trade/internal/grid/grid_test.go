package grid

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// excelize's own conversion is the judge.
// TestColumnIndex: every column of a sheet is read back as it was written, in either case.
func TestColumnIndex(t *testing.T) {
	for column := range MaxColumns {
		name := AppendColumn(nil, column)
		for _, cell := range []string{string(name) + "17", strings.ToLower(string(name))} {
			got, letters := ColumnIndex([]byte(cell))
			require.Equal(t, column, got)
			require.Equal(t, len(name), letters)
		}
	}
	for _, none := range []string{"", "17", "$A"} {
		_, letters := ColumnIndex([]byte(none))
		assert.Zero(t, letters, none)
	}
}

func TestAddress(t *testing.T) {
	assert.Equal(t, "A1", Address(0, 0))
	assert.Equal(t, "XFD1048576", Address(MaxRows-1, MaxColumns-1))
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.IntRange(0, MaxRows-1).Draw(t, "row")
		column := rapid.IntRange(0, MaxColumns-1).Draw(t, "column")
		want, err := excelize.CoordinatesToCellName(column+1, row+1)
		require.NoError(t, err)
		require.Equal(t, want, Address(row, column))
		want, err = excelize.CoordinatesToCellName(column+1, row+1, true)
		require.NoError(t, err)
		require.Equal(t, want, Absolute(row, column))
	})
}
