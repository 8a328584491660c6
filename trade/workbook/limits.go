package workbook

import "github.com/tradeshock/tradeshock/trade/internal/grid"

// The limits of the file format and of the programs that read it.
const (
	maxRows    = grid.MaxRows
	maxColumns = grid.MaxColumns
	maxText    = grid.MaxText // UTF-16 units in a cell
	maxWidth   = 255          // characters in the width of a column
	// maxComments is our own limit: programs grow slow with more remarks on a sheet.
	maxComments = 10_000
)
