package exports_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/tariff/us/exports"
	"github.com/tradeshock/tradeshock/trade"
)

// TestWhole: 73.17 of 348.5 bn are 21.0 percent, 21.90 of 143.5 bn are 15.3.
func TestWhole(t *testing.T) {
	for country, want := range map[trade.Country]int64{"CA": 210, "CN": 153} {
		whole, known := exports.Whole(country)
		assert.True(t, known)
		sum := int64(0)
		for _, r := range to(t, country) {
			sum += r.Value
		}
		assert.Equal(t, want, (sum*1000+whole/2)/whole, country)
	}
	_, known := exports.Whole("MX")
	assert.False(t, known)
}
