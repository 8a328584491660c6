package records_test

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/records"
)

// Two columns of a table, by their names. The fault of the last record is that of its line in
// the file, with the note and the field of two lines counted.
func ExampleColumns() {
	const table = `# notes are passed over
code,duty,note
0801.31,5%,"of two
lines"
0805,10%
`
	for row, err := range records.Columns(strings.NewReader(table), records.Options{Comment: '#'}, "duty", "code") {
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(row.Line, row.Cells)
	}
	// Output:
	// 3 [5% 0801.31]
	// line 5: the record has 2 fields and the header 3; put a field with a comma in quotes
}
