package bulk_test

import (
	"context"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

var usBatch = sync.OnceValue(func() *bulk.Batch {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		panic(err)
	}
	b, err := bulk.NewBatch(engine)
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

type usColumns = bulk.Columns[uint32, uint16, uint16]

// skewed makes lines over all products, origins and days of the book, few of them with
// most of the trade, as trade is.
func skewed(b *bulk.Batch, n int, seed uint64) *usColumns {
	random := rand.New(rand.NewPCG(seed, 7))
	c := &usColumns{Products: b.Products(), Origins: trade.Countries(), Scale: 2}
	for d := us.KnownFrom(); !d.After(us.KnownUntil()); d = d.AddDays(1) {
		c.Dates = append(c.Dates, d)
	}
	productRank, originRank := random.Perm(len(c.Products)), random.Perm(len(c.Origins))
	products, origins := rand.NewZipf(random, 1.1, 40, uint64(len(c.Products)-1)),
		rand.NewZipf(random, 1.2, 4, uint64(len(c.Origins)-1))
	for range n {
		c.Product = append(c.Product, uint32(productRank[products.Uint64()]))
		c.Origin = append(c.Origin, uint16(originRank[origins.Uint64()]))
		c.Date = append(c.Date, uint16(random.IntN(len(c.Dates))))
		c.Value = append(c.Value, 1+random.Int64N(100_000_00))
	}
	return c
}

// TestColumnsAgainstAssess: columns owe what the explained entries owe, row by row. With
// TRADESHOCK_LONG in the environment, as in .ci/run, it compares a million rows.
func TestColumnsAgainstAssess(t *testing.T) {
	b := usBatch()
	n := 30_000
	if os.Getenv("TRADESHOCK_LONG") != "" {
		n = 1_000_000
	}
	c := skewed(b, n, 1)
	random := rand.New(rand.NewPCG(3, 4))
	c.Units = []trade.Unit{"kg", "No.", "doz.", "liters"}
	for i := range n {
		c.Unit = append(c.Unit, uint8(random.IntN(5)))
		if c.Unit[i] == 4 {
			c.Unit[i] = bulk.NoUnit
		}
		c.Quantity = append(c.Quantity, random.Int64N(1_000_000))
		if i%3 == 0 { // all over the book, not only where trade is
			c.Product[i], c.Origin[i] = uint32(random.IntN(len(c.Products))), uint16(random.IntN(len(c.Origins)))
		}
	}
	charges := &bulk.Charges{ByAuthority: make([][]int64, len(b.Authorities()))}
	totals := bulk.NewTotals(bulk.By{})
	result, err := bulk.Assess(context.Background(), b, c,
		bulk.Options{Charges: []*bulk.Charges{charges}, Totals: []*bulk.Totals{totals}})
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
		require.True(t, want.Base.Equal(decimal.New(charges.Base[i], -2)), "%+v: base %s, columns %d", c.Entry(i), want.Base,
			charges.Base[i])
		require.True(t, want.Additional.Equal(decimal.New(charges.Additional[i], -2)), "%+v: additional %s, columns %d",
			c.Entry(i), want.Additional, charges.Additional[i])
		base, additional = base.Add(want.Base), additional.Add(want.Additional)
	}
	require.Greater(t, answered, n/4)
	require.Equal(t, n-answered, result.Rejected)
	rows := totals.Rows()
	require.Len(t, rows, 1)
	require.True(t, rows[0].Base.Equal(base) && rows[0].Additional.Equal(additional))
	t.Logf("%d of %d answered, %d the slow way", answered, n, result.Slow)
}

// judged is what the rates that Assess explains come to in big.Rat, in cents: each duty
// rounded half up by itself.
func judged(t *testing.T, a *tariff.Assessment, value *big.Rat) (base, additional *big.Int) {
	t.Helper()
	base, additional = new(big.Int), new(big.Int)
	for _, l := range a.Applied() {
		rate := new(big.Rat)
		switch {
		case strings.HasPrefix(l.Reason, "tops the base duty up"), strings.HasPrefix(l.Reason, "the base duty is already"):
			rate.Sub(l.Rate.Rat(), a.Lines[0].Rate.Rat())
			if rate.Sign() < 0 {
				rate.SetInt64(0)
			}
		default:
			rate = l.Rate.Rat()
		}
		cents := new(big.Rat).Mul(value, rate)
		cents.Mul(cents, big.NewRat(100, 1)).Add(cents, big.NewRat(1, 2))
		amount := new(big.Int).Quo(cents.Num(), cents.Denom())
		if l.Authority == law.Column1 || l.Authority == law.Column2 {
			base.Add(base, amount)
		} else {
			additional.Add(additional, amount)
		}
	}
	return base, additional
}

// TestColumnsAgainstRat: columns agree with rational numbers on values at the edges of the
// lanes, on the first and the last day of every stretch in which nothing changes. With
// TRADESHOCK_LONG in the environment it compares a million rows, with values of every size
// and all origins.
func TestColumnsAgainstRat(t *testing.T) {
	b := usBatch()
	// 2^63-1 over 16 times a million is the last value of the fast lane.
	edge := int64((1<<63 - 1 - 500_000) / 16_000_000)
	values := []int64{1, 2, 49, 50, 51, 99, 100, 33_333, edge - 1, edge, edge + 1, 2 * edge, 99_999_999_999_999_999}
	c := &usColumns{
		Products: b.Products(), Origins: []trade.Country{"IN", "CN", "DE", "JP", "RU", "BR", "CA", "CH"},
		Scale: 2,
	}
	perDay, long := 60, os.Getenv("TRADESHOCK_LONG") != ""
	if long {
		c.Origins = b.Origins()
	}
	seen := map[trade.Date]bool{}
	for d := us.KnownFrom(); !d.After(us.KnownUntil()); d = d.AddDays(1) {
		if d == us.KnownFrom() || d == us.KnownUntil() || changesOn(d) || changesOn(d.AddDays(1)) {
			if !seen[d] {
				seen[d] = true
				c.Dates = append(c.Dates, d)
			}
		}
	}
	random := rand.New(rand.NewPCG(8, 9))
	const each = 3 // values of a product, which one explanation serves
	if long {
		perDay = 1 + 1_000_000/each/len(c.Dates)
	}
	for d := range c.Dates {
		for range perDay {
			product, origin := uint32(random.IntN(len(c.Products))), uint16(random.IntN(len(c.Origins)))
			for k := range each {
				c.Product, c.Origin, c.Date = append(c.Product, product), append(c.Origin, origin), append(c.Date, uint16(d))
				value := values[random.IntN(len(values))]
				if long && k == 0 {
					value = 1 + random.Int64()>>(8+random.IntN(50))
				}
				c.Value = append(c.Value, min(value, 99_999_999_999_999_999))
			}
		}
	}
	charges := &bulk.Charges{}
	result, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	var cents, dollars big.Int
	compared, beyond := 0, 0
	var a *tariff.Assessment
	for i := range c.Product {
		if i%each == 0 {
			a, err = usEngine().Assess(c.Entry(i))
		}
		require.Equal(t, err != nil, charges.Rejected[i], "%+v: %v", c.Entry(i), err)
		if err != nil || slices.ContainsFunc(a.Applied(), func(l tariff.AssessedLine) bool { return l.Rate == nil }) {
			continue
		}
		base, additional := judged(t, a, big.NewRat(c.Value[i], 100))
		require.Equal(t, base.String(), strconv.FormatInt(charges.Base[i], 10), "%+v", c.Entry(i))
		require.Equal(t, additional.String(), strconv.FormatInt(charges.Additional[i], 10), "%+v", c.Entry(i))
		compared++
		if c.Value[i] > edge {
			beyond++
		}
	}
	require.GreaterOrEqual(t, result.Slow, beyond, "values beyond the fast lane are counted")
	for i := range c.Product {
		cents.Add(&cents, big.NewInt(charges.Base[i])).Add(&cents, big.NewInt(charges.Additional[i]))
		if !charges.Rejected[i] {
			dollars.Add(&dollars, big.NewInt(c.Value[i]))
		}
	}
	sums := bulk.NewTotals(bulk.By{}) // the rapid way
	_, err = bulk.Assess(context.Background(), b, c, bulk.Options{Totals: []*bulk.Totals{sums}})
	require.NoError(t, err)
	sum := sums.Rows()[0]
	require.True(t, decimal.NewFromBigInt(&cents, -2).Equal(sum.Base.Add(sum.Additional)), "%s and %s cents",
		sum.Base.Add(sum.Additional), &cents)
	require.True(t, decimal.NewFromBigInt(&dollars, -2).Equal(sum.Value))
	require.Greater(t, compared, 5000)
	require.Greater(t, beyond, 1000, "values beyond the fast lane must be among them")
}

// TestMoreOutcomesThanACell: outcomes that a cell cannot tell apart go the slow way, to the
// same cent. A mask of 63 lets 62 of them in.
func TestMoreOutcomesThanACell(t *testing.T) {
	c := skewed(usBatch(), 5_000, 6)
	run := func(b *bulk.Batch) (bulk.Result, []bulk.Total) {
		totals := bulk.NewTotals(bulk.By{Origin: true})
		own := *c
		result, err := bulk.Assess(context.Background(), b, &own, bulk.Options{Totals: []*bulk.Totals{totals}})
		require.NoError(t, err)
		return result, totals.Rows()
	}
	few, err := bulk.NewBatch(usEngine())
	require.NoError(t, err)
	few.FewOutcomes(63)
	usual, want := run(usBatch())
	result, got := run(few)
	require.Equal(t, want, got)
	require.Equal(t, usual.Rejected, result.Rejected)
	require.Greater(t, result.Slow, usual.Slow+1000)
}

// changesOn reports whether a duty of the book may change on the day.
var changesOn = func() func(trade.Date) bool {
	days := sync.OnceValue(func() map[trade.Date]bool {
		out := map[trade.Date]bool{}
		for _, e := range us.Book().Events(us.KnownFrom(), us.KnownUntil()) {
			out[e.On] = true
		}
		return out
	})
	return func(d trade.Date) bool { return days()[d] }
}()

// TestScenarios: many books at once owe what each owes alone.
func TestScenarios(t *testing.T) {
	book := us.Book()
	var engines []*tariff.Engine
	for _, authority := range []law.Authority{"", "IEEPA", "Section 232", "Section 301"} {
		scenario := book.Clone()
		scenario.Measures = slices.DeleteFunc(scenario.Measures, func(m law.Measure) bool { return m.Authority == authority })
		e, err := tariff.Compile(scenario)
		require.NoError(t, err)
		engines = append(engines, e)
	}
	all, err := bulk.NewBatch(engines...)
	require.NoError(t, err)
	c := skewed(all, 20_000, 3)
	charges := make([]*bulk.Charges, len(engines))
	totals := make([]*bulk.Totals, len(engines))
	for k := range engines {
		charges[k], totals[k] = &bulk.Charges{}, bulk.NewTotals(bulk.By{Origin: true, Authority: true})
	}
	_, err = bulk.Assess(context.Background(), all, c, bulk.Options{Charges: charges, Totals: totals})
	require.NoError(t, err)
	for k, e := range engines {
		for i := 0; i < c.Len(); i += 7 {
			want := e.Charge(c.Entry(i))
			require.Equal(t, want.Err != nil, charges[k].Rejected[i], "%d %+v: %v", k, c.Entry(i), want.Err)
			require.True(t, want.Base.Equal(decimal.New(charges[k].Base[i], -2)))
			require.True(t, want.Additional.Equal(decimal.New(charges[k].Additional[i], -2)))
		}
	}
	sums := make([]*bulk.Totals, len(engines))
	for k := range sums {
		sums[k] = bulk.NewTotals(bulk.By{})
	}
	_, err = bulk.Assess(context.Background(), all, c, bulk.Options{Totals: sums})
	require.NoError(t, err)
	for k := range sums {
		var cents int64
		for i := range c.Product {
			cents += charges[k].Base[i] + charges[k].Additional[i]
		}
		sum := sums[k].Rows()[0]
		require.True(t, decimal.New(cents, -2).Equal(sum.Base.Add(sum.Additional)), "scenario %d", k)
	}
	for _, row := range totals[1].Rows() {
		require.NotEqual(t, law.Authority("IEEPA"), row.Authority)
	}
}

// TestColumnsPolicies: every policy but exact, and values with other decimals.
func TestColumnsPolicies(t *testing.T) {
	for _, policy := range []exact.Policy{exact.CentHalfEven, exact.Truncate, exact.CFR1593} {
		engine, err := tariff.CompileWith(us.Book(), tariff.Options{Rounding: policy})
		require.NoError(t, err)
		b, err := bulk.NewBatch(engine)
		require.NoError(t, err)
		for _, scale := range []uint8{0, 2, 4} {
			c := skewed(b, 2000, 4)
			c.Scale = scale
			charges := &bulk.Charges{}
			_, err = bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
			require.NoError(t, err)
			for i := range c.Product {
				want := engine.Charge(c.Entry(i))
				require.Equal(t, want.Err != nil, charges.Rejected[i])
				require.True(t, want.Total.Equal(decimal.New(charges.Base[i]+charges.Additional[i], -2)), "%s at scale %d: %+v: %s",
					policy, scale, c.Entry(i), want.Total)
			}
		}
	}
	engine, err := tariff.CompileWith(us.Book(), tariff.Options{Rounding: exact.Exact})
	require.NoError(t, err)
	b, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	_, err = bulk.Assess(context.Background(), b, skewed(b, 1, 1), bulk.Options{})
	var columns *bulk.Error
	require.ErrorAs(t, err, &columns)
}

// TestColumnsOfAnyWidth: codes out of the dictionaries are rejected rows, and columns that
// do not fit together an error.
func TestColumnsOfAnyWidth(t *testing.T) {
	c := &bulk.Columns[int32, uint8, uint8]{
		Products: []trade.Product{"6109.10.00.12"}, Origins: []trade.Country{"India"},
		Dates:   []trade.Date{trade.NewDate(2025, 9, 1)},
		Product: []int32{0, 1, -1, 0, 0}, Origin: []uint8{0, 0, 0, 9, 0}, Date: []uint8{0, 0, 0, 0, 0},
		Value: []int64{1_000_000, 1, 1, 1, -5}, Scale: 2,
	}
	totals := bulk.NewTotals(bulk.By{Origin: true, Digits: 2, Month: true})
	result, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Totals: []*bulk.Totals{totals}})
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3, 4}, result.Rejects)
	rows := totals.Rows()
	require.Len(t, rows, 2)
	require.Equal(t, bulk.Key{Origin: "India", Product: "61", Month: "2025-09"}, rows[1].Key)
	require.Equal(t, "6650", rows[1].Base.Add(rows[1].Additional).String())
	require.EqualValues(t, 3, rows[0].Rejected)
	c.Value = c.Value[1:]
	_, err = bulk.Assess(context.Background(), usBatch(), c, bulk.Options{})
	var columns *bulk.Error
	require.ErrorAs(t, err, &columns)
}

// TestColumnsAllocateNothing: a row costs no memory.
func TestColumnsAllocateNothing(t *testing.T) {
	c := skewed(usBatch(), 100_000, 5)
	// Lines of a season go the slow way, entry by entry; here they are shirts.
	shirts, schedule := slices.Index(c.Products, "6109100012"), us.Book().Schedule
	for i, p := range c.Product {
		if len(schedule.SeasonsOf(c.Products[p][:8])) > 0 {
			c.Product[i] = c.Product[shirts]
		}
	}
	half := &usColumns{
		Products: c.Products, Origins: c.Origins, Dates: c.Dates, Scale: 2, Product: c.Product[:50_000],
		Origin: c.Origin[:50_000], Date: c.Date[:50_000], Value: c.Value[:50_000],
	}
	measure := func(c *usColumns) float64 {
		return testing.AllocsPerRun(3, func() {
			_, _ = bulk.Assess(context.Background(), usBatch(), c,
				bulk.Options{Workers: 1, Totals: []*bulk.Totals{bulk.NewTotals(bulk.By{Origin: true})}, Rejects: -1})
		})
	}
	few, many := measure(half), measure(c)
	require.Less(t, many-few, 1000.0, "50,000 rows more")
}

// answered keeps the lines that have an answer.
func answered(b *bulk.Batch, c *usColumns, n int) *usColumns {
	charges := &bulk.Charges{}
	if _, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}}); err != nil {
		panic(err)
	}
	out := &usColumns{Products: c.Products, Origins: c.Origins, Dates: c.Dates, Scale: c.Scale}
	for i := range c.Product {
		if !charges.Rejected[i] && out.Len() < n {
			out.Product, out.Origin = append(out.Product, c.Product[i]), append(out.Origin, c.Origin[i])
			out.Date, out.Value = append(out.Date, c.Date[i]), append(out.Value, c.Value[i])
		}
	}
	return out
}
