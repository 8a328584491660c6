// Command models answers what trade, prices, revenue and welfare do after a shock, by the
// models of trade/equilibrium on the user's numbers.
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/models"
	"github.com/tradeshock/tradeshock/examples/internal/program"
)

func main() { program.Main(models.Run) }
