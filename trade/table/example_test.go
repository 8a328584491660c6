package table_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/table"
)

// Two versions of a table, and what the second states differently.
func ExampleDiff() {
	rates := func(duty string) table.Table {
		t := table.Table{Name: "Terms", Columns: []table.Column{
			{Name: "heading", Key: true}, {Name: "from", Key: true}, {Name: "duty"},
		}}
		t.Append(table.Cell{Text: "9903.01.84"}, table.Cell{Text: "2025-08-27"}, table.Cell{Text: duty})
		return t
	}
	for _, d := range table.Diff([]table.Table{rates("25%")}, []table.Table{rates("50%")}) {
		fmt.Println(d)
	}
	// Output: Terms 9903.01.84, 2025-08-27: duty: "50%", was "25%"
}
