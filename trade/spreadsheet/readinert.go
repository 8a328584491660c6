package spreadsheet

import "github.com/tradeshock/tradeshock/trade/internal/grid"

// fromInert takes the apostrophes of Inert away before visit sees the row.
func fromInert(visit func(*Row) bool) func(*Row) bool {
	return func(row *Row) bool {
		for i := range row.Cells {
			row.Cells[i].Text = grid.FromInert(row.Cells[i].Text)
		}
		return visit(row)
	}
}
