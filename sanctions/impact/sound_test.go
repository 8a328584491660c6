package impact

import (
	"context"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
)

// monthly are flows of whole months: origin and month, "IN 2025-03".
func monthly(t *testing.T, rows ...string) *Report {
	s := study(t)
	s.Flows = &trade.Dataset{}
	for _, row := range rows {
		fields := strings.Fields(row)
		f := flow(t, fields[1]+"-01,"+fields[0]+",US,6109100012,1000")
		year, month, _ := f.Period.From.Parts()
		f.Period.To = trade.NewDate(year, month+1, 1)
		if month == 12 {
			f.Period.To = trade.NewDate(year+1, 1, 1)
		}
		require.NoError(t, s.Flows.Append(f))
	}
	return run(t, s)
}

func TestHoles(t *testing.T) {
	assert.Empty(t, monthly(t, "IN 2025-05", "IN 2025-06", "CN 2025-05", "CN 2025-06").Holes())
	holes := monthly(t, "IN 2025-07", "IN 2025-05", "IN 2025-12", "CN 2025-05", "CN 2025-06", "CN 2025-07").Holes()
	require.Len(t, holes, 2)
	assert.Equal(t, Hole{"", trade.Interval{From: trade.NewDate(2025, 8, 1), To: trade.NewDate(2025, 12, 1)}}, holes[0])
	assert.Equal(t, Hole{"IN", trade.Interval{From: trade.NewDate(2025, 6, 1), To: trade.NewDate(2025, 7, 1)}}, holes[1])
	r := monthly(t, "IN 2025-05", "IN 2025-07")
	assert.Contains(t, strings.Join(r.Caveats(), " "), "no flow in 2025-06-01")
	half := threat.Range{Low: dec("0.5"), Central: dec("0.5"), High: dec("0.5")}
	_, err := r.Judgement(1, &threat.Threat{Probability: half}, decimal.Decimal{}, 0, 0)
	var wrong *Error
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, "unsound_flows", wrong.Code)
	assert.Contains(t, err.Error(), "the period has holes")
	// Shipments by the day have days without one.
	s := study(t)
	s.Flows = flows(t, "2025-09-01,IN,US,6109100012,1", "2025-09-20,IN,US,6109100012,1")
	assert.Empty(t, run(t, s).Holes())
}

// A period within another one hides no hole behind it.
func TestGaps(t *testing.T) {
	day := trade.NewDate
	got := gaps([]trade.Interval{
		{From: day(2025, 2, 1), To: day(2025, 3, 1)},
		{From: day(2025, 1, 1), To: day(2026, 1, 1)},
		{From: day(2026, 2, 1), To: day(2026, 3, 1)},
	})
	assert.Equal(t, []trade.Interval{{From: day(2026, 1, 1), To: day(2026, 2, 1)}}, got)
}

// Values with freight beside values without are told, and no model adds them up.
func TestMixedBases(t *testing.T) {
	s := study(t)
	s.Flows = flows(t, "2025-09-01,IN,US,6109100012,105,,,CIF", "2025-09-01,IN,US,6109100012,100,,,FOB",
		"2025-09-01,IN,US,6109100012,100")
	r := run(t, s)
	assert.Contains(t, strings.Join(r.Caveats(), " "),
		"mixed bases: 1 row CIF with freight; 1 row no basis stated, 1 row FOB without")
	_, err := r.Behaviour(context.Background(), 1, BehaviourOptions{})
	var wrong *Error
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, "unsound_flows", wrong.Code)
	assert.Contains(t, err.Error(), "-cif-factor")
	s.CIF = dec("1.05")
	r = run(t, s)
	assert.NotContains(t, strings.Join(r.Caveats(), " "), "mixed")
	_, err = r.Behaviour(context.Background(), 1, BehaviourOptions{})
	assert.NoError(t, err)
}

// Totals alone keep no line, and no layer takes that for trade that does not change.
func TestNoLayersOfTotals(t *testing.T) {
	s := study(t)
	s.Flows = flows(t, "2025-09-01,IN,US,6109100012,100")
	s.Totals = true
	r := run(t, s)
	_, err := r.Behaviour(context.Background(), 1, BehaviourOptions{})
	var wrong *Error
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, "unsound_flows", wrong.Code)
	_, err = r.Judgement(1, &threat.Threat{}, decimal.Decimal{}, 0, 0)
	assert.ErrorAs(t, err, &wrong)
	assert.Equal(t, "unsound_flows", wrong.Code)
}
