package workbook

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// The sample, as an independent reader sees it.
func TestSampleReadBack(t *testing.T) {
	f := open(t, bytesOf(t, sample()))
	require.Equal(t, []string{"Duty by layer", "Lines & cells", "Assumptions", "Buyers"}, f.GetSheetList())

	rows, err := f.GetRows("Duty by layer")
	require.NoError(t, err)
	require.Equal(t, [][]string{
		{"What one entry from China pays"},
		{"Article 7326.90.8688, entered value 14,172.00 US dollars"},
		nil,
		{"Layer", "Heading", "Rate", "Duty (USD)"},
		{"Most favoured nation", "7326.90.86", "0.029", "410.99"},
		{"Section 301, list 3", "9903.88.03", "0.25", "3543"},
		{"Section 232", "9903.82.02", "0.5", "7086"},
		{"Total", "", "0.779", "11039.99"},
		nil,
		{"Notes"},
		{"Rates are fractions of the entered value; the duty of each layer is rounded to the cent, half a cent upwards."},
		{"The total is a formula; its stored result is the exact sum."},
	}, rows)
	formula, err := f.GetCellFormula("Duty by layer", "D8")
	require.NoError(t, err)
	assert.Equal(t, "SUM(D5:D7)", formula)

	panes, err := f.GetPanes("Lines & cells")
	require.NoError(t, err)
	assert.True(t, panes.Freeze)
	assert.Equal(t, 1, panes.XSplit)
	assert.Equal(t, 1, panes.YSplit)
	assert.Equal(t, "B2", panes.TopLeftCell)
	merged, err := f.GetMergeCells("Lines & cells")
	require.NoError(t, err)
	assert.Len(t, merged, 3, "each note runs across the table")
	assert.Contains(t, f.GetDefinedName(), excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: "'Lines & cells'!$A:$A,'Lines & cells'!$1:$1", Scope: "Lines & cells",
	})
	sheet := parts(t, bytesOf(t, sample()))["xl/worksheets/sheet2.xml"]
	assert.Contains(t, sheet, `<autoFilter ref="A1:H4"/>`)
	assert.Contains(t, sheet, `<ignoredError sqref="A2:A4 C2:C4" numberStoredAsText="1"/>`)
}

// Only a part of the layout: each combination must open and keep its cells.
func TestLayouts(t *testing.T) {
	table := []Column{{Header: "A"}, {Header: "B"}}
	for name, s := range map[string]Sheet{
		"empty":           {},
		"title":           {Title: []string{"t"}},
		"notes":           {Notes: []string{"n"}},
		"title and notes": {Title: []string{"t"}, Notes: []string{"n", ""}},
		"header":          {Columns: table, Filter: true, FreezeHeader: true},
		"frozen column":   {Columns: table, FreezeColumns: 1},
		"rows, all parts": {
			Title: []string{"t", ""}, Columns: table, Rows: [][]Cell{{Int(1)}, nil, {{}, Int(2)}},
			Notes: []string{"n"}, Filter: true,
		},
		"filter, no table": {Filter: true, FreezeHeader: true},
	} {
		t.Run(name, func(t *testing.T) {
			s.Name = "S"
			f := open(t, bytesOf(t, &Workbook{Sheets: []Sheet{s}}))
			rows, err := f.GetRows("S")
			require.NoError(t, err)
			layout := s.layout(len(s.Rows), len(s.Notes))
			at := func(row, column int) string {
				if row >= len(rows) || column >= len(rows[row]) {
					return ""
				}
				return rows[row][column]
			}
			for i, line := range s.Title {
				assert.Equal(t, line, at(i, 0))
			}
			for i, column := range s.Columns {
				assert.Equal(t, column.Header, at(layout.header, i))
			}
			for i, row := range s.Rows {
				for j, cell := range row {
					assert.Equal(t, cell.String(), at(layout.firstRow+i, j))
				}
			}
			for i, note := range s.Notes {
				assert.Equal(t, note, at(layout.notes+1+i, 0))
			}
		})
	}
}

// A chart refers to the cells it draws, by the quoted name of its sheet.
func TestChart(t *testing.T) {
	w := sample()
	w.Sheets[3].Name = "It's & more"
	all := parts(t, bytesOf(t, w))
	column, bar := all["xl/charts/chart1.xml"], all["xl/charts/chart2.xml"]
	assert.Contains(t, column, `<barDir val="col">`)
	for _, want := range []string{
		"&#39;Duty by layer&#39;!$A$5:$A$7", "&#39;Duty by layer&#39;!$D$5:$D$7",
		"&#39;Duty by layer&#39;!$D$4", "US dollars",
	} {
		assert.Contains(t, column, want)
	}
	assert.Contains(t, bar, `<barDir val="bar">`)
	for _, want := range []string{
		"&#39;It&#39;&#39;s &amp; more&#39;!$B$2:$B$4", "!$C$2:$C$4", "!$C$1", "kb/d",
		"Crude oil, thousand barrels a day",
	} {
		assert.Contains(t, bar, want)
	}
	assert.Contains(t, column, `formatCode="#,##0" sourceLinked="false"`, "a scale in thousands needs no cents")
	assert.NotContains(t, column, "<legend>", "one series needs no legend")
	assert.Contains(t, bar, "<legend>")
}

func TestChartScale(t *testing.T) {
	for _, c := range []struct {
		format Format
		values []string
		want   string
	}{
		{FormatPercent, []string{"0.5"}, "0.0%"},
		{FormatInteger, []string{"5"}, "#,##0"},
		{FormatMoney, []string{"0.5", "-9.99"}, "#,##0.00"},
		{FormatMoney, []string{"0.5", "-10"}, "#,##0"},
		{FormatNumber, []string{"12345678901234567890"}, "#,##0.00"}, // kept as text, not drawn
		{FormatGeneral, []string{"1000"}, "General"},
	} {
		s := Sheet{Columns: []Column{{Format: c.format}}, Rows: [][]Cell{nil}, Charts: []Chart{{Series: []int{0}}}}
		for _, value := range c.values {
			s.Rows = append(s.Rows, []Cell{num(value)})
		}
		p := plan{sheet: &s}
		assert.Equal(t, c.want, p.scaleCode(&s.Charts[0], len(s.Rows)), "%v", c.values)
	}
}
