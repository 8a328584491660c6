package lines_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// A file of entries in, the same rows with their duties out.
func ExampleAssess() {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	batch, err := bulk.NewBatch(engine)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := strings.NewReader(`hts,origin,date,value
6109.10.00.12,IN,2025-09-01,10000
6109.10.00.12,VN,2025-09-01,10000
6109.10.00.12,Nowhere,2025-09-01,10000
`)
	result, err := lines.Assess(context.Background(), batch, in, os.Stdout, lines.Options{Workers: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Lines, "rows,", result.Rejected, "rejected:", result.Rejects[0].Cell, result.Rejects[0].Code)
	// Output:
	// hts,origin,date,value,total_duty,effective_rate,base_duty,additional_duty
	// 6109.10.00.12,IN,2025-09-01,10000,6650.00,0.665,1650.00,5000.00
	// 6109.10.00.12,VN,2025-09-01,10000,3650.00,0.365,1650.00,2000.00
	// 6109.10.00.12,Nowhere,2025-09-01,10000,,,,
	// 3 rows, 1 rejected: B4 unknown_country
}
