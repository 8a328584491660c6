// Command book turns the United States book into a workbook or a folder of CSV files
// that a person can edit, and says what an edited one changes.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/book"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(book.Run) }
