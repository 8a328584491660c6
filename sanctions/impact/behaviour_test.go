package impact

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

func shirts(t *testing.T) *Report {
	s := study(t)
	s.Flows = flows(t,
		"2025-09-01,IN,US,6109100012,1000000", "2025-09-30,IN,US,6109100027,500000", "2025-09-01,VN,US,6109100012,400000",
		"2025-09-01,IN,US,7113195025,800000",
	)
	return run(t, s)
}

func behave(t *testing.T, r *Report, o BehaviourOptions) *Behaviour {
	t.Helper()
	b, err := r.Behaviour(context.Background(), 1, o)
	require.NoError(t, err)
	return b
}

// The markets are the flows by product, and the rates what the law owes on them: 16.5 % of the
// schedule and 50 % (IN) or 20 % (VN) on shirts, and of jewellery 5.5 and 50 %; without the
// emergency powers the first alone. Trade comes back, and nothing of it touches the mechanical
// figures.
func TestBehaviour(t *testing.T) {
	r := shirts(t)
	before := r.Total()
	b := behave(t, r, BehaviourOptions{})
	require.Len(t, b.Models, 2)
	assert.Equal(t, 2, b.Markets)
	for _, a := range b.Models {
		assert.Equal(t, "2700000", a.ImportsBefore.String())
		// 1,500,000 × 0.665 + 400,000 × 0.365 + 800,000 × 0.555
		assert.Equal(t, "1587500", a.RevenueBefore.String(), a.Model.Name)
		assert.True(t, a.Imports.Low.GreaterThan(a.ImportsBefore), "a duty less: more is imported")
		require.Len(t, a.Partners, 2)
		assert.Equal(t, "IN", a.Partners[0].Partner)
		assert.True(t, a.Partners[0].Imports.Central.GreaterThan(a.Partners[0].Before))
	}
	after := r.Total()
	assert.True(t, before.Duty[1].Equal(after.Duty[1]))
	// SMART by hand, product by product: shirts of IN and VN with x = (t′−t)/(1+t).
	x := func(t0, t1 float64) float64 { return (t1 - t0) / (1 + t0) }
	in, vn, ring := x(.665, .165), x(.365, .165), x(.555, .055)
	creation := -1.25 / (1 + 1.25/99)
	want := 2700000 + creation*(1500000*in+400000*vn+800000*ring)
	assert.InDelta(t, want, b.Models[1].Imports.Central.InexactFloat64(), 0.02)
}

// With the imports of 2024 other origins stand in the market, and lose trade when goods of
// India and Vietnam are freed of more; without them nobody does.
func TestBehaviourCompleted(t *testing.T) {
	r := shirts(t)
	table, err := imports.Load()
	require.NoError(t, err)
	r.Study.Imports = table
	b := behave(t, r, BehaviourOptions{})
	assert.Equal(t, 2, b.Completed)
	assert.True(t, b.Others.IsPositive())
	var others decimal.Decimal
	codes := map[string]bool{}
	for _, p := range b.Models[0].Partners {
		codes[p.Partner] = true
		others = others.Add(p.Before)
	}
	assert.Equal(t, "2700000", others.Sub(b.Others).String())
	assert.True(t, codes["CN"] && codes["EU"] && !codes["SK"])
	// The proportions are those of 2024: Bangladesh to Vietnam and India in shirts.
	var of, same int64
	for _, row := range table.Below("610910") {
		switch row.Partner {
		case "BD":
			of += row.Value
		case "IN", "VN":
			same += row.Value
		}
	}
	want := 1900000 * float64(of) / float64(same)
	for _, p := range b.Models[0].Partners {
		if p.Partner == "BD" {
			ringsToo := p.Before.InexactFloat64() - want
			assert.True(t, ringsToo >= -1 && ringsToo < 0.01*want, "BD %s, want about %f", p.Before, want)
		}
	}
	assert.Zero(t, behave(t, r, BehaviourOptions{Alone: true}).Completed)
}

func TestBehaviourRefusals(t *testing.T) {
	r := shirts(t)
	for _, law := range []int{0, 2, -1} {
		_, err := r.Behaviour(context.Background(), law, BehaviourOptions{})
		var wrong *Error
		assert.ErrorAs(t, err, &wrong)
		assert.Equal(t, "bad_study", wrong.Code)
		_, err = r.Judgement(law, &threat.Threat{}, decimal.Decimal{}, 0, 0)
		assert.ErrorAs(t, err, &wrong)
		assert.Equal(t, "bad_study", wrong.Code)
	}
	_, err := r.Behaviour(context.Background(), 1, BehaviourOptions{Digits: 5})
	assert.ErrorContains(t, err, "2, 4, 6, 8 or 10")
	_, err = r.Behaviour(context.Background(), 1, BehaviourOptions{Options: response.Options{Draws: -1}})
	assert.Error(t, err)
}

// The same on any number of workers.
func TestBehaviourWorkers(t *testing.T) {
	r := shirts(t)
	texts := map[string]bool{}
	for _, workers := range []int{1, 5} {
		text, err := json.Marshal(behave(t, r, BehaviourOptions{Options: response.Options{
			Draws: 1000, Seed: 3,
			Workers: workers,
		}}).Models)
		require.NoError(t, err)
		texts[string(text)] = true
	}
	assert.Len(t, texts, 1)
}

// A scenario that brings duties back is a threat of their amount over the 30 days of the flows;
// one that takes them away is none.
func TestJudgement(t *testing.T) {
	r := shirts(t)
	half := threat.Range{Low: dec("0.5"), Central: dec("0.5"), High: dec("0.5")}
	th := &threat.Threat{Probability: half, Enforcement: half, PassThrough: half}
	_, err := r.Judgement(1, th, decimal.Decimal{}, 0, 0)
	assert.ErrorContains(t, err, "relief")
	s := study(t)
	s.Flows, s.Book = r.Study.Flows, must(noIEEPA().Apply(r.Study.Book))
	back := *noIEEPA()
	back.Name, back.Edits = "back", nil
	s.Scenarios[0] = &back
	again := run(t, s)
	j, err := again.Judgement(1, th, decimal.Decimal{}, 0, 0)
	require.NoError(t, err)
	assert.Equal(t, 30, j.Threat.Horizon)
	assert.True(t, j.Stakes.Cost.IsZero(), "no change costs nothing")
	assert.Equal(t, "back", j.Threat.Name)
	// One day of entry stands for the period of the goods, which is what they are worth over.
	s.On = trade.NewDate(2025, 9, 1)
	s.Flows.Periods[0] = trade.Interval{From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2026, 1, 1)}
	j, err = run(t, s).Judgement(1, th, decimal.Decimal{}, 0, 0)
	require.NoError(t, err)
	assert.Equal(t, 365, j.Threat.Horizon)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
