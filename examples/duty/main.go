// Command duty assesses one entry, or a file of entries, and explains the answer.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/duty"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(duty.Run) }
