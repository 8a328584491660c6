package tarifftest_test

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// An entry with the answer that the law gives, checked against an engine.
func ExampleCase_Check() {
	cases, err := tarifftest.Parse("golden.txt", strings.NewReader(`
entry T-shirt from India, a week into the 50 % duty
  date   2025-09-01
  origin IN
  hts    6109.10.00.12
  value  10000
  line   6109.10.00 1650.00
  line   9903.02.26 2500.00
  line   9903.01.84 2500.00
  total  6650.00
  why    16.5 % by the schedule, 25 % by note 2(v), 25 % by note 2(z)
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range cases {
		fmt.Println(c.Title, c.Check(engine) == nil)
	}
	// Output: T-shirt from India, a week into the 50 % duty true
}
