// Command importers says who is among the five largest importers of Russian oil and
// gas, and whom section 113 of Pub. L. 119-111 describes.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/importers"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(importers.Run) }
