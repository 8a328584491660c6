package scenariotest_test

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/scenariotest"
)

// In a go test of one's own scenariotest.Run does this for all files of a folder.
func ExampleCase_Check() {
	cases, err := scenariotest.Parse("ceasefire.txt", strings.NewReader(`
scenario the emergency duties fall
  suppose ieepa-falls
  flow    2025-09 IN 6109.10.00.12 10000
  duty    before 6650.00
  duty    after 1650.00
  duty    change -4000.00
  why     16.5 % by the schedule, twice 25 % by emergency powers
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	setting, err := scenariotest.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cases[0].Check(setting))
	// Output: ceasefire.txt:7: duty change: want -4000.00, got -5000.00
}
