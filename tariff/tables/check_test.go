package tables

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/table"
)

// TestMistakes: each mistake is found in its cell, and nothing else is.
func TestMistakes(t *testing.T) {
	text := func(s string) table.Cell { return table.Cell{Text: s} }
	number := func(s string) table.Cell { return table.Cell{Kind: table.Number, Text: s} }
	date := func(s string) table.Cell { return table.Cell{Kind: table.Date, Text: s} }
	for _, c := range []struct {
		table, column string
		row           int // of the facts, from 0
		cell          table.Cell
		at, code      string
		want          string // part of the hint
	}{
		{"Terms", "duty", 0, number("0.25"), "Terms!E2", "not-text", "0.25 of 25%"},
		{"Terms", "duty", 0, text("25 percents"), "Terms!E2", "bad-duty", "write a duty as the law does"},
		{"Terms", "duty", 0, text(""), "Terms!E2", "missing", "imposed and has no duty"},
		{"Terms", "state", 0, text("imposd"), "Terms!D2", "unknown-value", "proposed, threatened"},
		{"Terms", "state", 0, text(""), "Terms!D2", "missing", "empty"},
		{"Terms", "from", 0, number("45689"), "Terms!B2", "not-a-date", "format the cell as a date"},
		{"Terms", "from", 0, text("2/1/2025"), "Terms!B2", "not-a-date", "yyyy-mm-dd"},
		{"Terms", "from", 0, text("2025-02-30"), "Terms!B2", "not-a-date", "exists"},
		{"Terms", "to", 0, date("2025-02-01"), "Terms!C2", "no-day", "first day after"},
		{"Terms", "to", 0, date("2025-10-01"), "Terms!B4", "overlap", "row 2"},
		{"Terms", "heading", 0, text("9903.01.1"), "Terms!A2", "unknown-heading", "no measure 9903.01.1"},
		{"Terms", "heading", 0, date("9903-01-10"), "Terms!A2", "not-text", "take some codes for days"},
		{"Terms", "heading", 0, text("9903-01-10"), "Terms!A2", "not-text", "take some headings for days"},
		{"Terms", "heading", 0, table.Cell{Kind: table.Other, Text: "#N/A"}, "Terms!A2", "no-value", "type what is meant"},
		{"Measures", "heading", 2, text("9903.01.10"), "Measures!B4", "duplicate", "its own"},
		{"Measures", "origins", 0, text("*; !Europe"), "Measures!G2", "unknown-origin", "ISO code"},
		{"Measures", "origins", 0, text(`"open`), "Measures!G2", "bad-list", "quotation mark"},
		{"Measures", "origins", 0, text(`*; !;IN`), "Measures!G2", "bad-list", "without a name"},
		{"Measures", "products", 0, text("7208 72O9"), "Measures!H2", "bad-product", "72O9"},
		{"Measures", "products", 0, number("7208"), "Measures!H2", "not-text", "format the cell as text"},
		{"Measures", "lists", 0, text("stel"), "Measures!I2", "unknown-list", "table Lists"},
		{"Measures", "basis", 0, text("iron"), "Measures!J2", "unknown-value", "steel"},
		{"Measures", "stacking", 0, text("add"), "Measures!K2", "unknown-value", "tops_up"},
		{"Measures", "on_claim", 0, table.Cell{Kind: table.Other, Text: "TRUE"}, "Measures!O2", "no-value", "TRUE"},
		{"Measures", "on_claim", 0, text("x"), "Measures!O2", "unknown-value", "needs yes"},
		{"Measures", "up_to", 0, text("40%"), "Measures!Q2", "bad-share", "fraction such as"},
		{"Measures", "up_to", 0, text("0.40"), "Measures!Q2", "no-basis", "non_us"},
		{"Measures", "authority", 0, text(""), "Measures!C2", "missing", "the law"},
		{"Measures", "order", 0, number("2"), "Measures!A3", "duplicate", "another number"},
		{"Measures", "order", 0, text("1e9"), "Measures!A2", "not-a-number", "3.5"},
		{"Measures", "order", 0, date("2025-01-01"), "Measures!A2", "not-a-number", "format the cell as a number"},
		{"Exceptions", "order", 1, number("1"), "Exceptions!B3", "duplicate", "another number"},
		{"Exceptions", "subject_to", 0, text("Section 233"), "Exceptions!T2", "unknown-heading", "could never hold"},
		{"Exceptions", "programs", 0, text("JP"), "Exceptions!Q2", "unknown-program", "table Programs"},
		{"Exceptions", "loaded_before", 0, text(""), "Exceptions!R2", "missing", "beside it"},
		{"Exceptions", "us_content", 0, text("20%"), "Exceptions!V2", "bad-share", "fraction such as"},
		{"Exceptions", "exception", 0, text(""), "Exceptions!C2", "missing", "heading under which"},
		{"Lists", "list", 3, text("steel"), "Lists!A5", "duplicate", "stands twice"},
		{"Listed", "list", 0, text("steal"), "Listed!A2", "unknown-list", "no such list"},
		{"Listed", "code", 0, number("101"), "Listed!B2", "not-text", "101 of 0101"},
		{"Listed", "code", 0, text("101"), "Listed!B2", "bad-product", "leading zero"},
		{"Groups", "country", 0, text("IND"), "Groups!B2", "unknown-country", "ISO code"},
		{"Programs", "origins", 0, text("Korea"), "Programs!C2", "unknown-origin", "ISO code"},
		{"Schedule", "code", 1, text("0201101"), "Schedule!A3", "bad-product", "leading zero"},
		{"Schedule", "code", 1, text("020110"), "Schedule!A3", "bad-product", "8 or 10"},
		{"Schedule", "to", 1, date("2026-01-01"), "Schedule!B4", "overlap", "overlaps row 3"},
		{"Schedule", "special", 1, text("Free (AU) banana (KR)"), "Schedule!E3", "bad-duty", "write a duty"},
		{"Numbers", "code", 0, text("02011010"), "Numbers!A2", "bad-product", "has 10"},
		{"Revisions", "revision", 1, text("first"), "Revisions!A3", "duplicate", "twice"},
		{"Choices", "number", 0, text("7a"), "Choices!A2", "not-a-number", "whole number"},
		{"Book", "currency", 0, text("dollars"), "Book!B2", "unknown-currency", "USD"},
		{"Book", "column2", 0, text("three"), "Book!C2", "unknown-group", "table Groups"},
		{"Book", "covers", 0, text("Europe"), "Book!D2", "unknown-origin", "ISO code"},
		{"Book", "known_until", 0, date("2024-01-01"), "Book!F2", "no-day", "before known_from"},
	} {
		t.Run(fmt.Sprintf("%s.%s=%s", c.table, c.column, c.cell.Text), func(t *testing.T) {
			tables := tablesOf(t, fullBook())
			tab := find(t, tables, c.table)
			tab.Rows[c.row].Cells[place(t, tab, c.column)] = c.cell
			_, err := ToBook(tables)
			var all *table.Errors
			require.ErrorAs(t, err, &all)
			require.Equal(t, 1, all.Total, "%v", err)
			e := all.List[0]
			at := e.Table + "!" + e.Cell
			assert.Equal(t, c.at, at)
			assert.Equal(t, c.code, e.Code)
			assert.Contains(t, e.Hint, c.want)
		})
	}
}

// TestStructure: tables and columns that are not there, not known or there twice.
func TestStructure(t *testing.T) {
	for name, c := range map[string]struct {
		change func([]table.Table) []table.Table
		codes  []string
	}{
		"a table less": {func(ts []table.Table) []table.Table { return ts[:len(ts)-1] }, []string{"missing-table"}},
		"a table more": {func(ts []table.Table) []table.Table {
			return append(ts, table.Table{Name: "Sheet1"})
		}, []string{"unknown-table"}},
		"a table twice": {func(ts []table.Table) []table.Table {
			return append(ts, table.Table{Name: " terms"})
		}, []string{"duplicate-table"}},
		"no table": {func([]table.Table) []table.Table { return nil }, []string{"missing-table"}},
		"two books": {func(ts []table.Table) []table.Table {
			ts[1].Append(ts[1].Rows[0].Cells...)
			return ts
		}, []string{"one-row"}},
		"no book": {func(ts []table.Table) []table.Table { ts[1].Rows = nil; return ts }, []string{"one-row"}},
		"a column less": {func(ts []table.Table) []table.Table {
			ts[2].Columns[4].Name = "# title"
			return ts
		}, []string{"missing-column"}},
		"a column more": {func(ts []table.Table) []table.Table {
			ts[5].Columns = append(ts[5].Columns, table.Column{Name: "colour"})
			return ts
		}, []string{"unknown-column"}},
		"a column twice": {func(ts []table.Table) []table.Table {
			ts[5].Columns = append(ts[5].Columns, table.Column{Name: "LIST"})
			return ts
		}, []string{"duplicate-column"}},
		"no heading": {func(ts []table.Table) []table.Table {
			ts[5].Rows[0].Cells = append(ts[5].Rows[0].Cells, table.Cell{}, table.Cell{Text: "beside"})
			return ts
		}, []string{"no-heading"}},
		"a short row": {func(ts []table.Table) []table.Table {
			ts[5].Rows[0].Cells = nil
			ts[5].Rows[1].Cells = ts[5].Rows[1].Cells[:1]
			return ts
		}, []string{"unknown-list"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ToBook(c.change(tablesOf(t, fullBook())))
			var all *table.Errors
			require.ErrorAs(t, err, &all)
			for i, e := range all.List {
				assert.Equal(t, c.codes[min(i, len(c.codes)-1)], e.Code, "%v", e)
				assert.NotEmpty(t, e.Hint)
			}
		})
	}
}

// TestManyMistakes: all are counted, the first are listed.
func TestManyMistakes(t *testing.T) {
	tables := tablesOf(t, fullBook())
	tab := find(t, tables, "Listed")
	tab.Rows = nil
	for range 5000 {
		tab.Append(table.Cell{Text: "steel"}, table.Cell{Kind: table.Number, Text: "101"})
	}
	_, err := ToBook(tables)
	var all *table.Errors
	require.ErrorAs(t, err, &all)
	assert.Equal(t, 5000, all.Total)
	assert.Len(t, all.List, 100)
	assert.Equal(t, "Listed!B101", all.List[99].Table+"!"+all.List[99].Cell)
}

// TestLimits: what would take too long to compile is refused.
func TestLimits(t *testing.T) {
	tables := tablesOf(t, fullBook())
	tab := find(t, tables, "Terms")
	for range 2000 {
		tab.Append(table.Cell{Text: "9903.01.09"}, table.Cell{}, table.Cell{}, table.Cell{Text: "ended"}, table.Cell{},
			table.Cell{}, table.Cell{Text: "2025-01-01"})
	}
	_, err := ToBook(tables)
	require.ErrorContains(t, err, "more than 500 terms of one measure")
	// As many measures as are taken, each waiting for all others, in one group.
	tables = tablesOf(t, fullBook())
	measures, exceptions := find(t, tables, "Measures"), find(t, tables, "Exceptions")
	text := func(s string) table.Cell { return table.Cell{Text: s} }
	for i := range 3000 {
		row := make([]table.Cell, len(measures.Columns))
		row[place(t, measures, "heading")], row[place(t, measures, "authority")],
			row[place(t, measures, "group")] = text(fmt.Sprint("m", i)), text("x"), text("g")
		measures.Append(row...)
		row = make([]table.Cell, len(exceptions.Columns))
		row[0], row[place(t, exceptions, "exception")], row[place(t, exceptions, "subject_to")] = text(fmt.Sprint("m", i)),
			text("x"), text("*")
		exceptions.Append(row...)
	}
	start := time.Now()
	_, err = ToBook(tables)
	require.ErrorContains(t, err, "in a circle")
	require.Less(t, len(err.Error()), 10_000)
	assert.Less(t, time.Since(start), 30*time.Second)
	for range 10_000 {
		exceptions.Append(exceptions.Rows[5].Cells...)
	}
	_, err = ToBook(tables)
	require.ErrorContains(t, err, "are more than can be compiled")
}

// TestNotWritten: what would not come back is refused when it is written.
func TestNotWritten(t *testing.T) {
	for name, change := range map[string]func(*law.Book){
		"blanks at the end of a name": func(b *law.Book) { b.Programs[0].Symbol = "KR " },
		"a carriage return":           func(b *law.Book) { b.Choices[0].Reason = "a\r\nb" },
		"not UTF-8":                   func(b *law.Book) { b.Choices[0].Reason = "\xff" },
		"a group twice":               func(b *law.Book) { b.Groups = append(b.Groups, b.Groups[0]) },
		"a member that is nobody":     func(b *law.Book) { b.Groups[0].Members[0].Country = "" },
		"no list of that authority":   func(b *law.Book) { b.Measures[0].Exceptions[0].Subject[1].Program = "a / b" },
		"no name":                     func(b *law.Book) { b.Name = "" },
		"a heading like a day":        func(b *law.Book) { b.Measures[2].Heading = "2025-01-01" },
	} {
		b := fullBook()
		change(b)
		_, err := FromBook(b)
		var all *table.Errors
		require.ErrorAs(t, err, &all, name)
	}
	for _, b := range []*law.Book{nil, {}, law.FailedBook(errors.New("why"))} {
		_, err := FromBook(b)
		require.Error(t, err)
	}
}
