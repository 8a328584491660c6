package source

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// TestAnnotate: the copy keeps every cell in its place, marks the bad ones and says
// why; another reader agrees.
func TestAnnotate(t *testing.T) {
	dir := t.TempDir()
	for name, titles := range map[string]int{"no title": 0, "one title": 1, "two titles": 2, "three": 3} {
		rows := ""
		for i := range titles {
			rows += line(i+1, "", "title", "", "more")
		}
		h := titles + 1
		header := line(h, "", "period", "origin", "destination", "hs", "value_usd", "quantity", "unit")
		bad := line(h+1, "", "2024", "IN", "US", "610910", number("12.5"), "", "") +
			line(h+3, "", "2024", "Inida", "", "610910", number("0.1"), number("5")) + line(h+4, "", "2024", "IN", "US", "61", `=<c t="e"><v>#REF!</v></c>`)
		data := rawBook(t, rawSheet{name: "Flows", rows: rows + header + bad})
		f, err := New(newReaderAt(data), int64(len(data)), "flows.xlsx", spreadsheet.ReadOptions{})
		require.NoError(t, err)
		rep, err := f.Read(context.Background(), Options{Lenient: true}, Visit{})
		require.NoError(t, err)
		require.Equal(t, 4, rep.Problems)
		path := filepath.Join(dir, name+".xlsx")
		require.NoError(t, f.Annotate(context.Background(), rep, path))

		x, err := excelize.OpenFile(path)
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
	require.NoError(t, Template().WriteFile(path))
	x, err := excelize.OpenFile(path)
	require.NoError(t, err)
	for cell, v := range map[string]any{"A2": "2024-05", "B2": "IN", "C2": "US", "D2": "010121", "E2": 1000.5, "F2": 3, "G2": "kg"} {
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
	res, err := Import(context.Background(), filled, Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{"2024-05-01 .. 2024-05-31 IN>US 0101.21 USD 1,000.50  3 kg map[]"}, records(res))

	empty, err := Import(context.Background(), path, Options{})
	require.NoError(t, err)
	assert.Equal(t, Rows{}, empty.Report.Rows)
}
