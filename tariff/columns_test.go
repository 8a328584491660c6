package tariff_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

var usBatch = sync.OnceValue(func() *tariff.Batch {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		panic(err)
	}
	b, err := tariff.NewBatch(engine)
	if err != nil {
		panic(err)
	}
	return b
})

var usEngine = sync.OnceValue(func() *tariff.Engine {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		panic(err)
	}
	return engine
})

type usColumns = tariff.Columns[uint32, uint16, uint16]

// skewed makes lines over all products, origins and days of the book, few of them with
// most of the trade, as trade is.
func skewed(b *tariff.Batch, n int, seed uint64) *usColumns {
	random := rand.New(rand.NewPCG(seed, 7))
	c := &usColumns{Products: b.Products(), Origins: trade.Countries(), Scale: 2}
	for d := us.KnownFrom(); !d.After(us.KnownUntil()); d = d.AddDays(1) {
		c.Dates = append(c.Dates, d)
	}
	productRank, originRank := random.Perm(len(c.Products)), random.Perm(len(c.Origins))
	products, origins := rand.NewZipf(random, 1.1, 40, uint64(len(c.Products)-1)), rand.NewZipf(random, 1.2, 4, uint64(len(c.Origins)-1))
	for range n {
		c.Product = append(c.Product, uint32(productRank[products.Uint64()]))
		c.Origin = append(c.Origin, uint16(originRank[origins.Uint64()]))
		c.Date = append(c.Date, uint16(random.IntN(len(c.Dates))))
		c.Value = append(c.Value, 1+random.Int64N(100_000_00))
	}
	return c
}

// TestColumnsAgainstAssess: columns owe what the explained entries owe, row by row.
func TestColumnsAgainstAssess(t *testing.T) {
	b := usBatch()
	n := 30_000
	c := skewed(b, n, 1)
	random := rand.New(rand.NewPCG(3, 4))
	c.Units = []trade.Unit{"kg", "No.", "doz.", "liters"}
	for i := range n {
		c.Unit = append(c.Unit, uint8(random.IntN(5)))
		if c.Unit[i] == 4 {
			c.Unit[i] = tariff.NoUnit
		}
		c.Quantity = append(c.Quantity, random.Int64N(1_000_000))
		if i%3 == 0 { // all over the book, not only where trade is
			c.Product[i], c.Origin[i] = uint32(random.IntN(len(c.Products))), uint16(random.IntN(len(c.Origins)))
		}
	}
	charges := &tariff.Charges{ByAuthority: make([][]int64, len(b.Authorities()))}
	totals := tariff.NewTotals(tariff.By{})
	result, err := tariff.AssessColumns(context.Background(), b, c, tariff.ColumnOptions{Charges: []*tariff.Charges{charges}, Totals: []*tariff.Totals{totals}})
	require.NoError(t, err)
	answered := 0
	var base, additional decimal.Decimal
	for i := range n {
		want := usEngine().Charge(c.Entry(i))
		require.Equal(t, want.Err != nil, charges.Rejected[i], "%+v: %v", c.Entry(i), want.Err)
		if want.Err != nil {
			continue
		}
		answered++
		require.True(t, want.Base.Equal(decimal.New(charges.Base[i], -2)), "%+v: base %s, columns %d", c.Entry(i), want.Base, charges.Base[i])
		require.True(t, want.Additional.Equal(decimal.New(charges.Additional[i], -2)), "%+v: additional %s, columns %d", c.Entry(i), want.Additional, charges.Additional[i])
		base, additional = base.Add(want.Base), additional.Add(want.Additional)
	}
	require.Greater(t, answered, n/4)
	require.Equal(t, n-answered, result.Rejected)
	rows := totals.Rows()
	require.Len(t, rows, 1)
	require.True(t, rows[0].Base.Equal(base) && rows[0].Additional.Equal(additional))
	t.Logf("%d of %d answered, %d the slow way", answered, n, result.Slow)
}

// BenchmarkHotPath compares the ways to assess a million lines of one book.
func BenchmarkHotPath(b *testing.B) {
	const n = 1_000_000
	batch := usBatch()
	c := skewed(batch, n, 1)
	run := func(b *testing.B, workers int) {
		b.ReportAllocs()
		for b.Loop() {
			totals := tariff.NewTotals(tariff.By{Origin: true})
			_, err := tariff.AssessColumns(context.Background(), batch, c, tariff.ColumnOptions{Workers: workers, Totals: []*tariff.Totals{totals}, Rejects: -1})
			require.NoError(b, err)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/line")
	}
	run(b, 2) // the cells of the lines are known then
	b.Run("engine", func(b *testing.B) { run(b, 1) })
	b.Run("engine-parallel", func(b *testing.B) { run(b, 0) })
	_ = exact.Cent
}
