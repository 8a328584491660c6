// Command parquet assesses entries in a Parquet file, and writes the panel as one.
//
//	go run . -lines entries.parquet -out duties.parquet
//	go run . -panel -origin IN,CN -out panel.parquet
package main

import (
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/parquet/columnar"
)

func main() { program.Main(columnar.Run) }
