package tariff_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// TestQuantitiesThatContradict: two statements of one quantity are one only where they
// agree; milk powder of 3.3 cents a kilogram owes 0.33 on 10 kg and 0.66 on 20.
func TestQuantitiesThatContradict(t *testing.T) {
	for text, agree := range map[string]bool{
		"10:kg 20:kg": false, "20:kg 10:kg": false, "10:kg 10:kg": true, "10:kg 1:t": false, "10:kg 0.01:t": true,
		"10:kg 22.05:lb": true,
		"10:kg 0:kg":     false, "10:kg 5:No.": true, "24:No. 2:doz.": true, "24:No. 3:doz.": false,
	} {
		entry := tariff.Entry{
			Origin: "NZ", Product: "0402100500", Date: trade.NewDate(2025, 9, 1),
			Value: decimal.NewFromInt(500),
		}
		for _, q := range strings.Fields(text) {
			amount, unit, _ := strings.Cut(q, ":")
			entry.Quantities = append(entry.Quantities,
				trade.Quantity{Amount: decimal.RequireFromString(amount), Unit: trade.Unit(unit)})
		}
		_, err := usEngine().Assess(entry)
		if agree {
			require.False(t, err != nil && tariff.ErrorCode(err) == "bad_value", "%s: %v", text, err)
			continue
		}
		require.Error(t, err, text)
		require.Equal(t, "bad_value", tariff.ErrorCode(err), text)
		require.Contains(t, err.Error(), "is stated too", text)
	}
}
