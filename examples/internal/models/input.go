package models

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/records"
)

// maxFile bounds a file of input, in bytes.
const maxFile = 256 << 20

// input is the JSON object of the user and the folder of its files.
type input struct {
	dir, file string
	raw       []byte
}

func open(file string) (*input, error) {
	raw, err := readFile(file)
	if err != nil {
		return nil, err
	}
	return &input{dir: filepath.Dir(file), file: filepath.Base(file), raw: raw}, nil
}

func readFile(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(raw) > maxFile {
		err = fmt.Errorf("%s: larger than %d MB", filepath.Base(file), maxFile>>20)
	}
	return raw, err
}

// decode reads the object; a key that the model does not know is an error.
func (in *input) decode(v any) error {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(in.raw, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	if len(bytes.TrimSpace(in.raw)) == 0 {
		return fmt.Errorf("%s: the file is empty; see -h for an example of the input", in.file)
	}
	if key := program.KeyTwice(bytes.TrimPrefix(in.raw, []byte("\ufeff"))); key != "" {
		return fmt.Errorf("%s: the key %q stands twice in one object; take one of them out", in.file, key)
	}
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("%s: %w; see -h for the keys", in.file, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: more than one object", in.file)
	}
	return nil
}

// sheet is a CSV file with its heading.
type sheet struct {
	name    string
	columns []string
	rows    [][]string
}

// sheet reads a CSV file beside the input.
func (in *input) sheet(field, path string) (*sheet, error) {
	if path == "" {
		return nil, &equilibrium.InputError{Class: "missing", Field: field, Hint: "name a CSV file"}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(in.dir, path)
	}
	raw, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", field, err)
	}
	var rows [][]string
	for c := records.NewReader(bytes.NewReader(raw), records.Options{}); ; {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		rows = append(rows, slices.Clone(row))
	}
	if len(rows) < 2 {
		return nil, &equilibrium.InputError{
			Class: "missing", Field: field, At: []string{filepath.Base(path)},
			Hint: "a heading and one row at least",
		}
	}
	s := &sheet{name: filepath.Base(path), rows: rows[1:]}
	for _, c := range rows[0] {
		s.columns = append(s.columns, strings.TrimSpace(c))
	}
	for _, row := range s.rows {
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
	}
	return s, nil
}

// column is the place of a heading, or an error that lists what there is.
func (s *sheet) column(name string) (int, error) {
	i := slices.Index(s.columns, name)
	if i < 0 {
		return 0, &equilibrium.InputError{
			Class: "missing", Field: "column " + name, At: []string{s.name},
			Hint: fmt.Sprintf("there are %.200s", strings.Join(s.columns, ", ")),
		}
	}
	return i, nil
}

// find returns the places of several headings.
func (s *sheet) find(names ...string) ([]int, error) {
	out := make([]int, len(names))
	var all []error
	for k, name := range names {
		var err error
		out[k], err = s.column(name)
		all = append(all, err)
	}
	return out, errors.Join(all...)
}

// number reads a cell. Text that is no number, and an empty cell, are errors that name it.
func (s *sheet) number(row, column int) (float64, error) {
	text := s.rows[row][column]
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xX_") {
		class := equilibrium.Class("not_finite")
		if text == "" {
			class = equilibrium.Class("missing")
		}
		return 0, &equilibrium.InputError{
			Class: class, Field: fmt.Sprintf("%.40q", text),
			At: []string{fmt.Sprintf("%s row %d, column %s", s.name, row+2,
				s.columns[column])}, Hint: "write a number such as 0.25",
		}
	}
	return v, nil
}

// index gives names their places.
type index map[string]int

func indexOf(names []string) index {
	out := make(index, len(names))
	for i, n := range names {
		out[n] = i
	}
	return out
}

// place is where a name stands, or an error.
func (x index) place(field, name, where string) (int, error) {
	i, ok := x[name]
	if !ok {
		return 0, &equilibrium.InputError{
			Class: "names", Field: field, At: []string{fmt.Sprintf("%.60q",
				name), where},
			Hint: "it is not in the list of the input",
		}
	}
	return i, nil
}

// errorsOf gathers errors, so that a file with a thousand faults names the first few.
type errorsOf struct {
	list  []error
	count int
}

func (e *errorsOf) add(err error) bool {
	if err == nil {
		return false
	}
	if e.count++; len(e.list) < equilibrium.MaxProblems {
		e.list = append(e.list, err)
	}
	return true
}

func (e *errorsOf) err() error {
	if more := e.count - len(e.list); more > 0 {
		return errors.Join(append(e.list, fmt.Errorf("and %d more", more))...)
	}
	return errors.Join(e.list...)
}

// matrix reads pairs of exporter and importer with a value, or one row an exporter and one
// column an importer. A pair left out is zero.
func (s *sheet) matrix(countries []string, value string) ([][]float64, error) {
	n := len(countries)
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	places := indexOf(countries)
	from, err := s.column("exporter")
	if err != nil {
		return nil, err
	}
	var all errorsOf
	set := make(map[[2]int]bool)
	put := func(row, column int, exporter, importer string) {
		i, err1 := places.place("exporter", exporter, s.name)
		j, err2 := places.place("importer", importer, s.name)
		v, err3 := s.number(row, column)
		if all.add(err1) || all.add(err2) || all.add(err3) {
			return
		}
		if set[[2]int{i, j}] {
			all.add(&equilibrium.InputError{
				Class: "names", Field: value, At: []string{exporter, importer, s.name},
				Hint: "the pair stands twice",
			})
		}
		set[[2]int{i, j}] = true
		out[i][j] = v
	}
	to := slices.Index(s.columns, "importer")
	if to < 0 { // a column an importer
		for row := range s.rows {
			for column, name := range s.columns {
				if column != from {
					put(row, column, s.rows[row][from], name)
				}
			}
		}
		return out, all.err()
	}
	at, err := s.column(value)
	if err != nil {
		return nil, err
	}
	for row := range s.rows {
		put(row, at, s.rows[row][from], s.rows[row][to])
	}
	return out, all.err()
}

// bySector reads a number for each sector; all must be there.
func (s *sheet) bySector(name, value int, sectors []string) ([]float64, error) {
	out := make([]float64, len(sectors))
	given := make([]bool, len(sectors))
	places := indexOf(sectors)
	var all errorsOf
	for row := range s.rows {
		k, err1 := places.place("sector", s.rows[row][name], s.name)
		v, err2 := s.number(row, value)
		if all.add(err1) || all.add(err2) {
			continue
		}
		if given[k] {
			all.add(&equilibrium.InputError{Class: "names", Field: s.columns[value], At: []string{
				sectors[k],
				s.name,
			}, Hint: "the sector stands twice"})
		}
		out[k], given[k] = v, true
	}
	for k, ok := range given {
		if !ok {
			all.add(&equilibrium.InputError{Class: "missing", Field: s.columns[value], At: []string{
				sectors[k],
				s.name,
			}})
		}
	}
	return out, all.err()
}
