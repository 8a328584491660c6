package tariff_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
)

// TestRowsWithClaims: rows with claims owe in columns what Charge says of the entry, to the
// cent, and are rejected where it has no answer.
func TestRowsWithClaims(t *testing.T) {
	b := usBatch()
	texts := []string{
		"us_content=0.25", "us_content=0.123456789", "metal_share=0.4", "steel_share=0.3", "aluminum_share=0.333333333",
		"copper_share=1", "loaded=2025-04-04", "loaded=2025-08-06", "heading=9903.01.34", "heading=9903.88.69",
		"heading=9903.01.26", "usmca", "spi=KR", "heading=9903.99.99", "steel_share=0.0000000000001",
	}
	c := skewed(b, 6_000, 11)
	c.Aside = map[int]tariff.Entry{}
	random := rand.New(rand.NewPCG(2, 9))
	for i := range c.Len() {
		e := c.Entry(i)
		for range 1 + random.IntN(2) {
			_ = e.Claims.Add(texts[random.IntN(len(texts))])
		}
		if i%97 == 0 {
			e.Value = decimal.New(c.Value[i]*1000+1, -5) // of more decimals than cents
		}
		c.Aside[i], c.Value[i] = e, 0
	}
	charges := &tariff.Charges{}
	_, err := tariff.AssessColumns(context.Background(), b, c, tariff.ColumnOptions{Charges: []*tariff.Charges{charges}})
	require.NoError(t, err)
	answered := 0
	for i := range c.Len() {
		want := usEngine().Charge(c.Entry(i))
		require.Equal(t, want.Err != nil, charges.Rejected[i], "%+v: %v", c.Entry(i), want.Err)
		if want.Err == nil {
			answered++
			require.True(t, want.Base.Equal(decimal.New(charges.Base[i], -2)), "%+v: base %s, %d", c.Entry(i), want.Base, charges.Base[i])
			require.True(t, want.Additional.Equal(decimal.New(charges.Additional[i], -2)), "%+v: additional %s, %d", c.Entry(i), want.Additional, charges.Additional[i])
		}
	}
	require.Greater(t, answered, c.Len()/4)
	require.Less(t, answered, c.Len())
}
