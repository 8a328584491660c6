package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// dec reads a decimal of a test table.
func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func num(s string) Cell { return Number(dec(s)) }

// bytesOf writes a workbook that must be sound.
func bytesOf(t testing.TB, w *Workbook) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := w.WriteTo(&b)
	require.NoError(t, err)
	require.Equal(t, int64(b.Len()), n)
	return b.Bytes()
}

// parts unzips a file.
func parts(t testing.TB, file []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	all := map[string]string{}
	for _, part := range r.File {
		rc, err := part.Open()
		require.NoError(t, err)
		b, err := io.ReadAll(rc)
		require.NoError(t, err)
		require.NoError(t, rc.Close())
		all[part.Name] = string(b)
	}
	return all
}

// cellXML finds one cell in the XML of a worksheet.
func cellXML(t testing.TB, sheet, at string) string {
	t.Helper()
	found := regexp.MustCompile(`<c r="` + at + `"[^>]*?(/>|>.*?</c>)`).FindString(sheet)
	require.NotEmpty(t, found, "no cell %s", at)
	return found
}

// open reads a file back with an independent reader's eyes: raw values.
func open(t testing.TB, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	return f
}

// one is a workbook of one table with one row of cells under general headers.
func one(cells ...Cell) *Workbook {
	return &Workbook{Sheets: []Sheet{{Name: "S", Columns: make([]Column, len(cells)), Rows: [][]Cell{cells}}}}
}

// The variables that turn the test binary into a program that writes a workbook.
const (
	childStdout = "SPREADSHEET_TEST_STDOUT" // once, to the standard output
	childFile   = "SPREADSHEET_TEST_FILE"   // two of them in turn into this file, for ever
	childOnce   = "SPREADSHEET_TEST_ONCE"   // once into this file
)

func TestMain(m *testing.M) {
	attempt := func(err error) {
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	if os.Getenv(childStdout) != "" {
		_, err := sample().WriteTo(os.Stdout)
		attempt(err)
		os.Exit(0)
	}
	if path := os.Getenv(childOnce); path != "" {
		attempt(long(2000).WriteFile(path))
		os.Exit(0)
	}
	if path := os.Getenv(childFile); path != "" {
		fmt.Println("at work")
		for {
			for _, rows := range turns {
				attempt(long(rows).WriteFile(path))
			}
		}
	}
	os.Exit(m.Run())
}

// turns are the lengths of the two workbooks that a child writes in turn.
var turns = []int{300, 500}

// long is a workbook of one table with that many rows.
func long(rows int) *Workbook {
	s := Sheet{Name: "Long", Columns: []Column{
		{Header: "Product", Format: FormatCode},
		{Header: "Origin", Format: FormatCode},
		{Header: "Date", Format: FormatDate},
		{Header: "Value", Format: FormatMoney},
		{Header: "Rate", Format: FormatPercent},
	}}
	for i := range rows {
		s.Rows = append(s.Rows, []Cell{
			Text("0101210010"), Text("IN"), Day(trade.NewDate(2025, 1, 1+i%365)),
			Number(decimal.New(int64(i)*7919, -2)), Number(decimal.New(25, -2)),
		})
	}
	return &Workbook{Sheets: []Sheet{s}}
}

// sample is what a user might write: a summary with a chart, lines, a register
// and a comparison. The duties are those of a published entry summary: 14,172.00
// of value pay 410.99, 3,543.00 and 7,086.00. The other figures are made up.
func sample() *Workbook {
	day := func(y, m, d int) Cell { return Day(trade.NewDate(y, m, d)) }
	summary := Sheet{
		Name:  "Duty by layer",
		Title: []string{"What one entry from China pays", "Article 7326.90.8688, entered value 14,172.00 US dollars"},
		Columns: []Column{
			{Header: "Layer", Format: FormatText},
			{Header: "Heading", Format: FormatCode},
			{Header: "Rate", Format: FormatPercent},
			{Header: "Duty (USD)", Format: FormatMoney},
		},
		Rows: [][]Cell{
			{Text("Most favoured nation"), Text("7326.90.86"), num("0.029"), num("410.99")},
			{Text("Section 301, list 3"), Text("9903.88.03"), num("0.25"), num("3543.00")},
			{Text("Section 232"), Text("9903.82.02"), num("0.5"), num("7086.00")},
		},
		Notes: []string{
			"Rates are fractions of the entered value; the duty of each layer is rounded to the cent, half a cent upwards.",
			"The total is a formula; its stored result is the exact sum.",
		},
		FreezeHeader: true,
	}
	summary.Rows = append(summary.Rows, []Cell{
		Text("Total"),
		{},
		num("0.779"),
		Formula("SUM("+summary.Address(0, 3)+":"+summary.Address(2, 3)+")", dec("11039.99")),
	})
	summary.Charts = []Chart{{
		Kind: ChartColumn, Title: "Duty by layer", CategoryTitle: "Layer", ValueTitle: "US dollars",
		Category: 0, Series: []int{3}, Rows: 3,
	}}
	lines := Sheet{
		Name: "Lines & cells",
		Columns: []Column{
			{Header: "Product", Format: FormatCode},
			{Header: "Description", Format: FormatText},
			{Header: "Country of origin", Format: FormatCode},
			{Header: "Entry date", Format: FormatDate},
			{Header: "Customs value (USD)", Format: FormatMoney},
			{Header: "Quantity (kg)", Format: FormatNumber},
			{Header: "Pieces", Format: FormatInteger},
			{Header: "Rate", Format: FormatPercent},
		},
		Rows: [][]Cell{
			{
				Text("0101.21.00.10"), Text("=HYPERLINK(\"http://example.com\")"), Text("IN"), day(2025, 8, 27), num("1000000.50"),
				num("12345678901234.5"), Int(1200), num("0.5"),
			},
			{
				Text("0902.10.10"),
				Text("Green tea, in packings of a net content not exceeding 3 kg, flavoured, of the kind that nobody can " +
					"describe in one line"), Text("IN"), day(1900, 1, 1), num("-0.1"), num("0.125"), Int(-7), num("0.06475"),
			},
			{Text("2709.00.20"), Text("Crude oil"), Text("RU"), day(2026, 2, 28), num("123456789012345678"), num("1"), {}, {}},
		},
		Notes:         []string{"The last value has more digits than a spreadsheet keeps."},
		FreezeHeader:  true,
		FreezeColumns: 1,
		Filter:        true,
	}
	register := Sheet{
		Name:  "Assumptions",
		Title: []string{"Assumptions"},
		Columns: []Column{
			{Header: "Name", Format: FormatText}, {Header: "Value"}, {Header: "Source", Width: 40, Format: FormatText},
		},
		Rows: [][]Cell{
			{Text("Law as of"), day(2025, 8, 27), Text("the user")},
			{Text("Pass-through"), num("0.8").As(FormatPercent), Text("the user")},
			{Text("Budget"), num("250000").As(FormatMoney), Text("the user")},
			{Text("Years"), Int(3)},
		},
	}
	comparison := Sheet{
		Name: "Buyers",
		Columns: []Column{
			{Header: "Buyer", Format: FormatText},
			{Header: "Before", Format: FormatInteger},
			{Header: "After", Format: FormatInteger},
		},
		Rows: [][]Cell{
			{Text("India"), Int(1700), Int(1100)},
			{Text("China"), Int(2100), Int(2500)},
			{Text("Others"), Int(600), Int(550)},
		},
		Charts: []Chart{{
			Kind: ChartBar, Title: "Crude oil, thousand barrels a day", CategoryTitle: "Buyer", ValueTitle: "kb/d",
			Category: 0, Series: []int{1, 2},
		}},
	}
	return &Workbook{
		Properties: Properties{Title: "Sample <&>", Creator: "tradeshock", Created: trade.NewDate(2026, 11, 23)},
		Sheets:     []Sheet{summary, lines, register, comparison},
	}
}
