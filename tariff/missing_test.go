package tariff_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// The needs of an entry are enough to answer it: of a duty by weight, of one on parts of the
// goods, and where a total of 15 percent waits for the base duty. The metal in an article is no
// need of a duty.
func TestNeedsOfAnEntry(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	on := trade.NewDate(2025, 9, 1)
	for _, c := range []struct {
		product trade.Product
		origin  trade.Country
		needs   int
	}{{"10063090", "IN", 1}, {"2204215040", "DE", 1}, {"91051930", "CN", 3}} {
		e := tariff.Entry{Date: on, Origin: c.origin, Product: c.product, Value: decimal.NewFromInt(10_000)}
		var missing *tariff.MissingFacts
		_, err := engine.Assess(e)
		require.ErrorAs(t, err, &missing)
		needs, all := missing.Needs()
		require.True(t, all, "%s", c.product)
		require.Len(t, needs, c.needs, "%s", c.product)
		for _, n := range needs {
			switch n.Kind {
			case duty.NeedQuantity:
				e.Quantities = append(e.Quantities, trade.Quantity{Amount: decimal.NewFromInt(10), Unit: n.Unit})
			case duty.NeedPartValue:
				e.Parts = append(e.Parts, duty.Part{Name: n.Name, Value: &decimal.Decimal{}})
			}
		}
		_, err = engine.Assess(e)
		assert.NoError(t, err, "%s", c.product)
	}
	var missing *tariff.MissingFacts
	_, err = engine.Assess(tariff.Entry{Date: on, Origin: "IN", Product: "3004909244", Value: decimal.NewFromInt(10_000)})
	require.ErrorAs(t, err, &missing)
	_, all := missing.Needs()
	assert.False(t, all)
}
