package imports

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/tariff/us"
)

// TestRateOf2024: the law of 2024 on the trade of 2024 is what Census calculated for it, 2.37
// percent, and up to a quarter of a point more: exclusions from Section 301 that ran to 14 June
// 2024 and whose list is not held (China, 12.2 percent in place of 10.9), exclusions from Section
// 232, and goods of chapter 98, which nobody is taken to claim. Figures published for 2024 are 2.4
// to 2.5 percent.
func TestRateOf2024(t *testing.T) {
	table, err := Load()
	assert.NoError(t, err)
	value, duty := int64(0), int64(0)
	for r := range table.Rows() {
		if r.Partner != "SK" && r.Number != "9999950000" {
			value, duty = value+r.Value, duty+r.Duty
		}
	}
	collected := decimal.NewFromInt(duty).Shift(2).DivRound(decimal.NewFromInt(value), 3)
	within(t, collected, "2.37", "2.38", "calculated duties of 2024")
	days := []string{"2023-10-13", "2024-01-01", "2024-06-14", "2024-06-26", "2024-09-27", "2024-12-31"}
	rates := effective(t, us.Book(), averages(t), days...)
	for _, d := range days {
		within(t, rates[d], collected.String(), collected.Add(decimal.New(25, -2)).String(), d)
	}
	assert.True(t, rates["2024-12-31"].GreaterThan(rates["2024-06-26"]),
		"the four-year review, and bifacial modules from 25 September")
	assert.True(t, rates["2024-06-26"].LessThan(rates["2024-06-14"]), "exclusions whose list is held")
}
