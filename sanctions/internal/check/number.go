package check

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
)

// Number keeps numbers out whose sum would need more digits than any price has.
func Number(field string, d decimal.Decimal) error {
	if d.Exponent() < -60 || d.Exponent() > 60 || d.Coefficient().BitLen() > 400 {
		return &tariff.ValueError{
			Field: field, Text: fmt.Sprintf("with the power of ten %d", d.Exponent()),
			Reason: "is no amount of trade; write the number out",
		}
	}
	return nil
}

// Known is a number, or null.
func Known(d decimal.Decimal, ok bool) *decimal.Decimal {
	if !ok {
		return nil
	}
	return &d
}

// Value is the number that was read, zero for null.
func Value(d *decimal.Decimal) decimal.Decimal {
	if d == nil {
		return decimal.Decimal{}
	}
	return *d
}
