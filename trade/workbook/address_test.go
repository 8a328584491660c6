package workbook

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

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
