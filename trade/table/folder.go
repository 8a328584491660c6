package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/records"
)

// Limits of a folder that is read.
const (
	maxFile  = 256 << 20 // bytes of one file
	maxFiles = 64        // CSV files in one folder
	maxRows  = 1_048_575 // rows of one table: what a sheet holds below the headings
	// MaxColumns bounds the cells of one row.
	MaxColumns = 1024
)

const (
	extension     = ".csv"
	byteOrderMark = "\ufeff"
)

// WriteFolder writes the tables into a folder that does not exist yet or is empty,
// one CSV file each. The folder appears complete or not at all; its parent must
// exist. Tables that CSV cannot carry give *Errors, before anything is written.
func WriteFolder(path string, tables []Table) (err error) {
	if err := check(tables); err != nil {
		return err
	}
	path = filepath.Clean(path)
	switch entries, err := os.ReadDir(path); {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("folder %s: it holds %s and may hold edits; name a new folder, or an empty one", path,
			entries[0].Name())
	}
	parent, base := filepath.Split(path)
	parent = filepath.Clean(parent)
	removeLeftBehind(parent, base)
	temporary, err := os.MkdirTemp(parent, temporaryName(base, "*"))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(temporary))
		}
	}()
	for i := range tables {
		if err := writeFile(filepath.Join(temporary, tables[i].Name+extension), &tables[i]); err != nil {
			return err
		}
	}
	if err := os.Chmod(temporary, 0o755); err != nil {
		return err
	}
	if err := flushFolder(temporary); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	return flushFolder(parent)
}

// temporaryName is what a folder is called until it is complete.
func temporaryName(base, random string) string { return "." + base + "." + random + ".tmp" }

// writingTakes is more than any folder needs to be written.
const writingTakes = 10 * time.Minute

// removeLeftBehind removes what a killed process left of the same folder. What cannot
// be removed stays; that is no reason not to write.
func removeLeftBehind(parent, base string) {
	prefix, suffix, _ := strings.Cut(temporaryName(base, "*"), "*")
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, entry := range entries {
		middle, found := strings.CutPrefix(entry.Name(), prefix)
		middle, ends := strings.CutSuffix(middle, suffix)
		if info, err := entry.Info(); err != nil || !info.IsDir() || time.Since(info.ModTime()) < writingTakes || !found ||
			!ends || strings.Trim(middle, "0123456789") != "" {
			continue
		}
		_ = os.RemoveAll(filepath.Join(parent, entry.Name()))
	}
}

// flushFolder makes new names survive a power failure, where the system offers it.
func flushFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func writeFile(name string, t *Table) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = writeCSV(f, t)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func writeCSV(to io.Writer, t *Table) error {
	w := csv.NewWriter(to)
	record := make([]string, len(t.Columns))
	for i := range t.Columns {
		record[i] = t.Columns[i].Name
	}
	if err := w.Write(record); err != nil {
		return err
	}
	for i := range t.Rows {
		for j := range record {
			record[j] = t.Rows[i].Cell(j).Text
		}
		if err := w.Write(record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// check finds what a folder of CSV files could not give back.
func check(tables []Table) error {
	var e Errors
	names := map[string]bool{}
	for i := range tables {
		t := &tables[i]
		folded := strings.ToLower(t.Name)
		switch {
		case !isFileName(t.Name):
			e.Add(Error{
				Table: t.Name, Text: t.Name, Code: "table-name",
				Hint: "the name of a table that becomes a file has 1 to 31 letters, digits, blanks, - and _",
			})
		case names[folded]:
			e.Add(Error{
				Table: t.Name, Text: t.Name, Code: "duplicate-table",
				Hint: "stands twice; upper and lower case make no difference",
			})
		}
		names[folded] = true
		if len(t.Columns) == 0 || len(t.Columns) > MaxColumns || len(t.Rows) > maxRows {
			e.Add(Error{
				Table: t.Name, Code: "size",
				Hint: fmt.Sprintf("%d columns and %d rows; a table has 1 to %d columns and at most %d rows", len(t.Columns),
					len(t.Rows), MaxColumns, maxRows),
			})
			continue
		}
		text := func(row, column int, s string) {
			if strings.ContainsRune(s, '\r') || !utf8.ValidString(s) {
				e.Add(Error{
					Table: t.Name, Row: row, Cell: Address(row, column), Column: t.Columns[column].Name, Text: s,
					Code: "bad-text",
					Hint: "a carriage return or bytes that are not UTF-8 would not come back; break lines with a line feed alone",
				})
			}
		}
		named := false
		for j := range t.Columns {
			text(1, j, t.Columns[j].Name)
			named = named || t.Columns[j].Name != ""
		}
		if !named || strings.HasPrefix(t.Columns[0].Name, byteOrderMark) {
			e.Add(Error{
				Table: t.Name, Row: 1, Cell: "A1", Text: t.Columns[0].Name, Code: "heading",
				Hint: "no column has a heading, or the first begins with a byte order mark, which would not come back",
			})
		}
		for k := range t.Rows {
			r := &t.Rows[k]
			if len(r.Cells) > len(t.Columns) || r.IsEmpty() {
				e.Add(Error{
					Table: t.Name, Row: k + 2, Code: "row",
					Hint: fmt.Sprintf("a row has something in 1 to %d cells, as many as there are columns", len(t.Columns)),
				})
				continue
			}
			for j, c := range r.Cells {
				text(k+2, j, c.Text)
			}
		}
	}
	return e.Err()
}

func isFileName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(" -_", r) {
			return false
		}
	}
	return s != "" && len(s) <= 31 && strings.TrimSpace(s) == s
}

// ReadFolder reads every CSV file of a folder as a table, in the order of the names.
// Other files are left alone. What is wrong with the files gives *Errors.
func ReadFolder(path string) ([]Table, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		name, isCSV := strings.CutSuffix(entry.Name(), extension)
		if isCSV && name != "" && name[0] != '.' {
			names = append(names, name)
		}
	}
	switch {
	case len(names) == 0:
		return nil, fmt.Errorf("folder %s: it holds no file NAME%s", path, extension)
	case len(names) > maxFiles:
		return nil, fmt.Errorf("folder %s: %d files NAME%s; at most %d are read", path, len(names), extension, maxFiles)
	}
	var out []Table
	var e Errors
	for _, name := range names {
		t, err := readFile(filepath.Join(path, name+extension), name, &e)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	if e.Total > 0 {
		return nil, &e
	}
	return out, nil
}

func readFile(path, name string, e *Errors) (t Table, err error) {
	f, err := os.Open(path)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return t, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return t, fmt.Errorf("%s: needs a regular file of at most %d MiB", path, maxFile>>20)
	}
	return ReadCSV(io.LimitReader(f, maxFile), name, e), nil
}

// ReadCSV reads one table from CSV, and adds what is wrong with it to e.
func ReadCSV(from io.Reader, name string, e *Errors) Table {
	t := Table{Name: name}
	r := records.NewReader(from, records.Options{Ragged: true, AnyText: true, MaxRecord: maxFile}) // cells are named below
	for number := 1; ; number++ {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t
		}
		if err == nil && number == 1 && len(record) == 1 && strings.Count(record[0], ";") > 1 {
			err = errors.New("semicolons between the columns; save the file as CSV with commas")
		}
		if err == nil && len(record) > MaxColumns {
			err = fmt.Errorf("%d columns; at most %d are read", len(record), MaxColumns)
		}
		if err == nil && number > maxRows+1 {
			err = fmt.Errorf("more than %d rows", maxRows)
		}
		if err != nil {
			e.Add(Error{Table: name, Row: number, Code: "not-csv", Hint: err.Error()})
			return t
		}
		for i, text := range record {
			if !utf8.ValidString(text) {
				e.Add(Error{
					Table: name, Row: number, Cell: Address(number, i), Text: strings.ToValidUTF8(text, "\ufffd"),
					Code: "not-utf-8", Hint: "save the file as CSV in UTF-8",
				})
			}
		}
		if number == 1 {
			for _, text := range record {
				t.Columns = append(t.Columns, Column{Name: text})
			}
			continue
		}
		row := Row{Number: number, Cells: make([]Cell, len(record))}
		for i, text := range record {
			row.Cells[i].Text = text
		}
		if !row.IsEmpty() {
			t.Rows = append(t.Rows, row)
		}
	}
}
