package programme_test

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

// bought is a purchase of July 2025.
func bought(origin, destination, product, barrels string) secondary.Purchase {
	p := secondary.Purchase{Flow: trade.Flow{
		Period: trade.NewMonth(2025, 7).Interval(), Origin: trade.Country(origin), Destination: trade.Country(destination),
		Product: trade.Product(product),
	}}
	if barrels != "" {
		p.Quantity = &trade.Quantity{Amount: decimal.RequireFromString(barrels), Unit: "bbl"}
	}
	return p
}
