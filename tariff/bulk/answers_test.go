package bulk_test

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestEveryEngineSaysWhatItRejects: a scenario that bars goods does not answer their rows.
// It says how many, which, why, and of what value, though the first engine answers all.
func TestEveryEngineSaysWhatItRejects(t *testing.T) {
	ban := &law.Scenario{Name: "no steel of India", Edits: []law.Edit{{Op: "add_measure", Measure: &law.Measure{
		Heading: "ban", Authority: "test", Title: "no steel", Citation: "this test",
		Origins: law.Origins{In: []string{"IN"}}, Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"7208"}}},
		Terms: []law.Term{{State: law.Prohibited}},
	}}}}
	book, err := ban.Apply(us.Book())
	require.NoError(t, err)
	barred, err := tariff.Compile(book)
	require.NoError(t, err)
	b, err := bulk.NewBatch(usEngine(), barred)
	require.NoError(t, err)
	c := &usColumns{
		Products: []trade.Product{"6109100012", "72083900"}, Origins: []trade.Country{"IN", "JP"},
		Dates:   []trade.Date{trade.NewDate(2025, 9, 1)},
		Product: []uint32{0, 1, 1, 1}, Origin: []uint16{0, 0, 1, 0}, Date: make([]uint16, 4),
		Value: []int64{100_00, 200_00, 400_00, 0}, Scale: 2,
		Entries: map[int]tariff.Entry{3: {
			Product: "72083900", Origin: "IN", Date: trade.NewDate(2025, 9, 1),
			Value: decimal.New(800_0001, -4),
		}},
	}
	totals := []*bulk.Totals{bulk.NewTotals(bulk.By{}), bulk.NewTotals(bulk.By{})}
	result, err := bulk.Assess(context.Background(), b, c, bulk.Options{Totals: totals})
	require.NoError(t, err)
	require.Zero(t, result.Rejected)
	require.Equal(t, []bulk.EngineRejects{{}, {Rejected: 2, Rejects: []int{1, 3}}}, result.Engines)
	require.NoError(t, b.Why(c.Entry(1)))
	var prohibited *tariff.ProhibitedError
	require.ErrorAs(t, b.WhyUnder(1, c.Entry(1)), &prohibited)
	var columns *bulk.Error
	require.ErrorAs(t, b.WhyUnder(2, c.Entry(1)), &columns)

	all, some := totals[0].Rows()[0], totals[1].Rows()[0]
	require.Equal(t, int64(4), all.Lines)
	require.Equal(t, int64(2), some.Lines)
	require.Equal(t, int64(2), some.Rejected)
	require.Equal(t, "1000.0001", some.RejectedValue.String())
	require.True(t, all.Value.Equal(some.Value.Add(some.RejectedValue)), "the parts are the whole")
}

// TestWhyOfGoodRows: there is no reason where nothing is wrong.
func TestWhyOfGoodRows(t *testing.T) {
	good := tariff.Entry{
		Product: "6109100012", Origin: "IN", Date: trade.NewDate(2025, 9, 1),
		Value: decimal.NewFromInt(10_000),
	}
	require.NoError(t, usBatch().Why(good))
	good.Product = "0000"
	require.Error(t, usBatch().Why(good))
}

// TestColumnOptionsRefused: options that would lose amounts, or count them twice, are
// refused and not filled in part.
func TestColumnOptionsRefused(t *testing.T) {
	c := &usColumns{
		Products: []trade.Product{"6109100012"}, Origins: []trade.Country{"IN"},
		Dates:   []trade.Date{trade.NewDate(2025, 9, 1)},
		Product: []uint32{0}, Origin: []uint16{0}, Date: []uint16{0}, Value: []int64{100_00}, Scale: 2,
	}
	two, err := bulk.NewBatch(usEngine(), usEngine())
	require.NoError(t, err)
	totals, charges := bulk.NewTotals(bulk.By{}), &bulk.Charges{}
	for name, try := range map[string]func() error{
		"digits": func() error {
			_, err := bulk.Assess(context.Background(), usBatch(), c,
				bulk.Options{Totals: []*bulk.Totals{bulk.NewTotals(bulk.By{Digits: 11})}})
			return err
		},
		"digits below 0": func() error { return bulk.By{Digits: -1}.Check() },
		"digits merged": func() error {
			return bulk.NewTotals(bulk.By{Digits: 11}).Merge(bulk.NewTotals(bulk.By{Digits: 11}))
		},
		"no totals": func() error {
			_, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Totals: []*bulk.Totals{nil}})
			return err
		},
		"totals twice": func() error {
			_, err := bulk.Assess(context.Background(), two, c, bulk.Options{Totals: []*bulk.Totals{totals, totals}})
			return err
		},
		"charges twice": func() error {
			_, err := bulk.Assess(context.Background(), two, c, bulk.Options{Charges: []*bulk.Charges{charges, charges}})
			return err
		},
		"authorities without a column": func() error {
			few := &bulk.Charges{ByAuthority: make([][]int64, 2)}
			_, err := bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Charges: []*bulk.Charges{few}})
			return err
		},
		"no batch": func() error {
			_, err := bulk.Assess(context.Background(), nil, c, bulk.Options{})
			return err
		},
		"a batch of nothing": func() error {
			_, err := bulk.Assess(context.Background(), &bulk.Batch{}, c, bulk.Options{})
			return err
		},
	} {
		var columns *bulk.Error
		require.ErrorAs(t, try(), &columns, name)
	}
	require.NoError(t, bulk.By{Digits: 10}.Check())
	var zero bulk.Totals
	_, err = bulk.Assess(context.Background(), usBatch(), c, bulk.Options{Totals: []*bulk.Totals{&zero}})
	require.NoError(t, err)
	require.Len(t, zero.Rows(), 1)
}
