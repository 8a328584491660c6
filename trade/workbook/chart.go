package workbook

import "fmt"

// ChartKind is the direction of the bars.
type ChartKind uint8

// The kinds of chart.
const (
	ChartColumn ChartKind = iota // bars stand
	ChartBar                     // bars lie, for long names; the first row is on top
	ChartLine                    // a line from row to row, for what follows one another in time
	chartKindCount
)

// Chart draws columns of a table. Columns and rows count from 0, in Sheet.Columns
// and Sheet.Rows of the sheet that it draws.
type Chart struct {
	Kind          ChartKind
	Of            string // the name of the sheet that it draws; "" for its own
	Title         string
	CategoryTitle string // below or beside the names
	ValueTitle    string // beside or below the scale
	Category      int    // the column with the names
	Series        []int  // the columns with the values, 1 to 20; their headers are the legend
	Rows          int    // how many rows from the first; 0 for all, fewer to leave a total out
}

const (
	maxSeries    = 20
	maxChartRows = 1000 // more bars than anybody can tell apart
)

// rowCount is the number of rows drawn, given the rows of the table.
func (c *Chart) rowCount(rows int) int {
	if c.Rows == 0 {
		return rows
	}
	return c.Rows
}

// check returns what is wrong with a chart of the table of a sheet, one hint each.
func (c *Chart) check(s *Sheet) []string {
	var hints []string
	outside := func(column int) bool { return column < 0 || column >= len(s.Columns) }
	if c.Kind >= chartKindCount {
		hints = append(hints, fmt.Sprintf("chart kind %d does not exist; use ChartColumn, ChartBar or ChartLine", c.Kind))
	}
	if outside(c.Category) {
		hints = append(hints,
			fmt.Sprintf("the chart takes its names from column %d, but the table has %d columns", c.Category, len(s.Columns)))
	}
	if len(c.Series) == 0 || len(c.Series) > maxSeries {
		hints = append(hints, fmt.Sprintf("the chart has %d series; give 1 to %d columns", len(c.Series), maxSeries))
	}
	for _, column := range c.Series[:min(maxSeries, len(c.Series))] {
		if outside(column) {
			hints = append(hints, fmt.Sprintf("the chart draws column %d, but the table has %d columns", column, len(s.Columns)))
		}
	}
	if s.Stream != nil {
		return append(hints,
			"a chart draws a table that is in memory; give Rows in place of Stream, or put the chart on another sheet")
	}
	if c.Rows < 0 || c.Rows > len(s.Rows) || c.rowCount(len(s.Rows)) == 0 || c.rowCount(len(s.Rows)) > maxChartRows {
		hints = append(hints,
			fmt.Sprintf("the chart draws %d of %d rows; draw 1 to %d that exist", c.rowCount(len(s.Rows)), len(s.Rows),
				maxChartRows))
	}
	return hints
}
