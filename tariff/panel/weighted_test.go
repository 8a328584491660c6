package panel

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// movedBook has a line at 10 % whose numbers change on 1 July: .01 is divided into .11 and
// .21, and .31 is given to the goods of .41, its own going to .51. Another line has no
// numbers and a duty by quantity. Measures charge some numbers only.
func movedBook() *law.Book {
	before, after := trade.Interval{To: day("2026-07-01")}, from("2026-07-01")
	return &law.Book{
		Name: "moved", Currency: "USD", KnownFrom: day("2025-01-01"), KnownUntil: day("2026-12-31"),
		Schedule: &law.Schedule{
			KnownUntil: day("2026-12-31"),
			Lines: []law.Line{
				{Code: "94016140", General: "10%", Other: "40%"},
				{Code: "94016160", General: "5¢/kg + 4%", Other: "40%"},
			},
			Numbers: []law.Number{
				{Code: "9401614001", During: before},
				{Code: "9401614011", During: after, TransferredFrom: []trade.Product{"9401614001"}},
				{Code: "9401614021", During: after, TransferredFrom: []trade.Product{"9401614001"}},
				{Code: "9401614031", During: before},
				{Code: "9401614031", During: after, TransferredFrom: []trade.Product{"9401614041"}},
				{Code: "9401614041", During: before},
				{Code: "9401614051", During: after, TransferredFrom: []trade.Product{"9401614031"}},
			},
		},
		Measures: []law.Measure{
			onEveryone("W", law.Section232, named("9401614021", "9401614031"), "30%"),
			onEveryone("R", law.IEEPA, named("9401614051"), "7%"),
		},
	}
}

// Each case is derived from the rates of the book and the way of the goods.
func TestWeighted(t *testing.T) {
	panel, err := New(movedBook(), Options{})
	require.NoError(t, err)
	one := func(product trade.Product) Weights {
		return Weights{
			Traded: trade.Interval{From: day("2024-01-01"), To: day("2025-01-01")},
			Rows:   []Weight{{Partner: "IN", Origin: "IN", Product: product, Value: 1000}},
		}
	}
	for _, c := range []struct {
		name              string
		product           trade.Product
		on, total         string
		moved, byQuantity int64
	}{
		{"as traded", "9401614001", "2026-06-30", "0.1", 0, 0},
		{"divided: 10 % and 40 %", "9401614001", "2026-07-01", "0.25", 1000, 0},
		{"the number before it is other goods", "9401614031", "2026-06-30", "0.4", 0, 0},
		{"its goods went to .51", "9401614031", "2026-07-01", "0.17", 1000, 0},
		{"goods that went to a number in use", "9401614041", "2026-07-01", "0.4", 1000, 0},
		{"a number of no edition: the mean of 10 %, 40 %, 40 % and 17 %", "9401614099", "2026-07-01", "0.2675", 1000, 0},
		{"a number of the first days: the mean of 10 %, 40 % and 10 %", "9401614099", "2025-01-01", "0.2", 1000, 0},
		{"a line without numbers", "9401616000", "2026-07-01", "0.04", 0, 1000},
		{
			"a line that is no more: all of its subheading, 107 % and 4 % of 5", "9401610000", "2026-07-01", "0.222", 1000,
			1000,
		},
	} {
		means, err := panel.Weighted(t.Context(), one(c.product), WeightedBy{}, day(c.on))
		require.NoError(t, err)
		require.Len(t, means, 1)
		m := means[0]
		assert.Equal(t, c.total, m.Total.String(), c.name)
		assert.Equal(t, []int64{1000, 0, c.moved, c.byQuantity}, []int64{m.Value, m.NoRate, m.Moved, m.ByQuantity}, c.name)
	}
}

func TestWeightedMeans(t *testing.T) {
	panel, err := New(movedBook(), Options{})
	require.NoError(t, err)
	w := Weights{Rows: []Weight{
		{Partner: "IN", Origin: "IN", Product: "9401614031", Value: 300}, // 40 %
		{Partner: "CN", Origin: "CN", Product: "9401614001", Value: 100}, // 10 %
		{Partner: "CN", Origin: "CN", Product: "9999950000", Value: 50},  // no such goods in the schedule
		{Partner: "VN", Origin: "VN", Product: "9401614001", Value: 0},
	}}
	means, err := panel.Weighted(t.Context(), w, WeightedBy{Partner: true, Chapter: true}, day("2025-05-01"),
		day("2026-06-01"), day("2025-05-01"))
	require.NoError(t, err)
	require.Equal(t, 0, len(means)%3)
	of := map[string]WeightedMean{}
	for _, m := range means[:len(means)/3] {
		of[m.Partner+"/"+m.Chapter] = m
	}
	assert.Equal(t, "/", means[0].Partner+"/"+means[0].Chapter)
	assert.Equal(t, "0.325", of["/"].Total.String(), "(300 × 40 % + 100 × 10 %) / 400")
	assert.Equal(t, "0.225", of["/"].Additional.String(), "300 × 30 % / 400")
	assert.Equal(t, []AuthorityMean{{law.Section232, of["/"].Additional}}, of["/"].ByAuthority)
	assert.Equal(t, int64(50), of["/"].NoRate)
	assert.Equal(t, int64(50), of["/99"].NoRate)
	assert.Zero(t, of["/99"].Value)
	assert.Equal(t, "0.1", of["CN/"].Total.String())
	assert.Equal(t, "0.4", of["IN/94"].Total.String())
	assert.Equal(t, "0", of["VN/"].Total.String())
	assert.Zero(t, of["VN/"].Value, "no trade, no rate")
	assert.Equal(t, means[:len(means)/3], means[2*len(means)/3:])

	only, err := New(movedBook(), Options{Origins: []trade.Country{"IN"}, Workers: 1})
	require.NoError(t, err)
	means, err = only.Weighted(t.Context(), w, WeightedBy{}, day("2025-05-01"))
	require.NoError(t, err)
	assert.Equal(t, int64(300), means[0].Value, "the origins of the panel")
}

func TestWeightsThatAreRefused(t *testing.T) {
	panel, err := New(movedBook(), Options{})
	require.NoError(t, err)
	for _, w := range []Weight{
		{Origin: "IN", Product: "940161", Value: 1},
		{Origin: "IN", Product: "x", Value: 1},
		{Origin: "??", Product: "9401614001", Value: 1},
		{Origin: "IN", Product: "9401614001", Value: -1},
		{Origin: "IN", Product: "9401614001", Value: maxWeight + 1},
	} {
		_, err := panel.Weighted(t.Context(), Weights{Rows: []Weight{w}}, WeightedBy{}, day("2025-05-01"))
		var refused *WeightError
		require.ErrorAs(t, err, &refused, "%v", w)
	}
	var horizon *tariff.HorizonError
	_, err = panel.Weighted(t.Context(), Weights{}, WeightedBy{}, day("2027-05-01"))
	require.ErrorAs(t, err, &horizon)
}

func day(s string) trade.Date {
	d, err := trade.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func from(s string) trade.Interval { return trade.Interval{From: day(s)} }

func named(codes ...trade.Product) law.Scope { return law.Scope{Codes: trade.ProductSet{In: codes}} }

func onEveryone(heading string, a law.Authority, s law.Scope, duty string) law.Measure {
	return law.Measure{
		Heading: heading, Authority: a, Origins: law.Origins{In: []string{"*"}}, Products: s,
		Terms: []law.Term{{Interval: from("2025-01-01"), State: law.Imposed, Duty: duty}},
	}
}
