package workbook

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// problems writes a workbook to nowhere and returns what is wrong with it.
func problems(t testing.TB, w *Workbook) *WorkbookError {
	t.Helper()
	n, err := w.WriteTo(io.Discard)
	var e *WorkbookError
	require.True(t, errors.As(err, &e), "%v", err)
	require.Zero(t, n, "nothing is written before the check is through")
	return e
}

func TestSheetNames(t *testing.T) {
	for _, name := range []string{
		"a", strings.Repeat("x", 31), "It's", "Ü ber", "=1+1", "Duty & <tariff>", "sheet1", "_", " blank ", "100%",
		strings.Repeat("𝄞", 15),
	} {
		w := one(Int(1))
		w.Sheets[0].Name = name
		w.Sheets[0].Filter = true
		w.Sheets[0].Charts = []Chart{{Series: []int{0}}}
		assert.Equal(t, []string{name}, open(t, bytesOf(t, w)).GetSheetList())
	}
	for _, name := range []string{
		"", strings.Repeat("x", 32), strings.Repeat("𝄞", 16), "a/b", `a\b`, "a?", "a*", "a:b", "[a", "a]", "'a", "a'",
		"history", "a\x01", "a\nb", "\xff",
	} {
		w := one(Int(1))
		w.Sheets[0].Name = name
		e := problems(t, w)
		require.Len(t, e.Problems, 1, "%q", name)
		assert.Equal(t, codeSheetName, e.Problems[0].Code, "%q", name)
	}
}

func TestDuplicateSheetNames(t *testing.T) {
	w := &Workbook{Sheets: []Sheet{{Name: "Größe"}, {Name: "GRÖSSE"}, {Name: "lines"}, {Name: "LINES"}}}
	e := problems(t, w)
	require.Len(t, e.Problems, 1)
	assert.Equal(t, &Problem{
		Sheet: "LINES", Text: "LINES", Code: codeDuplicateSheet,
		Hint: `the workbook already has a sheet "lines"; upper and lower case make no difference`,
	}, e.Problems[0])
}

// Law: an accepted name is read back unchanged, also beside a second sheet, and
// names that are equal but for case are never both accepted.
func FuzzSheetNames(f *testing.F) {
	for _, s := range [][2]string{
		{"a", "b"},
		{"A", "a"},
		{"Sheet1", "sheet1"},
		{"K", "\u212a"},
		{"ſ", "s"},
		{"_", "x"},
		{"İ", "i"},
		{"'", "History"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		w := &Workbook{Sheets: []Sheet{{Name: a, Columns: make([]Column, 1), Filter: true}, {Name: b}}}
		var out strings.Builder
		if _, err := w.WriteTo(&out); err != nil {
			var e *WorkbookError
			require.ErrorAs(t, err, &e)
			return
		}
		require.False(t, strings.EqualFold(a, b))
		file, err := excelize.OpenReader(strings.NewReader(out.String()))
		require.NoError(t, err)
		require.Equal(t, []string{a, b}, file.GetSheetList())
		require.NoError(t, file.Close())
	})
}

// Every problem is found in one go and says where it is.
func TestAllProblemsTogether(t *testing.T) {
	w := &Workbook{
		Properties: Properties{Creator: "a\x02"},
		Sheets: []Sheet{{
			Name:  "S",
			Title: []string{"ok", "\xff"},
			Columns: []Column{
				{Header: "Code", Format: FormatCode},
				{Header: "Money", Format: FormatMoney, Width: 256},
				{Header: "Odd", Format: 200},
			},
			FreezeColumns: 3,
			Rows: [][]Cell{
				{Int(101), Day(trade.NewDate(2025, 1, 1)), Int(1)},
				{Text("a\x00"), Formula("HYPERLINK(1)", dec("1")), {}, {}},
				{Text("a"), Formula("HYPERLINK(1)", dec("1"))},
			},
			Notes:  []string{strings.Repeat("n", maxText+1)},
			Charts: []Chart{{Kind: 9, Title: "\x03", Category: 3, Series: []int{-1}, Rows: 4}},
		}},
	}
	e := problems(t, w)
	var got []string
	for _, p := range e.Problems {
		got = append(got, p.Cell+" "+string(p.Code))
	}
	assert.Equal(t, []string{
		" bad-text", "A2 bad-text", "B4 width", "C4 format", " freeze", "A5 wrong-kind", "B5 wrong-kind", "D6 row-too-wide",
		"B7 formula",
		"A10 text-too-long", " chart", " chart", " chart", " chart", " bad-text",
	}, got)
	assert.Contains(t, e.Error(), "workbook not written, 15 problem(s)")
	assert.Contains(t, e.Error(), "and 10 more")
	assert.Equal(t,
		`'S'!A5: "101": a number in a column for text or dates; write it as text, or give the cell a number format`,
		e.Problems[5].Error())
}

func TestProblemsAreCapped(t *testing.T) {
	w := one(Text("\xff"))
	for range 1000 {
		w.Sheets[0].Rows = append(w.Sheets[0].Rows, []Cell{Text("\xff")})
	}
	e := problems(t, w)
	assert.Len(t, e.Problems, maxProblems)
	assert.Equal(t, 1001, e.Total)
}

func TestLimits(t *testing.T) {
	full := func(titles, rows, columns, notes int) *Workbook {
		return &Workbook{Sheets: []Sheet{{
			Name: "S", Title: make([]string, titles), Columns: make([]Column, columns), Rows: make([][]Cell, rows),
			Notes: make([]string, notes),
		}}}
	}
	for _, c := range []struct {
		name string
		w    *Workbook
		code string
	}{
		{"header and all rows", full(0, maxRows-1, 1, 0), ""},
		{"one row more", full(0, maxRows, 1, 0), codeTooManyRows},
		{"the title counts with its empty row", full(1, maxRows-2, 1, 0), codeTooManyRows},
		{"notes count with their heading", full(0, maxRows-3, 1, 1), codeTooManyRows},
		{"all columns", full(0, 1, maxColumns, 0), ""},
		{"one column more", full(0, 1, maxColumns+1, 0), codeTooManyColumns},
		{"titles only", full(maxRows, 0, 0, 0), ""},
		{"no workbook", nil, codeNoSheet},
		{"no sheet", &Workbook{}, codeNoSheet},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.code == "" {
				_, err := c.w.check()
				require.NoError(t, err)
				return
			}
			e := problems(t, c.w)
			require.Len(t, e.Problems, 1)
			assert.Equal(t, c.code, e.Problems[0].Code)
		})
	}
	// The note about a number kept as text needs three rows of its own.
	w := full(0, maxRows-3, 1, 0)
	w.Sheets[0].Rows[0] = []Cell{num("1234567890123456")}
	assert.Equal(t, codeTooManyRows, problems(t, w).Problems[0].Code)
}

// Every kind of cell against every format: accepted or refused as documented.
func TestKindsAndFormats(t *testing.T) {
	numbers := "General Money Percent Number Integer"
	names := []string{"General", "Text", "Code", "Money", "Percent", "Number", "Integer", "Date"}
	require.Len(t, names, int(formatCount))
	for i, name := range names {
		for _, c := range []struct {
			cell    Cell
			allowed string
		}{
			{Cell{}, name},
			{Text("x"), name},
			{Int(1), numbers},
			{Formula("A1", dec("1")), numbers},
			{Day(trade.NewDate(2025, 1, 1)), "General Date"},
		} {
			_, code, _ := c.cell.check(Format(i))
			assert.Equal(t, strings.Contains(c.allowed, name), code == "", fmt.Sprintf("%v in %s", c.cell, name))
		}
	}
}
