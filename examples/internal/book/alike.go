package book

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade/table"
)

// fewAlike is how many cells that change alike are listed one by one.
const fewAlike = 3

// summary are differences as lines, those of many rows that change a column alike as one: another day
// until which a book is known is one thing to read, and not a thousand.
func summary(differences []table.Difference) []string {
	type change struct{ table, column, before, after string }
	rows := map[change]int{}
	of := func(d *table.Difference) change { return change{d.Table, d.Column, d.Before, d.After} }
	for i := range differences {
		if d := &differences[i]; d.Column != "" && !d.Moved {
			rows[of(d)]++
		}
	}
	var out []string
	differences = slices.Clone(differences)
	for i := range differences {
		d := &differences[i]
		n := rows[of(d)]
		if i+1 < len(differences) {
			if cells := singleRow(d, &differences[i+1]); cells != nil {
				out = append(out, cells...)
				differences[i+1].Before, differences[i+1].After = "", ""
				continue
			}
		}
		switch {
		case d.Column == "" && !d.Moved && d.Before+d.After == "": // it is said
		case d.Column == "" || d.Moved || n > 0 && n <= fewAlike:
			out = append(out, d.String())
		case n > fewAlike:
			out = append(out, fmt.Sprintf("%s, %d rows alike, the first %s: %s: %q, was %q",
				d.Table, n, d.Key, d.Column, d.After, d.Before))
			rows[of(d)] = 0 // it is said
		}
	}
	return out
}

// singleRow are the cells that differ of a table with one row and without a key, such as Book, which
// is else a row that is removed and one that is added; nil for other differences.
func singleRow(removed, added *table.Difference) []string {
	if removed.Table != added.Table || removed.Key+added.Key != "" || removed.Column+added.Column != "" ||
		removed.Before == "" || added.After == "" || removed.After+added.Before != "" {
		return nil
	}
	before, after := strings.Split(removed.Before, "; "), strings.Split(added.After, "; ")
	if len(before) != len(after) {
		return nil
	}
	var out []string
	for i := range before {
		name, was, _ := strings.Cut(before[i], "=")
		same, is, _ := strings.Cut(after[i], "=")
		if name != same {
			return nil
		}
		if was != is {
			out = append(out, fmt.Sprintf("%s: %s: %q, was %q", removed.Table, name, is, was))
		}
	}
	return out
}
