// Command ownership says which entities the 50 percent rule blocks, and why.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/ownership"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(ownership.Run) }
