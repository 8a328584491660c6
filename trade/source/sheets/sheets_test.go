package sheets_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/source/sheets"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

func itoa(n int) string { return strconv.Itoa(n) }

// TestAnnotate: the copy keeps every cell in its place, marks the bad ones and says
// why; another reader agrees.
func TestAnnotate(t *testing.T) {
	dir := t.TempDir()
	for name, titles := range map[string]int{"no title": 0, "one title": 1, "two titles": 2, "three": 3} {
		h := titles + 1
		original := filepath.Join(dir, name+" original.xlsx")
		x := excelize.NewFile()
		require.NoError(t, x.SetSheetName("Sheet1", "Flows"))
		for i := range titles {
			require.NoError(t, x.SetSheetRow("Flows", "A"+itoa(i+1), &[]any{"title", "", "more"}))
		}
		for row, cells := range map[int][]any{
			h:     {"period", "origin", "destination", "hs", "value_usd", "quantity", "unit"},
			h + 1: {"2024", "IN", "US", "610910", 12.5},
			h + 3: {"2024", "Inida", "", "610910", 0.1, 5},
			h + 4: {"2024", "IN", "US", "61", "#REF!"},
		} {
			require.NoError(t, x.SetSheetRow("Flows", "A"+itoa(row), &cells))
		}
		require.NoError(t, x.SaveAs(original))
		require.NoError(t, x.Close())
		f, err := source.Open(original, spreadsheet.ReadOptions{})
		require.NoError(t, err)
		rep, err := f.Read(context.Background(), source.Options{Lenient: true}, source.Visit{})
		require.NoError(t, err)
		require.Equal(t, 4, rep.Problems)
		path := filepath.Join(dir, name+".xlsx")
		require.NoError(t, sheets.Annotate(context.Background(), f, rep, path))

		x, err = excelize.OpenFile(path)
		require.NoError(t, err)
		shift := 0
		if titles == 1 {
			shift = 1 // a title needs an empty row below it
		}
		at := func(column string, row int) string { return column + itoa(row+shift) }
		value := func(cell string) string {
			v, err := x.GetCellValue("Flows", cell, excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			return v
		}
		style := func(cell string) int {
			s, err := x.GetCellStyle("Flows", cell)
			require.NoError(t, err)
			return s
		}
		assert.Equal(t, "period", value(at("A", h)), name)
		assert.Equal(t, "12.5", value(at("E", h+1)), name)
		assert.Equal(t, "Inida", value(at("B", h+3)), name)
		assert.Equal(t, "#REF!", value(at("E", h+4)), name)
		assert.Empty(t, value(at("H", h+1)))
		assert.Contains(t, value(at("H", h+3)), "did you mean IN (India)?")
		for _, cell := range []string{at("B", h+3), at("C", h+3), at("G", h+3), at("E", h+4)} {
			assert.NotEqual(t, style(at("A", h+3)), style(cell), "%s: %s is red", name, cell)
		}
		listed, err := x.GetRows("Errors")
		require.NoError(t, err)
		assert.Equal(t, []string{"Flows!B" + itoa(h+3), "Inida", "country"}, listed[4][:3])
		require.NoError(t, x.Close())
	}
}

// TestTemplate: what is filled into the template is read, and its lists hold what the
// importer takes.
func TestTemplate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.xlsx")
	require.NoError(t, sheets.Template().WriteFile(path))
	x, err := excelize.OpenFile(path)
	require.NoError(t, err)
	for cell, v := range map[string]any{
		"A2": "2024-05", "B2": "IN", "C2": "US", "D2": "010121", "E2": 1000.5, "F2": 3,
		"G2": "kg",
	} {
		require.NoError(t, x.SetCellValue("Flows", cell, v))
	}
	rules, err := x.GetDataValidations("Flows")
	require.NoError(t, err)
	assert.Len(t, rules, 5)
	for _, c := range trade.Countries() {
		_, err := trade.ParseCountry(string(c))
		require.NoError(t, err)
	}
	filled := filepath.Join(t.TempDir(), "filled.xlsx")
	require.NoError(t, x.SaveAs(filled))
	require.NoError(t, x.Close())
	res, err := source.Import(context.Background(), filled, source.Options{})
	require.NoError(t, err)
	require.Equal(t, 1, res.Flows.Len())
	got := res.Flows.Row(0)
	assert.Equal(t, "IN>US 0101.21 USD 1,000.50 3 kg",
		fmt.Sprintf("%s>%s %s %s %s", got.Origin, got.Destination, got.Product, got.Value, got.Quantity))
	assert.Equal(t, trade.MonthOf(trade.NewDate(2024, 5, 1)).Interval(), got.Period)

	empty, err := source.Import(context.Background(), path, source.Options{})
	require.NoError(t, err)
	assert.Equal(t, source.Rows{}, empty.Report.Rows)
}
