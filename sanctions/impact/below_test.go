package impact

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// seatBook has two lines of seats, one at 10 % and one at 20 %, and two of a chapter that
// no trade has, at 4 % and at 5 cents a kilogram; a duty by a number that only one origin pays.
func seatBook() *law.Book {
	return &law.Book{
		Name: "seats", Importer: "US", Currency: "USD",
		KnownFrom: trade.NewDate(2025, 1, 1), KnownUntil: trade.NewDate(2025, 12, 31),
		Schedule: &law.Schedule{
			KnownUntil: trade.NewDate(2025, 12, 31),
			Lines: []law.Line{
				{Code: "77010000", General: "4%", Other: "40%"},
				{Code: "77020000", General: "5¢/kg", Other: "40%", Units: []string{"kg"}},
				{Code: "94016140", General: "10%", Other: "40%"},
				{Code: "94016160", General: "20%", Other: "40%"},
			},
		},
	}
}

func dollars(text string) *trade.Money {
	return &trade.Money{Amount: decimal.RequireFromString(text), Currency: "USD"}
}

func seats(t *testing.T, flows ...trade.Flow) *Study {
	table, err := imports.Load()
	require.NoError(t, err)
	d := &trade.Dataset{}
	for _, f := range flows {
		f.Destination, f.Period = "US", trade.Interval{From: trade.NewDate(2025, 5, 1), To: trade.NewDate(2025, 6, 1)}
		require.NoError(t, d.Append(f))
	}
	return &Study{Flows: d, Book: seatBook(), Imports: table}
}

func answered(t *testing.T, s *Study) *Report {
	r, err := Run(t.Context(), s)
	require.NoError(t, err)
	for _, c := range r.Checks {
		assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
	}
	return r
}

// The parts are those of the table, added up here again.
func TestParted(t *testing.T) {
	table, err := imports.Load()
	require.NoError(t, err)
	of := func(code trade.Product, partner string) decimal.Decimal {
		sum := int64(0)
		for _, row := range table.Below(code) {
			if row.Partner == partner || partner == "" && row.Partner != "SK" {
				sum += row.Value
			}
		}
		return decimal.NewFromInt(sum)
	}
	r := answered(t, seats(t,
		trade.Flow{Origin: "VN", Product: "940161", Value: dollars("1000000")},
		trade.Flow{Origin: "JO", Product: "9401", Value: dollars("1000000")}, // no trade of its own
		trade.Flow{Origin: "FR", Product: "940161", Value: dollars("1000000")},
		trade.Flow{Origin: "VN", Product: "94016140", Value: dollars("1000")},
		trade.Flow{Origin: "VN", Product: "7701", Value: dollars("1000.01")}, // nothing of it in 2024
	))
	require.Len(t, r.Parted, 4)
	for i, partner := range []string{"VN", "", "EU"} {
		p := r.Parted[i]
		low, high := of("94016140", partner), of("94016160", partner)
		require.True(t, low.IsPositive() && high.IsPositive())
		// 10 % on one part and 20 % on the other.
		expected := decimal.NewFromInt(1_000_000).Mul(low.Add(high).Add(high)).DivRound(
			low.Add(high).Mul(decimal.NewFromInt(10)), 2)
		assert.True(t, p.Duty[0].Sub(expected).Abs().LessThanOrEqual(decimal.New(1, -2)), "%s: %s, not %s", partner,
			p.Duty[0], expected)
		assert.Equal(t, "1000000", p.Value.String())
		assert.Equal(t, "0.1", p.Spread[0].Lowest.String())
		assert.Equal(t, trade.Product("9401614000"), p.Spread[0].Cheapest)
		assert.Equal(t, "0.2", p.Spread[0].Highest.String())
		assert.Equal(t, 2, p.Numbers)
	}
	assert.Equal(t, byPartner, r.Parted[0].Weights)
	assert.Equal(t, byAll, r.Parted[1].Weights)
	assert.Equal(t, inEqual, r.Parted[3].Weights)
	assert.Equal(t, "40", r.Parted[3].Duty[0].String())
	answered, rejected, partly := r.Counts()
	assert.Equal(t, []int{5, 0, 0}, []int{answered, rejected, partly}, "flows, and not parts")
	assert.Equal(t, 5, r.Asked.Len())
	assert.Contains(t, r.Caveats()[0], "2 flows are parted among the numbers below by "+byPartner)
}

// A part without an answer is rejected with its value; the weighted rate is that of the rest,
// and there is none where nothing is answered. A quantity of the row answers a duty by
// quantity: half of 1,000 kg at 5 cents, and 4 % of half.
func TestPartsWithoutAnAnswer(t *testing.T) {
	r := answered(t,
		seats(t, trade.Flow{Origin: "VN", Product: "77", Value: dollars("1000")},
			trade.Flow{Origin: "VN", Product: "7702", Value: dollars("10")}))
	assert.Equal(t, "510", r.RejectedValue.String())
	assert.Equal(t, "20", r.Parted[0].Duty[0].String())
	assert.Equal(t, "500", r.Parted[0].Value.String())
	assert.Equal(t, 1, r.Parted[0].Spread[0].Unanswered)
	_, ok := r.Parted[1].Rate(0)
	assert.False(t, ok, "no rate, which is not 0")
	answeredFlows, rejected, partly := r.Counts()
	assert.Equal(t, []int{1, 1, 1}, []int{answeredFlows, rejected, partly})

	r = answered(t,
		seats(t, trade.Flow{
			Origin: "VN", Product: "77", Value: dollars("1000"),
			Quantity: &trade.Quantity{Amount: decimal.NewFromInt(1000), Unit: "kg"},
		}))
	assert.Equal(t, "45", r.Parted[0].Duty[0].String())
	assert.Equal(t, []string{"0.04", "0.05"},
		[]string{r.Parted[0].Spread[0].Lowest.String(), r.Parted[0].Spread[0].Highest.String()})
}

// Without weights nothing is parted; those of the United States part nothing of others.
func TestPartedOnRequest(t *testing.T) {
	s := seats(t, trade.Flow{Origin: "VN", Product: "940161", Value: dollars("1000")})
	s.Imports = nil
	r := answered(t, s)
	require.Len(t, r.Rejects, 1)
	assert.Equal(t, "product_too_short", r.Rejects[0].Code)
	assert.Empty(t, r.Parted)

	s = seats(t, trade.Flow{Origin: "VN", Product: "940161", Value: dollars("1000")})
	s.Book.Importer = "CA"
	_, err := Run(t.Context(), s)
	var study *Error
	require.ErrorAs(t, err, &study)
	assert.Equal(t, "bad_study", study.Code)
}

// Freight is taken out of values by the factor that is stated, and is in the account.
func TestFreight(t *testing.T) {
	s := seats(t,
		trade.Flow{Origin: "VN", Product: "94016140", Value: dollars("1050"), Basis: trade.CIF},
		trade.Flow{Origin: "VN", Product: "9401614000", Value: dollars("100"), Basis: trade.FOB},
		trade.Flow{Origin: "VN", Product: "7702", Value: dollars("210"), Basis: trade.CIF},
	)
	s.CIF = decimal.RequireFromString("1.05")
	r := answered(t, s)
	total := r.Total()
	assert.Equal(t, "110", total.Duty[0].String(), "10 % of 1,000 and of 100")
	assert.Equal(t, "60", r.FreightValue.String())
	assert.Equal(t, 2, r.Converted)
	assert.Equal(t, "200", r.RejectedValue.String(), "the quantity is not stated")
	for _, wrong := range []string{"0.9", "2.1", "-1"} {
		s.CIF = decimal.RequireFromString(wrong)
		_, err := Run(t.Context(), s)
		var study *Error
		assert.True(t, errors.As(err, &study), wrong)
		assert.Equal(t, "bad_study", study.Code)
	}
}

// Averages: of T-shirts of Mexico two fifths enter under the USMCA and owe nothing; the rest
// owes 16.5 % and the 25 % of the border order. What a row claims is left as it is.
func TestAverages(t *testing.T) {
	flow := trade.Flow{
		Origin: "MX", Destination: "US", Product: "6109100012", Value: dollars("10000"),
		Period: trade.Interval{From: trade.NewDate(2025, 9, 1), To: trade.NewDate(2025, 9, 2)},
	}
	d := &trade.Dataset{}
	require.NoError(t, d.Append(flow))
	flow.Notes = map[string]string{"claims": "usmca"}
	require.NoError(t, d.Append(flow))
	metal := flow
	metal.Origin, metal.Product, metal.Notes = "VN", "8302416045", nil
	require.NoError(t, d.Append(metal))
	shares := &panel.Shares{
		Name:  "of this test",
		USMCA: map[trade.Country]map[trade.Product]panel.Share{"MX": {"61091000": panel.Whole * 2 / 5}},
		Metal: map[trade.Product][3]panel.Share{"8302416045": {panel.Whole / 2}},
	}
	r := answered(t, &Study{Flows: d, Book: us.Book(), Averages: shares})
	total := r.Total()
	// Hardware of Vietnam: 3.9 %, 50 % on the half that is steel and 20 % on the rest: 3,890.
	assert.Equal(t, "6380", total.Duty[0].String(), "6,000 × 41.5 %, nothing, and 3,890")
	assert.Equal(t, 2, r.Averaged)
	assert.Equal(t, "20000", r.AveragedValue.String())
	answered, rejected, _ := r.Counts()
	assert.Equal(t, []int{3, 0}, []int{answered, rejected})
}

// Indian codes have the first six digits of the schedule and end in digits that it never had.
func TestCodesOfAnotherTariff(t *testing.T) {
	flows := []trade.Flow{
		{Origin: "IN", Product: "94016190", Value: dollars("1000")},
		{Origin: "IN", Product: "77010090", Value: dollars("500")},
		{Origin: "IN", Product: "94016140", Value: dollars("1")},
	}
	r := answered(t, seats(t, flows...))
	require.Len(t, r.Rejects, 2)
	text := r.foreignText()
	require.Len(t, text, 1)
	assert.Contains(t, text[0], "2 of 3 flows by 8 digits or more, USD 1,500.00")
	assert.Contains(t, text[0], "9401.61.90 in row 1")
	assert.Contains(t, r.Caveats(), text[0])
	assert.Empty(t, answered(t, seats(t, flows[1:]...)).foreignText(), "one may be a slip")
	other := trade.Flow{Origin: "IN", Product: "88888888", Value: dollars("1")}
	assert.Empty(t, answered(t, seats(t, other, other)).foreignText(), "nothing of the schedule has these digits")
}
