// Command panel computes the duties of the United States book for every product and
// origin, without shipments: means on days, or what changes when.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/panel"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(panel.Run) }
