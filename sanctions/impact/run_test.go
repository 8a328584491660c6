package impact

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// flow is a row of a test: period, origin, destination, product, value, and perhaps
// quantity and unit, basis, claims as name=value.
func flow(t testing.TB, text string) trade.Flow {
	fields := strings.Split(text, ",")
	for len(fields) < 9 {
		fields = append(fields, "")
	}
	from, err := trade.ParseDate(fields[0])
	require.NoError(t, err)
	f := trade.Flow{
		Period: trade.Interval{From: from, To: from.AddDays(1)},
		Origin: trade.Country(fields[1]), Destination: trade.Country(fields[2]), Product: trade.Product(fields[3]),
		Basis: trade.PriceBasis(fields[7]),
	}
	if fields[4] != "" {
		f.Value = &trade.Money{Amount: dec(fields[4]), Currency: "USD"}
	}
	if fields[5] != "" {
		f.Quantity = &trade.Quantity{Amount: dec(fields[5]), Unit: trade.Unit(fields[6])}
	}
	if fields[8] != "" {
		f.Notes = map[string]string{"claims": fields[8]}
	}
	return f
}

func flows(t testing.TB, rows ...string) *trade.Dataset {
	var d trade.Dataset
	for _, row := range rows {
		require.NoError(t, d.Append(flow(t, row)))
	}
	return &d
}

// some are flows of many kinds: shares of the value, duties by weight, both, a top-up,
// contents, exemptions, ties at half a cent, and rows that have no answer.
var some = []string{
	"2025-09-01,IN,US,6109100012,10000",
	"2025-09-01,IN,US,6109100012,0.01",
	"2025-09-01,IN,US,6109100012,33.30",
	"2025-08-01,IN,US,6109100012,1234567.89",
	"2025-09-01,CN,US,7326908688,14172,,,,metal_share=1",
	"2025-09-01,CN,US,7326908688,14172,,,,metal_share=0.4",
	"2025-09-01,JP,US,8703230190,30000",
	"2025-09-01,DE,US,6109100012,777.77",
	"2025-09-01,DE,US,0406904100,5000,1234.5,kg",
	"2025-09-01,IN,US,0902101015,2500.50",
	"2025-09-01,CH,US,0402101000,9999.99,1000.25,kg",
	"2025-09-01,MX,US,6109100012,1000,,,,usmca",
	"2025-09-01,IN,US,7108121013,123456789012.34",
	"2025-09-01,IN,US,3004909201,1000",
	"2025-09-01,IN,US,9999999999,1",       // no such product
	"2025-09-01,IN,US,6109100012,",        // no value
	"2025-09-01,IN,US,6109100012,5,,,CIF", // with freight
	"2025-09-01,IN,GB,6109100012,5",       // elsewhere
	"2025-09-01,CH,US,0402101000,9999.99", // the weight is not stated
	"2027-09-01,IN,US,6109100012,5",       // later than anything known
	"2025-09-01,IN,US,6109100012,5,,,,nonsense",
}

func noIEEPA() *law.Scenario {
	return &law.Scenario{
		Name: "IEEPA falls", Description: "the duties under the emergency powers are void from the beginning",
		Edits: []law.Edit{{Op: "drop_authority", Authority: law.IEEPA}},
	}
}

func study(t testing.TB) *Study {
	return &Study{
		Name: "A test of everything", Flows: flows(t, some...), Book: us.Book(), Scenarios: []*law.Scenario{noIEEPA()},
		Inputs:      []Input{{File: "flows.csv", SHA256: strings.Repeat("ab", 32), Range: "A1:G22", Read: 21, Accepted: 21}},
		Assumptions: []Assumption{{"pass-through", "0.8", "share", "the user"}, {"mood", "good", "", "the user"}},
	}
}

func run(t testing.TB, s *Study) *Report {
	r, err := Run(context.Background(), s)
	require.NoError(t, err)
	return r
}

func TestRun(t *testing.T) {
	r := run(t, study(t))
	require.Equal(t, len(some), len(r.Lines)+len(r.Rejects)+len(r.Skips))
	var got []string
	for _, reject := range r.Rejects {
		got = append(got, reject.Code)
		assert.NotEmpty(t, reject.Reason)
	}
	for _, line := range r.Lines {
		for law, answer := range line.Answers {
			sum := decimal.Decimal{}
			for _, c := range answer.Charges {
				sum = sum.Add(c.Duty)
				assert.Equal(t, law, r.Layers[c.Layer].Law)
			}
			assert.True(t, sum.Equal(answer.Duty))
		}
	}
	assert.Equal(t, []string{"unknown_product", "no_value", "basis", "missing_fact", "horizon", "unknown_claim"}, got)
	require.Len(t, r.Skips, 1)
	assert.Equal(t, "the goods go to GB, not to US", r.Skips[0].Reason)
	// 16.5 % of the schedule and twice 25 % on goods of India; the schedule alone
	// without the emergency powers.
	assert.Equal(t, "6650", r.Lines[0].Answers[0].Duty.String())
	assert.Equal(t, "1650", r.Lines[0].Answers[1].Duty.String())
	// The entry of a published summary: 2.9 %, 25 % and 50 % of 14,172 under
	// the laws that stand without the emergency powers.
	assert.Equal(t, "11039.99", r.Lines[4].Answers[1].Duty.String())
	// A cent: each of the three duties is rounded to the cent by itself.
	assert.Equal(t, "0", r.Lines[1].Answers[0].Duty.String())
	for _, c := range r.Checks {
		assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
	}
	assert.Equal(t, "10015.99", r.RejectedValue.String(), "1 + 5 + 9,999.99 + 5 + 5")
}

// The order of the rows, the workers and who is asked first change nothing.
func TestSameReport(t *testing.T) {
	want := run(t, study(t))
	s := study(t)
	s.Workers = 7
	assert.Equal(t, want.Lines, run(t, s).Lines)
	assert.Equal(t, want.Layers, run(t, s).Layers)
}

func TestStudyErrors(t *testing.T) {
	for want, change := range map[string]func(*Study){
		"no flows":       func(s *Study) { s.Flows = nil },
		"no book":        func(s *Study) { s.Book = nil },
		"are in EUR":     func(s *Study) { s.Flows.Currency = "EUR" },
		"does not exist": func(s *Study) { s.Within = dayCount },
		"is nil":         func(s *Study) { s.Scenarios[0] = nil },
		"two scenarios":  func(s *Study) { s.Scenarios = append(s.Scenarios, noIEEPA()) },
	} {
		s := study(t)
		change(s)
		_, err := Run(context.Background(), s)
		var e *Error
		require.True(t, errors.As(err, &e), "%v", err)
		assert.Equal(t, "bad_study", e.Code)
		assert.ErrorContains(t, err, want)
	}
	s := study(t)
	s.Scenarios[0].Edits[0].Authority = "no such law"
	_, err := Run(context.Background(), s)
	var bad *law.ScenarioError
	require.True(t, errors.As(err, &bad), "%v", err)

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Run(ctx, study(t))
	require.ErrorIs(t, err, context.Canceled)
}

func TestDayOfAPeriod(t *testing.T) {
	august := trade.Interval{From: trade.NewDate(2025, 8, 1), To: trade.NewDate(2025, 9, 1)}
	for day, want := range map[Day]string{FirstDay: "2025-08-01", MiddleDay: "2025-08-16", LastDay: "2025-08-31"} {
		assert.Equal(t, want, day.of(august).From.String())
		assert.Equal(t, 1, day.of(august).To.Sub(day.of(august).From))
		one := trade.Interval{From: trade.NewDate(2025, 8, 27), To: trade.NewDate(2025, 8, 28)}
		assert.Equal(t, one, day.of(one))
	}
}

func TestPeriodKey(t *testing.T) {
	day := func(s string) trade.Date {
		d, err := trade.ParseDate(s)
		require.NoError(t, err)
		return d
	}
	for _, c := range [][3]string{
		{"2025-01-01", "2026-01-01", "2025"},
		{"2025-08-01", "2025-09-01", "2025-M08"},
		{"2025-08-27", "2025-08-28", "2025-M08"},
		{"2025-08-27", "2025-09-02", "2025-08-27 to 2025-09-01"},
	} {
		assert.Equal(t, c[2], periodKey(trade.Interval{From: day(c[0]), To: day(c[1])}))
	}
	assert.Equal(t, "no period", periodKey(trade.Interval{}))
}

func TestLiveIsRefused(t *testing.T) {
	s := study(t)
	s.Options.Rounding = exact.CFR1593
	_, err := run(t, s).Workbook(Live)
	var e *Error
	require.True(t, errors.As(err, &e))
	assert.Equal(t, "live", e.Code)
	r := run(t, study(t))
	r.Lines = make([]Line, maxLive)
	require.True(t, errors.As(r.CanBeLive(), &e))
	assert.Equal(t, "live", e.Code)
}
