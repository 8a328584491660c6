package bulk_test

import (
	"context"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// BenchmarkHotPath compares the ways to assess a million lines of one book, over all
// origins, products and days, and to add the duty up by origin.
func BenchmarkHotPath(b *testing.B) {
	const n = 1_000_000
	batch := usBatch()
	c := answered(batch, skewed(batch, n*3/2, 1), n)
	require.Equal(b, n, c.Len())
	perLine := func(b *testing.B, lines int) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
	}
	run := func(b *testing.B, workers int) *bulk.Totals {
		totals := bulk.NewTotals(bulk.By{Origin: true})
		_, err := bulk.Assess(context.Background(), batch, c,
			bulk.Options{Workers: workers, Totals: []*bulk.Totals{totals}, Rejects: -1})
		require.NoError(b, err)
		return totals
	}
	b.Run("engine", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			run(b, 1)
		}
		perLine(b, n)
	})
	b.Run("engine-parallel", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			run(b, 0)
		}
		perLine(b, n)
	})
	b.Run("scenarios-8", func(b *testing.B) {
		eight := eightScenarios(b)
		own := *c
		assess := func() {
			totals := make([]*bulk.Totals, 8)
			for k := range totals {
				totals[k] = bulk.NewTotals(bulk.By{Origin: true})
			}
			_, err := bulk.Assess(context.Background(), eight, &own, bulk.Options{Workers: 1, Totals: totals, Rejects: -1})
			require.NoError(b, err)
		}
		assess() // the cells are known then, as those of the engine are
		for b.Loop() {
			assess()
		}
		perLine(b, n)
	})
	const few = 20_000
	b.Run("explain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range few {
				_, _ = usEngine().Assess(c.Entry(i))
			}
		}
		perLine(b, few)
	})
	b.Run("shopspring", func(b *testing.B) { straightforward(b, c, n, perLine) })
}

// straightforward is the plain loop: the rates of each product and origin in a map, with
// their days, and decimals throughout.
func straightforward(b *testing.B, c *usColumns, n int, perLine func(*testing.B, int)) {
	type key struct {
		product trade.Product
		origin  trade.Country
	}
	type rates struct {
		from, to trade.Date
		rates    []decimal.Decimal
	}
	// The rates of each authority, as the duty on a million.
	unit := *c
	unit.Value = make([]int64, c.Len())
	for i := range unit.Value {
		unit.Value[i] = 1_000_000_00
	}
	charges := &bulk.Charges{ByAuthority: make([][]int64, len(usBatch().Authorities()))}
	_, err := bulk.Assess(context.Background(), usBatch(), &unit, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(b, err)
	table := map[key][]rates{}
	lines := make([]tariff.Entry, 0, n)
	for i := range n {
		e := c.Entry(i)
		r := rates{from: e.Date, to: e.Date.AddDays(1)}
		for _, column := range charges.ByAuthority {
			if column[i] != 0 {
				r.rates = append(r.rates, decimal.New(column[i], -8))
			}
		}
		k := key{e.Product, e.Origin}
		table[k] = append(table[k], r)
		lines = append(lines, e)
	}
	b.ReportAllocs()
	for b.Loop() {
		sums := map[trade.Country]decimal.Decimal{}
		for i := range lines {
			e := &lines[i]
			for _, r := range table[key{e.Product, e.Origin}] {
				if e.Date.Before(r.from) || !e.Date.Before(r.to) {
					continue
				}
				var total decimal.Decimal
				for _, rate := range r.rates {
					total = total.Add(e.Value.Mul(rate).Round(2))
				}
				sums[e.Origin] = sums[e.Origin].Add(total)
				break
			}
		}
	}
	perLine(b, n)
}

// eightScenarios are the book and seven without one authority, or with another rate.
func eightScenarios(b *testing.B) *bulk.Batch {
	var engines []*tariff.Engine
	for k := range 8 {
		scenario := us.Book().Clone()
		switch authorities := []law.Authority{
			"", "IEEPA", "Section 232", "Section 301", "Section 122", "Section 201",
			"Section 338",
		}; {
		case k < len(authorities):
			scenario.Measures = slices.DeleteFunc(scenario.Measures, func(m law.Measure) bool {
				return m.Authority == authorities[k]
			})
		default:
			scenario.Measures = scenario.Measures[:0]
		}
		e, err := tariff.Compile(scenario)
		require.NoError(b, err)
		engines = append(engines, e)
	}
	batch, err := bulk.NewBatch(engines...)
	require.NoError(b, err)
	return batch
}
