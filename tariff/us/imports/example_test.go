package imports_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/us/imports"
)

// Imports for consumption of 2024 were 3,251.2 bn dollars (Census); the partners of the table are
// 98.7 percent of them, 3,208.8 bn. Slovakia is part of the Union and is not counted twice.
func ExampleLoad() {
	table, err := imports.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	total := int64(0)
	for row := range table.Rows() {
		if row.Partner != "SK" {
			total += row.Value
		}
	}
	fmt.Printf("%.1f bn dollars from %d partners\n", float64(total)/1e9, len(table.Partners()))
	// Output: 3208.8 bn dollars from 51 partners
}
