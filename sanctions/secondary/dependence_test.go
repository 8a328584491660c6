package secondary_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

func TestDependence(t *testing.T) {
	m := trade.NewMonth(2025, 7).Interval()
	imports := func(origin trade.Country, product trade.Product, tonnes int64, via ...trade.Country) secondary.Purchase {
		p := secondary.Purchase{Flow: trade.Flow{Period: m, Origin: origin, Destination: "IN", Product: product}, Via: via}
		if tonnes > 0 {
			p.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(tonnes), Unit: "t"}
		}
		return p
	}
	rule := &secondary.Tariff{
		Name: "test", Target: "RU", Goods: trade.ProductSet{In: []trade.Product{"2709"}},
		ByOrigin: true, Indirect: true,
	}
	got, err := rule.Dependence("IN", []secondary.Purchase{
		imports("RU", "270900", 36), imports("IQ", "270900", 40), imports("RU", "270900", 24, "AE"),
		imports("RU", "2710", 99), imports("SA", "270900", 0),
	}, m, "t")
	require.NoError(t, err)
	assert.Equal(t, "0.36", got.Share.String(), "36 of 36 + 40 + 24")
	assert.Equal(t, 1, got.Without)
	assert.Equal(t, 1, got.Untraced)
	got, err = rule.Dependence("CN", nil, m, "t")
	require.NoError(t, err)
	assert.False(t, got.OK)
}
