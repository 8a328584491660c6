package exact_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

func ExampleMulDecimal() {
	value, rate := decimal.RequireFromString("14172.00"), decimal.RequireFromString("0.029")
	fmt.Println(exact.MulDecimal(value, rate, 2, exact.HalfUp), exact.MulDecimal(value, rate, 2, exact.Down))
	// Output: 410.99 410.98
}

// Three lines of $10.40 at one rate of duty are one unit of $31.20, and so 31 whole
// dollars; the first line takes the one that the fractions make up.
func ExampleAllocateDollars() {
	line := decimal.RequireFromString("10.40")
	fmt.Println(exact.AllocateDollars([]decimal.Decimal{line, line, line}))
	// Output: [11 10 10]
}
