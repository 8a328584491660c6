package impact

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// coarseFlows are flows of every kind that is parted: by six and four digits, with a quantity and
// without one, with freight, claims and averages, in a season and out of it, of no value, with
// days after the last one known, and some that have no answer or go elsewhere.
func coarseFlows(t *testing.T) *trade.Dataset {
	t.Helper()
	d := &trade.Dataset{}
	for _, row := range [][4]string{
		{"2025-09-10", "IN", "610910", "100000.07"},
		{"2025-09-10", "IN", "6302", "77000.31"},
		{"2025", "IN", "100630", "9000.05"},
		{"2025-09", "CH", "910211", "40000"},
		{"2025-09-10", "MX", "080450", "5000"},
		{"2025-09-10", "DE", "220421", "88000"},
		{"2025-09-10", "MX", "870323", "1000000"},
		{"2025-08", "DE", "732690", "123456.78"},
		{"2025-09-10", "IN", "300490", "500000"},
		{"2026-10", "CN", "850440", "3100"},
		{"2025-09-10", "IN", "100630", "0"},
		{"2025-09-10", "IN", "777777", "5"},
		{"2025-09-10", "IN", "10063090", "700"},
		{"2025-09-10", "IN", "6109100012", "0.005"},
		{"2025-09-10", "IN", "6109", "5"},
	} {
		f := of(t, row[0], trade.Country(row[1]), trade.Product(row[2]), dec(row[3]))
		if row[2] == "6109" {
			f.Destination = "GB"
		}
		require.NoError(t, d.Append(f))
	}
	f := d.Row(2)
	f.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(5), Unit: "t"}
	require.NoError(t, d.Append(f))
	f = d.Row(0)
	f.Basis = "CIF"
	require.NoError(t, d.Append(f))
	f = d.Row(6)
	f.Notes = map[string]string{"claims": "usmca"}
	require.NoError(t, d.Append(f))
	return d
}

// TestCountOfParts: flows that are parted are counted as the report with lines counts them: the
// same flows answered, rejected and averaged for the same reasons, the same values, and duties
// that differ by the cents of more parts alone.
func TestCountOfParts(t *testing.T) {
	table, err := imports.Load()
	require.NoError(t, err)
	scenario, err := us.Scenario("no-ieepa")
	require.NoError(t, err)
	for _, averages := range []bool{false, true} {
		study := func(totals bool, workers int) *Report {
			s := &Study{
				Flows: coarseFlows(t), Book: us.Book(), Imports: table, CIF: decimal.New(105, -2), Workers: workers,
				Scenarios: []*law.Scenario{scenario}, Totals: totals,
			}
			if averages {
				s.Averages, err = us.AverageShares()
				require.NoError(t, err)
			}
			r, err := Run(t.Context(), s)
			require.NoError(t, err)
			for _, c := range r.Checks {
				assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
			}
			return r
		}
		want, got := study(false, 1), study(true, 2)
		near := func(what string, a, b decimal.Decimal, cents int64) {
			assert.True(t, a.Sub(b).Abs().LessThanOrEqual(decimal.New(cents, -2)), "%s: %s and %s", what, a, b)
		}
		answered, rejected, partly := want.Counts()
		answeredToo, rejectedToo, partlyToo := got.Counts()
		assert.Equal(t, []int{answered, rejected, partly, len(want.Skips)},
			[]int{answeredToo, rejectedToo, partlyToo, got.elsewhere()})
		assert.Equal(t, want.Averaged, got.Averaged)
		assert.Equal(t, want.Unknown, got.Unknown)
		assert.Equal(t, []int{want.Converted, want.ByQuantity.Averaged, want.ByQuantity.LeftOut},
			[]int{got.Converted, got.ByQuantity.Averaged, got.ByQuantity.LeftOut})
		near("freight", want.FreightValue, got.FreightValue, 0)
		near("averaged", want.AveragedValue, got.AveragedValue, 0)
		near("unit values", want.ByQuantity.AveragedValue, got.ByQuantity.AveragedValue, 3)
		near("left out", want.ByQuantity.LeftOutValue, got.ByQuantity.LeftOutValue, 3)
		near("rejected", want.RejectedValue, got.RejectedValue, 3)
		near("not known", want.UnknownValue, got.UnknownValue, 3)
		total, totalToo := want.Total(), got.Total()
		near("value", total.Value, totalToo.Value, 3)
		for law := range total.Duty {
			near("duty", total.Duty[law], totalToo.Duty[law], 100)
		}
		assert.Equal(t, []string{reasons(want)}, []string{reasons(got)})
		parted := 0
		for _, n := range got.counted.Parted {
			parted += n
		}
		assert.Equal(t, len(want.Parted), parted)
		assert.Contains(t, strings.Join(got.Caveats(), "\n"), "totals alone keep no rates")
		again := study(true, 3).Total()
		assert.Equal(t, totalToo.Duty[0].String(), again.Duty[0].String(), "on any number of workers")
	}
}

// reasons are the rows that were rejected, each with its codes.
func reasons(r *Report) string {
	codes := map[int]map[string]bool{}
	for _, x := range r.Rejects {
		row := x.Row
		if !r.TotalsOnly() {
			row = r.asked(x.Row)
		}
		if codes[row] == nil {
			codes[row] = map[string]bool{}
		}
		codes[row][x.Code] = true
	}
	var out strings.Builder
	for row := range r.Asked.Len() {
		for _, code := range []string{
			"missing_fact", "basis", "no_value", "out_of_season", "unknown_product",
			"product_too_short",
		} {
			if codes[row][code] {
				out.WriteString(code + " ")
			}
		}
		out.WriteString("| ")
	}
	return out.String()
}
