package impact

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// The flows are all of the table once: India's 87.7 bn, and the whole without Slovakia twice.
func TestImportsOf2024(t *testing.T) {
	table, err := imports.Load()
	require.NoError(t, err)
	want := map[string]int64{}
	for row := range table.Rows() {
		want[row.Partner] += row.Value
	}
	sum := func(d *trade.Dataset) decimal.Decimal {
		var s decimal.Decimal
		for _, f := range d.All() {
			s = s.Add(f.Value.Amount)
			assert.Len(t, f.Product, 6)
		}
		return s
	}
	india, err := ImportsOf2024("IN")
	require.NoError(t, err)
	assert.Equal(t, want["IN"], sum(india).IntPart())
	union, err := ImportsOf2024("FR", "EU")
	require.NoError(t, err)
	assert.Equal(t, want["EU"], sum(union).IntPart(), "of a member the whole Union is known")
	all, err := ImportsOf2024()
	require.NoError(t, err)
	var whole int64
	for partner, v := range want {
		if partner != "SK" {
			whole += v
		}
	}
	assert.Equal(t, whole, sum(all).IntPart())
	_, err = ImportsOf2024("JO")
	var wrong *Error
	assert.ErrorAs(t, err, &wrong)
	assert.Equal(t, "bad_study", wrong.Code)
}
