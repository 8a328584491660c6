package table

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func cells(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, s := range texts {
		out[i].Text = s
	}
	return out
}

func sample() Table {
	t := Table{
		Name:    "Terms",
		Columns: []Column{{Name: "heading", Key: true}, {Name: "duty"}, {Name: "order", Order: true}},
	}
	t.Append(cells("9903.01.10", "25%", "1")...)
	t.Append(cells("0101", "two\nlines; \"quoted\", with a comma", "2")...)
	t.Append(cells("=1+1")...)
	return t
}

func TestFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book")
	want := sample()
	require.NoError(t, os.Mkdir(path, 0o755)) // an empty folder is taken
	require.NoError(t, WriteFolder(path, []Table{want, {Name: "Empty one", Columns: want.Columns}}))
	got, err := ReadFolder(path)
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, "Empty one", got[0].Name)
	assert.Empty(t, got[0].Rows)
	assert.Empty(t, Diff([]Table{want}, got[1:]))
	assert.Equal(t, 3, got[1].Rows[1].Number)

	err = WriteFolder(path, []Table{want})
	assert.ErrorContains(t, err, "may hold edits")
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, left, 1, "no temporary folder is left")
}

// TestLeftBehind: the next writer removes what a killed one left, and nothing else.
func TestLeftBehind(t *testing.T) {
	parent := t.TempDir()
	for _, name := range []string{".book.123.tmp", ".book.124.tmp", ".book.notes.tmp", ".other.123.tmp"} {
		require.NoError(t, os.MkdirAll(filepath.Join(parent, name, "x"), 0o755))
		if name != ".book.124.tmp" { // which somebody may be writing now
			old := time.Now().Add(-time.Hour)
			require.NoError(t, os.Chtimes(filepath.Join(parent, name), old, old))
		}
	}
	require.NoError(t, WriteFolder(filepath.Join(parent, "book"), []Table{sample()}))
	var names []string
	left, err := os.ReadDir(parent)
	require.NoError(t, err)
	for _, entry := range left {
		names = append(names, entry.Name())
	}
	assert.Equal(t, []string{".book.124.tmp", ".book.notes.tmp", ".other.123.tmp", "book"}, names)
}

// TestFolderNotWritten: a folder that cannot be written leaves nothing behind.
func TestFolderNotWritten(t *testing.T) {
	parent := t.TempDir()
	for name, tables := range map[string][]Table{
		"a bad name":        {{Name: "a/b", Columns: []Column{{Name: "x"}}}},
		"no heading":        {{Name: "x", Columns: []Column{{}}}},
		"one name twice":    {sample(), {Name: "TERMS", Columns: []Column{{Name: "x"}}}},
		"no column":         {{Name: "x"}},
		"a row too wide":    {{Name: "x", Columns: []Column{{Name: "a"}}, Rows: []Row{{Cells: cells("1", "2")}}}},
		"an empty row":      {{Name: "x", Columns: []Column{{Name: "a"}}, Rows: []Row{{}}}},
		"a carriage return": {{Name: "x", Columns: []Column{{Name: "a"}}, Rows: []Row{{Cells: cells("a\r\nb")}}}},
		"not UTF-8":         {{Name: "x", Columns: []Column{{Name: "a\xff"}}}},
	} {
		var e *Errors
		require.ErrorAs(t, WriteFolder(filepath.Join(parent, "f"), tables), &e, name)
	}
	require.Error(t, WriteFolder(filepath.Join(parent, "no", "f"), []Table{sample()}))
	file := filepath.Join(parent, "file")
	require.NoError(t, os.WriteFile(file, []byte("keep"), 0o644))
	require.Error(t, WriteFolder(file, []Table{sample()}))
	left, err := os.ReadDir(parent)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}

func TestReadFolder(t *testing.T) {
	read := func(files map[string]string) ([]Table, error) {
		folder := t.TempDir()
		for name, text := range files {
			require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
		}
		return ReadFolder(folder)
	}
	got, err := read(map[string]string{"a.csv": "\ufeffx,y\r\n1,2\r\n\r\n,\r\n3\r\n", "notes.txt": "", ".~lock.a.csv": ""})
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, "x", got[0].Columns[0].Name)
	require.Len(t, got[0].Rows, 2)
	assert.Equal(t, Cell{Text: "3"}, got[0].Rows[1].Cell(0))
	assert.Equal(t, Cell{}, got[0].Rows[1].Cell(1))

	_, err = read(map[string]string{"a.csv": "x;y;z\n1;2;3\n", "b.csv": "x,y\n\"a\"b,c\n", "c.csv": "x\n\xff\n"})
	var e *Errors
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 3, e.Total)
	assert.Equal(t, []string{"not-csv", "not-csv", "not-utf-8"}, []string{e.List[0].Code, e.List[1].Code, e.List[2].Code})
	assert.Equal(t, "A2", e.List[2].Cell)

	_, err = read(nil)
	require.ErrorContains(t, err, "no file NAME.csv")
	_, err = ReadFolder(filepath.Join(t.TempDir(), "none"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// TestText: any text of a row comes back from CSV.
func TestText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~\n\t¢列\x{feff}]{0,12}`)
		want := Table{Name: "t", Columns: []Column{{Name: text.Draw(t, "heading")}, {Name: "b"}}}
		want.Columns[0].Name = "h" + want.Columns[0].Name
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			want.Append(cells(text.Draw(t, "a"), "b"+text.Draw(t, "b"))...)
		}
		var b strings.Builder
		require.NoError(t, check([]Table{want}))
		require.NoError(t, writeCSV(&b, &want))
		var e Errors
		got := ReadCSV(strings.NewReader(b.String()), "t", &e)
		require.NoError(t, e.Err())
		require.Equal(t, want.Columns, got.Columns)
		require.Len(t, got.Rows, len(want.Rows))
		for i := range want.Rows {
			require.Equal(t, want.Rows[i].Cells, got.Rows[i].Cells)
		}
	})
}

// FuzzReadCSV: whatever the bytes, reading ends without a panic, and what is accepted
// comes back from what is written.
func FuzzReadCSV(f *testing.F) {
	f.Add("\ufeffa,b\n1,\"x\ny\"\n")
	f.Add("a;b;c\n")
	f.Add("\"")
	f.Fuzz(func(t *testing.T, text string) {
		var e Errors
		first := ReadCSV(strings.NewReader(text), "t", &e)
		if e.Total > 0 || check([]Table{first}) != nil {
			return
		}
		var b strings.Builder
		require.NoError(t, writeCSV(&b, &first))
		second := ReadCSV(strings.NewReader(b.String()), "t", &e)
		require.NoError(t, e.Err())
		require.Equal(t, first.Columns, second.Columns)
		require.Equal(t, len(first.Rows), len(second.Rows))
		for i := range first.Rows {
			for j := range first.Columns {
				require.Equal(t, first.Rows[i].Cell(j), second.Rows[i].Cell(j))
			}
		}
	})
}
