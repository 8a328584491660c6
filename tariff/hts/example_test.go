package hts_test

import (
	"fmt"
	"os"

	"github.com/tradeshock/tradeshock/tariff/hts"
)

// An edition of the schedule: the rates of a line hold for the numbers below it.
func ExampleReadFile() {
	edition, err := hts.ReadFile(os.DirFS("testdata"), "hts_small.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range edition.Lines() {
		fmt.Println(line.Number, line.Rates.General, line.Units)
	}
	// Output:
	// 6109.10.00.12 16.5% [doz. kg]
	// 6109.90.15.00 5.6% [doz.]
	// 8541.43.00.00 Free [No.]
}
