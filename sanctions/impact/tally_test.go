package impact

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// counted is a study of flows whose duties follow in every way there is, beside flows without an
// answer, flows that go elsewhere, a code that ends within its period, and days not known.
func counted(t *testing.T, days bool) *Study {
	s := study(t)
	all := kinds(t)
	elsewhere := of(t, "2025-09-01", "IN", "6109100012", dec("5"))
	elsewhere.Destination = "GB"
	all = append(all, elsewhere,
		of(t, "2025-09-01", "IN", "9999999999", dec("7.07")),
		of(t, "2025-06", "MX", "8418100075", dec("1000")),
		of(t, "2026-11", "IN", "6109100012", dec("3")),
		of(t, "2025-08", "VN", "94016140", dec("250")),
		of(t, "2025-08", "MX", "0702002026", dec("777")),
		of(t, "2025", "CN", "8517130000", dec("123456.78")),
		of(t, "2025-07", "MX", "8418100075", dec("10")),
		of(t, "2025", "MX", "8418100075", dec("365")),
	)
	s.Flows = &trade.Dataset{}
	for i, f := range all {
		if days {
			f.Period.To = f.Period.From.AddDays(1)
		}
		require.NoError(t, s.Flows.Append(f), i)
	}
	return s
}

// On flows of one day the tally is the report without its lines: the same sums of every key,
// the same flows rejected for the same reasons.
func TestCountIsRun(t *testing.T) {
	for _, workers := range []int{1, 3} {
		s := counted(t, true)
		s.Workers = workers
		want := run(t, s)
		totals := counted(t, true)
		totals.Totals, totals.Workers = true, workers
		got := run(t, totals)
		same := func(want, got []Total) {
			require.Len(t, got, len(want))
			for i := range want {
				assert.Equal(t, want[i].Key, got[i].Key)
				assert.Equal(t, want[i].Lines, got[i].Lines, want[i].Key)
				assert.True(t, want[i].Value.Equal(got[i].Value), "%s: %s and %s", want[i].Key, want[i].Value, got[i].Value)
				for law := range want[i].Duty {
					assert.True(t, want[i].Duty[law].Equal(got[i].Duty[law]), "%s, law %d: %s and %s", want[i].Key, law,
						want[i].Duty[law], got[i].Duty[law])
				}
			}
		}
		total := want.Total()
		same([]Total{total}, []Total{got.Total()})
		same(want.ByOrigin(), got.ByOrigin())
		same(want.ByChapter(), got.ByChapter())
		same(want.ByPeriod(), got.ByPeriod())
		wantAccount, gotAccount := want.Account(), got.Account()
		for i := range wantAccount {
			assert.Equal(t, wantAccount[i].Rows, gotAccount[i].Rows, wantAccount[i].What)
			assert.True(t, wantAccount[i].Value.Equal(gotAccount[i].Value), wantAccount[i].What)
		}
		assert.Equal(t, want.Rejects, got.Rejects)
		answered, rejected, _ := want.Counts()
		answeredToo, rejectedToo, _ := got.Counts()
		assert.Equal(t, []int{answered, rejected, len(want.Skips)}, []int{answeredToo, rejectedToo, got.elsewhere()})
		assert.True(t, want.RejectedValue.Equal(got.RejectedValue))
		for _, c := range got.Checks {
			assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
		}
	}
}

// On flows of a month or a year the two differ by the roundings of the parts alone, and the
// values not at all.
func TestCountByDays(t *testing.T) {
	want := run(t, counted(t, false))
	totals := counted(t, false)
	totals.Totals = true
	got := run(t, totals)
	total, gotTotal := want.Total(), got.Total()
	assert.True(t, total.Value.Equal(gotTotal.Value), "%s and %s", total.Value, gotTotal.Value)
	assert.True(t, want.UnknownValue.Equal(got.UnknownValue), "%s and %s", want.UnknownValue, got.UnknownValue)
	assert.True(t, got.UnknownValue.IsPositive())
	for law := range total.Duty {
		off := total.Duty[law].Sub(gotTotal.Duty[law]).Abs()
		assert.True(t, off.LessThan(decimal.New(5, -1)), "law %d: %s and %s", law, total.Duty[law], gotTotal.Duty[law])
	}
	assert.Equal(t, want.Rejects, got.Rejects)
	assert.Equal(t, want.Unknown, got.Unknown)
	var b bytes.Buffer
	require.NoError(t, got.Page(&b))
	assert.Contains(t, b.String(), "By authority")
	_, err := got.Workbook(Values)
	assert.ErrorContains(t, err, "a workbook lists every line")
	for _, c := range got.Checks {
		assert.True(t, c.OK(), "%s: %s and %s", c.Name, c.Expected, c.Actual)
	}
}

func TestCountRefuses(t *testing.T) {
	var want *Error
	for _, rounding := range []exact.Policy{exact.Exact, exact.CFR1593} {
		s := study(t)
		s.Totals, s.Options.Rounding = true, rounding
		_, err := Run(t.Context(), s)
		require.True(t, errors.As(err, &want), "%s", rounding)
		assert.Equal(t, "totals", want.Code)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := study(t)
	s.Totals = true
	_, err := Run(ctx, s)
	assert.ErrorIs(t, err, context.Canceled)
}

// The parts of an amount add up to it, whatever the days.
func TestOfDays(t *testing.T) {
	for _, amount := range []int64{0, 1, 2, 99, 1_000_000_007, 999_999_999_999_999_999} {
		for _, days := range []int{1, 3, 30, 365} {
			var sum int64
			for d := 1; d <= days; d++ {
				part := ofDays(amount, d, days) - ofDays(amount, d-1, days)
				assert.GreaterOrEqual(t, part, int64(0))
				sum += part
			}
			assert.Equal(t, amount, sum)
		}
	}
}

// The totals of many flows, and which rejected flows are named, are the same for any number of
// workers, which share the flows out among them.
func TestCountWorkers(t *testing.T) {
	few := counted(t, false).Flows
	many := func(workers int) *Study {
		s := counted(t, false)
		s.Totals, s.Workers, s.Flows = true, workers, &trade.Dataset{}
		for i := range 3*countChunk + 100 {
			f := few.Row(i % few.Len())
			if f.Value != nil {
				f.Value.Amount = f.Value.Amount.Add(decimal.New(int64(i), -2))
			}
			require.NoError(t, s.Flows.Append(f))
		}
		return s
	}
	s := many(1)
	told := 0
	s.Progress = func(done, of int) {
		assert.Greater(t, done, told)
		assert.Equal(t, s.Flows.Len(), of)
		told = done
	}
	want := run(t, s)
	assert.Equal(t, s.Flows.Len(), told)
	assert.Len(t, want.Rejects, mostRejects)
	for _, workers := range []int{2, 3, 8} {
		got := run(t, many(workers))
		assert.Equal(t, want.Rejects, got.Rejects)
		assert.Equal(t, want.Account(), got.Account())
		assert.Equal(t, want.counted, got.counted)
		assert.Equal(t, []int{want.Unknown, want.Held}, []int{got.Unknown, got.Held})
		assert.Equal(t, want.UnknownValue.String(), got.UnknownValue.String())
	}
}

// Flows with days after those known are told as held, by any number of workers as line by line.
func TestCountHeld(t *testing.T) {
	for _, workers := range []int{1, 3} {
		var all [2]*Report
		for k, totals := range []bool{false, true} {
			s := study(t)
			s.Options.Hold, s.Workers, s.Totals = true, workers, totals
			past := trade.MonthOf(s.Book.KnownUntil.AddDays(40)).String()
			s.Flows = dataset(t, of(t, "2025-06", "IN", "6109100012", dec("1000")),
				of(t, past, "IN", "6109100012", dec("70.25")), of(t, past, "VN", "6109100012", dec("30")))
			s.Flows.Notes[2] = map[string]string{"claims": "loaded=2025-03-01"} // which columns cannot hold
			all[k] = run(t, s)
		}
		assert.Equal(t, []int{2, 2}, []int{all[0].Held, all[1].Held})
		assert.Equal(t, "100.25", all[1].HeldValue.String())
		assert.Equal(t, all[0].HeldValue.String(), all[1].HeldValue.String())
	}
}

// The memory that a flow takes in totals is bounded.
func TestCountIsBounded(t *testing.T) {
	flow := of(t, "2025-06", "IN", "6109100012", dec("1000"))
	take := func(flows int) (allocations, allocated uint64) {
		s := study(t)
		s.Totals, s.Workers, s.Flows = true, 1, &trade.Dataset{}
		for range flows {
			require.NoError(t, s.Flows.Append(flow))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		run(t, s)
		runtime.ReadMemStats(&after)
		return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
	}
	take(countChunk)
	count, size := take(countChunk)
	countMany, sizeMany := take(6 * countChunk)
	t.Logf("%.2f allocations, %.0f bytes a flow", float64(countMany-count)/(5*countChunk),
		float64(sizeMany-size)/(5*countChunk))
	assert.Less(t, float64(countMany-count)/(5*countChunk), 2.0)
	assert.Less(t, float64(sizeMany-size)/(5*countChunk), 300.0)
}
