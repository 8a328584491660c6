package tables

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/table"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// The tests below put workbooks through other programs, when they are there; the gate
// installs them.

// python runs a script over openpyxl with arguments.
func python(t *testing.T, script string, args ...string) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import openpyxl").Run(); err != nil {
		t.Skip("python3-openpyxl is not installed: ", err)
	}
	out, err := exec.Command(python, append([]string{"-c", script}, args...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}

// office saves workbooks anew with LibreOffice, and returns the folder of the copies.
func office(t *testing.T, paths ...string) string {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: ", err)
	}
	folder := t.TempDir()
	args := []string{
		"--headless", "-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--convert-to",
		"xlsx", "--outdir", filepath.Join(folder, "saved"),
	}
	out, err := exec.Command(soffice, append(args, paths...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return filepath.Join(folder, "saved")
}

func bookIn(t *testing.T, path string) *law.Book {
	read, err := spreadsheet.ReadTables(context.Background(), path)
	require.NoError(t, err)
	b, err := ToBook(read)
	require.NoError(t, err)
	return b
}

// someOfUS is the book of the United States with two chapters of products; with all,
// when there is time.
func someOfUS() *law.Book {
	b := us.Book()
	if os.Getenv("TRADESHOCK_LONG") != "" {
		return b
	}
	other := func(p trade.Product) bool { return len(p) >= 2 && p.Chapter() != "61" && p.Chapter() != "09" }
	s := *b.Schedule
	s.Lines = slices.DeleteFunc(slices.Clone(s.Lines), func(l law.Line) bool { return other(l.Code) })
	s.Numbers = slices.DeleteFunc(slices.Clone(s.Numbers), func(n law.Number) bool { return other(n.Code) })
	b.Schedule = &s
	for i := range b.Lists {
		b.Lists[i].Entries = slices.DeleteFunc(slices.Clone(b.Lists[i].Entries), func(e law.ListEntry) bool {
			return other(e.Code)
		})
	}
	for i := range b.Measures {
		b.Measures[i].Exceptions = b.Measures[i].Exceptions[:min(5, len(b.Measures[i].Exceptions))]
	}
	return b
}

// TestWorkbook: the book as a workbook, and saved by other programs without an edit,
// is the same book, to the last zero and day.
func TestWorkbook(t *testing.T) {
	folder := t.TempDir()
	full, some := filepath.Join(folder, "full.xlsx"), filepath.Join(folder, "us.xlsx")
	books := map[string]*law.Book{"full.xlsx": fullBook(), "us.xlsx": someOfUS()}
	same := func(t *testing.T, folder string) {
		for name, book := range books {
			requireSame(t, *book, *bookIn(t, filepath.Join(folder, name)))
		}
	}
	for name, book := range books {
		require.NoError(t, workbook.WriteTables(filepath.Join(folder, name), tablesOf(t, book), workbook.Properties{}))
	}
	same(t, folder)
	t.Run("saved by openpyxl", func(t *testing.T) {
		saved := t.TempDir()
		python(t, "import openpyxl,sys,os\nfor p in sys.argv[2:]: "+
			"openpyxl.load_workbook(p).save(os.path.join(sys.argv[1], os.path.basename(p)))", saved, full, some)
		same(t, saved)
	})
	t.Run("saved by LibreOffice", func(t *testing.T) { same(t, office(t, full, some)) })
}

// edit changes the duty of the first row with a heading: as text, then as a number.
const edit = `
import openpyxl, sys
source, target, typed, heading = sys.argv[1:]
book = openpyxl.load_workbook(source)
rows = book["Terms"].iter_rows()
heads = [c.value for c in next(rows)]
cell = next(r for r in rows if r[heads.index("heading")].value == heading)[heads.index("duty")]
cell.value = "30%"
book.save(target)
cell.value, cell.number_format = 0.3, "0%"
book.save(typed)
`

// TestEdit: another program changes one rate, and only that duty differs.
func TestEdit(t *testing.T) {
	folder := t.TempDir()
	path, edited, typed := filepath.Join(folder, "us.xlsx"), filepath.Join(folder, "edited.xlsx"),
		filepath.Join(folder, "typed.xlsx")
	before := tablesOf(t, someOfUS())
	require.NoError(t, workbook.WriteTables(path, before, workbook.Properties{}))

	python(t, edit, path, edited, typed, "9903.01.84")
	got := bookIn(t, edited)
	assert.Len(t, table.Diff(before, tablesOf(t, got)), 1)
	m, ok := got.Measure("9903.01.84")
	require.True(t, ok)
	assert.Equal(t, "30%", m.Terms[0].Duty)
	want := someOfUS()
	original, _ := want.Measure("9903.01.84")
	original.Terms[0].Duty = "30%"
	requireSame(t, *want, *got)

	// The same percent typed as a number is refused in its cell.
	read, err := spreadsheet.ReadTables(context.Background(), typed)
	require.NoError(t, err)
	_, err = ToBook(read)
	var all *table.Errors
	require.ErrorAs(t, err, &all)
	assert.Equal(t, 1, all.Total)
	assert.Equal(t, "not-text", all.List[0].Code)
	assert.Equal(t, "0.3", all.List[0].Text)
	terms := find(t, read, "Terms")
	for i := range terms.Rows {
		if r := &terms.Rows[i]; r.Number == all.List[0].Row {
			assert.Equal(t, "9903.01.84", r.Cell(0).Text)
		}
	}
}

// TestScenarioFilledIn: a person fills in the template with another program.
func TestScenarioFilledIn(t *testing.T) {
	folder := t.TempDir()
	path, filled := filepath.Join(folder, "template.xlsx"), filepath.Join(folder, "filled.xlsx")
	sheets, err := ScenarioTemplate(us.Book())
	require.NoError(t, err)
	require.NoError(t, workbook.WriteTables(path, sheets, workbook.Properties{}))
	python(t, `
import openpyxl, sys, datetime
book = openpyxl.load_workbook(sys.argv[1])
book["Scenario"]["A2"] = "rate halved"
edits = book["Edits"]
heads = [c.value for c in edits[1]]
for row, fact in enumerate([
    {"op": "change_rate", "heading": "9903.01.84", "duty": "12.5%", "from": datetime.date(2025, 9, 1), "to": datetime.date(2025, 10, 1)},
    {"op": "add_measure", "measure": "9999.00.01"},
], 2):
    for name, value in fact.items():
        edits.cell(row, heads.index(name) + 1, value)
        if isinstance(value, datetime.date):
            edits.cell(row, heads.index(name) + 1).number_format = "dd/mm/yyyy"
book["Measures"].append([None, "9999.00.01", "IEEPA", "test", None, None, "IN; !CN", "61 !6109"])
book["Terms"].append(["9999.00.01", datetime.date(2025, 9, 1), None, "imposed", "1%"])
book.save(sys.argv[2])
`, path, filled)
	for _, file := range []string{filled, filepath.Join(office(t, filled), "filled.xlsx")} {
		read, err := spreadsheet.ReadTables(context.Background(), file)
		require.NoError(t, err)
		s, err := ToScenario(read)
		require.NoError(t, err)
		text, err := os.ReadFile("testdata/filled.json")
		require.NoError(t, err)
		want := parse(t, string(text))
		requireSame(t, *want, *s)
	}
}
