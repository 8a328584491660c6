package bulk_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestLinesOfNumbersWithClaims: a line of eight digits below which a list names numbers owes
// with claims what Charge says of it, where its numbers owe the same and where they do not.
func TestLinesOfNumbersWithClaims(t *testing.T) {
	c, rows := linesOfNumbers(t, 6_000)
	charges := &bulk.Charges{}
	_, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	answered, owe := 0, 0
	for i := range rows {
		want := usEngine().Charge(c.Entry(i))
		require.Equal(t, want.Err != nil, charges.Rejected[i], "%+v: %v", c.Entry(i), want.Err)
		if want.Err == nil {
			answered++
			base, additional := decimal.New(charges.Base[i], -2), decimal.New(charges.Additional[i], -2)
			require.True(t, want.Base.Equal(base), "%+v: base %s, %s", c.Entry(i), want.Base, base)
			require.True(t, want.Additional.Equal(additional), "%+v: additional %s, %s", c.Entry(i), want.Additional, additional)
			if want.Additional.IsPositive() {
				owe++
			}
		}
	}
	require.Greater(t, owe, rows/20)
	require.Less(t, answered, rows)
}

// linesOfNumbers are rows with claims of lines of eight digits below which lists name numbers.
func linesOfNumbers(t testing.TB, rows int) (*usColumns, int) {
	parents := map[trade.Product]bool{}
	for _, l := range us.Book().Lists {
		for _, e := range l.Entries {
			if len(e.Code) == 10 {
				parents[e.Code[:8]] = true
			}
		}
	}
	var products []trade.Product
	for _, p := range usBatch().Products() {
		if parents[p] {
			products = append(products, p)
		}
	}
	require.Greater(t, len(products), 50)
	random := rand.New(rand.NewPCG(8, 10))
	c := &usColumns{Products: products, Origins: []trade.Country{"CN", "CA", "MX", "JP", "DE", "KR", "VN", "RU"}, Scale: 2}
	for d := us.KnownFrom(); !d.After(us.KnownUntil()); d = d.AddDays(9) {
		c.Dates = append(c.Dates, d)
	}
	for _, text := range []string{
		"us_content=0.25", "metal_share=0.4", "steel_share=0.3", "loaded=2025-04-04", "heading=9903.01.34",
		"heading=9903.88.69",
		"spi=KR", "usmca", "copper_share=1",
	} {
		var claims tariff.Claims
		require.NoError(t, claims.Add(text))
		c.Claims = append(c.Claims, claims)
	}
	for range rows {
		c.Product, c.Origin = append(c.Product, uint32(random.IntN(len(products)))),
			append(c.Origin, uint16(random.IntN(len(c.Origins))))
		c.Date, c.Value = append(c.Date, uint16(random.IntN(len(c.Dates)))), append(c.Value, random.Int64N(100_000_00))
		c.Claim = append(c.Claim, uint32(random.IntN(1+len(c.Claims))))
	}
	return c, rows
}

// BenchmarkLinesOfNumbers: rows with claims of lines below which lists name numbers.
func BenchmarkLinesOfNumbers(b *testing.B) {
	c, rows := linesOfNumbers(b, 20_000)
	for b.Loop() {
		_, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Workers: 1, Rejects: -1})
		require.NoError(b, err)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/line")
}
