package source

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// A running sum is that of decimals, with as many decimals.
func TestRunning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum running
		want := decimal.Decimal{}
		assert.True(t, sum.empty())
		for range rapid.IntRange(1, 40).Draw(t, "amounts") {
			d := decimal.New(rapid.Int64().Draw(t, "n"), rapid.Int32Range(-9, 12).Draw(t, "exponent"))
			if rapid.Bool().Draw(t, "large") {
				d = decimal.New(999_999_999_999_999_999, d.Exponent())
			}
			sum.add(d)
			want = want.Add(d)
			assert.False(t, sum.empty())
		}
		assert.Equal(t, want.String(), sum.value().String())
		assert.Equal(t, want.Exponent(), sum.value().Exponent())
	})
	var sum running
	for range 20 { // past 64 bits
		sum.add(decimal.New(999_999_999_999_999_999, -2))
	}
	assert.Equal(t, "199999999999999999.8", sum.value().String())
	d := decimal.New(1234567, -2)
	assert.Zero(t, testing.AllocsPerRun(100, func() { sum.add(d) }))
}
