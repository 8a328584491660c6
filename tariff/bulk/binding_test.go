package bulk_test

import (
	"context"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade"
)

// againstAssess assesses columns and compares every row with the engine.
func againstAssess(t *testing.T, c *usColumns) {
	t.Helper()
	charges, totals := &bulk.Charges{}, bulk.NewTotals(bulk.By{})
	result, err := bulk.Assess(context.Background(), usBatch(), c,
		bulk.Options{Workers: 1, Charges: []*bulk.Charges{charges}, Totals: []*bulk.Totals{totals}})
	require.NoError(t, err)
	rejected, sum := 0, decimal.Decimal{}
	for i := range c.Len() {
		want := usEngine().Charge(c.Entry(i))
		require.Equal(t, want.Err != nil, charges.Rejected[i], "row %d: %v: %v", i, c.Entry(i), want.Err)
		if want.Err != nil {
			rejected++
			continue
		}
		require.Equal(t, want.Base.StringFixed(2), decimal.New(charges.Base[i], -2).StringFixed(2), "row %d: %v", i,
			c.Entry(i))
		require.Equal(t, want.Additional.StringFixed(2), decimal.New(charges.Additional[i], -2).StringFixed(2), "row %d: %v",
			i, c.Entry(i))
		sum = sum.Add(want.Total)
	}
	require.Equal(t, rejected, result.Rejected)
	// The rapid way, which asks for sums alone, knows the same dictionaries.
	quick := bulk.NewTotals(bulk.By{})
	_, err = bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Workers: 1, Totals: []*bulk.Totals{quick}})
	require.NoError(t, err)
	require.Equal(t, totals.Rows(), quick.Rows())
	var got decimal.Decimal
	for _, row := range quick.Rows() {
		got = got.Add(row.Base).Add(row.Additional)
	}
	require.Equal(t, sum.StringFixed(2), got.StringFixed(2))
}

// TestAnotherDictionary: columns are filled again for every batch of rows, each with
// dictionaries of its own: others of the same length, shorter ones, none, and one that
// was changed in place.
func TestAnotherDictionary(t *testing.T) {
	c := &usColumns{
		Products: []trade.Product{"6109100012", "8517130000"}, Origins: []trade.Country{"IN", "DE"},
		Dates:   []trade.Date{trade.NewDate(2025, 9, 1), trade.NewDate(2025, 1, 2)},
		Product: []uint32{0, 1}, Origin: []uint16{0, 1}, Date: []uint16{0, 1}, Value: []int64{10_000_00, 10_000_00}, Scale: 2,
	}
	againstAssess(t, c)
	c.Products = []trade.Product{"8517130000", "6109100012"} // the same length
	againstAssess(t, c)
	c.Origins, c.Dates = []trade.Country{"CN", "IN"}, []trade.Date{trade.NewDate(2026, 3, 1), trade.NewDate(2025, 4, 12)}
	againstAssess(t, c)
	c.Products[0], c.Origins[1], c.Dates[0] = "6403996075", "VN", trade.NewDate(2025, 5, 1) // in place
	againstAssess(t, c)
	c.Products, c.Origins, c.Dates = c.Products[:1], c.Origins[:1], c.Dates[:1] // shorter: row 1 has no meaning now
	againstAssess(t, c)
	c.Products, c.Origins, c.Dates = nil, nil, nil
	againstAssess(t, c)
}

// TestColumnsShared: one Columns, one Totals and one Batch are used by many goroutines at
// a time, and the sums are those of one after another. The race step of the gate runs it.
func TestColumnsShared(t *testing.T) {
	c := skewed(usBatch(), 3_000, 11)
	shared, alone := bulk.NewTotals(bulk.By{Origin: true}), bulk.NewTotals(bulk.By{Origin: true})
	const times = 4
	var wg sync.WaitGroup
	for range times {
		wg.Go(func() {
			_, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Workers: 2, Totals: []*bulk.Totals{shared}})
			assert.NoError(t, err)
			_ = shared.Rows()
		})
	}
	wg.Wait()
	for range times {
		_, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Workers: 1, Totals: []*bulk.Totals{alone}})
		require.NoError(t, err)
	}
	require.Equal(t, alone.Rows(), shared.Rows())
}

// FuzzDictionaries drives one Columns through dictionaries that change between calls, and
// compares every row with the engine. Each three bytes are a step: what becomes of a
// dictionary, and which code it takes in; after every step all rows are assessed.
func FuzzDictionaries(f *testing.F) {
	f.Add([]byte{0, 1, 2, 1, 7, 0, 2, 3, 4, 5, 0, 9})
	f.Add([]byte{3, 0, 0, 0, 0, 0, 4, 9, 9, 1, 200, 3})
	f.Fuzz(func(t *testing.T, steps []byte) {
		products := []trade.Product{
			"6109100012", "8517130000", "6403996075", "72083900", "27090010", "4202.21.60.00",
			"0000000000", "9403200050", "22042150",
		}
		origins := []trade.Country{"IN", "CN", "DE", "India", "XX", "CA", "RU", "MX", "VN"}
		c := &usColumns{Scale: 2}
		for i := range 8 {
			c.Product, c.Origin, c.Date = append(c.Product, uint32(i)), append(c.Origin, uint16(i/2)),
				append(c.Date, uint16(i%3))
			c.Value = append(c.Value, int64(i)*1_234_56)
		}
		for n := 0; len(steps) >= 3 && n < 16; n, steps = n+1, steps[3:] {
			what, at, code := steps[0]%7, int(steps[1]), int(steps[2])
			product, origin := products[code%len(products)], origins[code%len(origins)]
			day := trade.NewDate(2025, 1, 1).AddDays(code * 3)
			switch what {
			case 0: // grow
				c.Products, c.Origins, c.Dates = append(c.Products, product), append(c.Origins, origin), append(c.Dates, day)
			case 1: // change in place
				if k := len(c.Products); k > 0 {
					c.Products[at%k] = product
				}
			case 2:
				if k := len(c.Origins); k > 0 {
					c.Origins[at%k] = origin
				}
			case 3:
				if k := len(c.Dates); k > 0 {
					c.Dates[at%k] = day
				}
			case 4: // others
				c.Products, c.Origins, c.Dates = []trade.Product{product}, []trade.Country{origin, "CN"}, []trade.Date{day}
			case 5: // shorter
				c.Products, c.Origins = c.Products[:len(c.Products)/2], c.Origins[:len(c.Origins)/2]
			case 6: // another order
				for i, j := 0, len(c.Products)-1; i < j; i, j = i+1, j-1 {
					c.Products[i], c.Products[j] = c.Products[j], c.Products[i]
				}
			}
			againstAssess(t, c)
		}
	})
}
