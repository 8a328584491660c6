// Command check shows what the importer sees in a workbook, a CSV file or JSON: the
// layout, the rows, and every cell that cannot be read.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/check"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(check.Run) }
