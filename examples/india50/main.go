// Command india50 answers the founding question on the data that the module
// carries: what a duty of 50 percent on India costs, and whom.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/india50"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(india50.Run) }
