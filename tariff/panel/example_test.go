package panel_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// What the products of a book pay without a shipment: one of two pays 25 % more from 27 August.
func ExamplePanel_Means() {
	book := &law.Book{
		Name: "example", Currency: "USD",
		KnownFrom: trade.NewDate(2025, 1, 1), KnownUntil: trade.NewDate(2025, 12, 31),
		Schedule: &law.Schedule{Lines: []law.Line{{Code: "61091000", General: "16.5%"}, {Code: "94036080", General: "Free"}}},
		Measures: []law.Measure{{
			Heading: "9903.01.84", Authority: law.IEEPA, Title: "duty for Russian oil",
			Origins: law.Origins{In: []string{"IN"}}, Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"61"}}},
			Terms: []law.Term{{Interval: trade.Interval{From: trade.NewDate(2025, 8, 27)}, State: law.Imposed, Duty: "25%"}},
		}},
	}
	panel, err := panel.New(book, panel.Options{Origins: []trade.Country{"IN"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	means, err := panel.Means(context.Background(), trade.NewDate(2025, 8, 26), trade.NewDate(2025, 8, 27))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range means {
		fmt.Println(m.Date, m.Origin, m.Products, m.Additional.StringFixed(4), m.Total.StringFixed(4))
	}
	// Output:
	// 2025-08-26 IN 2 0.0000 0.0825
	// 2025-08-27 IN 2 0.1250 0.2075
}
