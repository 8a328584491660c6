// Command cap tests a price of Russian oil against the price cap of a day, and
// explains the answer.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/cap"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(cap.Run) }
