package workbook

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// The digits in the file are the decimal's own. What stands in <v> is read from
// the unzipped XML, not through a reader that might repair it.
func TestDigitsInTheFile(t *testing.T) {
	for _, c := range []struct{ number, want string }{
		{"1000000.50", "<v>1000000.5</v>"},
		{"0.1", "<v>0.1</v>"},
		{"0.3", "<v>0.3</v>"},
		{"-0.1", "<v>-0.1</v>"},
		{"0", "<v>0</v>"},
		{"-1234.5678", "<v>-1234.5678</v>"},
		{"12345678901234.5", "<v>12345678901234.5</v>"},
		{"999999999999999", "<v>999999999999999</v>"},
		{"123456789012345000", "<v>123456789012345000</v>"},
		{"1e40", "<v>1E+40</v>"},
		{"-1.5e-40", "<v>-1.5E-40</v>"},
		{"1000000000000001", "<t>1000000000000001</t>"}, // 16 digits
		{"123456789012345678", "<t>123456789012345678</t>"},
		{"123456789012345678.50", "<t>123456789012345678.50</t>"},
		{"-0.12345678901234567", "<t>-0.12345678901234567</t>"},
		{"1e400", "<t>1E+400</t>"},
	} {
		sheet := parts(t, bytesOf(t, one(num(c.number))))["xl/worksheets/sheet1.xml"]
		assert.Contains(t, cellXML(t, sheet, "A2"), c.want, c.number)
	}
}

// Serials of the 1900 calendar: 61 is 1900-03-01, 45292 is 2024-01-01 (Excel's
// own documentation of DATEVALUE), 2958465 is 9999-12-31.
func TestDatesInTheFile(t *testing.T) {
	for _, c := range []struct{ date, want string }{
		{"1900-03-01", "<v>61</v>"},
		{"2024-01-01", "<v>45292</v>"},
		{"2025-08-27", "<v>45896</v>"},
		{"9999-12-31", "<v>2958465</v>"},
		{"1900-02-28", "<t>1900-02-28</t>"},
		{"0001-01-01", "<t>0001-01-01</t>"},
	} {
		d, err := trade.ParseDate(c.date)
		require.NoError(t, err)
		sheet := parts(t, bytesOf(t, one(Day(d))))["xl/worksheets/sheet1.xml"]
		assert.Contains(t, cellXML(t, sheet, "A2"), c.want, c.date)
	}
}

// Cells that only fit as text are marked and explained below the table.
func TestKeptAsTextIsExplained(t *testing.T) {
	w := one(num("123456789012345678"), Day(trade.NewDate(1899, 1, 1)))
	w.Sheets[0].Columns[0].Header = "Value"
	w.Sheets[0].Columns[1].Header = "Since"
	w.Sheets[0].Rows = append(w.Sheets[0].Rows, []Cell{num("0.1234567890123456")})
	w.Sheets[0].Notes = []string{"mine"}
	f := open(t, bytesOf(t, w))
	rows, err := f.GetRows("S")
	require.NoError(t, err)
	require.Len(t, rows, 8)
	assert.Equal(t, []string{"Notes"}, rows[4])
	assert.Equal(t, "mine", rows[5][0])
	assert.Contains(t, rows[6][0], "“Value”: 2 exact number(s) written as text, the first in A2")
	assert.Contains(t, rows[7][0], "“Since”: 1 date(s) before 1900-03-01 written as text, the first in B2")

	id, err := f.GetCellStyle("S", "A2")
	require.NoError(t, err)
	style, err := f.GetStyle(id)
	require.NoError(t, err)
	assert.Equal(t, []string{"FFF2CC"}, style.Fill.Color)
}

// Text from data stays text: no formula, string cells, text format.
func TestTextNeverRuns(t *testing.T) {
	payloads := []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "0101", "1e5", "TRUE", "#N/A",
		"  spaces  ", "line\nbreak", "<f>1</f>", "a&b", `"quoted"`, "_x0041_", "_x005F_", "_x0041_x0042_", "\x01\x1f",
		"\ufffe\uffff", "€𝄞", "]]>",
	}
	for _, format := range []Format{FormatGeneral, FormatText, FormatCode, FormatMoney, FormatDate} {
		for _, text := range payloads {
			w := one(Text(text))
			w.Sheets[0].Columns[0].Format = format
			file := bytesOf(t, w)
			assert.NotContains(t, parts(t, file)["xl/worksheets/sheet1.xml"], "<f>")
			f := open(t, file)
			got, err := f.GetCellValue("S", "A2")
			require.NoError(t, err)
			assert.Equal(t, text, got)
			kind, err := f.GetCellType("S", "A2")
			require.NoError(t, err)
			assert.Equal(t, excelize.CellTypeInlineString, kind)
			id, err := f.GetCellStyle("S", "A2")
			require.NoError(t, err)
			style, err := f.GetStyle(id)
			require.NoError(t, err)
			assert.Equal(t, builtInText, style.NumFmt, "editing %q must not make it a formula", text)
		}
	}
}

func TestFormulaHasItsResult(t *testing.T) {
	w := one(Int(1), Formula(`IF(A2<2,"a&b",A2)`, dec("2.50")), Formula("A2*1", dec("1234567890.1234567")))
	sheet := parts(t, bytesOf(t, w))["xl/worksheets/sheet1.xml"]
	assert.Contains(t, cellXML(t, sheet, "B2"), `<f>IF(A2&lt;2,&quot;a&amp;b&quot;,A2)</f><v>2.5</v>`)
	assert.Contains(t, cellXML(t, sheet, "C2"), `<t>1234567890.1234567</t>`, "exactness before the formula")
}

// What is shown, as a program shows it that applies the number formats.
func TestFormatsShown(t *testing.T) {
	for _, c := range []struct {
		cell   Cell
		format Format
		want   string
	}{
		{num("1234567.5"), FormatMoney, "1,234,567.50"},
		{num("-1234.5"), FormatMoney, "-1,234.50"},
		{num("1234.125"), FormatNumber, "1,234.125"},
		{Int(1234), FormatInteger, "1,234"},
		{num("1234.5"), FormatInteger, "1,234.50"},
		{Day(trade.NewDate(2025, 8, 27)), FormatDate, "2025-08-27"},
		{Day(trade.NewDate(2025, 8, 27)), FormatGeneral, "2025-08-27"},
		{num("1234.5"), FormatGeneral, "1234.5"},
		{num("1234.5").As(FormatMoney), FormatText, "1,234.50"},
		{Text("0101"), FormatCode, "0101"},
	} {
		w := one(c.cell)
		w.Sheets[0].Columns[0].Format = c.format
		got, err := open(t, bytesOf(t, w)).GetCellValue("S", "A2", excelize.Options{RawCellValue: false})
		require.NoError(t, err)
		assert.Equal(t, c.want, got, "%v in format %d", c.cell, c.format)
	}
}

// The code for percentages: two places, up to four where they are needed. The
// reader used above shows such a code wrongly (2.900%), so the code is compared.
func TestPercentCode(t *testing.T) {
	w := one(num("0.029").As(FormatPercent))
	f := open(t, bytesOf(t, w))
	id, err := f.GetCellStyle("S", "A2")
	require.NoError(t, err)
	style, err := f.GetStyle(id)
	require.NoError(t, err)
	require.NotNil(t, style.CustomNumFmt)
	assert.Equal(t, "0.00##%", *style.CustomNumFmt)
}

func TestCellString(t *testing.T) {
	assert.Equal(t, "", Cell{}.String())
	assert.Equal(t, "a", Text("a").String())
	assert.Equal(t, "1.5", num("1.50").String())
	assert.Equal(t, "2025-08-27", Day(trade.NewDate(2025, 8, 27)).String())
	assert.Equal(t, "=A1", Formula("A1", decimal.Decimal{}).String())
	assert.Equal(t, kindEmpty, Text("").kind)
	assert.Equal(t, kindEmpty, Day(trade.Date{}).kind)
	assert.Equal(t, kindFormula, Formula("A1", decimal.Decimal{}).kind)
}
