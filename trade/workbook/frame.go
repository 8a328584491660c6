package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// frame is the workbook around the rows, as excelize makes it: every part of the
// file, with empty worksheets.
type frame struct {
	zip    []byte
	styles *styles
	// comments tells, for the parts that carry comments, whose they are.
	comments map[string]commented
}

// commented is a sheet with comments and its number among them, from 1.
type commented struct {
	plan   *plan
	number int
}

// newFrame builds the frame. A panic inside excelize becomes an error.
func (w *Workbook) newFrame(plans []plan) (fr *frame, err error) {
	defer func() {
		if r := recover(); r != nil {
			fr, err = nil, fmt.Errorf("spreadsheet: excelize failed while building the workbook: %v", r)
		}
	}()
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()

	st, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	comments := map[string]commented{}
	for i := range plans {
		p := &plans[i]
		if err := addSheet(f, i, p.sheet.Name); err != nil {
			return nil, err
		}
		if err := p.defineNames(f); err != nil {
			return nil, err
		}
		row, column := max(0, p.layout.header), len(p.sheet.Columns)+1
		if column >= maxColumns {
			column = 0
		}
		if p.sheet.ChartsBelow && p.sheet.Stream == nil {
			row, column = p.layout.end+1, 0
			if err := p.setWidths(f); err != nil {
				return nil, err
			}
		}
		tallest := 0
		for k := range p.sheet.Charts {
			c := &p.sheet.Charts[k]
			of := slices.IndexFunc(plans, func(o plan) bool { return o.sheet == w.drawn(p.sheet, c) })
			chart := plans[of].chart(c)
			beside := p.sheet.ChartsBelow && k%2 == 1 // the one before
			at := column
			if beside {
				at = p.columnAt(chartWidth + pixelsOfRow)
			} else {
				row, tallest = row+tallest, 0
			}
			if err := f.AddChart(p.sheet.Name, grid.Address(row, at), chart); err != nil {
				return nil, err
			}
			tallest = max(tallest, int(chart.Dimension.Height)/pixelsOfRow+2)
		}
		if len(p.comments) > 0 {
			// One for the parts, the relations and the content types; its contents are
			// replaced by ours.
			if err := f.AddComment(p.sheet.Name, excelize.Comment{Cell: "A1", Author: "a", Text: "t"}); err != nil {
				return nil, err
			}
			c := commented{plan: p, number: len(comments)/2 + 1}
			comments[fmt.Sprintf("xl/comments%d.xml", c.number)] = c
			comments[fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", c.number)] = c
		}
	}
	for _, n := range w.Names {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: n.Name, RefersTo: n.RefersTo}); err != nil {
			return nil, err
		}
	}
	for _, p := range w.Properties.Custom {
		if err := f.SetCustomProps(excelize.CustomProperty{Name: p.Name, Value: p.Value}); err != nil {
			return nil, err
		}
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: "tradeshock"}); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		return nil, err
	}
	return &frame{zip: b.Bytes(), styles: st, comments: comments}, nil
}

// addSheet adds a sheet under exactly this name. A new file has one sheet
// already, which goes by way of another name because excelize takes a change of
// case for no change.
func addSheet(f *excelize.File, i int, name string) error {
	if i > 0 {
		_, err := f.NewSheet(name)
		return err
	}
	if err := f.SetSheetName(f.GetSheetName(0), "_"); err != nil {
		return err
	}
	return f.SetSheetName("_", name)
}

// defineNames repeats the header and the frozen columns on every printed page, and names the filter's
// range the way programs expect it.
func (p *plan) defineNames(f *excelize.File) error {
	if p.layout.header < 0 {
		return nil
	}
	row := strconv.Itoa(p.layout.header + 1)
	titles := grid.QuoteSheet(p.sheet.Name) + "!$" + row + ":$" + row
	if n := p.sheet.FreezeColumns; n > 0 {
		titles = grid.QuoteSheet(p.sheet.Name) + "!$A:$" + string(grid.AppendColumn(nil, n-1)) + "," + titles
	}
	err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.sheet.Name, RefersTo: titles})
	if err == nil && p.sheet.Filter {
		err = f.AutoFilter(p.sheet.Name, p.tableRef(), nil)
	}
	return err
}

// Size of the chart in pixels.
const (
	chartWidth  = 640
	chartHeight = 360
	barHeight   = 26 // added for each lying bar beyond the first ten
	pixelsOfRow = 20
	maxBars     = 60
	lineLabels  = 6 // names below a line that do not run into each other
)

// chart is a chart of the plan's table for excelize, by reference to its cells.
func (p *plan) chart(c *Chart) *excelize.Chart {
	rows := c.rowCount(p.rows)
	cells := func(column int) string {
		return grid.QuoteSheet(p.sheet.Name) + "!" + grid.Absolute(p.layout.firstRow, column) + ":" +
			grid.Absolute(p.layout.firstRow+rows-1, column)
	}
	title := func(text string, font excelize.Font) excelize.ChartTitle {
		if text == "" {
			return excelize.ChartTitle{}
		}
		return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &font}}}
	}
	large, small := excelize.Font{Bold: true, Size: 14, Color: "404040"}, excelize.Font{Size: 10, Color: "404040"}
	gap, oneColour := uint(60), false
	chart := &excelize.Chart{
		Type:      excelize.Col,
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Title:     title(c.Title, large),
		Legend:    excelize.ChartLegend{Position: "none"},
		XAxis:     excelize.ChartAxis{Title: title(c.CategoryTitle, small), Font: small},
		YAxis: excelize.ChartAxis{
			Title: title(c.ValueTitle, small), Font: small, MajorGridLines: true,
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: p.scaleCode(c, rows)},
		},
		GapWidth:   &gap,
		VaryColors: &oneColour,
	}
	if c.Kind == ChartLine {
		chart.Type = excelize.Line
		chart.XAxis.TickLabelSkip = 1 + (rows-1)/lineLabels
		if rows > lineLabels { // LibreOffice breaks long names, unless they are turned
			chart.XAxis.Alignment.TextRotation = 45
		}
	}
	if c.Kind == ChartBar {
		chart.Type, chart.XAxis.ReverseOrder = excelize.Bar, true
		chart.Dimension.Height += uint(barHeight * max(0, min(rows*len(c.Series), maxBars)-10))
	}
	if len(c.Series) > 1 {
		chart.Legend.Position = "bottom"
	}
	if !p.anyBelowZero(c, rows) {
		zero(&chart.YAxis.Minimum) // programs else cut the feet of bars that differ little
	}
	colours := []string{"2F5D8C", "D9822B", "5B9A68", "A23B4A", "7A68A6", "8C8C8C"}
	for i, column := range c.Series {
		marker := excelize.ChartMarker{}
		if c.Kind == ChartLine {
			marker.Symbol = "none"
		}
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name:       grid.QuoteSheet(p.sheet.Name) + "!" + grid.Absolute(p.layout.header, column),
			Categories: cells(c.Category),
			Values:     cells(column),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colours[i%len(colours)]}},
			Marker:     marker,
		})
	}
	return chart
}

// columnAt is the first column that begins so many pixels from the left, or more.
func (p *plan) columnAt(pixels int) int {
	at := 0
	for i := range maxColumns {
		if at >= pixels {
			return i
		}
		width := defaultWidth
		if i < len(p.widths) {
			width = p.widths[i]
		}
		at += 7*width + 5
	}
	return 0
}

// setWidths tells the widths of the columns, by which the end of a chart over them is found.
func (p *plan) setWidths(f *excelize.File) error {
	for i, width := range p.widths {
		name := string(grid.AppendColumn(nil, i))
		if err := f.SetColWidth(p.sheet.Name, name, name, float64(width)); err != nil {
			return err
		}
	}
	return nil
}

// zero lets a pointer point to a zero.
func zero[T any](p **T) { *p = new(T) }

// anyBelowZero reports whether a bar goes down, or may: streamed rows are not seen here.
func (p *plan) anyBelowZero(c *Chart, rows int) bool {
	if len(p.sheet.Rows) < rows {
		return true
	}
	for _, row := range p.sheet.Rows[:rows] {
		for _, column := range c.Series {
			if column < len(row) && strings.HasPrefix(row[column].content().value, "-") {
				return true
			}
		}
	}
	return false
}

// scaleCode is the number format of the chart's scale: that of the first series, without
// cents as soon as a value has two digits before the point, and in millions or billions.
func (p *plan) scaleCode(c *Chart, rows int) string {
	column := c.Series[0]
	switch p.sheet.Columns[column].Format {
	case FormatPercent:
		return "0.0%"
	case FormatInteger:
		return "#,##0"
	case FormatMoney, FormatNumber:
		digits := 1
		for _, row := range p.sheet.Rows[:min(rows, len(p.sheet.Rows))] {
			for _, column := range c.Series {
				if column >= len(row) {
					continue
				}
				content := row[column].content()
				whole, _, _ := strings.Cut(strings.TrimPrefix(content.value, "-"), ".")
				if content.isNumber {
					digits = max(digits, len(whole))
				}
			}
		}
		switch { // short enough that no program turns them on their side
		case digits > 9:
			return `#,##0.0,,," bn"`
		case digits > 6:
			return `#,##0.0,," m"`
		case digits > 1:
			return "#,##0"
		}
		return "#,##0.00"
	}
	return "General"
}
