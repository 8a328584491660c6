// Command impact answers what a change of the law costs on the user's own flows, and
// writes the answer as a workbook.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/impact"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(impact.Run) }
