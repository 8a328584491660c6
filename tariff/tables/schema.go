package tables

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/table"
)

// sheet says how a kind of fact stands in a table: one row each.
type sheet[T any] struct {
	name, about string
	columns     []column[T]
}

// column says how one part of a fact stands in a cell. get gives the text, set
// reads it into an empty fact; the empty text is never set.
type column[T any] struct {
	table.Column
	required bool
	prose    bool // blanks at the ends are part of the text
	get      func(*T) string
	set      func(*T, string) *fault
}

// fault says why a text cannot stand in a cell.
type fault struct{ code, hint string }

// key marks a column of those that together say which fact a row is about; it
// cannot be empty.
func key[T any](c column[T]) column[T] {
	c.Key, c.required = true, true
	return c
}

// partOfKey is key for a column that may be empty.
func partOfKey[T any](c column[T]) column[T] {
	c.Key = true
	return c
}

func required[T any](c column[T]) column[T] {
	c.required = true
	return c
}

// head is the table without rows.
func (s *sheet[T]) head() table.Table {
	t := table.Table{Name: s.name, About: s.about}
	for i := range s.columns {
		t.Columns = append(t.Columns, s.columns[i].Column)
	}
	return t
}

// write makes the table. A fact whose texts would not read back the same is an error.
func (s *sheet[T]) write(facts []T, e *table.Errors) table.Table {
	t := s.head()
	t.Rows = make([]table.Row, 0, len(facts))
	cells := make([]table.Cell, len(facts)*len(s.columns))
	for i := range facts {
		row := cells[:len(s.columns):len(s.columns)]
		cells = cells[len(s.columns):]
		for j := range s.columns {
			c := &s.columns[j]
			text := c.get(&facts[i])
			if text == "" {
				if c.required {
					e.Add(table.Error{
						Table: s.name, Row: i + 2, Cell: table.Address(i+2, j), Column: c.Name, Code: "missing",
						Hint: "the fact does not have this text, without which the row means nothing",
					})
				}
				continue
			}
			if hint := c.keeps(text); hint != "" {
				e.Add(table.Error{
					Table: s.name, Row: i + 2, Cell: table.Address(i+2, j), Column: c.Name, Text: text,
					Code: "bad-text", Hint: "would not come back: " + hint,
				})
			}
			row[j] = table.Cell{Text: text}
			if c.Kind == table.Date || c.Kind == table.Number {
				row[j].Kind = c.Kind
			}
		}
		t.Append(row...)
	}
	return t
}

// keeps says why a text would not come back from a cell, "" when it would.
func (c *column[T]) keeps(text string) string {
	switch {
	case !utf8.ValidString(text) || strings.ContainsAny(text, "\r\x00"):
		return "carriage returns, NUL and bytes that are not UTF-8 are not kept"
	case !c.prose && strings.TrimSpace(text) != text:
		return "blanks at the ends are not kept"
	}
	var scratch T
	if f := c.set(&scratch, text); f != nil {
		return f.hint
	}
	if again := c.get(&scratch); again != text {
		return fmt.Sprintf("it would be read as %q", again)
	}
	return ""
}

// input is a set of tables that are being read.
type input struct {
	tables map[string]*table.Table // by folded name
	errs   table.Errors
}

// newInput sorts the tables by name. Those that are needed must be there, the optional may be.
func newInput(tables []table.Table, needed, optional []string) *input {
	in := &input{tables: map[string]*table.Table{}}
	for i := range tables {
		t := &tables[i]
		name := strings.ToLower(strings.TrimSpace(t.Name))
		known := func(k string) bool { return strings.ToLower(k) == name }
		switch {
		case strings.HasPrefix(name, "#") || name == strings.ToLower(readmeName):
		case in.tables[name] != nil:
			in.errs.Add(table.Error{Table: t.Name, Code: "duplicate-table", Hint: "stands twice; remove one"})
		case !slices.ContainsFunc(needed, known) && !slices.ContainsFunc(optional, known):
			in.errs.Add(table.Error{Table: t.Name, Code: "unknown-table", Hint: fmt.Sprintf(
				"there is no such table; the tables are %s; put # before the name of a sheet of notes and it is left alone",
				strings.Join(slices.Concat(needed, optional), ", "))})
		default:
			in.tables[name] = t
		}
	}
	for _, name := range needed {
		if in.tables[strings.ToLower(name)] == nil {
			in.errs.Add(table.Error{
				Table: name, Code: "missing-table",
				Hint: "the table is not there; keep it, with the headings alone when it has no rows",
			})
		}
	}
	return in
}

// facts are the facts of a table with the rows that they stand in.
type facts[T any] struct {
	in      *input
	name    string
	place   map[string]int // of a column in the file
	list    []T
	numbers []int // of the rows
	// bad are the cells that have been reported, by fact and column of the file; what
	// follows from them is not reported again.
	bad map[[2]int]bool
}

// fail reports a fact.
func (f *facts[T]) fail(i int, column, text, code, hint string) {
	if f.bad[[2]int{i, f.place[column]}] {
		return
	}
	f.bad[[2]int{i, f.place[column]}] = true
	f.in.errs.Add(table.Error{
		Table: f.name, Row: f.numbers[i], Cell: table.Address(f.numbers[i], f.place[column]),
		Column: column, Text: text, Code: code, Hint: hint,
	})
}

// read reads the facts of a table; a table that is not there has none.
func (s *sheet[T]) read(in *input) *facts[T] {
	out := &facts[T]{in: in, name: s.name, place: map[string]int{}, bad: map[[2]int]bool{}}
	t := in.tables[strings.ToLower(s.name)]
	if t == nil {
		return out
	}
	out.name = t.Name
	columns := s.match(in, t, out.place)
	out.list = make([]T, 0, len(t.Rows))
	out.numbers = make([]int, 0, len(t.Rows))
	for i := range t.Rows {
		r := &t.Rows[i]
		if isBlank(r) {
			continue
		}
		var fact T
		for j, c := range r.Cells {
			if j >= len(t.Columns) || t.Columns[j].Name == "" {
				if !c.IsEmpty() {
					in.errs.Add(table.Error{
						Table: t.Name, Row: r.Number, Cell: table.Address(r.Number, j), Text: c.Text,
						Code: "no-heading", Hint: "the column has no heading; give it one that begins with # to keep a note there",
					})
				}
			} else if columns[j] != nil {
				if f := columns[j].read(&fact, c); f != nil {
					out.bad[[2]int{len(out.list), j}] = true
					in.errs.Add(table.Error{
						Table: t.Name, Row: r.Number, Cell: table.Address(r.Number, j), Column: columns[j].Name,
						Text: c.Text, Code: f.code, Hint: f.hint,
					})
				}
			}
		}
		for j := len(r.Cells); j < len(columns); j++ {
			if c := columns[j]; c != nil && c.required {
				in.errs.Add(table.Error{
					Table: t.Name, Row: r.Number, Cell: table.Address(r.Number, j), Column: c.Name,
					Code: "missing", Hint: "the cell is empty; it needs " + c.About,
				})
			}
		}
		out.list = append(out.list, fact)
		out.numbers = append(out.numbers, r.Number)
	}
	return out
}

// isBlank reports whether a row holds nothing but blanks.
func isBlank(r *table.Row) bool {
	return !slices.ContainsFunc(r.Cells, func(c table.Cell) bool {
		return c.Kind == table.Other || strings.TrimSpace(c.Text) != ""
	})
}

// match finds the column of each heading, and fills place.
func (s *sheet[T]) match(in *input, t *table.Table, place map[string]int) []*column[T] {
	out := make([]*column[T], len(t.Columns))
	fail := func(j int, code, hint string) {
		in.errs.Add(table.Error{
			Table: t.Name, Row: 1, Cell: table.Address(1, j), Text: t.Columns[j].Name, Code: code,
			Hint: hint,
		})
	}
	for j := range t.Columns {
		name := strings.TrimSpace(t.Columns[j].Name)
		i := slices.IndexFunc(s.columns, func(c column[T]) bool { return strings.EqualFold(c.Name, name) })
		switch {
		case name == "" || name[0] == '#':
		case i < 0:
			fail(j, "unknown-column",
				fmt.Sprintf(
					"there is no such column; the columns are %s; put # before the heading of a column of notes and it is left alone",
					s.names()))
		case slices.Contains(out, &s.columns[i]):
			fail(j, "duplicate-column", "the heading stands twice; remove one of the columns")
		default:
			out[j] = &s.columns[i]
			place[s.columns[i].Name] = j
		}
	}
	for i := range s.columns {
		c := &s.columns[i]
		if !slices.Contains(out, c) {
			place[c.Name] = -1
			in.errs.Add(table.Error{
				Table: t.Name, Row: 1, Column: c.Name, Code: "missing-column",
				Hint: "the column is not there; keep it, with empty cells when there is nothing to say",
			})
		}
	}
	return out
}

func (s *sheet[T]) names() string {
	var names []string
	for i := range s.columns {
		names = append(names, s.columns[i].Name)
	}
	return strings.Join(names, ", ")
}

// read reads a cell into the fact.
func (c *column[T]) read(fact *T, cell table.Cell) *fault {
	text := cell.Text
	if !c.prose {
		text = strings.TrimSpace(text)
	}
	if cell.Kind == table.Other {
		return &fault{
			"no-value",
			"the cell holds an error, TRUE or FALSE, a time of day or a formula without a result; type what is meant",
		}
	}
	if strings.TrimSpace(text) == "" {
		if c.required {
			return &fault{"missing", "the cell is empty; it needs " + c.About}
		}
		if text == "" {
			return nil
		}
	}
	switch {
	case cell.Kind == table.Text || cell.Kind == table.Code || cell.Kind == c.Kind:
	case c.Kind == table.Date:
		return &fault{"not-a-date", "a number, where a day is wanted; format the cell as a date, or type yyyy-mm-dd"}
	case c.Kind == table.Number:
		return &fault{"not-a-number", "a date, where a number is wanted; format the cell as a number and type it again"}
	case cell.Kind == table.Number:
		return &fault{
			"not-text",
			"a number, where text is wanted: spreadsheet programs make 0.25 of 25% and 101 of 0101; format the cell as text " +
				"and type it again",
		}
	default:
		return &fault{
			"not-text",
			"a date, where text is wanted: spreadsheet programs take some codes for days; format the cell as text and type " +
				"it again",
		}
	}
	return c.set(fact, text)
}
