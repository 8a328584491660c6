package impact

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// of is a flow of a period into the United States.
func of(t testing.TB, period string, origin trade.Country, product trade.Product, value decimal.Decimal) trade.Flow {
	days, err := trade.ParsePeriod(period)
	require.NoError(t, err)
	return trade.Flow{
		Period: days, Origin: origin, Destination: "US", Product: product,
		Value: &trade.Money{Amount: value, Currency: "USD"},
	}
}

func dataset(t testing.TB, all ...trade.Flow) *trade.Dataset {
	var d trade.Dataset
	for _, f := range all {
		require.NoError(t, d.Append(f))
	}
	return &d
}

// T-shirts of India and telephones of China, 12 million each in 2025. India: 16.5 % on all
// days; 10 % on 123 days, 26 % on 9 April, 25 % on 147 and again on 127 days. China: 10 %
// on 28 days from 4 February, 20 % on 251 from 4 March, 10 % on 52 from 10 November;
// telephones are exempt from the reciprocal duty from its first day.
func TestAYearByItsDays(t *testing.T) {
	million := decimal.NewFromInt(12_000_000)
	s := study(t)
	s.Flows = dataset(t, of(t, "2025", "IN", "6109100012", million), of(t, "2025", "CN", "8517130000", million))
	r := run(t, s)
	total := r.Total()
	assert.Equal(t, "6558410.96", total.Duty[0].String(),
		"1,980,000 + 404,383.56 + 8,547.95 + 1,208,219.18 + 1,043,835.62 + 1,913,424.65")
	assert.Equal(t, "1980000", total.Duty[1].String())
	assert.Equal(t, "24000000", total.Value.String())
	b := r.Bounds(0)
	assert.Equal(t, "1980000", b.First.String(), "on 1 January the schedule alone")
	assert.Equal(t, "9180000", b.Last.String(), "on 31 December 66.5 % and 10 %")
	assert.Equal(t, "10380000", b.Highest.String(), "from 27 August 66.5 %, and from 4 March to 9 November 20 %")
	require.Len(t, r.Lines[0].Answers[0].Changes, 5)
	for _, c := range r.Checks {
		assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
	}

	// The same goods day by day: a rounding to the cent for each duty of each day.
	var days []trade.Flow
	for on := trade.NewDate(2025, 1, 1); on.Before(trade.NewDate(2026, 1, 1)); on = on.AddDays(1) {
		days = append(days, of(t, on.String(), "IN", "6109100012", dec("32876.712329")),
			of(t, on.String(), "CN", "8517130000", dec("32876.712329")))
	}
	s.Flows = dataset(t, days...)
	daily := run(t, s).Total()
	off := daily.Duty[0].Sub(total.Duty[0]).Abs()
	assert.True(t, off.LessThan(decimal.NewFromInt(10)), "off by %s", off)

	// Who knows better says so.
	s = study(t)
	s.Flows, s.Within = dataset(t, of(t, "2025", "IN", "6109100012", million)), LastDay
	last := run(t, s).Total()
	assert.Equal(t, "7980000", last.Duty[0].String())
}

// A period that goes on after the last day known is answered for the days known. What
// nothing is known of is in no total, and is said with its value.
func TestAPeriodPartlyNotKnown(t *testing.T) {
	until := us.Book().KnownUntil
	f := of(t, "2025", "IN", "6109100012", dec("3000.01"))
	f.Period = trade.Interval{From: until.AddDays(-9), To: until.AddDays(21)} // 10 of 30 days
	s := study(t)
	s.Inputs = nil
	s.Flows = dataset(t, f, of(t, "2025-09-01", "IN", "6109100012", dec("100")))
	r := run(t, s)
	require.Len(t, r.Lines, 2)
	assert.Equal(t, []trade.Interval{{From: until.AddDays(1), To: until.AddDays(21)}}, r.Lines[0].Unknown)
	assert.Equal(t, 1, r.Unknown)
	assert.Equal(t, "2000.01", r.UnknownValue.String(), "3,000.01 − 1,000.00")
	assert.Equal(t, "1100", r.Total().Value.String())
	adds(t, r)
	assert.Zero(t, r.Held)
	assert.Contains(t, r.Caveats()[0], "2,000.01")
	bytesOf(t, workbook(t, r, Live))

	s.Options.Hold = true
	r = run(t, s)
	assert.Equal(t, 1, r.Held)
	assert.Equal(t, "3000.01", r.HeldValue.String())
	assert.True(t, r.UnknownValue.IsZero())
	adds(t, r)
	assert.Contains(t, r.Caveats()[0], "Held: 1 flow, USD 3,000.01")
}

// adds checks that every row and every dollar of the input is in one part of the account,
// and that the checks say so.
func adds(t *testing.T, r *Report) {
	parts := r.Account()
	require.Equal(t, Read, parts[0].What)
	rows, value := 0, decimal.Decimal{}
	for _, a := range parts[1:] {
		rows += a.Rows
		value = value.Add(a.Value)
	}
	assert.Equal(t, parts[0].Rows, rows)
	assert.True(t, parts[0].Value.Equal(value), "%s and %s", parts[0].Value, value)
	for _, c := range r.Checks {
		assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
	}
}

// Rows and dollars of a file with rows unread and left out add up; a sum that does not
// fails a check.
func TestTheAccountAddsUp(t *testing.T) {
	s := study(t)
	values := &InputValues{Read: dec("1000"), Rejected: dec("70"), Skipped: dec("30")}
	s.Inputs = []Input{{
		File: "flows.csv", Read: 24, Accepted: 21, Rejected: 2, Skipped: 1, Values: values,
		Unread: []Unread{{"E7", "not-a-number", "about 70", "state a number"}},
	}}
	r := run(t, s)
	values.Accepted = r.flowsValue()
	values.Read = values.Accepted.Add(dec("100"))
	r = run(t, s)
	adds(t, r)
	w := workbook(t, r, Live)
	assert.Equal(t, "Unread", w.Sheets[len(w.Sheets)-1].Name)
	values.Read = values.Read.Add(dec("1"))
	wrong := 0
	for _, c := range run(t, s).Checks {
		if !c.OK() {
			wrong++
			assert.Contains(t, c.Name, "value of the files")
		}
	}
	assert.Equal(t, 1, wrong)
}

// The report calls rows by their numbers in the person's own sheet.
func TestRowsOfTheOwnSheet(t *testing.T) {
	s := study(t)
	s.Rows = make([]int, s.Flows.Len())
	for i := range s.Rows {
		s.Rows[i] = 100 + i
	}
	w := workbook(t, run(t, s), Values)
	cells := cells(t, bytesOf(t, w))
	require.NotNil(t, cells["5!A2"].Value)
	assert.Equal(t, "100", *cells["5!A2"].Value)
	s.Rows = s.Rows[1:]
	_, err := Run(t.Context(), s)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "bad_study", e.Code)
}

// Periods in formulas: what LibreOffice calculates is what the engine has.
func TestFormulasOfPeriods(t *testing.T) {
	until := us.Book().KnownUntil
	s := study(t)
	beyond := of(t, "2025", "DE", "6109100012", dec("700.07"))
	beyond.Period = trade.Interval{From: until.AddDays(-40), To: until.AddDays(13)}
	metal := of(t, "2025-09", "DE", "7326908688", dec("98765.43"))
	metal.Notes = map[string]string{"claims": "metal_share=0.37"}
	tonnes := of(t, "2025", "CH", "0402101000", dec("9999.99"))
	tonnes.Quantity = &trade.Quantity{Amount: dec("1.25"), Unit: "t"}
	s.Flows = dataset(t,
		of(t, "2025", "IN", "6109100012", dec("12345.67")), of(t, "2025-08", "IN", "6109100012", dec("0.07")),
		of(t, "2025", "JP", "8471300100", dec("55555.55")), of(t, "2026", "IN", "6109100012", dec("1000")), beyond, metal,
		tonnes)
	r := run(t, s)
	require.Empty(t, r.Rejects)
	assert.Greater(t, agree(t, r), 200)
}
