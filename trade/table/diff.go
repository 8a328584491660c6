package table

import (
	"fmt"
	"strings"
)

// Difference is a fact that two tables state differently.
type Difference struct {
	Table string
	// Key are the cells that say which fact it is: "9903.01.25, 2025-04-05".
	Key string
	// Column is the heading of the cell that differs; "" for a row that is only
	// there before or after, whose cells Before or After then lists, and for rows
	// that stand in another order.
	Column        string
	Before, After string
	Moved         bool
}

// String is the difference as a line.
func (d Difference) String() string {
	where := d.Table
	if d.Key != "" {
		where += " " + d.Key
	}
	switch {
	case d.Moved:
		return where + ": stands in another order"
	case d.Column != "":
		return fmt.Sprintf("%s: %s: %q, was %q", where, d.Column, d.After, d.Before)
	case d.Before == "":
		return fmt.Sprintf("%s: added: %s", where, d.After)
	}
	return fmt.Sprintf("%s: removed: %s", where, d.Before)
}

// Diff lists in what the tables after differ from those before. Tables are matched
// by name, columns by heading, rows by the cells of the key columns of the table
// before; rows with the same key one after the other. An order column is not
// compared: one difference says that rows moved and names the first.
func Diff(before, after []Table) []Difference {
	var out []Difference
	other := make(map[string]*Table, len(after))
	for i := range after {
		other[after[i].Name] = &after[i]
	}
	for i := range before {
		b := &before[i]
		a := other[b.Name]
		delete(other, b.Name)
		if a == nil {
			a = &Table{Name: b.Name, Columns: b.Columns}
		}
		out = append(out, diff(b, a)...)
	}
	for i := range after {
		if a := &after[i]; other[a.Name] != nil {
			out = append(out, diff(&Table{Name: a.Name, Columns: a.Columns}, a)...)
		}
	}
	return out
}

func diff(before, after *Table) []Difference {
	var out []Difference
	place := make([]int, len(before.Columns)) // of a column of before in after, or -1
	for i := range before.Columns {
		place[i] = -1
		for j := range after.Columns {
			if after.Columns[j].Name == before.Columns[i].Name {
				place[i] = j
			}
		}
	}
	own := make([]int, len(before.Columns))
	for i := range own {
		own[i] = i
	}
	find := make(map[string][]int, len(after.Rows))
	for j := range after.Rows {
		k := matchOf(before, &after.Rows[j], place)
		find[k] = append(find[k], j)
	}
	found := make([]bool, len(after.Rows))
	last, moved := -1, false
	for i := range before.Rows {
		r := &before.Rows[i]
		match := matchOf(before, r, own)
		rows, key := find[match], keyOf(before, r, own)
		if len(rows) == 0 {
			out = append(out, Difference{Table: before.Name, Key: key, Before: factOf(before, r, own)})
			continue
		}
		find[match] = rows[1:]
		found[rows[0]] = true
		a := &after.Rows[rows[0]]
		ordered := false
		for c := range before.Columns {
			ordered = ordered || before.Columns[c].Order
			if was, is := r.Cell(c).Text, a.Cell(place[c]).Text; was != is && !before.Columns[c].Order {
				out = append(out, Difference{Table: before.Name, Key: key, Column: before.Columns[c].Name, Before: was, After: is})
			}
		}
		if ordered && rows[0] < last && !moved {
			moved = true
			out = append(out, Difference{Table: before.Name, Key: key, Moved: true})
		}
		last = max(last, rows[0])
	}
	for j := range after.Rows {
		if !found[j] {
			r := &after.Rows[j]
			out = append(out, Difference{Table: before.Name, Key: keyOf(before, r, place), After: factOf(before, r, place)})
		}
	}
	return out
}

// keyOf joins the cells of the key columns.
func keyOf(t *Table, r *Row, place []int) string {
	var key []string
	for c := range t.Columns {
		if t.Columns[c].Key {
			key = append(key, r.Cell(place[c]).Text)
		}
	}
	return strings.Join(key, ", ")
}

// matchOf is what rows are matched by: the key, or the whole row without one.
func matchOf(t *Table, r *Row, place []int) string {
	if key := keyOf(t, r, place); key != "" {
		return key
	}
	return factOf(t, r, place)
}

// factOf lists the cells that hold something.
func factOf(t *Table, r *Row, place []int) string {
	var cells []string
	for c := range t.Columns {
		if text := r.Cell(place[c]).Text; text != "" && !t.Columns[c].Order {
			cells = append(cells, t.Columns[c].Name+"="+text)
		}
	}
	return strings.Join(cells, "; ")
}
