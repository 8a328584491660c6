package workbook

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/table"
)

// tableSample has every kind of cell, and texts that programs like to change.
func tableSample() []table.Table {
	many := make([]string, 200)
	for i := range many {
		many[i] = string(rune('A'+i%26)) + string(rune('A'+i/26))
	}
	law := table.Table{Name: "Law", About: "measures", Columns: []table.Column{
		{Name: "heading", Key: true, Kind: table.Code, About: "which"},
		{Name: "duty", About: "how much"},
		{Name: "from", Kind: table.Date, About: "when"},
		{Name: "order", Kind: table.Number, Order: true},
		{Name: "state", Choices: []string{"imposed", "ended"}},
		{Name: "country", Choices: many, Open: true, About: "where"},
	}}
	text := func(s string) table.Cell { return table.Cell{Text: s} }
	date := func(s string) table.Cell { return table.Cell{Kind: table.Date, Text: s} }
	number := func(s string) table.Cell { return table.Cell{Kind: table.Number, Text: s} }
	law.Append(text("9903.01.10"), text("25%"), date("2025-02-04"), number("1"), text("imposed"), text("IN"))
	law.Append(text("0101"), text("=1+1"), date("1900-03-01"), number("2.5"))
	law.Append(text("1E5"), text(" two\nlines_x000D_ "), date("9999-12-31"), number("-3"))
	law.Append(text("2025-01-01"), text("TRUE"))
	terms := table.Table{
		Name: "Terms",
		Columns: []table.Column{
			{Name: "heading", From: "Law.heading"},
			{Name: "x", From: "None.heading"},
			{Name: "y", From: "Law.none"},
		},
	}
	terms.Append(text("0101"))
	return []table.Table{law, terms, {Name: "Empty", Columns: []table.Column{{Name: "a"}}}}
}

func TestTables(t *testing.T) {
	want := tableSample()
	for _, name := range []string{"book.xlsx", "folder"} {
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, WriteTables(path, want, Properties{Title: "A book"}))
		got, err := spreadsheet.ReadTables(context.Background(), path)
		require.NoError(t, err)
		require.Len(t, got, len(want))
		assert.Empty(t, table.Diff(want, got))
		if name == "book.xlsx" {
			for i := range want {
				for j := range want[i].Rows {
					assert.Equal(t, want[i].Rows[j], got[i].Rows[j])
				}
			}
		}
	}
	// Days before the calendars agree are text, and read the same.
	old := []table.Table{{Name: "Old", Columns: []table.Column{{Name: "day", Kind: table.Date}}}}
	old[0].Append(table.Cell{Kind: table.Date, Text: "1900-02-28"})
	old[0].Append(table.Cell{Kind: table.Number, Text: "1234567890123456789"})
	path := filepath.Join(t.TempDir(), "old.xlsx")
	require.NoError(t, WriteTables(path, old, Properties{}))
	got, err := spreadsheet.ReadTables(context.Background(), path)
	require.NoError(t, err)
	assert.Empty(t, table.Diff(old, got))

	require.ErrorContains(t, WriteTables("book.ods", want, Properties{}), "a workbook FILE.xlsx")
}

// TestTablesRefused: sheets that are no tables.
func TestTablesRefused(t *testing.T) {
	read := func(w *Workbook) error {
		var b bytes.Buffer
		_, err := w.WriteTo(&b)
		require.NoError(t, err)
		d, err := spreadsheet.NewDocument(bytes.NewReader(b.Bytes()), int64(b.Len()), "x.xlsx", spreadsheet.ReadOptions{})
		require.NoError(t, err)
		_, err = d.Tables(context.Background())
		return err
	}
	column := []Column{{Header: "a"}, {Header: "b"}}
	require.NoError(t,
		read(&Workbook{Sheets: []Sheet{{Name: "t", Columns: column}, {Name: "#notes", Title: []string{"", "x"}}}}))
	err := read(&Workbook{Sheets: []Sheet{
		{Name: "t", Title: []string{"", "title"}, Columns: column},
		{Name: "u", Columns: column, Notes: []string{"a note across the columns"}},
	}})
	var all *table.Errors
	require.ErrorAs(t, err, &all)
	assert.Equal(t, "no-headings", all.List[0].Code)
	assert.Equal(t, "merged", all.List[1].Code)

	path := filepath.Join(t.TempDir(), "x.csv")
	require.NoError(t, table.WriteFolder(path, tableSample()[2:]))
	_, err = spreadsheet.ReadTables(context.Background(), filepath.Join(path, "Empty.csv"))
	require.ErrorContains(t, err, "name the folder")
	_, err = spreadsheet.ReadTables(context.Background(), filepath.Join(path, "none.xlsx"))
	require.Error(t, err)
}

// TestTableText: any text and any day comes back from a sheet.
func TestTableText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := table.Table{
			Name: "T",
			Columns: []table.Column{
				{Name: "a", Kind: table.Code},
				{Name: "b"},
				{Name: "c", Kind: table.Date},
				{Name: "d", Kind: table.Number},
			},
		}
		text := rapid.StringMatching(`[ -~\n\t¢列\x{1F600}]{0,12}`)
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			day := trade.DateFromDays(rapid.IntRange(1, 3652059).Draw(t, "day"))
			want.Append(table.Cell{Text: "x" + text.Draw(t, "a")}, table.Cell{Text: text.Draw(t, "b")},
				table.Cell{Kind: table.Date, Text: day.String()},
				table.Cell{Kind: table.Number, Text: rapid.StringMatching(`-?[1-9][0-9]{0,19}(\.[0-9]{0,5}[1-9])?`).Draw(t, "d")})
		}
		var b bytes.Buffer
		_, err := ofTables([]table.Table{want}, Properties{}).WriteTo(&b)
		require.NoError(t, err)
		d, err := spreadsheet.NewDocument(bytes.NewReader(b.Bytes()), int64(b.Len()), "x.xlsx", spreadsheet.ReadOptions{})
		require.NoError(t, err)
		got, err := d.Tables(context.Background())
		require.NoError(t, err)
		require.Empty(t, table.Diff([]table.Table{want}, got))
	})
}
