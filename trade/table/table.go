package table

import "github.com/tradeshock/tradeshock/trade/internal/grid"

// Kind says what sort of cell a text stood in, or what a column is for.
type Kind uint8

// The kinds of cells and columns.
const (
	Text   Kind = iota // any text; the empty text is an empty cell
	Code               // text of digits whose zeros count, such as a product; for columns
	Number             // the digits of a number: "12", "3.5"
	Date               // a day as yyyy-mm-dd
	// Other is a cell that states nothing that can be kept: an error value, TRUE
	// or FALSE, a time of day, a formula without a result. Only in tables that
	// were read.
	Other
)

// String names the kind, for messages.
func (k Kind) String() string {
	switch k {
	case Text, Code:
		return "text"
	case Number:
		return "a number"
	case Date:
		return "a date"
	}
	return "neither text nor number nor date"
}

// Table is a named table of facts.
type Table struct {
	Name string
	// About says in a sentence what a row is.
	About   string
	Columns []Column
	Rows    []Row
}

// Column is the head of a column. A table that was read has only the names.
type Column struct {
	Name string
	Kind Kind
	// About says what the cells hold.
	About string
	// Choices are the texts that a cell can hold; Open says that others are
	// allowed too. None means any text.
	Choices []string
	Open    bool
	// From names the column of another table, "Measures.heading", that holds the
	// texts to choose from.
	From string
	// Key: the cells of these columns together say which fact a row is about.
	Key bool
	// Order: the cells put the rows in order and say nothing else.
	Order bool
}

// Row is one row. It may have fewer cells than there are columns.
type Row struct {
	// Number is that of the row as programs show it, from 1; in a CSV file that
	// of the record. The headings stand in row 1 as a rule.
	Number int
	Cells  []Cell
}

// Cell is a text and what it stood in.
type Cell struct {
	Kind Kind
	Text string
}

// IsEmpty reports whether there is nothing in the cell.
func (c Cell) IsEmpty() bool { return c.Text == "" && c.Kind != Other }

// Cell returns a cell of the row; beyond its end, the empty cell.
func (r *Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// IsEmpty reports whether no cell holds anything.
func (r *Row) IsEmpty() bool {
	for _, c := range r.Cells {
		if !c.IsEmpty() {
			return false
		}
	}
	return true
}

// Append adds a row below the others, numbered as it will stand in a file.
func (t *Table) Append(cells ...Cell) {
	t.Rows = append(t.Rows, Row{Number: len(t.Rows) + 2, Cells: cells})
}

// ColumnName is the name of a column as programs show it, counted from 0: A, Z, AA. A negative
// one has the empty name.
func ColumnName(column int) string { return string(grid.AppendColumn(nil, column)) }

// Address names a cell as programs do, "D17"; columns count from 0. A negative
// column gives the empty text.
func Address(row, column int) string {
	if column < 0 {
		return ""
	}
	return grid.Address(row-1, column)
}
