package duty_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

func ExampleParse() {
	d, err := duty.Parse("$1.05/kg + 2.3%")
	if err != nil {
		fmt.Println(err)
		return
	}
	amount, err := d.Evaluate(duty.Facts{
		Value:      decimal.NewFromInt(20000),
		Quantities: []trade.Quantity{{Amount: decimal.NewFromInt(2), Unit: "t"}},
	})
	fmt.Println(d, amount.Total, err)
	_, err = d.Evaluate(duty.Facts{Value: decimal.NewFromInt(20000)})
	fmt.Println(err)
	// Output:
	// $1.05/kg + 2.3% 2560 <nil>
	// duty "$1.05/kg + 2.3%" needs the quantity in kg
}
