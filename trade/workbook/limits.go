package workbook

import "github.com/tradeshock/tradeshock/trade/internal/grid"

// The limits of the file format and of the programs that read it.
const (
	MaxRows    = grid.MaxRows
	MaxColumns = grid.MaxColumns
	MaxText    = grid.MaxText // UTF-16 units in a cell
	MaxWidth   = 255          // characters in the width of a column
	// MaxComments is our own limit: programs grow slow with more remarks on a sheet.
	MaxComments = 10_000
)
