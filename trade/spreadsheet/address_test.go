package spreadsheet

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// excelize's own conversion is the judge.
func TestAddress(t *testing.T) {
	assert.Equal(t, "A1", address(0, 0))
	assert.Equal(t, "XFD1048576", address(MaxRows-1, MaxColumns-1))
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.IntRange(0, MaxRows-1).Draw(t, "row")
		column := rapid.IntRange(0, MaxColumns-1).Draw(t, "column")
		want, err := excelize.CoordinatesToCellName(column+1, row+1)
		require.NoError(t, err)
		require.Equal(t, want, address(row, column))
		want, err = excelize.CoordinatesToCellName(column+1, row+1, true)
		require.NoError(t, err)
		require.Equal(t, want, absolute(row, column))
	})
}

func TestSheetAddress(t *testing.T) {
	s := Sheet{Title: []string{"a", "b"}, Columns: make([]Column, 3), Rows: make([][]Cell, 2)}
	assert.Equal(t, "A5", s.Address(0, 0), "two title lines, an empty row, the header")
	assert.Equal(t, "C6", s.Address(1, 2))
	assert.Equal(t, "B4", s.Address(-1, 1))
	for _, outside := range [][2]int{{2, 0}, {-2, 0}, {0, 3}, {0, -1}} {
		assert.Empty(t, s.Address(outside[0], outside[1]))
	}
	assert.Empty(t, (&Sheet{}).Address(-1, 0))
}
